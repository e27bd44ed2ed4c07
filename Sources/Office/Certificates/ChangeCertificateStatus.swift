// Revoking, suspending and reinstating: a new line in a certificate's history, with a reason that the public
// may read.

public import Basics
internal import Certificates
internal import Records
public import SQL

/// Changes what holds of a certificate.
///
/// The certificate itself and its earlier history stay.
public struct ChangeCertificateStatus: Sendable {
  public enum Change: String, Hashable, Sendable {
    /// For good.
    case revoke
    /// For now.
    case suspend
    /// Back to `issued`, from suspended only.
    case reinstate
  }

  public let engine: any SQLEngine

  public init(engine: any SQLEngine) { self.engine = engine }

  /// Throws a `Refusal` where the number is unknown, the reason is empty, or the change does not fit the
  /// present state.
  public func callAsFunction(
    _ change: Change, number: String, reason: String, by actor: String, at now: Instant
  ) async throws {
    try await engine.write { transaction in
      guard reason.contains(where: { !$0.isWhitespace }) else { throw noReason() }
      guard let found = try CertificateRegister.find(number: number, in: transaction) else {
        throw unknownNumber(number)
      }
      let state: CertificateState
      switch (change, found.status.state) {
      case (.revoke, .issued), (.revoke, .suspended): state = .revoked
      case (.suspend, .issued): state = .suspended
      case (.reinstate, .suspended): state = .issued
      default: throw wrongState(number, found.status.state)
      }
      try CertificateRegister.append(
        CertificateStatus(state: state, at: now, actor: actor, reason: reason), to: number, in: transaction)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "certificate.\(change.rawValue)",
        subject: "certificate:\(number)",
        old: .string(found.status.state.rawValue), new: .string(state.rawValue), reason: reason,
        rows: statusRows(of: number, in: transaction))
    }
  }
}

func noReason() -> Refusal {
  Refusal(Fault("certificate-reason", zh: "没有写明理由", en: "a reason is missing"))
}

func unknownNumber(_ number: String) -> Refusal {
  Refusal(Fault("certificate-number-unknown", zh: "登记册中没有 \(number)", en: "the register has no \(number)"))
}

func wrongState(_ number: String, _ state: CertificateState) -> Refusal {
  let words: Words =
    switch state {
    case .issued: Words(zh: "有效", en: "in force")
    case .suspended: Words(zh: "已暂停", en: "suspended")
    case .revoked: Words(zh: "已撤销", en: "revoked")
    case .superseded: Words(zh: "已被替代", en: "superseded")
    }
  return Refusal(
    Fault(
      "certificate-state", zh: "\(number) \(words.zh)，不能这样变更",
      en: "\(number) is \(words.en) and cannot change so"))
}
