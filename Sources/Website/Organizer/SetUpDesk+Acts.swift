// What the buttons of the set-up do, one handler each.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records
internal import Rubrics

extension SetUpDesk {
  @Sendable func addDivision(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { found, form, actor in
      try await AddDivision(ports)(
        id: form["id"], event: found.event.id, title: Words(zh: form["zh"], en: form["en"]),
        rubric: try await rubric(form), by: actor)
      return ("division", 0)
    }
  }

  @Sendable func changeRubric(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { found, form, actor in
      try await AddDivision(ports).change(
        form["division"], event: found.event.id, rubric: try await rubric(form), by: actor)
      return ("rubric", 0)
    }
  }

  @Sendable func roster(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (found, caller) = try await found(context)
    let form = try await request.form(of: caller)
    let isDry = form["check"] == "1"
    do {
      let table = try settings.readTable(try Self.roster(form)).get()
      let count = try await ImportRoster(ports)(
        table, event: found.event.id, dryRun: isDry, by: caller.actor
      ).added
      guard isDry else { return redirect(found, "roster", count) }
      return show(try await view(found), request, context, done: Self.checked(count), form: form)
    } catch let refusal as Refusal {
      return show(try await view(found), request, context, faults: refusal.faults, form: form)
    }
  }

  @Sendable func status(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { found, form, actor in
      guard let entry = try await ShowCodes(ports).entry(form["entry"].foldedToPlain, event: found.event.id)
      else {
        throw Refusal(
          Fault("entry-unknown", zh: "没有编号“\(form["entry"])”", en: "there is no “\(form["entry"])”"))
      }
      guard !form["reason"].isEmpty else { throw Refusal(Self.noReason) }
      try await SetEntryStatus(ports)(
        entry: entry.id, status: form["status"], reason: form["reason"], by: actor)
      return ("status", 0)
    }
  }

  @Sendable func drawCodes(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { found, form, actor in
      let drawn = try await DrawCodes(ports)(
        division: try division(form, found).row.id, prefix: form["prefix"].foldedToPlain, by: actor)
      return ("codes", drawn.count)
    }
  }

  @Sendable func addJudges(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (found, caller) = try await found(context)
    let form = try await request.form(of: caller)
    let page = try await view(found)
    let panels = page.panels.map(\.id).filter { form["panel.\($0)"] == "1" }
    do {
      let made = try await AddJudges(ports)(
        Self.judges(form.raw("names")), panels: panels, event: found.event.id,
        first: Int(form["first"]) ?? 0, by: caller.actor)
      return try await cards(made, request, context)
    } catch let refusal as Refusal {
      return show(page, request, context, faults: refusal.faults, form: form)
    }
  }

  @Sendable func renew(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (found, caller) = try await found(context)
    let form = try await request.form(of: caller)
    let fresh = try await RestoreJudge(ports)(try judge(form, found), by: caller.actor)
    return try await cards([fresh], request, context)
  }

  @Sendable func revoke(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { found, form, actor in
      guard !form["reason"].isEmpty else { throw Refusal(Self.noReason) }
      try await KeepJudges(ports).revoke(try judge(form, found), reason: form["reason"], by: actor)
      return ("revoked", 0)
    }
  }

  @Sendable func takeOff(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { found, form, actor in
      let count = try await TakeOffJudge(ports)(
        judge: try judge(form, found), division: try division(form, found).row.id, reason: form["reason"],
        by: actor)
      return ("off", count)
    }
  }

  @Sendable func assign(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { found, form, actor in
      let division = try division(form, found)
      let chosen = division.juries.flatMap { jury in
        found.judges.filter { form["assign.\(jury.panel.id).\($0.id)"] == "1" }
          .map { JudgeInPanel(judge: $0.id, panel: jury.panel.id) }
      }
      let leftOut = try await AssignPanels(ports)(
        chosen, division: division.row.id, leavingOutConflicts: form["leave"] == "1", by: actor)
      return ("assigned", leftOut)
    }
  }

  @Sendable func makeSheets(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { found, _, actor in
      var count = 0
      for division in found.divisions {
        count += try await CreateSheets(ports)(division: division.row.id, by: actor)
      }
      return ("sheets", count)
    }
  }

  @Sendable func open(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await act(request, context) { found, _, actor in
      try await OpenEvent(ports)(event: found.event.id, by: actor)
      return ("opened", 0)
    }
  }
}

extension SetUpDesk {
  /// Does one act and goes back to the page, or shows it again with every fault.
  private func act(
    _ request: Request, _ context: SiteContext,
    _ act: (EventSetUp, FormReader, String) async throws -> (done: String, count: Int)
  ) async throws -> Response {
    let (found, caller) = try await found(context)
    let form = try await request.form(of: caller)
    do {
      let (done, count) = try await act(found, form, caller.actor)
      return redirect(found, done, count)
    } catch let refusal as Refusal {
      let now = try await ShowSetUp(ports)(event: found.event.id) ?? found
      return show(try await view(now), request, context, faults: refusal.faults, form: form)
    }
  }

  private func redirect(_ found: EventSetUp, _ done: String, _ count: Int) -> Response {
    .redirect("/office/events/\(found.event.id)/set-up?done=\(done)&n=\(count)")
  }

  /// An uploaded rubric, or the one that was chosen from the list.
  private func rubric(_ form: FormReader) async throws -> [UInt8] {
    if let file = form.files["file"] { return file }
    if let shipped = means.rubrics.first(where: { $0.name == form["rubric"] }) { return shipped.bytes }
    guard let kept = try await ShowRubrics(ports, shipped: means.rubrics).find(form["rubric"]) else {
      throw Refusal(Fault("rubric-none", zh: "请选择评分标准", en: "choose a rubric"))
    }
    return kept.bytes
  }

  private func division(_ form: FormReader, _ found: EventSetUp) throws -> DivisionSetUp {
    guard let division = found.divisions.first(where: { $0.row.id == form["division"] }) else {
      throw Trouble(.notFound)
    }
    return division
  }

  private func judge(_ form: FormReader, _ found: EventSetUp) throws -> String {
    guard found.judges.contains(where: { $0.id == form["judge"] }) else { throw Trouble(.notFound) }
    return form["judge"]
  }

  /// The cards of fresh credentials: the only time that anybody sees them.
  private func cards(_ made: [JudgeCredentials], _ request: Request, _ context: SiteContext) async throws
    -> Response
  {
    let (found, _) = try await found(context)
    let page = try await view(found)
    let host = request.head.authority ?? "127.0.0.1"
    let address = means.address ?? "\(isTLS ? "https" : "http")://\(host)"
    let cards = made.map { one in
      let judge = page.judges.first { $0.id == one.judge }
      let own = page.panels.filter { judge?.panels.contains($0.id) == true }.map(\.title)
      let link = "\(address)/judge#\(one.qrToken)"
      return JudgeCardsPage.Card(
        name: judge?.name ?? one.judge,
        panels: Words(
          zh: own.map { $0[.zh] }.joined(separator: "、"), en: own.map { $0[.en] }.joined(separator: ", ")),
        link: link, pin: one.pin, typed: ("\(address)/j", one.code), qr: means.qr(link))
    }
    let isLocal = ["127.", "localhost", "[::1]"].contains {
      address.split(separator: "/").last?.hasPrefix($0) == true
    }
    let frame = frames.frame(request, context, at: "/office/events/\(found.event.id)/set-up")
    return .page(
      JudgeCardsPage(event: found.event.id, title: found.event.title, cards: cards, isLocal: isLocal).page(
        frame), frame)
  }
}

extension SetUpDesk {
  /// The file, or what was pasted; cells that a spreadsheet set apart with tabs become CSV.
  private static func roster(_ form: FormReader) throws -> [UInt8] {
    if let file = form.files["file"] { return file }
    let text = form.raw("text")
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Refusal(
        Fault("roster-none", zh: "请选择文件，或把名单粘贴进来", en: "choose a file, or paste the roster"))
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard lines.first(where: { !$0.isEmpty })?.contains("\t") == true else { return Array(text.utf8) }
    let rows = lines.map { line in
      line.isEmpty
        ? ""
        : line.split(separator: "\t", omittingEmptySubsequences: false)
          .map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
    }
    return Array(rows.joined(separator: "\n").utf8)
  }

  /// One judge on each line, the unit after a comma or tab.
  private static func judges(_ text: String) -> [NewJudge] {
    text.split { $0.isNewline }.compactMap { line in
      let parts = line.split(maxSplits: 1, omittingEmptySubsequences: false) { ",，\t".contains($0) }
        .map { $0.foldedEnds }
      guard parts.contains(where: { !$0.isEmpty }) else { return nil }
      return NewJudge(name: parts[0], unit: parts.count > 1 ? parts[1] : "")
    }
  }

  private static func checked(_ count: Int) -> Words {
    Words(
      zh: "检查通过：\(count) 人，还没有保存。用文件检查的，请再选一次文件导入。",
      en: "all \(count) rows are right, nothing is kept yet; choose the file again to import it")
  }

  private static let noReason = Fault("reason", zh: "请写明理由", en: "give the reason")
}

extension Substring {
  /// Without spaces at both ends, full-width ones included.
  fileprivate var foldedEnds: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
