// Changing one's own password, and the gate that lets nobody past it with a one-time password.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages

/// Answers staff who change their password.
struct PasswordDesk: Sendable {
  static let path = "/office/password"
  let ports: OfficePorts
  let frames: Frames

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/password", use: ask)
    router.post("/office/password", use: change)
  }

  @Sendable func ask(_ request: Request, _ context: SiteContext) throws -> Response {
    let caller = try context.staff()
    let frame = frames.frame(request, context)
    return .page(PasswordPage(isOneTime: caller.mustChangePassword).page(frame), frame)
  }

  @Sendable func change(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.staff()
    let form = try await request.form(of: caller)
    do {
      guard form.raw("new") == form.raw("again") else { throw Refusal(Self.differ) }
      try await ChangePassword(ports)(caller, old: form.raw("old"), new: form.raw("new"))
      return .redirect("/office")
    } catch let refusal as Refusal {
      let frame = frames.frame(request, context, at: Self.path)
      var page = PasswordPage(isOneTime: caller.mustChangePassword, faults: refusal.faults).page(frame)
      page.status = 422
      return .page(page, frame)
    }
  }

  private static let differ = Fault(
    "password-differ", zh: "两次输入的新口令不一样", en: "the new password was not typed twice alike")
}

/// Lets staff with a one-time password nowhere but to its change, out again, and to what every page needs.
struct FirstPassword: RouterMiddleware {
  @concurrent
  func handle(
    _ request: Request, context: SiteContext,
    next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    let path = request.uri.path
    let isOpen =
      [PasswordDesk.path, "/sign-out", "/language", "/favicon.ico"].contains(path)
      || path.hasPrefix("/assets/")
    guard let caller = context.caller, caller.mustChangePassword, !isOpen else {
      return try await next(request, context)
    }
    guard request.method == .get else { throw Trouble(.forbidden, [Self.fault], goTo: PasswordDesk.path) }
    return .redirect(PasswordDesk.path)
  }

  private static let fault = Fault(
    "password-first", zh: "请先修改一次性口令", en: "change the one-time password first")
}
