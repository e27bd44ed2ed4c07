// An event is set up: its place in the county, its divisions, and the rubric of each.

public import Basics
internal import Judging
public import Records
internal import Rubrics
internal import SQL

/// Makes an event.
public struct CreateEvent: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameter event: complete, its id included; region and office must be there.
  /// - Throws: `Refusal` for an id that is none or taken, or a region that does not exist.
  public func callAsFunction(_ event: EventRow, by actor: String) async throws {
    guard isIdentifier(event.id) else {
      throw Refusal(Fault("event-id", zh: "届次编号不合法", en: "the event's id is none"))
    }
    let now = ports.now()
    do {
      try await ports.engine.write { transaction in
        try transaction.addEvent(event, at: now)
        try transaction.touch(event: event.id)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "event.add", subject: "event:\(event.id)",
          new: .object([("day", .string(event.day.text)), ("kind", .string(event.kind.rawValue))]),
          rows: [AuditedRow(.event, event.id)])
      }
    } catch SQLFailure.uniqueViolation {
      throw Refusal(Fault("event-taken", zh: "届次 \(event.id) 已存在", en: "event \(event.id) exists already"))
    } catch SQLFailure.constraintViolation {
      throw Refusal(Fault("event-region", zh: "地区、单位或系列不存在", en: "region, office or series does not exist"))
    }
  }
}

/// Moves an event to another state.
public struct SetEventState: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func callAsFunction(event: String, to state: EventRow.State, by actor: String) async throws {
    let now = ports.now()
    try await ports.engine.write { transaction in
      let old = try transaction.event(event)?.state
      try transaction.setState(state, ofEvent: event)
      try transaction.touch(event: event)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "event.state", subject: "event:\(event)",
        old: old.map { .string($0.rawValue) }, new: .string(state.rawValue), rows: [AuditedRow(.event, event)]
      )
    }
  }
}

/// Adds a division with its rubric, or gives one another rubric as long as no sheet was delivered.
public struct SetDivision: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameter rubric: the bytes of the rubric file; they are kept as they are, their SHA-256 names them.
  /// - Returns: the rubric's SHA-256.
  /// - Throws: `Refusal` with the rubric's faults, or where the division is frozen or its place is taken.
  @discardableResult
  public func callAsFunction(
    id: String, event: String, position: Int, title: Words, rubric bytes: [UInt8], by actor: String
  ) async throws -> String {
    guard isIdentifier(id) else {
      throw Refusal(Fault("division-id", zh: "组别编号不合法", en: "the division's id is none"))
    }
    let rubric = try ports.readRubric(bytes).get()
    let sha256 = sha256Hex(bytes)
    let now = ports.now()
    do {
      return try await ports.engine.write { transaction in
        var kept = rubric
        kept.sha256 = sha256
        try transaction.addRubric(kept, bytes: bytes, at: now)
        let old = try transaction.division(id)
        if let old {
          guard old.frozen == nil || old.rubricSHA256 == sha256 else {
            throw Refusal(
              Fault(
                "division-frozen", zh: "组别 \(id) 已有评分表送达，评分标准不能再换",
                en: "division \(id) has delivered sheets, its rubric stays"))
          }
          try transaction.setRubric(sha256, ofDivision: id)
        } else {
          try transaction.addDivision(
            DivisionRow(id: id, event: event, position: position, title: title, rubricSHA256: sha256))
        }
        try transaction.touch(event: event)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "division.set", subject: "division:\(id)",
          old: old.map { .string($0.rubricSHA256) }, new: .string(sha256), rows: [AuditedRow(.division, id)])
        return sha256
      }
    } catch SQLFailure.uniqueViolation {
      throw Refusal(
        Fault("division-place", zh: "序号 \(position) 已被占用", en: "position \(position) is taken"))
    }
  }
}
