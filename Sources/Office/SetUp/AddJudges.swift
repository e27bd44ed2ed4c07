// Judges join an event several at once, named for panels; each gets a QR code and a PIN.

internal import Basics
internal import Records
internal import SQL

/// Somebody who is to judge.
public struct NewJudge: Hashable, Sendable {
  public var name: String
  /// Whom she works for; empty where nobody asked.
  public var unit: String

  public init(name: String, unit: String) {
    self.name = name
    self.unit = unit
  }
}

/// Adds judges and names the panels that they are for.
public struct AddJudges: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// The number of the next judge of an event: part of the page, so that a form that is sent twice adds nobody twice.
  public func next(event: String) async throws -> Int {
    let taken = Set(try await ports.engine.read { try $0.judges(ofEvent: event).map(\.id) })
    return (1...(taken.count + 1)).first { number in
      (number...(taken.count + 1)).allSatisfy { !taken.contains(Self.id(event, $0)) }
    } ?? taken.count + 1
  }

  /// Adds all, or nobody and every fault at once.
  /// - Parameters:
  ///   - first: the number of the first one, from `next`.
  ///   - panels: ids of panels of the event's rubrics.
  /// - Returns: what each gets on paper, shown this once.
  public func callAsFunction(
    _ judges: [NewJudge], panels: [String], event: String, first: Int, by actor: String
  ) async throws -> [JudgeCredentials] {
    var faults = Self.faults(judges)
    if panels.isEmpty {
      faults.append(Fault("judge-panel", zh: "请选择评委组", en: "choose a panel"))
    }
    let ids = judges.indices.map { Self.id(event, first + $0) }
    let known = Set(try await ports.engine.read { try $0.judges(ofEvent: event).map(\.id) })
    if ids.contains(where: known.contains) || first < 1 {
      faults.append(
        Fault(
          "judge-twice", zh: "这些评委可能已经添加过，请先看下面的名单",
          en: "these judges may have been added already; look at the list below first"))
    }
    guard faults.isEmpty else { throw Refusal(faults) }
    var made: [JudgeCredentials] = []
    for (id, judge) in zip(ids, judges) {
      made.append(
        try await KeepJudges(ports).add(
          id: id, event: event, name: judge.name, unit: judge.unit, by: actor))
    }
    try await SetJudgePanels(ports)(panels, judges: ids, event: event, by: actor)
    return made
  }

  /// `<event>-j01`: the last two characters head the column of a signed summary.
  private static func id(_ event: String, _ number: Int) -> String {
    "\(event)-j\(padded(number, width: 2))"
  }

  private static func faults(_ judges: [NewJudge]) -> [Fault] {
    guard !judges.isEmpty else {
      return [Fault("judge-name", zh: "请写评委姓名", en: "write the judges' names")]
    }
    return judges.enumerated().compactMap { index, judge in
      let isPlain = !judge.name.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
      guard judge.name.isEmpty || !isPlain || judge.name.count > 40 else { return nil }
      return Fault(
        "judge-name", zh: "姓名为空、过长或含有控制字符", en: "the name is empty, too long or has control characters",
        row: index + 1)
    }
  }
}

/// Names the panels of judges, kept with the event's settings until they are assigned.
public struct SetJudgePanels: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func callAsFunction(_ panels: [String], judges: [String], event id: String, by actor: String)
    async throws
  {
    let now = ports.now()
    try await ports.engine.write { transaction in
      guard let event = try transaction.event(id) else { throw unknownEvent(id) }
      let others = (event.settings["panels"]?.entries ?? []).filter { !judges.contains($0.key) }
        .map { ($0.key, $0.value) }
      let rest = (event.settings.entries ?? []).filter { $0.key != "panels" }.map { ($0.key, $0.value) }
      let own = judges.map { ($0, JSON.strings(panels)) }
      try transaction.setSettings(.object(rest + [("panels", .object(others + own))]), ofEvent: id)
      try transaction.touch(event: id)
      for judge in judges {
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "judge.panels", subject: "judge:\(judge)",
          old: .strings(event.panels(of: judge)), new: .strings(panels), rows: [AuditedRow(.event, id)])
      }
    }
  }
}
