// Spreadsheet files as Excel, WPS, LibreOffice and other programs write them.

internal import Basics

/// One spreadsheet file: the list of its sheets, and the sheets that are asked for.
struct XLSXFile {
  private var archive: ZipArchive
  private var means: SheetReader.Means
  /// Names and parts, in order.
  private let list: [(sheet: SheetList.Sheet, path: String)]

  static let mostSheets = 60

  init(_ bytes: [UInt8]) throws(Refusal) {
    var archive = try ZipArchive(bytes)
    let roots = Relations(folder: "")
    try Self.read("_rels/.rels", of: &archive, roots)
    guard let main = roots.path(ofType: "officeDocument"), archive.has(main) else {
      throw TableFaults.notWorkbook
    }
    let sheets = SheetList()
    try Self.read(main, of: &archive, sheets)
    let folder = main.split(separator: "/").dropLast().joined(separator: "/")
    let file = main.split(separator: "/").last ?? ""
    let relations = Relations(folder: folder)
    try Self.read("\(folder)/_rels/\(file).rels", of: &archive, relations)
    let texts = SharedTexts()
    if let path = relations.path(ofType: "sharedStrings") { try Self.read(path, of: &archive, texts) }
    let styles = NumberStyles()
    if let path = relations.path(ofType: "styles") { try Self.read(path, of: &archive, styles) }
    list = sheets.sheets.compactMap { sheet in
      guard let target = relations.targets[sheet.relation], target.type.hasSuffix("/worksheet") else {
        return nil
      }
      return (sheet, target.path)
    }
    guard !list.isEmpty else { throw TableFaults.notWorkbook }
    guard list.count <= Self.mostSheets else {
      throw TableFaults.tooLarge("有 \(list.count) 个工作表", "it has \(list.count) sheets")
    }
    means = SheetReader.Means(texts: texts.texts, styles: styles.styles, is1904: sheets.is1904)
    self.archive = archive
  }

  private static func read(
    _ path: String, of archive: inout ZipArchive, _ listener: some XMLListener
  ) throws(Refusal) {
    guard let part = try archive.part(path) else { throw TableFaults.notWorkbook }
    guard readXML(part, listener) else {
      throw TableFaults.damaged("\(path) 读不懂", "\(path) cannot be understood")
    }
  }

  /// Names of the sheets with nothing in them yet.
  var names: Workbook {
    Workbook(
      sheets: list.map { Workbook.Sheet(name: $0.sheet.name, rows: [], isHidden: $0.sheet.isHidden) })
  }

  /// The workbook with the cells of the sheets of these names; the others are left out.
  mutating func workbook(_ wanted: Set<String>) throws(Refusal) -> Workbook {
    var book = Workbook(sheets: [])
    var faults: [Fault] = []
    for (sheet, path) in list where wanted.contains(sheet.name) {
      let reader = SheetReader(name: sheet.name, means: means)
      try Self.read(path, of: &archive, reader)
      if let refusal = reader.refusal { throw refusal }
      faults += reader.faults
      var rows = reader.rows
      let filled = try fill(&rows, merged: reader.merged, sheet.name)
      book.notes += notes(reader, filled: filled, sheet.name)
      book.sheets.append(Workbook.Sheet(name: sheet.name, rows: rows, isHidden: sheet.isHidden))
    }
    guard faults.isEmpty else { throw Refusal(faults) }
    return book
  }

  /// Cells merged downwards say the same for each of their rows; how many cells that filled.
  private func fill(_ rows: inout [Workbook.Row], merged: [String], _ name: String) throws(Refusal) -> Int {
    let places = Dictionary(uniqueKeysWithValues: rows.indices.map { (rows[$0].number, $0) })
    var count = 0
    var cost = 0
    for range in merged {
      let ends = range.split(separator: ":").compactMap { cellPlace(String($0)) }
      guard ends.count == 2, ends[0].row < ends[1].row, let top = places[ends[0].row] else { continue }
      let (column, text) = (ends[0].column, rows[top][ends[0].column])
      guard !text.isEmpty else { continue }
      for index in (top + 1)..<rows.count {
        guard rows[index].number <= ends[1].row else { break }
        cost += 1 + max(0, column + 1 - rows[index].cells.count)
        guard cost <= SheetReader.mostCells else {
          throw TableFaults.tooLarge("“\(name)”合并的单元格太多", "\"\(name)\" has too many merged cells")
        }
        guard rows[index][column].isEmpty else { continue }
        while rows[index].cells.count <= column { rows[index].cells.append("") }
        rows[index].cells[column] = text
        count += 1
      }
    }
    return count
  }

  private func notes(_ reader: SheetReader, filled: Int, _ name: String) -> [Fault] {
    var notes: [Fault] = []
    func note(_ code: String, _ count: Int, _ zh: String, _ en: String) {
      guard count > 0 else { return }
      notes.append(Fault(code, zh: "“\(name)”：\(count) \(zh)", en: "\"\(name)\": \(count) \(en)"))
    }
    note("table-merged", filled, "格被合并，按每一行都有这个内容来读", "merged cells were read as if each row held the text")
    note("table-hidden", reader.hiddenRows, "行被隐藏，也读进来了", "hidden rows were read too")
    note(
      "table-date", reader.dates, "格是日期或时间，读成 2026-03-01、09:30:00 这样的文字",
      "cells are dates or times, read as 2026-03-01 or 09:30:00")
    note(
      "table-rounded", reader.rounded, "格是计算得来的小数，按 15 位有效数字读",
      "cells hold computed fractions, read to 15 digits as the program shows them")
    return notes
  }
}
