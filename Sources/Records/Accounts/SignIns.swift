// Statements on sign-ins: tokens at rest are digests, so that a copy of the store opens no door.

public import Basics
public import SQL

/// One sign-in of a member of staff or of a judge's device.
public struct SignInRow: Hashable, Sendable {
  public var tokenHash: String
  /// Exactly one of account and judge is there.
  public var account: String?
  public var judge: String?
  public var device: String
  /// The token that forms carry.
  public var csrf: String
  public var created: Instant
  public var seen: Instant
  public var expires: Instant
  public var ended: Instant?

  public init(
    tokenHash: String, account: String?, judge: String?, device: String, csrf: String, created: Instant,
    seen: Instant, expires: Instant, ended: Instant? = nil
  ) {
    self.tokenHash = tokenHash
    self.account = account
    self.judge = judge
    self.device = device
    self.csrf = csrf
    self.created = created
    self.seen = seen
    self.expires = expires
    self.ended = ended
  }
}

extension SQLTransaction {
  public func addSignIn(_ row: SignInRow) throws {
    try run(
      """
      INSERT INTO sign_in (token_hash, account, judge, device, csrf, created, seen, expires)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """, .text(row.tokenHash), .optional(row.account), .optional(row.judge), .text(row.device),
      .text(row.csrf),
      .integer(row.created.milliseconds), .integer(row.seen.milliseconds), .integer(row.expires.milliseconds))
  }

  public func signIn(tokenHash: String) throws -> SignInRow? {
    try first("SELECT * FROM sign_in WHERE token_hash = $1", .text(tokenHash)).map { row in
      SignInRow(
        tokenHash: tokenHash, account: try row.optionalText("account"), judge: try row.optionalText("judge"),
        device: try row.text("device"), csrf: try row.text("csrf"),
        created: Instant(milliseconds: try row.integer("created")),
        seen: Instant(milliseconds: try row.integer("seen")),
        expires: Instant(milliseconds: try row.integer("expires")),
        ended: try row.optionalInteger("ended").map(Instant.init(milliseconds:)))
    }
  }

  public func markSeen(tokenHash: String, at now: Instant) throws {
    try run(
      "UPDATE sign_in SET seen = $2 WHERE token_hash = $1", .text(tokenHash), .integer(now.milliseconds))
  }

  public func endSignIn(tokenHash: String, at now: Instant) throws {
    try run(
      "UPDATE sign_in SET ended = $2 WHERE token_hash = $1 AND ended IS NULL", .text(tokenHash),
      .integer(now.milliseconds))
  }

  /// Ends every sign-in of an account or judge: after a changed password, a disabled account, a revoked judge.
  public func endSignIns(ofAccount account: String? = nil, ofJudge judge: String? = nil, at now: Instant)
    throws
  {
    try run(
      "UPDATE sign_in SET ended = $3 WHERE ended IS NULL AND (account = $1 OR judge = $2)",
      .optional(account),
      .optional(judge), .integer(now.milliseconds))
  }

  /// Ends every sign-in of an account but one.
  public func endSignIns(ofAccount account: String, except tokenHash: String, at now: Instant) throws {
    try run(
      "UPDATE sign_in SET ended = $3 WHERE ended IS NULL AND account = $1 AND token_hash <> $2",
      .text(account),
      .text(tokenHash), .integer(now.milliseconds))
  }

  /// What identifies the sign-ins of a judge that hold, newest first.
  public func tokenHashes(ofJudge judge: String, at now: Instant) throws -> [String] {
    try run(
      """
      SELECT token_hash FROM sign_in WHERE judge = $1 AND ended IS NULL AND expires > $2
      ORDER BY created DESC, token_hash
      """, .text(judge), .integer(now.milliseconds)
    ).map { try $0.text("token_hash") }
  }

  /// Devices on which judges of a region's events are signed in, the newest event first.
  public func judgesDevices(region: String, at now: Instant, limit: Int) throws -> [(
    judge: String, event: Words, device: String, created: Instant, seen: Instant
  )] {
    try run(
      """
      SELECT j.name, e.title_zh, e.title_en, s.device, s.created, s.seen
      FROM sign_in s JOIN judge j ON j.id = s.judge JOIN event e ON e.id = j.event
      WHERE e.region = $1 AND s.ended IS NULL AND s.expires > $2
      ORDER BY e.day DESC, e.id, j.id, s.created LIMIT $3
      """, .text(region), .integer(now.milliseconds), .integer(limit)
    ).map { row in
      (
        try row.text("name"), Words(zh: try row.text("title_zh"), en: try row.text("title_en")),
        try row.text("device"), Instant(milliseconds: try row.integer("created")),
        Instant(milliseconds: try row.integer("seen"))
      )
    }
  }

  /// Devices signed in for a judge that have not ended.
  public func devices(ofJudge judge: String, at now: Instant) throws -> [String] {
    try run(
      "SELECT DISTINCT device FROM sign_in WHERE judge = $1 AND ended IS NULL AND expires > $2 ORDER BY device",
      .text(judge), .integer(now.milliseconds)
    ).map { try $0.text("device") }
  }
}
