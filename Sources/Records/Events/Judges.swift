// Statements on judges and what they are assigned to.

public import Basics
public import SQL

/// A judge, examiner, site judge or marshal of one event.
public struct JudgeRow: Hashable, Sendable {
  public var id: String
  public var event: String
  public var name: String
  /// Whom the judge works for; equal to a contestant's unit, it is a conflict of interest.
  public var unit: String
  /// The same human being in the register of people.
  public var person: String?
  public var tokenHash: String
  public var pinHash: String
  /// Wrong PINs since the last right one or the last minute of waiting.
  public var failures: Int
  public var barredUntil: Instant
  public var revoked: Instant?

  public init(
    id: String, event: String, name: String, unit: String = "", person: String? = nil, tokenHash: String,
    pinHash: String, failures: Int = 0, barredUntil: Instant = Instant(milliseconds: 0),
    revoked: Instant? = nil
  ) {
    self.id = id
    self.event = event
    self.name = name
    self.unit = unit
    self.person = person
    self.tokenHash = tokenHash
    self.pinHash = pinHash
    self.failures = failures
    self.barredUntil = barredUntil
    self.revoked = revoked
  }
}

/// A judge in a panel for one entry in one round.
public struct AssignmentRow: Hashable, Sendable {
  public var judge: String
  public var panel: String
  public var entry: String
  public var round: String

  public init(judge: String, panel: String, entry: String, round: String) {
    self.judge = judge
    self.panel = panel
    self.entry = entry
    self.round = round
  }
}

extension SQLTransaction {
  public func addJudge(_ judge: JudgeRow) throws {
    try run(
      """
      INSERT INTO judge (id, event, name, unit, person, token_hash, pin_hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, .text(judge.id), .text(judge.event), .text(judge.name), .text(judge.unit), .optional(judge.person),
      .text(judge.tokenHash), .text(judge.pinHash))
  }

  public func judge(_ id: String) throws -> JudgeRow? {
    try first("SELECT * FROM judge WHERE id = $1", .text(id)).map { try JudgeRow($0) }
  }

  public func judge(tokenHash: String) throws -> JudgeRow? {
    try first("SELECT * FROM judge WHERE token_hash = $1", .text(tokenHash)).map { try JudgeRow($0) }
  }

  /// Everybody who may judge in an event that is not over, in byte order of the ids.
  public func judgesAtWork() throws -> [JudgeRow] {
    try run(
      """
      SELECT j.* FROM judge j JOIN event e ON e.id = j.event
      WHERE j.revoked IS NULL AND e.state IN ('preparing', 'open', 'closed') ORDER BY j.id
      """
    ).map { try JudgeRow($0) }
  }

  public func judges(ofEvent event: String) throws -> [JudgeRow] {
    try run("SELECT * FROM judge WHERE event = $1 ORDER BY id", .text(event)).map { try JudgeRow($0) }
  }

  public func setFailures(_ failures: Int, barredUntil: Instant, ofJudge judge: String) throws {
    try run(
      "UPDATE judge SET failures = $2, barred_until = $3 WHERE id = $1", .text(judge), .integer(failures),
      .integer(barredUntil.milliseconds))
  }

  /// A new QR token and PIN; the old ones open nothing any more.
  public func setCredentials(tokenHash: String, pinHash: String, ofJudge judge: String) throws {
    try run(
      "UPDATE judge SET token_hash = $2, pin_hash = $3, failures = 0, barred_until = 0 WHERE id = $1",
      .text(judge),
      .text(tokenHash), .text(pinHash))
  }

  public func setRevoked(_ moment: Instant?, ofJudge judge: String) throws {
    try run("UPDATE judge SET revoked = $2 WHERE id = $1", .text(judge), .optional(moment?.milliseconds))
  }

  /// Assigns once; a revoked assignment comes back to life.
  public func assign(_ row: AssignmentRow) throws {
    try run(
      """
      INSERT INTO assignment (judge, panel, entry, round) VALUES ($1, $2, $3, $4)
      ON CONFLICT (judge, panel, entry, round) DO UPDATE SET revoked = NULL
      """, .text(row.judge), .text(row.panel), .text(row.entry), .text(row.round))
    try setRevoked(nil, sheetsOf: row)
  }

  public func revoke(_ row: AssignmentRow, at now: Instant) throws {
    try run(
      "UPDATE assignment SET revoked = $5 WHERE judge = $1 AND panel = $2 AND entry = $3 AND round = $4",
      .text(row.judge), .text(row.panel), .text(row.entry), .text(row.round), .integer(now.milliseconds))
    try setRevoked(now, sheetsOf: row)
  }

  private func setRevoked(_ moment: Instant?, sheetsOf row: AssignmentRow) throws {
    try run(
      "UPDATE sheet SET revoked = $5 WHERE judge = $1 AND panel = $2 AND entry = $3 AND round = $4",
      .text(row.judge), .text(row.panel), .text(row.entry), .text(row.round), .optional(moment?.milliseconds))
  }

  /// Assignments of a division that hold.
  public func assignments(ofDivision division: String) throws -> [AssignmentRow] {
    try run(
      """
      SELECT a.judge, a.panel, a.entry, a.round FROM assignment a JOIN entry e ON e.id = a.entry
      WHERE e.division = $1 AND a.revoked IS NULL ORDER BY a.entry, a.round, a.panel, a.judge
      """, .text(division)
    ).map {
      AssignmentRow(
        judge: try $0.text("judge"), panel: try $0.text("panel"), entry: try $0.text("entry"),
        round: try $0.text("round"))
    }
  }
}

extension JudgeRow {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.text("id"), event: try row.text("event"), name: try row.text("name"),
      unit: try row.text("unit"),
      person: try row.optionalText("person"), tokenHash: try row.text("token_hash"),
      pinHash: try row.text("pin_hash"), failures: try row.integer("failures"),
      barredUntil: Instant(milliseconds: try row.integer("barred_until")),
      revoked: try row.optionalInteger("revoked").map(Instant.init(milliseconds:)))
  }
}
