// The two documents that let anybody check certificates without us: the keys, and what no longer holds.

public import Basics
internal import Certificates
internal import Records
internal import SQL

/// Makes the issuer's documents as they are published (contract, section 8).
public struct IssuerDocuments: Sendable {
  public let desk: IssuingDesk

  public init(desk: IssuingDesk) { self.desk = desk }

  /// `keys.json`, which is `did.json` too: canonical and signed, not to be written anew by anybody.
  public func keys(at now: Instant) throws -> [UInt8] {
    Array(try KeysDocument.text(key: desk.key, former: desk.former, created: now).utf8)
  }

  /// `status.json` as of now, canonical and signed.
  public func status(at now: Instant) async throws -> [UInt8] {
    let (entries, issuers) = try await desk.engine.read { transaction in
      (
        try CertificateRegister.statusEntries(in: transaction),
        try CertificateRegister.issuers(in: transaction)
      )
    }
    let list = StatusList(
      issuer: desk.issuer.id, formerly: issuers.filter { $0 != desk.issuer.id }, at: now, entries: entries,
      sample: desk.key.isSample)
    return Array(try list.text(issuer: desk.issuer, key: desk.key).utf8)
  }
}
