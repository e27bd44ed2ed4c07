// What becomes of a person's record: erased on request, or joined with another record of the same human being.

public import Basics
public import SQL

/// Two records of one human being, joined.
public struct PersonMergeRow: Hashable, Sendable {
  /// The record that points to the other from now on.
  public var merged: String
  public var kept: String
  /// Ids of what was moved, by table, as canonical JSON.
  public var moved: String
  public var reason: String
  public var by: String

  public init(merged: String, kept: String, moved: String, reason: String, by: String) {
    self.merged = merged
    self.kept = kept
    self.moved = moved
    self.reason = reason
    self.by = by
  }
}

extension Schema {
  static let personMerges: [String] = [
    """
    CREATE TABLE person_merge (
      merged TEXT{bytes} PRIMARY KEY REFERENCES person (id),
      kept TEXT{bytes} NOT NULL REFERENCES person (id),
      moved TEXT NOT NULL,
      reason TEXT NOT NULL,
      merged_by TEXT NOT NULL,
      at {integer} NOT NULL,
      CHECK (merged <> kept)
    ){strict}
    """,
    "CREATE INDEX person_merge_of_kept ON person_merge (kept)",
  ]
}

/// The tables whose rows belong to a person.
public enum PersonsTable: String, Hashable, Sendable, CaseIterable {
  case participation, placement, shop
  case supportCase = "support_case"
  case judge

  /// As the audit calls it.
  public var audited: AuditedTable {
    switch self {
    case .participation: .participation
    case .placement: .placement
    case .shop: .shop
    case .supportCase: .supportCase
    case .judge: .judge
    }
  }
}

extension SQLTransaction {
  /// Destroys the person's key and everything that is personal in her row; `name` stands in the place of hers.
  public func erasePersonalData(of person: String, leaving name: String, at now: Instant) throws {
    try run(
      """
      UPDATE person SET name = $3, person_key = NULL, id_cipher = NULL, id_hash = NULL, id_masked = '',
        phone_cipher = NULL, erased = $2
      WHERE id = $1
      """, .text(person), .integer(now.milliseconds), .text(name))
    try run("UPDATE participation SET unit = '' WHERE person = $1", .text(person))
  }

  public func participations(ofPerson person: String) throws -> [ParticipationRow] {
    try run("SELECT * FROM participation WHERE person = $1 ORDER BY id", .text(person))
      .map { try ParticipationRow($0) }
  }

  public func entries(ofParticipation participation: String) throws -> [EntryRow] {
    try run("SELECT * FROM entry WHERE participation = $1 ORDER BY id", .text(participation))
      .map { try EntryRow($0) }
  }

  /// Puts a document without a name in the place of a published one; the results in it stay as they are.
  public func setDocument(_ document: String, ofPublication id: String) throws {
    try run(
      "UPDATE publication SET document = $2, document_sha256 = $3 WHERE id = $1", .text(id), .text(document),
      .text(sha256Hex(document.utf8)))
  }

  /// Ids of the rows of a table that belong to a person.
  public func ids(in table: PersonsTable, ofPerson person: String) throws -> [String] {
    try run("SELECT id FROM \(table.rawValue) WHERE person = $1 ORDER BY id", .text(person))
      .map { try $0.text("id") }
  }

  public func move(_ table: PersonsTable, from person: String, to kept: String) throws {
    try run("UPDATE \(table.rawValue) SET person = $2 WHERE person = $1", .text(person), .text(kept))
  }

  /// The identity number's seal and hash, where a record gets or loses them.
  public func setIdentity(_ row: PersonRow) throws {
    try run(
      """
      UPDATE person SET id_cipher = $2, id_hash = $3, id_masked = $4, phone_cipher = $5, hash_key = $6
      WHERE id = $1
      """, .text(row.id), .optional(row.idCipher), .optional(row.idHash), .text(row.idMasked),
      .optional(row.phoneCipher), .text(row.hashKey))
  }

  public func addMerge(_ row: PersonMergeRow, at now: Instant) throws {
    try run(
      "INSERT INTO person_merge (merged, kept, moved, reason, merged_by, at) VALUES ($1, $2, $3, $4, $5, $6)",
      .text(row.merged), .text(row.kept), .text(row.moved), .text(row.reason), .text(row.by),
      .integer(now.milliseconds))
  }

  /// The record that a merged one points to.
  public func keptRecord(of person: String) throws -> String? {
    try first("SELECT kept FROM person_merge WHERE merged = $1", .text(person))?.text("kept")
  }

  /// Records that were joined to this one.
  public func mergedRecords(of person: String) throws -> [String] {
    try run("SELECT merged FROM person_merge WHERE kept = $1 ORDER BY merged", .text(person))
      .map { try $0.text("merged") }
  }
}
