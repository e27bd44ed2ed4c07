// `issuer/status.json`: which certificates no longer hold, and why; signed like a certificate.

public import Basics

/// What became of a certificate after it was issued.
public enum CertificateState: String, Hashable, Sendable, CaseIterable {
  case issued
  case suspended
  case revoked
  case superseded
}

/// A certificate that does not hold, or does not hold for now.
public struct StatusEntry: Hashable, Sendable {
  public var number: String
  /// The credential's id.
  public var credential: String
  public var state: CertificateState
  public var at: Instant
  /// Shown to the public.
  public var reason: String
  /// The number of the certificate that replaces it.
  public var supersededBy: String?

  public init(
    number: String, credential: String, state: CertificateState, at: Instant, reason: String,
    supersededBy: String? = nil
  ) {
    self.number = number
    self.credential = credential
    self.state = state
    self.at = at
    self.reason = reason
    self.supersededBy = supersededBy
  }
}

/// Every certificate of an issuer that does not hold, as known at one moment.
public struct StatusList: Hashable, Sendable {
  public var issuer: String
  /// Other ids under which the same office has issued.
  public var formerly: [String]
  public var at: Instant
  public var entries: [StatusEntry]
  /// Whether the built-in sample key signed it: then it says nothing about real certificates.
  public var sample: Bool

  public init(issuer: String, formerly: [String] = [], at: Instant, entries: [StatusEntry], sample: Bool) {
    self.issuer = issuer
    self.formerly = formerly
    self.at = at
    self.entries = entries
    self.sample = sample
  }

  /// Whether the list speaks about certificates of an issuer, a sample list only about samples.
  func covers(issuer: String, sample: Bool) -> Bool {
    self.sample == sample && (self.issuer == issuer || formerly.contains(issuer))
  }

  func entry(number: String, credential: String) -> StatusEntry? {
    entries.first { $0.number == number && $0.credential == credential }
  }
}

extension StatusList {
  /// The signed document, an 1EdTech revocation list with our members beside the standard's.
  public func text(issuer profile: Issuer, key: IssuerKey) throws -> String {
    let document = JSON.object([
      ("id", .string(profile.statusAddress)),
      ("type", .string("1EdTechRevocationList")),
      ("issuer", .string(issuer)),
      ("alsoKnownAs", .strings(formerly)),
      ("at", .string(at.utcText)),
      ("revokedCredential", .array(entries.map(\.json))),
    ])
    return try DataIntegrity.signed(document, by: key, created: at).canonical
  }

  /// Reads a status document.
  ///
  /// It is refused where no trusted key signed it or it was changed, for a list without a missing line would
  /// let a revoked certificate pass.
  public init(_ bytes: [UInt8], trusted: [TrustedKey]) throws(Refusal) {
    func refusal(_ code: String, _ zh: String, _ en: String) -> Refusal {
      Refusal(
        Fault(
          code, zh: zh, en: en,
          suggestion: Words(
            zh: "使用签发单位公布的 issuer/status.json", en: "use the issuer's published issuer/status.json")))
    }
    guard let json = try? JSON(parsing: bytes), json["type"]?.string == "1EdTechRevocationList" else {
      throw refusal("status-unreadable", "这不是状态文件，或内容已损坏", "this is no status document, or it is damaged")
    }
    switch DataIntegrity.check(json, bytes: bytes, trusted: trusted) {
    case .altered: throw refusal("status-altered", "状态文件被改动", "the status document was changed")
    case .unknownKey:
      throw refusal(
        "status-unknown-key", "状态文件由不受信任的密钥签署", "a key that is not trusted signed the status document")
    case .valid(let key):
      guard let at = json["at"]?.string.flatMap({ Instant($0) }), let items = json["revokedCredential"]?.items
      else {
        throw refusal("status-unreadable", "状态文件缺少内容", "the status document is incomplete")
      }
      self.init(
        issuer: key.controller, formerly: (json["alsoKnownAs"]?.items ?? []).compactMap(\.string), at: at,
        entries: items.compactMap(StatusEntry.init(json:)), sample: key.isSample)
      guard entries.count == items.count else {
        throw refusal(
          "status-unreadable", "状态文件有无法识别的条目", "the status document holds an entry that cannot be read")
      }
    }
  }
}

extension StatusEntry {
  var json: JSON {
    var members: [(String, JSON)] = [
      ("id", .string(credential)), ("revoked", .bool(true)), ("revocationReason", .string(reason)),
      ("number", .string(number)), ("state", .string(state.rawValue)), ("at", .string(at.utcText)),
    ]
    if let supersededBy { members.append(("supersededBy", .string(supersededBy))) }
    return .object(members)
  }

  init?(json: JSON) {
    guard let credential = json["id"]?.string, let number = json["number"]?.string,
      let state = json["state"]?.string.flatMap(CertificateState.init(rawValue:)),
      let at = json["at"]?.string.flatMap({ Instant($0) }), let reason = json["revocationReason"]?.string
    else { return nil }
    self.init(
      number: number, credential: credential, state: state, at: at, reason: reason,
      supersededBy: json["supersededBy"]?.string)
  }
}
