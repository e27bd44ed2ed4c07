// A backup that comes back: what is checked before it is believed, and what makes it a store of its own again.

public import Basics
public import Records
public import SQL

/// A backup file as its checks found it.
public struct ReturnedCopy: Hashable, Sendable {
  public var manifest: CopyManifest
  /// Entries in the audit, all chains together.
  public var entries: Int

  /// Checks manifest, schema, every table's digest and the audit of a file.
  /// - Parameter damage: what the engine finds wrong in the file's pages and references.
  /// - Throws: `Refusal` with everything that speaks against restoring it.
  public static func checked(
    in transaction: any SQLTransaction, damage: [String], despiteAudit: Bool = false
  ) throws -> ReturnedCopy {
    guard let text = try CopyManifest.text(in: transaction),
      let manifest = (try? JSON(parsing: text)).flatMap({ CopyManifest(json: $0) })
    else {
      throw Refusal(
        Fault(
          "copy-none", zh: "这不是 sizhou backup 写成的备份：没有清单",
          en: "this is no backup of Sizhou: it has no manifest",
          suggestion: Words(
            zh: "要打开一个数据文件夹，用 --data 指定它；不需要 restore",
            en: "a data folder is opened with --data and needs no restore")))
    }
    guard manifest.kind == .backup else {
      throw Refusal(
        Fault(
          "copy-event", zh: "这是一个活动的导出文件，不是备份", en: "this is an exported event and no backup",
          suggestion: Words(zh: "用 sizhou event verify 核验它", en: "check it with `sizhou event verify`")))
    }
    guard manifest.schema <= Schema.newest else {
      throw Refusal(
        Fault(
          "schema-newer",
          zh: "备份由更新的程序写成（结构版本 \(manifest.schema)，本程序认识到 \(Schema.newest)），请用那个程序恢复",
          en:
            "a newer program wrote this backup (schema \(manifest.schema), this one knows up to \(Schema.newest)): restore it with that program"
        ))
    }
    var faults = damage.prefix(20).map {
      Fault("copy-damaged", zh: "备份文件损坏：\($0)", en: "the backup is damaged: \($0)")
    }
    faults += try manifest.faults(in: transaction)
    let report = try Audit.verify(in: transaction)
    if !despiteAudit { faults += report.faults }
    guard faults.isEmpty else { throw Refusal(faults) }
    return ReturnedCopy(manifest: manifest, entries: report.entries)
  }

  /// Makes a checked copy a store again: it gets an id of its own, by which devices notice that they have to deliver
  /// again what it lacks, and an entry that says where it came from.
  public func adopt(as fresh: String, at now: Instant, despiteAudit: Bool, in transaction: any SQLTransaction)
    throws
  {
    try CopyManifest.remove(in: transaction)
    let old = try transaction.storeFact("id") ?? manifest.store
    let formerly = try transaction.storeFact("formerly").map { $0 + " " } ?? ""
    try transaction.setStoreFact("formerly", to: formerly + old)
    try transaction.setStoreFact("id", to: fresh)
    let facts: [(String, JSON)] = [
      ("store", .string(old)), ("at", .string(manifest.at.utcText)), ("entries", .integer(entries)),
    ]
    let reason = despiteAudit ? "restored although the audit found faults" : nil
    guard manifest.schema >= 2 else {
      // The audit of the first schema knows no rows; the next opening begins with them.
      return
    }
    try Audit.append(
      in: transaction, at: now, actor: "system", act: "store.restore", subject: "store:\(fresh)",
      old: .object(facts), new: .string(fresh), reason: reason,
      rows: [AuditedRow(.storeFact, "id"), AuditedRow(.storeFact, "formerly")])
  }
}
