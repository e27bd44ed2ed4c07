// The certificate desk: the register of an event, issuing what was earned, and every change of one certificate.

internal import Basics
internal import Certificates
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

/// Answers those who issue certificates and keep their register.
struct CertificateDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames
  /// Where certificates are issued; without one the register can be read and certificates revoked, no more.
  let issuing: IssuingDesk?

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/events/:event/certificates", use: register)
    router.post("/office/events/:event/certificates", use: issue)
    router.get("/office/certificates/:number", use: certificate)
    router.get("/office/certificates/:number/paper", use: paper)
    router.get("/office/certificates/:number/credential", use: credential)
    router.post("/office/certificates/:number/status", use: change)
    router.post("/office/certificates/:number/name", use: correct)
  }

  @Sendable func register(_ request: Request, _ context: SiteContext) async throws -> Response {
    let count = request.uri.queryParameters.get("issued").flatMap { Int($0) }
    return try await show(
      request, context,
      done: count.map { Words(zh: "已签发 \($0) 张证书", en: "\($0) certificates issued") })
  }

  /// Issues exactly the list that was shown; where it has changed since, the new one is shown first.
  @Sendable func issue(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, caller) = try await context.event(ports, may: .issueCertificates)
    let event = line.event
    let form = try await request.form(of: caller)
    guard let issuing else { throw Trouble(.conflict, [Self.noDesk]) }
    let plan = try await PlanCertificates(ports, desk: issuing)(event: event.id, period: settings.retakes)
    guard form["list"] == plan.digest else { return try await show(request, context, faults: [Self.moved]) }
    guard plan.faults.isEmpty else { return try await show(request, context, status: .unprocessableContent) }
    do {
      let issued = try await IssueCertificates(desk: issuing)(plan.claims, by: caller.actor, at: ports.now())
      return .redirect("/office/events/\(event.id)/certificates?issued=\(issued.count { $0.isNew })")
    } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
  }

  @Sendable func certificate(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await show(certificate: request, context, done: request.uri.queryParameters.get("done") != nil)
  }

  @Sendable func paper(_ request: Request, _ context: SiteContext) async throws -> Response {
    let file = try await readable(context)
    let number = file.certificate.record.number
    guard let pdf = try await ShowCertificates(ports).paper(number) else { throw Trouble(.notFound) }
    return Response.bytes(pdf, type: "application/pdf").kept(as: number + ".pdf")
  }

  /// The credential's very bytes.
  @Sendable func credential(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await readable(context).certificate.record
    return Response.bytes(Array(record.credential.utf8), type: "application/json").kept(
      as: record.number + ".json")
  }

  @Sendable func change(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (file, caller) = try await file(context, may: .issueCertificates)
    let form = try await request.form(of: caller)
    guard let change = ChangeCertificateStatus.Change(rawValue: form["change"]) else {
      throw Trouble(.badRequest)
    }
    let number = file.certificate.record.number
    return try await kept(request, context) {
      try await ChangeCertificateStatus(engine: ports.engine)(
        change, number: number, reason: form["reason"], by: caller.actor, at: ports.now())
      return number
    }
  }

  @Sendable func correct(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (file, caller) = try await file(context, may: .issueCertificates)
    let form = try await request.form(of: caller)
    guard let issuing else { throw Trouble(.conflict, [Self.noDesk]) }
    return try await kept(request, context) {
      try await CorrectName(ports, desk: issuing)(
        file.certificate.record.number, name: form["name"], reason: form["reason"], by: caller.actor)
    }
  }

  private static let noDesk = Fault(
    "certificate-no-desk", zh: "本机不签发证书", en: "no certificates are issued here")
  private static let moved = Fault(
    "certificate-list-moved", zh: "名单刚刚有变化，请重新核对", en: "the list has changed; please check it again")
}

extension CertificateDesk {
  /// The certificate of the address, if the act is the caller's for its event.
  private func file(_ context: SiteContext, may act: Act) async throws -> (CertificateFile, Caller) {
    _ = try context.staff(may: act)
    guard let file = try await ShowCertificates(ports).certificate(try context.parameter("number")) else {
      throw Trouble(.notFound)
    }
    return (file, try context.staff(may: act, for: file.event))
  }

  /// The certificate of the address, for those who may read it.
  private func readable(_ context: SiteContext) async throws -> CertificateFile {
    try await file(context, may: .seeCertificates).0
  }

  private func show(
    _ request: Request, _ context: SiteContext, faults: [Fault] = [], done: Words? = nil,
    status: HTTPResponse.Status? = nil
  ) async throws -> Response {
    let (line, caller) = try await context.event(ports, may: .seeCertificates)
    let event = line.event
    var plan: CertificatesPage.Plan?
    if let issuing, caller.may(.issueCertificates, for: event) {
      plan = CertificatesPage.Plan(
        try await PlanCertificates(ports, desk: issuing)(event: event.id, period: settings.retakes))
    }
    let frame = frames.frame(request, context, at: "/office/events/\(event.id)/certificates")
    var page = CertificatesPage(
      event: event.id, title: event.title,
      lines: try await ShowCertificates(ports)(event: event.id).map { CertificatesPage.Line($0) }, plan: plan,
      faults: faults, done: done
    ).page(frame)
    if let status { page.status = status.code } else if !faults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }

  private func show(
    certificate request: Request, _ context: SiteContext, faults: [Fault] = [], done: Bool = false
  ) async throws -> Response {
    let (file, caller) = try await file(context, may: .seeCertificates)
    let frame = frames.frame(request, context, at: "/office/certificates/\(file.certificate.record.number)")
    var page = CertificatePage(
      event: file.event.id, facts: file.certificate.record.facts, state: file.certificate.status.state,
      history: file.history.map { CertificatePage.Step($0) },
      mayChange: caller.may(.issueCertificates, for: file.event), mayCorrect: issuing != nil,
      faults: faults, done: done ? Words(zh: "已登记", en: "Recorded") : nil
    ).page(frame)
    if !faults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }

  /// Does `act` and goes to the certificate that it names, or shows why it was refused.
  private func kept(
    _ request: Request, _ context: SiteContext, _ act: () async throws -> String
  ) async throws -> Response {
    do {
      return .redirect("/office/certificates/\(try await act())?done=1")
    } catch let refusal as Refusal {
      return try await show(certificate: request, context, faults: refusal.faults)
    }
  }
}

extension CertificatePlan {
  /// Names this very list, so that nobody issues another than she saw.
  fileprivate var digest: String {
    let lines = claims.map { [$0.participation, $0.cause, $0.facts.json.canonical].joined(separator: " ") }
    return sha256Hex(Array(lines.joined(separator: "\n").utf8))
  }
}

extension CertificatesPage.Plan {
  fileprivate init(_ plan: CertificatePlan) {
    self.init(claims: plan.claims.map(\.facts), faults: plan.faults, digest: plan.digest)
  }
}

extension CertificatesPage.Line {
  fileprivate init(_ kept: RegisteredCertificate) {
    let facts = kept.record.facts
    self.init(
      number: facts.number, name: facts.name, what: facts.award ?? facts.result ?? facts.title,
      state: kept.status.state, since: kept.status.at.day)
  }
}

extension CertificatePage.Step {
  fileprivate init(_ step: CertificateFile.Step) {
    self.init(
      state: step.state, at: step.at, by: step.by, reason: step.reason, supersededBy: step.supersededBy)
  }
}
