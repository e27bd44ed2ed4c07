// Workbooks as spreadsheet files: bold headers that stay in view, columns wide enough, the same bytes every time.

public import Basics

/// The workbook as an .xlsx file that Excel, WPS, LibreOffice and openpyxl open.
///
/// The first row of every sheet is its header. Decimals in the number columns of a sheet are written as numbers;
/// everything else is text, in columns formatted as text, so that `3/10` typed there stays `3/10`.
public func xlsx(_ workbook: Workbook) -> [UInt8] {
  var texts = TextTable()
  let sheets = workbook.sheets.enumerated().map { sheetXML($1, isFirst: $0 == 0, &texts) }
  let numbers = sheets.indices.map { $0 + 1 }
  var zip = ZipWriter()
  zip.add("[Content_Types].xml", contentTypes(numbers))
  zip.add("_rels/.rels", part(relations([("officeDocument", "xl/workbook.xml")])))
  zip.add("xl/workbook.xml", workbookXML(workbook.sheets))
  let sheetRelations = numbers.map { ("worksheet", "worksheets/sheet\($0).xml") }
  zip.add(
    "xl/_rels/workbook.xml.rels",
    part(relations(sheetRelations + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")])))
  zip.add("xl/styles.xml", part(styles))
  zip.add("xl/sharedStrings.xml", texts.xml)
  for number in numbers { zip.add("xl/worksheets/sheet\(number).xml", sheets[number - 1]) }
  return zip.bytes
}

private let spreadsheetSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
private let relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

private func part(_ xml: String) -> [UInt8] {
  Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\(xml)".utf8)
}

private func contentTypes(_ numbers: [Int]) -> [UInt8] {
  let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
  let own =
    [("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
    + numbers.map { ("worksheets/sheet\($0)", "worksheet") }
  let overrides = own.map {
    "<Override PartName=\"/xl/\($0.0).xml\" ContentType=\"\(kind).\($0.1)+xml\"/>"
  }
  return part(
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" + overrides.joined() + "</Types>")
}

private func relations(_ list: [(type: String, target: String)]) -> String {
  let rows = list.enumerated().map { index, one in
    "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relationSpace)/\(one.type)\" Target=\"\(one.target)\"/>"
  }
  return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    + rows.joined() + "</Relationships>"
}

private func workbookXML(_ sheets: [Workbook.Sheet]) -> [UInt8] {
  let list = sheets.enumerated().map { index, sheet in
    let state = sheet.isHidden ? " state=\"hidden\"" : ""
    return
      "<sheet name=\"\(sheetName(sheet.name))\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
  }
  return part(
    "<workbook xmlns=\"\(spreadsheetSpace)\" xmlns:r=\"\(relationSpace)\"><sheets>\(list.joined())</sheets></workbook>"
  )
}

/// At most 31 characters, none of those that spreadsheet programs refuse.
private func sheetName(_ name: String) -> String {
  escaped(String(name.map { "[]:*?/\\".contains($0) ? "_" : $0 }.prefix(31)))
}

/// Formats by number: 0 plain, 1 header, 2 text.
private let styles =
  "<styleSheet xmlns=\"\(spreadsheetSpace)\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
  + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
  + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
  + "<fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\">"
  + "<fgColor rgb=\"FFE8EEF4\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>"
  + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
  + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
  + "<cellXfs count=\"3\">" + format(number: 0, font: 0, fill: 0) + format(number: 49, font: 1, fill: 2)
  + format(number: 49, font: 0, fill: 0) + "</cellXfs>"
  + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"

private func format(number: Int, font: Int, fill: Int) -> String {
  "<xf numFmtId=\"\(number)\" fontId=\"\(font)\" fillId=\"\(fill)\" borderId=\"0\" xfId=\"0\""
    + " applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\">"
    + "<alignment vertical=\"top\" wrapText=\"1\"/></xf>"
}

/// The texts of all cells, each once.
private struct TextTable {
  private var numbers: [String: Int] = [:]
  private var texts: [String] = []
  private var uses = 0

  mutating func number(of text: String) -> Int {
    uses += 1
    if let known = numbers[text] { return known }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  var xml: [UInt8] {
    let list = texts.map { "<si><t xml:space=\"preserve\">\(escaped($0))</t></si>" }.joined()
    return part(
      "<sst xmlns=\"\(spreadsheetSpace)\" count=\"\(uses)\" uniqueCount=\"\(texts.count)\">\(list)</sst>")
  }
}

private func sheetXML(_ sheet: Workbook.Sheet, isFirst: Bool, _ texts: inout TextTable) -> [UInt8] {
  let top = sheet.rows.first?.number ?? 1
  var rows = ""
  for row in sheet.rows {
    rows += "<row r=\"\(row.number)\">"
    for (column, text) in row.cells.enumerated() where !text.isEmpty {
      let place = Workbook.columnName(column) + String(row.number)
      let isNumber = sheet.numberColumns.contains(column)
      if isNumber, row.number > top, isDecimal(text) {
        rows += "<c r=\"\(place)\" s=\"0\"><v>\(text)</v></c>"
      } else {
        let style = row.number == top ? 1 : isNumber ? 0 : 2
        rows += "<c r=\"\(place)\" s=\"\(style)\" t=\"s\"><v>\(texts.number(of: text))</v></c>"
      }
    }
    rows += "</row>"
  }
  let selected = isFirst ? " tabSelected=\"1\"" : ""
  return part(
    "<worksheet xmlns=\"\(spreadsheetSpace)\"><sheetViews><sheetView\(selected) workbookViewId=\"0\">"
      + "<pane ySplit=\"\(top)\" topLeftCell=\"A\(top + 1)\" activePane=\"bottomLeft\" state=\"frozen\"/>"
      + "<selection pane=\"bottomLeft\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
      + columns(sheet) + "<sheetData>\(rows)</sheetData></worksheet>")
}

/// Columns as wide as what they hold, within reason; Chinese characters count twice.
private func columns(_ sheet: Workbook.Sheet) -> String {
  let count = sheet.rows.map(\.cells.count).max() ?? 0
  guard count > 0 else { return "" }
  let list = (0..<count).map { column in
    let widest = sheet.rows.map { width(of: $0[column]) }.max() ?? 0
    let style = sheet.numberColumns.contains(column) ? 0 : 2
    return
      "<col min=\"\(column + 1)\" max=\"\(column + 1)\" width=\"\(min(max(widest, 6), 48) + 2)\" style=\"\(style)\" customWidth=\"1\"/>"
  }
  return "<cols>\(list.joined())</cols>"
}

private func width(of text: String) -> Int {
  text.split(whereSeparator: \.isNewline).map { line in
    line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }.max() ?? 0
}

/// Whether a number stored like this reads back as the same text.
private func isDecimal(_ text: String) -> Bool {
  guard text.utf8.count <= 17,
    text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E })
  else { return false }
  return CellNumbers.text(text, .plain, is1904: false) == NumberText(text: text)
}

/// Text as XML; characters that XML cannot carry are escaped as spreadsheets do it.
private func escaped(_ text: String) -> String {
  var out = ""
  var rest = text.unicodeScalars[...]
  while let scalar = rest.first {
    switch scalar {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    case "\t", "\n": out.unicodeScalars.append(scalar)
    case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}":
      let code = String(scalar.value, radix: 16, uppercase: true)
      out += "_x" + String(repeating: "0", count: 4 - code.count) + code + "_"
    case "_" where String(String.UnicodeScalarView(rest.prefix(7))).isEscape: out += "_x005F_"
    default: out.unicodeScalars.append(scalar)
    }
    rest = rest.dropFirst()
  }
  return out
}

extension String {
  /// `_x000D_` and the like.
  fileprivate var isEscape: Bool {
    let bytes = Array(utf8)
    return bytes.count == 7 && bytes[1] == 0x78 && bytes[6] == 0x5F
      && UInt32(String(decoding: bytes[2..<6], as: UTF8.self), radix: 16) != nil
  }
}
