// The judge's page: one file with its style and script inside, so that the browser's cache alone can bring it back.

public import Basics

/// The shell that the judge's script fills.
public struct JudgePage: Sendable {
  public var style: [UInt8]
  public var script: [UInt8]

  /// - Parameters:
  ///   - style: site.css and judge.css.
  ///   - script: the parts of judge.js in order; the page's security policy names its hash.
  public init(style: [UInt8], script: [UInt8]) {
    self.style = style
    self.script = script
  }

  public func bytes(_ language: Language) -> [UInt8] {
    HTML.several([
      .constant("<!doctype html>\n"),
      el("html", .lang(language.tag)) {
        el("head") {
          void("meta", Attribute("charset", "utf-8"))
          void(
            "meta", .name("viewport"),
            Attribute("content", "width=device-width, initial-scale=1, viewport-fit=cover"))
          void("meta", .name("robots"), Attribute("content", "noindex"))
          void("meta", .name("theme-color"), Attribute("content", "#16294c"))
          el("title", text: language == .zh ? "评委打分" : "Judging")
          HTML.asset("style", [], style)
        }
        el("body") {
          el("div", .id("app")) {
            el(
              "p", .class("fatal"),
              text: language == .zh
                ? "正在打开……如果一直停在这里，请换用系统自带的浏览器。"
                : "Opening… If this stays, please use the phone's own browser.")
          }
          el(
            "div", .id("live"), .class("hidden-visually"), Attribute("role", "status"),
            Attribute("aria-live", "polite")
          ) { "" }
          el("template", .id("chop")) { chop }
          HTML.asset("script", [.type("module")], script)
        }
      },
    ]).bytes
  }
}
