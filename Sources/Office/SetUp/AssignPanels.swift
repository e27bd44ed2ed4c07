// Whole panels are assigned to a division, and single judges taken off it again.

internal import Basics
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// A judge in a panel.
public struct JudgeInPanel: Hashable, Sendable {
  public var judge: String
  public var panel: String

  public init(judge: String, panel: String) {
    self.judge = judge
    self.panel = panel
  }
}

/// Assigns judges to every entry of a division, in every round in which their panel marks anything.
public struct AssignPanels: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameter leavingOutConflicts: whoever has a conflict of interest with an entry judges all others.
  /// - Returns: how many pairs were left out.
  /// - Throws: `Refusal` with every conflict of interest, for a division without entries or codes, or nobody chosen.
  @discardableResult
  public func callAsFunction(
    _ chosen: [JudgeInPanel], division id: String, leavingOutConflicts: Bool = false, by actor: String
  ) async throws -> Int {
    let rubrics = ports.rubrics
    let (rows, leftOut) = try await ports.engine.read { transaction in
      guard let division = try transaction.division(id) else {
        throw Refusal(Fault("division-unknown", zh: "没有组别 \(id)", en: "there is no division \(id)"))
      }
      let work = PanelWork(try rubrics.plan(sha256: division.rubricSHA256, in: transaction))
      let entries = try transaction.entries(ofDivision: id).filter { $0.status == "ok" }
      try Self.check(chosen, entries)
      var rows: [AssignmentRow] = []
      var leftOut = 0
      for one in chosen {
        guard let judge = try transaction.judge(one.judge), judge.revoked == nil,
          let rounds = work.panels.first(where: { $0.panel.id == one.panel })?.rounds
        else {
          throw Refusal(
            Fault("assignment-unknown", zh: "评委或评委组不属于本组", en: "judge or panel is not of this division"))
        }
        for entry in entries {
          if leavingOutConflicts, let code = entry.code,
            let participation = try transaction.participation(entry.participation),
            AssignJudges.conflict(judge, participation, code: code) != nil
          {
            leftOut += 1
            continue
          }
          rows += rounds.map {
            AssignmentRow(judge: one.judge, panel: one.panel, entry: entry.id, round: $0)
          }
        }
      }
      return (rows, leftOut)
    }
    do {
      try await AssignJudges(ports)(rows, by: actor)
    } catch let refusal as Refusal {
      // One fault for each pair, however many rounds it has.
      var seen: Set<Fault> = []
      throw Refusal(refusal.faults.filter { seen.insert($0).inserted })
    }
    return leftOut
  }

  private static func check(_ chosen: [JudgeInPanel], _ entries: [EntryRow]) throws {
    var faults: [Fault] = []
    if chosen.isEmpty {
      faults.append(Fault("assignment-nobody", zh: "没有选择评委", en: "no judge is chosen"))
    }
    if entries.isEmpty {
      faults.append(
        Fault(
          "assignment-no-entries", zh: "本组还没有选手", en: "nobody is in the division yet",
          suggestion: Words(zh: "先导入名单", en: "import the roster first")))
    }
    let bare = entries.count { $0.code == nil }
    if bare > 0 {
      faults.append(
        Fault(
          "assignment-no-codes", zh: "\(bare) 件作品还没有编码", en: "\(bare) entries have no code",
          suggestion: Words(zh: "先抽取编码", en: "draw the codes first")))
    }
    guard faults.isEmpty else { throw Refusal(faults) }
  }
}

/// Takes a judge off a division, except where a sheet of hers was delivered.
public struct TakeOffJudge: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Returns: how many assignments were taken back.
  /// - Throws: `Refusal` without a reason, or where there is nothing to take back.
  @discardableResult
  public func callAsFunction(judge: String, division: String, reason: String, by actor: String) async throws
    -> Int
  {
    guard !reason.isEmpty else { throw Refusal(Fault("reason", zh: "请写明理由", en: "give the reason")) }
    let now = ports.now()
    return try await ports.engine.write { transaction in
      let delivered = Set(
        try transaction.sheets(ofDivision: division).filter { $0.judge == judge && $0.revision > 0 }
          .map { [$0.panel, $0.entry, $0.round] })
      let rows = try transaction.assignments(ofDivision: division).filter {
        $0.judge == judge && !delivered.contains([$0.panel, $0.entry, $0.round])
      }
      guard let row = try transaction.division(division), !rows.isEmpty else {
        throw Refusal(
          Fault(
            "assignment-none", zh: "没有可以退出的分配；已送达的评分表保留",
            en: "nothing can be taken back; delivered sheets stay"))
      }
      for one in rows {
        try transaction.revoke(one, at: now)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "assignment.revoke", subject: "judge:\(judge)",
          old: .strings([one.panel, one.entry, one.round]), reason: reason, rows: [one.audited])
      }
      try transaction.touch(event: row.event)
      return rows.count
    }
  }
}
