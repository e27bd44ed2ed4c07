// News from the other processes on the same database: their commits are counted, a notification only wakes the counting.

internal import SQL
internal import Synchronization

/// A thread that looks for others' commits, started when somebody first listens.
final class Watcher: Sendable {
  private let address: PostgresAddress
  private let identity: ProcessIdentity
  private let news: News
  private let state = Mutex((isStarted: false, isClosed: false))

  init(_ address: PostgresAddress, _ identity: ProcessIdentity, news: News) {
    self.address = address
    self.identity = identity
    self.news = news
  }

  func start() {
    let isFirst = state.withLock { state in
      defer { state.isStarted = true }
      return !state.isStarted && !state.isClosed
    }
    if isFirst { OwnThread.start { [self] in work() } }
  }

  func close() { state.withLock { $0.isClosed = true } }

  private func work() {
    let connection = Connection(address)
    var seen: Int?
    while !state.withLock({ $0.isClosed }) {
      do {
        if !connection.isOpen {
          try connection.open()
          try connection.command("LISTEN sizhou")
        }
        // Own commits are told by the writer itself.
        let others = try connection.run(
          "SELECT CAST(COALESCE(SUM(commits), 0) AS BIGINT) AS n FROM sizhou_writer WHERE process <> $1",
          [.text(identity.process)]
        ).first?.integer("n")
        if let before = seen, let others, others != before { news.tell() }
        seen = others
        _ = try connection.hears(within: 400)
      } catch {
        if (error as? PostgresError)?.isLost == true { connection.close() }
        OwnThread.sleep(.milliseconds(400))
      }
    }
    connection.close()
  }
}
