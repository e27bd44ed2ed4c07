// Questions, papers and sittings, in the thin form that a paper exam needs: what was asked, which version, who sat it.

public import Basics
public import Rubrics

/// One version of a question.
///
/// A changed question is a new version, never an edit.
public struct Question: Hashable, Sendable {
  public var id: String
  /// From 1.
  public var version: Int
  public var topic: String
  public var type: Blueprint.Part.QuestionType
  public var stem: String
  /// Empty for true or false.
  public var options: [String]
  /// Letters of the right options in order, `A` for true and `B` for false.
  public var answer: String

  public init(
    id: String, version: Int, topic: String, type: Blueprint.Part.QuestionType, stem: String,
    options: [String],
    answer: String
  ) {
    self.id = id
    self.version = version
    self.topic = topic
    self.type = type
    self.stem = stem
    self.options = options
    self.answer = answer
  }
}

/// A frozen theory paper: question ids with their versions, part by part.
public struct TheoryPaper: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public var id: String
    public var each: Marks
    public var questions: [QuestionVersion]

    public init(id: String, each: Marks, questions: [QuestionVersion]) {
      self.id = id
      self.each = each
      self.questions = questions
    }

    public var full: Marks { Marks(units: each.units * questions.count) }
  }

  public struct QuestionVersion: Hashable, Sendable {
    public var id: String
    public var version: Int

    public init(id: String, version: Int) {
      self.id = id
      self.version = version
    }
  }

  public var id: String
  public var variant: String
  public var parts: [Part]

  public init(id: String, variant: String, parts: [Part]) {
    self.id = id
    self.variant = variant
    self.parts = parts
  }

  public var full: Marks { Marks(units: parts.reduce(0) { $0 + $1.full.units }) }

  /// Where the paper does not have what the blueprint asks for: parts, numbers of questions, marks.
  public func faults(against blueprint: Blueprint) -> [Fault] {
    var faults: [Fault] = []
    for wanted in blueprint.parts {
      guard let part = parts.first(where: { $0.id == wanted.id }) else {
        faults.append(
          Fault("paper-part", zh: "试卷缺少“\(wanted.id)”部分", en: "the paper has no part \(wanted.id)"))
        continue
      }
      if part.questions.count != wanted.count || part.each != wanted.each {
        faults.append(
          Fault(
            "paper-count",
            zh:
              "“\(wanted.id)”应为 \(wanted.count) 题、每题 \(wanted.each) 分，现为 \(part.questions.count) 题、每题 \(part.each) 分",
            en:
              "part \(wanted.id) should have \(wanted.count) questions of \(wanted.each), it has \(part.questions.count) of \(part.each)"
          ))
      }
      if Set(part.questions.map(\.id)).count != part.questions.count {
        faults.append(
          Fault("paper-twice", zh: "“\(wanted.id)”中有重复试题", en: "part \(wanted.id) has a question twice"))
      }
    }
    return faults
  }
}

/// One candidate at one part of the exam: a seat in the theory room or a turn at a station.
public struct Sitting: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable { case theory, station }

  public var candidate: String
  public var kind: Kind
  /// The paper's or the module's id.
  public var what: String
  /// Seat or station.
  public var place: String
  public var start: Instant?
  public var finish: Instant?

  public init(
    candidate: String, kind: Kind, what: String, place: String, start: Instant? = nil, finish: Instant? = nil
  ) {
    self.candidate = candidate
    self.kind = kind
    self.what = what
    self.place = place
    self.start = start
    self.finish = finish
  }
}
