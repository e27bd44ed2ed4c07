// What an account may do is changed: roles given and taken, never so that nobody could let anybody in any more.

internal import Basics
public import Records
internal import SQL

/// Gives an account exactly the wanted grants of a region; those of other regions stay.
public struct ChangeRoles: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Throws: `Refusal` for an unknown account, for no role at all, or where the last administrator would be gone.
  public func callAsFunction(
    _ wanted: [RoleGrant], account: String, region: String, by actor: String
  ) async throws {
    let now = ports.now()
    let fresh = wanted.map { _ in ports.entropy.identifier("grant") }
    try await ports.engine.write { transaction in
      guard try transaction.account(id: account) != nil else {
        throw Refusal(Fault("account-unknown", zh: "没有这个账户", en: "there is no such account"))
      }
      let all = try transaction.grantRows(of: account)
      let present = all.filter { $0.grant.region == region }
      guard !wanted.isEmpty || all.count > present.count else {
        throw Refusal(Fault("account-role", zh: "至少要有一个角色", en: "an account has at least one role"))
      }
      var rows: [AuditedRow] = []
      for row in present where !wanted.contains(row.grant) {
        try transaction.revokeGrant(row.id)
        rows.append(AuditedRow(.roleGrant, row.id))
      }
      for (grant, id) in zip(wanted, fresh) where !present.contains(where: { $0.grant == grant }) {
        try transaction.grant(grant, to: account, id: id)
        rows.append(AuditedRow(.roleGrant, id))
      }
      guard !rows.isEmpty else { return }
      guard try hasAdministrator(in: transaction) else { throw lastAdministrator }
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "account.roles", subject: "account:\(account)",
        old: .strings(present.map { $0.grant.name }.sorted()), new: .strings(wanted.map(\.name).sorted()),
        rows: rows)
    }
  }
}

/// Whether anybody who is not shut out may let others in.
func hasAdministrator(in transaction: any SQLTransaction) throws -> Bool {
  try transaction.allAccounts().contains { account in
    try account.isActive && transaction.grants(of: account.id).contains { $0.role == .administrator }
  }
}

let lastAdministrator = Refusal(
  Fault(
    "account-last", zh: "这是最后一个管理员账户，不能停用", en: "this is the last administrator and stays",
    suggestion: Words(zh: "先新增另一个管理员", en: "add another administrator first")))

extension RoleGrant {
  /// `organizer`, or `organizer@event` where it holds for one event only.
  fileprivate var name: String { role.rawValue + (event.map { "@\($0)" } ?? "") }
}
