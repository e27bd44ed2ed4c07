// Which judges' devices are signed in, and when each was last heard of.

public import Basics
internal import Records
internal import SQL

/// A device on which a judge is signed in.
public struct SignedInDevice: Hashable, Sendable {
  public var judge: String
  public var event: Words
  public var device: String
  public var since: Instant
  /// To the five minutes.
  public var seen: Instant
}

/// Lists devices.
public struct ShowDevices: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Those of the regions' events, the newest event first, at most 500.
  public func callAsFunction(regions: [String]) async throws -> [SignedInDevice] {
    let now = ports.now()
    return try await ports.engine.read { transaction in
      try regions.flatMap { try transaction.judgesDevices(region: $0, at: now, limit: 500) }.map { row in
        SignedInDevice(
          judge: row.judge, event: row.event, device: row.device, since: row.created, seen: row.seen)
      }
    }
  }
}
