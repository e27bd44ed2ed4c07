// Sheets that nobody will sign are explained: by whom, why, and whether what was delivered counts.

internal import Basics
public import Records
internal import SQL

/// Explains sheets that are not signed.
public struct ExcuseSheets: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Explains one sheet; it is closed, and whatever still comes for it waits for the chief judge.
  /// - Throws: `Refusal` without a reason, for a signed or unknown sheet, or `counted` where nothing was delivered.
  public func callAsFunction(
    sheet: String, kind: ExcuseRow.Kind, reason: String, by actor: String
  ) async throws {
    try requireReason(reason)
    let now = ports.now()
    let id = ports.entropy.identifier("excuse")
    try await ports.engine.write { transaction in
      guard let row = try transaction.sheet(sheet) else { throw noSuchSheet(sheet) }
      try Self.excuse(
        row, ExcuseRow(id: id, sheet: sheet, kind: kind, reason: reason, by: actor, at: now),
        in: transaction)
      try transaction.touch(event: row.event)
    }
  }

  /// Explains every unsigned sheet of a judge in an event: delivered marks count or not, the rest is left out.
  /// - Returns: how many sheets that were.
  @discardableResult
  public func all(
    of judge: String, event: String, countingDelivered: Bool, reason: String, by actor: String
  ) async throws -> Int {
    try requireReason(reason)
    let now = ports.now()
    let found = try await ports.engine.read { try Self.open(judge, event: event, in: $0).count }
    let ids = (0..<found).map { _ in ports.entropy.identifier("excuse") }
    return try await ports.engine.write { transaction in
      let rows = try Self.open(judge, event: event, in: transaction)
      guard !rows.isEmpty, rows.count <= ids.count else {
        throw Refusal(
          Fault("excuse-nothing", zh: "这位评委没有待说明的评分表", en: "no sheet of this judge needs an explanation"))
      }
      for (id, row) in zip(ids, rows) {
        let kind: ExcuseRow.Kind = countingDelivered && row.revision > 0 ? .counted : .leftOut
        try Self.excuse(
          row, ExcuseRow(id: id, sheet: row.id, kind: kind, reason: reason, by: actor, at: now),
          in: transaction)
      }
      try transaction.touch(event: event)
      return rows.count
    }
  }

  private static func open(
    _ judge: String, event: String, in transaction: any SQLTransaction
  ) throws -> [SheetRow] {
    try transaction.divisions(ofEvent: event).flatMap { division in
      let excused = try transaction.excuses(ofDivision: division.id)
      return try transaction.sheets(ofDivision: division.id).filter {
        $0.judge == judge && !$0.isRevoked && $0.state == .open && excused[$0.id] == nil
      }
    }
  }

  static func excuse(_ row: SheetRow, _ excuse: ExcuseRow, in transaction: any SQLTransaction) throws {
    guard row.state == .open, !row.isRevoked else {
      throw Refusal(
        Fault("excuse-signed", zh: "这份评分表已签名或已收回，不需要说明", en: "the sheet is signed or taken back"))
    }
    guard excuse.kind == .leftOut || row.revision > 0 else {
      throw Refusal(
        Fault("excuse-empty", zh: "没有送达的分数，不能计入", en: "nothing was delivered that could count"))
    }
    if let before = try transaction.excuse(ofSheet: row.id) {
      try transaction.endExcuse(before.id, at: excuse.at)
      try Audit.append(
        in: transaction, at: excuse.at, actor: excuse.by, act: "sheet.excuse-end", subject: "sheet:\(row.id)",
        rows: [AuditedRow(.sheetExcuse, before.id)])
    }
    try transaction.addExcuse(excuse)
    try transaction.setLocked(true, ofSheet: row.id)
    try Audit.append(
      in: transaction, at: excuse.at, actor: excuse.by, act: "sheet.excuse", subject: "sheet:\(row.id)",
      new: .object([("kind", .string(excuse.kind.rawValue)), ("revision", .integer(row.revision))]),
      reason: excuse.reason, rows: [AuditedRow(.sheetExcuse, excuse.id)])
  }
}

func noSuchSheet(_ id: String) -> Refusal {
  Refusal(Fault("sheet-unknown", zh: "没有评分表 \(id)", en: "there is no sheet \(id)"))
}
