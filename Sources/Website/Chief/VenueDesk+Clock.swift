// Timekeeping and the wall.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

extension VenueDesk {
  func addClockRoutes(to event: RouterGroup<SiteContext>) {
    event.get("clock", use: clock)
    event.post("clock/start", use: start)
    event.post("clock/finish", use: finish)
    event.post("clock/correct", use: correct)
    event.get("wall", use: wall)
  }

  @Sendable func clock(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await found(context, .watchVenue)
    return try await showClock(event, caller, request, context, of: Self.place(request))
  }

  @Sendable func start(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await record(request, context) { form, actor in
      try await RecordTime(ports).start(entry: form["entry"], round: form["round"], by: actor)
    }
  }

  @Sendable func finish(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await record(request, context) { form, actor in
      try await RecordTime(ports).finish(entry: form["entry"], round: form["round"], by: actor)
    }
  }

  @Sendable func correct(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await record(request, context) { form, actor in
      try await RecordTime(ports).correct(
        entry: form["entry"], round: form["round"], start: try Self.moment(form["start"]),
        finish: try Self.moment(form["finish"]), reason: form["reason"], by: actor)
    }
  }

  @Sendable func wall(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, _) = try await found(context, .watchVenue)
    guard let board = try await ShowClocks(ports)(event: event.id), !board.rounds.isEmpty else {
      throw Trouble(.notFound)
    }
    let place = min(Self.place(request), board.rounds.count - 1)
    let frame = frames.frame(request, context)
    let page = WallPage(
      event: event.id, title: event.title, round: ClockRound(board.rounds[place]), now: board.now)
    return .page(page.page(frame), frame)
  }

  private func record(
    _ request: Request, _ context: SiteContext, _ body: (FormReader, String) async throws -> Void
  ) async throws -> Response {
    let (event, caller) = try await found(context, .keepTime)
    let form = try await request.form(of: caller)
    let place = Int(form["of"]) ?? 0
    guard let board = try await ShowClocks(ports)(event: event.id),
      board.rounds.contains(where: { $0.lines.contains { $0.entry == form["entry"] } })
    else { throw Trouble(.notFound) }
    do {
      try await body(form, caller.actor)
      return .redirect("/office/events/\(event.id)/clock?of=\(place)")
    } catch let refusal as Refusal {
      return try await showClock(event, caller, request, context, of: place, faults: refusal.faults)
    }
  }

  private func showClock(
    _ event: EventRow, _ caller: Caller, _ request: Request, _ context: SiteContext, of place: Int,
    faults: [Fault] = []
  ) async throws -> Response {
    guard let board = try await ShowClocks(ports)(event: event.id) else { throw Trouble(.notFound) }
    let page = ClockPage(
      event: event.id, title: event.title, rounds: board.rounds.map(ClockRound.init),
      shown: min(place, max(0, board.rounds.count - 1)), now: board.now, faults: faults,
      mayRecord: caller.may(.keepTime, for: event))
    let frame = frames.frame(request, context, at: "/office/events/\(event.id)/clock?of=\(place)")
    var shown = page.page(frame)
    if !faults.isEmpty { shown.status = 422 }
    return .page(shown, frame)
  }

  private static func place(_ request: Request) -> Int {
    max(0, request.uri.queryParameters.get("of").flatMap { Int($0) } ?? 0)
  }

  /// A local time as the page shows it; nil for an empty field.
  private static func moment(_ typed: String) throws -> Instant? {
    let text = typed.foldedToPlain
    guard !text.isEmpty else { return nil }
    let parts = text.split(separator: " ")
    guard parts.count == 2, let moment = Instant("\(parts[0])T\(parts[1])+08:00") else {
      throw Refusal(
        Fault(
          "clock-time", zh: "时间“\(typed)”不对", en: "\"\(typed)\" is no time",
          suggestion: Words(zh: "例如 2026-11-28 09:30:00", en: "such as 2026-11-28 09:30:00")))
    }
    return moment
  }
}

extension ClockRound {
  init(_ round: ClockBoard.Round) {
    let isNamed = round.roundTitle.zh != round.divisionTitle.zh
    self.init(
      division: round.division, round: round.round,
      title: Words(
        zh: round.divisionTitle.zh + (isNamed ? " · \(round.roundTitle.zh)" : ""),
        en: round.divisionTitle[.en] + (isNamed ? " · \(round.roundTitle[.en])" : "")), limit: round.limit,
      lines: round.lines.map { line in
        ClockLine(
          entry: line.entry, code: line.code, isIn: line.status == "ok", start: line.start,
          finish: line.finish, off: line.off.map { "\($0)" }, disqualifies: line.disqualifies)
      })
  }
}
