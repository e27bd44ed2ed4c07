// An event is opened once everything that judging needs is there.

public import Basics
internal import Records
internal import Rubrics
internal import SQL

/// Opens an event that is fully set up.
public struct OpenEvent: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Throws: `Refusal` with everything that is missing, or where the event is past preparing.
  public func callAsFunction(event id: String, by actor: String) async throws {
    guard let found = try await ShowSetUp(ports)(event: id) else { throw unknownEvent(id) }
    guard found.event.state == .preparing else {
      throw Refusal(Fault("event-opened", zh: "活动已经开放", en: "the event is open already"))
    }
    let missing = found.missing
    guard missing.isEmpty else { throw Refusal(missing) }
    try await SetEventState(ports)(event: id, to: .open, by: actor)
  }
}

extension EventSetUp {
  /// Everything that stands in the way of opening.
  public var missing: [Fault] {
    guard !divisions.isEmpty else {
      return [Fault("setup-no-division", zh: "还没有组别", en: "there is no division yet")]
    }
    return divisions.flatMap(\.missing)
  }
}

extension DivisionSetUp {
  /// What the division still lacks.
  public var missing: [Fault] {
    let (zh, en) = (row.title[.zh], row.title[.en])
    guard entrants > 0 else {
      return [Fault("setup-no-people", zh: "\(zh)：还没有选手", en: "\(en): nobody is in it yet")]
    }
    var faults: [Fault] = []
    if drawn < entrants {
      faults.append(
        Fault(
          "setup-codes", zh: "\(zh)：\(entrants - drawn) 件作品没有编码",
          en: "\(en): \(entrants - drawn) entries have no code"))
    }
    for jury in juries where jury.gaps > 0 {
      let panel = jury.panel.label.title
      faults.append(
        Fault(
          "setup-jury", zh: "\(zh)：\(panel[.zh])至少要 \(jury.needed) 人，\(jury.gaps) 处不足",
          en: "\(en): \(panel[.en]) need at least \(jury.needed) judges, \(jury.gaps) entries have fewer"))
    }
    if made < expected || expected == 0 {
      faults.append(
        Fault(
          "setup-sheets", zh: "\(zh)：评分表还没有生成齐", en: "\(en): sheets are still to be made"))
    }
    return faults
  }
}
