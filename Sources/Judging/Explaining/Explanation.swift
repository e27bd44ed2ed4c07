// How one result came about: every mark, what was dropped and why, every rounding, factor and tie-break step, as plain values.

public import Basics
public import Rubrics

/// One value on one judge's sheet.
public struct ExplainedMark: Hashable, Sendable {
  /// The id that the sheet carries: an item, a step of a checklist, a theory paper or a part of one.
  public var item: String
  /// The item it belongs to; differs from `item` for a step or a part.
  public var of: String
  public var title: Words
  /// What the judge wrote: a level, a reading, marks.
  public var written: String
  /// What it earned, in marks.
  public var marks: Rational
  /// A constant of the item that multiplies its marks inside the sheet total.
  public var times: Rational?
  /// How the item's marks, times the constant, are rounded; nil where they are not.
  public var rounding: Rounding?
  /// Taken away by a veto: counts as 0.
  public var isVoided: Bool
}

/// Where a number among the judges' comes from.
public enum NumberSource: String, Hashable, Sendable {
  case sheet
  /// An expected judge without a sheet, counted as 0.
  case noSheet = "no-sheet"
  /// A panel of which nobody has marked anything, counted as 0.
  case nobody
  case decision
}

/// An expected judge who gives no number, and why.
public struct LeftOutJudge: Hashable, Sendable {
  public enum Reason: String, Hashable, Sendable {
    case noSheet = "no-sheet"
    /// `NV` for one of `items`.
    case notSeen = "not-seen"
    /// Nothing for one of `items`, which others gave.
    case incomplete
    /// Not among the numbers that are compared, since the entry is out.
    case notCompared = "not-compared"
  }

  public var judge: String
  public var reason: Reason
  public var items: [String]
}

/// One judge in one unit.
public struct ExplainedJudge: Sendable {
  /// The judge's id; empty where no judge gave the number (see `source`).
  public var judge: String
  public var source: NumberSource
  public var marks: [ExplainedMark]
  /// The number that is aggregated, after a penalty on every award.
  public var sum: Rational
  /// The marks that were turned into `sum` as a rank, points or a share; nil where they were not.
  public var before: Rational?
  /// Every number that those marks were compared with, by entry.
  public var compared: [(entry: String, number: Rational)]
  /// How many entries have no number there, which counts as 0 and comes after all others.
  public var lacking: Int
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
  /// Whether no row means that nothing happened.
  public var isOptional: Bool
  public var judges: [ExplainedJudge]
  public var leftOut: [LeftOutJudge]
  /// The ids of its items.
  public var items: [String]
  public var aggregated: Rational
  public var rounding: Rounding?
  public var rounded: Rational
  public var factor: Rational?
  public var base: Rational?
  /// The rounding after the factor, before the base.
  public var factoredRounding: Rounding?
  public var productRounding: Rounding?
  /// The rounding of every sheet total.
  public var judgeRounding: Rounding?
  public var placing: Placing?
  /// Whether low numbers are the good ones: in a placing as it says, else where judges wrote ranks.
  public var lowestFirst: Bool
  public var double: DoubleMarking?
  public var off: Item.TakenOff
  public var value: Rational
  /// Taken off every judge's number before aggregation.
  public var penalty: Rational
  public var clock: ExplainedClock?
  /// How a deduction counts, for the clock and for units written by people.
  public var deduct: Deduct?
}

/// Start and finish against a time limit.
public struct ExplainedClock: Hashable, Sendable {
  public var item: String
  public var title: Words
  /// As written in the entries file: a time of day, or an instant in UTC.
  public var start: String?
  public var finish: String?
  /// From start to finish, in milliseconds; nil where one of them is not known.
  public var taken: Int?
  /// The module's time limit, in seconds.
  public var limit: Int
  /// The unit that is counted: second, minute, hour.
  public var per: String
  /// Units beyond the limit, exactly; nil without times.
  public var over: Rational?
  /// How the marks off are rounded.
  public var rounding: Rounding?
}

/// One module in one run.
public struct ExplainedModule: Sendable {
  public var id: String
  public var title: Words
  public var max: Marks?
  public var weight: Weight?
  public var units: [ExplainedUnit]
  /// Deductions by the clock that took nothing off: in time, or without times.
  public var inTime: [ExplainedClock]
  public var vetoes: [ExplainedVeto]
  public var marks: Rational?
  public var bonus: Rational
  public var deducted: Rational
  /// Taken off the total instead of the module.
  public var offTotal: Rational
  /// Taken off the round's result instead.
  public var offRound: Rational
  public var value: Rational?
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
  /// Confirmed by a decision on record instead of enough judges.
  public var byDecision: Bool
  /// How many judges must confirm it.
  public var confirmations: Int
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
  /// Milliseconds from start to finish; nil where one of them is not known.
  public var time: Int?
}

/// One round.
public struct ExplainedRound: Sendable {
  public var id: String
  public var title: Words
  public var weight: Weight?
  public var combine: Round.Combine
  public var best: Int
  /// The modules it uses, with their weights.
  public var uses: [Round.Use]
  /// What a round or a run without marks does.
  public var missing: Missing
  public var runMissing: Missing
  public var runs: [ExplainedRun]
  public var value: Rational?
  public var rounding: Rounding?
  /// The result before it was turned into a rank, points or a share.
  public var before: Rational?
  public var placing: Placing?
  /// Whether the lowest results come first in `placing`.
  public var lowestFirst: Bool
  public var compared: [(entry: String, number: Rational)]
  /// How many entries have no result there, which counts as 0 and comes after all others.
  public var lacking: Int
  /// Whether nothing was there and that counts as 0.
  public var isMissing: Bool
  public var times: Rational?
  /// Whether the total begins anew with it.
  public var restarts: Bool
  /// Whether it counts towards the total.
  public var counts: Bool
  public var share: Rational?
}

/// One rule from the value on a sheet to marks.
public struct ExplainedItem: Hashable, Sendable {
  public var slot: Slot
  /// The item it belongs to.
  public var of: String
  /// The criteria around it, outermost first.
  public var criteria: [String]
  public var module: String
  /// What `NP` counts.
  public var least: Rational
}

/// A number of those compared in order in place of a total.
public struct ExplainedCompare: Hashable, Sendable {
  public var step: Ranking.TieBreak
  public var value: Rational
  /// Whether the lower number is better.
  public var lowFirst: Bool
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
  /// How many of the best of some rounds count.
  public var roundGroups: [RoundGroup]
  public var order: Ranking.Order
  /// Marks taken off the total.
  public var offTotal: Rational
  /// Vetoes that void or cap the total.
  public var totalVetoes: [ExplainedVeto]
  public var medianScale: MedianScale?
  /// The median of all totals, where a scale is fixed at it.
  public var median: Rational?
  /// The numbers compared in order in place of a total.
  public var compares: [ExplainedCompare]
  public var gates: [GateOutcome]
  public var stations: [GateOutcome]
  public var cuts: [BorderlineCut]
  /// The pass rule behind `gates` and `stations`, in the same order.
  public var pass: Pass?
  public var total: Rational?
  public var totalText: String?
  public var passed: Bool?
  public var tieSteps: [TieStep]
  public var awards: [String]
  public var awardTitles: [Words]
  public var faults: [Fault]
  /// Worth knowing, without effect on the result.
  public var notes: [Fault]
  public var numbering: Ranking.Numbering
  public var ties: Ranking.Ties
  /// The last place for which ties are broken; nil: all.
  public var upTo: Int?
  /// What people decided on record about this entry.
  public var decisions: [ExplainedDecision]
  /// The drawn lot of the entries file.
  public var lot: Int?
  /// How items, criteria, modules, rounds and panels are called, by id.
  public var titles: [String: Words]
  /// The place of the last round in which the total began anew; 0 where there is none.
  public var stage: Int
  /// How many rounds the entry took part in before it did not advance.
  public var advanced: Int

  /// Everybody whose id the explanation names, in byte order.
  public var judgeIDs: [String] {
    let modules = rounds.flatMap(\.runs).flatMap(\.modules)
    let units = modules.flatMap(\.units)
    let named =
      units.flatMap(\.judges).map(\.judge) + units.flatMap(\.leftOut).map(\.judge)
      + modules.flatMap(\.vetoes).flatMap(\.confirmedBy)
    return Set(named).subtracting([""]).sorted { $0.precedesByBytes($1) }
  }
}

/// A decision on record, without the names of those who took it.
public struct ExplainedDecision: Hashable, Sendable {
  public var kind: Decision.Kind
  public var round: String?
  /// A panel, or in double marking `third` or `arbiter`.
  public var panel: String?
  public var item: String?
  public var value: String
}
