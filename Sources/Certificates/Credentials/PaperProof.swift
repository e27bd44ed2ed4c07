// `X.pdf.proof`: a signed statement that a PDF with these bytes is the paper of one certificate.

public import Basics

/// What a paper's proof says.
public struct PaperProof: Hashable, Sendable {
  public var facts: CertificateFacts
  /// Lower-case hexadecimal SHA-256 of the PDF's bytes.
  public var pdfDigest: String
  /// The id of the credential with the same facts.
  public var credential: String
  public var issuer: Issuer

  public init(facts: CertificateFacts, pdfDigest: String, credential: String, issuer: Issuer) {
    self.facts = facts
    self.pdfDigest = pdfDigest
    self.credential = credential
    self.issuer = issuer
  }

  /// The signed text.
  public func text(key: IssuerKey, created: Instant) throws -> String {
    try DataIntegrity.signed(json, by: key, created: created).canonical
  }

  private var json: JSON {
    var profile: [(String, JSON)] = [("id", .string(issuer.id)), ("name", .string(issuer.name))]
    if let address = issuer.address { profile.append(("url", .string(address))) }
    return .object([
      ("type", .string("SizhouPaperProof")), ("number", .string(facts.number)),
      ("credential", .string(credential)),
      ("pdfSHA256", .string(pdfDigest)), ("issuer", .object(profile)), ("facts", facts.json),
    ])
  }

  /// Reads a statement whose proof was found right; nil for any other shape.
  init?(json: JSON) {
    guard json["type"]?.string == "SizhouPaperProof",
      let facts = json["facts"].flatMap(CertificateFacts.init(json:)),
      json["number"]?.string == facts.number, let digest = json["pdfSHA256"]?.string,
      let credential = json["credential"]?.string, let issuerId = json["issuer"]?["id"]?.string,
      let issuerName = json["issuer"]?["name"]?.string
    else { return nil }
    self.init(
      facts: facts, pdfDigest: digest, credential: credential,
      issuer: Issuer(id: issuerId, name: issuerName, address: json["issuer"]?["url"]?.string))
  }
}
