// Signing in and out of staff.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages

/// Lets staff in.
struct Door: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames
  let isTLS: Bool
  let isLoopback: Bool

  /// Passwords travel over TLS or loopback; a venue's plain HTTP needs an explicit switch.
  private var mayAsk: Bool { isTLS || isLoopback || settings.allowsPlainPasswords }

  @Sendable func ask(_ request: Request, _ context: SiteContext) throws -> Response {
    guard mayAsk else { throw Trouble(.forbidden, [Self.plain]) }
    let next = request.uri.queryParameters.get("next").map { String($0).removingPercentEncodingStrictly }
    let frame = frames.frame(request, context)
    return .page(SignInPage(next: Self.own(next ?? "/office"), samples: samples).page(frame), frame)
  }

  @Sendable func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard mayAsk else { throw Trouble(.forbidden, [Self.plain]) }
    let form = try await FormReader(request)
    let answer = try await SignInStaff(ports)(
      login: form["login"], password: form.raw("password"),
      device: request.headers[.userAgent].map { String($0.prefix(120)) } ?? "")
    guard case .signedIn(let token, _, _) = answer else {
      let frame = frames.frame(request, context)
      var page = SignInPage(
        login: form["login"], faults: [answer.fault].compactMap { $0 }, next: Self.own(form["next"]),
        samples: samples
      ).page(frame)
      if case .wait = answer { page.status = 429 } else { page.status = 401 }
      return .page(page, frame)
    }
    return .redirect(Self.own(form["next"]))
      .with(.setCookie, SiteCookie.set(token, seconds: SignInLifetime.staff, isSecure: isTLS))
  }

  @Sendable func signOut(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.staff()
    _ = try await request.form(of: caller)
    try await SignOut(ports)(caller)
    return .redirect("/").with(.setCookie, SiteCookie.set("", seconds: 0, isSecure: isTLS))
  }

  private var samples: [(role: Words, login: String, password: String)] {
    settings.isSample ? settings.samples : []
  }

  /// A path of this site; anything else becomes the office.
  private static func own(_ path: String) -> String {
    path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains { $0.isNewline || $0 == "\\" }
      ? path : "/office"
  }

  private static let plain = Fault(
    "plain-password", zh: "未加密的连接不能登录", en: "passwords do not travel over an unencrypted connection",
    suggestion: Words(
      zh: "用证书启动服务，或明确允许会场明文登录", en: "serve with a certificate, or allow plain sign-in for the venue"))
}

extension Request {
  /// The posted form, if it carries the token of the caller's sign-in.
  func form(of caller: Caller) async throws -> FormReader {
    let form = try await FormReader(self)
    guard equalInConstantTime(Array(form.raw("csrf").utf8), Array(caller.csrf.utf8)) else {
      throw Trouble(
        .forbidden, [Fault("csrf", zh: "页面已过期，请刷新后再试", en: "the page has expired, reload it and try again")])
    }
    return form
  }
}
