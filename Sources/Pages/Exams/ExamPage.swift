// An exam for its clerks and organizers: who may enter, the theory marks, and who has passed which gate.

public import Basics
public import Exams

/// The candidates of one exam with identity check, theory mark and outcome.
public struct ExamPage: Sendable {
  public struct Candidate: Sendable {
    public var participation: String
    public var number: String
    public var name: String
    /// Masked (domain.md 4.3).
    public var idMasked: String
    public var unit: String
    public var identity: IdentityCheck.Result?
    public var theory: String?
    /// Nil until the exam is decided.
    public var outcome: ExamOutcome?
    public var retakeUntil: Day?

    public init(
      participation: String, number: String, name: String, idMasked: String, unit: String,
      identity: IdentityCheck.Result?,
      theory: String?, outcome: ExamOutcome?, retakeUntil: Day? = nil
    ) {
      self.participation = participation
      self.number = number
      self.name = name
      self.idMasked = idMasked
      self.unit = unit
      self.identity = identity
      self.theory = theory
      self.outcome = outcome
      self.retakeUntil = retakeUntil
    }
  }

  public var event: String
  public var title: Words
  public var candidates: [Candidate]
  public var mayWrite: Bool
  public var faults: [Fault]
  /// What was just done, in words.
  public var done: Words?

  public init(
    event: String, title: Words, candidates: [Candidate], mayWrite: Bool, faults: [Fault] = [],
    done: Words? = nil
  ) {
    self.event = event
    self.title = title
    self.candidates = candidates
    self.mayWrite = mayWrite
    self.faults = faults
    self.done = done
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("\(title.zh) 考务", "\(title.en.isEmpty ? title.zh : title.en): exam desk"),
      body: .several([
        el("p", .class("crumbs")) { link("/office/events/\(event)", "← " + frame.say(title)) },
        el("h1", text: frame.say("考务台", "Exam desk")),
        el("p", .class("actions no-print")) {
          link(
            "/office/exams/\(event)/acts", frame.say("成绩导入、判定与补考", "Marks, decision, retakes"),
            .class("button plain"))
        },
        done.map { given in
          el("p", .class("card"), Attribute("role", "status")) { state(.delivered, frame.say(given), "good") }
        } ?? .nothing,
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        gates(frame), mayWrite ? desks(frame) : .nothing, list(frame),
      ]))
  }

  /// How many stand where, as one bar.
  private func gates(_ frame: Frame) -> HTML {
    let decided = candidates.compactMap(\.outcome?.status)
    guard !decided.isEmpty else {
      let inside = candidates.count { $0.identity == .matched }
      return el(
        "p", .class("lead"),
        text: frame.say(
          "\(candidates.count) 名考生，已核验入场 \(inside) 名。",
          "\(candidates.count) candidates, \(inside) checked in."))
    }
    let parts = ExamOutcome.Status.allCases.map { status in
      (status, decided.count { $0 == status })
    }.filter { $0.1 > 0 }
    return el("figure", .class("card")) {
      el("h3", text: frame.say("结果", "Outcome"))
      stacked(
        parts.map { (label: frame.say($0.0.words), value: Rational($0.1), text: "\($0.1)") },
        of: Rational(decided.count),
        title: frame.say("结果", "Outcome"))
      el(
        "figcaption", .class("small soft"),
        text: frame.say(
          "理论和技能都要达到 60 分，不能互相抵补。", "Theory and practice must each reach 60; neither makes up for the other.")
      )
    }
  }

  private func desks(_ frame: Frame) -> HTML {
    el("div", .class("grid wide")) {
      el("section", .class("card")) {
        el("h2", text: frame.say("入场核验", "Identity at the door"))
        form("/office/exams/\(event)/identity", csrf: frame.csrf) {
          field("participation", frame.say("考生", "Candidate"), list: choices(frame))
          field(
            "document", frame.say("证件", "Document"),
            list: IdentityCheck.Document.allCases.map { ($0.rawValue, frame.say($0.words)) })
          field(
            "result", frame.say("核验结果", "Result"),
            list: IdentityCheck.Result.allCases.map { ($0.rawValue, frame.say($0.words)) })
          field("note", frame.say("情况说明（不一致时必填）", "Note (needed for a mismatch)"), required: false)
          submit(frame.say("登记核验", "Record the check"))
        }
      }
      el("section", .class("card")) {
        el("h2", text: frame.say("登记理论成绩", "Enter a theory mark"))
        form("/office/exams/\(event)/theory", csrf: frame.csrf) {
          field("number", frame.say("考号", "Number"), complete: "off")
          field(
            "mark", frame.say("成绩（0–100，可到 0.5）", "Mark (0–100 in halves)"), inputMode: "decimal",
            complete: "off")
          field("reason", frame.say("更正理由（改已有成绩时必填）", "Reason (needed to change a mark)"), required: false)
          submit(frame.say("登记", "Record"))
        }
      }
    }
  }

  private func choices(_ frame: Frame) -> [(value: String, text: String)] {
    candidates.map { ($0.participation, "\($0.number) \($0.name) \($0.idMasked)") }
  }

  private func list(_ frame: Frame) -> HTML {
    table(
      frame.say("考生", "Candidates"),
      head: [
        (frame.say("考号", "Number"), false), (frame.say("姓名", "Name"), false), (frame.say("证件号", "ID"), false),
        (frame.say("核验", "Identity"), false), (frame.say("理论", "Theory"), true),
        (frame.say("结果", "Outcome"), false), ("", false),
      ]
    ) {
      candidates.map { one in
        el("tr") {
          el("td", .class("code"), text: one.number)
          el("th", .scope("row"), text: one.name)
          el("td", .class("mono"), text: one.idMasked)
          el("td") { Self.identity(one.identity, frame) }
          el("td", .class("number"), text: one.theory ?? "–")
          el("td") { one.outcome.map { Self.outcome($0, frame) } ?? .text("–") }
          el("td") {
            if one.outcome != nil {
              link("/office/exams/\(event)/reports/\(one.participation)", frame.say("成绩单", "Report"))
            }
          }
        }
      }
    }
  }

  static func identity(_ result: IdentityCheck.Result?, _ frame: Frame) -> HTML {
    switch result {
    case .matched: state(.delivered, frame.say(IdentityCheck.Result.matched.words), "good")
    case .mismatch: state(.attention, frame.say(IdentityCheck.Result.mismatch.words), "warn")
    case .missing: state(.attention, frame.say(IdentityCheck.Result.missing.words), "warn")
    case nil: state(.empty, frame.say("未核验", "not checked"), "idle")
    }
  }

  static func outcome(_ outcome: ExamOutcome, _ frame: Frame) -> HTML {
    let word = frame.say(outcome.status.words)
    return switch outcome.status {
    case .passed: state(.delivered, word, "good")
    case .failed: state(.bad, word, "bad")
    case .absent: state(.empty, word, "idle")
    case .pending: state(.working, word, "go")
    }
  }
}
