// A shop enters the register: who opens it, what it is called, where, and since when she means to.

public import Basics
internal import Outcomes

/// The form for a shop that does not exist yet.
public struct NewShopPage: Sendable {
  /// Somebody who won or passed.
  public struct Opener: Sendable {
    public var participation: String
    public var name: String
    public var number: String
    public var event: Words
    /// The shop that she has already.
    public var shop: String?

    public init(participation: String, name: String, number: String, event: Words, shop: String?) {
      self.participation = participation
      self.name = name
      self.number = number
      self.event = event
      self.shop = shop
    }
  }

  /// What was typed, to be shown again beside the faults.
  public struct Typed: Sendable {
    public var participation: String
    public var name: String
    public var place: String
    public var day: String

    public init(participation: String = "", name: String = "", place: String = "", day: String) {
      self.participation = participation
      self.name = name
      self.place = place
      self.day = day
    }
  }

  public var openers: [Opener]
  public var typed: Typed
  public var faults: [Fault]

  public init(openers: [Opener], typed: Typed, faults: [Fault] = []) {
    self.openers = openers
    self.typed = typed
    self.faults = faults
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("登记新店", "A new shop"), isNarrow: true,
      body: .several([
        el("p", .class("crumbs")) { link("/office/shops", "← " + frame.say("门店", "Shops")) },
        el("h1", text: frame.say("登记新店", "A new shop")),
        el(
          "p", .class("lead"),
          text: frame.say(
            "从获奖或考核合格的人开始：先记开店意向，后面的阶段在门店页登记。",
            "It begins with somebody who won or passed: first that she means to open, the later stages on the shop's own page."
          )),
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        openers.isEmpty
          ? el("p", text: frame.say("还没有获奖或合格的人。", "Nobody has won or passed yet.")) : fields(frame),
      ]))
  }

  private func fields(_ frame: Frame) -> HTML {
    form("/office/new-shop", csrf: frame.csrf) {
      field(
        "participation", frame.say("谁要开店", "Who opens it"), value: typed.participation,
        list: openers.map { ($0.participation, choice($0, frame)) })
      field("name", frame.say("店名", "Name of the shop"), value: typed.name, complete: "off")
      field(
        "place", frame.say("地点", "Place"), hint: frame.say("乡镇、街道或村", "township, street or village"),
        value: typed.place,
        complete: "off")
      field("day", frame.say("提出意向的日期", "Since when she means to"), type: "date", value: typed.day)
      field(
        "evidence", frame.say("依据", "Evidence"),
        list: Evidence.allCases.map { ($0.rawValue, frame.say($0.words)) })
      submit(frame.say("登记", "Record"))
    }
  }

  private func choice(_ opener: Opener, _ frame: Frame) -> String {
    "\(opener.name) · \(frame.say(opener.event)) \(opener.number)"
      + (opener.shop == nil ? "" : frame.say("（已有门店）", " (has a shop)"))
  }
}
