// Reading the audit by who, what and when.

public import Basics
public import SQL

/// Somebody who may stand in the audit.
public struct AuditActor: Hashable, Sendable {
  /// As in the entries: `account:<id>` or `judge:<id>`.
  public var id: String
  public var name: String
  /// Of accounts.
  public var login: String?
}

extension SQLTransaction {
  /// Accounts with a role in one of the regions, and the judges of their events.
  public func auditActors(regions: [String]) throws -> [AuditActor] {
    var actors: [AuditActor] = []
    for region in regions {
      actors += try run(
        """
        SELECT DISTINCT a.id, a.name, a.login FROM account a JOIN role_grant g ON g.account = a.id
        WHERE g.region = $1 ORDER BY a.login
        """, .text(region)
      ).map {
        AuditActor(
          id: "account:" + (try $0.text("id")), name: try $0.text("name"), login: try $0.text("login"))
      }
      actors += try run(
        "SELECT j.id, j.name FROM judge j JOIN event e ON e.id = j.event WHERE e.region = $1 ORDER BY j.id",
        .text(region)
      ).map { AuditActor(id: "judge:" + (try $0.text("id")), name: try $0.text("name"), login: nil) }
    }
    return actors
  }
}

extension Audit {
  /// What entries must match; empty texts and nil match all.
  public struct Filter: Hashable, Sendable {
    /// Whoever acted must be one of these.
    public var actors: [String]
    /// The beginning of the act.
    public var act: String
    /// A part of the subject.
    public var subject: String
    public var from: Instant?
    /// The first moment after those wanted.
    public var to: Instant?

    public init(
      actors: [String], act: String = "", subject: String = "", from: Instant? = nil, to: Instant? = nil
    ) {
      self.actors = actors
      self.act = act
      self.subject = subject
      self.from = from
      self.to = to
    }
  }

  /// Entries that match, newest first.
  public static func entries(
    in transaction: any SQLTransaction, matching filter: Filter, limit: Int, offset: Int
  ) throws -> [Entry] {
    guard !filter.actors.isEmpty else { return [] }
    let list = filter.actors.indices.map { "$\($0 + 7)" }.joined(separator: ", ")
    return try transaction.run(
      """
      SELECT * FROM audit_entry
      WHERE act LIKE $1 ESCAPE '\\' AND subject LIKE $2 ESCAPE '\\' AND at >= $3 AND at < $4
        AND actor IN (\(list))
      ORDER BY at DESC, chain, sequence DESC LIMIT $5 OFFSET $6
      """,
      [
        .text(likePattern(filter.act) + "%"), .text("%" + likePattern(filter.subject) + "%"),
        .integer(filter.from?.milliseconds ?? 0), .integer(filter.to?.milliseconds ?? Int.max),
        .integer(limit), .integer(offset),
      ] + filter.actors.map { SQLValue.text($0) }
    ).map(Entry.init)
  }

  /// The acts that occur, in byte order.
  public static func acts(in transaction: any SQLTransaction) throws -> [String] {
    try transaction.run("SELECT DISTINCT act FROM audit_entry ORDER BY act").map { try $0.text("act") }
  }
}
