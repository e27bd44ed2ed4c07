// Accounts of staff: made, given roles, given a new password, disabled.

internal import Basics
public import Records
internal import SQL

/// Makes and changes accounts.
public struct KeepAccounts: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Makes an account with its roles and returns its id.
  /// - Parameter id: nil makes one.
  /// - Throws: `Refusal` for a login that is no id or is taken, a password under 8 characters, or a region, office or
  ///   event that does not exist.
  @discardableResult
  public func add(
    login: String, name: String, password: String, grants: [RoleGrant], mustChange: Bool, id: String? = nil,
    by actor: String
  ) async throws -> String {
    var faults = passwordFaults(password)
    if !isIdentifier(login) {
      faults.append(
        Fault(
          "account-login", zh: "登录名只能用字母、数字和 . _ -", en: "a login has letters, digits and . _ - only"))
    }
    if name.isEmpty { faults.append(Fault("account-name", zh: "姓名不能为空", en: "the name is missing")) }
    guard faults.isEmpty else { throw Refusal(faults) }
    let now = ports.now()
    let hashed = try await ports.passwords.hash(password, salt: ports.entropy.bytes(16))
    let account = Account(
      id: id ?? ports.entropy.identifier("account"), login: login, name: name, password: hashed,
      mustChange: mustChange)
    let grantIDs = grants.map { _ in ports.entropy.identifier("grant") }
    do {
      try await ports.engine.write { transaction in
        try transaction.addAccount(account, at: now)
        for (grant, id) in zip(grants, grantIDs) { try transaction.grant(grant, to: account.id, id: id) }
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "account.add", subject: "account:\(account.id)",
          new: .object([("login", .string(login)), ("roles", .strings(grants.map(\.role.rawValue)))]),
          rows: [AuditedRow(.account, account.id)] + grantIDs.map { AuditedRow(.roleGrant, $0) })
      }
    } catch SQLFailure.uniqueViolation {
      throw Refusal(Fault("account-taken", zh: "登录名“\(login)”已被使用", en: "the login “\(login)” is taken"))
    } catch SQLFailure.constraintViolation {
      throw Refusal(
        Fault("account-place", zh: "没有这个地区、单位或活动", en: "there is no such region, office or event"))
    }
    return account.id
  }

  /// Sets a new password and ends all sign-ins of the account; wrong tries are forgotten.
  public func setPassword(_ password: String, ofAccount account: String, mustChange: Bool, by actor: String)
    async throws
  {
    let faults = passwordFaults(password)
    guard faults.isEmpty else { throw Refusal(faults) }
    let now = ports.now()
    let hashed = try await ports.passwords.hash(password, salt: ports.entropy.bytes(16))
    try await ports.engine.write { transaction in
      try transaction.setPassword(hashed, mustChange: mustChange, of: account)
      try transaction.setFailures(0, barredUntil: Instant(milliseconds: 0), ofAccount: account)
      try transaction.endSignIns(ofAccount: account, at: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "account.password", subject: "account:\(account)",
        rows: [AuditedRow(.account, account)])
    }
  }

  /// Disables or enables an account; disabling ends its sign-ins.
  /// - Throws: `Refusal` for the last administrator: nobody could let anybody in any more.
  public func setActive(_ active: Bool, account: String, by actor: String) async throws {
    let now = ports.now()
    try await ports.engine.write { transaction in
      if !active, try isLastAdministrator(account, in: transaction) {
        throw lastAdministrator
      }
      try transaction.setActive(active, account: account)
      if !active { try transaction.endSignIns(ofAccount: account, at: now) }
      try Audit.append(
        in: transaction, at: now, actor: actor, act: active ? "account.enable" : "account.disable",
        subject: "account:\(account)", rows: [AuditedRow(.account, account)])
    }
  }

  private func isLastAdministrator(_ id: String, in transaction: any SQLTransaction) throws -> Bool {
    let administrators = try transaction.allAccounts().filter { account in
      try account.isActive && transaction.grants(of: account.id).contains { $0.role == .administrator }
    }
    return administrators.map(\.id) == [id]
  }
}

/// What is wrong with a new password.
func passwordFaults(_ password: String) -> [Fault] {
  password.count >= 8
    ? [] : [Fault("account-password", zh: "口令至少 8 个字符", en: "a password has at least 8 characters")]
}
