// The gates of an exam: each part has its own pass mark, and no part can make up for another.

public import Basics
public import Rubrics

/// One gate, for example theory with at least 60 of 100.
public struct Gate: Hashable, Sendable {
  /// The id of the module or round in the rubric, or `total`.
  public var id: String
  public var title: Words
  /// Inclusive.
  public var minimum: Marks

  public init(id: String, title: Words, minimum: Marks) {
    self.id = id
    self.title = title
    self.minimum = minimum
  }

  /// The gates with fixed marks that a rubric's pass rule names, in its order; empty where it has no pass rule.
  public static func all(of rubric: Rubric) -> [Gate] {
    (rubric.results.pass?.gates ?? []).compactMap { gate in
      guard let minimum = gate.min else { return nil }
      switch gate.of {
      case .stations: return nil
      case .total:
        return Gate(id: "total", title: Words(zh: "总分", en: "Total"), minimum: minimum)
      case .module(let id):
        return Gate(
          id: id, title: rubric.modules.first { $0.id == id }?.label.title ?? Words(zh: id, en: id),
          minimum: minimum)
      case .round(let id):
        return Gate(
          id: id, title: rubric.rounds.first { $0.id == id }?.label.title ?? Words(zh: id, en: id),
          minimum: minimum)
      }
    }
  }

  /// The gates of the national standards that we know: theory and practice, each at least 60 of 100.
  public static let theoryAndPractice = [
    Gate(id: "theory", title: Words(zh: "理论知识", en: "Theory"), minimum: Marks(whole: 60)),
    Gate(id: "practice", title: Words(zh: "操作技能", en: "Practice"), minimum: Marks(whole: 60)),
  ]

  /// Whether a value opens the gate.
  ///
  /// Compared exactly: 59.5 is below 60, and nothing is rounded here.
  public func opens(for value: Rational) -> Bool { !value.isOverflow && value >= minimum.exact }
}

/// What a candidate brought to a gate.
public enum GateValue: Hashable, Sendable {
  /// The exact marks, rounded only where the rubric rounds.
  case marks(Rational)
  /// Did not come.
  case absent
  /// Not all marks are in; nothing may be decided.
  case pending
  /// A veto that fails the candidate whatever the marks.
  case vetoed
}

/// What became of one gate.
public struct GateResult: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, CaseIterable {
    case passed
    case failed
    case absent
    case pending
  }

  public var gate: Gate
  public var value: GateValue
  /// The sitting in which the gate was passed, where it is carried over from an earlier one.
  public var carriedFrom: String?

  public init(gate: Gate, value: GateValue, carriedFrom: String? = nil) {
    self.gate = gate
    self.value = value
    self.carriedFrom = carriedFrom
  }

  public var state: State {
    switch value {
    case .marks(let marks): gate.opens(for: marks) ? .passed : .failed
    case .absent: .absent
    case .pending: .pending
    case .vetoed: .failed
    }
  }

  /// The marks as text with at most two decimals, or nil where there are none.
  ///
  /// Cut, not rounded, so that no list ever shows 60 for somebody who failed with 59.999.
  public var marksText: String? {
    guard case .marks(let marks) = value else { return nil }
    return marks.rounded(to: 2, .down).text
  }
}
