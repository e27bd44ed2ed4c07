// Slips that people make: each is found on its line, named by its code, and comes with the right advice.

import Basics
import Foundation
import Testing

/// One slip in a shipped rubric.
struct Slip: Sendable, CustomTestStringConvertible {
  var name: String
  var old: String
  var new: String
  var code: String
  /// Part of the Chinese suggestion.
  var advice: String
  /// A text on the line of the fault, where that is not the edited one.
  var standsAt: String?
  var file = "chef-hot.xml"

  var testDescription: String { name }
}

private let slips = [
  Slip(
    name: "a mistyped method", old: "trimmed-mean", new: "trimed-mean", code: "xsd-value",
    advice: "trimmed-mean"),
  Slip(
    name: "maximum for max", old: "id=\"H1\" max=", new: "id=\"H1\" maximum=", code: "xsd-unknown-attribute",
    advice: "是不是想写 max"),
  Slip(
    name: "an unknown element", old: "<anchor from=\"36\" to=\"40\">",
    new: "<remark/><anchor from=\"36\" to=\"40\">", code: "xsd-unknown-element", advice: "<anchor>"),
  Slip(
    name: "an unknown panel", old: "id=\"V-TOXIC\" panel=\"site\"", new: "id=\"V-TOXIC\" panel=\"sites\"",
    code: "R027", advice: "是不是想写 site？"),
  Slip(
    name: "a repeated id", old: "id=\"H2\"", new: "id=\"H1\"", code: "R042", advice: "换一个编号",
    standsAt: "<points id=\"H1\" max=\"30\""),
  Slip(
    name: "full-width digits", old: "id=\"H1\" max=\"40\"", new: "id=\"H1\" max=\"４０\"", code: "xsd-value",
    advice: "半角 40"),
  Slip(
    name: "a wrong end tag", old: "</criterion>", new: "</criterium>", code: "xml-tags",
    advice: "</criterion>"),
  Slip(
    name: "a tie-break that names nothing", old: "by=\"item\" ref=\"HC1\"", new: "by=\"item\" ref=\"HC9\"",
    code: "R030", advice: "HC1"),
  Slip(
    name: "marks that add up to 101", old: "id=\"H4\" max=\"10\"", new: "id=\"H4\" max=\"11\"", code: "R010",
    advice: "把 H4 改为 10", standsAt: "<criterion id=\"HOT-1-MARKS\""),
  Slip(
    name: "weights that add up to 90", old: "module=\"HOT-1\" weight=\"70\"",
    new: "module=\"HOT-1\" weight=\"60\"", code: "R001", advice: "合计 100",
    standsAt: "<round id=\"designated\""),
  Slip(
    name: "minutes without PT", old: "time-limit=\"PT60M\"", new: "time-limit=\"60\"", code: "xsd-value",
    advice: "PT60M"),
  Slip(
    name: "a percent sign", old: "weight=\"70\"", new: "weight=\"70%\"", code: "xsd-value", advice: "不写百分号"),
  Slip(
    name: "a reserved word on a certificate", old: ">荣誉证书<", new: ">职业资格证书<", code: "R035", advice: "换一个说法",
    standsAt: "<certificate id=\"honour\""),
  Slip(
    name: "a title in one language only", old: "<title xml:lang=\"en\">Taste and texture</title>", new: "",
    code: "R040", advice: "xml:lang=\"en\"", standsAt: "<title xml:lang=\"zh-CN\">口味与质感</title>"),
  Slip(
    name: "a bare ampersand", old: "Taste and texture", new: "Taste & texture", code: "xml-entity",
    advice: "&amp;"),
  Slip(
    name: "two attributes of one name", old: "id=\"H1\"", new: "id=\"H1\" id=\"H1\"",
    code: "xml-repeated-attribute", advice: "删去一个"),
  Slip(
    name: "a level of deductions without either form", old: "each=\"0.5\" per=\"minute\"",
    new: "per=\"minute\"", code: "R019", advice: "保留一种写法"),
  Slip(
    name: "a checklist whose max is not its steps' sum", old: "<checklist id=\"B01-L\"",
    new: "<checklist id=\"B01-L\" max=\"6\"", code: "R011", advice: "把 max 改为 5", file: "exam-mother-baby.xml"
  ),
  Slip(
    name: "a paper with a question too many", old: "topic=\"职业道德\" count=\"4\"",
    new: "topic=\"职业道德\" count=\"5\"", code: "R020", advice: "101", standsAt: "<module id=\"THEORY\"",
    file: "exam-elder-care.xml"),
]

@Suite struct BrokenCopies {
  @Test("A slip is found on its line, with its code and the right advice", arguments: slips)
  func found(_ slip: Slip) throws {
    let text = try Files.text(slip.file).editing(slip.old, slip.new)
    let faults = try Files.faults(text)
    #expect(faults.map(\.code) == [slip.code])
    let fault = try #require(faults.first)
    #expect(fault.line == Files.line(of: slip.standsAt ?? slip.new, in: text))
    #expect(fault.column != nil)
    #expect(fault.suggestion?.zh.contains(slip.advice) == true, "\(fault.suggestion?.zh ?? "-")")
    #expect(fault.words.zh.unicodeScalars.contains { $0.value > 0x4E00 } && !fault.words.en.isEmpty)
  }

  @Test("A mistyped element is guessed, and what it holds is still checked")
  func vetto() throws {
    let start = try Files.text("chef-hot.xml").editing("<veto id=\"V-INEDIBLE\"", "<vetto id=\"V-INEDIBLE\"")
    let opening = try #require(start.range(of: "<vetto"))
    let closing = try #require(start.range(of: "</veto>", range: opening.upperBound..<start.endIndex))
    let text = start.replacingCharacters(in: closing, with: "</vetto>")
    let fault = try #require(try Files.faults(text).first)
    #expect(try Files.faults(text).count == 1)
    #expect(fault.code == "xsd-unknown-element")
    #expect(fault.line == Files.line(of: "<vetto", in: text))
    #expect(fault.suggestion?.zh == "是不是想写 <veto>（一票否决）？")
  }

  @Test("Every fault of a file comes at once, in the order of the lines")
  func together() throws {
    let text = try Files.text("chef-hot.xml").editing("trimmed-mean", "trimed-mean").editing(
      "id=\"H1\" max=", "id=\"H1\" maximum="
    )
    .editing("id=\"H4\" max=\"10\"", "id=\"H4\" max=\"11\"").editing(
      "module=\"HOT-1\" weight=\"70\"", "module=\"HOT-1\" weight=\"60\""
    )
    .editing("stage=\"final\"", "stage=\"finall\"").editing("ref=\"HC1\"", "ref=\"HC9\"")
    let faults = try Files.faults(text)
    #expect(
      faults.map(\.code) == ["xsd-value", "R010", "xsd-unknown-attribute", "R001", "xsd-value", "R030"])
    #expect(faults.compactMap(\.line) == faults.compactMap(\.line).sorted())
  }

  @Test("A missing part is one fault, and nothing that follows from it is reported")
  func withoutRounds() throws {
    let text = try Files.text("chef-hot.xml")
    let start = try #require(text.range(of: "  <rounds>"))
    let end = try #require(text.range(of: "</rounds>\n"))
    let faults = try Files.faults(text.replacingCharacters(in: start.lowerBound..<end.upperBound, with: ""))
    #expect(faults.map(\.code) == ["xsd-missing-element"])
    #expect(faults.first?.words.zh == "<rubric> 里缺少 <rounds>（轮次列表）")
  }

  @Test("The file's name stands in every fault")
  func named() throws {
    let text = try Files.text("chef-hot.xml").editing("trimmed-mean", "trimed-mean")
    guard case .failure(let refusal) = try Files.read(Array(text.utf8), file: "mine.xml") else {
      Issue.record("the slip was not found")
      return
    }
    #expect(refusal.faults.allSatisfy { $0.file == "mine.xml" })
  }
}
