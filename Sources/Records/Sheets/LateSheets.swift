// Statements on what was delivered too late: kept beside the sheet until the chief judge decides.

public import Basics
public import SQL

/// A delivery that met a closed door, or marks from a file that differ from those on record.
public struct LateSheetRow: Hashable, Sendable {
  public enum Cause: String, Hashable, Sendable {
    case locked, signed, withdrawn
    /// A file brought other marks than the sheet has.
    case conflict
  }

  public var write: SheetWrite
  public var cause: Cause
  public var received: Instant

  public init(write: SheetWrite, cause: Cause, received: Instant) {
    self.write = write
    self.cause = cause
    self.received = received
  }
}

/// A late sheet as the chief judge sees it.
public struct WaitingLateSheet: Hashable, Sendable {
  public var late: LateSheetRow
  public var sheet: SheetRow
  public var code: String
  public var judgeName: String
}

extension SQLTransaction {
  /// Keeps a late delivery once; the same write id again changes nothing.
  public func keepLate(_ late: LateSheetRow) throws {
    let write = late.write
    try run(
      """
      INSERT INTO late_sheet (write_id, sheet, cause, marks, hash, body_hash, device, sequence, received,
        saved_wall, written_by, remarks)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      ON CONFLICT (write_id) DO NOTHING
      """,
      [
        .text(write.writeID), .text(write.sheet), .text(late.cause.rawValue), .text(write.marks),
        .text(write.hash),
        .text(write.bodyHash), .text(write.device), .integer(write.sequence),
        .integer(late.received.milliseconds),
        .optional(write.savedWall), .text(write.by), .optional(write.remarks),
      ])
  }

  /// A late delivery by its write id, with its state: `waiting`, `admitted` or `refused`.
  public func late(writeID: String) throws -> (row: LateSheetRow, state: String)? {
    try first("SELECT * FROM late_sheet WHERE write_id = $1", .text(writeID)).map {
      (try LateSheetRow($0), try $0.text("state"))
    }
  }

  /// What became of the late deliveries of a judge, in the order in which they came.
  public func lateSheets(ofJudge judge: String) throws -> [(
    writeID: String, sheet: String, state: String, reason: String?
  )] {
    try run(
      """
      SELECT l.write_id, l.sheet, l.state, l.reason FROM late_sheet l JOIN sheet s ON s.id = l.sheet
      WHERE s.judge = $1 ORDER BY l.received, l.write_id
      """, .text(judge)
    ).map {
      (
        try $0.text("write_id"), try $0.text("sheet"), try $0.text("state"), try $0.optionalText("reason")
      )
    }
  }

  /// Late deliveries of an event that wait for a decision and did not get through another way.
  public func waitingLateSheets(ofEvent event: String) throws -> [WaitingLateSheet] {
    try run(
      """
      SELECT l.* FROM late_sheet l JOIN sheet s ON s.id = l.sheet
      WHERE s.event = $1 AND l.state = 'waiting'
        AND NOT EXISTS (SELECT 1 FROM sheet_revision r WHERE r.write_id = l.write_id)
      ORDER BY l.received, l.write_id
      """, .text(event)
    ).map { row in
      let late = try LateSheetRow(row)
      guard let sheet = try sheet(late.write.sheet), let entry = try entry(sheet.entry),
        let judge = try judge(sheet.judge)
      else { throw SQLFailure.missing("sheet \(late.write.sheet)") }
      return WaitingLateSheet(late: late, sheet: sheet, code: entry.code ?? "", judgeName: judge.name)
    }
  }

  public func decideLate(writeID: String, admitted: Bool, by account: String, reason: String, at now: Instant)
    throws
  {
    try run(
      """
      UPDATE late_sheet SET state = $2, decided_by = $3, reason = $4, decided = $5
      WHERE write_id = $1 AND state = 'waiting'
      """, .text(writeID), .text(admitted ? "admitted" : "refused"), .text(account), .text(reason),
      .integer(now.milliseconds))
  }
}

extension LateSheetRow {
  init(_ row: SQLRow) throws {
    self.init(
      write: try SheetWrite(row), cause: Cause(rawValue: try row.text("cause")) ?? .locked,
      received: Instant(milliseconds: try row.integer("received")))
  }
}
