// A judge's device delivers a sheet: the one write that must be fast, safe to repeat, and never lost.

internal import Basics
internal import Judging
internal import Records
internal import SQL

/// Takes deliveries (rubric-and-scoring.md, part C3).
///
/// Checks stand in the order of the protocol, in one transaction
/// with the write; the answer goes out only after the flush.
public struct SubmitSheet: Sendable {
  let ports: OfficePorts
  private let forms: SheetForms

  public init(_ ports: OfficePorts) {
    self.ports = ports
    forms = SheetForms(ports)
  }

  /// - Parameters:
  ///   - token: the device's token from the `Authorization` header; empty where there is none.
  ///   - ifMatch: the header as it came, such as `"r7"`; nil where there is none.
  ///   - writeID: `X-Write-Id`, made by the device for this very content.
  /// - Throws: only where the world broke in another way than a full disk or a busy store.
  public func callAsFunction(
    token: String, sheet: String, ifMatch: String?, writeID: String, body bytes: [UInt8]
  ) async throws -> SubmitAnswer {
    guard isIdentifier(writeID) else {
      return .malformed([Fault("write-id", zh: "缺少或不合法的 X-Write-Id", en: "X-Write-Id is missing or no id")])
    }
    let body: SheetBody
    do { body = try SheetBody(bytes) } catch let refusal as Refusal { return .malformed(refusal.faults) }
    do {
      return try await deliver(
        Delivery(
          tokenHash: tokenDigest(token), sheet: sheet, ifMatch: ifMatch, writeID: writeID, body: body,
          bodyHash: body.digest(sheet: sheet), now: ports.now()))
    } catch SQLFailure.busy(let seconds) {
      return .busy(retryAfter: seconds)
    } catch SQLFailure.full {
      return .full(retryAfter: 30)
    }
  }

  /// A delivery that somebody else's device carries: no token travels with it, the seal proves that a device signed in
  /// for the sheet's judge wrote it.
  /// - Parameters:
  ///   - text: the body exactly as the device wrote it.
  ///   - seal: HMAC-SHA-256 over sheet, write id, `If-Match` and body, a line feed between each two, under the
  ///     digest of the device's token, as hexadecimal digits.
  public func callAsFunction(
    carried text: String, sheet: String, ifMatch: String, writeID: String, seal: String
  ) async throws -> SubmitAnswer {
    guard isIdentifier(writeID), isIdentifier(sheet) else {
      return .malformed([Fault("write-id", zh: "写入编号不合法", en: "the write id is none")])
    }
    let body: SheetBody
    do { body = try SheetBody(Array(text.utf8)) } catch let refusal as Refusal {
      return .malformed(refusal.faults)
    }
    let now = ports.now()
    let message = [sheet, writeID, ifMatch, text].joined(separator: "\n")
    do {
      let keys = try await ports.engine.read { transaction -> [String] in
        guard let row = try transaction.sheet(sheet) else { return [] }
        return try transaction.tokenHashes(ofJudge: row.judge, at: now)
      }
      let given = Array(seal.utf8)
      guard
        let key = keys.first(where: { equalInConstantTime(given, Array(carrySeal(message, key: $0).utf8)) })
      else { return .notSignedIn }
      return try await deliver(
        Delivery(
          tokenHash: key, sheet: sheet, ifMatch: ifMatch, writeID: writeID, body: body,
          bodyHash: body.digest(sheet: sheet), now: now))
    } catch SQLFailure.busy(let seconds) {
      return .busy(retryAfter: seconds)
    } catch SQLFailure.full {
      return .full(retryAfter: 30)
    }
  }

  private func deliver(_ delivery: Delivery) async throws -> SubmitAnswer {
    // The rules of a sheet never change for one rubric, so they are looked up before the writer is asked.
    for _ in 0..<2 {
      let form = try await forms.form(ofSheet: delivery.sheet, rubric: delivery.body.rubricSHA256)
      let findings = form?.findings(in: delivery.body.values)
      let answer = try await ports.engine.write { try delivery.answer(findings: findings, in: $0) }
      if let answer { return answer }
    }
    throw SQLFailure.missing("the rules of sheet \(delivery.sheet)")
  }
}

/// One delivery with everything that its transaction needs as values.
private struct Delivery: Sendable {
  var tokenHash: String
  var sheet: String
  var ifMatch: String?
  var writeID: String
  var body: SheetBody
  var bodyHash: String
  var now: Instant

  /// - Parameter findings: nil where the rules were not found; then nil comes back if they turn out to be needed,
  ///   because the rubric was changed in between.
  func answer(findings: [SheetCheck.Finding]?, in transaction: any SQLTransaction) throws -> SubmitAnswer? {
    let found = try transaction.standing(ofSheet: sheet, tokenHash: tokenHash, writeID: writeID, at: now)
    if found?.isKnownWrite ?? true, let known = try transaction.stored(writeID: writeID) {
      guard known.sheet == sheet, known.bodyHash == bodyHash else { return .writeIDReused }
      return .replayed(revision: known.revision, hash: known.hash, serverTime: now)
    }
    guard let standing = found else {
      return try transaction.signIn(tokenHash: tokenHash) == nil ? .notSignedIn : .noSuchSheet
    }
    guard let caller = standing.caller else { return .notSignedIn }
    let row = standing.sheet
    guard caller == row.judge, !standing.judgeIsRevoked, !row.isRevoked else { return .notAllowed }
    if standing.entryStatus == "withdrawn" {
      return try keep(.withdrawn, by: caller, in: transaction) ? .withdrawn : .writeIDReused
    }
    guard body.rubricSHA256 == row.rubricSHA256 else { return .otherRubric(expected: row.rubricSHA256) }
    if row.state == .signed {
      return try keep(.signed, by: caller, in: transaction) ? .closed(.signed) : .writeIDReused
    }
    if row.isLocked {
      return try keep(.locked, by: caller, in: transaction) ? .closed(.locked) : .writeIDReused
    }
    guard let findings else { return nil }
    guard findings.isEmpty else { return .illegal(findings) }
    guard let ifMatch else { return .noRevisionNamed }
    guard ifMatch == "\"r\(row.revision)\"" else {
      return .outdated(try current(row, in: transaction))
    }
    try transaction.revise(write(by: caller), to: row.revision + 1, event: row.event, at: now)
    if !standing.divisionIsFrozen { try transaction.freeze(division: row.division, at: now) }
    return .stored(revision: row.revision + 1, hash: body.hash, serverTime: now)
  }

  private func write(by judge: String) -> SheetWrite {
    SheetWrite(
      sheet: sheet, writeID: writeID, marks: body.marks, hash: body.hash, bodyHash: bodyHash,
      device: body.device,
      sequence: body.sequence, savedWall: body.savedWall, remarks: body.remarks, by: "judge:\(judge)")
  }

  /// False where the write id was kept before with another body.
  private func keep(
    _ cause: LateSheetRow.Cause, by judge: String, in transaction: any SQLTransaction
  ) throws -> Bool {
    if let known = try transaction.late(writeID: writeID) { return known.row.write.bodyHash == bodyHash }
    let write = write(by: judge)
    try transaction.keepLate(LateSheetRow(write: write, cause: cause, received: now))
    try Audit.append(
      in: transaction, at: now, actor: write.by, act: "sheet.late", subject: "sheet:\(sheet)",
      new: .object([("cause", .string(cause.rawValue)), ("hash", .string(write.hash))]),
      rows: [AuditedRow(.lateSheet, writeID)])
    return true
  }

  private func current(_ row: SheetRow, in transaction: any SQLTransaction) throws -> SubmitAnswer.Current {
    let newest = try transaction.revision(row.revision, ofSheet: sheet)
    return SubmitAnswer.Current(
      revision: row.revision, hash: newest?.write.hash, device: newest?.write.device,
      sequence: newest?.write.sequence, marks: newest?.write.marks)
  }
}

/// HMAC-SHA-256 (RFC 2104) under a key of 64 ASCII characters, exactly the block of SHA-256.
func carrySeal(_ message: String, key: String) -> String {
  let pad = { (byte: UInt8) in key.utf8.map { $0 ^ byte } }
  return sha256Hex(pad(0x5C) + sha256(pad(0x36) + Array(message.utf8)))
}
