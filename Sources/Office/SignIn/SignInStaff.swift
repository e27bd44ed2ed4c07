// Staff sign in by name and password; five wrong tries cost a minute.

public import Basics
internal import Records
internal import SQL

/// What became of an attempt to sign in.
public enum SignInAnswer: Hashable, Sendable {
  /// `token` for the cookie or header, shown this once.
  case signedIn(token: String, csrf: String, expires: Instant)
  /// Wrong name, password, QR token or PIN; which one is not said.
  case refused
  /// Too many wrong tries; again from `until` on.
  case wait(until: Instant)

  /// The refusal in words; nil where somebody is signed in.
  public var fault: Fault? {
    switch self {
    case .signedIn: nil
    case .refused:
      Fault(
        "sign-in-refused", zh: "名称或口令不对", en: "name or secret is wrong",
        suggestion: Words(zh: "再试一次，或请管理员重置", en: "try again, or ask the administrator for a reset"))
    case .wait(let until):
      Fault(
        "sign-in-wait", zh: "试错次数太多，请在 \(until.localText) 之后再试",
        en: "too many wrong tries, try again after \(until.localText)")
    }
  }
}

/// The limit on wrong passwords, per account and not per address: an office shares one.
enum PasswordLimit {
  static let tries = 5
  static let seconds = 60
}

/// Signs a member of staff in for 12 hours, 2 hours idle.
public struct SignInStaff: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func callAsFunction(login: String, password: String, device: String) async throws -> SignInAnswer {
    let account = try await ports.engine.read { try $0.account(login: login) }
    // An unknown name, and a known one that must wait, cost the same time as a wrong password.
    let stored = account?.password ?? "scrypt$15$00000000000000000000000000000000$00"
    let isRight = await ports.passwords.matches(password, stored: stored)
    let now = ports.now()
    guard let account, account.isActive else {
      let subject = account.map { "account:\($0.id)" } ?? "account:unknown"
      try await ports.engine.write {
        try Audit.append(in: $0, at: now, actor: "system", act: "sign-in.refuse", subject: subject)
      }
      return .refused
    }
    let (token, csrf) = isRight ? (ports.entropy.token(), ports.entropy.token()) : ("", "")
    let expires = now.adding(seconds: SignInLifetime.staff)
    return try await ports.engine.write { transaction in
      if let refused = try countTry(isRight, account: account.id, at: now, in: transaction) { return refused }
      try transaction.addSignIn(
        SignInRow(
          tokenHash: tokenDigest(token), account: account.id, judge: nil, device: device, csrf: csrf,
          created: now,
          seen: now, expires: expires))
      try Audit.append(
        in: transaction, at: now, actor: "account:\(account.id)", act: "sign-in.staff",
        subject: "account:\(account.id)", rows: [AuditedRow(.signIn, tokenDigest(token))])
      return .signedIn(token: token, csrf: csrf, expires: expires)
    }
  }
}

/// Counts a try at a password and says why it is refused; nil where it is right and nobody has to wait.
///
/// Whoever must wait is refused whatever the password: otherwise tries made all at once would go round the limit.
func countTry(
  _ isRight: Bool, account: String, at now: Instant, in transaction: any SQLTransaction
) throws -> SignInAnswer? {
  let (failures, barredUntil) = try transaction.failures(ofAccount: account)
  func refuse(_ answer: SignInAnswer, _ count: Int) throws -> SignInAnswer {
    try Audit.append(
      in: transaction, at: now, actor: "system", act: "sign-in.refuse", subject: "account:\(account)",
      new: .object([("failures", .integer(count))]))
    return answer
  }
  // A clock that was set back must not lock anybody out for longer than the limit says.
  let isBarred = barredUntil > now && barredUntil <= now.adding(seconds: PasswordLimit.seconds)
  guard !isBarred else { return try refuse(.wait(until: barredUntil), PasswordLimit.tries) }
  guard !isRight else {
    if failures > 0 {
      try transaction.setFailures(0, barredUntil: Instant(milliseconds: 0), ofAccount: account)
    }
    return nil
  }
  let isLast = failures + 1 >= PasswordLimit.tries
  let until = isLast ? now.adding(seconds: PasswordLimit.seconds) : Instant(milliseconds: 0)
  try transaction.setFailures(isLast ? 0 : failures + 1, barredUntil: until, ofAccount: account)
  return try refuse(isLast ? .wait(until: until) : .refused, failures + 1)
}

/// Ends a sign-in.
public struct SignOut: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func callAsFunction(_ caller: Caller) async throws {
    let now = ports.now()
    try await ports.engine.write { transaction in
      try transaction.endSignIn(tokenHash: caller.tokenHash, at: now)
      try Audit.append(in: transaction, at: now, actor: caller.actor, act: "sign-out", subject: caller.actor)
    }
  }
}
