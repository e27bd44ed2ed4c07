// Damaged copies of a rubric, always the same ones: whatever they hold, the reader answers with a rubric or with faults.

import Basics
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
}
