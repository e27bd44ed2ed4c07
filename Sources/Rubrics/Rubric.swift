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
