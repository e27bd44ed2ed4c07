// News of committed writes, for boards that wait: a number that grows, and streams that carry the newest one.

internal import Synchronization

/// The version of the store as this process has seen it, and those who listen.
package final class News: Sendable {
  private struct State {
    var version = 0
    var next = 0
    var listeners: [Int: AsyncStream<Int>.Continuation] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  package var version: Int { state.withLock { $0.version } }

  /// Counts one more group of writes and tells everybody.
  package func tell() {
    let (version, listeners) = state.withLock { state in
      state.version += 1
      return (state.version, Array(state.listeners.values))
    }
    for listener in listeners { listener.yield(version) }
  }

  package func listen() -> AsyncStream<Int> {
    let (stream, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state in
      state.next += 1
      state.listeners[state.next] = continuation
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: id) }
    }
    return stream
  }
}
