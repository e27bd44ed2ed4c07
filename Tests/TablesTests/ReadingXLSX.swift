// Spreadsheets: what is written reads back, cells read as a person would type them, and what is uncertain is refused.

import Basics
import Testing

@testable import Tables

/// A spreadsheet with one sheet whose `<sheetData>` and what follows it are given.
func spreadsheet(
  _ data: String, after: String = "", styles: String = "", texts: String = "", is1904: Bool = false
)
  -> [UInt8]
{
  var zip = ZipWriter()
  func add(_ name: String, _ xml: String) { zip.add(name, Array(xml.utf8)) }
  let type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  add(
    "_rels/.rels",
    "<Relationships><Relationship Id=\"r1\" Type=\"\(type)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
  )
  add(
    "xl/workbook.xml",
    "<workbook xmlns:r=\"\(type)\"><workbookPr date1904=\"\(is1904 ? 1 : 0)\"/><sheets><sheet name=\"成绩\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
  )
  add(
    "xl/_rels/workbook.xml.rels",
    "<Relationships><Relationship Id=\"r1\" Type=\"\(type)/worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/>"
      + "<Relationship Id=\"r2\" Type=\"\(type)/styles\" Target=\"styles.xml\"/>"
      + "<Relationship Id=\"r3\" Type=\"\(type)/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
  )
  add("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>")
  add("xl/sharedStrings.xml", "<sst>\(texts)</sst>")
  add("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(data)</sheetData>\(after)</worksheet>")
  return zip.bytes
}

/// One cell as a workbook gives it.
private func cell(_ xml: String, styles: String = "", texts: String = "", is1904: Bool = false) throws
  -> String
{
  let bytes = spreadsheet("<row r=\"1\">\(xml)</row>", styles: styles, texts: texts, is1904: is1904)
  return try TableReader().workbook(bytes).get().sheets[0].rows.first?[0] ?? ""
}

/// The codes of the faults of a file.
func codes(_ bytes: [UInt8], sheet: String? = nil) -> [String] {
  switch TableReader(sheet: sheet).read(bytes) {
  case .success: []
  case .failure(let refusal): refusal.faults.map(\.code)
  }
}

@Suite("Reading XLSX") struct ReadingXLSX {
  @Test("What is written reads back: texts, numbers, marks of XML, control characters and empty cells")
  func roundTrip() throws {
    let rows = [
      ["编号", "值", "x<y & \"z\"", "", "尾"], ["007", "0.5", "=1+1", "", "_x0041_"],
      ["1e5", "-12.345", " 两端有空格 ", "a\nb\tc", "a\u{1}\rb"], ["TRUE", "1234567890.123", "3/10", "𠮷 🍜", "１２"],
    ]
    let book = Workbook(sheets: [
      Workbook.Sheet(
        name: "成绩 & 名次",
        rows: rows.enumerated().map { Workbook.Row(number: $0 + 1, cells: $1) }, numberColumns: [1]),
      Workbook.Sheet(name: "空", rows: []),
    ])
    let read = try TableReader().workbook(xlsx(book)).get()
    #expect(read.sheets.map(\.name) == ["成绩 & 名次", "空"])
    #expect(read.sheets[0].rows.map(\.cells) == rows)
    #expect(xlsx(book) == xlsx(book))
  }

  @Test("A table has a header, rows under their numbers, and titles above it are left out")
  func table() throws {
    let book = Workbook(sheets: [
      Workbook.Sheet(
        name: "S",
        rows: [
          Workbook.Row(number: 1, cells: ["报名表"]), Workbook.Row(number: 3, cells: ["ｅntry", "value", ""]),
          Workbook.Row(number: 4, cells: ["A"]), Workbook.Row(number: 9, cells: ["B", "８"]),
        ])
    ])
    let table = try TableReader().read(xlsx(book)).get()
    #expect(table.header == ["entry", "value"])
    #expect(table.rows == [["A", ""], ["B", "８"]])
    #expect(table.rowNumbers == [4, 9])
    #expect(table.notes.map(\.code) == ["table-title", "table-full-width"])
  }

  @Test("A sheet is chosen by name; without one the first is read and the others are named")
  func sheets() throws {
    let book = Workbook(sheets: [
      Workbook.Sheet(name: "First", rows: [Workbook.Row(number: 1, cells: ["a"])]),
      Workbook.Sheet(name: "Second", rows: [Workbook.Row(number: 1, cells: ["b"])]),
    ])
    let bytes = xlsx(book)
    #expect(try TableReader().read(bytes).get().header == ["a"])
    #expect(try TableReader().read(bytes).get().notes.map(\.code) == ["table-other-sheets"])
    #expect(try TableReader(sheet: "second").read(bytes).get().header == ["b"])
    #expect(codes(bytes, sheet: "Third") == ["table-unknown-sheet"])
  }

  @Test(
    "Numbers are read as a person would type them",
    arguments: [
      ("0.1", "0.1"), ("0.10000000000000001", "0.1"), ("8.3000000000000007", "8.3"),
      ("19.999999999999986", "20"),
      ("20.000000000000014", "20"), ("0.30000000000000004", "0.3"), ("1E-3", "0.001"), ("1.5E2", "150"),
      ("-0", "0"), ("100", "100"), ("-2.50", "-2.5"), ("1.0000000000000001E-5", "0.00001"),
      ("999999999999999", "999999999999999"), ("85.670000000000002", "85.67"), ("0.99999999999999989", "1"),
    ])
  func numbers(stored: String, typed: String) throws {
    #expect(try cell("<c r=\"A1\"><v>\(stored)</v></c>") == typed)
  }

  @Test("Every mark with three decimals survives the way through a binary number")
  func marks() throws {
    var dice = SplitMix64(seed: 7)
    for _ in 0..<2_000 {
      let marks = Marks(units: Int(dice.next() % 2_000_000_000) - 1_000_000_000)
      let value = Double(marks.units) / 1_000
      #expect(CellNumbers.text("\(value)", .plain, is1904: false)?.text == marks.description)
    }
  }

  @Test("An id number stored as a number has lost its end and is refused at its cell")
  func longNumbers() throws {
    let refusal = #expect(throws: Refusal.self) { try cell("<c r=\"A1\"><v>522626199001011234</v></c>") }
    #expect(refusal?.faults.map(\.code) == ["table-long-number"])
    #expect(refusal?.faults[0].row == 1 && refusal?.faults[0].column == 1)
    #expect(refusal?.faults[0].words.zh.hasPrefix("“成绩”A1：") == true)
  }

  @Test(
    "Dates, times and percentages are read by how the cell shows them",
    arguments: [
      ("yyyy\\-mm\\-dd", "46082", "2026-03-01"), ("yyyy\"年\"m\"月\"d\"日\"", "46082", "2026-03-01"),
      ("h:mm:ss", "0.375", "09:00:00"), ("[h]:mm", "1.5", "36:00:00"),
      ("hh:mm:ss.000", "0.37500289351851850", "09:00:00.250"),
      ("yyyy-mm-dd hh:mm", "46082.4375", "2026-03-01T10:30:00"), ("0.0%", "0.60", "60%"),
      ("0%", "0.125", "12.5%"),
      ("[Red]0.00;[Blue]-0.00", "1.5", "1.5"), ("\"d\"0", "3", "3"), ("General", "3", "3"),
      ("0\" 分\"", "3", "3"),
    ])
  func styles(code: String, stored: String, text: String) throws {
    let escaped = code.replacing("\"", with: "&quot;")
    let styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"\(escaped)\"/></numFmts>"
      + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>"
    #expect(try cell("<c r=\"A1\" s=\"1\"><v>\(stored)</v></c>", styles: styles) == text)
  }

  @Test("Days count from 1900 or from 1904, as the workbook says")
  func firstDays() throws {
    let styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>"
    #expect(try cell("<c r=\"A1\" s=\"0\"><v>1</v></c>", styles: styles) == "1900-01-01")
    #expect(try cell("<c r=\"A1\" s=\"0\"><v>61</v></c>", styles: styles) == "1900-03-01")
    #expect(try cell("<c r=\"A1\" s=\"0\"><v>0</v></c>", styles: styles, is1904: true) == "1904-01-01")
  }

  @Test(
    "Texts may be shared, inline, formatted in pieces, or results of formulas; readings above characters are not text"
  )
  func texts() throws {
    #expect(
      try cell(
        "<c r=\"A1\" t=\"s\"><v>0</v></c>",
        texts:
          "<si><r><t>酸</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 汤</t></r><rPh sb=\"0\" eb=\"1\"><t>suan</t></rPh></si>"
      )
        == "酸 汤")
    #expect(try cell("<c r=\"A1\" t=\"inlineStr\"><is><t>a_x000D_b</t></is></c>") == "a\rb")
    #expect(try cell("<c r=\"A1\" t=\"str\"><f>A2&amp;\"x\"</f><v>yx</v></c>") == "yx")
    #expect(try cell("<c r=\"A1\" t=\"b\"><v>1</v></c>") == "TRUE")
    #expect(try cell("<c r=\"A1\"><f>1+1</f><v>2</v></c>") == "2")
    #expect(try cell("<c t=\"inlineStr\"><is><t>no places</t></is></c>") == "no places")
  }

  @Test("An error value and a formula that nobody has computed are faults at their cells")
  func unknownValues() {
    let bytes = spreadsheet(
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#REF!</v></c></row><row r=\"3\"><c r=\"A3\"><f>SUM(B1)</f></c></row>"
    )
    #expect(codes(bytes) == ["table-cell-error", "table-formula"])
  }

  @Test("Cells merged downwards count for each of their rows, cells merged sideways for one")
  func merged() throws {
    let bytes = spreadsheet(
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>组</v></c><c r=\"B1\" t=\"str\"><v>名</v></c></row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>热菜</v></c><c r=\"B2\" t=\"str\"><v>甲</v></c></row>"
        + "<row r=\"3\" hidden=\"1\"><c r=\"A3\"/><c r=\"B3\" t=\"str\"><v>乙</v></c></row>",
      after: "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>")
    let table = try TableReader().read(bytes).get()
    #expect(table.rows == [["热菜", "甲"], ["热菜", "乙"]])
    #expect(table.notes.map(\.code) == ["table-merged", "table-hidden"])
  }

  @Test("A cell below no header is a fault")
  func noHeader() {
    let bytes = spreadsheet(
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c><c r=\"B1\" t=\"str\"><v>b</v></c></row>"
        + "<row r=\"2\"><c r=\"D2\"><v>1</v></c></row>")
    #expect(codes(bytes) == ["table-row-length"])
  }

  @Test("CSV is still CSV")
  func csv() throws {
    #expect(try TableReader().read(Array("a,b\n1,2\n".utf8)).get().rows == [["1", "2"]])
    #expect(codes(Array("a,b\n1,2\n".utf8), sheet: "x") == ["table-unknown-sheet"])
  }
}
