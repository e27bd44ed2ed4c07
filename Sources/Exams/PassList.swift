// The pass list of an exam: every candidate by code with the gates, those who passed first in the order of their numbers.

public import Basics

/// The result of an exam, decided on one day.
///
/// Names are a layer on top; here stand codes.
public struct PassList: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    /// Order on the list, from 1.
    public var order: Int
    public var outcome: ExamOutcome
    /// Until when the closed gates may be sat again; nil where there is no such right.
    public var retakeUntil: Day?
  }

  public var exam: String
  public var decided: Day
  public var gates: [Gate]
  public var lines: [Line]

  /// Candidates stand in byte order of their codes within passed, failed, absent, pending.
  public init(exam: String, decided: Day, gates: [Gate], outcomes: [ExamOutcome], retakes: RetakePeriod) {
    self.exam = exam
    self.decided = decided
    self.gates = gates
    let ranks: [ExamOutcome.Status] = [.passed, .failed, .absent, .pending]
    let sorted = outcomes.sorted { left, right in
      let (a, b) = (ranks.firstIndex(of: left.status) ?? 0, ranks.firstIndex(of: right.status) ?? 0)
      return a != b ? a < b : left.candidate.precedesByBytes(right.candidate)
    }
    lines = sorted.enumerated().map { index, outcome in
      let right = try? RetakeRight(after: outcome, sitting: exam, decided: decided, period: retakes)
      return Line(order: index + 1, outcome: outcome, retakeUntil: right?.until)
    }
  }

  public var passed: [ExamOutcome] { lines.map(\.outcome).filter(\.isPassed) }

  /// How many candidates have each status.
  public func count(_ status: ExamOutcome.Status) -> Int { lines.count { $0.outcome.status == status } }

  /// Passed of those who came, in tenths of a percent rounded half up; nil where nobody came.
  public var passRate: Rational? {
    let came = lines.count - count(.absent) - count(.pending)
    return came == 0 ? nil : (Rational(count(.passed) * 100) / came).rounded(to: 1)
  }
}
