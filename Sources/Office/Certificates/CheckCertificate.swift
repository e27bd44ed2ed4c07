// The check page's question: is this certificate genuine? By number with secret or name, or by an uploaded
// file.

public import Basics
public import Certificates
internal import Records
public import SQL

/// Answers whether a certificate is genuine, from the register and from the signature, never from one alone.
public struct CheckCertificate: Sendable {
  public let engine: any SQLEngine
  /// The office's own keys; the sample key is always known.
  public let keys: [TrustedKey]

  public init(engine: any SQLEngine, keys: [TrustedKey]) {
    self.engine = engine
    self.keys = keys
  }

  /// What somebody knows beside the number.
  public enum Knowledge: Hashable, Sendable {
    /// What the paper's QR carries.
    case secret(String)
    /// The holder's name.
    case name(String)
  }

  /// By number.
  ///
  /// A wrong secret or name gives the same answer as a number that does not exist.
  public func callAsFunction(
    number typed: String, knowing knowledge: Knowledge, at now: Instant
  ) async throws -> CertificateAnswer {
    let number = plainNumber(typed)
    guard hasRightCheckCharacter(number) else {
      return CertificateAnswer(
        .unknown, number: number,
        faults: [
          Fault(
            "number-mistyped", zh: "编号 \(number) 的校验位不对，可能输入有误",
            en: "the check character of \(number) is wrong: it may be mistyped",
            suggestion: Words(zh: "对照纸质证书重新输入", en: "compare it with the paper and type it again"))
        ])
    }
    let keys = keys
    return try await engine.read { transaction in
      guard let found = try CertificateRegister.find(number: number, in: transaction),
        fits(knowledge, found.record)
      else { return nothing(number) }
      let trust = Trust(keys: keys, statuses: try statuses(in: transaction, at: now, keys: keys))
      guard let answer = try? verifyCredential(Array(found.record.credential.utf8), trust: trust, now: now)
      else {
        return registerAltered(number)
      }
      // The row beside the credential must say the same, or somebody wrote into the register.
      if let facts = answer.facts, facts != found.record.facts { return registerAltered(number) }
      return answer
    }
  }

  /// By an uploaded file: a credential, or a PDF with its proof where there is one.
  ///
  /// Throws a `Refusal` where the file is no certificate at all.
  public func callAsFunction(
    file: [UInt8], proof: [UInt8]? = nil, at now: Instant
  ) async throws -> CertificateAnswer {
    let keys = keys
    return try await engine.read { transaction in
      let trust = Trust(keys: keys, statuses: try statuses(in: transaction, at: now, keys: keys))
      guard isPDF(file) || proof != nil else { return try verifyCredential(file, trust: trust, now: now) }
      let paper = try registeredPaper(digest: sha256Hex(file), in: transaction)
      return verifyPaper(file, proof: proof, registered: paper, trust: trust, now: now)
    }
  }
}

/// What the register says about status, as lists that need no signature: one for real certificates, one for
/// samples.
func statuses(in transaction: any SQLTransaction, at now: Instant, keys: [TrustedKey]) throws -> [StatusList]
{
  let issuers = try CertificateRegister.issuers(in: transaction)
  let entries = try CertificateRegister.statusEntries(in: transaction)
  let sample = TrustedKey.sample.controller
  return [
    StatusList(
      issuer: keys.first?.controller ?? "", formerly: issuers.filter { $0 != sample }, at: now,
      entries: entries,
      sample: false),
    StatusList(issuer: sample, at: now, entries: entries, sample: true),
  ]
}

/// The paper with a digest, as the register knows it.
func registeredPaper(digest: String, in transaction: any SQLTransaction) throws -> RegisteredPaper? {
  guard let found = try CertificateRegister.find(pdfDigest: digest, in: transaction),
    let badge = (try? JSON(parsing: found.record.credential)).flatMap(OpenBadge.init(credential:))
  else { return nil }
  return RegisteredPaper(
    proof: PaperProof(
      facts: found.record.facts, pdfDigest: digest, credential: found.record.credentialId,
      issuer: badge.issuer),
    keyId: found.record.keyId, sample: found.record.facts.sample || found.record.keyId == TrustedKey.sample.id
  )
}

private func fits(_ knowledge: CheckCertificate.Knowledge, _ record: CertificateRecord) -> Bool {
  switch knowledge {
  case .secret(let secret): equalInConstantTime(Array(secret.lowercased().utf8), Array(record.secret.utf8))
  case .name(let name): folded(name) == folded(record.facts.name)
  }
}

/// Names as people type them: without spaces, every middle dot the same.
private func folded(_ name: String) -> String {
  String(
    name.lazy.filter { !$0.isWhitespace }.map { ["•", "・", "‧", "．", "∙", "⋅"].contains($0) ? "·" : $0 })
}

private func nothing(_ number: String) -> CertificateAnswer {
  CertificateAnswer(
    .unknown, number: number,
    faults: [
      Fault(
        "certificate-unknown", zh: "没有与编号和所填信息相符的证书",
        en: "no certificate fits the number and what was entered",
        suggestion: Words(zh: "核对编号与姓名，或扫描纸上的二维码", en: "compare number and name, or scan the paper's QR"))
    ])
}

private func registerAltered(_ number: String) -> CertificateAnswer {
  CertificateAnswer(
    .altered, number: number,
    faults: [
      Fault("register-altered", zh: "登记册与签名内容不符", en: "the register does not agree with what was signed")
    ])
}
