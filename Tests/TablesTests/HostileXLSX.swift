// Spreadsheets that mean harm, or are damaged, are refused at once with a fault that says why.

import Basics
import Testing

@testable import Tables

private struct Hostile: Sendable, CustomTestStringConvertible {
  var name: String
  var code: String
  var bytes: @Sendable () -> [UInt8]
  var testDescription: String { name }
}

private let small = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>"

/// A file of one part beside a valid workbook's, which replaces the part of the same name.
private func bending(_ edit: (inout [UInt8]) -> Void) -> [UInt8] {
  var bytes = spreadsheet(small)
  edit(&bytes)
  return bytes
}

/// Where four bytes stand first.
private func place(_ signature: [UInt8], in bytes: [UInt8], last: Bool = false) -> Int {
  let all = bytes.indices.dropLast(3).filter { Array(bytes[$0..<($0 + 4)]) == signature }
  return (last ? all.last : all.first) ?? 0
}

private let list: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
private let end: [UInt8] = [0x50, 0x4B, 0x05, 0x06]

private let hostile = [
  Hostile(name: "a sheet of 40 MiB out of 40 KB", code: "table-too-large") {
    spreadsheet(small + String(repeating: " ", count: 40 << 20))
  },
  Hostile(name: "a size that no packed bytes can give", code: "table-too-large") {
    bending { bytes in
      let at = place(list, in: bytes)
      bytes[(at + 24)..<(at + 28)] = [0xFF, 0xFF, 0xFF, 0x00]
    }
  },
  Hostile(name: "a part larger than the list says", code: "table-too-large") {
    bending { bytes in bytes[place(list, in: bytes) + 24] -= 1 }
  },
  Hostile(name: "one changed byte of content", code: "table-damaged") {
    bending { bytes in bytes[place(list, in: bytes) + 16] ^= 1 }
  },
  Hostile(name: "a list that begins beyond the file", code: "table-damaged") {
    bending { bytes in bytes[place(end, in: bytes) + 19] = 0x7F }
  },
  Hostile(name: "a list that names more parts than it holds", code: "table-damaged") {
    bending { bytes in bytes[place(end, in: bytes) + 10] += 1 }
  },
  Hostile(name: "a file cut off in the middle", code: "table-damaged") {
    Array(spreadsheet(small).prefix(300))
  },
  Hostile(name: "two parts of one name", code: "table-damaged") {
    var zip = ZipWriter()
    zip.add("_rels/.rels", [])
    zip.add("_RELS/.rels", [])
    return zip.bytes
  },
  Hostile(name: "a password on a part", code: "table-old-excel") {
    bending { bytes in bytes[place(list, in: bytes) + 8] |= 1 }
  },
  Hostile(name: "an old or encrypted file of Excel", code: "table-old-excel") {
    [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
  },
  Hostile(name: "a zip file that is no workbook", code: "table-not-workbook") {
    var zip = ZipWriter()
    zip.add("word/document.xml", Array("<document/>".utf8))
    return zip.bytes
  },
  Hostile(name: "a document type", code: "table-damaged") {
    spreadsheet("", styles: "</styleSheet>").withSheet(
      "<!DOCTYPE s [<!ENTITY a \"b\">]><worksheet><sheetData>\(small)</sheetData></worksheet>")
  },
  Hostile(name: "elements nested 10,000 deep", code: "table-damaged") {
    spreadsheet(String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000))
  },
  Hostile(name: "60,000 attributes in one tag", code: "table-damaged") {
    spreadsheet("<row " + (0..<60_000).map { "a\($0)=\"1\"" }.joined(separator: " ") + "/>")
  },
  Hostile(name: "rows out of order", code: "table-damaged") { spreadsheet("<row r=\"2\"/><row r=\"2\"/>") },
  Hostile(name: "a cell in another row", code: "table-damaged") {
    spreadsheet("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>")
  },
  Hostile(name: "a shared text that is not there", code: "table-damaged") {
    spreadsheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>9</v></c></row>")
  },
  Hostile(name: "a cell in the last column", code: "table-too-large") {
    spreadsheet("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")
  },
  Hostile(name: "two million cells by rows of one", code: "table-too-large") {
    spreadsheet((1...2_100).map { "<row r=\"\($0)\"><c r=\"ALL\($0)\"><v>1</v></c></row>" }.joined())
  },
  Hostile(name: "merged cells over everything, many times", code: "table-too-large") {
    spreadsheet(
      (1...3_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>1</v></c></row>" }.joined(),
      after: "<mergeCells>" + String(repeating: "<mergeCell ref=\"A1:A1048576\"/>", count: 2_000)
        + "</mergeCells>")
  },
]

extension [UInt8] {
  /// The same workbook with another sheet, whole.
  fileprivate func withSheet(_ xml: String) -> [UInt8] {
    var zip = ZipWriter()
    guard var archive = try? ZipArchive(spreadsheet(small)) else { return [] }
    for name in [
      "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
    ] {
      if let part = try? archive.part(name) { zip.add(name, part) }
    }
    zip.add("xl/worksheets/sheet1.xml", [UInt8](xml.utf8))
    return zip.bytes
  }
}

@Suite("Hostile XLSX") struct HostileXLSX {
  @Test("It is refused within a second, with a fault that says why", arguments: hostile)
  fileprivate func refused(_ file: Hostile) {
    let bytes = file.bytes()
    let start = ContinuousClock.now
    let found = codes(bytes)
    // Debug builds on a busy machine get some grace; the limit for release builds is one second.
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(found == [file.code])
  }

  @Test("The file that these are bent from is read")
  func valid() { #expect(codes(spreadsheet(small)) == []) }

  @Test("Whatever bytes are changed, the reader answers with a table or with faults")
  func damaged() throws {
    var dice = SplitMix64(seed: 11)
    let whole = spreadsheet(
      small + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>1.5</v></c></row>",
      styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>", texts: "<si><t>x</t></si>")
    for _ in 0..<3_000 {
      var bytes = whole
      for _ in 0..<(1 + Int(dice.next() % 4)) {
        bytes[Int(dice.next() % UInt64(bytes.count))] = UInt8(dice.next() & 0xFF)
      }
      if dice.next().isMultiple(of: 8) { bytes.removeLast(Int(dice.next() % UInt64(bytes.count))) }
      _ = TableReader().read(bytes)
      _ = TableReader().workbook(bytes)
    }
  }
}
