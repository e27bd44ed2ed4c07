// The expected sheets are made, all of them, by the server: a device can never create one or a second one.

internal import Basics
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// Makes every sheet that the assignments of a division call for; those that exist stay as they are.
public struct CreateSheets: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Returns: how many sheets the division has now.
  /// - Throws: `Refusal` where an assignment names a panel or round that the rubric does not have or that marks nothing.
  @discardableResult
  public func callAsFunction(division id: String, by actor: String) async throws -> Int {
    let found = try await ports.engine.read { transaction in
      (try transaction.division(id), try transaction.assignments(ofDivision: id))
    }
    guard let division = found.0 else {
      throw Refusal(Fault("division-unknown", zh: "没有组别 \(id)", en: "there is no division \(id)"))
    }
    let plan = try await ports.rubrics.plan(sha256: division.rubricSHA256, from: ports.engine)
    var sheets: [SheetRow] = []
    var faults: [Fault] = []
    for assignment in found.1 {
      guard let round = plan.rubric.rounds.first(where: { $0.id == assignment.round }),
        let check = SheetCheck(plan, panel: assignment.panel, round: assignment.round), !check.slots.isEmpty
      else {
        faults.append(
          Fault(
            "assignment-nothing-to-mark", zh: "评委组 \(assignment.panel) 在轮次 \(assignment.round) 没有评分项",
            en: "panel \(assignment.panel) has nothing to mark in round \(assignment.round)"))
        continue
      }
      for run in 1...max(1, round.runs) {
        sheets.append(
          SheetRow(
            id: ports.entropy.identifier("sheet"), event: division.event, division: id,
            entry: assignment.entry,
            round: assignment.round, run: run, panel: assignment.panel, judge: assignment.judge,
            rubricSHA256: division.rubricSHA256))
      }
    }
    guard faults.isEmpty else { throw Refusal(Array(Set(faults)).sorted { $0.words.en < $1.words.en }) }
    let now = ports.now()
    return try await ports.engine.write { [sheets] transaction in
      for sheet in sheets { try transaction.addSheet(sheet) }
      let count = try transaction.sheets(ofDivision: id).count
      try transaction.touch(event: division.event)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "sheets.create", subject: "division:\(id)",
        new: .integer(count), sheetsOf: id)
      return count
    }
  }
}
