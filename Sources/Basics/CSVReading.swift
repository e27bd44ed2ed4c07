// CSV text as people's programs write it: any line ending, quoted cells, blank lines.

extension Table {
  /// Reads CSV in UTF-8 without a byte order mark.
  ///
  /// The first row that is not blank is the header; its names lose spaces and full-width forms.
  ///
  /// Faults: a quote that is not closed, rows with too many cells, no header.
  public static func read(csv bytes: [UInt8], file: String? = nil) -> Result<Table, Refusal> {
    var parser = CSVParser(bytes: bytes, file: file)
    return parser.table()
  }

  /// A note on rows that hold full-width digits or signs; nil where there are none.
  static func fullWidthNote(_ rows: [[String]], _ numbers: [Int], _ file: String?) -> Fault? {
    let folded = rows.indices.filter { rows[$0].contains(where: isFullWidth) }
    guard let first = folded.first else { return nil }
    return Fault(
      "table-full-width", zh: "有 \(folded.count) 行含全角数字或符号，已按半角理解",
      en: "\(folded.count) rows hold full-width digits or signs, read as plain ones", file: file,
      row: numbers[first])
  }

  /// A cell whose full-width characters all have plain twins.
  private static func isFullWidth(_ cell: String) -> Bool {
    guard cell.utf8.contains(where: { $0 >= 0x80 }) else { return false }
    return cell.foldedToPlain.utf8.allSatisfy { $0 < 0x80 }
  }
}

extension Workbook {
  /// The rows of CSV in UTF-8 without a byte order mark as the one sheet of a workbook, named `name`.
  public static func read(csv bytes: [UInt8], name: String, file: String? = nil) -> Result<Workbook, Refusal>
  {
    var parser = CSVParser(bytes: bytes, file: file)
    return parser.rows().map { Workbook(file: file, sheets: [Sheet(name: name, rows: $0)]) }
  }
}

/// One pass over UTF-8 bytes.
private struct CSVParser {
  let bytes: [UInt8]
  let file: String?
  private var at = 0
  private var line = 1
  private var faults: [Fault] = []

  init(bytes: [UInt8], file: String?) {
    self.bytes = bytes
    self.file = file
  }

  mutating func table() -> Result<Table, Refusal> {
    guard let header = nextRow()?.cells else {
      return .failure(
        Refusal(
          Fault(
            "table-empty", zh: "表格是空的", en: "the table is empty",
            suggestion: Words(zh: "第一行写列名", en: "write the column names in the first row"), file: file)))
    }
    var rows: [[String]] = []
    var numbers: [Int] = []
    while let row = nextRow() {
      var cells = row.cells
      // Spreadsheet programs leave empty cells at the end of rows, or add them.
      while cells.count > header.count, cells.last?.isEmpty == true { cells.removeLast() }
      if cells.count < header.count {
        cells += [String](repeating: "", count: header.count - cells.count)
      }
      guard cells.count == header.count else {
        faults.append(
          Fault(
            "table-row-length", zh: "这一行有 \(cells.count) 格，表头有 \(header.count) 列",
            en: "this row has \(cells.count) cells, the header has \(header.count)",
            suggestion: Words(
              zh: "含逗号的内容要加引号；小数点要用“.”，不用“,”",
              en: "put quotes around cells with commas; write decimals with a point, not a comma"),
            file: file,
            row: row.line))
        continue
      }
      rows.append(cells)
      numbers.append(row.line)
    }
    guard faults.isEmpty else { return .failure(Refusal(faults)) }
    let notes = [Table.fullWidthNote(rows, numbers, file)].compactMap { $0 }
    return .success(
      Table(file: file, header: header.map(\.foldedToPlain), rows: rows, rowNumbers: numbers, notes: notes))
  }

  /// Every row that is not blank.
  mutating func rows() -> Result<[Workbook.Row], Refusal> {
    var rows: [Workbook.Row] = []
    while let row = nextRow() {
      rows.append(Workbook.Row(number: row.line, cells: row.cells))
    }
    return faults.isEmpty ? .success(rows) : .failure(Refusal(faults))
  }

  /// The next row that is not blank, with the line on which it begins.
  private mutating func nextRow() -> (cells: [String], line: Int)? {
    while at < bytes.count {
      let start = line
      let cells = row()
      if cells.contains(where: { !$0.isEmpty }) { return (cells, start) }
    }
    return nil
  }

  private mutating func row() -> [String] {
    var cells: [String] = []
    while true {
      cells.append(at < bytes.count && bytes[at] == 0x22 ? quoted() : plain())
      guard at < bytes.count else { return cells }
      let byte = bytes[at]
      at += 1
      if byte == 0x2C { continue }
      // CR, LF or CRLF.
      if byte == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
      line += 1
      return cells
    }
  }

  private mutating func plain() -> String {
    let start = at
    while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func quoted() -> String {
    let start = line
    var cell: [UInt8] = []
    at += 1
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == 0x22 {
        guard at < bytes.count, bytes[at] == 0x22 else {
          // What follows a closing quote up to the comma belongs to the cell as it stands.
          cell.append(contentsOf: plain().utf8)
          return String(decoding: cell, as: UTF8.self)
        }
        at += 1
      } else if byte == 0x0A {
        line += 1
      }
      cell.append(byte)
    }
    faults.append(
      Fault(
        "table-quote-open", zh: "引号没有配对", en: "a quote is not closed",
        suggestion: Words(zh: "在内容末尾补上 \"", en: "add the closing \""), file: file, row: start))
    return String(decoding: cell, as: UTF8.self)
  }
}
