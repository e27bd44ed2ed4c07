// What happens around every request: language, caller, safety headers, and plain words for whatever goes wrong.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Office
internal import Pages
internal import SQL

/// Finds the reader's language and the caller.
struct Recognising: RouterMiddleware {
  let callers: WhoIsCalling

  @concurrent
  func handle(
    _ request: Request, context: SiteContext,
    next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    let accepted = request.headers[.acceptLanguage] ?? ""
    context.language = Language(tag: request.cookie("language") ?? accepted)
    if Self.isDelivery(request) { return try await next(request, context) }
    if let header = request.headers[.authorization], header.hasPrefix("Bearer ") {
      context.caller = try await callers(token: String(header.dropFirst(7)))
    } else if let token = request.cookie(SiteCookie.name) {
      context.caller = try await callers(token: token)
    }
    return try await next(request, context)
  }

  /// Whether it brings a sheet: its token is looked at in the very transaction that keeps the sheet, and nowhere else.
  private static func isDelivery(_ request: Request) -> Bool {
    let start = "/api/v1/sheets/"
    let path = request.uri.path
    return request.method == .put && path.hasPrefix(start) && !path.dropFirst(start.count).contains("/")
  }
}

/// Forms may come only from this site's own pages.
struct SameSiteOnly: RouterMiddleware {
  @concurrent
  func handle(
    _ request: Request, context: SiteContext,
    next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    guard request.method != .get, request.method != .head else { return try await next(request, context) }
    let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    guard site == nil || site == "same-origin" || site == "none" else { throw Trouble(.forbidden) }
    if let origin = request.headers[.origin], let host = request.head.authority {
      guard origin == "http://\(host)" || origin == "https://\(host)" else { throw Trouble(.forbidden) }
    }
    return try await next(request, context)
  }
}

/// Safety headers on every answer that does not set its own.
struct SafetyHeaders: RouterMiddleware {
  @concurrent
  func handle(
    _ request: Request, context: SiteContext,
    next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    let policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    response.headers.add(policy, unlessSet: .contentSecurityPolicy)
    response.headers.add("nosniff", unlessSet: .xContentTypeOptions)
    response.headers.add("same-origin", unlessSet: "Referrer-Policy")
    response.headers.add("DENY", unlessSet: "X-Frame-Options")
    response.headers.add("no-store", unlessSet: .cacheControl)
    return response
  }
}

/// Turns whatever goes wrong into a page or a JSON answer in plain words.
struct PlainWords: RouterMiddleware {
  let frames: Frames

  @concurrent
  func handle(
    _ request: Request, context: SiteContext,
    next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let trouble as Trouble {
      return answer(trouble, request, context)
    } catch let refusal as Refusal {
      return answer(Trouble(.unprocessableContent, refusal.faults), request, context)
    } catch let error as any HTTPResponseError {
      return answer(Trouble(error.status), request, context)
    } catch SQLFailure.busy(let seconds) {
      var response = answer(Trouble(.serviceUnavailable), request, context)
      response.headers[.retryAfter] = String(seconds)
      return response
    } catch SQLFailure.full {
      return answer(Trouble(.init(code: 507)), request, context)
    } catch {
      context.logger.error("\(request.method) \(request.uri.path): \(String(reflecting: error))")
      return answer(Trouble(.internalServerError), request, context)
    }
  }

  private func answer(_ trouble: Trouble, _ request: Request, _ context: SiteContext) -> Response {
    let answer = page(trouble, request, context)
    return trouble.allow.isEmpty ? answer : answer.with(.allow, trouble.allow.joined(separator: ", "))
  }

  private func page(_ trouble: Trouble, _ request: Request, _ context: SiteContext) -> Response {
    if request.uri.path.hasPrefix("/api/") {
      let words = ErrorPage.title(trouble.status.code)
      let faults =
        trouble.faults.isEmpty
        ? [Fault("http-\(trouble.status.code)", zh: words.zh, en: words.en)] : trouble.faults
      return .json(
        .object([("faults", .array(faults.map { $0.json(context.language) }))]), status: trouble.status)
    }
    if trouble.status == .unauthorized, request.method == .get {
      return .redirect("/sign-in?next=\(request.uri.path)")
    }
    let frame = frames.frame(request, context)
    let page = ErrorPage(status: trouble.status.code, faults: trouble.faults, back: trouble.goTo ?? "/").page(
      frame)
    return .page(page, frame)
  }
}

extension HTTPFields {
  fileprivate mutating func add(_ value: String, unlessSet name: HTTPField.Name) {
    if self[name] == nil { self[name] = value }
  }

  fileprivate mutating func add(_ value: String, unlessSet name: String) {
    if let name = HTTPField.Name(name) { add(value, unlessSet: name) }
  }
}

/// The cookie of staff.
enum SiteCookie {
  static let name = "sizhou"

  static func set(_ token: String, seconds: Int, isSecure: Bool) -> String {
    "\(name)=\(token); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)" + (isSecure ? "; Secure" : "")
  }
}
