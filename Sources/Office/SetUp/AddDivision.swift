// A division joins an event at the next place, or gets another rubric while nobody is assigned to it.

public import Basics
internal import Records
internal import Rubrics
internal import SQL

/// Adds divisions one after the other.
public struct AddDivision: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Adds a division after the last one of the event.
  /// - Parameters:
  ///   - id: unique in the store.
  ///   - title: empty takes the rubric's.
  /// - Throws: `Refusal` with every fault of the rubric, for an id that is none or taken, or a rubric of another kind.
  public func callAsFunction(
    id: String, event: String, title: Words, rubric bytes: [UInt8], by actor: String
  ) async throws {
    let rubric = try await check(bytes, event: event)
    let (last, taken) = try await ports.engine.read { transaction in
      (
        try transaction.divisions(ofEvent: event).map(\.position).max() ?? 0,
        try transaction.division(id) != nil
      )
    }
    guard !taken else {
      throw Refusal(
        Fault(
          "division-taken", zh: "组别编号 \(id) 已被使用", en: "division \(id) exists already",
          suggestion: Words(zh: "换一个编号", en: "choose another id")))
    }
    let own = title.zh.isEmpty && title.en.isEmpty ? rubric.label.title : title
    try await SetDivision(ports)(
      id: id, event: event, position: last + 1, title: own, rubric: bytes, by: actor)
  }

  /// Gives a division of the event another rubric.
  /// - Throws: `Refusal` as above, and where judges are assigned already.
  public func change(_ id: String, event: String, rubric bytes: [UInt8], by actor: String) async throws {
    _ = try await check(bytes, event: event)
    let (row, isAssigned) = try await ports.engine.read { transaction in
      (try transaction.division(id), try !transaction.assignments(ofDivision: id).isEmpty)
    }
    guard let row, row.event == event else {
      throw Refusal(Fault("division-unknown", zh: "没有组别 \(id)", en: "there is no division \(id)"))
    }
    guard !isAssigned else {
      throw Refusal(
        Fault(
          "division-assigned", zh: "组别“\(row.title.zh)”已分配评委，评分标准不能再换",
          en: "judges are assigned to “\(row.title[.en])”, its rubric stays",
          suggestion: Words(zh: "先让评委退出本组", en: "take the judges off the division first")))
    }
    try await SetDivision(ports)(
      id: id, event: event, position: row.position, title: row.title, rubric: bytes, by: actor)
  }

  private func check(_ bytes: [UInt8], event id: String) async throws -> Rubric {
    let rubric = try ports.readRubric(bytes).get()
    guard let event = try await ports.engine.read({ try $0.event(id) }) else { throw unknownEvent(id) }
    guard rubric.kind == event.kind else {
      throw Refusal(
        Fault(
          "rubric-kind", zh: "这份评分标准是给\(Self.words(rubric.kind).zh)用的，本活动是\(Self.words(event.kind).zh)",
          en:
            "this rubric serves \(Self.words(rubric.kind).en), the event is \(Self.words(event.kind).en)",
          suggestion: Words(zh: "换一份评分标准", en: "choose another rubric")))
    }
    return rubric
  }

  private static func words(_ kind: EventKind) -> Words {
    switch kind {
    case .contest: Words(zh: "大赛", en: "a contest")
    case .exam: Words(zh: "考核", en: "an exam")
    case .training: Words(zh: "培训", en: "a class")
    }
  }
}
