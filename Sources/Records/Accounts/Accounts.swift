// Statements on accounts, their roles and sign-ins.

public import Basics
public import SQL

/// What a member of staff may be; judges are no accounts, they come by QR token.
public enum Role: String, Hashable, Sendable, CaseIterable {
  case administrator
  case organizer
  case chief
  case official
  case clerk
  case supervisor
}

/// A role with the region, office or event that it holds for.
public struct RoleGrant: Hashable, Sendable {
  public var role: Role
  public var region: String
  /// Nil: every office of the region.
  public var office: String?
  /// Nil: every event of the region.
  public var event: String?

  public init(role: Role, region: String, office: String? = nil, event: String? = nil) {
    self.role = role
    self.region = region
    self.office = office
    self.event = event
  }
}

/// A member of staff.
public struct Account: Hashable, Sendable {
  public var id: String
  public var login: String
  public var name: String
  /// The hashed password with its parameters.
  public var password: String
  public var mustChange: Bool
  public var isActive: Bool

  public init(
    id: String, login: String, name: String, password: String, mustChange: Bool, isActive: Bool = true
  ) {
    self.id = id
    self.login = login
    self.name = name
    self.password = password
    self.mustChange = mustChange
    self.isActive = isActive
  }
}

extension SQLTransaction {
  public func addRegion(_ id: String, title: Words, parent: String? = nil) throws {
    try run(
      "INSERT INTO region (id, parent, title_zh, title_en) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
      .text(id), .optional(parent), .text(title.zh), .text(title.en))
  }

  public func addOffice(_ id: String, region: String, title: Words) throws {
    try run(
      "INSERT INTO office (id, region, title_zh, title_en) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
      .text(id), .text(region), .text(title.zh), .text(title.en))
  }

  public func addAccount(_ account: Account, at now: Instant) throws {
    try run(
      """
      INSERT INTO account (id, login, name, password, must_change, state, created)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, .text(account.id), .text(account.login), .text(account.name), .text(account.password),
      .flag(account.mustChange), .text(account.isActive ? "active" : "disabled"), .integer(now.milliseconds))
  }

  public func account(login: String) throws -> Account? {
    try first("SELECT * FROM account WHERE login = $1", .text(login)).map(Account.init)
  }

  public func account(id: String) throws -> Account? {
    try first("SELECT * FROM account WHERE id = $1", .text(id)).map(Account.init)
  }

  public func allAccounts() throws -> [Account] {
    try run("SELECT * FROM account ORDER BY login").map(Account.init)
  }

  public func setPassword(_ hashed: String, mustChange: Bool, of account: String) throws {
    try run(
      "UPDATE account SET password = $2, must_change = $3 WHERE id = $1", .text(account), .text(hashed),
      .flag(mustChange))
  }

  public func setActive(_ active: Bool, account: String) throws {
    try run(
      "UPDATE account SET state = $2 WHERE id = $1", .text(account), .text(active ? "active" : "disabled"))
  }

  /// Wrong passwords since the last right one or the last minute of waiting, and until when nobody may try.
  public func failures(ofAccount account: String) throws -> (count: Int, barredUntil: Instant) {
    let row = try first("SELECT failures, barred_until FROM account WHERE id = $1", .text(account))
    return (
      try row?.integer("failures") ?? 0, Instant(milliseconds: try row?.integer("barred_until") ?? 0)
    )
  }

  public func setFailures(_ failures: Int, barredUntil: Instant, ofAccount account: String) throws {
    try run(
      "UPDATE account SET failures = $2, barred_until = $3 WHERE id = $1", .text(account), .integer(failures),
      .integer(barredUntil.milliseconds))
  }

  /// The ids of all regions.
  public func regions() throws -> [String] {
    try run("SELECT id FROM region ORDER BY id").map { try $0.text("id") }
  }

  /// Gives a role; giving it twice is no fault.
  public func grant(_ grant: RoleGrant, to account: String, id: String) throws {
    try run(
      """
      INSERT INTO role_grant (id, account, role, region, office, event) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT DO NOTHING
      """, .text(id), .text(account), .text(grant.role.rawValue), .text(grant.region),
      .optional(grant.office),
      .optional(grant.event))
  }

  public func grants(of account: String) throws -> [RoleGrant] { try grantRows(of: account).map(\.grant) }

  /// Grants with their ids.
  public func grantRows(of account: String) throws -> [(id: String, grant: RoleGrant)] {
    try run("SELECT * FROM role_grant WHERE account = $1 ORDER BY role, region, id", .text(account))
      .compactMap {
        guard let role = Role(rawValue: try $0.text("role")) else { return nil }
        let grant = RoleGrant(
          role: role, region: try $0.text("region"), office: try $0.optionalText("office"),
          event: try $0.optionalText("event"))
        return (try $0.text("id"), grant)
      }
  }

  /// Takes a role away; that it was there stays in the audit.
  public func revokeGrant(_ id: String) throws {
    try run("DELETE FROM role_grant WHERE id = $1", .text(id))
  }
}

extension Account {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.text("id"), login: try row.text("login"), name: try row.text("name"),
      password: try row.text("password"), mustChange: try row.flag("must_change"),
      isActive: try row.text("state") == "active")
  }
}
