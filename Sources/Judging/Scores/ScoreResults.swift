// What computing one entry gives, from the judges' numbers up to the total, kept so that it can be explained.

public import Basics
public import Rubrics

/// The number of one unit: a panel's sheets, a criterion, an item, a deduction.
public struct UnitResult: Sendable {
  /// The unit's place in `Plan.units`.
  public var unit: Int
  /// The judges' numbers in byte order of their ids.
  public var numbers: [JudgeNumber] = []
  public var counting: [Counting] = []
  public var usedMean = false
  /// What the aggregation gave before any rounding.
  public var aggregated: Rational = .zero
  /// After the rounding of its stage.
  public var rounded: Rational = .zero
  /// The factor of the entries file or of the round, times the item's constant; nil where there is none.
  public var factor: Rational?
  /// The base of the entries file plus the item's constant; nil where there is none.
  public var base: Rational?
  /// What enters the module.
  public var value: Rational = .zero
  /// Marks taken off every judge's number.
  public var penalty: Rational = .zero
  /// Units from the clock, where the deduction is taken from it.
  public var clockUnits: Rational?

  public init(unit: Int) { self.unit = unit }
}

/// The marks of one module in one run.
public struct ModuleResult: Sendable {
  public var module: Int
  public var units: [UnitResult] = []
  /// Sum of the marks, before bonuses and deductions; nil where nothing was given.
  public var marks: Rational?
  public var bonus: Rational = .zero
  public var deducted: Rational = .zero
  /// Marks that are taken off the total instead of the module.
  public var offTotal: Rational = .zero
  /// Marks that are taken off the round's result instead.
  public var offRound: Rational = .zero
  /// After everything, rounded as the rubric says.
  public var value: Rational?

  public init(module: Int) { self.module = module }
}

/// One attempt within a round.
public struct RunResult: Sendable {
  public var run: Int
  public var status: EntryStatus?
  public var modules: [ModuleResult] = []
  public var value: Rational?
  /// Marks taken off in this run.
  public var deducted: Rational = .zero
  /// The part of them that is taken off the total.
  public var offTotal: Rational = .zero
  /// The part of them that was taken off the run's result.
  public var offRound: Rational = .zero
  /// Milliseconds from start to finish; nil where one of them is not known.
  public var time: Int?
  /// Whether it counts towards the round.
  public var counts = true

  public init(run: Int) { self.run = run }
}

/// One round of one entry.
public struct RoundResult: Sendable {
  public var runs: [RunResult] = []
  public var value: Rational?
  /// The result before it was turned into a rank, points or a share; nil where it was not.
  public var marks: Rational?
  /// Whether nothing was there and that counts as zero.
  public var isMissing = false
  /// Whether it counts towards the total: not before a restart, not beyond the best rounds.
  public var counts = true
  /// What enters the total.
  public var share: Rational?

  /// The value of a module in this round over its counting runs: of the best run, or their sum or mean.
  public func value(of module: Int, combine: Round.Combine) -> Rational? {
    let values = runs.filter(\.counts).compactMap { run in run.modules.first { $0.module == module }?.value }
    guard !values.isEmpty else { return nil }
    return combine == .sum ? values.sum : values.sum / values.count
  }
}

/// A veto that took effect.
public struct EffectiveVeto: Hashable, Sendable {
  /// Its place in `Plan.vetoes`.
  public var veto: Int
  public var round: Int
  public var run: Int
  /// Ids of those who confirmed it; empty where a decision did.
  public var confirmedBy: [String]
}

/// Everything computed about one entry.
public struct EntryResult: Sendable {
  /// Its place in the book.
  public var entry: Int
  public var status: EntryStatus
  public var isBlocked: Bool { !faults.isEmpty }
  /// Why it has no result yet.
  public var faults: [Fault] = []
  /// Worth knowing, without effect on the result.
  public var notes: [Fault] = []
  public var rounds: [RoundResult] = []
  public var vetoes: [EffectiveVeto] = []
  /// The total before scale and last rounding.
  public var sum: Rational?
  /// The total before the median's scale; nil without such a scale.
  public var beforeScale: Rational?
  /// The total on its scale, before the last rounding.
  public var unrounded: Rational?
  public var total: Rational?
  /// The numbers that are compared in order in place of a total; empty where the total decides.
  public var tuple: [Rational] = []
  /// The last round in which the total began anew for this entry; 0 where there is none.
  public var stage = 0
  public var passed: Bool?
  /// All marks taken off, for `fewest-deductions`.
  public var deducted: Rational = .zero
  /// Milliseconds from start to finish over all rounds and runs; nil where one has no times.
  public var time: Int?
  /// How many rounds the entry took part in before it did not advance.
  public var advanced: Int
  /// Whether rounds, modules and totals are all there is: what each judge gave is computed when somebody asks.
  var isLight = false
  /// Judges' numbers gathered for comparing, while they are gathered.
  var gathered: [(key: Placements.Key, number: Rational?)] = []
  /// Where judges differ more than the rubric allows.
  public var spreads: [Spread] = []

  public init(entry: Int, status: EntryStatus, rounds: Int) {
    self.entry = entry
    self.status = status
    advanced = rounds
  }
}
