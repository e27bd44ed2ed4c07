// The desk of the venue: the chief judge's console and what its buttons do.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

/// Answers chief judges, organizers, clerks and timekeepers on the day.
struct VenueDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames

  func addRoutes(to router: Router<SiteContext>) {
    let event = router.group("/office/events/:event")
    event.get("console", use: console)
    let acts = event.group("console")
    acts.post("keep", use: keep)
    acts.post("reenter", use: reenter)
    acts.post("reopen", use: reopen)
    acts.post("excuse", use: excuse)
    acts.post("excuse-judge", use: excuseJudge)
    acts.post("swap", use: swap)
    acts.post("lost", use: lost)
    acts.post("late", use: late)
    acts.post("scoring", use: scoring)
    event.get("closing", use: closing)
    event.post("closing/check", use: setCheck)
    event.post("closing/waive", use: waive)
    addClockRoutes(to: event)
    addPaperRoutes(to: event)
    addReaddingRoutes(to: event)
  }

  /// The event of the address, for those whose act it is.
  func found(_ context: SiteContext, _ act: Act) async throws -> (event: EventRow, caller: Caller) {
    let (line, caller) = try await context.event(ports, may: act)
    return (line.event, caller)
  }

  /// Papers and pages with everybody's marks wait until a chief judge who scores has signed for herself.
  static func requireSight(_ ports: OfficePorts, event: String, _ caller: Caller) async throws {
    guard try await MaySeeMarks(ports)(event: event, caller) else {
      throw Trouble(
        .forbidden,
        [
          Fault(
            "sign-first", zh: "您自己也是评委：签完自己的评分表后才能看别人的分数",
            en: "you judge too: sign your own sheets before you see others' marks")
        ], goTo: "/office/events/\(event)/console")
    }
  }

  @Sendable func console(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await found(context, .watchVenue)
    let query = request.uri.queryParameters
    let done = query.get("done").flatMap { Self.words(String($0), query.get("n").flatMap { Int($0) } ?? 0) }
    return try await show(event, caller, request, context, done: done)
  }

  private func show(
    _ event: EventRow, _ caller: Caller, _ request: Request, _ context: SiteContext, faults: [Fault] = [],
    done: Words? = nil
  ) async throws -> Response {
    guard let console = try await ShowConsole(ports)(event: event.id, for: caller) else {
      throw Trouble(.notFound)
    }
    var page = ConsolePage(console, mayDecide: caller.may(.directJudging, for: event))
    if let sheet = request.uri.queryParameters.get("sheet") {
      page.chosen = try await chosen(String(sheet), in: console)
    }
    page.faults += faults
    page.done = done
    let frame = frames.frame(request, context, at: "/office/events/\(event.id)/console")
    var shown = page.page(frame)
    if !faults.isEmpty { shown.status = 422 }
    return .page(shown, frame)
  }

  /// Does something and shows the console again, with what is wrong where it is refused.
  private func act(
    _ request: Request, _ context: SiteContext,
    _ body: (EventRow, FormReader, Caller) async throws -> (done: String, count: Int)
  ) async throws -> Response {
    let (event, caller) = try await found(context, .directJudging)
    let form = try await request.form(of: caller)
    do {
      let (done, count) = try await body(event, form, caller)
      return .redirect("/office/events/\(event.id)/console?done=\(done)&n=\(count)")
    } catch let refusal as Refusal {
      return try await show(event, caller, request, context, faults: refusal.faults)
    }
  }

  @Sendable func keep(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { event, form, caller in
      try await requireAlarm(form, event, caller)
      try await DiscussSpread(ports).keep(Self.place(form), reason: form["reason"], by: caller.actor)
      return ("kept", 0)
    }
  }

  @Sendable func reenter(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { event, form, caller in
      let alarm = try await requireAlarm(form, event, caller)
      let judges = alarm.numbers.map(\.id).filter { form["judge.\($0)"] == "1" }
      let count = try await DiscussSpread(ports).reenter(
        Self.place(form), judges: judges, reason: form["reason"], by: caller.actor)
      return ("reopened", count)
    }
  }

  @Sendable func reopen(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { event, form, caller in
      try await requireSheet(form["sheet"], event)
      try await ReopenSheet(ports)(sheet: form["sheet"], reason: form["reason"], by: caller.actor)
      return ("reopened", 1)
    }
  }

  @Sendable func excuse(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { event, form, caller in
      try await requireSheet(form["sheet"], event)
      guard let kind = ExcuseRow.Kind(rawValue: form["kind"]), kind != .paper else {
        throw Trouble(.badRequest)
      }
      try await ExcuseSheets(ports)(
        sheet: form["sheet"], kind: kind, reason: form["reason"], by: caller.actor)
      return ("explained", 1)
    }
  }

  @Sendable func excuseJudge(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { event, form, caller in
      let count = try await ExcuseSheets(ports).all(
        of: form["judge"], event: event.id, countingDelivered: form["count"] == "1", reason: form["reason"],
        by: caller.actor)
      return ("explained", count)
    }
  }

  @Sendable func swap(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { event, form, caller in
      let count = try await SwapJudge(ports)(
        form["old"], for: form["new"], event: event.id, reason: form["reason"], by: caller.actor)
      return ("swapped", count)
    }
  }

  @Sendable func lost(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { event, form, caller in
      let held = try await LoseDevice(ports)(
        device: form["device"], judge: form["judge"], event: event.id, reason: form["reason"],
        by: caller.actor)
      return ("lost", held.count)
    }
  }

  @Sendable func late(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { event, form, caller in
      guard let console = try await ShowConsole(ports)(event: event.id, for: caller),
        console.late.contains(where: { $0.late.write.writeID == form["write"] })
      else { throw Trouble(.notFound) }
      try await DecideLateSheet(ports)(
        writeID: form["write"], admit: form["admit"] == "1", reason: form["reason"], by: caller.actor)
      return ("late", 0)
    }
  }

  @Sendable func scoring(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { event, form, caller in
      guard case .staff(let account, _, _) = caller.who,
        let console = try await ShowConsole(ports)(event: event.id, for: caller),
        form["judge"].isEmpty || console.judges.contains(where: { $0.id == form["judge"] })
      else { throw Trouble(.badRequest) }
      try await SetVenueRules(ports).scoring(
        account: account, as: form["judge"], event: event.id, by: caller.actor)
      return ("scoring", 0)
    }
  }

  private static func place(_ form: FormReader) -> SpreadPlace {
    SpreadPlace(
      division: form["division"], code: form["code"], round: form["round"], panel: form["panel"],
      item: form.optional("item"))
  }

  /// The difference that a form speaks of, if this caller may see it.
  @discardableResult
  private func requireAlarm(
    _ form: FormReader, _ event: EventRow, _ caller: Caller
  ) async throws -> ConsolePage.Alarm {
    let console = try await ShowConsole(ports)(event: event.id, for: caller)
    let alarms = console.map { ConsolePage($0, mayDecide: true).alarms } ?? []
    let found = alarms.first {
      $0.division == form["division"] && $0.code == form["code"] && $0.round == form["round"]
        && $0.panel == form["panel"] && $0.item == form.optional("item")
    }
    guard let found else {
      throw Refusal(
        Fault("spread-gone", zh: "这处分差已经不在了，请看最新情况", en: "that difference is gone; look at the newest state"))
    }
    return found
  }

  private func requireSheet(_ sheet: String, _ event: EventRow) async throws {
    guard try await ShowSheet(ports)(sheet)?.row.event == event.id else { throw Trouble(.notFound) }
  }

  private func chosen(_ id: String, in console: Console) async throws -> ConsolePage.Chosen? {
    for row in console.divisions.flatMap(\.rows) {
      guard let cell = row.cells.first(where: { $0.sheet == id }), let sheet = try await ShowSheet(ports)(id)
      else { continue }
      let kinds: [ExcuseRow.Kind: Words] = [
        .leftOut: Words(zh: "不计入", en: "left out"), .counted: Words(zh: "不签名，计入", en: "counts unsigned"),
        .paper: Words(zh: "纸上签名", en: "signed on paper"),
      ]
      return ConsolePage.Chosen(
        sheet: id, code: cell.code, judge: row.name, panel: row.panelTitle,
        cell: ConsolePage.Cell(cell.state), revision: cell.revision,
        isClosed: cell.isLocked || cell.state == .signed || sheet.row.state == .signed,
        history: sheet.history.map { line in
          (
            "\(line.revision)" + (line.signedBy == nil ? "" : " ✓"), line.received.localText,
            sheet.names[line.by] ?? line.by, line.reason ?? ""
          )
        },
        explanation: sheet.excuse.map { excuse in
          "\(kinds[excuse.kind]?.zh ?? "")：\(excuse.reason)（\(sheet.names[excuse.by] ?? excuse.by)）"
        })
    }
    return nil
  }

  private static func words(_ done: String, _ count: Int) -> Words? {
    switch done {
    case "kept": Words(zh: "讨论已登记，原分保留", en: "the discussion is recorded, the marks stay")
    case "reopened": Words(zh: "已退回 \(count) 份重评", en: "\(count) sheets are open again")
    case "explained": Words(zh: "已登记 \(count) 份说明", en: "\(count) sheets are explained")
    case "swapped": Words(zh: "已由新评委接手 \(count) 份", en: "the replacement has taken over \(count) sheets")
    case "lost":
      Words(
        zh: "设备已报失，其中 \(count) 份当时没有上传", en: "the device is reported lost; \(count) sheets were unsent on it")
    case "late": Words(zh: "已决定", en: "decided")
    case "scoring": Words(zh: "已保存", en: "saved")
    default: nil
    }
  }
}
