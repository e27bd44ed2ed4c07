// CSV as people's programs write it is read; what cannot be understood is refused with a reason.

import Basics
import Tables
import Testing

@Suite("Reading CSV")
struct ReadingCSV {
  static let gb18030: [UInt8] = [0xD7, 0xF7, 0xC6, 0xB7, 0x2C, 0x61, 0x0A, 0xB2, 0xCB, 0x2C, 0x31, 0x0A]

  @Test(
    "Line ends, quotes and byte order marks are all understood",
    arguments: [
      "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "\u{FEFF}a,b\n1,2", "a,b\n\"1\",\"2\"\n",
      "\na,b\n\n1,2\n\n",
      "\u{FF41},b\n1,2\n", "a,b\n1,2,,\n",
    ])
  func forms(text: String) throws {
    let table = try CSVReader().read(Array(text.utf8)).get()
    #expect(table.header == ["a", "b"])
    #expect(table.rows == [["1", "2"]])
  }

  @Test("Quoted cells keep commas, quotes and line ends, and rows keep their line numbers")
  func quoted() throws {
    let table = try CSVReader().read(Array("a,b\n\"x,\"\"y\"\"\nz\",2\n3,4\n".utf8)).get()
    #expect(table.rows == [["x,\"y\"\nz", "2"], ["3", "4"]])
    #expect(table.rowNumbers == [2, 4])
  }

  @Test("GB18030 is read where the bytes are no UTF-8")
  func gb() throws {
    let table = try CSVReader().read(Self.gb18030).get()
    #expect(table.header == ["作品", "a"])
    #expect(table.rows == [["菜", "1"]])
  }

  @Test("UTF-16 with a mark is read, and without one refused")
  func utf16() throws {
    let marked: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x2C, 0, 0x62, 0, 0x0A, 0, 0x31, 0, 0x2C, 0, 0x32, 0]
    #expect(try CSVReader().read(marked).get().rows == [["1", "2"]])
    let refusal = #expect(throws: Refusal.self) { try CSVReader().read(Array(marked.dropFirst(2))).get() }
    #expect(refusal?.faults.map(\.code) == ["table-nul"])
  }

  @Test("A decimal comma makes a row too long, and the fault says so")
  func decimalComma() throws {
    let refusal = #expect(throws: Refusal.self) { try CSVReader().read(Array("a,b\n1,8,5\n".utf8)).get() }
    #expect(refusal?.faults.map(\.row) == [2])
    #expect(refusal?.faults.first?.suggestion?.en.contains("point") == true)
  }

  @Test("What is written for spreadsheets reads back, and no cell can run as a formula")
  func writing() throws {
    let text = csv(header: ["名次", "姓名"], rows: [["1", "杨,师傅"], ["-2.5", "=1+1"]])
    let table = try CSVReader().read(Array(text.utf8)).get()
    #expect(table.rows == [["1", "杨,师傅"], ["-2.5", "'=1+1"]])
  }
}
