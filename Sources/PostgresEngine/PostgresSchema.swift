// Schemas as spaces of their own within one database, so that tests side by side do not meet.

internal import SQL

extension PostgresAddress {
  /// The same database, with the tables in a schema of this name: small letters, digits and `_`.
  package func inSchema(_ name: String) throws -> PostgresAddress {
    try PostgresAddress(url + (url.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(name)")
  }

  /// Makes the schema, which must not be there.
  package func makeSchema(_ name: String) throws {
    let connection = Connection(self)
    defer { connection.close() }
    do {
      try connection.open()
      try connection.command("CREATE SCHEMA \(name)")
    } catch let error as PostgresError {
      throw SQLFailure.other(error.message)
    }
  }
}
