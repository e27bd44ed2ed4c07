// The public pages: what is published, the ranking, how a result came about, who passed.

internal import Basics
internal import Exams
internal import HTTPTypes
internal import Hummingbird
internal import Judging
internal import NIOCore
internal import Office
internal import Pages
internal import Records

/// Answers anybody.
struct VisitorDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames
  private let events: ShowEvents
  private let publications: ReadPublication
  private let kept = KeptPages()

  init(ports: OfficePorts, settings: SiteSettings, frames: Frames) {
    self.ports = ports
    self.settings = settings
    self.frames = frames
    events = ShowEvents(ports)
    publications = ReadPublication(ports)
  }

  @Sendable func home(_ request: Request, _ context: SiteContext) async throws -> Response {
    let published = try await events().filter(\.isPublished)
    let cards = published.map { line in
      HomePage.Event(
        id: line.event.id, title: line.event.title, day: line.event.day,
        summary: Words(
          zh: "\(line.participations) 人参加，\(line.divisions.count) 个组别",
          en: "\(line.participations) took part, \(line.divisions.count) divisions"))
    }
    let frame = frames.frame(request, context)
    return .page(HomePage(events: cards).page(frame), frame)
  }

  /// Remembers the reader's language and goes back to where she was.
  @Sendable func language(_ request: Request, _ context: SiteContext) -> Response {
    let wanted = Language(tag: request.uri.queryParameters.get("to") ?? "zh")
    let back =
      request.uri.queryParameters.get("back").map { String($0).removingPercentEncodingStrictly } ?? "/"
    let isOwn = back.hasPrefix("/") && !back.hasPrefix("//") && !back.contains { $0.isNewline || $0 == "\\" }
    return .redirect(isOwn ? back : "/")
      .with(.setCookie, "language=\(wanted.rawValue); Path=/; Max-Age=31536000; SameSite=Lax")
  }

  /// Made once for each version of the event and language; readers who have it get 304.
  @Sendable func ranking(_ request: Request, _ context: SiteContext) async throws -> Response {
    let event = try context.parameter("event")
    guard let version = try await events.version(ofEvent: event) else { throw Trouble(.notFound) }
    let key = KeptPages.Key(page: "ranking \(event)", version: version, language: context.language)
    let page = try await kept.page(key) {
      guard let publication = try await publications(event: event) else { throw Trouble(.notFound) }
      let page = RankingPage(publication, event: event, spreads: try await spreads(publication))
      return page.page(frames.common(context.language, path: "/events/\(event)")).bytes(
        in: frames.common(context.language, path: "/events/\(event)"))
    }
    return .kept(page.bytes, type: "text/html; charset=utf-8", tag: page.tag, request: request)
  }

  /// The published document itself, for programs and for computing again.
  @Sendable func document(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let publication = try await publications(event: try context.parameter("event")) else {
      throw Trouble(.notFound)
    }
    return .json(publication.document)
  }

  @Sendable func explanation(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, entry) = (try context.parameter("event"), try context.parameter("entry"))
    guard let publication = try await publications(event: event),
      let explanation = try await publications.explanation(of: entry, in: publication)
    else { throw Trouble(.notFound) }
    let frame = frames.frame(request, context)
    let page = ExplanationPage(explanation, of: publication, event: event)
    return .page(page.page(frame), frame)
  }

  @Sendable func passList(_ request: Request, _ context: SiteContext) async throws -> Response {
    let event = try context.parameter("event")
    guard let line = try await events.event(event), line.isPublished,
      let list = try await PassListOf(ports)(event: event, period: settings.retakes)
    else { throw Trouble(.notFound) }
    let frame = frames.frame(request, context)
    return .page(PassListPage(list, isPublic: true, back: "/").page(frame), frame)
  }

  /// The judges' totals of each entry, for the small pictures in the ranking.
  func spreads(_ publication: Publication) async throws -> [String: [Rational]] {
    var tallies: [Tally] = []
    for set in publication.resultSets {
      if let tally = try await publications.tally(ofResultSet: set) { tallies.append(tally) }
    }
    return Self.spreads(tallies)
  }

  /// The judges' totals by entry; empty where there are fewer than three.
  static func spreads(_ tallies: [Tally]) -> [String: [Rational]] {
    var spreads: [String: [Rational]] = [:]
    for tally in tallies {
      for line in tally.standing.lines {
        let units = tally.explain(line).rounds.flatMap(\.runs).flatMap(\.modules).flatMap(\.units)
        let widest = units.filter { $0.effect == .add && !$0.isBonus }.max {
          $0.judges.count < $1.judges.count
        }
        spreads[line.entry.id] = (widest?.judges.count ?? 0) > 2 ? widest?.judges.map(\.sum) : []
      }
    }
    return spreads
  }
}

/// Pages made once and kept as bytes, by event version and language.
actor KeptPages {
  struct Key: Hashable, Sendable {
    var page: String
    var version: String
    var language: Language
  }

  struct Kept: Sendable {
    var bytes: ByteBuffer
    var tag: String
  }

  private var pages: [Key: Kept] = [:]

  func page(_ key: Key, make: @Sendable () async throws -> [UInt8]) async throws -> Kept {
    if let page = pages[key] { return page }
    let bytes = try await make()
    let page = Kept(bytes: ByteBuffer(bytes: bytes), tag: "\"\(sha256Hex(bytes).prefix(20))\"")
    // Older versions of the page are never asked for again.
    for old in pages.keys where old.page == key.page && old.version != key.version { pages[old] = nil }
    if pages.count > 200 { pages.removeAll() }
    pages[key] = page
    return page
  }
}
