// Which rules hold for which sheet, kept in memory: panel and round of a sheet never change.

internal import Judging
internal import Records
internal import SQL
internal import Synchronization

/// The rules of sheets by sheet id and rubric.
final class SheetForms: Sendable {
  private struct Kind: Hashable, Sendable {
    var rubric: String
    var panel: String
    var round: String
  }

  private struct Memory {
    /// Panel and round by sheet; emptied when it has grown past what one event needs.
    var sheets: [String: (panel: String, round: String)] = [:]
    var checks: [Kind: SheetCheck] = [:]
  }

  private let ports: OfficePorts
  private let memory = Mutex(Memory())

  init(_ ports: OfficePorts) { self.ports = ports }

  /// The rules of a sheet under the rubric that the device names; nil where there is no such sheet or rubric,
  /// which the protocol's other checks will say.
  func form(ofSheet sheet: String, rubric: String) async throws -> SheetCheck? {
    let known = memory.withLock { memory -> (place: (panel: String, round: String)?, check: SheetCheck?) in
      guard let place = memory.sheets[sheet] else { return (nil, nil) }
      return (place, memory.checks[Kind(rubric: rubric, panel: place.panel, round: place.round)])
    }
    if let check = known.check { return check }
    guard let row = try await ports.engine.read({ try $0.sheet(sheet) }), row.rubricSHA256 == rubric else {
      return nil
    }
    let plan = try await ports.rubrics.plan(sha256: rubric, from: ports.engine)
    guard let check = SheetCheck(plan, panel: row.panel, round: row.round) else { return nil }
    memory.withLock { memory in
      if memory.sheets.count > 50_000 { memory.sheets.removeAll() }
      memory.sheets[sheet] = (row.panel, row.round)
      memory.checks[Kind(rubric: rubric, panel: row.panel, round: row.round)] = check
    }
    return check
  }
}
