// A checkpoint: a signed statement of where every audit chain stood, kept outside the store, so that cutting off its end shows.

public import Basics
public import Certificates
public import SQL

/// Where the audit chains stood at one moment, as the holder of the signing key says.
public struct Checkpoint: Hashable, Sendable {
  public struct Head: Hashable, Sendable {
    public var chain: String
    public var sequence: Int
    public var hash: String
  }

  /// The store, by its id.
  public var store: String
  public var at: Instant
  public var heads: [Head]

  /// The chains as they stand now.
  public init(at now: Instant, in transaction: any SQLTransaction) throws {
    store = try transaction.storeFact("id") ?? ""
    at = now
    heads = try Audit.heads(in: transaction).map {
      Head(chain: $0.chain, sequence: $0.sequence, hash: $0.hash)
    }
  }

  /// Entries that it covers, all chains together.
  public var entries: Int { heads.reduce(0) { $0 + $1.sequence } }

  /// `20261128T010000Z-000000123.json`: by time, then by how much it covers.
  public var fileName: String {
    let count = String(entries)
    return at.utcText.filter { $0 != "-" && $0 != ":" } + "-"
      + String(repeating: "0", count: max(0, 9 - count.utf8.count)) + count + ".json"
  }

  /// The signed text.
  public func text(key: IssuerKey) throws -> String {
    let document = JSON.object([
      ("type", .string("SizhouCheckpoint")), ("issuer", .string(key.issuer)), ("store", .string(store)),
      ("at", .string(at.utcText)),
      (
        "heads",
        .array(
          heads.map {
            .object([
              ("chain", .string($0.chain)), ("sequence", .integer($0.sequence)), ("hash", .string($0.hash)),
            ])
          })
      ),
    ])
    return try DataIntegrity.signed(document, by: key, created: at).canonical
  }

  /// Reads a checkpoint that one of the trusted keys has signed.
  /// - Throws: `Refusal` with the reason why it proves nothing.
  public init(_ bytes: [UInt8], trusted: [TrustedKey]) throws(Refusal) {
    guard let json = try? JSON(parsing: bytes), json["type"]?.string == "SizhouCheckpoint" else {
      throw Refusal(
        Fault("checkpoint-unreadable", zh: "不是检查点文件，或已损坏", en: "this is no checkpoint, or it is damaged"))
    }
    switch DataIntegrity.check(json, bytes: bytes, trusted: trusted) {
    case .unknownKey(let id):
      throw Refusal(
        Fault(
          "checkpoint-unknown-key", zh: "检查点由不认识的密钥 \(id) 签署",
          en: "an unknown key, \(id), signed the checkpoint",
          suggestion: Words(
            zh: "用 --keys 指定公布的 issuer/keys.json", en: "name the published issuer/keys.json with --keys")))
    case .altered(let fault):
      throw Refusal(
        Fault(
          "checkpoint-altered", zh: "检查点被改动：\(fault.words.zh)",
          en: "the checkpoint was changed: \(fault.words.en)"))
    case .valid: break
    }
    guard let store = json["store"]?.string, let at = json["at"]?.string.flatMap({ Instant($0) }),
      let items = json["heads"]?.items
    else {
      throw Refusal(Fault("checkpoint-unreadable", zh: "检查点缺少内容", en: "the checkpoint is incomplete"))
    }
    self.store = store
    self.at = at
    heads = items.compactMap { item in
      guard let chain = item["chain"]?.string, let sequence = item["sequence"]?.integer,
        let hash = item["hash"]?.string
      else { return nil }
      return Head(chain: chain, sequence: sequence, hash: hash)
    }
  }
}

extension Audit {
  /// What comparing with checkpoints from outside found.
  public struct Comparison: Hashable, Sendable {
    /// Checkpoints of this store that were compared.
    public var compared = 0
    /// Entries up to the newest of them; nothing before that can have been changed.
    public var covered = 0
    public var newest: Instant?
    public var faults: [Fault] = []
    /// What a reader should know and what is no fault, such as the time before a restore.
    public var notes: [Fault] = []
  }

  /// Holds the chains against checkpoints.
  public static func compare(_ checkpoints: [Checkpoint], in transaction: any SQLTransaction) throws
    -> Comparison
  {
    var comparison = Comparison()
    let limits = try restores(in: transaction)
    var others = 0
    for checkpoint in checkpoints.sorted(by: { $0.at < $1.at }) {
      guard let limit = limits[checkpoint.store] else {
        others += 1
        continue
      }
      comparison.compared += 1
      comparison.newest = checkpoint.at
      comparison.covered = max(comparison.covered, min(checkpoint.entries, limit.entries))
      for head in checkpoint.heads {
        if let limit = limit.of(head.chain), head.sequence > limit {
          comparison.notes.append(restored(checkpoint, head, limit))
          continue
        }
        if let fault = try fault(checkpoint, head, in: transaction) { comparison.faults.append(fault) }
      }
    }
    if others > 0 {
      let fault = Fault(
        "checkpoint-other-store", zh: "\(others) 个检查点属于别的数据库，没有比对",
        en: "\(others) checkpoints belong to another store and were not compared")
      if comparison.compared == 0 { comparison.faults.append(fault) } else { comparison.notes.append(fault) }
    }
    comparison.faults = firstOfEach(comparison.faults)
    comparison.notes = firstOfEach(comparison.notes)
    return comparison
  }

  /// How much an earlier store shares with today's chains.
  private struct Limit {
    /// Its last shared entry where there was one chain only; nil for today's id.
    var whole: Int?
    /// The same by chain where there were several.
    var chains: [String: Int]?

    func of(_ chain: String) -> Int? { chains.map { $0[chain] ?? 0 } ?? whole }
    var entries: Int { chains?.values.reduce(0, +) ?? whole ?? .max }
  }

  /// The ids that the store has had, each with what it shares with today's chains.
  private static func restores(in transaction: any SQLTransaction) throws -> [String: Limit] {
    var limits: [String: Limit] = [:]
    if let id = try transaction.storeFact("id") { limits[id] = Limit() }
    let rows = try transaction.run(
      "SELECT sequence, old FROM audit_entry WHERE act = 'store.restore' ORDER BY at, sequence")
    for row in rows {
      guard let facts = try row.optionalText("old").flatMap({ try? JSON(parsing: $0) }),
        let old = facts["store"]?.string
      else {
        continue
      }
      let heads = facts["heads"]?.entries?.compactMap { head in head.value.integer.map { (head.key, $0) } }
      limits[old] = Limit(
        whole: try row.integer("sequence") - 1,
        chains: heads.map { Dictionary($0, uniquingKeysWith: { first, _ in first }) })
    }
    return limits
  }

  private static func fault(
    _ checkpoint: Checkpoint, _ head: Checkpoint.Head, in transaction: any SQLTransaction
  ) throws -> Fault? {
    let live = try transaction.first(
      "SELECT hash FROM audit_entry WHERE chain = $1 AND sequence = $2", .text(head.chain),
      .integer(head.sequence))
    guard let live else {
      let last = try heads(in: transaction).first { $0.chain == head.chain }?.sequence ?? 0
      return Fault(
        "audit-cut",
        zh:
          "审计链 \(head.chain) 在 \(checkpoint.at.localText) 有 \(head.sequence) 条，现在第 \(min(last, head.sequence - 1) + 1) 条起缺失",
        en:
          "audit chain \(head.chain) had \(head.sequence) entries at \(checkpoint.at.utcText); from entry \(min(last, head.sequence - 1) + 1) on they are missing"
      )
    }
    guard try live.text("hash") != head.hash else { return nil }
    return Fault(
      "audit-rewritten",
      zh: "审计链 \(head.chain) 第 \(head.sequence) 条与 \(checkpoint.at.localText) 的检查点不符：这一条或之前的内容被重写",
      en:
        "audit chain \(head.chain), entry \(head.sequence) is not what the checkpoint of \(checkpoint.at.utcText) says: it or what stands before it was rewritten"
    )
  }

  private static func restored(_ checkpoint: Checkpoint, _ head: Checkpoint.Head, _ limit: Int) -> Fault {
    Fault(
      "checkpoint-before-restore",
      zh: "数据库从备份恢复过：\(checkpoint.store) 第 \(limit) 条以后的审计记录在恢复时失去",
      en:
        "the store was restored from a backup: what \(checkpoint.store) recorded after entry \(limit) was lost with it"
    )
  }

  /// One fault of a kind is enough: the first, which names the earliest checkpoint.
  private static func firstOfEach(_ faults: [Fault]) -> [Fault] {
    var seen: Set<String> = []
    return faults.filter { seen.insert($0.code).inserted }
  }
}
