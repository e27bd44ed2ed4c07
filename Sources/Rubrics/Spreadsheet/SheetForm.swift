// The form of one sheet: its name, and its columns with the headers by which people know them.

import Basics

/// One column of a sheet, or one line of a sheet of settings.
struct SheetColumn: Sendable {
  /// What the program calls it.
  let key: String
  /// What the header says.
  let header: Words
  /// Other headers that mean the same; a star at the end stands for anything.
  let also: [String]
  /// Decimals stand as numbers in the file.
  let isNumber: Bool
  /// Written even where no row fills it.
  let isAlways: Bool

  init(
    _ key: String, _ zh: String, _ en: String, also: [String] = [], number: Bool = false, always: Bool = false
  ) {
    self.key = key
    header = Words(zh: zh, en: en)
    self.also = also
    isNumber = number
    isAlways = always
  }

  /// Whether a header of this kernel is exactly one of its names.
  func isCalled(_ kernel: String) -> Bool {
    ([header.zh, header.en, key] + also).contains { !$0.hasSuffix("*") && $0.headerKernel == kernel }
  }

  /// Whether a header of this kernel begins as one of its names does.
  func isLike(_ kernel: String) -> Bool {
    also.contains { $0.hasSuffix("*") && kernel.hasPrefix($0.dropLast().headerKernel) }
  }
}

/// One kind of sheet.
struct SheetForm: Sendable {
  let name: Words
  /// Other names of the sheet.
  let also: [String]
  let columns: [SheetColumn]
  /// Columns without which the sheet says nothing.
  let required: [String]

  init(_ zh: String, _ en: String, also: [String] = [], required: [String], _ columns: [SheetColumn]) {
    name = Words(zh: zh, en: en)
    self.also = also
    self.required = required
    self.columns = columns
  }

  /// Whether a sheet of this name is meant.
  func isCalled(_ sheet: String) -> Bool {
    ([name.zh, name.en] + also).contains { $0.headerKernel == sheet.headerKernel }
  }

  func column(_ key: String) -> SheetColumn? { columns.first { $0.key == key } }

  /// The place of each known column in a row that may be the header, and the texts that no column is called by.
  func places(in row: Workbook.Row) -> (places: [String: Int], unknown: [Int], repeated: [Int]) {
    var places: [String: Int] = [:]
    var unknown: [Int] = []
    var repeated: [Int] = []
    for (index, text) in row.cells.enumerated() where !text.headerKernel.isEmpty {
      let kernel = text.headerKernel
      guard
        let column = columns.first(where: { $0.isCalled(kernel) })
          ?? columns.first(where: { $0.isLike(kernel) })
      else {
        unknown.append(index)
        continue
      }
      if places[column.key] == nil { places[column.key] = index } else { repeated.append(index) }
    }
    return (places, unknown, repeated)
  }
}

extension StringProtocol {
  /// Letters and digits only, small and plain: what two spellings of one header have in common.
  var headerKernel: String {
    foldedToPlain.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}

/// Rows for one sheet, by the keys of its columns.
struct SheetRows {
  let form: SheetForm
  private var rows: [[String: String]] = []

  init(_ form: SheetForm) { self.form = form }

  /// Adds a row; empty and missing values leave the cell empty.
  mutating func add(_ cells: [(String, String?)]) {
    var row: [String: String] = [:]
    for case (let key, let value?) in cells where !value.isEmpty {
      precondition(form.column(key) != nil, "\(form.name.en) has no column \(key)")
      row[key] = value
    }
    rows.append(row)
  }

  /// The sheet with a header in `language`, or nil where there are no rows; columns that nobody needs are left out.
  func sheet(_ language: Language) -> Workbook.Sheet? {
    guard !rows.isEmpty else { return nil }
    let columns = form.columns.filter { column in
      column.isAlways || rows.contains { $0[column.key] != nil }
    }
    let cells = rows.map { row in columns.map { row[$0.key] ?? "" } }
    return Workbook.Sheet(
      name: form.name[language],
      rows: ([columns.map { $0.header[language] }] + cells).enumerated().map {
        Workbook.Row(number: $0 + 1, cells: $1)
      }, numberColumns: Set(columns.indices.filter { columns[$0].isNumber }))
  }
}
