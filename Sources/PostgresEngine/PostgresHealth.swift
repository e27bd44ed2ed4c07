// What the server itself says about the safety of what it is given, for `doctor`.

internal import SQL

/// Settings and state of a server, asked and not believed.
public struct PostgresHealth: Hashable, Sendable {
  public var version: String
  /// Whether a commit is really flushed, on this server and for this session.
  public var fsync: Bool
  public var fullPageWrites: Bool
  public var synchronousCommit: String
  /// Whether a damaged page is noticed when it is read.
  public var hasChecksums: Bool
  /// Whether the connection is encrypted.
  public var isEncrypted: Bool
  /// Whether it only follows another server and takes no writes.
  public var isStandby: Bool
  /// The server's clock in milliseconds since 1970.
  public var clock: Int
  /// Bytes that the database takes.
  public var size: Int
}

extension PostgresEngine {
  public func health() async throws -> PostgresHealth {
    try await read { transaction in
      let row = try transaction.first(
        """
        SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
          current_setting('full_page_writes') AS pages, current_setting('data_checksums') AS sums, current_setting('synchronous_commit') AS commits,
          pg_is_in_recovery() AS standby, pg_database_size(current_database()) AS size,
          CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS clock,
          COALESCE((SELECT s.ssl FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid()), FALSE) AS encrypted
        """)
      guard let row else { throw SQLFailure.missing("the server's settings") }
      return PostgresHealth(
        version: try row.text("version"), fsync: try row.text("fsync") == "on",
        fullPageWrites: try row.text("pages") == "on", synchronousCommit: try row.text("commits"),
        hasChecksums: try row.text("sums") == "on", isEncrypted: try row.flag("encrypted"),
        isStandby: try row.flag("standby"),
        clock: try row.integer("clock"), size: try row.integer("size"))
    }
  }
}
