// What is done to a whole exam: theory marks from a table, absences, the decision, retakes of one failed gate.

internal import Basics
internal import Exams
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records
internal import Rubrics

/// Answers those who run an exam.
struct ExamActsDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames
  /// Reads an uploaded table in whatever encoding people's programs write.
  let readTable: @Sendable ([UInt8]) -> Result<Table, Refusal>

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/exams/:event/acts", use: acts)
    router.post("/office/exams/:event/acts/theory", use: theory)
    router.post("/office/exams/:event/acts/absences", use: absence)
    router.post("/office/exams/:event/acts/decision", use: decide)
    router.post("/office/exams/:event/acts/retakes", use: retake)
  }

  @Sendable func acts(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await show(
      request, context, done: request.uri.queryParameters.get("done").flatMap { Self.words(String($0)) })
  }

  @Sendable func theory(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await event(context, may: .recordExam)
    let form = try await request.form(of: caller)
    guard let file = form.files["file"] else {
      return try await show(request, context, faults: [Self.noFile])
    }
    let isDry = form["check"] == "1"
    do {
      let summary = try await ImportTheoryMarks(ports)(
        event: event.id, table: try readTable(file).get(), reason: form.optional("reason"), dryRun: isDry,
        by: caller.actor)
      return try await show(request, context, done: Self.words(summary, isDry: isDry))
    } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
  }

  @Sendable func absence(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await event(context, may: .recordExam)
    let form = try await request.form(of: caller)
    let isAbsent = form["absent"] != "0"
    return try await kept(request, context, event.id, done: isAbsent ? "absent" : "back") {
      try await RecordAbsence(ports)(
        event: event.id, number: form["number"], isAbsent: isAbsent, by: caller.actor)
    }
  }

  @Sendable func decide(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await event(context, may: .decideExam)
    _ = try await request.form(of: caller)
    return try await kept(request, context, event.id, done: "decided") {
      let (gates, values) = try await GateValues(ports)(event: event.id)
      guard !gates.isEmpty else { throw Refusal(Self.noGates) }
      _ = try await DecideExam(ports)(
        event: event.id, gates: gates, values: values, period: settings.retakes, by: caller.actor)
    }
  }

  @Sendable func retake(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await event(context, may: .recordExam)
    let form = try await request.form(of: caller)
    let open = try await ShowRetakes(ports)(event: event.id, period: settings.retakes)
    let isOurs = open.contains { $0.participation == form["participation"] && $0.gate.id == form["gate"] }
    guard isOurs else { return try await show(request, context, faults: [Self.noRetake]) }
    return try await kept(request, context, event.id, done: "retake") {
      _ = try await RegisterRetake(ports)(
        participation: form["participation"], gate: form["gate"], satAs: form["satAs"],
        period: settings.retakes, by: caller.actor)
    }
  }

  /// The exam or class of the address, if the act is the caller's for it.
  private func event(_ context: SiteContext, may act: Act) async throws -> (EventRow, Caller) {
    let (line, caller) = try await context.event(ports, may: act)
    guard line.event.kind != .contest else { throw Trouble(.notFound) }
    return (line.event, caller)
  }

  /// Does `act` and comes back with what was done, or shows why it was refused.
  private func kept(
    _ request: Request, _ context: SiteContext, _ event: String, done: String, _ act: () async throws -> Void
  ) async throws -> Response {
    do { try await act() } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    return .redirect("/office/exams/\(event)/acts?done=\(done)")
  }

  private func show(
    _ request: Request, _ context: SiteContext, faults: [Fault] = [], done: Words? = nil
  ) async throws -> Response {
    let (event, caller) = try await event(context, may: .seeExam)
    let candidates = try await ShowExam(ports)(event: event.id) ?? []
    let retakes = try await ShowRetakes(ports)(event: event.id, period: settings.retakes)
    let frame = frames.frame(request, context, at: "/office/exams/\(event.id)/acts")
    var page = ExamActsPage(
      event: event.id, title: event.title, candidates: candidates.count,
      decided: candidates.count { $0.outcome != nil }, retakes: retakes.map { ExamActsPage.Retake($0) },
      mayDecide: caller.may(.decideExam, for: event),
      mayWrite: caller.may(.recordExam, for: event), faults: faults, done: done
    ).page(frame)
    if !faults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }
}

extension ExamActsDesk {
  fileprivate static let noFile = Fault(
    "theory-file", zh: "请选择成绩文件（XLSX 或 CSV）", en: "choose the file with the marks (XLSX or CSV)")
  fileprivate static let noGates = Fault(
    "exam-no-gates", zh: "评分细则没有规定合格条件，不能判定", en: "the rubric has no pass rule, so there is nothing to decide"
  )
  fileprivate static let noRetake = Fault(
    "retake-not-open", zh: "这名考生没有这一科可以补考", en: "this candidate has no such gate to sit again")

  /// What was just done; nil for anything else in the address.
  fileprivate static func words(_ done: String) -> Words? {
    switch done {
    case "absent": Words(zh: "缺考已登记", en: "the absence is recorded")
    case "back": Words(zh: "缺考登记已取消", en: "the absence is taken back")
    case "decided": Words(zh: "判定完成", en: "the exam is decided")
    case "retake": Words(zh: "补考已登记", en: "the retake is registered")
    default: nil
    }
  }

  fileprivate static func words(_ summary: ImportTheoryMarks.Summary, isDry: Bool) -> Words {
    let (new, other, same) = (summary.recorded, summary.changed, summary.unchanged)
    let absent =
      summary.absent == 0
      ? Words(zh: "", en: "")
      : Words(
        zh: "，\(summary.absent) 名缺考（没来的人请在下面登记缺考）",
        en: ", \(summary.absent) absent (record below who did not come at all)")
    return isDry
      ? Words(
        zh: "检查通过，没有登记：新 \(new)，更正 \(other)，不变 \(same)\(absent.zh)",
        en: "All is well, nothing was kept: \(new) new, \(other) corrected, \(same) the same\(absent.en)")
      : Words(
        zh: "已登记：新 \(new)，更正 \(other)，不变 \(same)\(absent.zh)",
        en: "Recorded: \(new) new, \(other) corrected, \(same) the same\(absent.en)")
  }
}

extension ExamActsPage.Retake {
  fileprivate init(_ open: OpenRetake) {
    self.init(
      participation: open.participation, number: open.number, name: open.name, gate: open.gate,
      until: open.until,
      choices: open.choices.map { (participation: $0.participation, title: $0.event, day: $0.day) },
      registered: open.registered.map { (title: $0.event, day: $0.day) })
  }
}
