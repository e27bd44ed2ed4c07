// All sheets of a division or of a judge with their newest marks, for ranking, for the matrix and for a device.

public import Basics
public import SQL

/// A sheet with its newest revision and the entry's code.
public struct SheetPage: Hashable, Sendable {
  public var sheet: SheetRow
  /// The blind code; empty before the draw.
  public var code: String
  public var entryStatus: String
  /// Canonical JSON of the values; nil while nothing is delivered.
  public var marks: String?
  public var hash: String?
  public var device: String?
  public var sequence: Int?
  public var received: Instant?
  /// Notes and what else stands beside the marks, as canonical JSON.
  public var remarks: String?

  /// Item or step id and the text that the judge wrote, in the order of the ids; what is unset is left out.
  public var values: [(item: String, text: String)] {
    guard let marks, let members = (try? JSON(parsing: marks))?.entries else { return [] }
    return members.compactMap { member in member.value.string.map { (member.key, $0) } }
  }
}

extension SQLTransaction {
  /// Sheets of a division that count (not revoked), by code, round, run, panel, judge.
  public func sheetBook(ofDivision division: String) throws -> [SheetPage] {
    try run(
      """
      SELECT s.*, e.code, e.status, r.marks, r.hash, r.device, r.sequence, r.received, r.remarks
      FROM sheet s JOIN entry e ON e.id = s.entry
      LEFT JOIN sheet_revision r ON r.sheet = s.id AND r.revision = s.revision
      WHERE s.division = $1 AND s.revoked IS NULL
      ORDER BY COALESCE(e.code, ''), s.round, s.run, s.panel, s.judge
      """, .text(division)
    ).map { try SheetPage($0) }
  }

  /// Sheets of a judge that are not revoked, in the order of drawn codes.
  public func sheetBook(ofJudge judge: String) throws -> [SheetPage] {
    try run(
      """
      SELECT s.*, e.code, e.status, r.marks, r.hash, r.device, r.sequence, r.received, r.remarks
      FROM sheet s JOIN entry e ON e.id = s.entry
      LEFT JOIN sheet_revision r ON r.sheet = s.id AND r.revision = s.revision
      WHERE s.judge = $1 AND s.revoked IS NULL
      ORDER BY s.division, COALESCE(e.code, ''), s.round, s.run, s.panel
      """, .text(judge)
    ).map { try SheetPage($0) }
  }
}

extension SheetPage {
  init(_ row: SQLRow) throws {
    self.init(
      sheet: try SheetRow(row), code: try row.optionalText("code") ?? "", entryStatus: try row.text("status"),
      marks: try row.optionalText("marks"), hash: try row.optionalText("hash"),
      device: try row.optionalText("device"), sequence: try row.optionalInteger("sequence"),
      received: try row.optionalInteger("received").map(Instant.init(milliseconds:)),
      remarks: try row.optionalText("remarks"))
  }
}
