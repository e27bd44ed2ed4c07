// Start and finish of an entry's work: two taps, the server's clock, and corrections with a reason.

public import Basics
internal import Judging
public import Records
internal import Rubrics
internal import SQL

/// Records when an entry's work began and ended.
public struct RecordTime: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// The work begins now.
  /// - Throws: `Refusal` where it has begun, or where the entry takes no part.
  public func start(entry: String, round: String, by actor: String) async throws {
    let now = ports.now()
    try await record(entry, round, reason: nil, by: actor) { row in
      guard row?.start == nil else {
        throw Refusal(Fault("clock-started", zh: "已经记过开始时间", en: "the start is on record already"))
      }
      return (now, nil)
    }
  }

  /// The work ends now.
  /// - Throws: `Refusal` where it has not begun or has ended.
  public func finish(entry: String, round: String, by actor: String) async throws {
    let now = ports.now()
    try await record(entry, round, reason: nil, by: actor) { row in
      guard let start = row?.start else {
        throw Refusal(Fault("clock-not-started", zh: "还没有记开始时间", en: "no start is on record"))
      }
      guard row?.finish == nil else {
        throw Refusal(Fault("clock-finished", zh: "已经记过完成时间", en: "the finish is on record already"))
      }
      return (start, now)
    }
  }

  /// Other times take the place of those on record; both stay in the records.
  /// - Throws: `Refusal` without a reason, or where the finish is before the start.
  public func correct(
    entry: String, round: String, start: Instant?, finish: Instant?, reason: String, by actor: String
  ) async throws {
    try requireReason(reason)
    guard start != nil || finish == nil, finish.map({ end in start.map { $0 <= end } ?? false }) ?? true
    else {
      throw Refusal(Fault("clock-order", zh: "完成时间不能早于开始时间", en: "the finish must not be before the start"))
    }
    try await record(entry, round, reason: reason, by: actor) { _ in (start, finish) }
  }

  private func record(
    _ entry: String, _ round: String, reason: String?, by actor: String,
    _ times: @escaping @Sendable (ObservationRow?) throws -> (start: Instant?, finish: Instant?)
  ) async throws {
    let now = ports.now()
    let id = ports.entropy.identifier("seen")
    let rubrics = ports.rubrics
    try await ports.engine.write { transaction in
      guard let row = try transaction.entry(entry), let division = try transaction.division(row.division)
      else {
        throw Refusal(Fault("entry-unknown", zh: "没有这件作品", en: "there is no such entry"))
      }
      guard row.status == "ok" else {
        throw Refusal(Fault("entry-out", zh: "这件作品不参赛", en: "the entry takes no part"))
      }
      let plan = try rubrics.plan(sha256: division.rubricSHA256, in: transaction)
      guard plan.rubric.rounds.contains(where: { $0.id == round }) else {
        throw Refusal(Fault("round-unknown", zh: "没有这个轮次", en: "there is no such round"))
      }
      let place = plan.rubric.rounds.count == 1 ? nil : round
      let before = try transaction.observations(ofDivision: division.id).last {
        $0.entry == entry && $0.item == nil && ($0.round == nil || $0.round == round)
      }
      let (start, finish) = try times(before)
      try transaction.addObservation(
        ObservationRow(
          id: id, event: row.event, division: row.division, entry: entry, round: place, start: start,
          finish: finish, note: reason ?? "", by: actor), at: now)
      var rows = [AuditedRow(.observation, id)]
      if let before {
        try transaction.supersede(observation: before.id, by: id)
        rows.append(AuditedRow(.observation, before.id))
      }
      try Audit.append(
        in: transaction, at: now, actor: actor,
        act: reason == nil ? "observation.add" : "observation.correct",
        subject: "entry:\(entry)",
        old: before.map { Self.json($0.start, $0.finish) }, new: Self.json(start, finish), reason: reason,
        rows: rows)
      try transaction.touch(event: row.event)
    }
  }

  private static func json(_ start: Instant?, _ finish: Instant?) -> JSON {
    .object([
      ("finish", .optional(finish?.milliseconds)), ("start", .optional(start?.milliseconds)),
    ])
  }
}

/// The clocks of an event.
public struct ClockBoard: Sendable {
  /// An entry's clock in one round.
  public struct Line: Hashable, Sendable {
    public var entry: String
    public var code: String
    public var lot: Int?
    public var status: String
    public var start: Instant?
    public var finish: Instant?
    /// Marks off by the rubric's rule, now or at the finish; nil where it has none.
    public var off: Marks?
    public var disqualifies: Bool
  }

  public struct Round: Sendable {
    public var division: String
    public var divisionTitle: Words
    public var round: String
    public var roundTitle: Words
    /// Seconds; nil where the rubric sets none.
    public var limit: Int?
    /// In the order of the draw, then of the codes.
    public var lines: [Line]
  }

  public var event: EventRow
  public var rounds: [Round]
  public var now: Instant
}

/// Gathers the clocks.
public struct ShowClocks: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Nil where there is no such event.
  ///
  /// Rounds without a time limit have clocks too.
  public func callAsFunction(event id: String) async throws -> ClockBoard? {
    let now = ports.now()
    let rubrics = ports.rubrics
    return try await ports.engine.read { transaction in
      guard let event = try transaction.event(id) else { return nil }
      var rounds: [ClockBoard.Round] = []
      for division in try transaction.divisions(ofEvent: id) {
        let plan = try rubrics.plan(sha256: division.rubricSHA256, in: transaction)
        let entries = try transaction.entries(ofDivision: division.id).filter { $0.code != nil }
          .sorted { ($0.lot ?? .max, $0.code ?? "") < ($1.lot ?? .max, $1.code ?? "") }
        let seen = try transaction.observations(ofDivision: division.id)
        for round in plan.rubric.rounds {
          rounds.append(
            ClockBoard.Round(
              division: division.id, divisionTitle: division.title, round: round.id,
              roundTitle: round.label.title, limit: plan.timeLimit(round: round.id),
              lines: entries.map { entry in
                let row = seen.last {
                  $0.entry == entry.id && $0.item == nil && ($0.round == nil || $0.round == round.id)
                }
                return Self.line(entry, row, plan: plan, round: round.id, now: now)
              }))
        }
      }
      return ClockBoard(event: event, rounds: rounds, now: now)
    }
  }

  private static func line(
    _ entry: EntryRow, _ row: ObservationRow?, plan: Plan, round: String, now: Instant
  ) -> ClockBoard.Line {
    var line = ClockBoard.Line(
      entry: entry.id, code: entry.code ?? "", lot: entry.lot, status: entry.status, start: row?.start,
      finish: row?.finish, off: nil, disqualifies: false)
    guard let start = row?.start else { return line }
    let taken = (row?.finish ?? now).milliseconds - start.milliseconds
    let rules = plan.overtime(round: round, taken: taken)
    guard !rules.isEmpty else { return line }
    line.off = Marks(units: rules.reduce(0) { $0 + $1.marks.units })
    line.disqualifies = rules.contains(where: \.disqualifies)
    return line
  }
}
