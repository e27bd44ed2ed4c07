// The embedded engine: one SQLite file in WAL mode, readers on snapshots, one writer that shares each flush.

internal import Foundation
internal import GRDB
public import SQL
internal import Synchronization

/// A store in one SQLite file.
///
/// Acknowledged writes survive a power cut: `synchronous` is FULL and every caller
/// waits for the flush of the transaction that holds its write.
public final class SQLiteEngine: SQLEngine {
  /// How a store is opened.
  public enum Access: Hashable, Sendable {
    /// For reading and writing; the file is created where there is none.
    case readWrite
    /// For reading only; the file must be there.
    case readOnly
  }

  public let dialect = SQLDialect.sqlite
  private let pool: DatabasePool
  private let writes: GroupCommit
  private let news = News()

  /// Opens the file at `path`.
  /// - Parameters:
  ///   - readers: connections for reading at the same time, from 1.
  ///   - waiting: writes that may wait before `busy` is thrown, from 1.
  ///   - longestGroup: how long writes are taken into one group before it is committed.
  /// - Throws: `SQLFailure`, among them `.damaged` for a file that is no SQLite database.
  public init(
    path: String, access: Access = .readWrite, readers: Int = 4, waiting: Int = 4_096,
    longestGroup: Duration = .milliseconds(40)
  ) throws {
    var settings = Configuration()
    settings.readonly = access == .readOnly
    settings.foreignKeysEnabled = true
    settings.maximumReaderCount = readers
    settings.busyMode = .timeout(5)
    settings.label = "sizhou"
    do {
      pool = try DatabasePool(path: path, configuration: settings)
      if access == .readWrite {
        // GRDB sets NORMAL while it opens the pool, so FULL comes afterwards and is read back.
        let synchronous = try pool.writeWithoutTransaction { database in
          try database.execute(sql: "PRAGMA synchronous = FULL")
          return try Int.fetchOne(database, sql: "PRAGMA synchronous")
        }
        guard synchronous == 2 else { throw SQLFailure.other("the store did not accept synchronous=FULL") }
      } else {
        // Opening is lazy: a file that is no database shows at the first page read.
        _ = try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
      }
    } catch {
      throw failure(error)
    }
    writes = GroupCommit(limit: waiting, longest: longestGroup, news: news)
  }

  public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws
    -> T
  {
    do {
      return try await pool.read { try body(SQLiteTransaction($0)) }
    } catch {
      throw failure(error)
    }
  }

  public func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws
    -> T
  {
    guard !pool.configuration.readonly else { throw SQLFailure.readOnly }
    return try await withCheckedThrowingContinuation { continuation in
      writes.add(PendingWork(body, continuation, failure: failure), to: pool)
    }
  }

  /// Writes the file anew and empties the log, so that no page holds what was deleted.
  public func forget() async throws {
    do {
      try await pool.barrierWriteWithoutTransaction { database in
        try database.execute(sql: "VACUUM")
        // Readers of other processes may hold the log for a moment.
        for _ in 0..<50 {
          if try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0 { return }
          Thread.sleep(forTimeInterval: 0.1)
        }
        throw SQLFailure.busy(retryAfter: 5)
      }
    } catch {
      throw failure(error)
    }
  }

  public var version: Int { news.version }

  public func changes() -> AsyncStream<Int> { news.listen() }

  /// Value of a PRAGMA on the writing connection, for `doctor` and tests.
  public func pragma(_ name: String) throws -> String? {
    do {
      return try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    } catch {
      throw failure(error)
    }
  }

  /// Copies everything that is committed into a new file at `path`, while others read and write.
  public func copy(to path: String) throws {
    do {
      let target = try DatabaseQueue(path: path)
      try pool.backup(to: target)
      try target.close()
    } catch {
      throw failure(error)
    }
  }

  /// Groups of writes that were committed, and writes in them, since opening.
  public var commits: (groups: Int, writes: Int) { writes.counts }

  /// Writes that wait for the writer.
  public var waiting: Int { writes.waiting }

  /// Waits for running statements and closes all connections.
  public func close() throws {
    do { try pool.close() } catch { throw failure(error) }
  }
}
