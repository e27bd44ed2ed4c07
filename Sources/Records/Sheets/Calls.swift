// Statements on judges who call for help: each call is an entry of the audit, under its event.

public import Basics
public import SQL

/// A call for help.
public struct CallRow: Hashable, Sendable {
  public var judge: String
  public var judgeName: String
  /// As `CallForHelp.Kind` names it.
  public var kind: String
  /// The blind code of the entry at hand; empty where there was none.
  public var code: String
  public var at: Instant
}

extension SQLTransaction {
  /// Calls of an event since a moment, newest first, at most 20.
  public func calls(ofEvent event: String, since: Instant) throws -> [CallRow] {
    try run(
      """
      SELECT a.at, a.new, j.id, j.name FROM audit_entry a JOIN judge j ON 'judge:' || j.id = a.actor
      WHERE a.subject = $1 AND a.act = 'judge.call' AND a.at >= $2 ORDER BY a.at DESC, a.sequence DESC LIMIT 20
      """, .text("event:\(event)"), .integer(since.milliseconds)
    ).map { row in
      let facts = try row.optionalText("new").flatMap { try? JSON(parsing: $0) }
      return CallRow(
        judge: try row.text("id"), judgeName: try row.text("name"), kind: facts?["kind"]?.string ?? "",
        code: facts?["code"]?.string ?? "", at: Instant(milliseconds: try row.integer("at")))
    }
  }
}
