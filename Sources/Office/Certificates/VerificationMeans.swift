// What `certificate verify` takes from an installation: its status lists and what it knows of a PDF.

public import Basics
public import Certificates
public import SQL

/// Reads from a store what a verification needs; the store is never changed.
public struct VerificationMeans: Sendable {
  public let engine: any SQLEngine
  /// The installation's own keys.
  public let keys: [TrustedKey]

  public init(engine: any SQLEngine, keys: [TrustedKey]) {
    self.engine = engine
    self.keys = keys
  }

  /// The installation's status lists.
  public func statusLists(at now: Instant) async throws -> [StatusList] {
    let keys = keys
    return try await engine.read { try statuses(in: $0, at: now, keys: keys) }
  }

  /// The paper with these bytes; nil where the register does not know it.
  public func paper(_ pdf: [UInt8]) async throws -> RegisteredPaper? {
    let digest = sha256Hex(pdf)
    return try await engine.read { try registeredPaper(digest: digest, in: $0) }
  }
}
