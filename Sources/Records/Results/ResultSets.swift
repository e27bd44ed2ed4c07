// Statements on computed results and on what was published of them.

public import Basics
public import SQL

/// One computation of one division: its inputs, and what came out.
public struct ResultSetRow: Hashable, Sendable {
  public var id: String
  public var event: String
  public var division: String
  public var rubricSHA256: String
  /// The tables of `sizhou tally` as CSV.
  public var sheets: String
  public var entries: String
  public var decisions: String
  /// Which revision of each sheet was used, as canonical JSON.
  public var revisions: String
  /// The answer of the tally as canonical JSON, on codes.
  public var ranking: String
  public var computed: Instant
  public var computedBy: String

  public init(
    id: String, event: String, division: String, rubricSHA256: String, sheets: String, entries: String,
    decisions: String, revisions: String, ranking: String, computed: Instant, computedBy: String
  ) {
    self.id = id
    self.event = event
    self.division = division
    self.rubricSHA256 = rubricSHA256
    self.sheets = sheets
    self.entries = entries
    self.decisions = decisions
    self.revisions = revisions
    self.ranking = ranking
    self.computed = computed
    self.computedBy = computedBy
  }
}

/// What the public was shown.
public struct PublicationRow: Hashable, Sendable {
  public var id: String
  public var event: String
  /// From 1 within the event; the highest is the current one.
  public var number: Int
  /// Canonical JSON of the public document.
  public var document: String
  public var published: Instant
  public var publishedBy: String
  public var noticeUntil: Day
  public var reason: String?
  public var resultSets: [String]

  public init(
    id: String, event: String, number: Int, document: String, published: Instant, publishedBy: String,
    noticeUntil: Day, reason: String?, resultSets: [String]
  ) {
    self.id = id
    self.event = event
    self.number = number
    self.document = document
    self.published = published
    self.publishedBy = publishedBy
    self.noticeUntil = noticeUntil
    self.reason = reason
    self.resultSets = resultSets
  }
}

extension SQLTransaction {
  public func addResultSet(_ row: ResultSetRow) throws {
    try run(
      """
      INSERT INTO result_set (id, event, division, rubric_sha256, sheets, entries, decisions, revisions, ranking,
        ranking_sha256, computed, computed_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """,
      [
        .text(row.id), .text(row.event), .text(row.division), .text(row.rubricSHA256), .text(row.sheets),
        .text(row.entries), .text(row.decisions), .text(row.revisions), .text(row.ranking),
        .text(sha256Hex(row.ranking.utf8)), .integer(row.computed.milliseconds), .text(row.computedBy),
      ])
  }

  /// Marks earlier result sets of a division as replaced.
  public func supersedeResultSets(ofDivision division: String, by later: String, reason: String?) throws {
    try run(
      """
      UPDATE result_set SET state = 'superseded', superseded_by = $2, reason = $3
      WHERE division = $1 AND id <> $2 AND state <> 'superseded'
      """, .text(division), .text(later), .optional(reason))
  }

  public func resultSet(_ id: String) throws -> ResultSetRow? {
    try first("SELECT * FROM result_set WHERE id = $1", .text(id)).map { row in
      ResultSetRow(
        id: id, event: try row.text("event"), division: try row.text("division"),
        rubricSHA256: try row.text("rubric_sha256"), sheets: try row.text("sheets"),
        entries: try row.text("entries"),
        decisions: try row.text("decisions"), revisions: try row.text("revisions"),
        ranking: try row.text("ranking"),
        computed: Instant(milliseconds: try row.integer("computed")), computedBy: try row.text("computed_by"))
    }
  }

  /// The ids of all result sets of an event, superseded ones too.
  public func resultSets(ofEvent event: String) throws -> [String] {
    try run("SELECT id FROM result_set WHERE event = $1 ORDER BY id", .text(event)).map { try $0.text("id") }
  }

  public func addPublication(_ row: PublicationRow) throws {
    try run(
      """
      INSERT INTO publication
        (id, event, number, document, document_sha256, published, published_by, notice_until, reason)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .text(row.id), .text(row.event), .integer(row.number), .text(row.document),
        .text(sha256Hex(row.document.utf8)), .integer(row.published.milliseconds), .text(row.publishedBy),
        .text(row.noticeUntil.text), .optional(row.reason),
      ])
    for set in row.resultSets {
      try run(
        "INSERT INTO publication_part (publication, result_set) VALUES ($1, $2)", .text(row.id), .text(set))
    }
  }

  /// Publications of an event, the current one first.
  public func publications(ofEvent event: String) throws -> [PublicationRow] {
    try run("SELECT * FROM publication WHERE event = $1 ORDER BY number DESC", .text(event)).map { row in
      let id = try row.text("id")
      let sets = try run(
        """
        SELECT p.result_set FROM publication_part p JOIN result_set r ON r.id = p.result_set
        JOIN division d ON d.id = r.division WHERE p.publication = $1 ORDER BY d.position
        """, .text(id)
      ).map { try $0.text("result_set") }
      guard let until = Day(try row.text("notice_until")) else {
        throw SQLFailure.damaged("publication \(id)")
      }
      return PublicationRow(
        id: id, event: event, number: try row.integer("number"), document: try row.text("document"),
        published: Instant(milliseconds: try row.integer("published")),
        publishedBy: try row.text("published_by"),
        noticeUntil: until, reason: try row.optionalText("reason"), resultSets: sets)
    }
  }
}
