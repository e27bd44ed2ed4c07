// The wall display: the clock, who works now, the next code and the order of entry, readable from ten metres.

public import Basics

/// One division's round on the wall; codes only, no names, no marks.
public struct WallPage: Sendable {
  public var event: String
  public var title: Words
  public var round: ClockRound
  public var now: Instant

  public init(event: String, title: Words, round: ClockRound, now: Instant) {
    self.event = event
    self.title = title
    self.round = round
    self.now = now
  }

  public func page(_ frame: Frame) -> Page {
    let part = round.lines.filter(\.isIn)
    let working = part.filter { $0.start != nil && $0.finish == nil }
    let waiting = part.filter { $0.start == nil }
    var page = Page(
      frame.say("大屏", "Wall display"), live: 10,
      body: el("div", .class("wall-in"), Attribute("data-now", "\(now.milliseconds)")) {
        el("header") {
          el("h1", text: frame.say(round.title))
          el("p", .class("wall-clock"), Attribute("data-clock", "1"), text: String(now.localText.suffix(8)))
        }
        el("div", .class("wall-next")) {
          el("h2", text: frame.say("下一位", "Next"))
          el("p", .class("wall-code"), text: waiting.first?.code ?? "—")
        }
        el("section", .class("wall-now")) {
          el("h2", text: frame.say("正在进行", "Now"))
          el("ul") { working.prefix(8).map { running($0, frame) } }
        }
        el("section", .class("wall-order")) {
          el("h2", text: frame.say("出场顺序", "Order of entry"))
          el("ol") { waiting.dropFirst().prefix(12).map { el("li", text: $0.code) } }
          if waiting.count > 13 {
            el("p", text: frame.say("还有 \(waiting.count - 13) 位", "and \(waiting.count - 13) more"))
          }
        }
      })
    page.event = event
    page.isWall = true
    return page
  }

  private func running(_ line: ClockLine, _ frame: Frame) -> HTML {
    el("li") {
      el("b", text: line.code)
      el(
        "span", .class("time"), Attribute("data-start", line.start.map { "\($0.milliseconds)" }),
        Attribute("data-limit", round.limit.map(String.init)), Attribute("data-left", "1"),
        text: frame.say("进行中", "under way"))
    }
  }
}
