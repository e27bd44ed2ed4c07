// Group commit: writes that wait share one transaction and one flush, and are run again as a group.

internal import SQL
internal import Synchronization

/// The only writer of a process.
final class Writer: Sendable {
  /// A group is closed after this long, so that nobody behind it waits much longer than its flush.
  private let longest: Duration
  /// A group that collides with other processes is run at most so often.
  private static let mostAttempts = 12

  let queue: WorkQueue
  let identity = ProcessIdentity()
  private let address: PostgresAddress
  private let patience: Duration
  private let news: News
  private let counted = Mutex((groups: 0, writes: 0, reruns: 0))

  /// - Parameter patience: how long a group waits for a server that is gone.
  init(_ address: PostgresAddress, waiting: Int, longest: Duration, patience: Duration, news: News) {
    self.longest = longest
    self.address = address
    self.patience = patience
    self.news = news
    queue = WorkQueue(limit: waiting)
  }

  var counts: (groups: Int, writes: Int, reruns: Int) { counted.withLock { $0 } }

  func start() {
    queue.start { [self] in
      let session = WriterSession(address, identity)
      while var group = queue.all() {
        // Nobody is told before his closure is let go of: what it holds must not end on this thread.
        while !group.isEmpty { for tell in commit(&group, session) { tell() } }
      }
      session.connection.close()
    }
  }

  /// What one run of a group came to.
  private struct Outcome {
    var taken = 0
    var successes: [@Sendable () -> Void] = []
    var failures: [@Sendable () -> Void] = []
    /// Whether COMMIT has been sent: from then on a broken connection leaves it open what happened.
    var isSent = false
  }

  /// Commits writes from the front of `waiting`, as many as fit into one group, or gives them up.
  /// - Returns: what tells their callers; they are gone from `waiting`.
  private func commit(_ waiting: inout [PendingWork], _ session: WriterSession) -> [@Sendable () -> Void] {
    let begun = ContinuousClock.now
    var attempts = 0
    var inDoubt: Outcome?
    while true {
      attempts += 1
      var outcome = Outcome()
      do {
        try session.ready()
        if let doubtful = inDoubt {
          inDoubt = nil
          if try session.hasCommitted() { return finish(doubtful, &waiting) }
        }
        try session.begin()
        try run(waiting, &outcome, session, isCareful: attempts > 1)
        outcome.isSent = true
        try session.commit()
        return finish(outcome, &waiting)
      } catch {
        let again = error as? RunAgain
        let cause = error as? PostgresError ?? again?.cause
        if outcome.isSent, cause?.isLost == true { inDoubt = outcome }
        session.abandon()
        if let cause, cause.isLost, ContinuousClock.now - begun < patience {
          session.connection.close()
          OwnThread.sleep(.milliseconds(50))
        } else if let cause, cause.asksForAnother, attempts < Self.mostAttempts {
          if cause.isOutdatedPlan { session.connection.forgetStatements() }
          OwnThread.sleep(.milliseconds(attempts * Int.random(in: 1...4)))
        } else if again == nil || cause != nil || attempts >= Self.mostAttempts {
          return refuse(&waiting, outcome, cause, error)
        }
        counted.withLock { $0.reruns += 1 }
      }
    }
  }

  private func finish(_ outcome: Outcome, _ waiting: inout [PendingWork]) -> [@Sendable () -> Void] {
    waiting.removeFirst(outcome.taken)
    counted.withLock { [count = outcome.successes.count] in
      $0.groups += 1
      $0.writes += count
    }
    if !outcome.successes.isEmpty { news.tell() }
    return outcome.successes + outcome.failures
  }

  /// Nobody in this group may believe that it is on the disk.
  ///
  /// Where the server cannot even be reached, that goes for everybody who waits: the next would only wait as long
  /// again. A group whose commit was on its way then may be there after all; the same write sent again is known by
  /// its id.
  private func refuse(
    _ waiting: inout [PendingWork], _ outcome: Outcome, _ cause: PostgresError?, _ error: any Error
  ) -> [@Sendable () -> Void] {
    let count = outcome.taken == 0 || cause?.isLost == true ? waiting.count : outcome.taken
    defer { waiting.removeFirst(count) }
    let why: any Error = cause.map { $0 } ?? error
    return waiting.prefix(count).map { write in
      { [fail = write.fail] in fail(failure(why)) }
    }
  }

  /// Runs writes until there is none left or time is up.
  ///
  /// First without savepoints, which nearly every group does well without; where a write fails after it has changed
  /// something, the group is run again with a savepoint for each, and only that write is undone.
  private func run(
    _ writes: [PendingWork], _ outcome: inout Outcome, _ session: WriterSession, isCareful: Bool
  ) throws {
    let begun = ContinuousClock.now
    let connection = session.connection
    let transaction = PostgresTransaction(connection, chain: identity.chain)
    for write in writes {
      let before = transaction.group.last.count
      if isCareful { try connection.command("SAVEPOINT one_write") }
      transaction.hasChanged = false
      outcome.taken += 1
      do {
        let success = try write.run(transaction)
        // Without savepoints a statement on its way may fail later; then the group is run again.
        if isCareful { try transaction.settle() }
        if let trouble = transaction.trouble { throw trouble }
        if isCareful { try connection.command("RELEASE SAVEPOINT one_write") }
        outcome.successes.append(success)
      } catch {
        let trouble = transaction.trouble
        if let trouble, trouble.isLost || trouble.asksForAnother { throw RunAgain(cause: trouble) }
        guard isCareful || trouble == nil && !transaction.hasChanged else { throw RunAgain(cause: nil) }
        if isCareful {
          try connection.command("ROLLBACK TO SAVEPOINT one_write; RELEASE SAVEPOINT one_write")
        }
        transaction.trouble = nil
        transaction.group.undo(keeping: before)
        outcome.failures.append { [fail = write.fail] in fail(failure(error)) }
      }
      if ContinuousClock.now - begun >= longest { break }
    }
    do { try connection.settle() } catch let error as PostgresError {
      throw RunAgain(cause: error.isLost || error.asksForAnother ? error : nil)
    }
    for statement in transaction.group.last { try connection.send(statement.sql, statement.values) }
    try connection.settle()
  }

  /// The group has to be run again: for a reason of the server's, or because a write has to be undone alone.
  private struct RunAgain: Error {
    var cause: PostgresError?
  }
}
