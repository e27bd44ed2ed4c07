// The pass list: numbers and names, each gate with its marks, and who may sit which gate again.

public import Basics
public import Exams

/// A decided pass list with the people behind the codes.
public struct PassListPage: Sendable {
  public struct Line: Sendable {
    public var number: String
    public var name: String
    public var unit: String
    public var outcome: ExamOutcome
    public var retakeUntil: Day?

    public init(number: String, name: String, unit: String, outcome: ExamOutcome, retakeUntil: Day?) {
      self.number = number
      self.name = name
      self.unit = unit
      self.outcome = outcome
      self.retakeUntil = retakeUntil
    }
  }

  public var title: Words
  public var decided: Day
  public var gates: [Gate]
  public var lines: [Line]
  /// Publicly only those who passed are named; staff see all with their marks.
  public var isPublic: Bool
  public var back: String

  public init(title: Words, decided: Day, gates: [Gate], lines: [Line], isPublic: Bool, back: String) {
    self.title = title
    self.decided = decided
    self.gates = gates
    self.lines = lines
    self.isPublic = isPublic
    self.back = back
  }

  public func page(_ frame: Frame) -> Page {
    let shown = isPublic ? lines.filter(\.outcome.isPassed) : lines
    let passed = lines.count { $0.outcome.isPassed }
    let rules = gates.map { "\(frame.say($0.title)) ≥ \($0.minimum)" }.joined(separator: frame.say("，", ", "))
    return Page(
      frame.say("合格名单", "Pass list"), isPublic: isPublic,
      body: .several([
        el("p", .class("crumbs")) { link(back, "← " + frame.say("返回", "Back")) },
        el("p", .class("eyebrow"), text: decided.words(frame.language)),
        el(
          "h1", text: frame.say("\(title.zh) 合格名单", "\(title.en.isEmpty ? title.zh : title.en): who passed")),
        el(
          "p", .class("lead"),
          text: frame.say(
            "\(lines.count) 人参加，\(passed) 人合格。合格条件：\(rules)，两项都要达到。",
            "\(passed) of \(lines.count) passed. Needed: \(rules), each on its own.")),
        table(
          frame.say("合格名单", "Pass list"), class: "scroll",
          head: [
            (frame.say("考号", "Number"), false), (frame.say("姓名", "Name"), false),
            (frame.say("单位", "From"), false),
          ]
            + (isPublic ? [] : gates.map { (frame.say($0.title), true) }) + [
              (frame.say("结果", "Outcome"), false)
            ]
        ) {
          shown.map { row($0, frame) }
        },
      ]))
  }

  private func row(_ line: Line, _ frame: Frame) -> HTML {
    el("tr") {
      el("td", .class("code"), text: line.number)
      el("th", .scope("row"), text: line.name)
      el("td", text: line.unit)
      if !isPublic {
        for result in line.outcome.gates {
          el("td", .class("number")) {
            result.marksText
              ?? frame.say(result.state == .absent ? "缺考" : "否决", result.state == .absent ? "absent" : "veto")
            if result.carriedFrom != nil {
              el("span", .class("small soft"), text: frame.say("（保留）", " (kept)"))
            }
          }
        }
      }
      el("td") {
        ExamPage.outcome(line.outcome, frame)
        if !isPublic, let until = line.retakeUntil {
          el("span", .class("small soft"), text: frame.say(" 补考至 \(until)", " retake by \(until)"))
        }
      }
    }
  }
}

/// One candidate's score report on the screen.
public struct ScoreReportPage: Sendable {
  public var report: ScoreReport
  public var back: String

  public init(report: ScoreReport, back: String) {
    self.report = report
    self.back = back
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("考核成绩单", "Score report"), isNarrow: true,
      body: .several([
        el("p", .class("crumbs no-print")) { link(back, "← " + frame.say("返回", "Back")) },
        el("h1", text: frame.say("考核成绩单", "Score report")),
        facts([
          (frame.say("考核", "Exam"), .text(frame.say(report.exam))),
          (frame.say("姓名", "Name"), .text(report.name)),
          (frame.say("考号", "Number"), .text(report.number)),
          (frame.say("日期", "Day"), .text(report.day.words(frame.language))),
        ]),
        table(
          frame.say("各科成绩", "Marks"),
          head: [
            (frame.say("科目", "Part"), false), (frame.say("成绩", "Marks"), true),
            (frame.say("合格线", "Needed"), true), ("", false),
          ]
        ) {
          report.lines.map { line in
            el("tr") {
              el("th", .scope("row"), text: frame.say(line.title))
              el("td", .class("number total"), text: line.marks ?? "–")
              el("td", .class("number"), text: line.minimum)
              el("td") {
                switch line.state {
                case .passed: state(.delivered, frame.say("达到", "reached"), "good")
                case .failed: state(.bad, frame.say("未达到", "not reached"), "bad")
                case .absent: state(.empty, frame.say("缺考", "absent"), "idle")
                case .pending: state(.working, frame.say("待定", "pending"), "go")
                }
              }
            }
          }
        },
        el("p", .class("lead")) {
          el("strong", text: frame.say("结论：\(report.status.words.zh)", "Outcome: \(report.status.words.en)"))
        },
        report.retakeSentence(frame.language).map { el("p", text: $0) } ?? .nothing,
        el("p", .class("small soft"), text: frame.say(ScoreReport.notice)),
      ]))
  }
}
