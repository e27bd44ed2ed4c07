// Statements on identity checks at the door of an exam.

internal import Basics
public import Exams
public import SQL

extension SQLTransaction {
  /// Adds one look at a candidate's document; `check.candidate` is the participation.
  public func addIdentityCheck(_ check: IdentityCheck, id: String) throws {
    try run(
      """
      INSERT INTO identity_check (id, participation, result, document, checked_by, checked, note)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      [
        .text(id), .text(check.candidate), .text(check.result.rawValue), .optional(check.document?.rawValue),
        .text(check.by), .integer(check.at.milliseconds), .optional(check.note),
      ])
  }

  /// The looks at one candidate's document, in the order of time.
  public func identityChecks(ofParticipation participation: String) throws -> [IdentityCheck] {
    try run(
      "SELECT * FROM identity_check WHERE participation = $1 ORDER BY checked, id", .text(participation)
    ).map { try IdentityCheck($0) }
  }

  /// The looks at all candidates of an event, by participation and time.
  public func identityChecks(ofEvent event: String) throws -> [IdentityCheck] {
    try run(
      """
      SELECT c.* FROM identity_check c JOIN participation p ON p.id = c.participation
      WHERE p.event = $1 ORDER BY c.participation, c.checked, c.id
      """, .text(event)
    ).map { try IdentityCheck($0) }
  }
}

extension IdentityCheck {
  init(_ row: SQLRow) throws {
    guard let result = Result(rawValue: try row.text("result")) else {
      throw SQLFailure.damaged("identity_check \(try row.text("id"))")
    }
    self.init(
      candidate: try row.text("participation"), result: result,
      document: try row.optionalText("document").flatMap(Document.init(rawValue:)),
      by: try row.text("checked_by"),
      at: Instant(milliseconds: try row.integer("checked")), note: try row.optionalText("note"))
  }
}
