// Issuing the certificates of an event: checked, numbered without gaps, signed, drawn, entered all together
// or not at all.

public import Basics
public import Certificates
internal import Records
internal import SQL

/// Issues certificates for claims.
///
/// Asking again for the same claims gives the same certificates and issues nothing.
public struct IssueCertificates: Sendable {
  public let desk: IssuingDesk

  public init(desk: IssuingDesk) { self.desk = desk }

  /// One answered claim.
  public struct Issued: Hashable, Sendable {
    public var facts: CertificateFacts
    public var secret: String
    public var pdfDigest: String
    /// Whether this call issued it.
    ///
    /// An earlier certificate comes back as it was issued, whatever the claim says now.
    public var isNew: Bool
    /// What holds of it now: an earlier one may have been revoked.
    public var state: CertificateState

    public var number: String { facts.number }
  }

  /// Answers the claims in their order.
  ///
  /// Throws a `Refusal` with every fault of every claim; then nothing was issued.
  public func callAsFunction(_ claims: [CertificateClaim], by actor: String, at now: Instant) async throws
    -> [Issued]
  {
    try await untilRegisterHolds {
      let found = try await find(claims)
      let open = zip(claims, found.issued).filter { $0.1 == nil }.map(\.0)
      guard !open.isEmpty else { return found.issued.compactMap { $0 } }
      try await desk.check(open)
      let batch = try await desk.prepare(
        open, editions: open.map { _ in 1 }, lasts: found.lasts, now: now)
      try await desk.engine.write { try batch.enter(by: actor, at: now, in: $0) }
      var fresh = batch.records[...]
      return found.issued.compactMap { earlier in
        earlier ?? fresh.popFirst().map { Issued($0, isNew: true, state: .issued) }
      }
    }
  }

  private struct Found: Sendable {
    var issued: [Issued?]
    var lasts: [String: Int]
  }

  private func find(_ claims: [CertificateClaim]) async throws -> Found {
    // A claim with a bad number rule has no series yet: the check reports it.
    let series = Set(claims.compactMap { try? $0.series().key })
    return try await desk.engine.read { transaction in
      let issued = try claims.map { claim in
        try CertificateRegister.newest(
          event: claim.event, participation: claim.participation, cause: claim.cause, in: transaction
        ).map { Issued($0.record, isNew: false, state: $0.status.state) }
      }
      var lasts: [String: Int] = [:]
      for key in series { lasts[key] = try NumberCounters.last(key, in: transaction) }
      return Found(issued: issued, lasts: lasts)
    }
  }
}

extension IssueCertificates.Issued {
  fileprivate init(_ record: CertificateRecord, isNew: Bool, state: CertificateState) {
    self.init(
      facts: record.facts, secret: record.secret, pdfDigest: record.pdfDigest, isNew: isNew, state: state)
  }
}
