// Rubrics that were read once, by the digest of their bytes: a frozen rubric never changes, so it never leaves.

internal import Basics
public import Judging
internal import Records
internal import Rubrics
public import SQL
internal import Synchronization

/// Rubrics and their plans by SHA-256.
public final class RubricShelf: Sendable {
  private let readRubric: @Sendable ([UInt8]) -> Result<Rubric, Refusal>
  private let plans = Mutex<[String: Plan]>([:])

  init(readRubric: @escaping @Sendable ([UInt8]) -> Result<Rubric, Refusal>) { self.readRubric = readRubric }

  /// The plan of a kept rubric, from memory or from the store.
  /// - Throws: `SQLFailure.missing` where the store does not have it, `Refusal` where it cannot be read any more.
  public func plan(sha256: String, from engine: any SQLEngine) async throws -> Plan {
    if let plan = plans.withLock({ $0[sha256] }) { return plan }
    let bytes = try await engine.read { try $0.rubricBytes(sha256: sha256) }
    return try keep(bytes, sha256)
  }

  /// The same within a transaction.
  public func plan(sha256: String, in transaction: any SQLTransaction) throws -> Plan {
    if let plan = plans.withLock({ $0[sha256] }) { return plan }
    return try keep(try transaction.rubricBytes(sha256: sha256), sha256)
  }

  private func keep(_ bytes: [UInt8]?, _ sha256: String) throws -> Plan {
    guard let bytes else { throw SQLFailure.missing("rubric \(sha256)") }
    var rubric = try readRubric(bytes).get()
    rubric.sha256 = sha256
    let plan = Plan(rubric)
    plans.withLock { $0[sha256] = plan }
    return plan
  }
}
