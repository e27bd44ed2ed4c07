// A certificate as an Open Badges 3.0 credential, every fact in a member that the standard knows.

public import Basics

/// Builds and reads `OpenBadgeCredential`s (VC Data Model 2.0).
///
/// No identity number ever enters one, hashed or not.
public struct OpenBadge: Hashable, Sendable {
  public var facts: CertificateFacts
  public var issuer: Issuer
  /// A random `urn:uuid`, whose 122 bits keep the credential's digest from being guessed from name and award.
  public var id: String

  /// `nonce`: 16 bytes that nobody can guess.
  public init(facts: CertificateFacts, issuer: Issuer, nonce: [UInt8]) {
    self.init(facts: facts, issuer: issuer, id: "urn:uuid:" + uuid(nonce))
  }

  init(facts: CertificateFacts, issuer: Issuer, id: String) {
    self.facts = facts
    self.issuer = issuer
    self.id = id
  }

  /// The credential without a proof.
  public var json: JSON {
    var members: [(String, JSON)] = [
      (
        "@context",
        .strings([
          "https://www.w3.org/ns/credentials/v2",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
          "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        ])
      ),
      ("id", .string(id)),
      ("type", .strings(["VerifiableCredential", "OpenBadgeCredential"])),
      ("name", .string(headline)),
      ("issuer", issuerProfile),
      ("validFrom", .string(facts.issued.start.utcText)),
    ]
    if let last = facts.validUntil {
      members.append(("validUntil", .string(last.adding(days: 1).start.adding(seconds: -1).utcText)))
    }
    members.append(("credentialSubject", subject))
    members.append(
      (
        "credentialStatus",
        .object([("id", .string(issuer.statusAddress)), ("type", .string("1EdTechRevocationList"))])
      ))
    return .object(members)
  }

  private var headline: String {
    (facts.sample ? "【示例】" : "") + facts.event + " " + (facts.award ?? facts.result ?? facts.title)
  }

  private var issuerProfile: JSON {
    var profile: [(String, JSON)] = [
      ("id", .string(issuer.id)), ("type", .strings(["Profile"])), ("name", .string(issuer.name)),
    ]
    if let address = issuer.address { profile.append(("url", .string(address))) }
    return .object(profile)
  }

  private var subject: JSON {
    var members: [(String, JSON)] = [
      ("type", .strings(["AchievementSubject"])),
      (
        "identifier",
        .array([
          .object([
            ("type", .string("IdentityObject")), ("hashed", .bool(false)),
            ("identityHash", .string(facts.name)),
            ("identityType", .string("name")),
          ])
        ])
      ),
      ("licenseNumber", .string(facts.number)),
    ]
    if let start = facts.start { members.append(("activityStartDate", .string(start.start.utcText))) }
    members.append(("activityEndDate", .string(facts.end.start.utcText)))
    members.append(("achievement", achievement))
    members.append(
      (
        "result",
        .array(
          certified.map {
            .object([
              ("type", .strings(["Result"])), ("resultDescription", .string(resultId($0.id))),
              ("value", .string($0.value)),
            ])
          })
      ))
    return .object(members)
  }

  private var achievement: JSON {
    var members: [(String, JSON)] = [
      ("id", .string(issuer.id + "#achievement-" + achievementHash)),
      ("type", .strings(["Achievement"])),
      ("achievementType", .string(facts.kind.achievementType)),
      (
        "name",
        .string(
          [facts.division, facts.award ?? facts.result ?? facts.title].compactMap { $0 }.joined(
            separator: " "))
      ),
      ("description", .string(facts.event)),
      ("criteria", .object([("narrative", .string(facts.kind.criteria))])),
      ("inLanguage", .string("zh-CN")),
      ("resultDescription", .array(certified.map { description(of: $0) })),
    ]
    if facts.sample { members.append(("tag", .strings(["sample"]))) }
    return .object(members)
  }

  private var achievementHash: String {
    let key = JSON.strings([
      facts.kind.rawValue, facts.event, facts.division ?? "", facts.award ?? "", facts.result ?? "",
    ])
    return String(sha256Hex(key.canonical.utf8).prefix(16))
  }

  private func resultId(_ id: String) -> String { "\(issuer.id)#result-\(id)" }

  private func description(of fact: CertifiedText) -> JSON {
    var members: [(String, JSON)] = [
      ("id", .string(resultId(fact.id))), ("type", .strings(["ResultDescription"])),
      ("name", .string(fact.label)),
      ("resultType", .string(fact.score == nil ? "Result" : "RawScore")),
    ]
    if let outOf = fact.score?.outOf { members.append(("valueMax", .string(outOf))) }
    if let needed = fact.score?.needed { members.append(("requiredValue", .string(needed))) }
    return .object(members)
  }
}

extension CertificateKind {
  /// The standard's name for what was achieved.
  var achievementType: String {
    switch self {
    case .award: "Award"
    case .completion: "CertificateOfCompletion"
    case .scoreReport: "Assessment"
    }
  }

  /// How it was achieved, in a sentence.
  var criteria: String {
    switch self {
    case .award: "由评委按公布的评分规则匿名评分，经裁判长签字确认名次。"
    case .completion: "完成规定课程，并通过规定的考核。"
    case .scoreReport: "由考评员按公布的评分规则评分；本成绩单不是资格证明。"
    }
  }
}

/// 16 bytes as a version 4 UUID.
func uuid(_ nonce: [UInt8]) -> String {
  var bytes = Array(nonce.prefix(16)) + Array(repeating: 0, count: max(0, 16 - nonce.count))
  bytes[6] = bytes[6] & 0x0F | 0x40
  bytes[8] = bytes[8] & 0x3F | 0x80
  let digits = hex(bytes)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if [8, 12, 16, 20].contains(index) { text.append("-") }
    text.append(digit)
  }
  return text
}
