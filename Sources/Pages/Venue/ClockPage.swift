// Timekeeping: two taps an entry, the running time beside them, and what overtime costs by the rubric; and the wall that everybody reads.

public import Basics

/// An entry's clock.
public struct ClockLine: Hashable, Sendable {
  public var entry: String
  public var code: String
  /// The entry takes part.
  public var isIn: Bool
  public var start: Instant?
  public var finish: Instant?
  /// Such as "2"; nil where the rubric takes nothing off for time.
  public var off: String?
  public var disqualifies: Bool

  public init(
    entry: String, code: String, isIn: Bool, start: Instant?, finish: Instant?, off: String?,
    disqualifies: Bool
  ) {
    self.entry = entry
    self.code = code
    self.isIn = isIn
    self.start = start
    self.finish = finish
    self.off = off
    self.disqualifies = disqualifies
  }
}

/// The clocks of one division in one round.
public struct ClockRound: Hashable, Sendable {
  public var division: String
  public var round: String
  public var title: Words
  /// Seconds.
  public var limit: Int?
  public var lines: [ClockLine]

  public init(division: String, round: String, title: Words, limit: Int?, lines: [ClockLine]) {
    self.division = division
    self.round = round
    self.title = title
    self.limit = limit
    self.lines = lines
  }

  /// The name in addresses.
  var key: String { "\(division).\(round)" }
}

/// The timekeeper's page.
public struct ClockPage: Sendable {
  public var event: String
  public var title: Words
  public var rounds: [ClockRound]
  /// Which round is shown.
  public var shown: Int
  public var now: Instant
  public var faults: [Fault]
  public var mayRecord: Bool

  public init(
    event: String, title: Words, rounds: [ClockRound], shown: Int, now: Instant, faults: [Fault] = [],
    mayRecord: Bool
  ) {
    self.event = event
    self.title = title
    self.rounds = rounds
    self.shown = shown
    self.now = now
    self.faults = faults
    self.mayRecord = mayRecord
  }

  private var address: String { "/office/events/\(event)/clock" }

  public func page(_ frame: Frame) -> Page {
    var page = Page(
      frame.say("计时", "Timekeeping"), live: 10,
      body: .several([
        el("p", .class("crumbs no-print")) {
          link("/office/events/\(event)/console", "← " + frame.say("控制台", "Console"))
        },
        el("h1", text: frame.say("计时", "Timekeeping")),
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        el("p", .class("actions")) {
          rounds.enumerated().map { place, round in
            link(
              "\(address)?of=\(place)", frame.say(round.title), .class("button plain"),
              Attribute("aria-current", place == shown ? "page" : nil))
          }
          link(
            "/office/events/\(event)/wall?of=\(shown)", frame.say("大屏显示", "Wall display"),
            .class("button plain"))
        },
        rounds.indices.contains(shown)
          ? board(rounds[shown], frame) : el("p", text: frame.say("还没有作品。", "There are no entries yet.")),
      ]))
    page.event = event
    return page
  }

  private func board(_ round: ClockRound, _ frame: Frame) -> HTML {
    el("section", Attribute("data-now", "\(now.milliseconds)")) {
      el("h2", text: frame.say(round.title))
      if let limit = round.limit {
        el("p", .class("soft"), text: frame.say("时限 \(limit / 60) 分钟", "limit \(limit / 60) minutes"))
      }
      el("div", .class("clocks")) { round.lines.map { card($0, round, frame) } }
    }
  }

  private func card(_ line: ClockLine, _ round: ClockRound, _ frame: Frame) -> HTML {
    el("div", .class("card clock"), .id("clock-\(line.code)")) {
      el("p", .class("code big"), text: line.code)
      if !line.isIn {
        el("p", text: frame.say("不参赛", "not taking part"))
      } else {
        clock(line, limit: round.limit, frame)
        if mayRecord { acts(line, round, frame) }
      }
    }
  }

  private func acts(_ line: ClockLine, _ round: ClockRound, _ frame: Frame) -> HTML {
    .several([
      line.start == nil
        ? tap("start", frame.say("开始", "Start"), "button", line, round, frame) : .nothing,
      line.start != nil && line.finish == nil
        ? tap("finish", frame.say("完成", "Finish"), "button warn", line, round, frame) : .nothing,
      folded("fix-\(line.code)", frame.say("更正时间", "Correct the times")) {
        form("\(address)/correct", csrf: frame.csrf) {
          hidden(line, round)
          time("start", frame.say("开始", "Start"), line.start, line)
          time("finish", frame.say("完成", "Finish"), line.finish, line)
          el("div", .class("field")) {
            el("label", Attribute("for", "why-\(line.code)"), text: frame.say("理由", "Reason"))
            void(
              "input", .type("text"), .id("why-\(line.code)"), .name("reason"),
              Attribute("required", flag: true))
          }
          submit(frame.say("更正", "Correct"), class: "button plain")
        }
      },
    ])
  }

  private func time(_ name: String, _ label: String, _ moment: Instant?, _ line: ClockLine) -> HTML {
    el("div", .class("field")) {
      el("label", Attribute("for", "\(name)-\(line.code)"), text: label)
      void(
        "input", .type("text"), .id("\(name)-\(line.code)"), .name(name),
        .value(moment?.localText ?? ""), Attribute("placeholder", "2026-11-28 09:30:00"),
        Attribute("autocomplete", "off"))
    }
  }

  private func tap(
    _ act: String, _ text: String, _ style: String, _ line: ClockLine, _ round: ClockRound, _ frame: Frame
  ) -> HTML {
    form("\(address)/\(act)", csrf: frame.csrf) {
      hidden(line, round)
      el("button", .type("submit"), .class(style), .id("\(act)-\(line.code)"), text: text)
    }
  }

  private func hidden(_ line: ClockLine, _ round: ClockRound) -> HTML {
    .several([
      void("input", .type("hidden"), .name("entry"), .value(line.entry)),
      void("input", .type("hidden"), .name("round"), .value(round.round)),
      void("input", .type("hidden"), .name("of"), .value(String(shown))),
    ])
  }
}

/// The time of a line: running, ended, or not begun, with what it costs.
func clock(_ line: ClockLine, limit: Int?, _ frame: Frame) -> HTML {
  guard let start = line.start else {
    return el("p", .class("soft"), text: frame.say("未开始", "not begun"))
  }
  let taken = line.finish.map { ($0.milliseconds - start.milliseconds) / 1_000 }
  return .several([
    el(
      "p", .class("time"), Attribute("data-start", taken == nil ? "\(start.milliseconds)" : nil),
      Attribute("data-limit", limit.map(String.init)),
      text: taken.map(minutes) ?? frame.say("进行中", "under way")),
    line.off.map { off in
      off == "0"
        ? .nothing
        : el("p") {
          state(
            .attention,
            line.disqualifies
              ? frame.say("超时：取消成绩", "too late: disqualified")
              : frame.say("超时扣 \(off) 分", "overtime: \(off) off"),
            "warn")
        }
    } ?? .nothing,
  ])
}

/// `75:04`.
func minutes(_ seconds: Int) -> String {
  let rest = seconds % 60
  return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
}
