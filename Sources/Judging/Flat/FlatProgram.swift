// The steps of one group of entries with the same judges: units to modules to rounds to the total, all constants worked out.

import Basics
import Rubrics

/// One unit in one round: which columns hold its marks and what is made of them.
struct FlatUnit: Sendable {
  enum Role: Hashable, Sendable {
    case add
    case bonus
    case subtract
    case offTotal
    /// Only has to be there.
    case presence
  }

  /// How judges' numbers become one.
  enum Way: Hashable, Sendable {
    case sum(dropHigh: Bool, dropLow: Bool)
    /// Sorted ascending, the numbers from `from` up to `to` are added.
    case ordered(from: Int, to: Int)
    /// All must be equal; where they differ the entry is left to the general evaluator.
    case equal
  }

  /// Its place in `Plan.units`.
  var unit: Int
  var role: Role
  /// The first of its columns: judge by judge, within a judge slot by slot.
  var firstColumn: Int
  var judges: Int
  var columnsPerJudge: Int
  /// What each column of a judge is multiplied by; empty where all are 1.
  var multipliers: [Int] = []
  var ofJudge: FlatStep?
  var way: Way
  /// The largest magnitude of any sum over columns and judges.
  var reach = 0
  /// A larger spread of the judges' numbers, in their registers, is left to the general evaluator.
  var mostSpread: Int?
  /// From the judges' registers to the module's scale.
  var steps: [FlatStep] = []
}

/// One module in one round.
struct FlatModule: Sendable {
  var module: Int
  var units: [FlatUnit] = []
  /// Scale of the marks before the module's rounding.
  var before = FlatNumber.zero
  /// Full marks on that scale.
  var full: Int?
  var rounding: FlatStep?
  var number = FlatNumber.zero
  /// To the round's scale.
  var share: [FlatStep] = []
  /// Marks off the module, and off the total.
  var deducted = FlatNumber.zero
  var offTotal = FlatNumber.zero
  /// To the scale of what is taken off the total.
  var offStep = FlatStep(by: 1)
}

/// One round.
struct FlatRound: Sendable {
  var modules: [FlatModule] = []
  var rounding: FlatStep?
  var number = FlatNumber.zero
  var toShare = FlatStep(by: 1)
  var share = FlatNumber.zero
  /// From the share to the total's scale.
  var toTotal = FlatStep(by: 1)
}

/// Everything about one group of entries.
struct FlatProgram: Sendable {
  var rounds: [FlatRound] = []
  var columns: [FlatColumn] = []
  /// Sum of the shares.
  var sum = FlatNumber.zero
  /// On the rubric's scale, less what is taken off.
  var unrounded = FlatNumber.zero
  var toScale = FlatStep(by: 1)
  /// From the scale of what is taken off the total; nil where nothing is.
  var offToScale: FlatStep?
  var final: FlatStep?
  var total = FlatNumber.zero
}

/// Where the cells of one column come from.
struct FlatColumn: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    /// One slot of one judge (by rank), which must be there.
    case slot(Int, judge: Int)
    /// A theory paper of one judge: its whole mark, else its parts.
    case paper(item: Int, judge: Int)
    /// A slot of one judge that may be left out.
    case optional(Int, judge: Int)
    /// What those who wrote anything wrote, which must agree.
    case agreed(Int)
    /// A deduction taken from start and finish.
    case clock(item: Int)
    /// Nothing may be written here, or the general evaluator is asked.
    case nothing(Int)
  }

  var source: Source
  var round: Int
  /// Bounds in millionths.
  var low: Int
  var high: Int
}
