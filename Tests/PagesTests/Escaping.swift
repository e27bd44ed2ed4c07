// Pages are safe by their type: whatever people are called, they never become markup or script.

import Basics
import Testing

@testable import Pages

@Suite("Pages")
struct Escaping {
  private let frame = Frame(language: .zh, path: "/", style: "/a.css", script: "/a.js")

  @Test("A name cannot become markup", arguments: ["<script>alert(1)</script>", "\"><img src=x>", "a&b'c"])
  func names(name: String) {
    let page = RankingPage(
      event: "e", title: Words(zh: name, en: name),
      sections: [
        .init(
          id: "d", title: Words(zh: name, en: name),
          lines: [
            .init(entry: "A01", place: "1", name: name, unit: name, work: name, total: "90", awards: [])
          ])
      ], version: 1, published: Instant(milliseconds: 0), digest: "0")
    let text = String(decoding: page.page(frame).bytes(in: frame), as: UTF8.self)
    #expect(!text.contains(name))
    #expect(!text.contains("<script>"))
  }

  @Test(
    "A link leads only to this site or the web",
    arguments: [
      ("javascript:alert(1)", "#"), ("//evil.example", "#"), ("/events/a", "/events/a"),
      ("https://a.cn", "https://a.cn"),
    ])
  func links(address: String, written: String) {
    #expect(link(address, "x").markup == "<a href=\"\(written)\">x</a>")
  }

  @Test("NUL becomes the replacement character")
  func nul() {
    #expect(HTML.text("a\u{0}b").markup == "a\u{FFFD}b")
  }

  @Test("A page speaks one language at a time", arguments: Language.allCases)
  func languages(language: Language) {
    var frame = frame
    frame.language = language
    let text = String(decoding: CheckPage().page(frame).bytes(in: frame), as: UTF8.self)
    #expect(text.contains("<html lang=\"\(language.tag)\">"))
    #expect(text.contains("证书编号") == (language == .zh))
  }
}
