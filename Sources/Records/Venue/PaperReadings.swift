// Statements on what was typed from paper sheets: every typing stays, none of it counts before it is checked.

public import Basics
public import SQL

/// One typing of a paper sheet.
public struct PaperReading: Hashable, Sendable {
  public enum Way: String, Hashable, Sendable, CaseIterable {
    case typed
    /// Somebody else read the typed numbers back from the paper.
    case readBack = "read-back"
  }

  public var id: String
  public var sheet: String
  /// 1 or 2.
  public var pass: Int
  public var way: Way
  /// Canonical JSON of the values.
  public var marks: String
  public var hash: String
  public var by: String
  public var at: Instant

  public init(
    id: String, sheet: String, pass: Int, way: Way = .typed, marks: String, hash: String, by: String,
    at: Instant
  ) {
    self.id = id
    self.sheet = sheet
    self.pass = pass
    self.way = way
    self.marks = marks
    self.hash = hash
    self.by = by
    self.at = at
  }
}

extension SQLTransaction {
  public func addReading(_ row: PaperReading) throws {
    try run(
      """
      INSERT INTO paper_reading (id, sheet, pass, way, marks, hash, entered_by, entered)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """, .text(row.id), .text(row.sheet), .integer(row.pass), .text(row.way.rawValue), .text(row.marks),
      .text(row.hash), .text(row.by), .integer(row.at.milliseconds))
  }

  /// Readings that stand, by sheet id and pass.
  public func readings(ofDivision division: String) throws -> [String: [Int: PaperReading]] {
    let rows = try run(
      """
      SELECT p.* FROM paper_reading p JOIN sheet s ON s.id = p.sheet
      WHERE s.division = $1 AND p.ended IS NULL ORDER BY p.entered, p.id
      """, .text(division)
    ).map { try PaperReading($0) }
    return rows.reduce(into: [:]) { $0[$1.sheet, default: [:]][$1.pass] = $1 }
  }

  public func readings(ofSheet sheet: String) throws -> [Int: PaperReading] {
    try run(
      "SELECT * FROM paper_reading WHERE sheet = $1 AND ended IS NULL ORDER BY entered, id", .text(sheet)
    )
    .map { try PaperReading($0) }.reduce(into: [:]) { $0[$1.pass] = $1 }
  }

  public func endReading(_ id: String, at now: Instant) throws {
    try run("UPDATE paper_reading SET ended = $2 WHERE id = $1", .text(id), .integer(now.milliseconds))
  }
}

extension PaperReading {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.text("id"), sheet: try row.text("sheet"), pass: try row.integer("pass"),
      way: Way(rawValue: try row.text("way")) ?? .typed, marks: try row.text("marks"),
      hash: try row.text("hash"), by: try row.text("entered_by"),
      at: Instant(milliseconds: try row.integer("entered")))
  }
}
