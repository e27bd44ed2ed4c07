// The frame around every page: language, title, skip link, navigation by role, banners, foot.

public import Basics

/// Where a page stands and who looks at it.
public struct Frame: Sendable {
  /// Somebody signed in: what the navigation offers and whose token the forms carry.
  public struct Visitor: Sendable {
    public var name: String
    /// The role's name for the corner of the page.
    public var role: Words
    /// Links of the navigation, by address.
    public var links: [(address: String, title: Words)]
    public var csrf: String

    public init(name: String, role: Words, links: [(address: String, title: Words)], csrf: String) {
      self.name = name
      self.role = role
      self.links = links
      self.csrf = csrf
    }
  }

  public var language: Language
  /// Path and query of this page, for the language switch and the mark in the navigation.
  public var path: String
  public var visitor: Visitor?
  /// The data are invented (design.md, section 3).
  public var isSample: Bool
  /// The page travels over plain HTTP to another machine.
  public var isPlain: Bool
  /// Set where the page is a file among files and no site stands behind it.
  public var files: FilePlace?
  /// Addresses of the style sheet and the script for watched pages, with the hash of their content.
  public var style: String
  public var script: String

  public init(
    language: Language, path: String, visitor: Visitor? = nil, isSample: Bool = false, isPlain: Bool = false,
    files: FilePlace? = nil, style: String, script: String
  ) {
    self.language = language
    self.path = path
    self.visitor = visitor
    self.isSample = isSample
    self.isPlain = isPlain
    self.files = files
    self.style = style
    self.script = script
  }

  /// The sentence in the reader's language.
  public func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  public func say(_ words: Words) -> String { words[language] }
  public var csrf: String? { visitor?.csrf }
}

/// A page in its frame, ready to be sent.
public struct Page: Sendable {
  public var status: Int
  public var title: String
  public var body: HTML
  /// Text pages are set in a narrow column.
  public var isNarrow: Bool
  /// Seconds after which the page looks for its own newer version; 0 for never.
  public var live: Int
  /// The event whose changes make the page look at once; nil: it only looks every `live` seconds.
  public var event: String?
  /// Nothing but the page itself, as large as the screen.
  public var isWall = false
  /// The page has keys or clocks of its own.
  public var isScripted = false
  /// Whether search engines may keep it.
  public var isPublic: Bool
  /// The address of a script of its own; the page works without it.
  public var script: String?

  public init(
    _ title: String, status: Int = 200, isNarrow: Bool = false, live: Int = 0, isPublic: Bool = false,
    body: HTML
  ) {
    self.status = status
    self.title = title
    self.isNarrow = isNarrow
    self.live = live
    self.isPublic = isPublic
    self.body = body
  }

  /// The whole document.
  public func bytes(in frame: Frame) -> [UInt8] {
    HTML.several([.constant("<!doctype html>\n"), document(in: frame)]).bytes
  }

  private func document(in frame: Frame) -> HTML {
    el("html", .lang(frame.language.tag)) {
      el("head") {
        void("meta", Attribute("charset", "utf-8"))
        void("meta", .name("viewport"), Attribute("content", "width=device-width, initial-scale=1"))
        if !isPublic { void("meta", .name("robots"), Attribute("content", "noindex")) }
        el("title", text: "\(title) · \(frame.say("思州", "Sizhou"))")
        void("link", Attribute("rel", "stylesheet"), .href(frame.style))
        if live > 0 || isScripted { el("script", .type("module"), Attribute("src", frame.script)) { "" } }
        if let script { el("script", .type("module"), Attribute("src", script)) { "" } }
      }
      el("body", Attribute("class", isWall ? "wall" : nil)) {
        link("#main", frame.say("跳到正文", "Skip to the content"), .class("skip"))
        top(frame)
        banners(frame)
        el(
          "main", .id("main"), Attribute("class", isNarrow ? "narrow" : nil),
          Attribute("data-live", live > 0 ? String(live) : nil), Attribute("data-event", event)
        ) { body }
        foot(frame)
      }
    }
  }

  private func top(_ frame: Frame) -> HTML {
    el("header", .class("top")) {
      el("div", .class("top-in")) {
        el("a", .href(frame.files.map { $0.toRanking + "index.html" } ?? "/"), .class("brand")) {
          chop
          frame.say("思州", "Sizhou")
        }
        el("nav", .aria(label: frame.say("主导航", "Main"))) {
          for item in links(frame) {
            link(
              item.address, frame.say(item.title),
              Attribute(
                "aria-current",
                frame.path.split(separator: "?").first.map(String.init) == item.address ? "page" : nil))
          }
        }
        if let visitor = frame.visitor {
          link(
            "/office/password", "\(visitor.name) · \(frame.say(visitor.role))",
            .class("soft small only-wide"),
            Attribute("title", frame.say("修改口令", "Change your password")))
          form("/sign-out", csrf: visitor.csrf) { submit(frame.say("退出", "Sign out"), class: "tool") }
        } else if frame.files == nil {
          link("/sign-in", frame.say("登录", "Sign in"), .class("tool"))
        }
        switchLanguage(frame)
      }
    }
  }

  private func links(_ frame: Frame) -> [(address: String, title: Words)] {
    if let files = frame.files { return [(files.toRanking + "index.html", Words(zh: "成绩", en: "Results"))] }
    return frame.visitor?.links ?? [
      ("/", Words(zh: "成绩", en: "Results")), ("/check", Words(zh: "证书查验", en: "Check a certificate")),
    ]
  }

  private func switchLanguage(_ frame: Frame) -> HTML {
    let other: Language = frame.language == .zh ? .en : .zh
    return el(
      "a", .href(frame.files?.other ?? "/language?to=\(other.rawValue)&back=\(frame.path.queryEscaped)"),
      .class("tool"),
      .lang(other.tag),
      Attribute("rel", "nofollow"), text: other == .zh ? "中文" : "English")
  }

  @HTMLBuilder
  private func banners(_ frame: Frame) -> HTML {
    if frame.isSample {
      notice(
        frame.say(
          "示例数据：人物、成绩和证书都是虚构的，不证明任何事实。",
          "Sample data: people, results and certificates are invented and prove nothing."))
    }
    if frame.isPlain, frame.visitor != nil {
      notice(
        frame.say(
          "本页未加密，只应在会场自己的网络里使用。", "This page is not encrypted. Use it only on the venue's own network."))
    }
  }

  private func notice(_ text: String) -> HTML {
    el("div", .class("notice"), Attribute("role", "note")) {
      el("div", .class("notice-in")) {
        Sign.attention.svg
        el("p", text: text)
      }
    }
  }

  private func foot(_ frame: Frame) -> HTML {
    el("footer", .class("foot")) {
      el("div", .class("foot-in")) {
        el(
          "span",
          text: frame.say(
            "思州：从评分细则到证书，再到开店。", "Sizhou: from the rubric to the certificate, and on to the shop."))
        if frame.files == nil {
          footLinks(frame)
        }
      }
    }
  }

  private func footLinks(_ frame: Frame) -> HTML {
    el("span") {
      link("/check", frame.say("证书查验", "Check a certificate"))
      " · "
      link("/judge", frame.say("评委入口", "For judges"))
    }
  }
}

extension String {
  /// For a value in a query: all but letters, digits, `-._~/` as `%XX`.
  public var queryEscaped: String {
    let digits = Array("0123456789ABCDEF")
    var out = ""
    for byte in utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x5F, 0x7E, 0x2F].contains(byte)
      if isPlain {
        out.append(Character(Unicode.Scalar(byte)))
      } else {
        out += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return out
  }
}
