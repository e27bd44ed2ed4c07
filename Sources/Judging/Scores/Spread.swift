// Where judges differ more than the rubric allows, as a value that a chief judge can act on.

public import Basics
public import Rubrics

/// One difference beyond its limit.
public struct Spread: Hashable, Sendable {
  /// What one judge gave.
  public struct Number: Hashable, Sendable {
    public var judge: String
    public var value: Rational
  }

  /// The discussion on record.
  public struct Discussion: Hashable, Sendable {
    public var by: String
    public var reason: String
  }

  public var entry: String
  public var round: String
  /// From 1.
  public var run: Int
  public var panel: String
  /// The item or criterion compared; nil: whole sheets.
  public var item: String?
  public var name: Words
  public var action: Deviation.Action
  public var unit: Deviation.Unit
  public var allowed: Marks
  /// In marks or levels, also where the limit is a percentage.
  public var difference: Rational
  /// In byte order of the judges' ids.
  public var numbers: [Number]
  /// Nil until somebody has recorded it.
  public var discussion: Discussion?

  /// Whether a person still has to act before there is a result.
  public var isOpen: Bool {
    switch action {
    case .flag: false
    case .discuss: discussion == nil
    case .block: true
    }
  }
}

extension Evaluator {
  /// Whether a judge without a sheet here is excused on record, or was never assigned.
  func isExcused(_ judge: Int, panel: Int, _ cell: Cell) -> Bool {
    (decisionsOfEntry[cell.entry.id] ?? []).contains { decision in
      decision.kind == .judgeExcused && decision.value == judgeIDs[judge]
        && (decision.round == nil || decision.round == cell.round)
        && (decision.panel == nil || decision.panel == panel)
    }
  }
}
