// The face of a database: synchronous closures over a transaction, grouped writes, and news of changes.

/// How SQL is spelled where engines differ.
///
/// Everything else is written once for all of them.
public struct SQLDialect: Hashable, Sendable {
  /// `sqlite` or `postgresql`.
  public let name: String
  /// After `)` of CREATE TABLE: ` STRICT` where there is such a thing.
  public let strict: String
  /// The type of 64-bit whole numbers: `INTEGER` (STRICT tables know no BIGINT) or `BIGINT`.
  public let integer: String
  /// The type of bytes: `BLOB` or `BYTEA`.
  public let blob: String
  /// After a text column that is sorted or compared: byte order.
  public let byteOrder: String

  public init(name: String, strict: String, integer: String, blob: String, byteOrder: String) {
    self.name = name
    self.strict = strict
    self.integer = integer
    self.blob = blob
    self.byteOrder = byteOrder
  }

  /// BINARY is SQLite's default order.
  public static let sqlite = SQLDialect(
    name: "sqlite", strict: " STRICT", integer: "INTEGER", blob: "BLOB", byteOrder: "")
  public static let postgresql = SQLDialect(
    name: "postgresql", strict: "", integer: "BIGINT", blob: "BYTEA", byteOrder: " COLLATE \"C\"")

  /// A statement of a schema array in this dialect: `{strict}`, `{integer}`, `{blob}` and `{bytes}`
  /// (byte order, after TEXT) are filled in.
  ///
  /// Plain `BIGINT`, `BLOB` and `STRICT` do not work on every engine. Where byte order has to be asked for, every
  /// TEXT column gets it, so that no order depends on the language that a server was installed in.
  public func spelled(_ statement: String) -> String {
    let filled = filled(statement)
    guard !byteOrder.isEmpty else { return filled }
    return filled.replacing(" TEXT\(byteOrder)", with: " TEXT").replacing(" TEXT", with: " TEXT\(byteOrder)")
  }

  private func filled(_ statement: String) -> String {
    var text = ""
    var rest = Substring(statement)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      switch rest[rest.index(after: open)..<close] {
      case "strict": text += strict
      case "integer": text += integer
      case "blob": text += blob
      case "bytes": text += byteOrder
      default: text += rest[open...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}

/// Statements within one transaction.
///
/// Never kept beyond the closure that it is given to.
public protocol SQLTransaction {
  var dialect: SQLDialect { get }

  /// The name of the audit chain that this process writes to.
  var chain: String { get }

  /// Runs one statement with `$1`, `$2` ... bound to `values` in order and returns its rows.
  /// Throws `SQLFailure`; after a failure the transaction (or its savepoint) is rolled back by the engine.
  @discardableResult
  func run(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow]

  /// Runs a statement whose answer nobody reads, now or at the latest when this write ends: a server far away is not
  /// waited for. Where it fails, a later statement or the end of the write says so.
  func runSoon(_ sql: String, _ values: [SQLValue]) throws

  /// Runs a statement that answers nothing after all writes of the group that this one belongs to, and only once
  /// where several of them ask for the same with the same values; not at all where this write fails.
  /// It must not fail by itself: then the whole group does.
  func runLast(_ sql: String, _ values: [SQLValue]) throws

  /// What was last noted under a name in this transaction, by this write or by one before it in the same group; nil
  /// where nothing was, or where the write that noted it was undone.
  func noted(_ name: String) -> [SQLValue]?

  /// Notes something that only this transaction changes, so that it need not be asked for again.
  func note(_ name: String, _ values: [SQLValue])
}

extension SQLTransaction {
  @discardableResult
  public func run(_ sql: String) throws -> [SQLRow] { try run(sql, []) }

  @discardableResult
  public func run(_ sql: String, _ values: SQLValue...) throws -> [SQLRow] { try run(sql, values) }

  /// The first row, or nil.
  public func first(_ sql: String, _ values: SQLValue...) throws -> SQLRow? { try run(sql, values).first }
}

extension SQLTransaction {
  /// One chain for all: right where a single writer holds the file, as with SQLite.
  public var chain: String { "main" }

  /// At once, where the store is in this process.
  public func runSoon(_ sql: String, _ values: [SQLValue]) throws { try run(sql, values) }

  public func noted(_ name: String) -> [SQLValue]? { nil }
  public func note(_ name: String, _ values: [SQLValue]) {}

  /// At once: a transaction of its own is a group of one.
  public func runLast(_ sql: String, _ values: [SQLValue]) throws { try run(sql, values) }
}

/// A store.
///
/// Writes of one process go through one writer in the order of their calls.
public protocol SQLEngine: Sendable {
  var dialect: SQLDialect { get }

  /// Runs `body` on a snapshot; it cannot write.
  func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T

  /// Runs `body` in a savepoint of a shared transaction and returns only after that transaction is on the disk.
  /// A throwing `body` undoes its own statements and nobody else's. `body` may run again: it takes now, ids and
  /// keys as values and has no effect outside the transaction.
  func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T

  /// Leaves nothing of deleted and replaced values in the files of the store; others may have to wait meanwhile.
  func forget() async throws

  /// A number that grows with every group of writes that reached the disk.
  var version: Int { get }

  /// The version after each such group, the newest only: a slow listener skips, and never stalls a writer.
  func changes() -> AsyncStream<Int>
}

extension SQLEngine {
  /// For engines whose files are not ours to clean.
  public func forget() async throws {}
}
