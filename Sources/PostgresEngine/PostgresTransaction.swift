// One PostgreSQL transaction as the records see it; the first error is kept, because the server takes nothing after it.

internal import SQL

/// Statements on one connection, for as long as their closure runs.
final class PostgresTransaction: SQLTransaction {
  let dialect = SQLDialect.postgresql
  let chain: String
  /// What the writes of the group leave for each other.
  var group = GroupNotes()
  /// The first error since the last savepoint.
  var trouble: PostgresError?
  private let connection: Connection
  /// Whether a statement has run that may have changed something.
  var hasChanged = false

  init(_ connection: Connection, chain: String) {
    self.connection = connection
    self.chain = chain
  }

  @discardableResult
  func run(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    if let trouble { throw SQLFailure(trouble) }
    do {
      if !sql.hasPrefix("SELECT") { hasChanged = true }
      return try connection.run(sql, values)
    } catch let error as PostgresError {
      trouble = error
      throw SQLFailure(error)
    }
  }

  func runSoon(_ sql: String, _ values: [SQLValue]) throws {
    if let trouble { throw SQLFailure(trouble) }
    hasChanged = true
    do { try connection.send(sql, values) } catch let error as PostgresError {
      trouble = error
      throw SQLFailure(error)
    }
  }

  /// Waits for what was sent.
  func settle() throws {
    do { try connection.settle() } catch let error as PostgresError {
      trouble = trouble ?? error
      throw SQLFailure(error)
    }
  }

  func runLast(_ sql: String, _ values: [SQLValue]) throws { group.addLast(sql, values) }
  func noted(_ name: String) -> [SQLValue]? { group.noted(name) }
  func note(_ name: String, _ values: [SQLValue]) { group.note(name, values) }
}
