// The judge's page and the calls that its script makes.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office

/// Answers judges' devices.
struct JudgeDesk: Sendable {
  let ports: OfficePorts
  let assets: Assets
  private let events: ShowEvents
  private let submitSheet: SubmitSheet

  init(ports: OfficePorts, assets: Assets) {
    self.ports = ports
    self.assets = assets
    events = ShowEvents(ports)
    submitSheet = SubmitSheet(ports)
  }

  /// One file that the browser keeps for a day, so that it opens again without the server.
  @Sendable func page(_ request: Request, _ context: SiteContext) -> Response {
    Response.bytes(assets.judgePages[context.language] ?? [], type: "text/html; charset=utf-8")
      .with(.contentSecurityPolicy, assets.judgePolicy)
      .with(.cacheControl, "private, max-age=86400")
  }

  @Sendable func health(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try await events.storeID()
    return .json(.object([("status", .string("ok"))]))
  }

  /// What this API takes and answers.
  @Sendable func description(_ request: Request, _ context: SiteContext) -> Response {
    Response.bytes(assets.openAPI, type: "application/json; charset=utf-8")
      .with(.cacheControl, "public, max-age=300")
  }

  @Sendable func ping(_ request: Request, _ context: SiteContext) async throws -> Response {
    .json(.object(try await presence(context.caller)))
  }

  /// A ping that says what the device still holds; the answer's `queue` changes when the judge's sheets do.
  @Sendable func report(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let caller = context.caller else { throw Trouble(.unauthorized) }
    try await HearDevice(ports)(caller, try await request.json())
    let queue = try await JudgeQueue(ports)(caller)
    return .json(.object(try await presence(caller) + [("queue", .optional(queue))]))
  }

  private func presence(_ caller: Caller?) async throws -> [(String, JSON)] {
    var members: [(String, JSON)] = [
      ("storeId", .string(try await events.storeID())), ("serverTime", .integer(ports.now().milliseconds)),
    ]
    // A judge's device learns whether a new look at its event is worth while.
    if case .judge(_, let event) = caller?.who {
      members.append(("eventVersion", .optional(try await events.version(ofEvent: event))))
    }
    return members
  }

  @Sendable func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
    let body = try await request.json()
    guard isIdentifier(body.text("device")) else { throw Trouble(.badRequest) }
    let answer = try await SignInJudge(ports)(
      qrToken: body.text("card"), pin: body.text("pin"), device: body.text("device"))
    switch answer {
    case .signedIn(let token, _, let expires):
      guard let caller = try await WhoIsCalling(ports)(token: token), case .judge(let id, _) = caller.who
      else {
        throw Trouble(.unauthorized)
      }
      return .json(
        .object([
          ("token", .string(token)), ("expires", .integer(expires.milliseconds)),
          ("judge", .object([("id", .string(id)), ("name", .string(caller.name))])),
        ]))
    case .refused: throw Trouble(.unauthorized, [answer.fault].compactMap { $0 })
    case .wait: throw Trouble(.tooManyRequests, [answer.fault].compactMap { $0 })
    }
  }

  @Sendable func bootstrap(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let caller = context.caller, let json = try await Bootstrap(ports)(caller) else {
      throw Trouble(.unauthorized)
    }
    return .json(json)
  }

  @Sendable func submit(_ request: Request, _ context: SiteContext) async throws -> Response {
    let writeID = HTTPField.Name("X-Write-Id").flatMap { request.headers[$0] } ?? ""
    let answer = try await submitSheet(
      token: request.bearer ?? "", sheet: try context.parameter("sheet"), ifMatch: request.headers[.ifMatch],
      writeID: writeID, body: try await request.bytes(upTo: SheetBody.limit))
    return Self.response(answer, writeID: writeID, context.language)
  }

  /// A sheet that another device carries, read from the QR codes on the judge's phone.
  @Sendable func carried(_ request: Request, _ context: SiteContext) async throws -> Response {
    let body = try await request.json()
    let writeID = body.text("writeId")
    let answer = try await submitSheet(
      carried: body.text("body"), sheet: body.text("sheet"), ifMatch: body.text("ifMatch"), writeID: writeID,
      seal: body.text("seal"))
    return Self.response(answer, writeID: writeID, context.language)
  }

  private static func response(_ answer: SubmitAnswer, writeID: String, _ language: Language) -> Response {
    var response = Response.json(answer.json(writeID: writeID, language), status: .init(code: answer.status))
    if let seconds = answer.retryAfter { response.headers[.retryAfter] = String(seconds) }
    if answer.isReplay, let name = HTTPField.Name("Replayed") { response.headers[name] = "1" }
    return response
  }

  /// A judge asks the chief judge to come.
  @Sendable func help(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let caller = context.caller else { throw Trouble(.unauthorized) }
    let body = try await request.json()
    guard let kind = CallForHelp.Kind(rawValue: body.text("kind")) else { throw Trouble(.badRequest) }
    try await CallForHelp(ports)(caller, kind: kind, sheet: body["sheet"]?.string)
    return .json(.object([("serverTime", .integer(ports.now().milliseconds))]))
  }

  @Sendable func allowSigning(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let caller = context.caller else { throw Trouble(.unauthorized) }
    let body = try await request.json()
    let sheets = (body["sheets"]?.items ?? []).compactMap { SheetToSign($0, sheet: $0.text("sheet")) }
    guard !sheets.isEmpty else { throw Trouble(.badRequest) }
    switch try await AllowSigning(ports)(caller, pin: body.text("pin"), sheets: sheets) {
    case .token(let token, let expires):
      return .json(.object([("token", .string(token)), ("expires", .integer(expires.milliseconds))]))
    case .wrongPIN: throw Trouble(.unauthorized, [Fault("pin-wrong", zh: "PIN 不对", en: "the PIN is wrong")])
    case .wait: throw Trouble(.tooManyRequests)
    case .notAllowed: throw Trouble(.forbidden)
    }
  }

  /// A restored server gets back what was signed.
  @Sendable func takeBack(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let caller = context.caller else { throw Trouble(.unauthorized) }
    let bytes = try await request.bytes(upTo: SheetBody.limit)
    let receipt = (try? JSON(parsing: bytes))?.text("receipt") ?? ""
    let answer = try await TakeBackSigned(ports)(
      caller, sheet: try context.parameter("sheet"), receipt: receipt, body: bytes)
    return .json(answer.json, status: .init(code: answer.status))
  }

  @Sendable func sign(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let caller = context.caller else { throw Trouble(.unauthorized) }
    let body = try await request.json()
    guard let sheet = SheetToSign(body, sheet: try context.parameter("sheet")) else {
      throw Trouble(.badRequest)
    }
    let batch = body["with"]?.items?.compactMap { SheetToSign($0, sheet: $0.text("sheet")) }
    let answer = try await SignSheets(ports)(
      caller, signingToken: body.text("token"), sheets: [sheet], batch: batch, name: body.text("name"),
      device: body.text("deviceId"))
    guard case .signed(let receipts, let time) = answer else { throw Trouble(.init(code: answer.status)) }
    return .json(
      .object([("receipt", .optional(receipts.first)), ("serverTime", .integer(time.milliseconds))]))
  }
}

extension SheetToSign {
  fileprivate init?(_ json: JSON, sheet: String) {
    guard let revision = json["rev"]?.integer, let hash = json["hash"]?.string, isIdentifier(sheet) else {
      return nil
    }
    self.init(sheet: sheet, revision: revision, hash: hash)
  }
}

extension JSON {
  /// The text of a member; empty where there is none.
  func text(_ key: String) -> String { self[key]?.string ?? "" }
}

extension Request {
  var bearer: String? {
    guard let header = headers[.authorization], header.hasPrefix("Bearer ") else { return nil }
    return String(header.dropFirst(7))
  }

  /// The body as JSON, at most 64 KiB.
  func json() async throws -> JSON {
    let bytes = try await bytes(upTo: FormReader.limit)
    do {
      return try JSON(parsing: bytes)
    } catch {
      throw Trouble(.badRequest, [Fault("json", zh: "内容不是 JSON", en: "the body is no JSON")])
    }
  }
}
