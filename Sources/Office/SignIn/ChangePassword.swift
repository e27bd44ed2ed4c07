// Somebody signed in changes her own password; after a one-time password nothing else is open to her.

internal import Basics
internal import Records
internal import SQL

/// Changes the password of whoever is signed in.
///
/// Her other sign-ins end, this one stays.
public struct ChangePassword: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameter old: the password that holds now; wrong ones count like wrong tries at the door.
  /// - Throws: `Refusal`: a wrong old password, too many of them, a new one that is too short, the same, or the login.
  public func callAsFunction(_ caller: Caller, old: String, new: String) async throws {
    guard case .staff(let id, _, _) = caller.who,
      let account = try await ports.engine.read({ try $0.account(id: id) })
    else {
      throw Refusal(Fault("password-staff", zh: "只有工作人员有口令", en: "only staff have passwords"))
    }
    var faults = passwordFaults(new)
    if new == old || new.lowercased() == account.login.lowercased() {
      faults.append(
        Fault(
          "password-same", zh: "新口令不能与原口令或登录名相同", en: "the new password is the old one or the login"))
    }
    guard faults.isEmpty else { throw Refusal(faults) }
    let isRight = await ports.passwords.matches(old, stored: account.password)
    let hashed = try await ports.passwords.hash(new, salt: ports.entropy.bytes(16))
    let now = ports.now()
    let refused = try await ports.engine.write { transaction -> SignInAnswer? in
      if let refused = try countTry(isRight, account: id, at: now, in: transaction) { return refused }
      try transaction.setPassword(hashed, mustChange: false, of: id)
      try transaction.endSignIns(ofAccount: id, except: caller.tokenHash, at: now)
      try Audit.append(
        in: transaction, at: now, actor: caller.actor, act: "account.password", subject: "account:\(id)",
        rows: [AuditedRow(.account, id)])
      return nil
    }
    if case .wait(let until) = refused {
      throw Refusal([SignInAnswer.wait(until: until).fault].compactMap { $0 })
    }
    guard refused == nil else {
      throw Refusal(Fault("password-wrong", zh: "原口令不对", en: "the old password is wrong"))
    }
  }
}
