// Statements on sheets and their revisions: made by the server, added to, never overwritten.

public import Basics
public import SQL

/// A sheet: one judge, one entry, one round and run, one panel.
public struct SheetRow: Hashable, Sendable {
  public enum State: String, Hashable, Sendable { case open, signed }

  public var id: String
  public var event: String
  public var division: String
  public var entry: String
  public var round: String
  public var run: Int
  public var panel: String
  public var judge: String
  public var rubricSHA256: String
  public var state: State
  /// The round is closed for this sheet.
  public var isLocked: Bool
  /// The assignment was taken back.
  public var isRevoked: Bool
  /// The newest revision; 0 while nothing is delivered.
  public var revision: Int

  public init(
    id: String, event: String, division: String, entry: String, round: String, run: Int = 1, panel: String,
    judge: String, rubricSHA256: String, state: State = .open, isLocked: Bool = false,
    isRevoked: Bool = false,
    revision: Int = 0
  ) {
    self.id = id
    self.event = event
    self.division = division
    self.entry = entry
    self.round = round
    self.run = run
    self.panel = panel
    self.judge = judge
    self.rubricSHA256 = rubricSHA256
    self.state = state
    self.isLocked = isLocked
    self.isRevoked = isRevoked
    self.revision = revision
  }
}

/// What a device sent: one write of one sheet.
public struct SheetWrite: Hashable, Sendable {
  public var sheet: String
  public var writeID: String
  /// Canonical JSON of the values.
  public var marks: String
  /// SHA-256 of `marks`.
  public var hash: String
  /// SHA-256 of everything that a repeated delivery must repeat.
  public var bodyHash: String
  public var device: String
  /// Counts the writes of the device.
  public var sequence: Int
  /// The device's wall clock when it saved, as evidence only.
  public var savedWall: Int?
  /// What the judge wrote beside the marks (notes, reasons of vetoes, a version given up), canonical JSON.
  public var remarks: String?
  /// `judge:<id>` or `account:<id>`.
  public var by: String
  /// Why, where a person other than the judge made the revision.
  public var reason: String?

  public init(
    sheet: String, writeID: String, marks: String, hash: String, bodyHash: String, device: String,
    sequence: Int,
    savedWall: Int?, remarks: String? = nil, by: String, reason: String? = nil
  ) {
    self.sheet = sheet
    self.writeID = writeID
    self.marks = marks
    self.hash = hash
    self.bodyHash = bodyHash
    self.device = device
    self.sequence = sequence
    self.savedWall = savedWall
    self.remarks = remarks
    self.by = by
    self.reason = reason
  }
}

/// A revision as it stands.
public struct RevisionRow: Hashable, Sendable {
  public var revision: Int
  public var write: SheetWrite
  public var received: Instant
}

extension SQLTransaction {
  /// Makes a sheet; an expected sheet that is there already is left as it is.
  public func addSheet(_ sheet: SheetRow) throws {
    try run(
      """
      INSERT INTO sheet (id, event, division, entry, round, run, panel, judge, rubric_sha256)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (entry, round, run, panel, judge) DO NOTHING
      """,
      [
        .text(sheet.id), .text(sheet.event), .text(sheet.division), .text(sheet.entry), .text(sheet.round),
        .integer(sheet.run), .text(sheet.panel), .text(sheet.judge), .text(sheet.rubricSHA256),
      ])
  }

  public func sheet(_ id: String) throws -> SheetRow? {
    try first("SELECT * FROM sheet WHERE id = $1", .text(id)).map { try SheetRow($0) }
  }

  public func sheets(ofDivision division: String) throws -> [SheetRow] {
    try run(
      "SELECT * FROM sheet WHERE division = $1 ORDER BY entry, round, run, panel, judge", .text(division)
    )
    .map { try SheetRow($0) }
  }

  public func revision(_ number: Int, ofSheet sheet: String) throws -> RevisionRow? {
    try first(
      "SELECT * FROM sheet_revision WHERE sheet = $1 AND revision = $2", .text(sheet), .integer(number)
    ).map { try RevisionRow($0) }
  }

  public func revisions(ofSheet sheet: String) throws -> [RevisionRow] {
    try run("SELECT * FROM sheet_revision WHERE sheet = $1 ORDER BY revision", .text(sheet))
      .map { try RevisionRow($0) }
  }

  /// Where a write id was stored before.
  public func stored(writeID: String) throws -> (
    sheet: String, revision: Int, hash: String, bodyHash: String
  )? {
    let row = try first(
      "SELECT sheet, revision, hash, body_hash FROM sheet_revision WHERE write_id = $1", .text(writeID))
    return try row.map {
      (try $0.text("sheet"), try $0.integer("revision"), try $0.text("hash"), try $0.text("body_hash"))
    }
  }

  /// Adds revision `number` of a sheet, moves the sheet to it, writes the audit entry and counts the event's change.
  public func revise(_ write: SheetWrite, to number: Int, event: String, at now: Instant) throws {
    try runSoon(
      """
      INSERT INTO sheet_revision (sheet, revision, marks, hash, write_id, body_hash, device, sequence, received,
        saved_wall, written_by, reason, remarks)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """,
      [
        .text(write.sheet), .integer(number), .text(write.marks), .text(write.hash), .text(write.writeID),
        .text(write.bodyHash), .text(write.device), .integer(write.sequence), .integer(now.milliseconds),
        .optional(write.savedWall), .text(write.by), .optional(write.reason), .optional(write.remarks),
      ])
    try runSoon("UPDATE sheet SET revision = $2 WHERE id = $1", [.text(write.sheet), .integer(number)])
    try Audit.append(
      in: self, at: now, actor: write.by, act: "sheet.revise", subject: "sheet:\(write.sheet)",
      old: .object([("revision", .integer(number - 1))]),
      new: .object([("hash", .string(write.hash)), ("revision", .integer(number))]), reason: write.reason)
    try touch(event: event)
  }

  public func setState(_ state: SheetRow.State, ofSheet sheet: String) throws {
    try run("UPDATE sheet SET state = $2 WHERE id = $1", .text(sheet), .text(state.rawValue))
  }

  public func setLocked(_ locked: Bool, ofSheet sheet: String) throws {
    try run("UPDATE sheet SET locked = $2 WHERE id = $1", .text(sheet), .flag(locked))
  }

  /// Closes or opens a round for all sheets of a division.
  public func setLocked(_ locked: Bool, round: String, ofDivision division: String) throws {
    try run(
      "UPDATE sheet SET locked = $3 WHERE division = $1 AND round = $2", .text(division), .text(round),
      .flag(locked))
  }
}

extension SheetRow {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.text("id"), event: try row.text("event"), division: try row.text("division"),
      entry: try row.text("entry"), round: try row.text("round"), run: try row.integer("run"),
      panel: try row.text("panel"), judge: try row.text("judge"), rubricSHA256: try row.text("rubric_sha256"),
      state: try row.text("state") == "signed" ? .signed : .open, isLocked: try row.flag("locked"),
      isRevoked: try row.optionalInteger("revoked") != nil, revision: try row.integer("revision"))
  }
}

extension RevisionRow {
  init(_ row: SQLRow) throws {
    self.init(
      revision: try row.integer("revision"), write: try SheetWrite(row),
      received: Instant(milliseconds: try row.integer("received")))
  }
}

extension SheetWrite {
  init(_ row: SQLRow) throws {
    self.init(
      sheet: try row.text("sheet"), writeID: try row.text("write_id"), marks: try row.text("marks"),
      hash: try row.text("hash"), bodyHash: try row.text("body_hash"), device: try row.text("device"),
      sequence: try row.integer("sequence"), savedWall: try row.optionalInteger("saved_wall"),
      remarks: try row.optionalText("remarks"),
      by: try row.text("written_by"), reason: try row.optionalText("reason"))
  }
}
