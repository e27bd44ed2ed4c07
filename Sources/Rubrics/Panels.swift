// Who marks, how the numbers of several people become one, and how far they may differ.

public import Basics

/// A group of people (or a machine) whose marks become one number.
public struct Panel: Hashable, Sendable {
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case judges
    case marshals
    case machine
    case `public`
  }

  public var id: String
  public var role: Role
  /// Whether the panel sees codes only.
  public var blind: Bool
  public var label: Label
  public var aggregate: Aggregate
  /// Two markers and what happens where they differ; then the aggregation is not used.
  public var double: DoubleMarking?
  public var deviations: [Deviation]
  public var missing: Missing?
  public var line: Int

  public init(
    id: String, role: Role, blind: Bool, label: Label, aggregate: Aggregate, double: DoubleMarking? = nil,
    deviations: [Deviation] = [], missing: Missing? = nil, line: Int = 0
  ) {
    self.id = id
    self.role = role
    self.blind = blind
    self.label = label
    self.aggregate = aggregate
    self.double = double
    self.deviations = deviations
    self.missing = missing
    self.line = line
  }
}

/// How the numbers of several judges become one.
public struct Aggregate: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable, CaseIterable {
    case mean
    /// Drop the highest and lowest, then the mean of the rest.
    case trimmedMean = "trimmed-mean"
    /// Drop the highest and lowest, then the sum of the rest.
    case trimmedSum = "trimmed-sum"
    case median
    case sum
    /// The mean of the best few.
    case bestOf = "best-of"
    /// Exactly one judge; several must agree.
    case single
  }

  public enum IfFewer: String, Hashable, Sendable, CaseIterable {
    case mean
    case block
  }

  public var method: Method
  public var dropHigh: Int
  public var dropLow: Int
  /// How many count, for `best-of`.
  public var best: Int?
  public var minJudges: Int
  public var ifFewer: IfFewer
  /// How many judges there must be, no more and no fewer; nil: any number from `minJudges` on.
  public var judges: Int?
  /// What each judge's number is turned into first, compared with that judge's other entries; nil: marks stay marks.
  public var placing: Placing?

  public init(
    method: Method, dropHigh: Int = 0, dropLow: Int = 0, best: Int? = nil, minJudges: Int = 1,
    ifFewer: IfFewer = .block, judges: Int? = nil, placing: Placing? = nil
  ) {
    self.method = method
    self.dropHigh = dropHigh
    self.dropLow = dropLow
    self.best = best
    self.minJudges = minJudges
    self.ifFewer = ifFewer
    self.judges = judges
    self.placing = placing
  }
}

/// Numbers of several entries turned into ranks, points by place, or shares of their sum.
public struct Placing: Hashable, Sendable {
  public enum As: String, Hashable, Sendable, CaseIterable {
    /// 1 is first.
    case rank
    /// What `points` gives for the place; 0 beyond the list.
    case points
    /// Percent of the sum over the entries compared.
    case share
  }

  public enum Tied: String, Hashable, Sendable, CaseIterable {
    /// Equal numbers share the mean of the places (or points) that they cover.
    case average
    /// Equal numbers all get the best of the places that they cover.
    case best
  }

  public enum First: String, Hashable, Sendable, CaseIterable { case highest, lowest }
  public enum Within: String, Hashable, Sendable, CaseIterable { case division, all }

  public var `as`: As
  /// From the first place on.
  public var points: [Weight]
  public var tied: Tied
  /// Which numbers come first; nil: the lowest where they are ranks themselves, else the highest.
  public var first: First?
  public var within: Within

  public init(
    `as`: As, points: [Weight] = [], tied: Tied = .average, first: First? = nil, within: Within = .division
  ) {
    self.as = `as`
    self.points = points
    self.tied = tied
    self.first = first
    self.within = within
  }
}

/// Two people mark the same work; a third, and where the scheme says so an arbiter, settles what differs too much.
public struct DoubleMarking: Hashable, Sendable {
  public enum Scheme: String, Hashable, Sendable, CaseIterable {
    /// Within the tolerance the mean; else the third mark, the leader's, is final.
    case leader = "2+1"
    /// A third mark decides which of the two it is near to; where it is near to neither, an arbiter's mark is final.
    case arbitration = "2+1+arbitration"
  }

  public enum Per: String, Hashable, Sendable, CaseIterable { case sheet, item }

  public var scheme: Scheme
  /// The largest difference, in marks, that still counts as agreement.
  public var tolerance: Marks
  /// Whether sheet totals are compared or every item by itself.
  public var per: Per

  public init(scheme: Scheme, tolerance: Marks, per: Per = .sheet) {
    self.scheme = scheme
    self.tolerance = tolerance
    self.per = per
  }
}

/// How far judges may differ before somebody must look.
public struct Deviation: Hashable, Sendable {
  public enum Scope: String, Hashable, Sendable, CaseIterable { case item, criterion, sheet }
  public enum Unit: String, Hashable, Sendable, CaseIterable { case points, percent, levels }
  public enum Comparison: String, Hashable, Sendable, CaseIterable {
    case range
    case fromMedian = "from-median"
  }
  public enum Action: String, Hashable, Sendable, CaseIterable { case flag, discuss, block }

  public var scope: Scope
  public var max: Marks
  public var unit: Unit
  public var compare: Comparison
  public var action: Action

  public init(scope: Scope, max: Marks, unit: Unit, compare: Comparison, action: Action) {
    self.scope = scope
    self.max = max
    self.unit = unit
    self.compare = compare
    self.action = action
  }
}
