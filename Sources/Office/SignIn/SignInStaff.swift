// Staff sign in by name and password.

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

/// Signs a member of staff in for 12 hours, 2 hours idle.
public struct SignInStaff: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func callAsFunction(login: String, password: String, device: String) async throws -> SignInAnswer {
    let account = try await ports.engine.read { try $0.account(login: login) }
    // An unknown name costs the same time as a wrong password.
    let stored = account?.password ?? "scrypt$15$00000000000000000000000000000000$00"
    let isRight = await ports.passwords.matches(password, stored: stored)
    let now = ports.now()
    guard let account, account.isActive, isRight else {
      let subject = account.map { "account:\($0.id)" } ?? "account:unknown"
      try await ports.engine.write {
        try Audit.append(in: $0, at: now, actor: "system", act: "sign-in.refuse", subject: subject)
      }
      return .refused
    }
    let (token, csrf) = (ports.entropy.token(), ports.entropy.token())
    let expires = now.adding(seconds: SignInLifetime.staff)
    try await ports.engine.write { transaction in
      try transaction.addSignIn(
        SignInRow(
          tokenHash: tokenDigest(token), account: account.id, judge: nil, device: device, csrf: csrf,
          created: now,
          seen: now, expires: expires))
      try Audit.append(
        in: transaction, at: now, actor: "account:\(account.id)", act: "sign-in.staff",
        subject: "account:\(account.id)")
    }
    return .signedIn(token: token, csrf: csrf, expires: expires)
  }
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
