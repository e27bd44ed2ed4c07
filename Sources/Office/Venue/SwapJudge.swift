// A judge falls out and another takes over: what was delivered stays with its judge, what was not is made anew.

internal import Basics
internal import Records
internal import SQL

/// Puts one judge in another's place for everything that is not delivered.
public struct SwapJudge: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  private struct Plan: Sendable {
    var sheets: [SheetRow] = []
    var assignments: [AssignmentRow] = []
  }

  /// - Returns: how many sheets the replacement got.
  /// - Throws: `Refusal` without a reason, for judges of other events, where nothing is left to take over, or with
  ///   every conflict of interest of the replacement.
  @discardableResult
  public func callAsFunction(
    _ old: String, for fresh: String, event: String, reason: String, by actor: String
  ) async throws -> Int {
    try requireReason(reason)
    let now = ports.now()
    let open = try await ports.engine.read { try Self.plan(old, event: event, in: $0).sheets.count }
    let ids = (0..<open).map { _ in ports.entropy.identifier("sheet") }
    return try await ports.engine.write { transaction in
      guard old != fresh, let newcomer = try transaction.judge(fresh), newcomer.event == event,
        newcomer.revoked == nil, try transaction.judge(old)?.event == event
      else {
        throw Refusal(
          Fault(
            "swap-judge", zh: "请选本届另一位没有停用的评委", en: "choose another judge of this event who is not shut out"))
      }
      let plan = try Self.plan(old, event: event, in: transaction)
      guard !plan.sheets.isEmpty, plan.sheets.count <= ids.count else {
        throw Refusal(
          Fault(
            "swap-nothing", zh: "没有未送达的评分表可以接手；已送达的保留",
            en: "nothing undelivered is left to take over; delivered sheets stay"))
      }
      try Self.checkConflicts(newcomer, plan.assignments, in: transaction)
      for row in plan.assignments {
        try transaction.revoke(row, at: now)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "assignment.revoke", subject: "judge:\(old)",
          old: .strings([row.panel, row.entry, row.round]), reason: reason, rows: [row.audited])
        var taken = row
        taken.judge = fresh
        try transaction.assign(taken)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "assignment.add", subject: "judge:\(fresh)",
          new: .strings([row.panel, row.entry, row.round]), reason: reason, rows: [taken.audited])
      }
      for (id, sheet) in zip(ids, plan.sheets) {
        try transaction.addSheet(
          SheetRow(
            id: id, event: sheet.event, division: sheet.division, entry: sheet.entry, round: sheet.round,
            run: sheet.run, panel: sheet.panel, judge: fresh, rubricSHA256: sheet.rubricSHA256))
      }
      for division in Set(plan.sheets.map(\.division)).sorted() {
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "sheets.create", subject: "division:\(division)",
          new: .integer(try transaction.sheets(ofDivision: division).count), reason: reason,
          sheetsOf: division)
      }
      try transaction.touch(event: event)
      return plan.sheets.count
    }
  }

  /// Assignments of which no sheet was delivered, and their sheets.
  private static func plan(
    _ judge: String, event: String, in transaction: any SQLTransaction
  ) throws -> Plan {
    var plan = Plan()
    for division in try transaction.divisions(ofEvent: event) {
      let own = try transaction.sheets(ofDivision: division.id).filter { $0.judge == judge && !$0.isRevoked }
      let groups = Dictionary(grouping: own) { [$0.panel, $0.entry, $0.round] }
      for sheets in groups.values.sorted(by: { $0[0].id.precedesByBytes($1[0].id) }) {
        guard sheets.allSatisfy({ $0.revision == 0 }) else { continue }
        plan.sheets += sheets
        plan.assignments.append(
          AssignmentRow(
            judge: judge, panel: sheets[0].panel, entry: sheets[0].entry, round: sheets[0].round))
      }
    }
    return plan
  }

  private static func checkConflicts(
    _ judge: JudgeRow, _ rows: [AssignmentRow], in transaction: any SQLTransaction
  ) throws {
    var faults: [Fault] = []
    for row in rows {
      guard let entry = try transaction.entry(row.entry),
        let participation = try transaction.participation(entry.participation),
        let fault = AssignJudges.conflict(judge, participation, code: entry.code ?? entry.id)
      else { continue }
      faults.append(fault)
    }
    guard faults.isEmpty else { throw Refusal(faults) }
  }
}
