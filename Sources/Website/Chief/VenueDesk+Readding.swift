// The re-adding list and the draw of its sample.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

extension VenueDesk {
  func addReaddingRoutes(to event: RouterGroup<SiteContext>) {
    event.get("readd", use: readding)
    event.post("readd", use: drawReadding)
  }

  @Sendable func readding(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await found(context, .watchVenue)
    return try await showReadding(event, caller, request, context)
  }

  @Sendable func drawReadding(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await found(context, .drawReadding)
    _ = try await request.form(of: caller)
    do {
      try await Readding(ports).draw(event: event.id, by: caller.actor)
      return .redirect("/office/events/\(event.id)/readd")
    } catch let refusal as Refusal {
      return try await showReadding(event, caller, request, context, faults: refusal.faults)
    }
  }

  private func showReadding(
    _ event: EventRow, _ caller: Caller, _ request: Request, _ context: SiteContext, faults: [Fault] = []
  ) async throws -> Response {
    try await Self.requireSight(ports, event: event.id, caller)
    guard let list = try await Readding(ports)(event: event.id) else { throw Trouble(.notFound) }
    let page = ReaddPage(
      event: event.id, title: event.title,
      divisions: list.divisions.map { division in
        ReaddPage.Division(
          title: division.title,
          lines: division.lines.map { line in
            ReaddPage.Line(
              code: line.code, isTop: line.isTop, total: line.total,
              sheets: line.sheets.map { sheet in
                ReaddPage.Sheet(
                  judge: sheet.judge + (sheet.run > 1 ? " (\(sheet.run))" : ""), panel: sheet.panel,
                  items: sheet.items.map { ($0.title, $0.value, $0.marks.map { "\($0)" } ?? "—") },
                  sum: "\(sheet.sum)")
              })
          }, ranked: division.ranked,
          drawn: division.drawn.map { (list.names[$0.by] ?? $0.by, $0.at.localText) }, open: division.open)
      }, faults: faults, mayDraw: caller.may(.drawReadding, for: event))
    let frame = frames.frame(request, context, at: "/office/events/\(event.id)/readd")
    var shown = page.page(frame)
    if !faults.isEmpty { shown.status = 422 }
    return .page(shown, frame)
  }
}
