// The list of all routes: who asks, what for, and which handler answers.

internal import Basics
internal import Hummingbird
internal import Office

/// The whole site over one office.
struct Site: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let isTLS: Bool
  let isLoopback: Bool
  private let assets = Assets()
  let hub: LiveHub

  init(ports: OfficePorts, settings: SiteSettings, isTLS: Bool, isLoopback: Bool) {
    self.ports = ports
    self.settings = settings
    self.isTLS = isTLS
    self.isLoopback = isLoopback
    hub = LiveHub(ports)
  }

  func router() -> Router<SiteContext> {
    let frames = Frames(assets: assets, isSample: settings.isSample, isPlain: !isTLS && !isLoopback)
    // Once without anything around them, to know which addresses take which methods.
    let plain = Router(context: SiteContext.self)
    addRoutes(to: plain, frames)
    let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: SafetyHeaders())
    router.add(middleware: PlainWords(frames: frames))
    router.add(middleware: SameSiteOnly())
    router.add(middleware: Recognising(callers: WhoIsCalling(ports)))
    router.add(middleware: KnownMethods(addresses: Addresses(Self.list(plain))))
    router.add(middleware: FirstPassword())
    addRoutes(to: router, frames)
    return router
  }

  /// Path and method of every route.
  static func list(_ router: Router<SiteContext>) -> [(path: String, method: String)] {
    router.routes.map { ($0.path.description, $0.method.rawValue) }
  }

  func addRoutes(to router: Router<SiteContext>, _ frames: Frames) {
    let visitor = VisitorDesk(ports: ports, settings: settings, frames: frames)
    router.get("/", use: visitor.home)
    router.get("/language", use: visitor.language)
    router.get("/events/:event", use: visitor.ranking)
    router.get("/events/:event/result.json", use: visitor.document)
    router.get("/events/:event/entries/:entry", use: visitor.explanation)
    router.get("/events/:event/passed", use: visitor.passList)

    let check = CheckDesk(ports: ports, settings: settings, frames: frames)
    router.get("/check", use: check.ask)
    router.get("/check/:number", use: check.scanned)
    router.post("/check", use: check.byNumber)
    router.post("/check/file", use: check.byFile)

    let door = Door(ports: ports, settings: settings, frames: frames, isTLS: isTLS, isLoopback: isLoopback)
    router.get("/sign-in", use: door.ask)
    router.post("/sign-in", use: door.signIn)
    router.post("/sign-out", use: door.signOut)
    PasswordDesk(ports: ports, frames: frames).addRoutes(to: router)

    let organizer = OrganizerDesk(ports: ports, settings: settings, frames: frames)
    router.get("/office", use: organizer.overview)
    router.get("/office/events/:event", use: organizer.event)
    router.post("/office/events/:event/publish", use: organizer.publish)
    router.post("/office/events/:event/late", use: organizer.decideLate)
    router.get("/office/events/:event/papers/:name", use: organizer.paper)

    LookingDesk(ports: ports, frames: frames).addRoutes(to: router)
    VenueDesk(ports: ports, settings: settings, frames: frames).addRoutes(to: router)

    let exams = ExamDesk(ports: ports, settings: settings, frames: frames)
    router.get("/office/exams/:event", use: exams.desk)
    router.post("/office/exams/:event/identity", use: exams.identity)
    router.post("/office/exams/:event/theory", use: exams.theory)
    router.get("/office/exams/:event/passed", use: exams.passList)
    router.get("/office/exams/:event/reports/:participation", use: exams.report)

    let official = OfficialDesk(ports: ports, settings: settings, frames: frames)
    router.get("/office/shops", use: official.shops)
    router.get("/office/shops/:shop", use: official.shop)
    router.post("/office/shops/:shop/stages", use: official.stage)
    router.post("/office/shops/:shop/visits", use: official.visit)
    router.get("/office/outcomes", use: official.outcomes)

    CertificateDesk(ports: ports, settings: settings, frames: frames, issuing: settings.issuing).addRoutes(
      to: router)
    if let issuing = settings.issuing { IssuerDesk(ports: ports, issuing: issuing).addRoutes(to: router) }
    ExamActsDesk(ports: ports, settings: settings, frames: frames, readTable: settings.readTable).addRoutes(
      to: router)
    OutcomeActsDesk(ports: ports, settings: settings, frames: frames).addRoutes(to: router)

    AccountsDesk(ports: ports, settings: settings, frames: frames).addRoutes(to: router)
    PeopleDesk(ports: ports, settings: settings, frames: frames).addRoutes(to: router)
    AuditDesk(ports: ports, frames: frames).addRoutes(to: router)
    if let machine = settings.machine {
      MachineDesk(ports: ports, frames: frames, means: machine).addRoutes(to: router)
    }

    SetUpDesk(ports: ports, settings: settings, frames: frames, means: settings.setUp, isTLS: isTLS)
      .addRoutes(to: router)

    AuthoringDesk(ports: ports, settings: settings, frames: frames).addRoutes(to: router)

    let judge = JudgeDesk(ports: ports, assets: assets)
    router.get("/judge", use: judge.page)
    router.get("/j", use: judge.page)
    router.get("/api/v1/health", use: judge.health)
    router.get("/api/v1/ping", use: judge.ping)
    router.get("/api/v1/openapi.json", use: judge.description)
    router.post("/api/v1/ping", use: judge.report)
    router.post("/api/v1/judge/session", use: judge.signIn)
    router.get("/api/v1/bootstrap", use: judge.bootstrap)
    router.put("/api/v1/sheets/:sheet", use: judge.submit)
    router.post("/api/v1/signing", use: judge.allowSigning)
    router.put("/api/v1/sheets/:sheet/signature", use: judge.sign)
    router.put("/api/v1/sheets/:sheet/receipt", use: judge.takeBack)
    router.post("/api/v1/carried", use: judge.carried)
    router.post("/api/v1/help", use: judge.help)

    router.get("/api/v1/events/:event/events", use: LiveDesk(hub: hub, events: ShowEvents(ports)).stream)

    let files = FileDesk(assets: assets)
    router.get("/assets/:name", use: files.asset)
    router.get("/favicon.ico", use: files.icon)
  }
}
