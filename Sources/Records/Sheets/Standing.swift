// What a delivery has to know about its sheet, in one statement: who may write, and whether it is still open.

public import Basics
public import SQL

/// A sheet as a delivery meets it.
public struct SheetStanding: Sendable {
  public var sheet: SheetRow
  public var entryStatus: String
  public var judgeIsRevoked: Bool
  public var divisionIsFrozen: Bool
  /// The judge whose token was shown, if it is valid now.
  public var caller: String?
  /// Whether the write id was stored before, with this sheet or another.
  public var isKnownWrite: Bool
}

extension SQLTransaction {
  /// A sheet with the state of everything that decides on a delivery; nil where there is no such sheet.
  public func standing(
    ofSheet sheet: String, tokenHash: String, writeID: String, at now: Instant
  ) throws -> SheetStanding? {
    let row = try first(
      """
      SELECT s.id, s.event, s.division, s.entry, s.round, s.run, s.panel, s.judge, s.rubric_sha256, s.state,
        s.locked, s.revoked, s.revision, e.status, j.revoked AS judge_revoked, d.frozen,
        t.judge AS caller, t.expires, t.ended, r.write_id AS known
      FROM sheet s
      JOIN entry e ON e.id = s.entry
      JOIN judge j ON j.id = s.judge
      JOIN division d ON d.id = s.division
      LEFT JOIN sign_in t ON t.token_hash = $2
      LEFT JOIN sheet_revision r ON r.write_id = $3
      WHERE s.id = $1
      """, .text(sheet), .text(tokenHash), .text(writeID))
    return try row.map { row in
      let isValid =
        try row.optionalInteger("expires") ?? 0 > now.milliseconds && row.optionalInteger("ended") == nil
      return SheetStanding(
        sheet: try SheetRow(row), entryStatus: try row.text("status"),
        judgeIsRevoked: try row.optionalInteger("judge_revoked") != nil,
        divisionIsFrozen: try row.optionalInteger("frozen") != nil,
        caller: isValid ? try row.optionalText("caller") : nil,
        isKnownWrite: try row.optionalText("known") != nil)
    }
  }
}
