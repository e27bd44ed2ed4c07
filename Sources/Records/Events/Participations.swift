// Statements on who takes part and on the entries that are judged.

public import Basics
public import SQL

/// One person's place in one division.
public struct ParticipationRow: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case registered, present, absent, withdrawn, disqualified
  }

  public var id: String
  public var person: String
  public var event: String
  public var division: String
  /// The contestant's or candidate's number, unique within the event.
  public var number: String
  /// Village or employer.
  public var unit: String
  /// The dish's or work's name.
  public var work: String
  public var status: Status
  /// When somebody compared the person with her papers.
  public var identityChecked: Instant?

  public init(
    id: String, person: String, event: String, division: String, number: String, unit: String = "",
    work: String = "",
    status: Status = .registered, identityChecked: Instant? = nil
  ) {
    self.id = id
    self.person = person
    self.event = event
    self.division = division
    self.number = number
    self.unit = unit
    self.work = work
    self.status = status
    self.identityChecked = identityChecked
  }
}

/// What is judged under a blind code.
public struct EntryRow: Hashable, Sendable {
  public var id: String
  public var participation: String
  public var event: String
  public var division: String
  /// The blind code, unique within the event: the `entry` of every sheet file and ranking.
  ///
  /// Nil until drawn.
  public var code: String?
  public var lot: Int?
  /// As in `--entries` (contract, section 3).
  public var status: String

  public init(
    id: String, participation: String, event: String, division: String, code: String? = nil, lot: Int? = nil,
    status: String = "ok"
  ) {
    self.id = id
    self.participation = participation
    self.event = event
    self.division = division
    self.code = code
    self.lot = lot
    self.status = status
  }
}

/// An entry together with the person behind it, for those who may see both.
public struct EntrantRow: Hashable, Sendable {
  public var entry: EntryRow
  public var participation: ParticipationRow
  public var name: String
  public var idMasked: String
}

extension SQLTransaction {
  public func addParticipation(_ row: ParticipationRow) throws {
    try run(
      """
      INSERT INTO participation (id, person, event, division, number, unit, work, status, identity_checked)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .text(row.id), .text(row.person), .text(row.event), .text(row.division), .text(row.number),
        .text(row.unit),
        .text(row.work), .text(row.status.rawValue), .optional(row.identityChecked?.milliseconds),
      ])
  }

  public func participations(ofEvent event: String) throws -> [ParticipationRow] {
    try run("SELECT * FROM participation WHERE event = $1 ORDER BY number", .text(event))
      .map { try ParticipationRow($0) }
  }

  public func participation(_ id: String) throws -> ParticipationRow? {
    try first("SELECT * FROM participation WHERE id = $1", .text(id)).map { try ParticipationRow($0) }
  }

  public func setStatus(_ status: ParticipationRow.Status, ofParticipation id: String) throws {
    try run("UPDATE participation SET status = $2 WHERE id = $1", .text(id), .text(status.rawValue))
  }

  public func setIdentityChecked(_ now: Instant?, ofParticipation id: String) throws {
    try run(
      "UPDATE participation SET identity_checked = $2 WHERE id = $1", .text(id), .optional(now?.milliseconds))
  }

  public func addEntry(_ entry: EntryRow) throws {
    try run(
      """
      INSERT INTO entry (id, participation, event, division, code, lot, status)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, .text(entry.id), .text(entry.participation), .text(entry.event), .text(entry.division),
      .optional(entry.code), .optional(entry.lot), .text(entry.status))
  }

  public func entry(_ id: String) throws -> EntryRow? {
    try first("SELECT * FROM entry WHERE id = $1", .text(id)).map { try EntryRow($0) }
  }

  public func entry(code: String, ofEvent event: String) throws -> EntryRow? {
    try first("SELECT * FROM entry WHERE event = $1 AND code = $2", .text(event), .text(code))
      .map { try EntryRow($0) }
  }

  /// Entries of a division, by code (those without one first), then id.
  public func entries(ofDivision division: String) throws -> [EntryRow] {
    try run("SELECT * FROM entry WHERE division = $1 ORDER BY COALESCE(code, ''), id", .text(division))
      .map { try EntryRow($0) }
  }

  public func setCode(_ code: String, lot: Int?, ofEntry entry: String) throws {
    try run(
      "UPDATE entry SET code = $2, lot = $3 WHERE id = $1", .text(entry), .text(code), .optional(lot))
  }

  public func setStatus(_ status: String, ofEntry entry: String) throws {
    try run("UPDATE entry SET status = $2 WHERE id = $1", .text(entry), .text(status))
  }

  /// Entries with the people behind them, by number.
  ///
  /// Never for judges.
  public func entrants(ofEvent event: String) throws -> [EntrantRow] {
    try run(
      """
      SELECT e.id, e.participation, e.event, e.division, e.code, e.lot, e.status,
        p.person, p.number, p.unit, p.work, p.status AS participation_status, p.identity_checked,
        h.name, h.id_masked
      FROM entry e JOIN participation p ON p.id = e.participation JOIN person h ON h.id = p.person
      WHERE e.event = $1 ORDER BY p.number, e.id
      """, .text(event)
    ).map { row in
      EntrantRow(
        entry: try EntryRow(row),
        participation: try ParticipationRow(
          row, id: try row.text("participation"), status: try row.text("participation_status")),
        name: try row.text("name"), idMasked: try row.text("id_masked"))
    }
  }
}

extension ParticipationRow {
  init(_ row: SQLRow, id: String? = nil, status: String? = nil) throws {
    self.init(
      id: try id ?? row.text("id"), person: try row.text("person"), event: try row.text("event"),
      division: try row.text("division"), number: try row.text("number"), unit: try row.text("unit"),
      work: try row.text("work"), status: Status(rawValue: try status ?? row.text("status")) ?? .registered,
      identityChecked: try row.optionalInteger("identity_checked").map(Instant.init(milliseconds:)))
  }
}

extension EntryRow {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.text("id"), participation: try row.text("participation"), event: try row.text("event"),
      division: try row.text("division"), code: try row.optionalText("code"),
      lot: try row.optionalInteger("lot"),
      status: try row.text("status"))
  }
}
