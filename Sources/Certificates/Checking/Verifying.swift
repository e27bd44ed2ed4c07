// Checking a credential or a paper against trusted keys, the status of its issuer, and the register.

public import Basics

/// Whom a verifier trusts and what it knows.
public struct Trust: Sendable {
  /// The built-in sample key is always among them.
  public let keys: [TrustedKey]
  /// Status lists that are known to be right: read from signed documents, or made from the register itself.
  public var statuses: [StatusList]

  public init(keys: [TrustedKey], statuses: [StatusList] = []) {
    // First, so that no document can put another key in its place.
    self.keys = [TrustedKey.sample] + keys
    self.statuses = statuses
  }
}

/// A paper that the register knows by the digest of its PDF.
public struct RegisteredPaper: Hashable, Sendable {
  public var proof: PaperProof
  public var keyId: String
  public var sample: Bool

  public init(proof: PaperProof, keyId: String, sample: Bool) {
    self.proof = proof
    self.keyId = keyId
    self.sample = sample
  }
}

/// Whether bytes begin as a PDF does.
public func isPDF(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "%PDF-".utf8) }

/// Checks a credential's bytes.
///
/// Throws where they are no certificate at all (exit status 65).
public func verifyCredential(_ bytes: [UInt8], trust: Trust, now: Instant) throws(Refusal)
  -> CertificateAnswer
{
  guard let json = try? JSON(parsing: bytes), isCertificate(json) else {
    throw Refusal(
      Fault(
        "not-a-certificate", zh: "这不是证书文件", en: "this is no certificate",
        suggestion: Words(
          zh: "给出证书的 .json 文件，或 .pdf 及其 .pdf.proof",
          en: "give the certificate's .json, or its .pdf with the .pdf.proof beside it")))
  }
  let claimed = json["credentialSubject"]?["licenseNumber"]?.string
  switch DataIntegrity.check(json, bytes: bytes, trusted: trust.keys) {
  case .unknownKey(let id): return unknownKey(id, number: claimed)
  case .altered(let fault):
    return CertificateAnswer(
      .altered, sample: trust.isSample(json), number: claimed,
      keyId: json["proof"]?["verificationMethod"]?.string,
      faults: [fault])
  case .valid(let key):
    guard let badge = OpenBadge(credential: json) else {
      return CertificateAnswer(
        .unknown, sample: key.isSample, number: claimed, keyId: key.id,
        faults: [
          Fault(
            "credential-shape", zh: "签名正确，但不是本程序认识的证书格式",
            en: "the signature is right, but this is not a shape of certificate that this program knows")
        ])
    }
    return trust.answer(
      badge.facts, issuer: badge.issuer, credential: badge.id, keyId: key.id, sampleKey: key.isSample,
      now: now)
  }
}

/// Checks a PDF's bytes against the signed proof beside it, else against what the register knows of these
/// very bytes.
public func verifyPaper(
  _ bytes: [UInt8], proof: [UInt8]?, registered: RegisteredPaper?, trust: Trust, now: Instant
) -> CertificateAnswer {
  let digest = sha256Hex(bytes)
  guard let proof else {
    guard let registered, registered.proof.pdfDigest == digest else {
      return CertificateAnswer(
        .unknown,
        faults: [
          Fault(
            "paper-unknown", zh: "没有 .pdf.proof 文件，登记册中也没有这份 PDF",
            en: "there is no .pdf.proof beside it, and the register does not know this PDF",
            suggestion: Words(
              zh: "把 .pdf.proof 放在 PDF 旁边，或扫描纸上的二维码",
              en: "put the .pdf.proof beside it, or scan the paper's QR"))
        ])
    }
    return trust.answer(
      registered.proof.facts, issuer: registered.proof.issuer, credential: registered.proof.credential,
      keyId: registered.keyId, sampleKey: registered.sample, now: now)
  }
  guard let json = try? JSON(parsing: proof) else {
    return CertificateAnswer(
      .altered,
      faults: [Fault("paper-proof-unreadable", zh: ".pdf.proof 文件已损坏", en: "the .pdf.proof is damaged")])
  }
  let claimed = json["number"]?.string
  switch DataIntegrity.check(json, bytes: proof, trusted: trust.keys) {
  case .unknownKey(let id): return unknownKey(id, number: claimed)
  case .altered(let fault):
    return CertificateAnswer(
      .altered, sample: trust.isSample(json), number: claimed,
      keyId: json["proof"]?["verificationMethod"]?.string,
      faults: [fault])
  case .valid(let key):
    guard let statement = PaperProof(json: json), statement.pdfDigest == digest else {
      return CertificateAnswer(
        .altered, sample: key.isSample, number: claimed, keyId: key.id,
        faults: [
          Fault(
            "paper-altered", zh: "PDF 不是签发时的字节，或 .pdf.proof 属于另一份文件",
            en: "the PDF is not the one that was issued, or the .pdf.proof belongs to another file")
        ])
    }
    return trust.answer(
      statement.facts, issuer: statement.issuer, credential: statement.credential, keyId: key.id,
      sampleKey: key.isSample, now: now)
  }
}

private func unknownKey(_ id: String, number: String?) -> CertificateAnswer {
  CertificateAnswer(
    .unknownKey, number: number, keyId: id,
    faults: [
      Fault(
        "unknown-key", zh: "签名密钥 \(id) 不在受信任的密钥中", en: "the key \(id) is not among the trusted ones",
        suggestion: Words(
          zh: "用 --keys 指定签发单位公布的密钥文件", en: "name the issuer's published keys with --keys"))
    ])
}

/// Whether a document was meant as a certificate.
///
/// Two signs, so that an edit of either still gets an answer.
private func isCertificate(_ json: JSON) -> Bool {
  let types = json["type"]?.items ?? []
  return json["credentialSubject"] != nil || types.contains { $0.string == "VerifiableCredential" }
}
