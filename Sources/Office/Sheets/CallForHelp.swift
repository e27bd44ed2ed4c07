// A judge asks the chief judge to come: on record, and on the event's page within seconds.

internal import Basics
public import Records
internal import SQL

/// Calls the chief judge.
public struct CallForHelp: Sendable {
  /// What it is about.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A question about the rubric.
    case rule
    /// The entry or its number.
    case entry
    /// The phone or the network.
    case phone
  }

  /// A call is shown for so many seconds.
  static let shown = 1_800
  /// The same judge's next call within so many seconds is the same call.
  static let apart = 10

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameter sheet: the sheet at hand; another judge's or an unknown one is left out.
  /// - Throws: `Refusal` where the caller is no judge.
  public func callAsFunction(_ caller: Caller, kind: Kind, sheet: String?) async throws {
    guard case .judge(let judge, let event) = caller.who else {
      throw Refusal(Fault("call-judge", zh: "只有评委可以呼叫", en: "only judges call"))
    }
    let now = ports.now()
    try await ports.engine.write { transaction in
      let recent = try transaction.calls(ofEvent: event, since: now.adding(seconds: -Self.apart))
      guard !recent.contains(where: { $0.judge == judge }) else { return }
      let row = try sheet.flatMap { try transaction.sheet($0) }.flatMap { $0.judge == judge ? $0 : nil }
      let code = try row.flatMap { try transaction.entry($0.entry)?.code } ?? ""
      try Audit.append(
        in: transaction, at: now, actor: caller.actor, act: "judge.call", subject: "event:\(event)",
        new: .object([
          ("code", .string(code)), ("kind", .string(kind.rawValue)), ("sheet", .optional(row?.id)),
        ]))
      try transaction.touch(event: event)
    }
  }
}

/// The calls of the last half hour.
public struct ShowCalls: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Newest first.
  public func callAsFunction(event: String) async throws -> [CallRow] {
    let since = ports.now().adding(seconds: -CallForHelp.shown)
    return try await ports.engine.read { try $0.calls(ofEvent: event, since: since) }
  }
}
