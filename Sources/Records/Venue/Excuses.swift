// Statements on sheets that are explained instead of signed.

public import Basics
public import SQL

/// Why a sheet need not be signed, by whom.
public struct ExcuseRow: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Nothing of the sheet counts, and the result does not wait for it.
    case leftOut = "left-out"
    /// The delivered marks count without the signature.
    case counted
    /// Signed on paper, typed in and checked.
    case paper
  }

  public var id: String
  public var sheet: String
  public var kind: Kind
  public var reason: String
  public var by: String
  public var at: Instant

  public init(id: String, sheet: String, kind: Kind, reason: String, by: String, at: Instant) {
    self.id = id
    self.sheet = sheet
    self.kind = kind
    self.reason = reason
    self.by = by
    self.at = at
  }
}

extension SQLTransaction {
  public func addExcuse(_ row: ExcuseRow) throws {
    try run(
      """
      INSERT INTO sheet_excuse (id, sheet, kind, reason, excused_by, excused) VALUES ($1, $2, $3, $4, $5, $6)
      """, .text(row.id), .text(row.sheet), .text(row.kind.rawValue), .text(row.reason), .text(row.by),
      .integer(row.at.milliseconds))
  }

  /// The explanation of a sheet that holds.
  public func excuse(ofSheet sheet: String) throws -> ExcuseRow? {
    try first("SELECT * FROM sheet_excuse WHERE sheet = $1 AND ended IS NULL", .text(sheet))
      .map { try ExcuseRow($0) }
  }

  /// Explanations that hold, by sheet id.
  public func excuses(ofDivision division: String) throws -> [String: ExcuseRow] {
    let rows = try run(
      """
      SELECT x.* FROM sheet_excuse x JOIN sheet s ON s.id = x.sheet
      WHERE s.division = $1 AND x.ended IS NULL ORDER BY x.excused, x.id
      """, .text(division)
    ).map { try ExcuseRow($0) }
    return Dictionary(rows.map { ($0.sheet, $0) }) { _, later in later }
  }

  /// Ends what explains a sheet; it stays on record.
  public func endExcuse(_ id: String, at now: Instant) throws {
    try run("UPDATE sheet_excuse SET ended = $2 WHERE id = $1", .text(id), .integer(now.milliseconds))
  }
}

extension ExcuseRow {
  init(_ row: SQLRow) throws {
    guard let kind = Kind(rawValue: try row.text("kind")) else {
      throw SQLFailure.damaged("sheet_excuse \(try row.text("id"))")
    }
    self.init(
      id: try row.text("id"), sheet: try row.text("sheet"), kind: kind, reason: try row.text("reason"),
      by: try row.text("excused_by"), at: Instant(milliseconds: try row.integer("excused")))
  }
}

extension SQLTransaction {
  /// Late deliveries of a division that were decided.
  public func decidedLateSheets(ofDivision division: String) throws -> (admitted: Int, refused: Int) {
    let rows = try run(
      """
      SELECT l.state, COUNT(*) AS number FROM late_sheet l JOIN sheet s ON s.id = l.sheet
      WHERE s.division = $1 AND l.state <> 'waiting' GROUP BY l.state ORDER BY l.state
      """, .text(division))
    let counts = try rows.map { (try $0.text("state"), try $0.integer("number")) }
    return (counts.first { $0.0 == "admitted" }?.1 ?? 0, counts.first { $0.0 == "refused" }?.1 ?? 0)
  }

  /// Who drew the codes of an event or looked at whose they are, by the audit.
  public func actorsWhoKnowCodes(ofEvent event: String) throws -> [String] {
    try run(
      """
      SELECT DISTINCT a.actor FROM audit_entry a
      WHERE (a.act = 'codes.show' AND a.subject = 'event:' || CAST($1 AS TEXT))
        OR (a.act = 'code.draw' AND a.subject IN (SELECT 'entry:' || id FROM entry WHERE event = $1))
      ORDER BY a.actor
      """, .text(event)
    ).map { try $0.text("actor") }
  }
}
