// A workbook of named sheets of texts, as it comes from a spreadsheet file or goes into one.

/// Sheets of texts; numbers stand as a person would type them.
public struct Workbook: Hashable, Sendable {
  /// A row that holds something.
  public struct Row: Hashable, Sendable {
    /// As the spreadsheet program counts it, from 1.
    public var number: Int
    /// From column A on, without empty cells at the end.
    public var cells: [String]

    public init(number: Int, cells: [String]) {
      self.number = number
      self.cells = cells
    }

    /// The text in a column counted from 0; empty where there is none.
    public subscript(_ column: Int) -> String { cells.indices.contains(column) ? cells[column] : "" }
  }

  /// One sheet.
  public struct Sheet: Hashable, Sendable {
    public var name: String
    /// In order of their numbers; rows without content are left out.
    public var rows: [Row]
    public var isHidden: Bool
    /// Columns, counted from 0, in which decimals are written as numbers; everything else is written as text.
    public var numberColumns: Set<Int>

    public init(name: String, rows: [Row], isHidden: Bool = false, numberColumns: Set<Int> = []) {
      self.name = name
      self.rows = rows
      self.isHidden = isHidden
      self.numberColumns = numberColumns
    }
  }

  public var file: String?
  public var sheets: [Sheet]
  /// What was understood kindly, such as merged cells.
  public var notes: [Fault]

  public init(file: String? = nil, sheets: [Sheet], notes: [Fault] = []) {
    self.file = file
    self.sheets = sheets
    self.notes = notes
  }

  /// The name of a column counted from 0, such as A or AA.
  public static func columnName(_ column: Int) -> String {
    var name = ""
    var rest = column + 1
    while rest > 0 {
      name = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + name
      rest = (rest - 1) / 26
    }
    return name
  }
}

extension Fault {
  /// A fault of one cell, or of a row where `column` is nil: its sheet and its name in the grid stand in the words.
  /// - Parameters:
  ///   - row: from 1.
  ///   - column: from 0.
  public static func inSheet(
    _ code: String, _ sheet: String, row: Int, column: Int?, zh: String, en: String,
    suggestion: Words? = nil, file: String? = nil
  ) -> Fault {
    let cell = column.map { Workbook.columnName($0) + String(row) } ?? ""
    let place = cell.isEmpty ? "" : " " + cell
    return Fault(
      code, zh: "“\(sheet)”\(cell)：\(zh)", en: "\"\(sheet)\"\(place): \(en)", suggestion: suggestion,
      file: file, column: column.map { $0 + 1 }, row: row)
  }
}

// One sheet as a table.
extension Workbook {
  /// The sheet of a name (capitals and full-width forms make no difference); without a name the first that is shown.
  ///
  /// A fault that lists the names where there is none.
  public func sheet(named name: String?) -> Result<Sheet, Refusal> {
    let found =
      name.map { wanted in
        sheets.first { $0.name == wanted }
          ?? sheets.first { $0.name.foldedToPlain.lowercased() == wanted.foldedToPlain.lowercased() }
      } ?? sheets.first { !$0.isHidden }
    if let found { return .success(found) }
    let list = sheets.map(\.name).joined(separator: ", ")
    return .failure(
      Refusal(
        Fault(
          "table-unknown-sheet", zh: name.map { "没有工作表“\($0)”" } ?? "没有工作表",
          en: name.map { "there is no sheet \"\($0)\"" } ?? "there is no sheet",
          suggestion: Words(zh: "可用的工作表：\(list)", en: "the sheets are: \(list)"), file: file)))
  }

  /// A sheet as a table: its first row that holds something is the header; rows of a single cell above it are titles.
  ///
  /// Faults: an empty sheet, a cell below no header.
  public func table(named name: String? = nil) -> Result<Table, Refusal> {
    sheet(named: name).flatMap { $0.table(file: file, notes: notes) }
  }
}

extension Workbook.Sheet {
  /// Title rows above a header; more is no title.
  private static let mostTitles = 5

  fileprivate func table(file: String?, notes: [Fault]) -> Result<Table, Refusal> {
    var notes = notes
    var body = rows[...]
    let isWide = body.dropFirst().prefix(Self.mostTitles).contains { $0.filled > 1 }
    while isWide, let first = body.first, first.filled == 1 {
      body.removeFirst()
      notes.append(
        .inSheet(
          "table-title", name, row: first.number, column: nil, zh: "当作标题，没有读",
          en: "taken for a title and not read", file: file))
    }
    guard let head = body.popFirst() else {
      return .failure(
        Refusal(
          Fault(
            "table-empty", zh: "工作表“\(name)”是空的", en: "the sheet \"\(name)\" is empty",
            suggestion: Words(zh: "第一行写列名", en: "write the column names in the first row"), file: file)))
    }
    var faults: [Fault] = []
    let header = head.cells.map(\.foldedToPlain)
    for row in body {
      for (column, cell) in row.cells.enumerated() where !cell.isEmpty {
        guard column >= header.count || header[column].isEmpty else { continue }
        faults.append(
          .inSheet(
            "table-row-length", name, row: row.number, column: column, zh: "这一列没有列名，却有内容",
            en: "this column has no header but something in it",
            suggestion: Words(
              zh: "在第 \(head.number) 行写上列名，或删去这一格",
              en: "write its name in row \(head.number), or delete the cell"), file: file))
        break
      }
    }
    guard faults.isEmpty else { return .failure(Refusal(faults)) }
    let columns = header.indices.filter { !header[$0].isEmpty }
    let cells = body.map { row in columns.map { row[$0] } }
    let numbers = body.map(\.number)
    if let note = Table.fullWidthNote(cells, numbers, file) { notes.append(note) }
    return .success(
      Table(
        file: file, header: columns.map { header[$0] }, rows: cells, rowNumbers: numbers, notes: notes))
  }
}

extension Workbook.Row {
  fileprivate var filled: Int { cells.count { !$0.isEmpty } }
}
