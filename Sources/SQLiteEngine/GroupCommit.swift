// Group commit: writes that wait share one transaction and one flush, each in a savepoint of its own.

internal import GRDB
internal import SQL
internal import Synchronization

/// A write that waits for its turn: what to do, and how its caller learns the outcome.
struct PendingWrite: Sendable {
  /// Runs the statements and returns what tells the caller of success; called once the flush is done.
  let run: @Sendable (any SQLTransaction) throws -> @Sendable () -> Void
  let fail: @Sendable (any Error) -> Void

  init<T: Sendable>(
    _ body: @escaping @Sendable (any SQLTransaction) throws -> T, _ caller: CheckedContinuation<T, any Error>
  ) {
    run = { transaction in
      let value = try body(transaction)
      return { caller.resume(returning: value) }
    }
    fail = { caller.resume(throwing: failure($0)) }
  }
}

/// The queue in front of the only writer.
final class GroupCommit: Sendable {
  private struct Queue {
    var waiting: [PendingWrite] = []
    var isDraining = false
    var groups = 0
    var writes = 0
  }

  /// A group is closed after this long, so that nobody behind it waits much longer than its flush.
  private static let longest = Duration.milliseconds(40)

  private let limit: Int
  private let news: News
  private let queue = Mutex(Queue())

  init(limit: Int, news: News) {
    self.limit = limit
    self.news = news
  }

  /// Writes that wait for the writer, not counting those that it is at.
  var waiting: Int { queue.withLock { $0.waiting.count } }

  var counts: (groups: Int, writes: Int) { queue.withLock { ($0.groups, $0.writes) } }

  func add(_ write: PendingWrite, to pool: DatabasePool) {
    enum Turn { case full, wait, start }
    let turn = queue.withLock { queue -> Turn in
      guard queue.waiting.count < limit else { return .full }
      queue.waiting.append(write)
      if queue.isDraining { return .wait }
      queue.isDraining = true
      return .start
    }
    switch turn {
    case .full: write.fail(SQLFailure.busy(retryAfter: 1))
    case .wait: break
    case .start: pool.asyncWriteWithoutTransaction { self.drain($0) }
    }
  }

  private func drain(_ database: Database) {
    let transaction = SQLiteTransaction(database)
    while true {
      let group = queue.withLock { queue -> [PendingWrite] in
        defer { queue.waiting.removeAll(keepingCapacity: true) }
        if queue.waiting.isEmpty { queue.isDraining = false }
        return queue.waiting
      }
      if group.isEmpty { return }
      var rest = group[...]
      while !rest.isEmpty { commit(&rest, transaction, database) }
    }
  }

  /// Runs writes from the front of `rest` in one transaction until it is empty or time is up, and commits them.
  private func commit(
    _ rest: inout ArraySlice<PendingWrite>, _ transaction: SQLiteTransaction, _ database: Database
  ) {
    let begun = ContinuousClock.now
    var taken: [PendingWrite] = []
    var successes: [@Sendable () -> Void] = []
    var failures: [(PendingWrite, any Error)] = []
    do {
      try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
      repeat {
        let write = rest.removeFirst()
        taken.append(write)
        do {
          successes.append(try inSavepoint(write, transaction, database))
        } catch let broken as BrokenGroup {
          throw broken.cause
        } catch {
          failures.append((write, error))
        }
      } while !rest.isEmpty && ContinuousClock.now - begun < Self.longest
      try database.cachedStatement(sql: "COMMIT").execute()
    } catch {
      if database.isInsideTransaction { try? database.rollback() }
      // Nothing of this group is on the disk, so nobody in it may believe so. Where not even BEGIN was possible,
      // that goes for everybody who waits: the next would only wait as long again.
      if taken.isEmpty {
        taken = Array(rest)
        rest = []
      }
      for write in taken { write.fail(error) }
      return
    }
    queue.withLock { [count = successes.count] in
      $0.groups += 1
      $0.writes += count
    }
    if !successes.isEmpty { news.tell() }
    for succeed in successes { succeed() }
    for (write, error) in failures { write.fail(error) }
  }

  private func inSavepoint(
    _ write: PendingWrite, _ transaction: SQLiteTransaction, _ database: Database
  ) throws -> @Sendable () -> Void {
    try transaction.run("SAVEPOINT one_write")
    do {
      let success = try write.run(transaction)
      try transaction.run("RELEASE one_write")
      return success
    } catch {
      // SQLite may have given up the whole transaction (disk full, I/O): then everybody's work is gone.
      guard database.isInsideTransaction else { throw BrokenGroup(cause: error) }
      do {
        try transaction.run("ROLLBACK TO one_write")
        try transaction.run("RELEASE one_write")
      } catch {
        throw BrokenGroup(cause: error)
      }
      throw error
    }
  }

  /// One write's trouble that took the whole transaction with it.
  private struct BrokenGroup: Error {
    var cause: any Error
  }
}
