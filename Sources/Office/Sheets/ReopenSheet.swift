// The chief judge's keys: closing a round, opening a signed or locked sheet again, deciding on late sheets.

internal import Basics
internal import Judging
internal import Records
internal import SQL

/// Opens a signed or locked sheet again, with a reason.
///
/// A new revision with the same marks begins; the old one keeps its signature.
public struct ReopenSheet: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Returns: the new revision; 0 where nothing was ever delivered.
  /// - Throws: `Refusal` without a reason, or for a sheet that is open or unknown.
  @discardableResult
  public func callAsFunction(sheet: String, reason: String, by actor: String) async throws -> Int {
    try requireReason(reason)
    let now = ports.now()
    let writeID = ports.entropy.identifier("reopen")
    return try await ports.engine.write { transaction in
      guard let row = try transaction.sheet(sheet) else { throw noSuchSheet(sheet) }
      guard row.state == .signed || row.isLocked else {
        throw Refusal(Fault("sheet-open", zh: "评分表本来就是打开的", en: "the sheet is open already"))
      }
      try Self.reopen(row, in: transaction, at: now, reason: reason, by: actor, writeID: writeID)
      return try transaction.sheet(sheet)?.revision ?? 0
    }
  }

  /// Opens a sheet within another act; what explained it ends.
  static func reopen(
    _ row: SheetRow, in transaction: any SQLTransaction, at now: Instant, reason: String, by actor: String,
    writeID: String, keepingPaper: Bool = false
  ) throws {
    let sheet = row.id
    if let excuse = try transaction.excuse(ofSheet: sheet) {
      try transaction.endExcuse(excuse.id, at: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "sheet.excuse-end", subject: "sheet:\(sheet)",
        reason: reason, rows: [AuditedRow(.sheetExcuse, excuse.id)])
    }
    let readings = keepingPaper ? [:] : try transaction.readings(ofSheet: sheet)
    for reading in readings.values.sorted(by: { $0.id.precedesByBytes($1.id) }) {
      try transaction.endReading(reading.id, at: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "paper.ended", subject: "sheet:\(sheet)", reason: reason,
        rows: [AuditedRow(.paperReading, reading.id)])
    }
    try transaction.setState(.open, ofSheet: sheet)
    try transaction.setLocked(false, ofSheet: sheet)
    try Audit.append(
      in: transaction, at: now, actor: actor, act: "sheet.reopen", subject: "sheet:\(sheet)",
      old: .object([("locked", .bool(row.isLocked)), ("state", .string(row.state.rawValue))]),
      new: .object([("locked", .bool(false)), ("state", .string("open"))]), reason: reason)
    guard var write = try transaction.revision(row.revision, ofSheet: sheet)?.write else {
      return try transaction.touch(event: row.event)
    }
    write.writeID = writeID
    write.bodyHash = sha256Hex(Array("\(writeID)\n\(write.hash)".utf8))
    write.device = "server"
    write.sequence = 0
    write.savedWall = nil
    write.by = actor
    write.reason = reason
    try transaction.revise(write, to: row.revision + 1, event: row.event, at: now)
  }
}

/// Closes or opens a round of a division for all its sheets.
public struct LockRound: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameter locked: false opens it again, which needs a reason.
  public func callAsFunction(
    division: String, round: String, locked: Bool, reason: String = "", by actor: String
  ) async throws {
    if !locked { try requireReason(reason) }
    let now = ports.now()
    try await ports.engine.write { transaction in
      guard let row = try transaction.division(division) else {
        throw Refusal(
          Fault("division-unknown", zh: "没有组别 \(division)", en: "there is no division \(division)"))
      }
      try transaction.setLocked(locked, round: round, ofDivision: division)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: locked ? "round.lock" : "round.unlock",
        subject: "division:\(division)", new: .object([("round", .string(round))]),
        reason: reason.isEmpty ? nil : reason)
      try transaction.touch(event: row.event)
    }
  }
}

/// Admits or refuses a late sheet.
///
/// Admitted marks become the newest revision; the sheet stays closed for others.
public struct DecideLateSheet: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Throws: `Refusal` without a reason, for a write id that does not wait, or marks that the sheet does not take.
  /// - Parameter event: to which the sheet must belong; nil where whoever calls may decide on all.
  public func callAsFunction(
    writeID: String, event: String? = nil, admit: Bool, reason: String, by actor: String
  ) async throws {
    try requireReason(reason)
    let now = ports.now()
    let decisionID = ports.entropy.identifier("decision")
    let rubrics = ports.rubrics
    try await ports.engine.write { transaction in
      guard let (late, state) = try transaction.late(writeID: writeID), state == "waiting",
        try transaction.stored(writeID: writeID) == nil, let row = try transaction.sheet(late.write.sheet),
        event == nil || row.event == event
      else {
        throw Refusal(
          Fault("late-not-waiting", zh: "这份迟到评分表已处理", en: "this late sheet does not wait any more"))
      }
      try transaction.decideLate(writeID: writeID, admitted: admit, by: actor, reason: reason, at: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: admit ? "late.admit" : "late.refuse",
        subject: "sheet:\(row.id)", new: .object([("hash", .string(late.write.hash))]), reason: reason,
        rows: [AuditedRow(.lateSheet, writeID)])
      guard admit else { return try transaction.touch(event: row.event) }
      let plan = try rubrics.plan(sha256: row.rubricSHA256, in: transaction)
      let values = (try JSON(parsing: late.write.marks)).entries ?? []
      let findings =
        SheetCheck(plan, panel: row.panel, round: row.round)?
        .findings(in: values.map { ($0.key, $0.value.string) }) ?? []
      guard findings.isEmpty else { throw Refusal(findings.map(\.fault)) }
      var write = late.write
      write.reason = reason
      try transaction.revise(write, to: row.revision + 1, event: row.event, at: now)
      if row.state == .signed { try transaction.setState(.open, ofSheet: row.id) }
      // What explained other marks does not answer for these.
      if let excuse = try transaction.excuse(ofSheet: row.id), excuse.kind != .counted {
        try transaction.endExcuse(excuse.id, at: now)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "sheet.excuse-end", subject: "sheet:\(row.id)",
          rows: [AuditedRow(.sheetExcuse, excuse.id)])
      }
      try transaction.addDecision(
        DecisionRow(
          id: decisionID, event: row.event, division: row.division, entry: row.entry, round: row.round,
          panel: row.panel, decision: "late-admitted", value: "1", by: actor, reason: reason), at: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "decision.add", subject: "entry:\(row.entry)",
        new: .object([("decision", .string("late-admitted")), ("value", .string("1"))]), reason: reason,
        rows: [AuditedRow(.decision, decisionID)])
    }
  }
}
