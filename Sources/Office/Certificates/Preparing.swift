// From claim to certificate, outside any transaction: number, credential, paper, proof.

internal import Basics
internal import Certificates
internal import Records
internal import SQL

/// Certificates ready to be entered, and what the register must still look like for that.
struct PreparedBatch: Sendable {
  /// In the order of the claims.
  var records: [CertificateRecord] = []
  /// By series: where its counter stood, and how many numbers were taken.
  var counters: [String: (from: Int, count: Int)] = [:]
}

extension IssuingDesk {
  /// How many papers are drawn and laid down at a time: the writer is never held long.
  private static let handful = 16

  /// Numbers, signs and draws.
  ///
  /// The papers are laid down in the store, found by nobody until the records are entered. `editions` has one
  /// number for each claim; `lasts` where the counters stand.
  func prepare(
    _ claims: [CertificateClaim], editions: [Int], lasts: [String: Int], now: Instant
  ) async throws -> PreparedBatch {
    var batch = PreparedBatch()
    for start in stride(from: 0, to: claims.count, by: Self.handful) {
      let range = start..<min(start + Self.handful, claims.count)
      var badges: [OpenBadge] = []
      var secrets: [String] = []
      for claim in claims[range] {
        let series = try claim.series()
        var counter = batch.counters[series.key] ?? (from: lasts[series.key] ?? 0, count: 0)
        counter.count += 1
        batch.counters[series.key] = counter
        var facts = claim.facts
        facts.number = try series.number(counter.from + counter.count)
        badges.append(OpenBadge(facts: facts, issuer: issuer, nonce: entropy.bytes(16)))
        secrets.append(crockford(entropy.bytes(10)))
      }
      let requests = zip(range, zip(badges, secrets)).map { index, pair in
        PaperRequest(
          template: claims[index].template, facts: pair.0.facts, issuer: issuer,
          checkAddress: issuer.checkAddress(number: pair.0.facts.number, secret: pair.1))
      }
      let pdfs = try await typeset(requests)
      guard pdfs.count == requests.count else {
        throw Refusal(
          Fault(
            "certificate-press", zh: "排版返回的文件数不对", en: "the press gave back another number of papers"))
      }
      for (index, pdf) in zip(range, pdfs) {
        let badge = badges[index - start]
        let digest = sha256Hex(pdf)
        let proof = PaperProof(facts: badge.facts, pdfDigest: digest, credential: badge.id, issuer: issuer)
        batch.records.append(
          CertificateRecord(
            facts: badge.facts, event: claims[index].event, participation: claims[index].participation,
            cause: claims[index].cause, edition: editions[index], credentialId: badge.id,
            credential: try DataIntegrity.signed(badge.json, by: key, created: now).canonical,
            pdfDigest: digest,
            proof: try proof.text(key: key, created: now), secret: secrets[index - start], keyId: key.id,
            issuer: issuer.id, issued: now))
      }
      try await engine.write { transaction in
        for pdf in pdfs { try CertificatePapers.add(pdf, digest: sha256Hex(pdf), in: transaction) }
      }
    }
    return batch
  }
}
