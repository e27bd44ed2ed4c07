// Tells open screens that an event has changed: one listener on the store, one small message a screen.

internal import Basics
internal import Office
internal import ServiceLifecycle
internal import Synchronization

/// Spreads the versions of events to whoever watches them.
///
/// A screen that is slow gets the newest version only. Versions say that something changed, never what.
final class LiveHub: Service {
  private struct Listener {
    var event: String
    var continuation: AsyncStream<String>.Continuation
  }

  private struct State {
    var next = 0
    var listeners: [Int: Listener] = [:]
    var isClosed = false
  }

  /// Seconds between signs of life, which also find screens that have gone.
  static let heartbeat = 15
  /// Milliseconds in which several changes become one message.
  static let gathering = 200

  private let events: ShowEvents
  private let state = Mutex(State())

  init(_ ports: OfficePorts) {
    events = ShowEvents(ports)
  }

  /// How many screens are listening.
  var count: Int { state.withLock { $0.listeners.count } }

  /// Versions of an event from now on; the same one again is a sign of life.
  func listen(to event: String) -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.next += 1
      state.listeners[state.next] = Listener(event: event, continuation: continuation)
      return state.next
    }
    guard let id else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: id) }
    }
    return stream
  }

  /// Runs until the program is asked to stop; then every stream ends.
  func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.passOnChanges() }
      group.addTask { await self.beat() }
      await group.waitForAll()
    }
    close()
  }

  private func passOnChanges() async {
    for await _ in events.changes().cancelOnGracefulShutdown() {
      try? await Task.sleep(for: .milliseconds(Self.gathering))
      await tell()
    }
  }

  private func beat() async {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(Self.heartbeat))
        await self.tell(everybody: true)
      }
    }
  }

  private let told = Mutex<[String: String]>([:])

  /// Reads the version of each watched event once and hands it to its screens.
  private func tell(everybody: Bool = false) async {
    let watched = state.withLock { Set($0.listeners.values.map(\.event)) }
    for event in watched {
      guard let version = try? await events.version(ofEvent: event) else { continue }
      let isNew = told.withLock { told in
        defer { told[event] = version }
        return told[event] != version
      }
      guard isNew || everybody else { continue }
      let listeners = state.withLock { $0.listeners.values.filter { $0.event == event } }
      for listener in listeners { listener.continuation.yield(version) }
    }
    told.withLock { told in told = told.filter { watched.contains($0.key) } }
  }

  private func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.continuation.finish() }
  }
}
