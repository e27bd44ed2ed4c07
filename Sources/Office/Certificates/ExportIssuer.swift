// Everything that lets others check certificates without us: keys, status, credentials, and papers with their
// proofs.

public import Basics
internal import Certificates
internal import Records
internal import SQL

/// One file to be written below the export folder.
public struct ExportFile: Hashable, Sendable {
  /// Relative, for example `certificates/SZCS-2026-0001-K.json`.
  public var path: String
  public var bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Writes out what an issuer publishes (contract, section 8).
public struct ExportIssuer: Sendable {
  public enum Papers: Hashable, Sendable {
    /// The first of each kind and state.
    case oneOfEachKind
    case all
    case none
  }

  public let desk: IssuingDesk

  public init(desk: IssuingDesk) { self.desk = desk }

  /// Hands each file to `write`: the issuer's two documents, then certificates in the order of numbers.
  public func callAsFunction(
    papers: Papers, at now: Instant, to write: (ExportFile) throws -> Void
  ) async throws {
    let (records, entries, issuers) = try await desk.engine.read { transaction in
      (
        try CertificateRegister.all(in: transaction), try CertificateRegister.statusEntries(in: transaction),
        try CertificateRegister.issuers(in: transaction)
      )
    }
    let list = StatusList(
      issuer: desk.issuer.id, formerly: issuers.filter { $0 != desk.issuer.id }, at: now, entries: entries,
      sample: desk.key.isSample)
    try write(
      file("issuer/keys.json", try KeysDocument.text(key: desk.key, former: desk.former, created: now)))
    try write(file("issuer/status.json", try list.text(issuer: desk.issuer, key: desk.key)))
    var shown: Set<[String]> = []
    for found in records {
      let name = "certificates/\(found.record.number)"
      try write(file(name + ".json", found.record.credential))
      let isFirst = shown.insert([found.record.facts.kind.rawValue, found.status.state.rawValue]).inserted
      guard papers == .all || papers == .oneOfEachKind && isFirst else { continue }
      let digest = found.record.pdfDigest
      guard let pdf = try await desk.engine.read({ try CertificatePapers.find(digest: digest, in: $0) })
      else {
        throw SQLFailure.missing("the paper of \(found.record.number)")
      }
      try write(ExportFile(path: name + ".pdf", bytes: pdf))
      try write(file(name + ".pdf.proof", found.record.proof))
    }
  }

  private func file(_ path: String, _ text: String) -> ExportFile {
    ExportFile(path: path, bytes: Array(text.utf8))
  }
}
