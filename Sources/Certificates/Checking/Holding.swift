// Whether a certificate whose signature is right still holds: status first, then its term.

internal import Basics

extension Trust {
  /// Whether a document names the sample key.
  func isSample(_ json: JSON) -> Bool {
    json["proof"]?["verificationMethod"]?.string == TrustedKey.sample.id
  }

  /// The answer for facts whose signature was found right.
  func answer(
    _ facts: CertificateFacts, issuer: Issuer, credential: String, keyId: String, sampleKey: Bool,
    now: Instant
  ) -> CertificateAnswer {
    let lists = statuses.filter { $0.covers(issuer: issuer.id, sample: sampleKey) }
    let newest = lists.max { $0.at < $1.at }
    // The newest list decides; of older ones only what cannot be undone still counts.
    let older = lists.compactMap { $0.entry(number: facts.number, credential: credential) }
    let entry =
      newest?.entry(number: facts.number, credential: credential)
      ?? older.first { $0.state == .revoked || $0.state == .superseded }
    var answer = CertificateAnswer(
      .genuine, sample: sampleKey || facts.sample, statusAt: newest?.at, number: facts.number, keyId: keyId,
      issuer: issuer, facts: facts, status: entry)
    if let entry, entry.state != .issued {
      answer.verdict =
        switch entry.state {
        case .suspended: .suspended
        case .superseded: .superseded
        case .revoked, .issued: .revoked
        }
      answer.faults = [entry.fault]
    } else if let last = facts.validUntil, last < now.day {
      answer.verdict = .expired
      answer.faults = [
        Fault(
          "certificate-expired", zh: "有效期至 \(last.words(.zh))，已过期",
          en: "it was valid until \(last.words(.en))")
      ]
    }
    return answer
  }
}

extension StatusEntry {
  /// The sentence about what became of the certificate.
  var fault: Fault {
    let day = at.day
    switch state {
    case .suspended:
      return Fault(
        "certificate-suspended", zh: "\(day.words(.zh))起暂停使用：\(reason)",
        en: "suspended since \(day.words(.en)): \(reason)")
    case .superseded:
      return Fault(
        "certificate-superseded", zh: "\(day.words(.zh))起由 \(supersededBy ?? "新证书") 替代：\(reason)",
        en: "replaced by \(supersededBy ?? "another certificate") on \(day.words(.en)): \(reason)",
        suggestion: Words(zh: "请持证人出示新证书", en: "ask the holder for the new certificate"))
    case .revoked, .issued:
      return Fault(
        "certificate-revoked", zh: "\(day.words(.zh))撤销：\(reason)",
        en: "revoked on \(day.words(.en)): \(reason)")
    }
  }
}
