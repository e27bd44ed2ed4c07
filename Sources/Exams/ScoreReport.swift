// The facts of a score report (考核成绩单): what a candidate reached, gate by gate. It is no qualification and says so.

public import Basics

/// Facts for one candidate's score report, frozen when they are issued.
public struct ScoreReport: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public var title: Words
    /// The marks, or nil for an absence.
    public var marks: String?
    public var minimum: String
    public var state: GateResult.State
    /// Where the marks come from an earlier sitting.
    public var carriedFrom: String?
  }

  public var exam: Words
  public var name: String
  /// The candidate's number in the exam.
  public var number: String
  public var day: Day
  public var lines: [Line]
  public var status: ExamOutcome.Status
  public var retakeUntil: Day?
  /// Titles of the gates that may be sat again.
  public var retakeGates: [Words]

  public init(exam: Words, name: String, number: String, day: Day, outcome: ExamOutcome, retakeUntil: Day?) {
    self.exam = exam
    self.name = name
    self.number = number
    self.day = day
    self.retakeUntil = retakeUntil
    status = outcome.status
    lines = outcome.gates.map { result in
      Line(
        title: result.gate.title, marks: result.marksText, minimum: result.gate.minimum.description,
        state: result.state, carriedFrom: result.carriedFrom)
    }
    retakeGates = retakeUntil == nil ? [] : outcome.closedGates.map(\.title)
  }

  /// What the paper is not; printed on every one.
  public static let notice = Words(
    zh: "本成绩单仅说明本次考核成绩，不是任何技能证书。",
    en: "This report states the marks of this exam only and certifies no qualification.")

  /// What remains to be done, for a candidate who may sit again.
  public func retakeSentence(_ language: Language) -> String? {
    guard let retakeUntil else { return nil }
    let titles = retakeGates.map { $0[language] }
    return language == .zh
      ? "可在 \(retakeUntil.words(.zh)) 前（含当日）补考：\(titles.joined(separator: "、"))；已合格科目成绩保留。"
      : "May retake until \(retakeUntil.words(.en)): \(titles.joined(separator: ", ")); passed parts are carried over."
  }
}
