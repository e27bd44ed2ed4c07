// The title of an event, for papers and headings.

public import Basics
internal import Records
internal import SQL

/// Reads an event's title.
public struct EventTitle: Sendable {
  private let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Throws a `Refusal` where there is no such event.
  public func callAsFunction(event: String) async throws -> Words {
    guard let row = try await ports.engine.read({ try $0.event(event) }) else { throw unknownEvent(event) }
    return row.title
  }
}
