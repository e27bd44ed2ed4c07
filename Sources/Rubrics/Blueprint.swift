// The theory paper of a module: parts of questions drawn by topic from a bank.

public import Basics

/// A theory paper: parts of questions drawn by topic from a bank.
public struct Blueprint: Hashable, Sendable {
  public enum Variant: String, Hashable, Sendable, CaseIterable {
    case onePaper = "one-paper"
    case ab = "a-b"
    case perCandidate = "per-candidate"
  }

  public struct Part: Hashable, Sendable {
    public enum QuestionType: String, Hashable, Sendable, CaseIterable {
      case singleChoice = "single-choice"
      case multipleChoice = "multiple-choice"
      case trueFalse = "true-false"
      case shortText = "short-text"
    }

    public var id: String
    public var label: Label
    public var type: QuestionType
    public var each: Marks
    /// `all-or-nothing` or `half-if-subset`, for multiple choice.
    public var partial: String?
    public var picks: [Pick]
    public var line: Int

    public init(
      id: String, label: Label, type: QuestionType, each: Marks, partial: String? = nil, picks: [Pick],
      line: Int = 0
    ) {
      self.id = id
      self.label = label
      self.type = type
      self.each = each
      self.partial = partial
      self.picks = picks
      self.line = line
    }

    public var count: Int { picks.reduce(0) { $0 + $1.count } }
    public var max: Marks { Marks(units: each.units * count) }
  }

  public struct Pick: Hashable, Sendable {
    public var topic: String
    public var count: Int
    public var difficulty: String?
    public var mandatory: Bool

    public init(topic: String, count: Int, difficulty: String? = nil, mandatory: Bool = false) {
      self.topic = topic
      self.count = count
      self.difficulty = difficulty
      self.mandatory = mandatory
    }
  }

  public var bank: String
  public var variant: Variant
  public var shuffleOptions: Bool
  public var parts: [Part]

  public init(bank: String, variant: Variant, shuffleOptions: Bool, parts: [Part]) {
    self.bank = bank
    self.variant = variant
    self.shuffleOptions = shuffleOptions
    self.parts = parts
  }
}
