// How one result came about: every mark, what was dropped and why, every rounding, factor and tie-break step, as plain values.

public import Basics
public import Rubrics

/// One item on one judge's sheet.
public struct ExplainedMark: Hashable, Sendable {
  public var item: String
  public var title: Words
  /// What the judge wrote: a level, a reading, marks.
  public var written: String
  /// What it earned, in marks.
  public var marks: Rational
  /// A constant of the item that multiplies its marks inside the sheet total.
  public var times: Rational?
  /// How the marks, times the constant, are rounded.
  public var rounding: Rounding?
  /// Taken away by a veto: counts as 0.
  public var isVoided: Bool
}

/// One judge in one unit.
public struct ExplainedJudge: Sendable {
  public var judge: String
  public var marks: [ExplainedMark]
  /// The number that is aggregated, after a penalty on every award.
  public var sum: Rational
  /// The marks that were turned into `sum` as a rank, points or a share; nil where they were not.
  public var before: Rational?
  /// Every number that those marks were compared with, by entry.
  public var compared: [(entry: String, number: Rational)]
  /// `first`, `second`, `third` or `arbiter` in double marking.
  public var part: String?
  public var counting: Counting
}

/// One panel's number, one criterion's, one deduction.
public struct ExplainedUnit: Sendable {
  public var id: String
  public var title: Words
  public var panel: String
  public var panelTitle: Words
  public var aggregate: Aggregate
  public var usedMean: Bool
  public var effect: Unit.Effect
  public var isBonus: Bool
  public var judges: [ExplainedJudge]
  public var aggregated: Rational
  public var rounding: Rounding?
  public var rounded: Rational
  public var factor: Rational?
  public var base: Rational?
  /// The rounding after the factor, before the base.
  public var factoredRounding: Rounding?
  public var productRounding: Rounding?
  /// The rounding of every item, where it is one for all, and of every sheet total.
  public var itemRounding: Rounding?
  public var judgeRounding: Rounding?
  public var placing: Placing?
  /// Whether low numbers come first where the rubric does not say.
  public var lowestFirst: Bool
  public var double: DoubleMarking?
  public var off: Item.TakenOff
  public var value: Rational
  /// Taken off every judge's number before aggregation.
  public var penalty: Rational
  public var clockUnits: Rational?
  /// How a deduction counts, for the clock and for units written by people.
  public var deduct: Deduct?
}

/// One module in one run.
public struct ExplainedModule: Sendable {
  public var id: String
  public var title: Words
  public var max: Marks?
  public var weight: Weight?
  public var units: [ExplainedUnit]
  public var vetoes: [ExplainedVeto]
  public var marks: Rational?
  public var bonus: Rational
  public var deducted: Rational
  /// Taken off the total instead of the module.
  public var offTotal: Rational
  public var value: Rational?
  /// Taken off the round's result instead.
  public var offRound: Rational
  public var rounding: Rounding?
  /// A constant that the round multiplies it by.
  public var times: Rational?
  /// What enters the round.
  public var share: Rational?
}

/// A veto that took effect.
public struct ExplainedVeto: Hashable, Sendable {
  public var item: String
  public var title: Words
  public var effect: Veto.Effect
  /// The item or criterion that it takes away.
  public var ref: String?
  public var cap: Marks?
  public var confirmedBy: [String]
}

/// One attempt.
public struct ExplainedRun: Sendable {
  public var run: Int
  public var status: EntryStatus?
  public var counts: Bool
  public var modules: [ExplainedModule]
  public var value: Rational?
  /// What was taken off the sum of the modules.
  public var offRound: Rational
}

/// One round.
public struct ExplainedRound: Sendable {
  public var id: String
  public var title: Words
  public var weight: Weight?
  public var combine: Round.Combine
  public var best: Int
  public var runs: [ExplainedRun]
  public var value: Rational?
  public var rounding: Rounding?
  /// The result before it was turned into a rank, points or a share.
  public var before: Rational?
  public var placing: Placing?
  public var compared: [(entry: String, number: Rational)]
  public var times: Rational?
  /// Whether the total begins anew with it.
  public var restarts: Bool
  /// Whether it counts towards the total.
  public var counts: Bool
  public var share: Rational?
}

/// The whole way from the marks to the place of one entry.
public struct Explanation: Sendable {
  public var rubricID: String
  public var rubricVersion: Int
  public var rubricSHA256: String
  public var rubricTitle: Words
  public var entry: String
  public var name: String?
  public var division: String?
  public var status: String
  public var place: String?
  public var divisionPlace: String?
  public var rounds: [ExplainedRound]
  public var roundings: [Rounding]
  public var scale: Marks
  public var isWeighted: Bool
  /// The sum of the rounds' shares, before scale and final rounding.
  public var sum: Rational
  public var bestRounds: Int?
  public var order: Ranking.Order
  /// Marks taken off the total.
  public var offTotal: Rational
  /// Vetoes that void or cap the total.
  public var totalVetoes: [ExplainedVeto]
  public var medianScale: MedianScale?
  /// The median of all totals, where a scale is fixed at it.
  public var median: Rational?
  /// The numbers compared in order in place of a total.
  public var compares: [(step: Ranking.TieBreak, value: Rational)]
  public var gates: [GateOutcome]
  public var stations: [GateOutcome]
  public var cuts: [BorderlineCut]
  public var vetoFails: Bool
  public var total: Rational?
  public var totalText: String?
  public var passed: Bool?
  public var tieSteps: [TieStep]
  public var awards: [String]
  public var awardTitles: [Words]
  public var faults: [Fault]
}
