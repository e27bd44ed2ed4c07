// The chain of evidence: every change adds one entry in its own transaction, each entry seals the one before it.

public import Basics
public import SQL

/// Adding to and checking the audit chains.
public enum Audit {
  /// One entry as it stands in the store.
  ///
  /// `old` and `new` are canonical JSON texts.
  public struct Entry: Hashable, Sendable {
    public var chain: String
    public var sequence: Int
    public var at: Instant
    public var actor: String
    public var act: String
    public var subject: String
    public var old: String?
    public var new: String?
    public var reason: String?
    public var previous: String
    public var hash: String

    /// What the hash is over, after the previous hash: canonical JSON (the members stand in sorted order).
    var sealed: String {
      JSON.object([
        ("act", .string(act)), ("actor", .string(actor)), ("at", .integer(at.milliseconds)),
        ("chain", .string(chain)), ("new", .optional(new)), ("old", .optional(old)),
        ("reason", .optional(reason)),
        ("sequence", .integer(sequence)), ("subject", .string(subject)),
      ]).compact
    }

    /// SHA-256 over the previous entry's hash, a line feed and the sealed text.
    var expectedHash: String { sha256Hex(Array((previous + "\n" + sealed).utf8)) }
  }

  /// What stands before the first entry of a chain.
  public static let origin = String(repeating: "0", count: 64)

  /// Adds one entry to the chain of this process.
  /// - Parameters:
  ///   - actor: `account:<id>`, `judge:<id>` or `system`; never a name.
  ///   - act: the act's name, such as `sheet.submit`.
  ///   - subject: kind and id, such as `sheet:s-1`.
  ///   - old, new: what changed, without personal data in clear; cipher text or its hash instead.
  public static func append(
    in transaction: any SQLTransaction, at now: Instant, actor: String, act: String, subject: String,
    old: JSON? = nil, new: JSON? = nil, reason: String? = nil
  ) throws {
    let head = try head(of: transaction.chain, in: transaction)
    var entry = Entry(
      chain: transaction.chain, sequence: (head?.sequence ?? 0) + 1, at: now, actor: actor, act: act,
      subject: subject, old: old?.canonical, new: new?.canonical, reason: reason,
      previous: head?.hash ?? origin, hash: "")
    entry.hash = entry.expectedHash
    try transaction.run(
      """
      INSERT INTO audit_entry (chain, sequence, at, actor, act, subject, old, new, reason, previous, hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      [
        .text(entry.chain), .integer(entry.sequence), .integer(now.milliseconds), .text(actor), .text(act),
        .text(subject), .optional(entry.old), .optional(entry.new), .optional(reason), .text(entry.previous),
        .text(entry.hash),
      ])
  }

  private static func head(
    of chain: String, in transaction: any SQLTransaction
  ) throws -> (sequence: Int, hash: String)? {
    let row = try transaction.first(
      "SELECT sequence, hash FROM audit_entry WHERE chain = $1 ORDER BY sequence DESC LIMIT 1", .text(chain))
    return try row.map { (try $0.integer("sequence"), try $0.text("hash")) }
  }

  /// The last hash of every chain, by chain; what a checkpoint signs.
  public static func heads(in transaction: any SQLTransaction) throws -> [(
    chain: String, sequence: Int, hash: String
  )] {
    let chains = try transaction.run("SELECT DISTINCT chain FROM audit_entry ORDER BY chain")
    return try chains.compactMap { row in
      let chain = try row.text("chain")
      return try head(of: chain, in: transaction).map { (chain, $0.sequence, $0.hash) }
    }
  }

  /// Entries in the order of their chain, newest first; `subject` and `act` narrow them.
  public static func entries(
    in transaction: any SQLTransaction, subject: String? = nil, act: String? = nil, limit: Int = 200,
    offset: Int = 0
  ) throws -> [Entry] {
    try transaction.run(
      """
      SELECT * FROM audit_entry
      WHERE (CAST($1 AS TEXT) IS NULL OR subject = $1) AND (CAST($2 AS TEXT) IS NULL OR act = $2)
      ORDER BY at DESC, chain, sequence DESC LIMIT $3 OFFSET $4
      """, [.optional(subject), .optional(act), .integer(limit), .integer(offset)]
    ).map(Entry.init)
  }
}

extension Audit.Entry {
  init(_ row: SQLRow) throws {
    self.init(
      chain: try row.text("chain"), sequence: try row.integer("sequence"),
      at: Instant(milliseconds: try row.integer("at")), actor: try row.text("actor"),
      act: try row.text("act"),
      subject: try row.text("subject"), old: try row.optionalText("old"), new: try row.optionalText("new"),
      reason: try row.optionalText("reason"), previous: try row.text("previous"), hash: try row.text("hash"))
  }
}
