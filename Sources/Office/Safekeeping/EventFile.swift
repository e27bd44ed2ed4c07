// An exported event: signed when it is written, and years later checked and computed again from itself alone.

public import Basics
public import Certificates
internal import Judging
internal import Records
public import Rubrics
public import SQL

/// What checking an exported event found.
public struct EventFile: Hashable, Sendable {
  public enum Signature: Hashable, Sendable {
    /// Signed by a key that whoever checks trusts.
    case trusted(keyId: String)
    /// Signed by a key that only the file itself names.
    case unknown(keyId: String)
    case wrong
  }

  public var event: String
  public var at: Instant
  public var isSample: Bool
  public var signature: Signature
  public var entries: Int
  public var publications: Int
  /// Results that were computed again, and came out byte for byte.
  public var recomputed: Int
  public var faults: [Fault]

  /// Whether the file is what was exported; a signature by a key that nobody vouches for does not make it less so.
  public var isSound: Bool { faults.isEmpty }

  /// The signed manifest of a file that `EventTables.copy` has filled.
  public static func manifest(
    event: String, store: String, isSample: Bool, key: IssuerKey?, at now: Instant,
    in file: any SQLTransaction
  ) throws -> String {
    let manifest = try CopyManifest(
      kind: .event, store: store, at: now, schema: 0, isSample: isSample, event: event, in: file)
    guard let key, case .members(let members) = manifest.json else { return manifest.json.canonical }
    let document = JSON.members(members + [JSON.Member(key: "issuer", value: .string(key.issuer))])
    return try DataIntegrity.signed(document, by: key, created: now).canonical
  }

  /// Checks a file.
  /// - Parameters:
  ///   - readRubric: to compute the results again.
  ///   - trusted: keys that whoever checks vouches for.
  /// - Throws: `Refusal` where it is no exported event at all.
  public init(
    damage: [String], trusted: [TrustedKey], readRubric: ([UInt8]) -> Result<Rubric, Refusal>,
    in file: any SQLTransaction
  ) throws {
    guard let text = try CopyManifest.text(in: file), let json = try? JSON(parsing: text),
      let manifest = CopyManifest(json: json), manifest.kind == .event, let event = manifest.event
    else {
      throw Refusal(
        Fault("event-none", zh: "这不是导出的活动", en: "this is no exported event"))
    }
    self.event = event
    at = manifest.at
    isSample = manifest.isSample
    signature = Self.signature(of: json, Array(text.utf8), trusted)
    faults = damage.prefix(20).map {
      Fault("copy-damaged", zh: "文件损坏：\($0)", en: "the file is damaged: \($0)")
    }
    if signature == .wrong {
      faults.append(Fault("event-signature", zh: "清单的签名不对", en: "the manifest's signature is wrong"))
    }
    faults += try manifest.faults(in: file)
    faults += try EventTables.faults(in: file)
    entries = try file.first("SELECT COUNT(*) AS n FROM audit_entry")?.integer("n") ?? 0
    publications = try file.first("SELECT COUNT(*) AS n FROM publication")?.integer("n") ?? 0
    recomputed = 0
    for row in try file.run("SELECT id FROM result_set ORDER BY id") {
      let id = try row.text("id")
      if try Self.isReproduced(id, readRubric, in: file) {
        recomputed += 1
      } else {
        faults.append(
          Fault(
            "event-recompute", zh: "成绩 \(id) 重新计算后与记录不同", en: "the result \(id) does not come out again"))
      }
    }
  }

  private static func signature(of json: JSON, _ bytes: [UInt8], _ trusted: [TrustedKey]) -> Signature {
    guard let method = json["proof"]?["verificationMethod"]?.string else { return .unknown(keyId: "-") }
    switch DataIntegrity.check(json, bytes: bytes, trusted: trusted) {
    case .valid(let key): return .trusted(keyId: key.id)
    case .altered: return .wrong
    case .unknownKey: break
    }
    // A did:key names its own key, so that at least nothing can be changed without making a new one.
    guard let issuer = json["issuer"]?.string, issuer.hasPrefix("did:key:"),
      let key = publicKey(multikey: String(issuer.dropFirst("did:key:".count)))
    else { return .unknown(keyId: method) }
    let own = TrustedKey(id: method, controller: issuer, publicKey: key)
    guard case .valid = DataIntegrity.check(json, bytes: bytes, trusted: [own]) else { return .wrong }
    return .unknown(keyId: method)
  }

  private static func isReproduced(
    _ id: String, _ readRubric: ([UInt8]) -> Result<Rubric, Refusal>, in file: any SQLTransaction
  ) throws -> Bool {
    guard let row = try file.resultSet(id), let bytes = try file.rubricBytes(sha256: row.rubricSHA256) else {
      return false
    }
    var rubric = try readRubric(bytes).get()
    rubric.sha256 = row.rubricSHA256
    return try row.recomputed(by: rubric).json().canonical == row.ranking
  }
}

extension EventFile {
  public func json(_ language: Language) -> JSON {
    let (word, keyId): (String, String?) =
      switch signature {
      case .trusted(let id): ("trusted", id)
      case .unknown(let id): ("unknown", id)
      case .wrong: ("wrong", nil)
      }
    return .object([
      ("sound", .bool(isSound)), ("event", .string(event)), ("at", .string(at.utcText)),
      ("sample", .bool(isSample)),
      ("signature", .string(word)), ("keyId", .optional(keyId)), ("entries", .integer(entries)),
      ("publications", .integer(publications)), ("recomputed", .integer(recomputed)),
      ("faults", .array(faults.map { $0.json(language) })),
    ])
  }

  public func lines(_ language: Language) -> [String] {
    var lines =
      language == .zh
      ? [
        "活动 \(event)，\(at.localText) 导出\(isSample ? "（示例）" : "")",
        "审计记录 \(entries) 条，公布 \(publications) 次，成绩 \(recomputed) 份重算一致",
      ]
      : [
        "event \(event), exported \(at.utcText)\(isSample ? " (sample)" : "")",
        "\(entries) audit entries, \(publications) publications, \(recomputed) results computed again with the same bytes",
      ]
    switch signature {
    case .trusted(let id): lines.append(language == .zh ? "签名有效：\(id)" : "signed by \(id)")
    case .unknown(let id):
      lines.append(
        language == .zh
          ? "签名密钥 \(id) 不在受信任的密钥中（--keys 指定公布的 issuer/keys.json）"
          : "the key \(id) is not among the trusted ones (name the published issuer/keys.json with --keys)")
    case .wrong: break
    }
    lines += faults.prefix(50).map { $0.sentence(language) }
    lines.append(
      isSound
        ? (language == .zh ? "完好" : "sound") : (language == .zh ? "被改动或损坏" : "changed or damaged"))
    return lines
  }
}
