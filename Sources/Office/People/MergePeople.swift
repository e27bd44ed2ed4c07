// Two records of one human being become one: everything moves to the record that is kept, and what moved stays on record.

internal import Basics
internal import Records
internal import SQL

/// Joins two records of one person.
public struct MergePeople: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - merged: the record that points to `kept` from now on; its name stays in it.
  /// - Throws: `Refusal` without a reason, for two identity numbers (two people), for another county, or where both take
  ///   part in the same division.
  public func callAsFunction(_ merged: String, into kept: String, reason: String, by actor: String)
    async throws
  {
    guard !reason.trimmed.isEmpty else { throw personReason }
    let now = ports.now()
    let vault = ports.vault
    try await ports.engine.write { transaction in
      guard merged != kept, let from = try transaction.person(id: merged), from.erased == nil,
        let into = try transaction.person(id: kept), into.erased == nil, from.region == into.region,
        try transaction.keptRecord(of: merged) == nil, try transaction.keptRecord(of: kept) == nil
      else { throw unknownPerson }
      try Self.check(from, into, in: transaction)
      var moved: [(String, JSON)] = []
      var rows = [
        AuditedRow(.person, merged), AuditedRow(.person, kept), AuditedRow(.personMerge, merged),
      ]
      for table in PersonsTable.allCases {
        let ids = try transaction.ids(in: table, ofPerson: merged)
        guard !ids.isEmpty else { continue }
        try transaction.move(table, from: merged, to: kept)
        moved.append((table.rawValue, .strings(ids)))
        rows += ids.map { AuditedRow(table.audited, $0) }
      }
      try Self.identity(from, into, vault, in: transaction)
      try transaction.addMerge(
        PersonMergeRow(
          merged: merged, kept: kept, moved: JSON.object(moved).canonical, reason: reason, by: actor), at: now
      )
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "person.merge", subject: "person:\(merged)",
        new: .object([("kept", .string(kept)), ("moved", .object(moved))]), reason: reason, rows: rows)
      for event in Set(try transaction.participations(ofPerson: kept).map(\.event)).sorted() {
        try transaction.touch(event: event)
      }
    }
  }

  private static func check(_ from: PersonRow, _ into: PersonRow, in transaction: any SQLTransaction) throws {
    guard from.idHash == nil || into.idHash == nil else {
      throw Refusal(
        Fault(
          "merge-two-numbers", zh: "两条记录的身份证号不同，是两个人", en: "the identity numbers differ: these are two people"
        ))
    }
    let divisions = Set(try transaction.participations(ofPerson: into.id).map(\.division))
    let shared = try transaction.participations(ofPerson: from.id).first { divisions.contains($0.division) }
    guard shared == nil else {
      throw Refusal(
        Fault(
          "merge-same-division", zh: "两条记录都在同一个组别里，先退掉一个",
          en: "both records take part in the same division; withdraw one first"))
    }
  }

  /// The identity number and telephone go to the record that lacks them, under its own key.
  private static func identity(
    _ from: PersonRow, _ into: PersonRow, _ vault: any PersonalVault, in transaction: any SQLTransaction
  ) throws {
    func resealed(_ sealed: [UInt8]?, _ context: String) throws -> [UInt8]? {
      guard let sealed, let old = from.key, let new = into.key else { return nil }
      return try vault.seal(
        try vault.open(sealed, under: old, context: context), under: new, context: context)
    }
    var kept = into
    if kept.idCipher == nil, let cipher = try resealed(from.idCipher, "id") {
      kept.idCipher = cipher
      kept.idHash = from.idHash
      kept.idMasked = from.idMasked
      kept.hashKey = from.hashKey
    }
    if kept.phoneCipher == nil { kept.phoneCipher = try resealed(from.phoneCipher, "phone") }
    var left = from
    (left.idCipher, left.idHash, left.idMasked, left.phoneCipher) = (nil, nil, "", nil)
    // One number stands in one record at a time.
    try transaction.setIdentity(left)
    try transaction.setIdentity(kept)
  }
}
