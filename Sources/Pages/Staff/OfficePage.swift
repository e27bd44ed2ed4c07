// The first page after signing in: the events and how far each is.

public import Basics

/// The office's overview.
public struct OfficePage: Sendable {
  public struct Event: Sendable {
    public var id: String
    public var title: Words
    public var day: Day
    public var state: Words
    public var signed: Int
    public var expected: Int

    public init(id: String, title: Words, day: Day, state: Words, signed: Int, expected: Int) {
      self.id = id
      self.title = title
      self.day = day
      self.state = state
      self.signed = signed
      self.expected = expected
    }
  }

  public var events: [Event]
  /// What the office must see to, such as a missing backup.
  public var warning: Words?

  public init(events: [Event], warning: Words? = nil) {
    self.events = events
    self.warning = warning
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("工作台", "Office"),
      body: .several([
        el("h1", text: frame.say("工作台", "Office")),
        warning.map { warning in
          el("div", .class("notice"), .id("warning"), Attribute("role", "note")) {
            el("div", .class("notice-in")) {
              Sign.attention.svg
              el("p", text: frame.say(warning))
            }
          }
        } ?? .nothing,
        events.isEmpty
          ? el("p", text: frame.say("还没有活动。", "There are no events yet."))
          : el("div", .class("grid wide")) { events.map { card($0, frame) } },
      ]))
  }

  private func card(_ event: Event, _ frame: Frame) -> HTML {
    el("a", .class("card"), .href("/office/events/\(event.id)")) {
      el("p", .class("eyebrow"), text: "\(event.day.words(frame.language)) · \(frame.say(event.state))")
      el("h3", text: frame.say(event.title))
      el(
        "p",
        text: frame.say(
          "已签名 \(event.signed) / \(event.expected) 份", "\(event.signed) of \(event.expected) sheets signed"))
      chart("\(event.signed) / \(event.expected)", width: 600, height: 14) {
        rect(0, 0, 600, 14, "track")
        rect(0, 0, event.expected > 0 ? Double(event.signed) / Double(event.expected) * 600 : 0, 14, "d")
      }
    }
  }
}
