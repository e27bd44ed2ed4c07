// One certificate as the register keeps it, and one line of its history.

public import Basics
public import Certificates
internal import SQL

/// A certificate in the register.
///
/// Nothing of it changes after it is issued but its status.
public struct CertificateRecord: Hashable, Sendable {
  public var facts: CertificateFacts
  public var event: String
  public var participation: String
  /// What it was given for: the award's id, or the kind of the paper.
  ///
  /// With event and participation, the key that keeps a certificate from being issued twice.
  public var cause: String
  /// 1, and more where it replaces the one before.
  public var edition: Int
  public var credentialId: String
  /// The credential's canonical text, its very bytes.
  public var credential: String
  /// Lower-case hexadecimal SHA-256 of the PDF.
  public var pdfDigest: String
  /// The text of `NUMBER.pdf.proof`.
  public var proof: String
  /// What the paper's QR carries beside the number.
  public var secret: String
  public var keyId: String
  /// The issuer's DID.
  public var issuer: String
  public var issued: Instant

  public init(
    facts: CertificateFacts, event: String, participation: String, cause: String, edition: Int,
    credentialId: String,
    credential: String, pdfDigest: String, proof: String, secret: String, keyId: String, issuer: String,
    issued: Instant
  ) {
    self.facts = facts
    self.event = event
    self.participation = participation
    self.cause = cause
    self.edition = edition
    self.credentialId = credentialId
    self.credential = credential
    self.pdfDigest = pdfDigest
    self.proof = proof
    self.secret = secret
    self.keyId = keyId
    self.issuer = issuer
    self.issued = issued
  }

  public var number: String { facts.number }
}

/// A certificate with what holds of it now.
public struct RegisteredCertificate: Hashable, Sendable {
  public var record: CertificateRecord
  public var status: CertificateStatus
}

/// One line of a certificate's history.
public struct CertificateStatus: Hashable, Sendable {
  public var state: CertificateState
  public var at: Instant
  /// `account:<id>` or `system`.
  public var actor: String
  /// Shown to the public where the certificate does not hold.
  public var reason: String
  public var supersededBy: String?

  public init(
    state: CertificateState, at: Instant, actor: String, reason: String, supersededBy: String? = nil
  ) {
    self.state = state
    self.at = at
    self.actor = actor
    self.reason = reason
    self.supersededBy = supersededBy
  }
}

extension RegisteredCertificate {
  /// Reads a row of the register's query.
  init(_ row: SQLRow) throws {
    guard let json = try? JSON(parsing: try row.text("facts")), let facts = CertificateFacts(json: json)
    else {
      throw SQLFailure.damaged("the facts of a certificate cannot be read")
    }
    record = CertificateRecord(
      facts: facts, event: try row.text("event"), participation: try row.text("participation"),
      cause: try row.text("cause"), edition: try row.integer("edition"),
      credentialId: try row.text("credential_id"),
      credential: try row.text("credential"), pdfDigest: try row.text("pdf_sha256"),
      proof: try row.text("proof"),
      secret: try row.text("secret"), keyId: try row.text("key_id"), issuer: try row.text("issuer"),
      issued: Instant(milliseconds: try row.integer("issued")))
    status = try CertificateStatus(row)
  }
}

extension CertificateStatus {
  init(_ row: SQLRow) throws {
    guard let state = CertificateState(rawValue: try row.text("state")) else {
      throw SQLFailure.damaged("the state of a certificate cannot be read")
    }
    self.init(
      state: state, at: Instant(milliseconds: try row.integer("at")), actor: try row.text("actor"),
      reason: try row.text("reason"), supersededBy: try row.optionalText("superseded_by"))
  }
}
