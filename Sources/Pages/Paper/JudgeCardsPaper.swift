// The cards that judges scan to open their page: eight on a sheet, to be cut apart.

public import Basics

/// One card for each judge: the code to scan, and an address and number to type where the camera fails.
public struct JudgeCardsPaper: Hashable, Sendable {
  public struct Card: Hashable, Sendable {
    public var judge: String
    public var panel: String
    /// What the code says: the page's address with the judge's token.
    public var link: String
    /// A short address to type.
    public var address: String
    /// The number to type there.
    public var code: String

    public init(judge: String, panel: String, link: String, address: String, code: String) {
      self.judge = judge
      self.panel = panel
      self.link = link
      self.address = address
      self.code = code
    }
  }

  public var event: String
  public var cards: [Card]
  public var isSample: Bool
  public var created: Instant
  public var language: Language

  public init(event: String, cards: [Card], isSample: Bool, created: Instant, language: Language = .zh) {
    self.event = event
    self.cards = cards
    self.isSample = isSample
    self.created = created
    self.language = language
  }

  private static let width = 93.0
  private static let height = 67.0

  public func document() -> PaperDocument {
    let sections = stride(from: 0, to: max(1, cards.count), by: 8).map { start in
      let page = cards[min(start, cards.count)..<min(start + 8, cards.count)]
      return PaperDocument.Section(
        fixed: page.enumerated().flatMap { index, card in
          elements(
            of: card, x: 12 + Double(index % 2) * Self.width, y: 14.5 + Double(index / 2) * Self.height)
        }, everyPage: PaperForm.sampleMark(isSample))
    }
    return PaperDocument(
      margins: .init(all: 12),
      about: .init(
        title: "\(event) \(language == .zh ? "评委卡" : "Judges' cards")", author: event, created: created,
        language: language),
      sections: sections)
  }

  private func elements(of card: Card, x: Double, y: Double) -> [PaperDocument.Element] {
    let zh = language == .zh
    func text(
      _ words: String, _ style: PaperDocument.Style, _ left: Double, _ top: Double, _ width: Double,
      _ height: Double,
      lines: Int = 1
    ) -> PaperDocument.Element {
      .text(
        .init(words, style), .init(x: x + left, y: y + top, width: width, height: height), lines: lines,
        .middle)
    }
    let warning =
      zh ? "不要用微信扫，请用手机相机或浏览器" : "Scan with the phone's camera or browser, not with WeChat"
    return [
      .box(
        .init(x: x, y: y, width: Self.width, height: Self.height), .init(0.5, ink: .faint, dashed: true),
        radius: 0),
      text(
        isSample ? "示例 SAMPLE　\(event)" : event, .init(.sans, 9.5, ink: .grey, leading: 1.3), 5, 4, 83, 5.5),
      .qr(card.link, .init(x + 2.5, y + 11), size: 42, .medium),
      text(card.judge, .init(.sans, 18, bold: true, leading: 1.2), 47, 13, 42, 9),
      text(card.panel, .init(.sans, 11, leading: 1.3), 47, 22.5, 42, 6),
      text(zh ? "扫不开时，在浏览器输入：" : "Or type in a browser:", .init(.sans, 8, ink: .grey), 47, 30, 42, 4.5),
      text(card.address, .init(.sans, 10.5, bold: true), 47, 34.5, 42, 5.5),
      text(zh ? "号码" : "Number", .init(.sans, 8, ink: .grey), 47, 41, 42, 4.5),
      text(card.code, .init(.sans, 18, bold: true, leading: 1.2, tracking: 0.1), 47, 45, 42, 9),
      .line([.init(x + 5, y + 56), .init(x + Self.width - 5, y + 56)], .init(0.4, ink: .faint)),
      text(warning, .init(.sans, 10.5, bold: true, .center), 4, 57.5, 85, 7),
    ]
  }
}
