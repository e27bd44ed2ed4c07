// A retake: the failed gates alone, within a settable period, with the passed gates carried over.

public import Basics

/// How long a passed gate stays valid after it was decided.
public enum RetakePeriod: Hashable, Sendable {
  case days(Int)
  case months(Int)

  /// The last day, inclusive.
  public func lastDay(after decided: Day) -> Day {
    switch self {
    case .days(let count): decided.adding(days: count)
    case .months(let count): decided.adding(months: count)
    }
  }

  /// Reads `90d` or `12m`, 1 to 3,650 days or 1 to 120 months.
  public init?(_ text: some StringProtocol) {
    guard let unit = text.last, let count = Int(text.dropLast()), count >= 1 else { return nil }
    switch unit {
    case "d" where count <= 3_650: self = .days(count)
    case "m" where count <= 120: self = .months(count)
    default: return nil
    }
  }

  public var text: String {
    switch self {
    case .days(let count): "\(count)d"
    case .months(let count): "\(count)m"
    }
  }
}

/// The right of a candidate to sit the closed gates again.
public struct RetakeRight: Hashable, Sendable {
  /// The sitting whose passed gates are carried over.
  public var sitting: String
  public var candidate: String
  /// What may be sat again.
  public var gates: [Gate]
  /// What is carried over.
  public var carried: [GateResult]
  /// The last day on which a retake counts, inclusive.
  public var until: Day

  /// The right that an outcome leaves, or the reason why it leaves none: passed, still pending, or nothing passed to carry over.
  public init(after outcome: ExamOutcome, sitting: String, decided: Day, period: RetakePeriod) throws(Refusal)
  {
    switch outcome.status {
    case .passed:
      throw Refusal(
        Fault("retake-passed", zh: "该考生已合格，无需补考", en: "this candidate has passed and needs no retake"))
    case .pending:
      throw Refusal(
        Fault(
          "retake-pending", zh: "该考生成绩未定，不能登记补考", en: "this candidate's result is still pending",
          suggestion: Words(zh: "先完成判定", en: "decide the exam first")))
    case .absent, .failed: break
    }
    guard !outcome.passedGates.isEmpty else {
      throw Refusal(
        Fault(
          "retake-nothing-passed", zh: "没有合格的科目可以保留，应重新报名参加全部科目",
          en: "no gate was passed that could be carried over; register for the whole exam again"))
    }
    self.sitting = sitting
    candidate = outcome.candidate
    gates = outcome.closedGates
    carried = outcome.passedGates.map { result in
      GateResult(gate: result.gate, value: result.value, carriedFrom: result.carriedFrom ?? sitting)
    }
    until = period.lastDay(after: decided)
  }

  /// What speaks against sitting `gate` on `day`; empty where nothing does.
  public func faults(gate id: String, on day: Day) -> [Fault] {
    var faults: [Fault] = []
    if !gates.contains(where: { $0.id == id }) {
      let list = gates.map(\.id).joined(separator: ", ")
      faults.append(
        Fault(
          "retake-gate", zh: "“\(id)”不是该考生未合格的科目", en: "\(id) is not a gate that this candidate failed",
          suggestion: Words(zh: "可补考：\(list)", en: "open to retake: \(list)")))
    }
    if day > until {
      faults.append(
        Fault(
          "retake-late", zh: "补考期限为 \(until.words(.zh))，已过期",
          en: "the retake period ended on \(until.words(.en))",
          suggestion: Words(zh: "应重新报名参加全部科目", en: "register for the whole exam again")))
    }
    return faults
  }

  /// The outcome after the retake: the values sat again, and the carried gates as they were.
  public func outcome(candidate: String, order: [Gate], values: [String: GateValue]) -> ExamOutcome {
    ExamOutcome(
      candidate: candidate, gates: order,
      values: values.filter { value in gates.contains { $0.id == value.key } }, carried: carried)
  }
}
