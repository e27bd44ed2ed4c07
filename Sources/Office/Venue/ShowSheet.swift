// One sheet with its history, for the chief judge: which revisions, by whom and why; never the marks.

public import Basics
public import Records
internal import SQL

/// A sheet's history.
public struct SheetHistory: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public var revision: Int
    public var received: Instant
    /// `judge:<id>` or `account:<id>`.
    public var by: String
    public var reason: String?
    /// The name under it, where it is signed.
    public var signedBy: String?
  }

  public var row: SheetRow
  public var history: [Line]
  public var excuse: ExcuseRow?
  /// Names by actor.
  public var names: [String: String]
}

/// Reads one sheet's history.
public struct ShowSheet: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Nil where there is no such sheet.
  public func callAsFunction(_ id: String) async throws -> SheetHistory? {
    try await ports.engine.read { transaction in
      guard let row = try transaction.sheet(id) else { return nil }
      let lines = try transaction.revisions(ofSheet: id).map { revision in
        SheetHistory.Line(
          revision: revision.revision, received: revision.received, by: revision.write.by,
          reason: revision.write.reason,
          signedBy: try transaction.signature(ofSheet: id, revision: revision.revision)?.name)
      }
      let excuse = try transaction.excuse(ofSheet: id)
      let actors = Set(lines.map(\.by) + [excuse?.by].compactMap { $0 })
      return SheetHistory(
        row: row, history: lines, excuse: excuse, names: try actorNames(actors, in: transaction))
    }
  }
}

/// The names of people behind actors, where they are known.
func actorNames(_ actors: Set<String>, in transaction: any SQLTransaction) throws -> [String: String] {
  var names: [String: String] = [:]
  for actor in actors {
    if actor.hasPrefix("account:") {
      names[actor] = try transaction.account(id: String(actor.dropFirst(8)))?.name
    } else if actor.hasPrefix("judge:") {
      names[actor] = try transaction.judge(String(actor.dropFirst(6)))?.name
    }
  }
  return names
}
