// The answer to "is this certificate genuine": a verdict, what is certified, and why not.

public import Basics

/// The verdicts, each with its own plain words (contract, section 7).
public enum Verdict: String, Hashable, Sendable, CaseIterable {
  case genuine
  case altered
  case revoked
  case suspended
  case superseded
  case expired
  case unknownKey = "unknown-key"
  case unknown

  /// The verdict in a few words.
  public var words: Words {
    switch self {
    case .genuine: Words(zh: "真实有效", en: "genuine")
    case .altered: Words(zh: "内容被改动", en: "altered")
    case .revoked: Words(zh: "已撤销", en: "revoked")
    case .suspended: Words(zh: "暂停使用", en: "suspended")
    case .superseded: Words(zh: "已被新证书替代", en: "superseded by another")
    case .expired: Words(zh: "已过有效期", en: "expired")
    case .unknownKey: Words(zh: "签发密钥不受信任", en: "signed by a key that is not trusted")
    case .unknown: Words(zh: "查无此证", en: "unknown")
    }
  }
}

/// What a check found.
public struct CertificateAnswer: Hashable, Sendable {
  public var verdict: Verdict
  /// Whether it is a demonstration that certifies nothing.
  public var sample: Bool
  /// When the status that was looked at was current; nil where revocation was not checked.
  public var statusAt: Instant?
  /// As the file says where the verdict is `altered` or `unknown-key`, else as certified.
  public var number: String?
  public var keyId: String?
  /// Nil where nothing is certified.
  public var issuer: Issuer?
  /// Nil where nothing is certified: altered content is never shown as fact.
  public var facts: CertificateFacts?
  /// What became of the certificate, where its status says more than `issued`.
  public var status: StatusEntry?
  /// Why the verdict is not `genuine`; empty where it is.
  public var faults: [Fault]

  public init(
    _ verdict: Verdict, sample: Bool = false, statusAt: Instant? = nil, number: String? = nil,
    keyId: String? = nil,
    issuer: Issuer? = nil, facts: CertificateFacts? = nil, status: StatusEntry? = nil, faults: [Fault] = []
  ) {
    self.verdict = verdict
    self.sample = sample
    self.statusAt = statusAt
    self.number = number
    self.keyId = keyId
    self.issuer = issuer
    self.facts = facts
    self.status = status
    self.faults = faults
  }

  /// The answer as `certificate verify --format json` prints it.
  public func json(_ language: Language) -> JSON {
    var members = facts?.json.entries ?? []
    if let issuer, facts != nil {
      members.append(JSON.Member(key: "issuer", value: .string(issuer.name)))
      members.append(JSON.Member(key: "issuerId", value: .string(issuer.id)))
    }
    return .object([
      ("verdict", .string(verdict.rawValue)), ("sample", .bool(sample)),
      ("revocation", .string(statusAt == nil ? "not-checked" : "checked")), ("number", .optional(number)),
      ("keyId", .optional(keyId)), ("facts", .members(members)),
      ("faults", .array(faults.map { $0.json(language) })),
    ])
  }

  /// The answer in lines for a terminal.
  public func lines(_ language: Language) -> [String] {
    let isChinese = language == .zh
    var lines = [(isChinese ? "结论：" : "Verdict: ") + verdict.words[language]]
    if sample {
      lines.append(isChinese ? "示例：演示用证书，不证明任何事实" : "Sample: a demonstration that certifies nothing")
    }
    if let statusAt {
      lines.append(
        isChinese ? "撤销状态：已核对（截至 \(statusAt.localText)）" : "Revocation: checked (as of \(statusAt.utcText))")
    } else {
      lines.append(isChinese ? "撤销状态：未核对" : "Revocation: not checked")
    }
    if let issuer { lines.append((isChinese ? "签发单位：" : "Issuer: ") + issuer.name) }
    if let keyId { lines.append((isChinese ? "密钥：" : "Key: ") + keyId) }
    if let facts {
      lines += facts.lines.map { "\($0.label[language])\(isChinese ? "：" : ": ")\($0.value[language])" }
    }
    return lines + faults.map { $0.sentence(language) }
  }
}
