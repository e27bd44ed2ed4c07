// The register of certificates: finding, adding, and the history of each.

internal import Basics
public import Certificates
public import SQL

/// Statements over the certificate tables.
public enum CertificateRegister {
  private static let select = """
    SELECT c.number, c.event, c.participation, c.cause, c.edition, c.facts, c.credential_id, c.credential,
      c.pdf_sha256, c.proof, c.secret, c.key_id, c.issuer, c.issued,
      s.state, s.at, s.actor, s.reason, s.superseded_by
    FROM certificate c
    JOIN certificate_status s ON s.number = c.number
      AND s.sequence = (SELECT MAX(t.sequence) FROM certificate_status t WHERE t.number = c.number)
    """

  /// The certificate with a number; nil where there is none.
  public static func find(
    number: String, in transaction: any SQLTransaction
  ) throws -> RegisteredCertificate? {
    try transaction.first("\(select) WHERE c.number = $1", .text(number)).map(RegisteredCertificate.init)
  }

  /// The certificate whose PDF has a digest; nil where there is none.
  public static func find(
    pdfDigest: String, in transaction: any SQLTransaction
  ) throws -> RegisteredCertificate? {
    try transaction.first("\(select) WHERE c.pdf_sha256 = $1", .text(pdfDigest)).map(
      RegisteredCertificate.init)
  }

  /// The newest edition of what somebody was given for a cause; nil where nothing was given yet.
  public static func newest(
    event: String, participation: String, cause: String, in transaction: any SQLTransaction
  ) throws -> RegisteredCertificate? {
    try transaction.first(
      "\(select) WHERE c.event = $1 AND c.participation = $2 AND c.cause = $3 ORDER BY c.edition DESC LIMIT 1",
      .text(event), .text(participation), .text(cause)
    ).map(RegisteredCertificate.init)
  }

  /// Every certificate in the order of numbers, of one event where one is named.
  public static func all(
    event: String? = nil, in transaction: any SQLTransaction
  ) throws -> [RegisteredCertificate] {
    if let event {
      return try transaction.run("\(select) WHERE c.event = $1 ORDER BY c.number", .text(event))
        .map(RegisteredCertificate.init)
    }
    return try transaction.run("\(select) ORDER BY c.number").map(RegisteredCertificate.init)
  }

  /// The certificates of one participation in the order of numbers.
  public static func all(
    participation: String, in transaction: any SQLTransaction
  ) throws -> [RegisteredCertificate] {
    try transaction.run("\(select) WHERE c.participation = $1 ORDER BY c.number", .text(participation))
      .map(RegisteredCertificate.init)
  }

  /// Everything that became of a certificate, oldest first.
  public static func history(of number: String, in transaction: any SQLTransaction) throws
    -> [CertificateStatus]
  {
    try transaction.run(
      """
      SELECT state, at, actor, reason, superseded_by FROM certificate_status WHERE number = $1 ORDER BY sequence
      """, .text(number)
    ).map(CertificateStatus.init)
  }

  /// Every certificate that does not hold, in the order of numbers: the content of `status.json`.
  public static func statusEntries(in transaction: any SQLTransaction) throws -> [StatusEntry] {
    try transaction.run("\(select) WHERE s.state <> 'issued' ORDER BY c.number").map { row in
      let status = try CertificateStatus(row)
      return StatusEntry(
        number: try row.text("number"), credential: try row.text("credential_id"), state: status.state,
        at: status.at,
        reason: status.reason, supersededBy: status.supersededBy)
    }
  }

  /// The ids under which certificates were issued, in byte order.
  public static func issuers(in transaction: any SQLTransaction) throws -> [String] {
    try transaction.run("SELECT DISTINCT issuer FROM certificate").map { try $0.text("issuer") }
      .sorted { $0.precedesByBytes($1) }
  }

  /// Adds a certificate whose paper is already there, as `issued`.
  public static func add(
    _ record: CertificateRecord, by actor: String, in transaction: any SQLTransaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO certificate (number, kind, event, participation, cause, edition, facts, credential_id, credential,
        pdf_sha256, proof, secret, key_id, issuer, issued, sample)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
      """,
      [
        .text(record.number), .text(record.facts.kind.rawValue), .text(record.event),
        .text(record.participation),
        .text(record.cause), .integer(record.edition), .text(record.facts.json.canonical),
        .text(record.credentialId), .text(record.credential), .text(record.pdfDigest), .text(record.proof),
        .text(record.secret), .text(record.keyId), .text(record.issuer), .integer(record.issued.milliseconds),
        .flag(record.facts.sample),
      ])
    try append(
      CertificateStatus(state: .issued, at: record.issued, actor: actor, reason: ""), to: record.number,
      in: transaction)
  }

  /// Adds a line to a certificate's history.
  public static func append(
    _ status: CertificateStatus, to number: String, in transaction: any SQLTransaction
  ) throws {
    let last = try transaction.first(
      "SELECT COALESCE(MAX(sequence), 0) AS last FROM certificate_status WHERE number = $1", .text(number))
    try transaction.run(
      """
      INSERT INTO certificate_status (number, sequence, state, at, actor, reason, superseded_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      .text(number), .integer((try last?.integer("last") ?? 0) + 1), .text(status.state.rawValue),
      .integer(status.at.milliseconds), .text(status.actor), .text(status.reason),
      .optional(status.supersededBy))
  }
}
