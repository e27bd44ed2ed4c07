// The closing check: the statement on screen, how paper is checked, and separations of duties that are waived.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

extension VenueDesk {
  @Sendable func closing(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await found(context, .watchVenue)
    let done: Words? = request.uri.queryParameters.get("done") == nil ? nil : Words(zh: "已保存", en: "saved")
    return try await showClosing(event, caller, request, context, done: done)
  }

  @Sendable func setCheck(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await actOnClosing(request, context) { event, form, caller in
      guard let check = VenueRules.Check(rawValue: form["check"]) else { throw Trouble(.badRequest) }
      try await SetVenueRules(ports).check(check, event: event.id, by: caller.actor)
    }
  }

  @Sendable func waive(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await actOnClosing(request, context) { event, form, caller in
      guard let separation = VenueRules.Separation(rawValue: form["what"]) else { throw Trouble(.badRequest) }
      try await SetVenueRules(ports).waive(
        separation, event: event.id, reason: form["reason"], by: caller.actor)
    }
  }

  private func actOnClosing(
    _ request: Request, _ context: SiteContext, _ body: (EventRow, FormReader, Caller) async throws -> Void
  ) async throws -> Response {
    let (event, caller) = try await found(context, .closeEvent)
    let form = try await request.form(of: caller)
    do {
      try await body(event, form, caller)
      return .redirect("/office/events/\(event.id)/closing?done=1")
    } catch let refusal as Refusal {
      return try await showClosing(event, caller, request, context, faults: refusal.faults)
    }
  }

  private func showClosing(
    _ event: EventRow, _ caller: Caller, _ request: Request, _ context: SiteContext, faults: [Fault] = [],
    done: Words? = nil
  ) async throws -> Response {
    guard let statement = try await CloseEvent(ports).statement(event: event.id) else {
      throw Trouble(.notFound)
    }
    let page = ClosingPage(
      ClosingView(statement), check: statement.rules.check.rawValue, faults: faults, done: done,
      mayDecide: caller.may(.closeEvent, for: event))
    let frame = frames.frame(request, context, at: "/office/events/\(event.id)/closing")
    var shown = page.page(frame)
    if !faults.isEmpty { shown.status = 422 }
    return .page(shown, frame)
  }
}
