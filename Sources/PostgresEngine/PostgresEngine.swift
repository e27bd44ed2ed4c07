// The engine for several servers: one PostgreSQL database, readers on snapshots, one writer a process that shares each flush.

public import SQL

/// A store in a PostgreSQL database.
///
/// Acknowledged writes have been flushed by the server: `synchronous_commit` is never off here. Several processes may
/// hold the same store; each writes its own audit chain.
public final class PostgresEngine: SQLEngine {
  /// The oldest server that the records are written for.
  private static let oldest = 120_000

  public let dialect = SQLDialect.postgresql
  public let address: PostgresAddress
  private let reads: WorkQueue
  private let writer: Writer
  private let watcher: Watcher
  private let news = News()

  /// Connects to a database, which is there already and may be empty.
  /// - Parameters:
  ///   - readers: connections for reading at the same time, from 1; opened when they are needed.
  ///   - waiting: writes that may wait before `busy` is thrown, from 1.
  ///   - longestGroup: how long writes are taken into one group before it is committed.
  ///   - patience: how long reads and writes wait for a server that went away.
  /// - Throws: `SQLFailure.other` in one sentence without the password.
  public init(
    _ address: PostgresAddress, readers: Int = 4, waiting: Int = 4_096,
    longestGroup: Duration = .milliseconds(40),
    patience: Duration = .seconds(20)
  ) throws {
    self.address = address
    do { try Self.look(address) } catch let error as PostgresError {
      throw SQLFailure.other(error.message)
    }
    reads = WorkQueue(limit: 16_384)
    writer = Writer(address, waiting: waiting, longest: longestGroup, patience: patience, news: news)
    watcher = Watcher(address, writer.identity, news: news)
    writer.start()
    let reader = Reader(address: address, identity: writer.identity, patience: patience)
    for _ in 0..<readers { reads.start { [reads] in reader.work(on: reads) } }
  }

  deinit { close() }

  /// What no later error would say as plainly.
  private static func look(_ address: PostgresAddress) throws {
    let connection = Connection(address)
    defer { connection.close() }
    try connection.open()
    let row = try connection.run(
      """
      SELECT CAST(current_setting('server_version_num') AS BIGINT) AS version,
        current_setting('server_version') AS name, current_setting('server_encoding') AS encoding,
        current_schema() AS space
      """, []
    ).first
    guard let row else { return }
    guard try row.integer("version") >= oldest else {
      throw SQLFailure.other("PostgreSQL \(try row.text("name")) is too old: 12 or later is needed")
    }
    guard try row.text("encoding") == "UTF8" else {
      throw SQLFailure.other("the database keeps texts in \(try row.text("encoding")): make it with UTF8")
    }
    guard try row.optionalText("space") != nil else {
      throw SQLFailure.other("the database has no schema to put tables in: look at search_path")
    }
  }

  public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws
    -> T
  {
    try await withCheckedThrowingContinuation { reads.add(PendingWork(body, $0, failure: failure)) }
  }

  public func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws
    -> T
  {
    try await withCheckedThrowingContinuation { writer.queue.add(PendingWork(body, $0, failure: failure)) }
  }

  public var version: Int { news.version }

  public func changes() -> AsyncStream<Int> {
    watcher.start()
    return news.listen()
  }

  /// Groups of writes that were committed, writes in them, and groups that had to be run again, since opening.
  public var commits: (groups: Int, writes: Int, reruns: Int) { writer.counts }

  /// Writes that wait for the writer.
  public var waiting: Int { writer.queue.count }

  /// Lets what waits be done and closes all connections.
  public func close() {
    watcher.close()
    reads.close()
    writer.queue.close()
  }
}
