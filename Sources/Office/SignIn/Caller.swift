// Who is calling: a member of staff with roles, or a judge, found by the token of a cookie or header.

public import Basics
public import Records
internal import SQL

/// Somebody who is signed in.
public struct Caller: Hashable, Sendable {
  public enum Who: Hashable, Sendable {
    case staff(account: String, grants: [RoleGrant], mustChangePassword: Bool)
    case judge(id: String, event: String)
  }

  public var who: Who
  public var name: String
  /// The token that every form of this sign-in carries.
  public var csrf: String
  public var expires: Instant
  public var tokenHash: String

  /// How the audit names the caller.
  public var actor: String {
    switch who {
    case .staff(let account, _, _): "account:\(account)"
    case .judge(let id, _): "judge:\(id)"
    }
  }

  /// Whether the password in use holds for this one sign-in: then nothing is open but its change.
  public var mustChangePassword: Bool {
    if case .staff(_, _, let mustChange) = who { mustChange } else { false }
  }
}

/// How long sign-ins last.
public enum SignInLifetime {
  /// Staff: 12 hours at most.
  public static let staff = 12 * 3_600
  /// Staff: 2 hours without a click.
  public static let idle = 2 * 3_600
  /// Judges: until the end of the second day after their event (or after today, where the event is past).
  public static let judgeDays = 2
  /// The time of the last click is written down at most this often.
  static let seenStep = 300
}

/// Finds the caller of a token.
public struct WhoIsCalling: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Nil where the token is unknown, has ended, has expired, was idle too long, or its owner is disabled or revoked.
  public func callAsFunction(token: String) async throws -> Caller? {
    let now = ports.now()
    let hash = tokenDigest(token)
    let found = try await ports.engine.read { transaction -> (caller: Caller, seen: Instant)? in
      guard let row = try transaction.signIn(tokenHash: hash), row.ended == nil, row.expires > now else {
        return nil
      }
      if let id = row.account {
        guard row.seen.adding(seconds: SignInLifetime.idle) > now,
          let account = try transaction.account(id: id),
          account.isActive
        else { return nil }
        let who = Caller.Who.staff(
          account: id, grants: try transaction.grants(of: id), mustChangePassword: account.mustChange)
        return (
          Caller(who: who, name: account.name, csrf: row.csrf, expires: row.expires, tokenHash: hash),
          row.seen
        )
      }
      guard let id = row.judge, let judge = try transaction.judge(id), judge.revoked == nil else {
        return nil
      }
      let who = Caller.Who.judge(id: id, event: judge.event)
      return (
        Caller(who: who, name: judge.name, csrf: row.csrf, expires: row.expires, tokenHash: hash), row.seen
      )
    }
    guard let found else { return nil }
    if found.seen.adding(seconds: SignInLifetime.seenStep) < now {
      try await ports.engine.write { try $0.markSeen(tokenHash: hash, at: now) }
    }
    return found.caller
  }
}

/// What of a token is stored and compared: its SHA-256.
///
/// Tokens are 160 random bits, so no salt is needed.
func tokenDigest(_ token: String) -> String { sha256Hex(Array(token.utf8)) }

extension Entropy {
  /// A token of 32 characters, 160 bits.
  func token() -> String { crockford(bytes(20)) }

  /// A number from 0 up to `limit`, each equally likely.
  ///
  /// `limit` from 1 to 2^32.
  func number(below limit: Int) -> Int {
    precondition((1...(1 << 32)).contains(limit))
    let space = 1 << 32
    let fair = space - space % limit
    while true {
      let drawn = bytes(4).reduce(0) { $0 << 8 | Int($1) }
      if drawn < fair { return drawn % limit }
    }
  }
}
