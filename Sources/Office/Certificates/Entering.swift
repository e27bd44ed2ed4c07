// Entering prepared certificates into the register: one transaction, all or nothing, no gap in the numbers.

internal import Basics
internal import Certificates
internal import Records
internal import SQL

extension PreparedBatch {
  /// Moves the counters and adds the records with their audit entries; throws `RegisterMoved` where somebody
  /// else was faster.
  func enter(by actor: String, at now: Instant, in transaction: any SQLTransaction) throws {
    for (series, counter) in counters.sorted(by: { $0.key.precedesByBytes($1.key) }) {
      try NumberCounters.advance(series, from: counter.from, by: counter.count, in: transaction)
    }
    for record in records {
      let newest = try CertificateRegister.newest(
        event: record.event, participation: record.participation, cause: record.cause, in: transaction)
      guard (newest?.record.edition ?? 0) + 1 == record.edition else { throw RegisterMoved() }
      try CertificateRegister.add(record, by: actor, in: transaction)
      // The chain holds no name: digests are enough to prove what was issued.
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "certificate.issue",
        subject: "certificate:\(record.number)",
        new: .object([
          ("credential", .string(sha256Hex(record.credential.utf8))), ("pdf", .string(record.pdfDigest)),
          ("participation", .string(record.participation)), ("cause", .string(record.cause)),
          ("edition", .integer(record.edition)),
        ]),
        rows: [AuditedRow(.certificate, record.number)] + statusRows(of: record.number, in: transaction))
    }
  }
}

/// Every line of a certificate's history as the audit names it.
func statusRows(of number: String, in transaction: any SQLTransaction) throws -> [AuditedRow] {
  try CertificateRegister.history(of: number, in: transaction).indices.map {
    AuditedRow(.certificateStatus, key: .text(number), .integer($0 + 1))
  }
}

/// Runs `attempt` again where the register moved under it.
func untilRegisterHolds<T>(_ attempt: () async throws -> T) async throws -> T {
  for _ in 1..<5 {
    do { return try await attempt() } catch is RegisterMoved {
      continue
    } catch SQLFailure.uniqueViolation {
      continue
    }
  }
  return try await attempt()
}
