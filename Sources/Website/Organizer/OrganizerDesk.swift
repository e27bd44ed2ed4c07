// The organizers' pages: events, the matrix, publishing, late sheets, papers.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Judging
internal import Office
internal import Pages
internal import Records
internal import Rubrics

/// Answers organizers, chief judges and those who may watch.
struct OrganizerDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames

  @Sendable func overview(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.staff()
    let lines = try await ShowEvents(ports)().filter { caller.may(.watchEvent, for: $0.event) }
    let frame = frames.frame(request, context)
    let warning =
      settings.isSample || !caller.may(.publish)
      ? nil
      : try await Backups(ports).standing()
        .warning(
          isAutomatic: await settings.machine?.medium() != nil, now: ports.now(), how: BackupStanding.page)
    let page = OfficePage(
      events: lines.map {
        OfficePage.Event(
          id: $0.event.id, title: $0.event.title, day: $0.event.day, state: Self.words($0.event.state),
          signed: $0.signed,
          expected: $0.expected)
      }, warning: warning)
    return .page(page.page(frame), frame)
  }

  @Sendable func event(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, caller) = try await context.event(ports, may: .watchEvent)
    let id = line.event.id
    var matrices: [Office.Matrix] = []
    var pictures: [EventPage.Matrix] = []
    for division in line.divisions {
      guard let matrix = try await ShowMatrix(ports)(division: division.id) else { continue }
      let plan = try await ports.rubrics.plan(sha256: division.rubricSHA256, from: ports.engine)
      matrices.append(matrix)
      pictures.append(EventPage.Matrix(matrix, rubric: plan.rubric))
    }
    let mayPublish = caller.may(.publish, for: line.event)
    let page = EventPage(
      id: id, title: line.event.title, day: line.event.day, state: Self.words(line.event.state),
      matrices: pictures, late: matrices.flatMap { $0.late.map { EventPage.Late($0) } },
      calls: try await ShowCalls(ports)(event: id).map { EventPage.Call($0) },
      plan: try await MaySeeMarks(ports)(event: id, caller) ? plan(line) : nil,
      papers: try await links(line, for: caller), mayPublish: mayPublish,
      mayDecide: caller.may(.decideLate, for: line.event))
    let frame = frames.frame(request, context)
    return .page(page.page(frame), frame)
  }

  @Sendable func publish(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, caller) = try await context.event(ports, may: .publish)
    let form = try await request.form(of: caller)
    let event = line.event.id
    guard !form["sure"].isEmpty else {
      throw Trouble(.unprocessableContent, [Self.unsure], goTo: "/office/events/\(event)")
    }
    _ = try await PublishRanking(ports)(
      event: event, by: caller.actor, noticeDays: settings.noticeDays, reason: form.optional("reason"))
    return .redirect("/events/\(event)")
  }

  private static let unsure = Fault(
    "publish-unsure", zh: "请先勾选“我已核对”", en: "please tick that you have checked it")

  @Sendable func decideLate(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, caller) = try await context.event(ports, may: .decideLate)
    let form = try await request.form(of: caller)
    try await DecideLateSheet(ports)(
      writeID: form["write"], event: line.event.id, admit: form["admit"] == "1", reason: form["reason"],
      by: caller.actor)
    return .redirect("/office/events/\(line.event.id)")
  }

  @Sendable func paper(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, caller) = try await context.event(ports, may: .printPapers)
    try await VenueDesk.requireSight(ports, event: line.event.id, caller)
    guard let paper = try await settings.papers.make(line.event.id, try context.parameter("name")) else {
      throw Trouble(.notFound)
    }
    return Response.bytes(paper.bytes, type: paper.type).named(paper.file)
  }

  /// What publishing now would publish, or everything that stands in the way.
  private func plan(_ line: EventLine) async throws -> EventPage.Plan? {
    guard line.event.kind == .contest, line.event.state != .archived else { return nil }
    let results = try await ComputeResults(ports)(event: line.event.id)
    let lines = results.flatMap(\.tally.standing.lines)
    let awards = lines.reduce(0) { $0 + $1.awards.count }
    let version = (try await ReadPublication(ports)(event: line.event.id)?.number ?? 0) + 1
    return EventPage.Plan(
      summary: Words(
        zh: "\(results.count) 个组别，\(lines.count) 件作品，\(awards) 个奖项。",
        en: "\(results.count) divisions, \(lines.count) entries, \(awards) awards."),
      faults: results.flatMap(\.faults),
      version: version)
  }

  private func links(_ line: EventLine, for caller: Caller) async throws -> [(address: String, title: Words)]
  {
    let id = line.event.id
    var links = try await settings.papers.list(id).map {
      (address: "/office/events/\(id)/papers/\($0.name)", title: $0.title)
    }
    links.append(("/office/events/\(id)/console", Words(zh: "裁判长控制台", en: "Console")))
    links.append(("/office/events/\(id)/set-up", Words(zh: "筹备", en: "Set up")))
    if caller.may(.seeAgreement, for: line.event) {
      links.append(("/office/events/\(id)/agreement", Words(zh: "评委一致性", en: "Judges' agreement")))
      links.append(("/office/events/\(id)/what-if", Words(zh: "名次稳不稳", en: "How firm the places are")))
    }
    if line.event.kind != .contest {
      links.append(("/office/exams/\(id)", Words(zh: "考务台", en: "Exam desk")))
      links.append(("/office/exams/\(id)/acts", Words(zh: "判定与补考", en: "Decision and retakes")))
      links.append(("/office/exams/\(id)/passed", Words(zh: "合格名单", en: "Pass list")))
    }
    links.append(("/office/events/\(id)/certificates", Words(zh: "证书", en: "Certificates")))
    if line.isPublished { links.append(("/events/\(id)", Words(zh: "公布页", en: "Public page"))) }
    return links
  }

  static func words(_ state: EventRow.State) -> Words {
    switch state {
    case .preparing: Words(zh: "筹备中", en: "preparing")
    case .open: Words(zh: "进行中", en: "under way")
    case .closed: Words(zh: "已结束", en: "closed")
    case .published: Words(zh: "已公布", en: "published")
    case .archived: Words(zh: "已归档", en: "archived")
    }
  }
}

extension EventPage.Matrix {
  /// One row for each judge, panel and round; several runs show the one that is least far.
  init(_ matrix: Office.Matrix, rubric: Rubric) {
    struct Row: Hashable {
      var judge: String
      var panel: String
      var round: String
    }
    let names = Dictionary(matrix.judges.map { ($0.id, $0.name) }) { first, _ in first }
    var cells: [Row: [String: EventPage.Cell]] = [:]
    for cell in matrix.cells {
      let row = Row(judge: cell.judge, panel: cell.panel, round: cell.round)
      let state = EventPage.Cell(cell)
      let before = cells[row]?[cell.code]
      cells[row, default: [:]][cell.code] = before.map { Swift.min($0, state) } ?? state
    }
    let severalRounds = Set(matrix.cells.map(\.round)).count > 1
    let rows = cells.keys.sorted {
      ($0.round, $0.panel, $0.judge).0 == ($1.round, $1.panel, $1.judge).0
        ? ($0.panel, $0.judge) < ($1.panel, $1.judge) : $0.round < $1.round
    }
    self.init(
      division: matrix.division.id, title: matrix.division.title, entries: matrix.codes,
      rows: rows.map { row in
        let panel =
          rubric.panels.first { $0.id == row.panel }?.label.title ?? Words(zh: row.panel, en: row.panel)
        let round =
          rubric.rounds.first { $0.id == row.round }?.label.title ?? Words(zh: row.round, en: row.round)
        return (
          judge: names[row.judge] ?? row.judge,
          panel: severalRounds
            ? Words(zh: "\(panel.zh) · \(round[.zh])", en: "\(panel[.en]) · \(round[.en])") : panel,
          cells: matrix.codes.map { cells[row]?[$0] ?? .none }
        )
      })
  }
}

extension EventPage.Cell {
  fileprivate init(_ cell: Office.Matrix.Cell) {
    if cell.hasLate {
      self = .attention
      return
    }
    self =
      switch cell.state {
      case .empty: .empty
      case .partial: .partial
      case .delivered: .delivered
      case .signed: .signed
      case .dropped: .none
      }
  }
}

extension EventPage.Late {
  init(_ late: WaitingLateSheet) {
    self.init(
      writeID: late.late.write.writeID, entry: late.code, judge: late.judgeName,
      cause: Self.words(late.late.cause),
      received: late.late.received)
  }

  private static func words(_ cause: LateSheetRow.Cause) -> Words {
    switch cause {
    case .locked: Words(zh: "本轮已锁定后到达", en: "arrived after the round was locked")
    case .signed: Words(zh: "签名之后到达", en: "arrived after the signature")
    case .withdrawn: Words(zh: "选手已退赛", en: "the contestant had withdrawn")
    case .conflict: Words(zh: "导入的分数与已有的不同", en: "imported marks differ from those on record")
    }
  }
}

extension EventPage.Call {
  fileprivate init(_ call: CallRow) {
    let about =
      switch CallForHelp.Kind(rawValue: call.kind) {
      case .rule: Words(zh: "对评分标准有疑问", en: "a question about the rubric")
      case .entry: Words(zh: "作品或号码不对", en: "wrong entry or number")
      case .phone, nil: Words(zh: "手机或网络有问题", en: "trouble with phone or network")
      }
    self.init(judge: call.judgeName, entry: call.code, about: about, at: call.at)
  }
}
