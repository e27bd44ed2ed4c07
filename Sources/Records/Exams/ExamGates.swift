// Statements on the gates of exams as they were decided, revision by revision.

public import Basics
public import Exams
public import SQL

/// The outcome of one candidate as it was decided.
public struct DecidedOutcome: Hashable, Sendable {
  /// From 1; a later revision stands in for the earlier ones.
  public var revision: Int
  /// Its candidate is the participation.
  public var outcome: ExamOutcome
  public var by: String
  public var decided: Instant

  public init(revision: Int, outcome: ExamOutcome, by: String, decided: Instant) {
    self.revision = revision
    self.outcome = outcome
    self.by = by
    self.decided = decided
  }
}

extension SQLTransaction {
  /// Keeps the decided gates of one candidate; none of them may be pending.
  public func addOutcome(_ decided: DecidedOutcome) throws {
    for (index, result) in decided.outcome.gates.enumerated() {
      try run(
        """
        INSERT INTO exam_gate (participation, revision, position, gate, title_zh, title_en, minimum, state, value,
          carried_from, decided_by, decided)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        [
          .text(decided.outcome.candidate), .integer(decided.revision), .integer(index + 1),
          .text(result.gate.id),
          .text(result.gate.title.zh), .text(result.gate.title.en), .text(result.gate.minimum.description),
          .text(result.state.rawValue), .optional(result.marksText), .optional(result.carriedFrom),
          .text(decided.by), .integer(decided.decided.milliseconds),
        ])
    }
  }

  /// The outcome of a candidate that stands; nil where nothing is decided.
  public func outcome(ofParticipation participation: String) throws -> DecidedOutcome? {
    try outcomes(
      """
      SELECT * FROM exam_gate WHERE participation = $1
        AND revision = (SELECT MAX(revision) FROM exam_gate WHERE participation = $1)
      ORDER BY participation, position
      """, participation
    ).first
  }

  /// The outcomes of an event's candidates that stand, in byte order of participations.
  public func outcomes(ofEvent event: String) throws -> [DecidedOutcome] {
    try outcomes(
      """
      SELECT g.* FROM exam_gate g JOIN participation p ON p.id = g.participation
      WHERE p.event = $1 AND g.revision =
        (SELECT MAX(later.revision) FROM exam_gate later WHERE later.participation = g.participation)
      ORDER BY g.participation, g.position
      """, event)
  }

  private func outcomes(_ sql: String, _ key: String) throws -> [DecidedOutcome] {
    var found: [DecidedOutcome] = []
    for row in try run(sql, .text(key)) {
      let participation = try row.text("participation")
      let result = try GateResult(row)
      if found.last?.outcome.candidate == participation {
        found[found.count - 1].outcome.gates.append(result)
      } else {
        found.append(
          DecidedOutcome(
            revision: try row.integer("revision"),
            outcome: ExamOutcome(candidate: participation, gates: [result]),
            by: try row.text("decided_by"), decided: Instant(milliseconds: try row.integer("decided"))))
      }
    }
    return found
  }
}

extension GateResult {
  init(_ row: SQLRow) throws {
    guard let minimum = Marks(try row.text("minimum")), let state = State(rawValue: try row.text("state"))
    else {
      throw SQLFailure.damaged("exam_gate of \(try row.text("participation"))")
    }
    let gate = Gate(
      id: try row.text("gate"), title: Words(zh: try row.text("title_zh"), en: try row.text("title_en")),
      minimum: minimum)
    let value: GateValue
    if let text = try row.optionalText("value") {
      guard let marks = Rational(text: text) else {
        throw SQLFailure.damaged("exam_gate of \(try row.text("participation"))")
      }
      value = .marks(marks)
    } else {
      value = state == .absent ? .absent : .vetoed
    }
    self.init(gate: gate, value: value, carriedFrom: try row.optionalText("carried_from"))
  }
}
