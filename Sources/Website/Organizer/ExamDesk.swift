// The exam desk: identity at the door, theory marks, who passed, score reports.

internal import Basics
internal import Exams
internal import Hummingbird
internal import Office
internal import Pages
internal import Records
internal import Rubrics

/// Answers the clerks and organizers of an exam.
struct ExamDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames

  @Sendable func desk(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await show(request, context, done: request.uri.queryParameters.get("done").map { String($0) })
  }

  @Sendable func identity(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, caller) = try await context.event(ports, may: .recordExam)
    let form = try await request.form(of: caller)
    try await require(form["participation"], in: line.event)
    guard let result = IdentityCheck.Result(rawValue: form["result"]) else { throw Trouble(.badRequest) }
    do {
      try await CheckIdentity(ports)(
        participation: form["participation"], result: result,
        document: result == .missing ? nil : IdentityCheck.Document(rawValue: form["document"]),
        note: form.optional("note"),
        by: caller.actor)
    } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    return .redirect("/office/exams/\(line.event.id)?done=identity")
  }

  @Sendable func theory(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, caller) = try await context.event(ports, may: .recordExam)
    let form = try await request.form(of: caller)
    do {
      try await RecordTheoryMark(ports)(
        event: line.event.id, number: form["number"], mark: form["mark"],
        reason: form.optional("reason"),
        by: caller.actor)
    } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    return .redirect("/office/exams/\(line.event.id)?done=theory")
  }

  @Sendable func passList(_ request: Request, _ context: SiteContext) async throws -> Response {
    let event = try await context.event(ports, may: .seeExam).line.event.id
    guard let list = try await PassListOf(ports)(event: event, period: settings.retakes) else {
      throw Trouble(
        .notFound, [Fault("exam-undecided", zh: "考核结果还没有确定", en: "the exam is not decided yet")],
        goTo: "/office/exams/\(event)")
    }
    let frame = frames.frame(request, context)
    return .page(PassListPage(list, isPublic: false, back: "/office/exams/\(event)").page(frame), frame)
  }

  @Sendable func report(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, _) = try await context.event(ports, may: .seeExam)
    let participation = try context.parameter("participation")
    try await require(participation, in: line.event)
    let report = try await PassListOf(ports).scoreReport(
      participation: participation, period: settings.retakes)
    guard let report else { throw Trouble(.notFound) }
    let frame = frames.frame(request, context)
    return .page(
      ScoreReportPage(report: report, back: "/office/exams/\(line.event.id)").page(frame),
      frame)
  }

  /// Nobody of another event is read or changed by way of this one.
  private func require(_ participation: String, in event: EventRow) async throws {
    guard let candidates = try await ShowExam(ports)(event: event.id),
      candidates.contains(where: { $0.participation == participation })
    else { throw Trouble(.notFound) }
  }

  private func show(
    _ request: Request, _ context: SiteContext, faults: [Fault] = [], done: String? = nil
  ) async throws -> Response {
    let (line, caller) = try await context.event(ports, may: .seeExam)
    let event = line.event.id
    guard line.event.kind != .contest, let candidates = try await ShowExam(ports)(event: event)
    else { throw Trouble(.notFound) }
    let frame = frames.frame(request, context)
    var page = ExamPage(
      event: event, title: line.event.title,
      candidates: candidates.map {
        ExamPage.Candidate(
          participation: $0.participation, number: $0.number, name: $0.name, idMasked: $0.idMasked,
          unit: $0.unit,
          identity: $0.identity, theory: $0.theory, outcome: $0.outcome)
      },
      mayWrite: caller.may(.recordExam, for: line.event), faults: faults, done: done.map(Self.words)
    ).page(frame)
    if !faults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }

  private static func words(_ done: String) -> Words {
    done == "theory"
      ? Words(zh: "理论成绩已登记", en: "the theory mark is recorded")
      : Words(zh: "核验已登记", en: "the check is recorded")
  }
}
