// One SQLite transaction as the records see it: statements with `$1` placeholders, bound and stepped in C.

internal import GRDB
internal import SQL

/// Statements on one connection, for as long as its closure runs.
struct SQLiteTransaction: SQLTransaction {
  /// What the writes that share this transaction leave for each other.
  final class Group { var notes = GroupNotes() }

  let statements: Statements
  let group = Group()
  let dialect = SQLDialect.sqlite
  private let isShared: Bool

  /// - Parameter isShared: whether a group of writes shares it, which runs the last statements in the end.
  init(_ database: Database, isShared: Bool = false) {
    statements = Statements(database)
    self.isShared = isShared
  }

  @discardableResult
  func run(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    do { return try statements.prepared(sql).run(values) } catch let error as DatabaseError {
      throw SQLFailure(error)
    }
  }

  func runLast(_ sql: String, _ values: [SQLValue]) throws {
    if isShared { group.notes.addLast(sql, values) } else { try run(sql, values) }
  }

  func noted(_ name: String) -> [SQLValue]? { group.notes.noted(name) }

  func note(_ name: String, _ values: [SQLValue]) { if isShared { group.notes.note(name, values) } }
}

/// The statements of one connection that a transaction, or a row of them, has used so far.
///
/// GRDB keeps compiled statements for ever; this also keeps what else every run needs: the order of the
/// placeholders and the names of the columns.
final class Statements {
  private let database: Database
  private var known: [String: PreparedStatement] = [:]

  init(_ database: Database) { self.database = database }

  func prepared(_ sql: String) throws -> PreparedStatement {
    if let found = known[sql] { return found }
    let fresh = PreparedStatement(try database.cachedStatement(sql: sql), sql: sql)
    known[sql] = fresh
    return fresh
  }
}
