// The register of certificates as the office reads it: one event's lines, and one certificate with its history.

public import Basics
public import Certificates
public import Records
internal import SQL

/// One certificate with everything that became of it.
public struct CertificateFile: Hashable, Sendable {
  /// One line of the history, the actor by name.
  public struct Step: Hashable, Sendable {
    public var state: CertificateState
    public var at: Instant
    public var by: String
    public var reason: String
    public var supersededBy: String?
  }

  public var certificate: RegisteredCertificate
  public var event: EventRow
  /// Oldest first.
  public var history: [Step]
}

/// Reads the register.
public struct ShowCertificates: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Every certificate of an event in the order of numbers.
  public func callAsFunction(event: String) async throws -> [RegisteredCertificate] {
    try await ports.engine.read { try CertificateRegister.all(event: event, in: $0) }
  }

  /// One certificate; nil where the register has no such number.
  public func certificate(_ number: String) async throws -> CertificateFile? {
    try await ports.engine.read { transaction in
      guard let found = try CertificateRegister.find(number: number, in: transaction),
        let event = try transaction.event(found.record.event)
      else { return nil }
      let history = try CertificateRegister.history(of: number, in: transaction).map { line in
        CertificateFile.Step(
          state: line.state, at: line.at, by: try Self.name(line.actor, in: transaction), reason: line.reason,
          supersededBy: line.supersededBy)
      }
      return CertificateFile(certificate: found, event: event, history: history)
    }
  }

  /// The PDF of a certificate, the very bytes that were issued; nil where there is none.
  public func paper(_ number: String) async throws -> [UInt8]? {
    try await ports.engine.read { transaction in
      guard let found = try CertificateRegister.find(number: number, in: transaction) else { return nil }
      return try CertificatePapers.find(digest: found.record.pdfDigest, in: transaction)
    }
  }

  private static func name(_ actor: String, in transaction: any SQLTransaction) throws -> String {
    guard actor.hasPrefix("account:") else { return actor }
    return try transaction.account(id: String(actor.dropFirst("account:".count)))?.name ?? actor
  }
}
