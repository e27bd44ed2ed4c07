// Reading: each piece on a snapshot of its own, run again where the server went away under it.

internal import SQL

/// What one reading thread does.
struct Reader {
  let address: PostgresAddress
  let identity: ProcessIdentity
  /// How long a read waits for a server that is gone.
  let patience: Duration

  /// Works until the queue is closed.
  func work(on queue: WorkQueue) {
    let connection = Connection(address)
    // Nobody is told before his closure is let go of: what it holds must not end on this thread.
    while let tell = queue.next().map({ serve($0, connection) }) { tell() }
    connection.close()
  }

  private func serve(_ item: PendingWork, _ connection: Connection) -> @Sendable () -> Void {
    let begun = ContinuousClock.now
    var attempts = 0
    while true {
      attempts += 1
      let transaction = PostgresTransaction(connection, chain: identity.chain)
      do {
        try connection.open()
        try connection.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        let success = try item.run(transaction)
        try? connection.command("COMMIT")
        return success
      } catch {
        if connection.isInTransaction { try? connection.command("ROLLBACK") }
        let cause = transaction.trouble ?? (error as? PostgresError)
        if let cause, cause.isLost, ContinuousClock.now - begun < patience {
          connection.close()
          OwnThread.sleep(.milliseconds(100))
          continue
        }
        if let cause, cause.asksForAnother, attempts < 5 {
          if cause.isOutdatedPlan { connection.forgetStatements() }
          continue
        }
        let why: any Error = cause.flatMap { $0.isLost ? $0 : nil } ?? error
        return { [fail = item.fail] in fail(failure(why)) }
      }
    }
  }
}
