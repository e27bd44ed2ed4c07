// A database that its keeper has brought back from a copy of his own: noticed by the checkpoints, and made a store again.

public import Basics
public import Certificates
internal import Records
internal import SQL

/// The records of a server after `pg_restore`, a standby that has taken over, or nothing at all.
public struct ReturnedDatabase: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// What the newest checkpoint knows of and the records lack; nil where they lack nothing.
  /// - Parameters:
  ///   - files: checkpoints by file name.
  ///   - trusted: keys whose checkpoints count.
  public func missing(
    checkpoints files: [(name: String, bytes: [UInt8])], trusted: [TrustedKey]
  ) async throws -> Fault? {
    // Of several in one second, as at a quick stop, the one that knows of most.
    let newest = files.compactMap { try? Checkpoint($0.bytes, trusted: trusted) }.max {
      ($0.at, $0.entries) < ($1.at, $1.entries)
    }
    guard let newest else { return nil }
    let found = try await ports.engine.read { try Audit.compare([newest], in: $0) }
    guard var fault = found.faults.first(where: { $0.code == "audit-cut" }) else { return nil }
    fault.suggestion = Words(
      zh: "如果数据库是从旧备份恢复的，启动时加一次 --restored，评委的手机会把缺的重新送来；否则不要启动，请监督员查看",
      en:
        "if the database was brought back from an older copy, start once with --restored, and devices deliver again what it lacks; otherwise do not start, and call the supervisor"
    )
    return fault
  }

  /// Gives the records an id of their own, by which devices notice that they have to deliver again what is lacking,
  /// and notes how far every chain had come.
  /// - Returns: the new id.
  public func adopt() async throws -> String {
    let now = ports.now()
    let fresh = ports.entropy.identifier("store")
    return try await ports.engine.write { transaction in
      let old = try transaction.storeFact("id") ?? ""
      let formerly = try transaction.storeFact("formerly").map { $0 + " " } ?? ""
      try transaction.setStoreFact("formerly", to: formerly + old)
      try transaction.setStoreFact("id", to: fresh)
      let heads = try Audit.heads(in: transaction)
      let facts: [(String, JSON)] = [
        ("store", .string(old)), ("at", .string(now.utcText)),
        ("entries", .integer(heads.reduce(0) { $0 + $1.sequence })),
        ("heads", .object(heads.map { ($0.chain, .integer($0.sequence)) })),
      ]
      try Audit.append(
        in: transaction, at: now, actor: "system", act: "store.restore", subject: "store:\(fresh)",
        old: .object(facts), new: .string(fresh), reason: "brought back by the keeper of the database",
        rows: [AuditedRow(.storeFact, "id"), AuditedRow(.storeFact, "formerly")])
      return fresh
    }
  }
}
