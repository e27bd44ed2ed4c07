// The set-up desk: new events, and one page for each event with all its steps.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records
internal import Rubrics

/// Answers organizers who set an event up.
struct SetUpDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames
  let means: SetUpMeans
  let isTLS: Bool

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/new-event", use: newEvent)
    router.post("/office/new-event", use: make)
    let steps = router.group("/office/events/:event/set-up")
    steps.get(use: page)
    steps.get("codes", use: codeList)
    steps.post("divisions", use: addDivision)
    steps.post("rubric", use: changeRubric)
    steps.post("roster", use: roster)
    steps.post("status", use: status)
    steps.post("codes", use: drawCodes)
    steps.post("judges", use: addJudges)
    steps.post("judges/renew", use: renew)
    steps.post("judges/revoke", use: revoke)
    steps.post("judges/off", use: takeOff)
    steps.post("assignments", use: assign)
    steps.post("sheets", use: makeSheets)
    steps.post("open", use: open)
  }

  @Sendable func newEvent(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try context.staff(may: .makeEvent, home: settings.region)
    let frame = frames.frame(request, context)
    let typed = NewEventPage.Typed(
      id: try await NewEvent(ports).suggestedID(), day: ports.now().day.text)
    return .page(NewEventPage(typed).page(frame), frame)
  }

  @Sendable func make(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (caller, region) = try context.staff(may: .makeEvent, home: settings.region)
    let form = try await request.form(of: caller)
    let typed = NewEventPage.Typed(form)
    do {
      try await NewEvent(ports)(
        id: typed.id, title: Words(zh: typed.zh, en: typed.en), kind: typed.kind, day: typed.day,
        organizers: typed.organizers.split { "、,，;；".contains($0) }.map { String($0) },
        region: region, office: caller.office(in: region), isSample: settings.isSample,
        by: caller.actor)
      return .redirect("/office/events/\(typed.id)/set-up?done=event")
    } catch let refusal as Refusal {
      let frame = frames.frame(request, context, at: "/office/new-event")
      var page = NewEventPage(typed, faults: refusal.faults).page(frame)
      page.status = 422
      return .page(page, frame)
    }
  }

  @Sendable func page(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (found, _) = try await found(context)
    let query = request.uri.queryParameters
    let count = query.get("n").flatMap { Int($0) } ?? 0
    return show(
      try await view(found), request, context,
      done: query.get("done").flatMap { Self.words(String($0), count) })
  }

  @Sendable func codeList(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (found, caller) = try await found(context)
    let lists = try await ShowCodes(ports)(event: found.event.id, by: caller.actor)
    let frame = frames.frame(request, context)
    let page = CodeListPage(
      event: found.event.id, title: found.event.title,
      divisions: lists.map { ($0.division.title, $0.entrants.map { CodeListPage.Line($0) }) })
    return .page(page.page(frame), frame)
  }
}

extension SetUpDesk {
  /// The event of the address as it stands, for organizers who may change it.
  func found(_ context: SiteContext) async throws -> (EventSetUp, Caller) {
    _ = try context.staff(may: .setUpEvent)
    guard let found = try await ShowSetUp(ports)(event: try context.parameter("event")) else {
      throw Trouble(.notFound)
    }
    return (found, try context.staff(may: .setUpEvent, for: found.event))
  }

  func view(_ found: EventSetUp) async throws -> SetUpPage {
    let all = try await ShowRubrics(ports, shipped: means.rubrics)()
    let known = all.filter { $0.rubric.kind == found.event.kind }
    return SetUpPage(
      found, rubrics: known.map { (choice(of: $0), title(of: $0)) },
      nextJudge: try await AddJudges(ports).next(event: found.event.id))
  }

  /// What the list of rubrics sends: the file's name of one that comes along, else the digest.
  private func choice(of one: RubricOnShelf) -> String {
    means.rubrics.first { $0.rubric.sha256 == one.rubric.sha256 }?.name ?? one.rubric.sha256
  }

  private func title(of one: RubricOnShelf) -> Words {
    guard !one.isShipped else { return one.rubric.label.title }
    let title = one.rubric.label.title
    return Words(
      zh: "\(title[.zh])（\(one.rubric.id) 第 \(one.rubric.version) 版）",
      en: "\(title[.en]) (\(one.rubric.id), version \(one.rubric.version))")
  }

  func show(
    _ page: SetUpPage, _ request: Request, _ context: SiteContext, faults: [Fault] = [], done: Words? = nil,
    form: FormReader? = nil
  ) -> Response {
    var page = page
    page.faults = faults
    page.done = done
    let names = ["zh", "en", "id", "rubric", "text", "names"] + page.panels.map { "panel.\($0.id)" }
    for name in names {
      if let text = form?.raw(name), !text.isEmpty { page.typed[name] = text }
    }
    let frame = frames.frame(request, context, at: "/office/events/\(page.event)/set-up")
    var shown = page.page(frame)
    if !faults.isEmpty { shown.status = 422 }
    return .page(shown, frame)
  }

  static func words(_ done: String, _ count: Int) -> Words? {
    switch done {
    case "event": Words(zh: "活动已建立", en: "the event is there")
    case "division": Words(zh: "组别已添加", en: "the division is added")
    case "rubric": Words(zh: "评分标准已更换", en: "the rubric is changed")
    case "roster": Words(zh: "已导入 \(count) 人", en: "\(count) people came in")
    case "status": Words(zh: "已登记", en: "recorded")
    case "codes": Words(zh: "已抽取 \(count) 个编码", en: "\(count) codes are drawn")
    case "revoked": Words(zh: "评委已停用", en: "the judge is shut out")
    case "off": Words(zh: "已退出 \(count) 件", en: "\(count) assignments are taken back")
    case "assigned":
      count == 0
        ? Words(zh: "评委已分配", en: "the judges are assigned")
        : Words(zh: "评委已分配，回避 \(count) 件", en: "the judges are assigned, \(count) pairs left out")
    case "sheets": Words(zh: "评分表已生成，共 \(count) 份", en: "\(count) sheets are made")
    case "opened": Words(zh: "活动已开放", en: "the event is open")
    default: nil
    }
  }
}

extension Caller {
  /// The office that a grant for the region names.
  fileprivate func office(in region: String) -> String? {
    guard case .staff(_, let grants, _) = who else { return nil }
    return grants.first { $0.region == region && $0.office != nil }?.office
  }
}

extension NewEventPage.Typed {
  fileprivate init(_ form: FormReader) {
    self.init(
      id: form["id"], zh: form["zh"], en: form["en"], kind: EventKind(rawValue: form["kind"]) ?? .contest,
      day: form["day"], organizers: form["organizers"])
  }
}

extension CodeListPage.Line {
  fileprivate init(_ entrant: EntrantRow) {
    self.init(
      code: entrant.entry.code, number: entrant.participation.number, name: entrant.name,
      unit: entrant.participation.unit, work: entrant.participation.work)
  }
}

extension SetUpPage {
  fileprivate init(_ found: EventSetUp, rubrics: [(name: String, title: Words)], nextJudge: Int) {
    let event = found.event
    let taken = Set(found.divisions.map(\.row.id))
    let free = (1...(taken.count + 1)).map { "\(event.id)-\($0)" }.first { !taken.contains($0) }
    self.init(
      event: event.id, title: event.title, day: event.day, state: OrganizerDesk.words(event.state),
      isPreparing: event.state == .preparing,
      divisions: found.divisions.enumerated().map { SetUpPage.Division($1, place: $0) },
      judges: found.judges.map { judge in
        SetUpPage.Judge(
          id: judge.id, name: judge.name, unit: judge.unit, panels: judge.panels, divisions: judge.divisions,
          isRevoked: judge.isRevoked)
      },
      rubrics: rubrics, missing: found.missing, nextJudge: nextJudge, nextDivision: free ?? event.id)
  }
}

extension SetUpPage.Division {
  fileprivate init(_ division: DivisionSetUp, place: Int) {
    let letter = String(UnicodeScalar(UInt8(65 + place % 26)))
    self.init(
      id: division.row.id, title: division.row.title, rubric: division.rubric.label.title,
      entrants: division.entrants, drawn: division.drawn,
      juries: division.juries.map {
        SetUpPage.Jury(
          panel: $0.panel.id, title: $0.panel.label.title, needed: $0.needed, judges: $0.judges, gaps: $0.gaps
        )
      },
      expected: division.expected, made: division.made,
      prefix: place < 26 ? letter : "\(letter)\(place / 26)-")
  }
}
