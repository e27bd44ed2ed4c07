// Statements on signatures under sheets.

public import Basics
public import SQL

/// A judge's name under one revision.
public struct SignatureRow: Hashable, Sendable {
  public var sheet: String
  public var revision: Int
  public var hash: String
  public var judge: String
  /// As the judge signed.
  public var name: String
  public var device: String
  public var signed: Instant
  /// What the server gave the device as proof.
  public var receipt: String

  public init(
    sheet: String, revision: Int, hash: String, judge: String, name: String, device: String, signed: Instant,
    receipt: String
  ) {
    self.sheet = sheet
    self.revision = revision
    self.hash = hash
    self.judge = judge
    self.name = name
    self.device = device
    self.signed = signed
    self.receipt = receipt
  }
}

extension SQLTransaction {
  public func addSignature(_ row: SignatureRow) throws {
    try run(
      """
      INSERT INTO sheet_signature (sheet, revision, hash, judge, name, device, signed, receipt)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """, .text(row.sheet), .integer(row.revision), .text(row.hash), .text(row.judge), .text(row.name),
      .text(row.device), .integer(row.signed.milliseconds), .text(row.receipt))
  }

  public func signature(ofSheet sheet: String, revision: Int) throws -> SignatureRow? {
    try first(
      "SELECT * FROM sheet_signature WHERE sheet = $1 AND revision = $2", .text(sheet), .integer(revision)
    ).map { row in
      SignatureRow(
        sheet: sheet, revision: revision, hash: try row.text("hash"), judge: try row.text("judge"),
        name: try row.text("name"), device: try row.text("device"),
        signed: Instant(milliseconds: try row.integer("signed")), receipt: try row.text("receipt"))
    }
  }
}
