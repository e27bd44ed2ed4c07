// The desk for looking at a result from all sides: how the judges agree, and how firm the places are; nothing is changed here.

internal import Basics
internal import Hummingbird
internal import Judging
internal import Office
internal import Pages
internal import Records
internal import Rubrics

/// Answers chief judges, organizers and supervisors: those who may see which judge gave what.
struct LookingDesk: Sendable {
  let ports: OfficePorts
  let frames: Frames
  private let shelf: LookingShelf

  init(ports: OfficePorts, frames: Frames) {
    self.ports = ports
    self.frames = frames
    shelf = LookingShelf()
  }

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/events/:event/agreement", use: agreement)
    router.get("/office/events/:event/what-if", use: whatIf)
  }

  @Sendable func agreement(_ request: Request, _ context: SiteContext) async throws -> Response {
    let view = try await view(request, context)
    let query = request.uri.queryParameters
    let wanted = query.get("panel").map { String($0).removingPercentEncodingStrictly }
    if let wanted, !view.panels.contains(where: { $0.id == wanted }) { throw Trouble(.notFound) }
    let agreement = shelf.agreement(of: view, panel: wanted)
    let frame = frames.frame(request, context)
    let page = AgreementPage(
      event: view.event.id, title: view.event.title, divisions: Self.choices(view),
      division: view.division.id,
      panels: view.panels.map { .init(id: $0.id, title: $0.label.title) }, agreement: agreement,
      names: view.names, items: view.rubric.partTitles, undelivered: view.undelivered)
    return .page(page.page(frame), frame)
  }

  @Sendable func whatIf(_ request: Request, _ context: SiteContext) async throws -> Response {
    let view = try await view(request, context)
    let isAll = request.uri.queryParameters.get("all") == "1"
    let frame = frames.frame(request, context)
    let page = WhatIfPage(
      event: view.event.id, title: view.event.title, divisions: Self.choices(view),
      division: view.division.id,
      places: view.tally.standing.lines.compactMap { line in line.place.map { (line.entry.id, $0) } },
      withoutJudge: Robustness.withoutAnyJudge(view.tally),
      robustness: isAll ? shelf.robustness(of: view) : nil, names: view.names, items: view.rubric.partTitles,
      undelivered: view.undelivered)
    return .page(page.page(frame), frame)
  }

  private func view(_ request: Request, _ context: SiteContext) async throws -> DivisionOnView {
    _ = try context.staff(may: .seeAgreement)
    let wanted = request.uri.queryParameters.get("division").map {
      String($0).removingPercentEncodingStrictly
    }
    guard
      let view = try await ShowAgreement(ports)(event: try context.parameter("event"), division: wanted)
    else { throw Trouble(.notFound) }
    _ = try context.staff(may: .seeAgreement, for: view.event)
    return view
  }

  private static func choices(_ view: DivisionOnView) -> [AgreementPage.Choice] {
    view.divisions.map { .init(id: $0.id, title: $0.title) }
  }
}
