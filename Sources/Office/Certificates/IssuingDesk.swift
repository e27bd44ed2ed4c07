// What every act on certificates needs at hand: the store, the key, the issuer, and the ports to fonts and
// press.

public import Basics
public import Certificates
public import SQL

/// What the press needs to draw one certificate.
public struct PaperRequest: Hashable, Sendable {
  /// The layout, by its name in the rubric.
  public var template: String
  public var facts: CertificateFacts
  public var issuer: Issuer
  /// What the QR on the paper says.
  public var checkAddress: String

  public init(template: String, facts: CertificateFacts, issuer: Issuer, checkAddress: String) {
    self.template = template
    self.facts = facts
    self.issuer = issuer
    self.checkAddress = checkAddress
  }
}

/// The desk where certificates are issued.
public struct IssuingDesk: Sendable {
  public var engine: any SQLEngine
  public var key: IssuerKey
  /// Keys and names under which the same office signed before, for those who check.
  public var former: [TrustedKey]
  public var issuer: Issuer
  public var entropy: any Entropy
  /// The characters of these texts that the certificate's font cannot print.
  public var missingGlyphs: @Sendable ([String]) async throws -> [Character]
  /// Draws papers, one PDF for each request in the same order.
  public var typeset: @Sendable ([PaperRequest]) async throws -> [[UInt8]]

  /// `issuer.id` is the key's, whatever the caller wrote.
  public init(
    engine: any SQLEngine, key: IssuerKey, former: [TrustedKey] = [], issuerName: String, address: String?,
    entropy: any Entropy,
    missingGlyphs: @escaping @Sendable ([String]) async throws -> [Character],
    typeset: @escaping @Sendable ([PaperRequest]) async throws -> [[UInt8]]
  ) {
    self.engine = engine
    self.key = key
    self.former = former
    issuer = Issuer(id: key.issuer, name: issuerName, address: address)
    self.entropy = entropy
    self.missingGlyphs = missingGlyphs
    self.typeset = typeset
  }
}

/// A certificate that somebody has earned and that has no number yet.
public struct CertificateClaim: Hashable, Sendable {
  public var event: String
  public var participation: String
  /// The award's id, or the kind of the paper: nobody gets two certificates for one cause.
  public var cause: String
  /// The layout of the paper.
  public var template: String
  /// Fixed texts that the layout adds; they are checked like the facts.
  public var templateTexts: [String]
  /// The number rule, such as `SZCS-{year}-{seq:4}-{check}`.
  public var numbering: String
  /// Short codes for `{event}` and `{level}` of the number rule.
  public var eventCode: String
  public var level: String
  /// The facts, their number empty.
  public var facts: CertificateFacts

  public init(
    event: String, participation: String, cause: String, template: String, templateTexts: [String] = [],
    numbering: String, eventCode: String = "", level: String = "", facts: CertificateFacts
  ) {
    self.event = event
    self.participation = participation
    self.cause = cause
    self.template = template
    self.templateTexts = templateTexts
    self.numbering = numbering
    self.eventCode = eventCode
    self.level = level
    self.facts = facts
  }

  /// The series of numbers that the claim belongs to; `{year}` is the year of issue.
  func series() throws(Refusal) -> NumberSeries {
    try NumberPattern(numbering).series(year: facts.issued.parts.year, event: eventCode, level: level)
  }
}
