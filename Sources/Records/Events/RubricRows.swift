// Statements on kept rubrics: which there are, and where they are used.

public import Basics
public import SQL

/// A kept rubric without its bytes.
public struct KeptRubricRow: Hashable, Sendable {
  public var sha256: String
  public var id: String
  public var version: Int
  public var added: Instant
}

/// A division that is judged by a rubric.
public struct RubricUseRow: Hashable, Sendable {
  public var sha256: String
  public var event: String
  public var eventTitle: Words
  public var division: String
  public var divisionTitle: Words
  /// When the first sheet was delivered; the division keeps the rubric from then on.
  public var frozen: Instant?
}

extension SQLTransaction {
  /// Every kept rubric by id and version, and the newest first where two share both.
  public func keptRubrics() throws -> [KeptRubricRow] {
    try run("SELECT sha256, id, version, added FROM rubric").map { row in
      KeptRubricRow(
        sha256: try row.text("sha256"), id: try row.text("id"), version: try row.integer("version"),
        added: Instant(milliseconds: try row.integer("added")))
    }.sorted { a, b in
      if a.id != b.id { return a.id.precedesByBytes(b.id) }
      return (a.version, b.added.milliseconds, a.sha256) < (b.version, a.added.milliseconds, b.sha256)
    }
  }

  /// Where rubrics are used, in the order of events and divisions.
  public func rubricUses() throws -> [RubricUseRow] {
    try run(
      """
      SELECT d.rubric_sha256, d.event, e.title_zh AS event_zh, e.title_en AS event_en, d.id, d.title_zh,
        d.title_en, d.frozen
      FROM division d JOIN event e ON e.id = d.event ORDER BY d.event, d.position
      """
    ).map { row in
      RubricUseRow(
        sha256: try row.text("rubric_sha256"), event: try row.text("event"),
        eventTitle: Words(zh: try row.text("event_zh"), en: try row.text("event_en")),
        division: try row.text("id"),
        divisionTitle: Words(zh: try row.text("title_zh"), en: try row.text("title_en")),
        frozen: try row.optionalInteger("frozen").map { Instant(milliseconds: $0) })
    }
  }
}
