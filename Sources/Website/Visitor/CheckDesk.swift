// The certificate check: by the QR's address, by number and name, or by file.

internal import Basics
internal import Certificates
internal import Hummingbird
internal import Office
internal import Pages

/// Answers anybody who holds a certificate.
struct CheckDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames
  private var check: CheckCertificate { CheckCertificate(engine: ports.engine, keys: settings.keys) }

  init(ports: OfficePorts, settings: SiteSettings, frames: Frames) {
    self.ports = ports
    self.settings = settings
    self.frames = frames
  }

  /// `?number=…&secret=…` is what an older paper's QR may carry; without them the empty form.
  @Sendable func ask(_ request: Request, _ context: SiteContext) async throws -> Response {
    let query = request.uri.queryParameters
    let number = query.get("number").map { String($0).removingPercentEncodingStrictly } ?? ""
    let secret = (query.get("secret") ?? query.get("s")).map { String($0) } ?? ""
    return try await answer(number: number, secret: secret, request, context)
  }

  /// `/check/NUMBER?s=SECRET`, the address in the QR; without the secret the form asks for the name.
  @Sendable func scanned(_ request: Request, _ context: SiteContext) async throws -> Response {
    let secret =
      (request.uri.queryParameters.get("s") ?? request.uri.queryParameters.get("secret")).map { String($0) }
      ?? ""
    return try await answer(number: try context.parameter("number"), secret: secret, request, context)
  }

  private func answer(
    number: String, secret: String, _ request: Request, _ context: SiteContext
  ) async throws -> Response {
    var page = CheckPage(number: number)
    if !number.isEmpty, !secret.isEmpty {
      page.answer = try await check(number: number, knowing: .secret(secret), at: ports.now())
    }
    let frame = frames.frame(request, context)
    return .page(page.page(frame), frame)
  }

  @Sendable func byNumber(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await FormReader(request)
    let (number, name) = (form["number"], form["name"])
    guard !number.isEmpty, !name.isEmpty else {
      throw Trouble(.unprocessableContent, [Self.incomplete], goTo: "/check")
    }
    let answer = try await check(number: number, knowing: .name(name), at: ports.now())
    let frame = frames.frame(request, context)
    return .page(CheckPage(number: number, name: name, answer: answer).page(frame), frame)
  }

  @Sendable func byFile(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await FormReader(request)
    guard let file = form.files["file"] else {
      throw Trouble(.unprocessableContent, [Self.noFile], goTo: "/check")
    }
    let frame = frames.frame(request, context)
    do {
      let answer = try await check(file: file, proof: form.files["proof"], at: ports.now())
      return .page(CheckPage(answer: answer).page(frame), frame)
    } catch let refusal as Refusal {
      return .page(CheckPage(faults: refusal.faults).page(frame), frame)
    }
  }

  private static let incomplete = Fault(
    "check-incomplete", zh: "请同时填写编号和姓名", en: "both the number and the name are needed")
  private static let noFile = Fault("check-file", zh: "请选择证书文件", en: "choose the certificate's file")
}
