// A judge's device says what it still holds, and a lost one is shut out.

public import Basics
internal import Records
internal import SQL

/// Takes a device's report: how many sheets it has not sent, and which.
public struct HearDevice: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// A report that says the same as the last one is written down at most this often, in seconds.
  static let step = 10

  /// - Parameter body: `{"device","unsent","stuck","sheets":[id]}`; anything else is left aside.
  /// - Throws: only where the world broke.
  public func callAsFunction(_ caller: Caller, _ body: JSON) async throws {
    guard case .judge(let judge, let event) = caller.who, let device = body["device"]?.string,
      isIdentifier(device)
    else { return }
    let named = (body["sheets"]?.items ?? []).prefix(500).compactMap(\.string).filter { isIdentifier($0) }
    let report = DeviceReport(
      judge: judge, device: device, seen: ports.now(), unsent: Self.count(body["unsent"]),
      stuck: Self.count(body["stuck"]), sheets: named.sorted { $0.precedesByBytes($1) })
    let before = try await ports.engine.read { try $0.report(ofDevice: device, judge: judge) }
    let isNews =
      before.map {
        $0.unsent != report.unsent || $0.stuck != report.stuck || $0.sheets != report.sheets || $0.lost != nil
      } ?? true
    guard isNews || before.map({ $0.seen.adding(seconds: Self.step) <= report.seen }) ?? true else { return }
    try await ports.engine.write { transaction in
      try transaction.keep(report: report)
      // The time of the last contact alone wakes nobody.
      if isNews { try transaction.touch(event: event) }
    }
  }

  private static func count(_ value: JSON?) -> Int { min(9_999, max(0, value?.integer ?? 0)) }
}

/// Shuts out a device that was lost: it opens nothing any more, and what it held is known by name.
public struct LoseDevice: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Returns: ids of the sheets that it had not sent when it last spoke.
  /// - Throws: `Refusal` without a reason, or for a device that never spoke.
  @discardableResult
  public func callAsFunction(
    device: String, judge: String, event: String, reason: String, by actor: String
  ) async throws -> [String] {
    try requireReason(reason)
    let now = ports.now()
    return try await ports.engine.write { transaction in
      guard let report = try transaction.report(ofDevice: device, judge: judge),
        try transaction.judge(judge)?.event == event
      else {
        throw Refusal(Fault("device-unknown", zh: "没有这台设备", en: "there is no such device"))
      }
      try transaction.endSignIns(ofDevice: device, judge: judge, at: now)
      try transaction.markLost(device: device, judge: judge, at: now)
      try transaction.touch(event: event)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "device.lost", subject: "judge:\(judge)",
        new: .object([("device", .string(device)), ("unsent", .strings(report.sheets))]), reason: reason)
      return report.sheets
    }
  }
}

/// A short text that changes when a judge's sheets are opened, closed, handed over or taken back.
public struct JudgeQueue: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Nil where the caller is no judge.
  ///
  /// The judge's own deliveries do not change it.
  public func callAsFunction(_ caller: Caller) async throws -> String? {
    guard case .judge(let judge, _) = caller.who else { return nil }
    return try await ports.engine.read { transaction in
      let lines = try transaction.sheetBook(ofJudge: judge).map { page in
        "\(page.sheet.id) \(page.code) \(page.sheet.isLocked) \(page.sheet.state.rawValue) \(page.entryStatus)"
      }
      return String(sha256Hex(Array(lines.joined(separator: "\n").utf8)).prefix(16))
    }
  }
}
