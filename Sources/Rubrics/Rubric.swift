// The rubric as plain data: what judges mark, how marks become a result, and what a result earns.

public import Basics

/// Texts of one thing: a title and hints, in the languages of the rubric.
public struct Label: Hashable, Sendable {
  public var title: Words
  public var hint: Words?

  public init(title: Words, hint: Words? = nil) {
    self.title = title
    self.hint = hint
  }
}

/// What kind of event a rubric serves.
public enum EventKind: String, Hashable, Sendable, CaseIterable {
  case contest
  case exam
  case training
}

/// What happens where a mark, a judge, a run or a round is missing (contract, section 2).
public enum Missing: String, Hashable, Sendable, CaseIterable {
  /// No result until it is there.
  case block
  /// As if it had never been expected.
  case absent
  /// Counts as zero.
  case zero
}

/// What the value `NV` (could not see) does.
public enum NotSeen: String, Hashable, Sendable, CaseIterable {
  case block
  case absent
}

/// A whole rubric.
///
/// `sha256` is the digest of the bytes it was read from.
public struct Rubric: Hashable, Sendable {
  public var id: String
  public var version: Int
  public var schemaVersion: String
  public var kind: EventKind
  public var sha256: String
  public var label: Label
  public var occupation: Occupation?
  public var panels: [Panel]
  public var modules: [Module]
  public var rounds: [Round]
  public var results: Results

  public init(
    id: String, version: Int, schemaVersion: String, kind: EventKind, sha256: String, label: Label,
    occupation: Occupation?, panels: [Panel], modules: [Module], rounds: [Round], results: Results
  ) {
    self.id = id
    self.version = version
    self.schemaVersion = schemaVersion
    self.kind = kind
    self.sha256 = sha256
    self.label = label
    self.occupation = occupation
    self.panels = panels
    self.modules = modules
    self.rounds = rounds
    self.results = results
  }
}

/// The occupation and level an exam is about, for example 4-10-01-06, level 5.
public struct Occupation: Hashable, Sendable {
  public var code: String
  public var level: Int?

  public init(code: String, level: Int?) {
    self.code = code
    self.level = level
  }
}

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
  public var deviations: [Deviation]
  public var missing: Missing?
  public var line: Int

  public init(
    id: String, role: Role, blind: Bool, label: Label, aggregate: Aggregate, deviations: [Deviation] = [],
    missing: Missing? = nil, line: Int = 0
  ) {
    self.id = id
    self.role = role
    self.blind = blind
    self.label = label
    self.aggregate = aggregate
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

  public init(
    method: Method, dropHigh: Int = 0, dropLow: Int = 0, best: Int? = nil, minJudges: Int = 1,
    ifFewer: IfFewer = .block
  ) {
    self.method = method
    self.dropHigh = dropHigh
    self.dropLow = dropLow
    self.best = best
    self.minJudges = minJudges
    self.ifFewer = ifFewer
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
