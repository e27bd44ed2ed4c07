// What the office's and the public's overviews need: events, how far each is, and the version that a cached page is good for.

internal import Basics
internal import Judging
public import Records
internal import SQL

/// One event with the figures of its cards.
public struct EventLine: Hashable, Sendable {
  public var event: EventRow
  public var divisions: [DivisionRow]
  public var participations: Int
  /// Sheets that are expected (not revoked), delivered, signed.
  public var expected: Int
  public var delivered: Int
  public var signed: Int
  public var isPublished: Bool
}

/// Reads events for overviews.
public struct ShowEvents: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// All events, the newest first.
  public func callAsFunction() async throws -> [EventLine] {
    try await ports.engine.read { transaction in
      try transaction.allEvents().map { try Self.line($0, in: transaction) }
        .sorted { ($1.event.day, $0.event.id) < ($0.event.day, $1.event.id) }
    }
  }

  /// One event; nil where there is none.
  public func event(_ id: String) async throws -> EventLine? {
    try await ports.engine.read { transaction in
      try transaction.event(id).map { try Self.line($0, in: transaction) }
    }
  }

  /// Changes whenever anything of the event does; nil where there is no such event.
  public func version(ofEvent id: String) async throws -> String? {
    try await ports.engine.read { transaction in
      try transaction.event(id) == nil ? nil : try transaction.version(ofEvent: id)
    }
  }

  /// A number after each group of changes of any event, the newest only.
  public func changes() -> AsyncStream<Int> { ports.engine.changes() }

  /// The store's id, and whether the store answers at all.
  public func storeID() async throws -> String {
    try await ports.engine.read { try $0.storeFact("id") ?? "" }
  }

  private static func line(_ event: EventRow, in transaction: any SQLTransaction) throws -> EventLine {
    let divisions = try transaction.divisions(ofEvent: event.id)
    let sheets = try divisions.flatMap { try transaction.sheets(ofDivision: $0.id) }.filter { !$0.isRevoked }
    return EventLine(
      event: event, divisions: divisions,
      participations: try transaction.participations(ofEvent: event.id).count,
      expected: sheets.count, delivered: sheets.count { $0.revision > 0 },
      signed: sheets.count { $0.state == .signed },
      isPublished: event.state == .published || event.state == .archived)
  }
}
