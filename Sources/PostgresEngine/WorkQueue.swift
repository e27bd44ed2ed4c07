// Work that waits for a thread: bounded, in the order in which it came, closed once and for all.

internal import Dispatch
internal import SQL
internal import Synchronization

/// The queue between callers and the threads that have connections.
final class WorkQueue: Sendable {
  private struct State {
    var waiting: [PendingWork] = []
    var isClosed = false
    var workers = 0
  }

  private let limit: Int
  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init(limit: Int) { self.limit = limit }

  /// How much waits, not counting what somebody is at.
  var count: Int { state.withLock { $0.waiting.count } }
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Adds work, or tells its caller at once that too much is waiting.
  func add(_ item: PendingWork) {
    let isTaken = state.withLock { state in
      guard !state.isClosed, state.waiting.count < limit else { return false }
      state.waiting.append(item)
      return true
    }
    if isTaken { work.signal() } else { item.fail(SQLFailure.busy(retryAfter: 1)) }
  }

  /// The oldest piece of work, waiting for one; nil once the queue is closed and empty.
  func next() -> PendingWork? {
    while true {
      work.wait()
      let (item, isOver) = state.withLock { state -> (PendingWork?, Bool) in
        (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isClosed)
      }
      if let item { return item }
      if isOver { return nil }
    }
  }

  /// Everything that waits, at least one piece; nil once the queue is closed and empty.
  func all() -> [PendingWork]? {
    while true {
      work.wait()
      let (items, isOver) = state.withLock { state -> ([PendingWork], Bool) in
        defer { state.waiting.removeAll(keepingCapacity: true) }
        return (state.waiting, state.isClosed)
      }
      if !items.isEmpty { return items }
      if isOver { return nil }
    }
  }

  /// Starts a thread for the queue; `body` returns when `next` or `all` has returned nil.
  func start(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.workers += 1 }
    OwnThread.start { [ended] in
      body()
      ended.signal()
    }
  }

  /// Lets what waits be done, takes nothing more, and returns when every thread has ended.
  func close() {
    let workers = state.withLock { state in
      defer { state.isClosed = true }
      return state.isClosed ? 0 : state.workers
    }
    for _ in 0..<workers { work.signal() }
    // A thread that lets go of the engine last cannot wait for its own end.
    if OwnThread.isCurrent { return }
    for _ in 0..<workers { ended.wait() }
  }
}
