// The check of what was typed: differences settled item by item, a device's marks held against the paper, and the checker's name under it.

internal import Basics
internal import Judging
public import Records
internal import SQL

/// What stands against what for one sheet.
public struct PaperDifference: Hashable, Sendable {
  public var item: String
  public var first: String?
  public var second: String?
  /// What the device delivered; nil where it delivered nothing for the item.
  public var device: String?
}

/// Which version of a sheet stands where paper and device differ.
public enum PaperChoice: String, Hashable, Sendable, CaseIterable { case paper, device }

/// Settles typed sheets.
public struct SettlePaper: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Items on which the typings, or paper and device, differ; in byte order.
  public static func differences(
    first: PaperReading?, second: PaperReading?, device: String?
  ) -> [PaperDifference] {
    let (one, two, three) = (values(first?.marks), values(second?.marks), values(device))
    return Set(one.keys).union(two.keys).union(three.keys).sorted { $0.precedesByBytes($1) }.compactMap {
      item in
      let typed = second == nil || one[item] == two[item]
      let same = device == nil || (one[item] == three[item] && two[item] == three[item])
      guard !typed || !same else { return nil }
      return PaperDifference(
        item: item, first: one[item], second: two[item], device: device == nil ? nil : three[item])
    }
  }

  /// The checker signs: the typed marks become the sheet's newest revision, or agree with what the device delivered.
  /// - Parameters:
  ///   - decided: values for items on which the two typings differ.
  ///   - choice: needed where a device has delivered other marks.
  ///   - reason: needed with a choice, and where typings differ.
  /// - Throws: `Refusal` for a sheet that was not typed twice, a checker who typed it, an undecided item, or a value
  ///   that the item does not take.
  public func callAsFunction(
    sheet id: String, event: String, decided: [String: String] = [:], choice: PaperChoice? = nil,
    reason: String = "", by actor: String
  ) async throws {
    let now = ports.now()
    let ids = (
      ports.entropy.identifier("paper"), ports.entropy.identifier("excuse"),
      ports.entropy.identifier("reopen")
    )
    let rubrics = ports.rubrics
    try await ports.engine.write { transaction in
      guard var row = try transaction.sheet(id), row.event == event, !row.isRevoked,
        let found = try transaction.event(event)
      else { throw noSuchSheet(id) }
      let readings = try transaction.readings(ofSheet: id)
      guard let first = readings[1], let second = readings[2] else {
        throw Refusal(Fault("paper-one-typing", zh: "还没有第二遍录入或读回", en: "there is no second typing yet"))
      }
      guard ![first.by, second.by].contains(actor) || VenueRules(found.settings).isWaived(.oneClerk) else {
        throw Refusal(
          Fault("paper-checker", zh: "复核员不能是录入的人", en: "the checker must not have typed it"))
      }
      let final = try Self.final(first, second, decided: decided, reason: reason)
      let plan = try rubrics.plan(sha256: row.rubricSHA256, in: transaction)
      let check = SheetCheck(plan, panel: row.panel, round: row.round)
      let findings = check?.findings(in: final.map { ($0.key, $0.value) }) ?? []
      guard findings.isEmpty else { throw Refusal(findings.map(\.fault)) }
      let device = try transaction.revision(row.revision, ofSheet: id)?.write.marks
      let agrees = device.map { Self.values($0) == final } ?? true
      if !agrees, choice == nil {
        throw Refusal(
          Fault(
            "paper-conflict", zh: "纸面与设备上的分数不同，请选用哪一份", en: "paper and device differ: choose which stands"))
      }
      if !agrees { try requireReason(reason) }
      if !agrees, choice == .device {
        try Self.end([first, second], at: now, by: actor, act: "paper.device-kept", reason, in: transaction)
        return try transaction.touch(event: event)
      }
      let words = "paper: typed by \(first.by), \(second.way.rawValue) by \(second.by), checked by \(actor)"
      let why = reason.isEmpty ? words : "\(words); \(reason)"
      if device != nil, agrees, row.state == .signed {
        try Self.end([first, second], at: now, by: actor, act: "paper.agrees", why, in: transaction)
        return try transaction.touch(event: event)
      }
      if device == nil || !agrees {
        if row.state == .signed || row.isLocked {
          try ReopenSheet.reopen(
            row, in: transaction, at: now, reason: why, by: actor, writeID: ids.2, keepingPaper: true)
          row = try transaction.sheet(id) ?? row
        }
        let marks = TypePaper.marks(final)
        try transaction.revise(
          SheetWrite(
            sheet: id, writeID: ids.0, marks: marks, hash: TypePaper.hash(final),
            bodyHash: sha256Hex(Array("\(ids.0)\n\(marks)".utf8)), device: "paper", sequence: 0,
            savedWall: nil, by: actor, reason: why), to: row.revision + 1, event: event, at: now)
        try transaction.freeze(division: row.division, at: now)
        row.revision += 1
      }
      try ExcuseSheets.excuse(
        row, ExcuseRow(id: ids.1, sheet: id, kind: .paper, reason: why, by: actor, at: now),
        in: transaction)
      try transaction.touch(event: event)
    }
  }

  private static func final(
    _ first: PaperReading, _ second: PaperReading, decided: [String: String], reason: String
  ) throws -> [String: String] {
    var final = values(first.marks)
    let other = values(second.marks)
    var faults: [Fault] = []
    for item in Set(final.keys).union(other.keys) where final[item] != other[item] {
      guard let value = decided[item], !value.isEmpty else {
        faults.append(
          Fault("paper-undecided", zh: "“\(item)”两遍不同，请定一个", en: "the typings of \(item) differ: decide it"))
        continue
      }
      final[item] = value
    }
    guard faults.isEmpty else { throw Refusal(faults) }
    if final != values(first.marks) || final != other { try requireReason(reason) }
    return final
  }

  private static func end(
    _ readings: [PaperReading], at now: Instant, by actor: String, act: String, _ reason: String,
    in transaction: any SQLTransaction
  ) throws {
    for reading in readings { try transaction.endReading(reading.id, at: now) }
    try Audit.append(
      in: transaction, at: now, actor: actor, act: act, subject: "sheet:\(readings[0].sheet)", reason: reason,
      rows: readings.map { AuditedRow(.paperReading, $0.id) })
  }

  static func values(_ marks: String?) -> [String: String] {
    guard let marks, let members = (try? JSON(parsing: marks))?.entries else { return [:] }
    return Dictionary(members.compactMap { member in member.value.string.map { (member.key, $0) } }) { $1 }
  }
}
