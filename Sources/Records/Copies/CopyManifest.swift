// What a copy of the records says about itself: whose it is, from when, and a digest of every table in it.

public import Basics
public import SQL

/// The manifest of a backup or of an exported event, kept in a table of the file itself.
///
/// Copies are SQLite files whatever engine they come from, so this chapter may speak SQLite.
public struct CopyManifest: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case backup, event }

  /// One table as it stands in the copy.
  public struct Table: Hashable, Sendable {
    public var name: String
    public var rows: Int
    /// Over every value of every row in the order of the file, with its type and length.
    public var sha256: String
  }

  public var kind: Kind
  /// The store that was copied, by its id.
  public var store: String
  public var at: Instant
  /// The schema's version; 0 in an exported event, whose tables are a selection.
  public var schema: Int
  /// Whether it holds demonstration data.
  public var isSample: Bool
  /// The event of an export.
  public var event: String?
  public var tables: [Table]
  /// SHA-256 of the statements that made tables and indexes.
  public var statements: String

  static let table = "copy_manifest"

  /// Counts and digests every table of the copy that `transaction` is on.
  public init(
    kind: Kind, store: String, at: Instant, schema: Int, isSample: Bool, event: String? = nil,
    in transaction: any SQLTransaction
  ) throws {
    self.kind = kind
    self.store = store
    self.at = at
    self.schema = schema
    self.isSample = isSample
    self.event = event
    tables = try Self.names(in: transaction).map { try Self.digest(of: $0, in: transaction) }
    statements = try Self.statements(in: transaction)
  }

  /// Writes the manifest into the copy; `text` is its canonical JSON, or that with a proof.
  public static func keep(_ text: String, in transaction: any SQLTransaction) throws {
    try transaction.run("CREATE TABLE \(table) (document TEXT NOT NULL) STRICT")
    try transaction.run("INSERT INTO \(table) (document) VALUES ($1)", .text(text))
  }

  /// The text of the manifest in a file; nil where it has none.
  public static func text(in transaction: any SQLTransaction) throws -> String? {
    let has = try transaction.first("SELECT 1 AS one FROM sqlite_master WHERE name = $1", .text(table))
    guard has != nil else { return nil }
    return try transaction.first("SELECT document FROM \(table)")?.text("document")
  }

  /// Takes the manifest out of a copy that becomes a store again.
  public static func remove(in transaction: any SQLTransaction) throws {
    try transaction.run("DROP TABLE IF EXISTS \(table)")
  }

  /// Every table that is not as the manifest says; empty where the file is what was written.
  public func faults(in transaction: any SQLTransaction) throws -> [Fault] {
    let names = try Self.names(in: transaction)
    var faults: [Fault] = []
    for table in tables where !names.contains(table.name) {
      faults.append(Fault("copy-table", zh: "缺少表 \(table.name)", en: "the table \(table.name) is missing"))
    }
    for name in names {
      guard let said = tables.first(where: { $0.name == name }) else {
        faults.append(Fault("copy-table", zh: "多出表 \(name)", en: "the table \(name) does not belong here"))
        continue
      }
      let found = try Self.digest(of: name, in: transaction)
      guard found != said else { continue }
      faults.append(
        Fault(
          "copy-altered", zh: "表 \(name) 与清单不符：应有 \(said.rows) 行，现有 \(found.rows) 行，内容被改动或损坏",
          en:
            "the table \(name) is not what the manifest says (\(said.rows) rows then, \(found.rows) now): changed or damaged"
        ))
    }
    if try Self.statements(in: transaction) != statements {
      faults.append(
        Fault(
          "copy-statements", zh: "表的定义与清单不符", en: "the definitions of tables are not what the manifest says"))
    }
    return faults
  }
}

extension CopyManifest {
  public var json: JSON {
    .object([
      ("type", .string("SizhouCopy")), ("kind", .string(kind.rawValue)), ("store", .string(store)),
      ("at", .string(at.utcText)), ("schema", .integer(schema)), ("sample", .bool(isSample)),
      ("event", .optional(event)), ("statements", .string(statements)),
      (
        "tables",
        .array(
          tables.map {
            .object([
              ("name", .string($0.name)), ("rows", .integer($0.rows)), ("sha256", .string($0.sha256)),
            ])
          })
      ),
    ])
  }

  /// Reads a manifest; members that it does not know, such as a proof, are left alone.
  public init?(json: JSON) {
    guard json["type"]?.string == "SizhouCopy", let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)),
      let store = json["store"]?.string, let at = json["at"]?.string.flatMap({ Instant($0) }),
      let schema = json["schema"]?.integer, let isSample = json["sample"]?.bool,
      let statements = json["statements"]?.string, let items = json["tables"]?.items
    else { return nil }
    let tables = items.compactMap { item -> Table? in
      guard let name = item["name"]?.string, let rows = item["rows"]?.integer,
        let sha256 = item["sha256"]?.string
      else { return nil }
      return Table(name: name, rows: rows, sha256: sha256)
    }
    guard tables.count == items.count else { return nil }
    self.kind = kind
    self.store = store
    self.at = at
    self.schema = schema
    self.isSample = isSample
    self.event = json["event"]?.string
    self.statements = statements
    self.tables = tables
  }
}

extension CopyManifest {
  private static func names(in transaction: any SQLTransaction) throws -> [String] {
    try transaction.run(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name <> $1 ORDER BY name",
      .text(table)
    ).map { try $0.text("name") }
  }

  private static func statements(in transaction: any SQLTransaction) throws -> String {
    let rows = try transaction.run(
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> $1 ORDER BY type, name",
      .text(table))
    var digest = RunningDigest()
    for row in rows { digest.add(row.values) }
    return digest.hexadecimal
  }

  /// Page by page in the order of the file, so that memory stays small whatever the table holds.
  private static func digest(of name: String, in transaction: any SQLTransaction) throws -> Table {
    let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
    var digest = RunningDigest()
    var rows = 0
    var last = Int.min
    while true {
      let page = try transaction.run(
        "SELECT rowid AS place_in_file, * FROM \(quoted) WHERE rowid > $1 ORDER BY rowid LIMIT 100",
        .integer(last)
      )
      guard let end = page.last else { break }
      for row in page { digest.add(row.values.dropFirst()) }
      rows += page.count
      last = try end.integer("place_in_file")
    }
    return Table(name: name, rows: rows, sha256: digest.hexadecimal)
  }
}
