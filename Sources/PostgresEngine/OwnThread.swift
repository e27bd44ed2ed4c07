// Threads that may wait: a connection waits for its server, and tasks must not wait with it.

internal import Foundation

enum OwnThread {
  private static let name = "sizhou-postgresql"

  /// Whether the caller is one of them.
  static var isCurrent: Bool { Thread.current.name == name }

  static func start(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.name = name
    thread.stackSize = 8 << 20
    thread.start()
  }

  static func sleep(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    Thread.sleep(forTimeInterval: Double(seconds) + Double(attoseconds) / 1e18)
  }
}
