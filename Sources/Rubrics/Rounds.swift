// Rounds: which modules count in a stage of the event, how its runs combine, and where numbers are rounded.

public import Basics

/// A stage of the event: which modules count in it, and with which weight.
public struct Round: Hashable, Sendable {
  public enum Combine: String, Hashable, Sendable, CaseIterable {
    case sum
    case mean
    /// The best run, or the mean of the best few.
    case best
    case last
  }

  public struct Use: Hashable, Sendable {
    public var module: String
    /// Percent of the round; nil where the module's marks count as they are.
    public var weight: Weight?
    /// A constant multiplier of the module's marks; nil is 1.
    public var times: Rational?
    public var line: Int

    public init(module: String, weight: Weight?, times: Rational? = nil, line: Int = 0) {
      self.module = module
      self.weight = weight
      self.times = times
      self.line = line
    }
  }

  /// A factor that an item has in this round where `--entries` gives none.
  public struct Factor: Hashable, Sendable {
    public var item: String
    public var value: Weight
    public var line: Int

    public init(item: String, value: Weight, line: Int = 0) {
      self.item = item
      self.value = value
      self.line = line
    }
  }

  public var id: String
  public var label: Label
  public var uses: [Use]
  public var factors: [Factor]
  /// Percent of the total; nil where the round's result counts as it is.
  public var weight: Weight?
  /// A constant multiplier of the round's result; nil is 1.
  public var times: Rational?
  /// Whether the total begins anew here: for those who get this far, earlier rounds count no more.
  public var restarts: Bool
  /// What the round's results are turned into, compared over the entries; nil: they stay as they are.
  public var placing: Placing?
  /// Attempts within the round.
  public var runs: Int
  /// How runs become the round's result.
  public var combine: Combine
  /// How many of the best runs count, for `best` (their mean) and `sum`; 0 with `sum` is all of them.
  public var best: Int
  public var missing: Missing?
  public var runMissing: Missing?
  public var line: Int

  public init(
    id: String, label: Label, uses: [Use], factors: [Factor] = [], weight: Weight? = nil,
    times: Rational? = nil, restarts: Bool = false, placing: Placing? = nil, runs: Int = 1,
    combine: Combine = .best, best: Int? = nil, missing: Missing? = nil, runMissing: Missing? = nil,
    line: Int = 0
  ) {
    self.id = id
    self.label = label
    self.uses = uses
    self.factors = factors
    self.weight = weight
    self.times = times
    self.restarts = restarts
    self.placing = placing
    self.runs = runs
    self.combine = combine
    self.best = best ?? (combine == .best ? 1 : 0)
    self.missing = missing
    self.runMissing = runMissing
    self.line = line
  }
}

/// Where a number is rounded, to how many decimals, and how (contract, section 6).
public struct Rounding: Hashable, Sendable {
  public enum Stage: String, Hashable, Sendable, CaseIterable {
    /// What one item gives one judge's sheet.
    case item
    /// One judge's sheet total.
    case judge
    /// What a criterion or item with its own aggregate gives.
    case component
    /// That, times its factor.
    case factored
    /// That, with its base.
    case product
    /// What the panel's sheets of one module give.
    case panel
    /// The module's marks after bonuses, deductions and vetoes.
    case module
    /// The round's result.
    case round
    /// The total.
    case final
    /// The pass mark that borderline regression gives for a station.
    case cut
  }

  public var stage: Stage
  public var decimals: Int
  public var mode: RoundingMode

  public init(stage: Stage, decimals: Int, mode: RoundingMode) {
    self.stage = stage
    self.decimals = decimals
    self.mode = mode
  }
}

/// What a module, a criterion or an item says of a stage for itself, in place of what the results say.
public struct OwnRounding: Hashable, Sendable {
  public var stage: Rounding.Stage
  /// Nil: here this stage does not round.
  public var decimals: Int?
  public var mode: RoundingMode

  public init(stage: Rounding.Stage, decimals: Int?, mode: RoundingMode = .halfUp) {
    self.stage = stage
    self.decimals = decimals
    self.mode = mode
  }

  /// The rule; nil where it switches the stage off.
  public var rule: Rounding? { decimals.map { Rounding(stage: stage, decimals: $0, mode: mode) } }
}
