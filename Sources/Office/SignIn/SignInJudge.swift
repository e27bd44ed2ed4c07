// Judges sign in with the token of their QR code and a PIN; five wrong PINs cost a minute.

internal import Basics
internal import Records
internal import SQL

/// The limit on wrong PINs, per judge and not per address: sixty phones share one.
enum PINLimit {
  static let tries = 5
  static let seconds = 60
}

/// Signs a judge's device in for the days of the event; several devices of one judge are fine.
public struct SignInJudge: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func callAsFunction(qrToken: String, pin: String, device: String) async throws -> SignInAnswer {
    let now = ports.now()
    let (token, csrf) = (ports.entropy.token(), ports.entropy.token())
    let vault = ports.vault
    return try await ports.engine.write { transaction in
      guard let judge = try Self.judge(qrToken, pin: pin, vault: vault, in: transaction),
        judge.revoked == nil,
        let event = try transaction.event(judge.event)
      else { return .refused }
      switch try checkPIN(pin, of: judge, vault: vault, at: now, in: transaction) {
      case .wait(let until): return .wait(until: until)
      case .wrong: return .refused
      case .right: break
      }
      let lastDay = max(event.day, now.day).adding(days: SignInLifetime.judgeDays + 1)
      try transaction.addSignIn(
        SignInRow(
          tokenHash: tokenDigest(token), account: nil, judge: judge.id, device: device, csrf: csrf,
          created: now,
          seen: now, expires: lastDay.start))
      try Audit.append(
        in: transaction, at: now, actor: "judge:\(judge.id)", act: "sign-in.judge",
        subject: "judge:\(judge.id)",
        new: .object([("device", .string(device))]), rows: [AuditedRow(.signIn, tokenDigest(token))])
      return .signedIn(token: token, csrf: csrf, expires: lastDay.start)
    }
  }

  /// Whose card this is, by its token or by the six digits printed under its QR code.
  ///
  /// Of several cards with the same digits, which only old ones can be, the PIN tells whose it is.
  private static func judge(
    _ card: String, pin: String, vault: any PersonalVault, in transaction: any SQLTransaction
  ) throws -> JudgeRow? {
    guard card.utf8.count == CardCode.digits, card.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return try transaction.judge(tokenHash: tokenDigest(card))
    }
    let found = try transaction.judgesAtWork().filter { CardCode.of(tokenHash: $0.tokenHash) == card }
    return found.first { pinHash(pin, judge: $0.id, vault: vault) == $0.pinHash } ?? found.first
  }
}

/// The digits under the QR code of a judge's card, for who cannot scan it.
///
/// They name the card and open nothing: the PIN does, and wrong ones are counted against the judge.
enum CardCode {
  static let digits = 6

  static func of(tokenHash: String) -> String {
    padded((Int(tokenHash.prefix(8), radix: 16) ?? 0) % 1_000_000, width: digits)
  }
}

/// What became of a PIN.
enum PINAnswer: Hashable, Sendable {
  case right
  case wrong
  case wait(until: Instant)
}

/// Compares a PIN and counts wrong ones; the counting is part of the transaction.
func checkPIN(
  _ pin: String, of judge: JudgeRow, vault: any PersonalVault, at now: Instant,
  in transaction: any SQLTransaction
) throws -> PINAnswer {
  if judge.barredUntil > now { return .wait(until: judge.barredUntil) }
  let given = pinHash(pin, judge: judge.id, vault: vault)
  if equalInConstantTime(Array(given.utf8), Array(judge.pinHash.utf8)) {
    if judge.failures > 0 {
      try transaction.setFailures(0, barredUntil: Instant(milliseconds: 0), ofJudge: judge.id)
    }
    return .right
  }
  let failures = judge.failures + 1
  let isLast = failures >= PINLimit.tries
  let until = isLast ? now.adding(seconds: PINLimit.seconds) : Instant(milliseconds: 0)
  try transaction.setFailures(isLast ? 0 : failures, barredUntil: until, ofJudge: judge.id)
  try Audit.append(
    in: transaction, at: now, actor: "system", act: "pin.refuse", subject: "judge:\(judge.id)",
    new: .object([("failures", .integer(failures))]))
  return isLast ? .wait(until: until) : .wrong
}

/// A PIN has too few digits for a plain digest: it is hashed under the vault's key, which is not in the store.
func pinHash(_ pin: String, judge: String, vault: any PersonalVault) -> String {
  vault.keyedHash("\(judge) \(pin)", purpose: "pin")
}
