// Group commit: writes that wait share one transaction and one flush, each in a savepoint of its own.

internal import GRDB
internal import SQL
internal import Synchronization

/// The queue in front of the only writer.
final class GroupCommit: Sendable {
  private struct Queue {
    var waiting: [PendingWork] = []
    var isDraining = false
    var groups = 0
    var writes = 0
  }

  /// A group is closed after this long, so that nobody behind it waits much longer than its flush.
  private let longest: Duration
  private let limit: Int
  private let news: News
  private let queue = Mutex(Queue())

  init(limit: Int, longest: Duration, news: News) {
    self.limit = limit
    self.longest = longest
    self.news = news
  }

  /// Writes that wait for the writer, not counting those that it is at.
  var waiting: Int { queue.withLock { $0.waiting.count } }

  var counts: (groups: Int, writes: Int) { queue.withLock { ($0.groups, $0.writes) } }

  func add(_ write: PendingWork, to pool: DatabasePool) {
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
    let transaction = SQLiteTransaction(database, isShared: true)
    while true {
      var group = queue.withLock { queue -> [PendingWork] in
        defer { queue.waiting.removeAll(keepingCapacity: true) }
        if queue.waiting.isEmpty { queue.isDraining = false }
        return queue.waiting
      }
      if group.isEmpty { return }
      while !group.isEmpty {
        // Nobody is told before his closure is let go of: what it holds, be it the last of the engine itself, must
        // not end on the writer's own queue.
        for tell in commit(&group, transaction, database) { tell() }
      }
    }
  }

  /// Runs writes from the front of `waiting` in one transaction until there are none or time is up, and commits them.
  /// - Returns: what tells their callers; they are gone from `waiting`.
  private func commit(
    _ waiting: inout [PendingWork], _ transaction: SQLiteTransaction, _ database: Database
  ) -> [@Sendable () -> Void] {
    let begun = ContinuousClock.now
    transaction.group.notes = GroupNotes()
    var taken = 0
    var successes: [@Sendable () -> Void] = []
    var failures: [@Sendable () -> Void] = []
    do {
      try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
      repeat {
        let write = waiting[taken]
        taken += 1
        do {
          successes.append(try inSavepoint(write, transaction, database))
        } catch let broken as BrokenGroup {
          throw broken.cause
        } catch {
          failures.append { [fail = write.fail] in fail(error) }
        }
      } while taken < waiting.count && ContinuousClock.now - begun < longest
      for statement in transaction.group.notes.last {
        try transaction.run(statement.sql, statement.values)
      }
      try database.cachedStatement(sql: "COMMIT").execute()
    } catch {
      if database.isInsideTransaction { try? database.rollback() }
      // Nothing of this group is on the disk, so nobody in it may believe so. Where not even BEGIN was possible,
      // that goes for everybody who waits: the next would only wait as long again.
      let count = taken == 0 ? waiting.count : taken
      defer { waiting.removeFirst(count) }
      return waiting.prefix(count).map { write in { [fail = write.fail] in fail(error) } }
    }
    waiting.removeFirst(taken)
    queue.withLock { [count = successes.count] in
      $0.groups += 1
      $0.writes += count
    }
    if !successes.isEmpty { news.tell() }
    return successes + failures
  }

  private func inSavepoint(
    _ write: PendingWork, _ transaction: SQLiteTransaction, _ database: Database
  ) throws -> @Sendable () -> Void {
    let before = transaction.group.notes.last.count
    try transaction.run("SAVEPOINT one_write")
    do {
      let success = try write.run(transaction)
      try transaction.run("RELEASE one_write")
      return success
    } catch {
      transaction.group.notes.undo(keeping: before)
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
