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
    /// Digests of the rows that the act left behind, by table and key, as canonical JSON.
    public var touched: String?
    public var previous: String
    public var hash: String

    /// What the hash is over, after the previous hash: canonical JSON (the members stand in sorted order).
    var sealed: String {
      var members: [(String, JSON)] = [
        ("act", .string(act)), ("actor", .string(actor)), ("at", .integer(at.milliseconds)),
        ("chain", .string(chain)), ("new", .optional(new)), ("old", .optional(old)),
        ("reason", .optional(reason)),
        ("sequence", .integer(sequence)), ("subject", .string(subject)),
      ]
      // Entries from before there were digests keep their hash.
      if let touched { members.append(("touched", .string(touched))) }
      return JSON.object(members).compact
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
  ///   - rows: every row of an audited table that the act made or changed, called after that.
  ///   - division: where the act made sheets, the division that they belong to.
  public static func append(
    in transaction: any SQLTransaction, at now: Instant, actor: String, act: String, subject: String,
    old: JSON? = nil, new: JSON? = nil, reason: String? = nil, rows: [AuditedRow] = [],
    sheetsOf division: String? = nil
  ) throws {
    let head = try head(of: transaction.chain, in: transaction)
    var entry = Entry(
      chain: transaction.chain, sequence: (head?.sequence ?? 0) + 1, at: now, actor: actor, act: act,
      subject: subject, old: old?.canonical, new: new?.canonical, reason: reason,
      touched: try touched(rows, sheetsOf: division, in: transaction), previous: head?.hash ?? origin,
      hash: "")
    entry.hash = entry.expectedHash
    transaction.note(Self.headNote(entry.chain), [.integer(entry.sequence), .text(entry.hash)])
    try transaction.runSoon(
      """
      INSERT INTO audit_entry (chain, sequence, at, actor, act, subject, old, new, reason, touched, previous, hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """,
      [
        .text(entry.chain), .integer(entry.sequence), .integer(now.milliseconds), .text(actor), .text(act),
        .text(subject), .optional(entry.old), .optional(entry.new), .optional(reason),
        .optional(entry.touched),
        .text(entry.previous), .text(entry.hash),
      ])
  }

  private static func head(
    of chain: String, in transaction: any SQLTransaction
  ) throws -> (sequence: Int, hash: String)? {
    if let noted = transaction.noted(headNote(chain)), case .integer(let sequence) = noted[0],
      case .text(let hash) = noted[1]
    {
      return (sequence, hash)
    }
    let row = try transaction.first(
      "SELECT sequence, hash FROM audit_entry WHERE chain = $1 ORDER BY sequence DESC LIMIT 1", .text(chain))
    return try row.map { (try $0.integer("sequence"), try $0.text("hash")) }
  }

  /// Nobody else adds to a chain while its process writes, so the next entry of a group need not ask for the head.
  private static func headNote(_ chain: String) -> String { "audit head \(chain)" }

  /// How many entries there are, all chains together, and whether anything was published after the first `since`.
  public static func progress(
    since: Int, in transaction: any SQLTransaction
  ) throws -> (entries: Int, published: Bool) {
    let heads = try heads(in: transaction)
    let entries = heads.reduce(0) { $0 + $1.sequence }
    let own = heads.first { $0.chain == transaction.chain }?.sequence ?? 0
    // What other chains have added since is at most as much again.
    let row = try transaction.first(
      "SELECT 1 AS found FROM audit_entry WHERE chain = $1 AND sequence > $2 AND act = 'event.publish' LIMIT 1",
      .text(transaction.chain), .integer(max(0, own - max(0, entries - since))))
    return (entries, row != nil)
  }

  /// The last hash of every chain, by chain; what a checkpoint signs.
  public static func heads(in transaction: any SQLTransaction) throws -> [(
    chain: String, sequence: Int, hash: String
  )] {
    try chains(in: transaction).compactMap { chain in
      try head(of: chain, in: transaction).map { (chain, $0.sequence, $0.hash) }
    }
  }

  /// The names of all chains in byte order, each found by one step in the index.
  static func chains(in transaction: any SQLTransaction) throws -> [String] {
    var chains: [String] = []
    while let row = try transaction.first(
      "SELECT chain FROM audit_entry WHERE chain > $1 ORDER BY chain LIMIT 1", .text(chains.last ?? ""))
    {
      chains.append(try row.text("chain"))
    }
    return chains
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
      reason: try row.optionalText("reason"),
      // A store of an earlier schema, read before it is migrated, has no such column.
      touched: row["touched"] == nil ? nil : try row.optionalText("touched"),
      previous: try row.text("previous"), hash: try row.text("hash"))
  }
}
