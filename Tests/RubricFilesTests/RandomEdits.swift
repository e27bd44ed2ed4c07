// Damaged copies of a rubric, always the same ones: whatever they hold, the reader answers with a rubric or with faults.

import Basics
import Foundation
import RubricFiles
import Rubrics
import Testing

/// The pieces that edits are made of: parts of the language, and what breaks it.
private let pieces: [String] = [
  "\"", "<", ">", "/", "=", "&", "&#0;", "&#x10FFFF;", "]]>", "<![CDATA[", "<!--", "-->", "<?x?>", "\u{202E}",
  "９", "-1", "999999999",
  "<title/>", "<criterion>", "</module>", "<points id=\"x\" max=\"1\"/>", " weight=\"33\"", " panel=\"\"",
  "xml:lang=\"fr\"",
  "<rubric>", "trimmed-sum", "0.0001", " ", "\n",
]

/// Values that attributes may be given: some fit, some nearly do.
private let values: [String] = [
  "1", "0", "10", "2.5", " 10", "10 ", "1  2", "12 10 8", "", "-1", "site", "C1", "H1", "mean", "sum", "true",
  "zh-CN en",
  "PT5M", "60",
]

@Suite struct RandomEdits {
  @Test("A damaged file gives faults with sentences, and never ends the program", arguments: 1...60)
  func survives(_ seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    var bytes = try Files.bytes("manager-pitch.xml")
    for _ in 0...next(4) {
      let start = next(bytes.count)
      let end = min(bytes.count, start + next(40))
      bytes.replaceSubrange(start..<end, with: Array(pieces[next(pieces.count)].utf8))
    }
    guard case .failure(let refusal) = try Files.read(bytes) else { return }
    #expect(!refusal.faults.isEmpty)
    #expect(refusal.faults.allSatisfy { !$0.words.zh.isEmpty && !$0.words.en.isEmpty && !$0.code.isEmpty })
  }

  @Test("The short way for faultless files answers what the careful way answers", arguments: 1...6)
  func shortWay(_ seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let reader = try Files.reader.get()
    for url in Files.everywhere {
      let name = url.lastPathComponent
      let whole = try [UInt8](Data(contentsOf: url))
      #expect(reader.read(whole, file: nil) == reader.read(whole, file: nil, isCareful: true), "\(name)")
      for _ in 0..<2 {
        var bytes = whole
        let start = next(bytes.count)
        let marks = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\"") }
        switch next(3) {
        case 0:
          bytes.replaceSubrange(
            start..<min(bytes.count, start + next(3)), with: Array(pieces[next(pieces.count)].utf8))
        case 1 where marks.count > 2:
          let mark = next(marks.count - 1)
          let value = values[next(values.count)]
          bytes.replaceSubrange(marks[mark] + 1..<marks[mark + 1], with: Array(value.utf8))
        default:
          var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
          let line = lines.remove(at: next(lines.count))
          if next(2) == 0 { lines.insert(line, at: next(lines.count)) }
          bytes = Array(lines.joined(separator: "\n").utf8)
        }
        #expect(
          reader.read(bytes, file: nil) == reader.read(bytes, file: nil, isCareful: true),
          "\(name), seed \(seed)")
      }
    }
  }
}
