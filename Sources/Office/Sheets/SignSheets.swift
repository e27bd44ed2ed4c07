// A judge signs: a checked PIN gives a short-lived token bound to the listed revisions, the signature a receipt.

public import Basics
internal import Judging
internal import Records
internal import SQL

/// A revision that a judge means to sign.
public struct SheetToSign: Hashable, Sendable {
  public var sheet: String
  public var revision: Int
  public var hash: String

  public init(sheet: String, revision: Int, hash: String) {
    self.sheet = sheet
    self.revision = revision
    self.hash = hash
  }
}

/// What became of a request for a signing token.
public enum SigningTokenAnswer: Hashable, Sendable {
  case token(String, expires: Instant)
  case wrongPIN
  case wait(until: Instant)
  case notAllowed
}

/// What became of a signature.
public enum SignAnswer: Hashable, Sendable {
  /// A receipt for each sheet, in the order asked.
  case signed(receipts: [String], serverTime: Instant)
  /// 401: the token is missing, expired or bound to something else.
  case tokenRefused
  /// 403: not this judge's sheets.
  case notAllowed
  /// 412: these sheets have another newest revision; nothing was signed.
  case outdated([String])
  /// 422: these sheets lack values; nothing was signed.
  case incomplete([String])

  public var status: Int {
    switch self {
    case .signed: 200
    case .tokenRefused: 401
    case .notAllowed: 403
    case .outdated: 412
    case .incomplete: 422
    }
  }
}

/// Checks a PIN and binds a token to a list of revisions, for two minutes.
public struct AllowSigning: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func callAsFunction(_ caller: Caller, pin: String, sheets: [SheetToSign]) async throws
    -> SigningTokenAnswer
  {
    guard case .judge(let id, _) = caller.who else { return .notAllowed }
    let now = ports.now()
    let vault = ports.vault
    let answer = try await ports.engine.write { transaction -> PINAnswer? in
      guard let judge = try transaction.judge(id), judge.revoked == nil else { return nil }
      return try checkPIN(pin, of: judge, vault: vault, at: now, in: transaction)
    }
    switch answer {
    case .right:
      let expires = now.adding(seconds: 120)
      return .token(SigningSeal(vault).token(judge: id, sheets: sheets, expires: expires), expires: expires)
    case .wrong: return .wrongPIN
    case .wait(let until): return .wait(until: until)
    case nil: return .notAllowed
    }
  }
}

/// Signs all listed sheets or none.
///
/// A device that signs a batch asks for one token and then signs sheet by sheet, so that a network that dies midway
/// leaves the signed ones signed.
public struct SignSheets: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - batch: everything that the token was given for; nil where that is `sheets`.
  ///   - name: the judge's name as she signs, printed under the sheets.
  public func callAsFunction(
    _ caller: Caller, signingToken: String, sheets: [SheetToSign], batch: [SheetToSign]? = nil, name: String,
    device: String
  ) async throws -> SignAnswer {
    guard case .judge(let judge, _) = caller.who else { return .notAllowed }
    let now = ports.now()
    let seal = SigningSeal(ports.vault)
    let allowed = batch ?? sheets
    guard seal.isToken(signingToken, judge: judge, sheets: allowed, at: now),
      sheets.allSatisfy(allowed.contains)
    else { return .tokenRefused }
    let rubrics = ports.rubrics
    return try await ports.engine.write { transaction in
      var rows: [SheetRow] = []
      var outdated: [String] = []
      var incomplete: [String] = []
      for wanted in sheets {
        guard let row = try transaction.sheet(wanted.sheet), row.judge == judge, !row.isRevoked else {
          return .notAllowed
        }
        rows.append(row)
        let revision = try transaction.revision(row.revision, ofSheet: row.id)
        guard let revision, row.revision == wanted.revision, revision.write.hash == wanted.hash else {
          outdated.append(row.id)
          continue
        }
        let plan = try rubrics.plan(sha256: row.rubricSHA256, in: transaction)
        let check = SheetCheck(plan, panel: row.panel, round: row.round)
        let values = (try JSON(parsing: revision.write.marks)).entries ?? []
        let given = values.compactMap { member in member.value.string.map { (item: member.key, text: $0) } }
        if let check, !check.missing(in: given).isEmpty { incomplete.append(row.id) }
      }
      guard outdated.isEmpty else { return .outdated(outdated) }
      guard incomplete.isEmpty else { return .incomplete(incomplete) }
      let store = try transaction.storeFact("id") ?? ""
      var receipts: [String] = []
      for (row, wanted) in zip(rows, sheets) {
        // Signing twice what is signed already gives the first receipt again.
        if let before = try transaction.signature(ofSheet: row.id, revision: row.revision) {
          receipts.append(before.receipt)
          continue
        }
        let receipt = seal.receipt(for: wanted, judge: judge, name: name, store: store, at: now)
        try transaction.addSignature(
          SignatureRow(
            sheet: row.id, revision: row.revision, hash: wanted.hash, judge: judge, name: name,
            device: device,
            signed: now, receipt: receipt))
        try transaction.setState(.signed, ofSheet: row.id)
        try Audit.append(
          in: transaction, at: now, actor: "judge:\(judge)", act: "sheet.sign", subject: "sheet:\(row.id)",
          new: .object([("hash", .string(wanted.hash)), ("revision", .integer(row.revision))]))
        try transaction.touch(event: row.event)
        receipts.append(receipt)
      }
      return .signed(receipts: receipts, serverTime: now)
    }
  }
}
