// A restored server lacks a sheet that was signed: the judge's device brings it back with the receipt, without a PIN.

public import Basics
internal import Judging
internal import Records
internal import SQL

/// What became of a signed sheet that a device brought back.
public enum TakeBackAnswer: Hashable, Sendable {
  /// 200: it stands signed, with the receipt of the first time.
  case signed(revision: Int, hash: String, receipt: String, serverTime: Instant)
  /// 403: somebody else's sheet, or the judge or the assignment was revoked.
  case notAllowed
  /// 404
  case noSuchSheet
  /// 409: the sheet belongs to another rubric.
  case otherRubric(expected: String)
  /// 410: the contestant withdrew.
  case withdrawn
  /// 412: the server knows something newer of this sheet than the receipt.
  case outdated(SubmitAnswer.Current)
  /// 422: the receipt is not one of this office, or not for these marks.
  case receiptRefused

  public var status: Int {
    switch self {
    case .signed: 200
    case .notAllowed: 403
    case .noSuchSheet: 404
    case .otherRubric: 409
    case .withdrawn: 410
    case .outdated: 412
    case .receiptRefused: 422
    }
  }

  public var json: JSON {
    switch self {
    case .signed(let revision, let hash, let receipt, let time):
      .object([
        ("rev", .integer(revision)), ("etag", .string("\"r\(revision)\"")), ("hash", .string(hash)),
        ("receipt", .string(receipt)), ("serverTime", .integer(time.milliseconds)),
      ])
    case .outdated(let current): .object([("code", .string("outdated")), ("current", current.json)])
    case .otherRubric(let expected):
      .object([("code", .string("other-rubric")), ("expected", .string(expected))])
    case .notAllowed: .object([("code", .string("not-allowed"))])
    case .noSuchSheet: .object([("code", .string("no-such-sheet"))])
    case .withdrawn: .object([("code", .string("withdrawn"))])
    case .receiptRefused: .object([("code", .string("receipt-refused"))])
    }
  }
}

/// Takes a signed sheet back.
///
/// The receipt proves that this office took these marks from this judge and that she signed them, so neither a PIN nor
/// an open round is asked for. Bringing it twice changes nothing.
public struct TakeBackSigned: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - bytes: the body of a delivery, as `SubmitSheet` takes it.
  ///   - receipt: as the server gave it at the signature.
  /// - Throws: `Refusal` for a body that is no sheet.
  public func callAsFunction(
    _ caller: Caller, sheet: String, receipt: String, body bytes: [UInt8]
  ) async throws -> TakeBackAnswer {
    guard case .judge(let judge, _) = caller.who else { return .notAllowed }
    let body = try SheetBody(bytes)
    guard let facts = SigningSeal(ports.vault).facts(ofReceipt: receipt), facts["sheet"]?.string == sheet,
      facts["judge"]?.string == judge, facts["hash"]?.string == body.hash,
      let signedRevision = facts["rev"]?.integer, let name = facts["name"]?.string
    else { return .receiptRefused }
    let now = ports.now()
    // The same receipt is the same write.
    let writeID = "receipt-" + sha256Hex(Array(receipt.utf8)).prefix(40)
    return try await ports.engine.write { transaction in
      guard let row = try transaction.sheet(sheet) else { return .noSuchSheet }
      guard row.judge == judge, !row.isRevoked, let entry = try transaction.entry(row.entry) else {
        return .notAllowed
      }
      guard body.rubricSHA256 == row.rubricSHA256 else { return .otherRubric(expected: row.rubricSHA256) }
      if entry.status == "withdrawn" { return .withdrawn }
      let newest = try transaction.revision(row.revision, ofSheet: sheet)
      let isThere = newest?.write.hash == body.hash
      if row.state == .signed, isThere,
        let before = try transaction.signature(ofSheet: sheet, revision: row.revision)
      {
        return .signed(revision: row.revision, hash: body.hash, receipt: before.receipt, serverTime: now)
      }
      guard row.state == .open, isThere || row.revision < signedRevision else {
        return .outdated(
          SubmitAnswer.Current(
            revision: row.revision, hash: newest?.write.hash, device: newest?.write.device,
            sequence: newest?.write.sequence, marks: newest?.write.marks))
      }
      let revision = isThere ? row.revision : row.revision + 1
      if !isThere {
        try transaction.revise(
          SheetWrite(
            sheet: sheet, writeID: writeID, marks: body.marks, hash: body.hash,
            bodyHash: body.digest(sheet: sheet), device: body.device, sequence: body.sequence,
            savedWall: body.savedWall, remarks: body.remarks, by: "judge:\(judge)",
            reason: "brought back with its receipt"),
          to: revision, event: row.event, at: now)
        try transaction.freeze(division: row.division, at: now)
      }
      try transaction.addSignature(
        SignatureRow(
          sheet: sheet, revision: revision, hash: body.hash, judge: judge, name: name, device: body.device,
          signed: now, receipt: receipt))
      try transaction.setState(.signed, ofSheet: sheet)
      try Audit.append(
        in: transaction, at: now, actor: "judge:\(judge)", act: "sheet.sign", subject: "sheet:\(sheet)",
        new: .object([("hash", .string(body.hash)), ("revision", .integer(revision))]),
        reason: "brought back with its receipt")
      try transaction.touch(event: row.event)
      return .signed(revision: revision, hash: body.hash, receipt: receipt, serverTime: now)
    }
  }
}
