// Marks typed from paper: a first typing, a second one by somebody else, and a check; one sheet with its device's, never two.

internal import Basics
internal import Judging
internal import Records
internal import SQL

/// What one sheet's paper says, typed.
public struct TypedSheet: Hashable, Sendable {
  public var sheet: String
  /// By item or step id; empty texts are left out.
  public var values: [String: String]

  public init(sheet: String, values: [String: String]) {
    self.sheet = sheet
    self.values = values
  }
}

/// Takes typings.
public struct TypePaper: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Keeps a whole table or nothing: each sheet's first typing, or the second where somebody else typed the first.
  ///
  /// Whoever typed the first types over her own. Nothing of it counts before `SettlePaper`.
  /// - Returns: how many first and second typings were kept.
  /// - Throws: `Refusal` with every value that its item does not take, every gap, and every sheet that takes no typing.
  @discardableResult
  public func callAsFunction(
    _ typed: [TypedSheet], event: String, by actor: String
  ) async throws -> (first: Int, second: Int) {
    let typed = typed.filter { $0.values.contains { !$0.value.isEmpty } }
    let now = ports.now()
    let ids = typed.map { _ in ports.entropy.identifier("reading") }
    let rubrics = ports.rubrics
    guard !typed.isEmpty else {
      throw Refusal(Fault("paper-nothing", zh: "什么都没有录入", en: "nothing was typed"))
    }
    return try await ports.engine.write { transaction in
      guard let row = try transaction.event(event) else { throw unknownEvent(event) }
      let oneClerk = VenueRules(row.settings).isWaived(.oneClerk)
      var faults: [Fault] = []
      var counts = (first: 0, second: 0)
      for (id, typing) in zip(ids, typed) {
        guard let sheet = try transaction.sheet(typing.sheet), sheet.event == event, !sheet.isRevoked,
          let entry = try transaction.entry(sheet.entry)
        else { throw noSuchSheet(typing.sheet) }
        let code = entry.code ?? ""
        let members = typing.values.filter { !$0.value.isEmpty }
        let plan = try rubrics.plan(sha256: sheet.rubricSHA256, in: transaction)
        let check = SheetCheck(plan, panel: sheet.panel, round: sheet.round)
        let found =
          (check?.findings(in: members.map { ($0.key, $0.value) }) ?? []).map(\.fault)
          + (check?.missing(in: members.map { ($0.key, $0.value) }) ?? []).map {
            Fault("paper-gap", zh: "“\($0.id)”没有录入", en: "nothing was typed for \($0.id)")
          }
        faults += found.map { fault in
          var placed = fault
          placed.entry = code
          return placed
        }
        let readings = try transaction.readings(ofSheet: sheet.id)
        if let fault = try Self.closed(sheet, readings, code: code, in: transaction) {
          faults.append(fault)
          continue
        }
        let isOwn = readings[1]?.by == actor
        let pass = readings[1] == nil || (isOwn && !oneClerk) ? 1 : 2
        if pass == 1, let before = readings[1] {
          try transaction.endReading(before.id, at: now)
          try Audit.append(
            in: transaction, at: now, actor: actor, act: "paper.retyped", subject: "sheet:\(sheet.id)",
            rows: [AuditedRow(.paperReading, before.id)])
        }
        if pass == 1 { counts.first += 1 } else { counts.second += 1 }
        try Self.keep(
          PaperReading(
            id: id, sheet: sheet.id, pass: pass, marks: Self.marks(members), hash: Self.hash(members),
            by: actor, at: now), in: transaction)
      }
      guard faults.isEmpty else { throw Refusal(faults) }
      try transaction.touch(event: event)
      return counts
    }
  }

  /// Somebody else has read the first typings back from the paper and found them right.
  /// - Throws: `Refusal` where the event's paper is typed twice, or for the own typing.
  @discardableResult
  public func readBack(_ sheets: [String], event: String, by actor: String) async throws -> Int {
    let now = ports.now()
    let ids = sheets.map { _ in ports.entropy.identifier("reading") }
    return try await ports.engine.write { transaction in
      guard let row = try transaction.event(event) else { throw unknownEvent(event) }
      let rules = VenueRules(row.settings)
      guard rules.check == .readBack, !sheets.isEmpty else {
        throw Refusal(
          Fault(
            "paper-no-read-back", zh: "本届规定第二人盲录，不用读回",
            en: "this event types paper twice; nothing is read back"))
      }
      for (id, sheet) in zip(ids, sheets) {
        guard try transaction.sheet(sheet)?.event == event else { throw noSuchSheet(sheet) }
        let readings = try transaction.readings(ofSheet: sheet)
        guard let first = readings[1], readings[2] == nil, first.by != actor || rules.isWaived(.oneClerk)
        else {
          throw Refusal(
            Fault("paper-own-typing", zh: "自己录入的要由别人读回", en: "somebody else reads back what you typed"))
        }
        try Self.keep(
          PaperReading(
            id: id, sheet: sheet, pass: 2, way: .readBack, marks: first.marks, hash: first.hash, by: actor,
            at: now), in: transaction)
      }
      try transaction.touch(event: event)
      return sheets.count
    }
  }

  private static func closed(
    _ sheet: SheetRow, _ readings: [Int: PaperReading], code: String, in transaction: any SQLTransaction
  ) throws -> Fault? {
    if try transaction.excuse(ofSheet: sheet.id)?.kind == .paper {
      return Fault(
        "paper-checked", zh: "这份纸质评分表已核对", en: "this paper sheet is checked already", entry: code)
    }
    if readings[2] != nil {
      return Fault(
        "paper-typed-twice", zh: "已录入两遍，请去核对", en: "typed twice already; it waits for the check", entry: code)
    }
    return nil
  }

  private static func keep(_ reading: PaperReading, in transaction: any SQLTransaction) throws {
    try transaction.addReading(reading)
    try Audit.append(
      in: transaction, at: reading.at, actor: reading.by,
      act: reading.way == .typed ? "paper.type" : "paper.read-back", subject: "sheet:\(reading.sheet)",
      new: .object([("hash", .string(reading.hash)), ("pass", .integer(reading.pass))]),
      rows: [AuditedRow(.paperReading, reading.id)])
  }

  static func marks(_ values: [String: String]) -> String {
    JSON.object(values.filter { !$0.value.isEmpty }.map { ($0.key, .string($0.value)) }).canonical
  }

  static func hash(_ values: [String: String]) -> String { sha256Hex(Array(marks(values).utf8)) }
}
