// Accounts as the command line keeps them: passwords are made here and shown once, and the first sign-in changes them.

public import Basics
public import Records
internal import SQL

/// An account with what it may do.
public struct AccountLine: Hashable, Sendable {
  public var account: Account
  public var grants: [RoleGrant]
}

/// Adds accounts and resets passwords with a password that holds until the first sign-in.
public struct OneTimePasswords: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Makes an account and returns its password, shown this once.
  /// - Parameters:
  ///   - region: nil where the store has one region only.
  ///   - event: the roles hold for this event; nil for every event of the region.
  /// - Throws: `Refusal`, among others where the region is not certain.
  public func add(
    login: String, name: String, roles: [Role], region: String?, event: String?, by actor: String
  ) async throws -> String {
    guard !roles.isEmpty else {
      throw Refusal(Fault("account-role", zh: "至少要有一个角色", en: "an account has at least one role"))
    }
    let place = try await self.region(region, event: event)
    let password = Self.fresh(ports.entropy)
    try await KeepAccounts(ports).add(
      login: login, name: name, password: password,
      grants: roles.map { RoleGrant(role: $0, region: place, event: event) }, mustChange: true, by: actor)
    return password
  }

  /// A new password for an account, shown this once; its sign-ins end.
  /// - Throws: `Refusal` for an unknown login.
  public func reset(login: String, by actor: String) async throws -> String {
    let account = try await account(login)
    let password = Self.fresh(ports.entropy)
    try await KeepAccounts(ports).setPassword(password, ofAccount: account.id, mustChange: true, by: actor)
    return password
  }

  /// Disables or enables an account by its login.
  /// - Throws: `Refusal` for an unknown login or the last administrator.
  public func setActive(_ active: Bool, login: String, by actor: String) async throws {
    try await KeepAccounts(ports).setActive(active, account: try await account(login).id, by: actor)
  }

  /// Every account by login.
  public func list() async throws -> [AccountLine] {
    try await ports.engine.read { transaction in
      try transaction.allAccounts().map {
        AccountLine(account: $0, grants: try transaction.grants(of: $0.id))
      }
    }
  }

  /// 16 characters, 80 bits, in four groups that can be read out.
  public static func fresh(_ entropy: any Entropy) -> String {
    let text = Array(crockford(entropy.bytes(10)))
    return stride(from: 0, to: 16, by: 4).map { String(text[$0..<$0 + 4]) }.joined(separator: "-")
  }

  private func account(_ login: String) async throws -> Account {
    guard let account = try await ports.engine.read({ try $0.account(login: login) }) else {
      let known = try await ports.engine.read { try $0.allAccounts().map(\.login) }
      let near = nearestName(to: login, in: known)
      throw Refusal(
        Fault(
          "account-unknown", zh: "没有登录名“\(login)”", en: "there is no login “\(login)”",
          suggestion: near.map { Words(zh: "是不是 \($0)？", en: "did you mean \($0)?") }))
    }
    return account
  }

  private func region(_ wanted: String?, event: String?) async throws -> String {
    if let wanted { return wanted }
    return try await ports.engine.read { transaction in
      if let event {
        guard let row = try transaction.event(event) else { throw unknownEvent(event) }
        return row.region
      }
      let regions = try transaction.regions()
      guard regions.count == 1, let only = regions.first else {
        throw Refusal(
          Fault(
            "account-region", zh: "请写明地区：\(regions.joined(separator: "、"))",
            en: "name the region: \(regions.joined(separator: ", "))"))
      }
      return only
    }
  }
}
