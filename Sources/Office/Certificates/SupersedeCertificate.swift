// Correcting a certificate: a new one with its own number takes its place, and the old one says so for ever.

public import Basics
internal import Certificates
internal import Records
internal import SQL

/// Issues a certificate in place of another, for example where a name was written wrongly.
public struct SupersedeCertificate: Sendable {
  public let desk: IssuingDesk

  public init(desk: IssuingDesk) { self.desk = desk }

  /// Issues `claim` in place of `number` and returns the new number.
  ///
  /// Event, participation and cause of the claim are those of the old certificate, whatever the claim says.
  /// Throws a `Refusal` where the old one does not hold.
  public func callAsFunction(
    _ number: String, with claim: CertificateClaim, reason: String, by actor: String, at now: Instant
  ) async throws -> String {
    guard reason.contains(where: { !$0.isWhitespace }) else { throw noReason() }
    return try await untilRegisterHolds {
      let (old, last, corrected) = try await read(number, claim)
      try await desk.check([corrected])
      let series = try corrected.series().key
      let batch = try await desk.prepare(
        [corrected], editions: [old.record.edition + 1], lasts: [series: last], now: now)
      guard let fresh = batch.records.first else { throw RegisterMoved() }
      try await desk.engine.write { transaction in
        let present = try CertificateRegister.find(number: number, in: transaction)
        guard present?.status == old.status else { throw RegisterMoved() }
        try batch.enter(by: actor, at: now, in: transaction)
        try CertificateRegister.append(
          CertificateStatus(
            state: .superseded, at: now, actor: actor, reason: reason, supersededBy: fresh.number),
          to: number, in: transaction)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "certificate.supersede",
          subject: "certificate:\(number)",
          old: .string(old.status.state.rawValue), new: .string(fresh.number), reason: reason,
          rows: statusRows(of: number, in: transaction))
      }
      return fresh.number
    }
  }

  private func read(
    _ number: String, _ claim: CertificateClaim
  ) async throws -> (RegisteredCertificate, Int, CertificateClaim) {
    try await desk.engine.read { transaction in
      guard let old = try CertificateRegister.find(number: number, in: transaction) else {
        throw unknownNumber(number)
      }
      guard old.status.state == .issued || old.status.state == .suspended else {
        throw wrongState(number, old.status.state)
      }
      var corrected = claim
      corrected.event = old.record.event
      corrected.participation = old.record.participation
      corrected.cause = old.record.cause
      corrected.facts.supersedes = number
      return (old, try NumberCounters.last(try corrected.series().key, in: transaction), corrected)
    }
  }
}
