// How one result came about: every mark, dropped ones struck through, the arithmetic line by line, and pictures of both.

public import Basics
public import Judging
internal import Rubrics

/// The way from the marks to the place of one entry, for anybody.
public struct ExplanationPage: Sendable {
  public var event: String
  public var eventTitle: Words
  public var explanation: Explanation
  public var unit: String
  public var work: String
  /// What a judge is called in public, by id; ids not named here show as they are.
  public var judges: [String: Words]

  public init(
    event: String, eventTitle: Words, explanation: Explanation, unit: String = "", work: String = "",
    judges: [String: Words] = [:]
  ) {
    self.event = event
    self.eventTitle = eventTitle
    self.explanation = explanation
    self.unit = unit
    self.work = work
    self.judges = judges
  }

  public func page(_ frame: Frame) -> Page {
    let who = explanation.name ?? explanation.entry
    return Page(
      frame.say("\(who)的成绩", "\(who)'s result"), isPublic: true,
      body: .several([
        el("p", .class("crumbs")) { link(frame.address(ofRanking: event), "← " + frame.say(eventTitle)) },
        el("p", .class("eyebrow"), text: frame.say("这个成绩是怎样得出的", "How this result came about")),
        el("h1", text: who),
        head(frame),
        makeUp(frame),
        .several(
          explanation.rounds.flatMap { round in
            round.runs.flatMap { run in run.modules.map { module($0, run: run, of: round, frame) } }
          }),
        arithmetic(frame),
        explanation.faults.isEmpty ? .nothing : faultBox(explanation.faults, frame),
        el("p", .class("small soft")) {
          frame.say("评分细则 ", "Rubric ")
          el(
            "span", .class("mono"),
            text:
              "\(explanation.rubricID) v\(explanation.rubricVersion) · \(explanation.rubricSHA256.prefix(16))"
          )
        },
      ]))
  }

  private func head(_ frame: Frame) -> HTML {
    el("div", .class("grid")) {
      el("div", .class("card figure")) {
        el("b", text: explanation.totalText ?? "–")
        el("span", text: frame.say("总分", "Total"))
      }
      el("div", .class("card figure")) {
        el("b", text: explanation.divisionPlace ?? explanation.place ?? "–")
        el("span") {
          explanation.divisionPlace == nil
            ? frame.say("名次", "Place") : frame.say("组内名次", "Place in the division")
          for title in explanation.awardTitles {
            " "
            el("span", .class("badge award"), text: frame.say(title))
          }
        }
      }
      el("div", .class("card")) {
        facts(
          [
            (frame.say("编码", "Code"), explanation.entry),
            (frame.say("组别", "Division"), explanation.division ?? ""),
            (frame.say("单位", "From"), unit), (frame.say("作品", "Work"), work),
          ].filter { !$0.1.isEmpty }.map { (label: $0.0, value: .text($0.1)) })
      }
    }
  }

  /// What the total is made of, where it has several parts.
  private func makeUp(_ frame: Frame) -> HTML {
    var parts: [(label: String, value: Rational, text: String)] = []
    for round in explanation.rounds {
      let run = round.runs.first { $0.counts } ?? round.runs.first
      for module in run?.modules ?? [] {
        guard let share = module.share else { continue }
        let part = round.weight.map { share * $0.exact / 100 } ?? share
        parts.append((label: frame.say(module.title), value: part, text: part.shortText))
      }
    }
    guard parts.count > 1, let total = explanation.total, !total.isOverflow else { return .nothing }
    return el("figure", .class("card")) {
      el("h3", text: frame.say("总分由哪几部分组成", "What the total is made of"))
      stacked(parts, of: explanation.scale.exact, title: frame.say("总分的组成", "Parts of the total"))
    }
  }

  private func module(_ module: ExplainedModule, run: ExplainedRun, of round: ExplainedRound, _ frame: Frame)
    -> HTML
  {
    el("section") {
      el("h2") {
        if explanation.rounds.count > 1 { "\(frame.say(round.title)) · " }
        frame.say(module.title)
        if round.runs.count > 1 { frame.say(" · 第 \(run.run) 次", " · run \(run.run)") }
        if let value = module.value { el("span", .class("soft"), text: " \(value.shown)") }
      }
      for unit in module.units { self.unit(unit, frame) }
      for veto in module.vetoes {
        el("p") {
          state(.bad, frame.say("否决", "Veto"), "bad")
          " \(frame.say(veto.title)) · \(veto.confirmedBy.map { judge($0, frame) }.joined(separator: ", "))"
        }
      }
    }
  }

  private func unit(_ unit: ExplainedUnit, _ frame: Frame) -> HTML {
    let items = unit.judges.first?.marks ?? []
    let isTable = unit.effect == .add && !unit.isBonus && !unit.judges.isEmpty
    guard isTable else {
      return el("p") {
        "\(frame.say(unit.title))："
        unit.judges.map { "\(judge($0.judge, frame)) \($0.marks.map(\.written).joined(separator: "+"))" }
          .joined(separator: "，")
        el("strong", text: " \(unit.effect == .subtract ? "−" : "+")\(unit.value.shown)")
      }
    }
    let title = frame.say(unit.panelTitle)
    return .several([
      table(
        title,
        head: [(frame.say("评委", "Judge"), false)] + items.map { (frame.say($0.title), true) } + [
          (frame.say("合计", "Sum"), true), ("", false),
        ]
      ) {
        unit.judges.map { row($0, frame) }
      },
      unit.judges.count > 1
        ? el("figure", .class("card no-print")) {
          spread(
            unit.judges.map {
              SpreadDot(judge: judge($0.judge, frame), value: $0.sum, isDropped: $0.counting != .counted)
            },
            result: unit.rounded, title: title, frame: frame)
          el(
            "figcaption", .class("small soft"),
            text: frame.say(
              "圆点是每位评委的分，空心的不计入，红线是结果。",
              "Each dot is a judge; hollow ones do not count; the red line is the result."))
        } : .nothing,
    ])
  }

  private func row(_ line: ExplainedJudge, _ frame: Frame) -> HTML {
    let isDropped = line.counting != .counted
    let show = { (text: String) in isDropped ? el("s", text: text) : HTML.text(text) }
    return el("tr") {
      el("th", .scope("row"), text: judge(line.judge, frame))
      for mark in line.marks {
        el("td", .class("number")) {
          show(mark.written == mark.marks.text ? mark.written : "\(mark.written) → \(mark.marks.shown)")
        }
      }
      el("td", .class("number total")) { show(line.sum.shown) }
      el("td", .class("small soft"), text: note(line.counting, frame))
    }
  }

  private func note(_ counting: Counting, _ frame: Frame) -> String {
    switch counting {
    case .counted: ""
    case .droppedHigh: frame.say("最高分，去掉", "highest, dropped")
    case .droppedLow: frame.say("最低分，去掉", "lowest, dropped")
    case .notChosen: frame.say("不计", "not counted")
    }
  }

  /// The same sums that `tally --explain` prints, line by line, for a pocket calculator.
  private func arithmetic(_ frame: Frame) -> HTML {
    // Longer ids first, so that no judge's id is found inside another's.
    let named = judges.sorted { ($0.key.count, $0.key) > ($1.key.count, $1.key) }
    let text = named.reduce(explanation.text(frame.language)) {
      $0.replacing($1.key, with: frame.say($1.value))
    }
    let lines = text.split(separator: "\n").map(String.init)
    return el("details", .class("card"), Attribute("open", flag: true)) {
      el("summary") {
        el("strong", text: frame.say("用计算器核对：逐行算式", "Check it with a calculator: line by line"))
      }
      el("ol", .class("sums mono")) { lines.map { given in el("li", text: given) } }
    }
  }

  private func judge(_ id: String, _ frame: Frame) -> String { judges[id].map { frame.say($0) } ?? id }
}
