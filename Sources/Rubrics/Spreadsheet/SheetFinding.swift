// Which sheet of a workbook is which, where its header stands, and what its rows say column by column.

import Basics

/// One row with its cells by the keys of the columns.
struct FoundRow {
  var sheet = ""
  /// The row as the program counts it, from 1; 0 where there is none.
  var number = 0
  /// Sheet and row in one number, which the parts of a rubric carry as their line.
  var line = 0
  var cells: [String: String] = [:]
  var places: [String: Int] = [:]

  subscript(_ key: String) -> String { cells[key] ?? "" }

  /// Rows of one sheet; a spreadsheet has 2^20.
  static let rowsInLine = 1 << 21
}

/// A sheet whose header was found.
struct FoundSheet {
  var name: String
  var rows: [FoundRow]
  /// What stands above the header.
  var above: [Workbook.Row] = []
  /// Headers that no column is called by.
  var unknown: [(row: Int, column: Int, text: String)] = []
}

/// A workbook being read, with what was found wrong and what was understood kindly so far.
struct WorkbookReading {
  let workbook: Workbook
  var faults: [Fault] = []
  var notes: [Fault] = []
  /// Sheets in which something is wrong.
  private(set) var unsureSheets: Set<String> = []
  /// Something is wrong that no sheet can be named for.
  private(set) var isUnsure = false
  /// Rows in which something is wrong.
  private var wrongLines: Set<Int> = []
  /// Keys that somebody asked for, by line: what nobody asked for has no effect, and that is a fault.
  var asked: [Int: Set<String>] = [:]
  /// Rows that were read, for that check.
  private var found: [FoundRow] = []
  /// Sheets by the English name of their form.
  private var sheets: [String: FoundSheet] = [:]
  /// One row for each line of the settings.
  private(set) var settings: [String: FoundRow] = [:]
  /// No sheet of settings: a marking scheme alone, for which everything else gets its usual value.
  private(set) var isPlain = true

  init(_ workbook: Workbook) {
    self.workbook = workbook
    find()
  }

  /// The sheet of a form, if the workbook has it.
  subscript(_ form: SheetForm) -> FoundSheet? { sheets[form.name.en] }

  func setting(_ key: String) -> FoundRow { settings[key] ?? FoundRow() }
}

// Finding.
extension WorkbookReading {
  /// Rows in which a header is looked for.
  private static let mostRowsAbove = 60

  private mutating func find() {
    var taken: Set<Int> = []
    for form in RubricForms.all {
      let named = workbook.sheets.indices.filter { form.isCalled(workbook.sheets[$0].name) }
      if named.count > 1 {
        fault(
          "table-sheet-twice", zh: "有两个工作表都叫“\(form.name.zh)”",
          en: "two sheets are called \"\(form.name.en)\"")
      }
      guard let index = named.first else { continue }
      taken.formUnion(named)
      if form.name == RubricForms.settings.name {
        isPlain = false
        readSettings(workbook.sheets[index], index)
      } else {
        read(form, index)
      }
    }
    let scheme = RubricForms.scheme
    if self[scheme] == nil, !workbook.sheets.contains(where: { scheme.isCalled($0.name) }),
      let index = workbook.sheets.indices.first(where: { !taken.contains($0) && header(scheme, $0) != nil })
    {
      taken.insert(index)
      read(scheme, index)
    }
    let left = workbook.sheets.indices.filter { index in
      !taken.contains(index) && !workbook.sheets[index].rows.isEmpty
    }
    if !left.isEmpty {
      let list = left.map { workbook.sheets[$0].name }.joined(separator: ", ")
      notes.append(
        Fault(
          "table-other-sheets", zh: "没有读工作表：\(list)", en: "sheets that were not read: \(list)",
          file: workbook.file))
    }
  }

  /// The index of the row that holds the required columns, within the first rows of a sheet.
  private func header(_ form: SheetForm, _ index: Int) -> Int? {
    let rows = workbook.sheets[index].rows
    return rows.indices.prefix(Self.mostRowsAbove).first { at in
      let places = form.places(in: rows[at]).places
      return form.required.allSatisfy { places[$0] != nil }
    }
  }

  private mutating func read(_ form: SheetForm, _ index: Int) {
    let sheet = workbook.sheets[index]
    guard !sheet.rows.isEmpty else { return }
    guard let at = header(form, index) else {
      missingColumns(form, sheet)
      return
    }
    let head = sheet.rows[at]
    let (places, unknown, repeated) = form.places(in: head)
    for column in repeated {
      place(
        "table-repeated-column", sheet.name, head.number, column, zh: "列“\(head[column])”出现两次",
        en: "column \"\(head[column])\" stands twice", Words(zh: "删去一列", en: "delete one"))
    }
    let rows = sheet.rows[(at + 1)...].map { row in
      FoundRow(
        sheet: sheet.name, number: row.number, line: index * FoundRow.rowsInLine + row.number,
        cells: places.mapValues { row[$0].trimmed }, places: places)
    }
    found += rows
    sheets[form.name.en] = FoundSheet(
      name: sheet.name, rows: rows, above: Array(sheet.rows[..<at]),
      unknown: unknown.map { (head.number, $0, head[$0]) })
    let names = form.columns.map(\.header)
    for column in unknown {
      unknownHeader(head[column], sheet.name, head.number, column, names)
    }
  }

  /// A column that nobody knows is a slip in our own sheets, and somebody's own remark in a plain one.
  private mutating func unknownHeader(
    _ text: String, _ sheet: String, _ row: Int, _ column: Int, _ names: [Words]
  ) {
    if isPlain {
      notes.append(
        .inSheet(
          "table-unknown-column", sheet, row: row, column: column, zh: "不认识的列“\(text)”，没有读",
          en: "unknown column \"\(text)\", not read", file: workbook.file))
      return
    }
    let near = nearestName(to: text, in: names.map(\.zh) + names.map(\.en))
    let list = Words(
      zh: names.map(\.zh).joined(separator: "、"), en: names.map(\.en).joined(separator: ", "))
    place(
      "table-unknown-column", sheet, row, column, zh: "不认识的列“\(text)”", en: "unknown column \"\(text)\"",
      Words(
        zh: near.map { "是不是想写“\($0)”？" } ?? "可用的列：\(list.zh)",
        en: near.map { "did you mean \"\($0)\"?" } ?? "known columns: \(list.en)"))
  }

  private mutating func missingColumns(_ form: SheetForm, _ sheet: Workbook.Sheet) {
    let best = sheet.rows.prefix(Self.mostRowsAbove).max { a, b in
      form.places(in: a).places.count < form.places(in: b).places.count
    }
    let known = best.map { form.places(in: $0).places } ?? [:]
    let missing = form.required.filter { known[$0] == nil }.compactMap { form.column($0)?.header }
    let list = Words(
      zh: missing.map { "“\($0.zh)”" }.joined(separator: "、"),
      en: missing.map { "\"\($0.en)\"" }.joined(separator: ", "))
    place(
      "table-missing-column", sheet.name, known.isEmpty ? sheet.rows[0].number : best?.number ?? 1, nil,
      zh: "缺少列\(list.zh)", en: "columns are missing: \(list.en)",
      Words(
        zh: "在表头加上，或从 sizhou rubric to-table 的表开始",
        en: "add them to the header, or start from a file of sizhou rubric to-table"))
  }

  private mutating func readSettings(_ sheet: Workbook.Sheet, _ index: Int) {
    let form = RubricForms.settings
    let head = SheetForm("", "", required: [], RubricForms.settingColumns)
    for row in sheet.rows where !row[0].headerKernel.isEmpty {
      if row.number == sheet.rows[0].number, head.places(in: row).places.count > 1 { continue }
      let kernel = row[0].headerKernel
      guard let line = form.columns.first(where: { $0.isCalled(kernel) }) else {
        unknownHeader(row[0], sheet.name, row.number, 0, form.columns.map(\.header))
        continue
      }
      let one = FoundRow(
        sheet: sheet.name, number: row.number, line: index * FoundRow.rowsInLine + row.number,
        cells: [line.key: row[1].trimmed, line.key + "En": row[2].trimmed],
        places: [line.key: 1, line.key + "En": 2])
      if settings[line.key] != nil {
        place(
          "table-setting-twice", sheet.name, row.number, 0, zh: "“\(row[0])”写了两次",
          en: "\"\(row[0])\" stands twice", Words(zh: "删去一行", en: "delete one"))
      }
      settings[line.key] = one
      found.append(one)
    }
  }
}

// Faults, and what nobody asked for.
extension WorkbookReading {
  mutating func fault(_ code: String, zh: String, en: String, _ suggestion: Words? = nil) {
    isUnsure = true
    faults.append(Fault(code, zh: zh, en: en, suggestion: suggestion, file: workbook.file))
  }

  private mutating func place(
    _ code: String, _ sheet: String, _ row: Int, _ column: Int?, zh: String, en: String, _ suggestion: Words?
  ) {
    unsureSheets.insert(sheet)
    faults.append(
      .inSheet(
        code, sheet, row: row, column: column, zh: zh, en: en, suggestion: suggestion, file: workbook.file))
  }

  /// A fault of one cell, or of the row where the sheet has no such column.
  mutating func fault(
    _ code: String, _ row: FoundRow, _ key: String?, zh: String, en: String, _ suggestion: Words? = nil
  ) {
    guard row.number > 0 else { return fault(code, zh: zh, en: en, suggestion) }
    wrongLines.insert(row.line)
    place(code, row.sheet, row.number, key.flatMap { row.places[$0] }, zh: zh, en: en, suggestion)
  }

  mutating func note(_ code: String, _ row: FoundRow? = nil, zh: String, en: String) {
    if let row, row.number > 0 {
      notes.append(
        .inSheet(code, row.sheet, row: row.number, column: nil, zh: zh, en: en, file: workbook.file))
    } else {
      notes.append(Fault(code, zh: zh, en: en, file: workbook.file))
    }
  }

  /// Notes that cells of these keys were looked at.
  mutating func ask(_ row: FoundRow, _ keys: String...) { asked[row.line, default: []].formUnion(keys) }

  /// A fault for every cell that has no effect; where a row is wrong already, that may be why.
  mutating func checkIdleCells() {
    for row in found where !wrongLines.contains(row.line) {
      let known = asked[row.line] ?? []
      let idle = row.cells.filter { !$0.value.isEmpty && !known.contains($0.key) }.map(\.key)
      for key in idle.sorted(by: { (row.places[$0] ?? 0) < (row.places[$1] ?? 0) }) {
        fault(
          "table-no-effect", row, key, zh: "“\(row[key].prefix(20))”写在这里不起作用",
          en: "\"\(row[key].prefix(20))\" has no effect here",
          Words(zh: "删去它，或改正这一行的类型", en: "delete it, or correct what the row is"))
      }
    }
  }
}
