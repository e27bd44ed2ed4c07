// Judges differed too much and talked about it: the marks stay, or some judges enter theirs anew; either way it is on record.

internal import Basics
internal import Records
internal import SQL

/// Where judges differ, as the console names it.
public struct SpreadPlace: Hashable, Sendable {
  public var division: String
  /// The blind code.
  public var code: String
  public var round: String
  public var panel: String
  /// Item or criterion; nil: whole sheets.
  public var item: String?

  public init(division: String, code: String, round: String, panel: String, item: String? = nil) {
    self.division = division
    self.code = code
    self.round = round
    self.panel = panel
    self.item = item
  }
}

/// Records a discussion.
public struct DiscussSpread: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// The marks stay as they are.
  /// - Parameter reason: what the judges said.
  /// - Throws: `Refusal` without a reason or for an unknown entry.
  public func keep(_ place: SpreadPlace, reason: String, by actor: String) async throws {
    try requireReason(reason)
    let now = ports.now()
    let id = ports.entropy.identifier("decision")
    try await ports.engine.write { transaction in
      let entry = try Self.entry(place, in: transaction)
      try Self.endEarlier(place, entry: entry, by: id, at: now, actor: actor, in: transaction) {
        try transaction.addDecision(
          DecisionRow(
            id: id, event: entry.event, division: place.division, entry: entry.id, round: place.round,
            panel: place.panel, item: place.item, decision: "discussed", value: "keep", by: actor,
            reason: reason), at: now)
      }
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "decision.add", subject: "entry:\(entry.id)",
        new: .object([("decision", .string("discussed")), ("value", .string("keep"))]), reason: reason,
        rows: [AuditedRow(.decision, id)])
      try transaction.touch(event: entry.event)
    }
  }

  /// Opens the sheets of some judges on the entry so that they enter their marks anew.
  ///
  /// The old revisions stay, with their signatures. A discussion recorded before does not answer for the new marks.
  /// - Returns: how many sheets were opened.
  /// - Throws: `Refusal` without a reason, or where no sheet of these judges is there.
  @discardableResult
  public func reenter(
    _ place: SpreadPlace, judges: [String], reason: String, by actor: String
  ) async throws -> Int {
    try requireReason(reason)
    let now = ports.now()
    let ids = (0..<200).map { _ in ports.entropy.identifier("reopen") }
    let wanted = Set(judges)
    return try await ports.engine.write { transaction in
      let entry = try Self.entry(place, in: transaction)
      let sheets = try transaction.sheets(ofDivision: place.division).filter {
        $0.entry == entry.id && $0.round == place.round && $0.panel == place.panel && !$0.isRevoked
          && wanted.contains($0.judge) && $0.revision > 0
      }
      guard !sheets.isEmpty, sheets.count <= ids.count else {
        throw Refusal(Fault("spread-nobody", zh: "请选择要重新评分的评委", en: "choose the judges who enter anew"))
      }
      for (id, sheet) in zip(ids, sheets) {
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "spread.reenter", subject: "sheet:\(sheet.id)",
          old: .object([("revision", .integer(sheet.revision))]), reason: reason)
        // A sheet that is open can be changed as it is.
        guard sheet.state == .signed || sheet.isLocked else { continue }
        try ReopenSheet.reopen(
          sheet, in: transaction, at: now, reason: reason, by: actor, writeID: id)
      }
      try Self.endEarlier(place, entry: entry, by: nil, at: now, actor: actor, in: transaction) {}
      try transaction.touch(event: entry.event)
      return sheets.count
    }
  }

  private static func entry(_ place: SpreadPlace, in transaction: any SQLTransaction) throws -> EntryRow {
    guard let division = try transaction.division(place.division),
      let entry = try transaction.entry(code: place.code, ofEvent: division.event),
      entry.division == place.division
    else {
      throw Refusal(
        Fault("entry-unknown", zh: "没有作品 \(place.code)", en: "there is no entry \(place.code)"))
    }
    return entry
  }

  /// Earlier discussions of the same place end: by the new decision, or by themselves where marks are entered anew.
  private static func endEarlier(
    _ place: SpreadPlace, entry: EntryRow, by later: String?, at now: Instant, actor: String,
    in transaction: any SQLTransaction, adding: () throws -> Void
  ) throws {
    let earlier = try transaction.decisions(ofDivision: place.division).filter {
      $0.decision == "discussed" && $0.entry == entry.id && $0.round == place.round
        && $0.panel == place.panel && $0.item == place.item
    }
    try adding()
    for row in earlier {
      try transaction.supersede(decision: row.id, by: later ?? row.id)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "decision.end", subject: "entry:\(entry.id)",
        rows: [AuditedRow(.decision, row.id)])
    }
  }
}
