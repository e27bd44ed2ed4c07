// Statements on what people decided and observed on record.

public import Basics
public import SQL

/// What people decided (contract, section 4).
public struct DecisionRow: Hashable, Sendable {
  public var id: String
  public var event: String
  public var division: String
  public var entry: String
  public var round: String?
  public var panel: String?
  public var item: String?
  public var decision: String
  public var value: String
  public var by: String
  public var reason: String

  public init(
    id: String, event: String, division: String, entry: String, round: String? = nil, panel: String? = nil,
    item: String? = nil, decision: String, value: String, by: String, reason: String
  ) {
    self.id = id
    self.event = event
    self.division = division
    self.entry = entry
    self.round = round
    self.panel = panel
    self.item = item
    self.decision = decision
    self.value = value
    self.by = by
    self.reason = reason
  }
}

/// What was seen on site: start and finish of an entry's work.
public struct ObservationRow: Hashable, Sendable {
  public var id: String
  public var event: String
  public var division: String
  public var entry: String
  public var round: String?
  public var run: Int?
  public var item: String?
  public var start: Instant?
  public var finish: Instant?
  public var note: String
  public var by: String

  public init(
    id: String, event: String, division: String, entry: String, round: String? = nil, run: Int? = nil,
    item: String? = nil, start: Instant? = nil, finish: Instant? = nil, note: String = "", by: String
  ) {
    self.id = id
    self.event = event
    self.division = division
    self.entry = entry
    self.round = round
    self.run = run
    self.item = item
    self.start = start
    self.finish = finish
    self.note = note
    self.by = by
  }
}

extension SQLTransaction {
  public func addDecision(_ row: DecisionRow, at now: Instant) throws {
    try run(
      """
      INSERT INTO decision
        (id, event, division, entry, round, panel, item, decision, value, decided_by, reason, decided)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """,
      [
        .text(row.id), .text(row.event), .text(row.division), .text(row.entry), .optional(row.round),
        .optional(row.panel), .optional(row.item), .text(row.decision), .text(row.value), .text(row.by),
        .text(row.reason), .integer(now.milliseconds),
      ])
  }

  /// Decisions of a division that stand, in the order in which they were made.
  public func decisions(ofDivision division: String) throws -> [DecisionRow] {
    try run(
      "SELECT * FROM decision WHERE division = $1 AND superseded_by IS NULL ORDER BY decided, id",
      .text(division)
    ).map { row in
      DecisionRow(
        id: try row.text("id"), event: try row.text("event"), division: division,
        entry: try row.text("entry"),
        round: try row.optionalText("round"), panel: try row.optionalText("panel"),
        item: try row.optionalText("item"), decision: try row.text("decision"), value: try row.text("value"),
        by: try row.text("decided_by"), reason: try row.text("reason"))
    }
  }

  public func addObservation(_ row: ObservationRow, at now: Instant) throws {
    try run(
      """
      INSERT INTO observation
        (id, event, division, entry, round, run, item, start, finish, note, observed_by, observed)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """,
      [
        .text(row.id), .text(row.event), .text(row.division), .text(row.entry), .optional(row.round),
        .optional(row.run), .optional(row.item), .optional(row.start?.milliseconds),
        .optional(row.finish?.milliseconds), .text(row.note), .text(row.by), .integer(now.milliseconds),
      ])
  }

  /// Observations of a division that stand, in the order in which they were made.
  public func observations(ofDivision division: String) throws -> [ObservationRow] {
    try run(
      "SELECT * FROM observation WHERE division = $1 AND superseded_by IS NULL ORDER BY observed, id",
      .text(division)
    ).map { row in
      ObservationRow(
        id: try row.text("id"), event: try row.text("event"), division: division,
        entry: try row.text("entry"),
        round: try row.optionalText("round"), run: try row.optionalInteger("run"),
        item: try row.optionalText("item"),
        start: try row.optionalInteger("start").map(Instant.init(milliseconds:)),
        finish: try row.optionalInteger("finish").map(Instant.init(milliseconds:)),
        note: try row.text("note"),
        by: try row.text("observed_by"))
    }
  }

  /// Marks an observation as replaced by a later one; both stay on record.
  public func supersede(observation: String, by later: String) throws {
    try run("UPDATE observation SET superseded_by = $2 WHERE id = $1", .text(observation), .text(later))
  }

  /// Marks a decision as replaced by a later one; both stay on record.
  public func supersede(decision: String, by later: String) throws {
    try run("UPDATE decision SET superseded_by = $2 WHERE id = $1", .text(decision), .text(later))
  }
}
