// A read or write on its way to the store: what it does, and how its caller learns what became of it.

/// A read or write that waits for its turn.
///
/// Whoever takes it calls `run` as often as needed, and in the end either what the last `run` returned or `fail`, once.
package struct PendingWork: Sendable {
  /// Runs the statements and returns what tells the caller of success; that is called once the flush is done.
  package let run: @Sendable (any SQLTransaction) throws -> @Sendable () -> Void
  package let fail: @Sendable (any Error) -> Void

  /// - Parameter failure: an engine's errors as those of the records.
  package init<T: Sendable>(
    _ body: @escaping @Sendable (any SQLTransaction) throws -> T, _ caller: CheckedContinuation<T, any Error>,
    failure: @escaping @Sendable (any Error) -> any Error = { $0 }
  ) {
    run = { transaction in
      let value = try body(transaction)
      return { caller.resume(returning: value) }
    }
    fail = { caller.resume(throwing: failure($0)) }
  }
}
