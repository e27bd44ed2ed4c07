// The cards of judges who were just added: QR code, link and PIN, shown this once and made to be printed.

public import Basics

/// Cards to print and cut.
public struct JudgeCardsPage: Sendable {
  public struct Card: Sendable {
    public var name: String
    public var panels: Words
    /// The page's address with the judge's token.
    public var link: String
    public var pin: String
    /// The short address and the six digits to type there, for who cannot scan.
    public var typed: (address: String, code: String)
    /// The QR code of the link as markup of the program's own press; nil where there is none.
    public var qr: String?

    public init(
      name: String, panels: Words, link: String, pin: String, typed: (address: String, code: String),
      qr: String?
    ) {
      self.name = name
      self.panels = panels
      self.link = link
      self.pin = pin
      self.typed = typed
      self.qr = qr
    }
  }

  public var event: String
  public var title: Words
  public var cards: [Card]
  /// The links open on this machine only.
  public var isLocal: Bool

  public init(event: String, title: Words, cards: [Card], isLocal: Bool) {
    self.event = event
    self.title = title
    self.cards = cards
    self.isLocal = isLocal
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("评委卡", "Judges' cards"),
      body: .several([
        el("p", .class("crumbs no-print")) {
          link("/office/events/\(event)/set-up#judges", "← " + frame.say("回到筹备", "Back to the set-up"))
        },
        el("h1", text: frame.say("评委卡", "Judges' cards")),
        el("p", .class("lead")) {
          Pages.state(
            .attention, frame.say("只显示这一次，请现在打印。", "Shown this once: print it now."), "warn")
        },
        isLocal
          ? el("p", .class("no-print")) {
            frame.say(
              "现在的网址只有这台电脑打得开。给手机用，请带上 --public-url 重新启动服务，再换新卡。",
              "This address opens on this computer only. For phones, start the server with --public-url and renew the cards."
            )
          } : .nothing,
        el("div", .class("grid"), .id("cards")) { cards.map { card($0, frame) } },
        el("p", .class("actions")) {
          link(
            "/office/events/\(event)/set-up#judges", frame.say("已经打印，继续", "Printed, go on"), .class("button"))
        },
      ]))
  }

  /// A long address that may break after every eight characters.
  private func pieces(_ text: String) -> [HTML] {
    let letters = Array(text)
    return stride(from: 0, to: letters.count, by: 8).flatMap { start in
      [.text(String(letters[start..<min(start + 8, letters.count)])), void("wbr")]
    }
  }

  private func card(_ card: Card, _ frame: Frame) -> HTML {
    el("section", .class("card judge-card")) {
      el("p", .class("eyebrow"), text: frame.say(title))
      el("h2", text: card.name)
      el("p", text: frame.say(card.panels))
      if let qr = card.qr {
        HTML.asset("svg", [Attribute("width", "180"), Attribute("height", "180")], Array(qr.utf8))
      }
      el("p") {
        "PIN "
        el("b", .class("total code pin"), text: card.pin)
      }
      el("p", .class("small")) {
        frame.say("扫不了：打开 ", "Cannot scan? Open ")
        el("span", .class("mono"), text: card.typed.address)
        frame.say("，输入 ", " and type ")
        el("b", .class("code card-code"), text: card.typed.code)
      }
      el("p", .class("small no-print")) {
        el("a", .href(card.link), .class("mono judge-link")) { pieces(card.link) }
      }
      el(
        "p", .class("small soft"),
        text: frame.say("用手机相机或浏览器扫，不要用微信。", "Scan with the phone's camera or browser, not with WeChat."))
    }
  }
}
