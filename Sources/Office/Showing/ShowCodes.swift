// Who is behind which code: for organizers only, and every look at it is on record.

internal import Basics
public import Records
internal import SQL

/// Reads the list of names and codes of an event.
public struct ShowCodes: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// In the order of divisions and codes; the audit keeps who looked.
  public func callAsFunction(event id: String, by actor: String) async throws
    -> [(division: DivisionRow, entrants: [EntrantRow])]
  {
    let now = ports.now()
    return try await ports.engine.write { transaction in
      guard try transaction.event(id) != nil else { throw unknownEvent(id) }
      let all = try transaction.entrants(ofEvent: id)
      try Audit.append(in: transaction, at: now, actor: actor, act: "codes.show", subject: "event:\(id)")
      return try transaction.divisions(ofEvent: id).map { division in
        (
          division,
          all.filter { $0.entry.division == division.id }
            .sorted { ($0.entry.code ?? "").precedesByBytes($1.entry.code ?? "") }
        )
      }
    }
  }

  /// The entry of a contestant's number or code; nil where there is none.
  public func entry(_ typed: String, event: String) async throws -> EntryRow? {
    try await ports.engine.read { transaction in
      if let entry = try transaction.entry(code: typed, ofEvent: event) { return entry }
      return try transaction.entrants(ofEvent: event).first { $0.participation.number == typed }?.entry
    }
  }
}
