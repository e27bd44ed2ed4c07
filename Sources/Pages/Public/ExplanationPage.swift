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
        .several(explanation.rounds.map { round($0, frame) }),
        result(frame),
        lineByLine(frame),
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

  private func sentences(_ frame: Frame) -> ExplanationWords {
    ExplanationWords(explanation, frame.language, judges: judges)
  }

  private func round(_ round: ExplainedRound, _ frame: Frame) -> HTML {
    let words = sentences(frame)
    let runs = round.runs.flatMap { run in
      run.modules.map { module($0, run: run, of: round, frame) }
        + [sums(words.end(of: run, in: round), title: round.runs.count > 1 ? words.title(of: run) : nil)]
    }
    return .several(runs + [sums(words.end(of: round), title: frame.say(round.title))])
  }

  /// Lines of arithmetic; nothing where there are none.
  private func sums(_ lines: [String], title: String? = nil) -> HTML {
    guard !lines.isEmpty else { return .nothing }
    return el("div", .class("card")) {
      if let title { el("h3", text: title) }
      for line in lines { el("p", .class("mono"), text: line) }
    }
  }

  private func module(_ module: ExplainedModule, run: ExplainedRun, of round: ExplainedRound, _ frame: Frame)
    -> HTML
  {
    let words = sentences(frame)
    return el("section") {
      el("h2") {
        if explanation.rounds.count > 1 { "\(frame.say(round.title)) · " }
        frame.say(module.title)
        if round.runs.count > 1 { " · " + words.title(of: run) }
        if let value = module.value { el("span", .class("soft"), text: " \(value.shown)") }
      }
      for unit in module.units { self.unit(unit, in: module, frame) }
      for veto in module.vetoes {
        el("p") {
          state(.bad, frame.say("否决", "Veto"), "bad")
          " " + words.sentence(veto)
        }
      }
      sums(words.end(of: module, vetoes: false))
    }
  }

  private func unit(_ unit: ExplainedUnit, in module: ExplainedModule, _ frame: Frame) -> HTML {
    let words = sentences(frame)
    guard unit.effect == .add, !unit.isBonus, !unit.judges.isEmpty else {
      return .several(words.lines(of: unit, in: module).map { el("p", text: $0) })
    }
    // Every item that some judge marked, in the order of the sheets.
    var items: [ExplainedMark] = []
    for mark in unit.judges.flatMap(\.marks) where !items.contains(where: { $0.item == mark.item }) {
      items.append(mark)
    }
    let title = words.heading(of: unit, in: module)
    return .several([
      table(
        title,
        head: [(frame.say("评委", "Judge"), false)] + items.map { (frame.say($0.title), true) } + [
          (frame.say("合计", "Sum"), true), ("", false),
        ]
      ) {
        unit.judges.map { row($0, items, words, frame) }
      },
      .several(unit.leftOut.map { el("p", .class("small soft"), text: words.sentence($0)) }),
      sums(working(unit, in: module, words) + words.end(of: unit)),
      unit.judges.count > 1 ? picture(unit, title, words, frame) : .nothing,
    ])
  }

  /// Judges' sums that are more than their marks added up: constants, penalties, places.
  private func working(_ unit: ExplainedUnit, in module: ExplainedModule, _ words: ExplanationWords)
    -> [String]
  {
    let isPlain = unit.judges.allSatisfy { judge in
      judge.before == nil && judge.marks.filter { !$0.isVoided }.map(\.marks).sum == judge.sum
    }
    return isPlain ? [] : unit.judges.map { words.line(of: $0, in: unit, of: module) }
  }

  private func picture(_ unit: ExplainedUnit, _ title: String, _ words: ExplanationWords, _ frame: Frame)
    -> HTML
  {
    let adds = unit.aggregate.method == .sum || unit.aggregate.method == .trimmedSum
    return el("figure", .class("card")) {
      judgesPicture(
        unit.judges.map { judge in
          JudgeDot(
            judge: words.who(judge), value: judge.sum,
            dropped: judge.counting == .counted ? nil : words.fate(judge.counting))
        },
        result: adds && !unit.usedMean ? nil : unit.rounded, title: title, frame: frame)
      el(
        "figcaption", .class("small soft"),
        text: frame.say(
          "每行一位评委。空心并划掉的不计入；虚线是这一组的结果。",
          "A row for each judge. Hollow and struck out: does not count. The dashed line is the panel's result."
        ))
    }
  }

  private func row(
    _ judge: ExplainedJudge, _ items: [ExplainedMark], _ words: ExplanationWords, _ frame: Frame
  ) -> HTML {
    let isDropped = judge.counting != .counted
    let show = { (text: String) in isDropped ? el("s", text: text) : HTML.text(text) }
    return el("tr") {
      el("th", .scope("row"), text: words.who(judge))
      for item in items {
        el("td", .class("number")) {
          if let mark = judge.marks.first(where: { $0.item == item.item }) {
            mark.isVoided ? el("s", text: words.shown(mark)) : show(words.shown(mark))
          } else {
            HTML.text("–")
          }
        }
      }
      el("td", .class("number total")) { show(judge.sum.shown) }
      el("td", .class("small soft"), text: words.fate(judge.counting))
    }
  }

  /// The total, ties, place and pass marks.
  private func result(_ frame: Frame) -> HTML {
    let words = sentences(frame)
    let lines = words.total + words.place + words.pass + words.cuts + words.remarks
    return el("section") {
      el("h2", text: frame.say("总分与名次", "Total and place"))
      sums(lines)
      if !explanation.tieSteps.isEmpty {
        table(
          words.tied,
          head: [
            (frame.say("比较什么", "What is compared"), false), (frame.say("各件作品", "Each entry"), false),
            ("", false),
          ]
        ) {
          explanation.tieSteps.map { step in
            el("tr") {
              el("th", .scope("row"), text: words.name(of: step))
              el("td") {
                if step.isSkipped {
                  HTML.text("–")
                } else {
                  for (entry, numbers) in zip(step.group, step.numbers) {
                    let text = "\(entry) \(words.shown(numbers, at: step))"
                    el("div") { entry == explanation.entry ? el("strong", text: text) : HTML.text(text) }
                  }
                }
              }
              el("td", .class("small soft"), text: words.outcome(of: step))
            }
          }
        }
      }
    }
  }

  /// The same sums that `tally --explain` prints, line by line, for a pocket calculator.
  private func lineByLine(_ frame: Frame) -> HTML {
    let lines = explanation.text(frame.language, judges: judges).split(separator: "\n").map(String.init)
    return el("details", .class("card no-print")) {
      el("summary") {
        el("strong", text: frame.say("用计算器核对：逐行算式", "Check it with a calculator: line by line"))
      }
      el("ol", .class("sums mono")) { lines.map { given in el("li", text: given) } }
    }
  }
}
