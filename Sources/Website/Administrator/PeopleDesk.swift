// People's records in the browser: found, erased on request, joined.

internal import Basics
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

/// Answers administrators.
struct PeopleDesk: Sendable {
  static let path = "/office/people"
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/people", use: page)
    router.post("/office/people/:person/erase", use: erase)
    router.post("/office/people/:person/merge", use: merge)
  }

  @Sendable func page(_ request: Request, _ context: SiteContext) async throws -> Response {
    let done: Words? =
      switch request.uri.queryParameters.get("done") {
      case "erase": Words(zh: "个人信息已删除", en: "the personal data are erased")
      case "merge": Words(zh: "两条记录已合并", en: "the two records are joined")
      default: nil
      }
    let name = request.uri.queryParameters.get("name").map {
      String($0).replacing("+", with: " ").removingPercentEncodingStrictly
    }
    return try await show(request, context, name: name, done: done)
  }

  @Sendable func erase(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (person, caller) = try await own(context)
    let form = try await request.form(of: caller)
    do {
      guard form["sure"] == "1" else { throw Refusal(Self.unsure) }
      try await ErasePerson(ports)(person, reason: form["reason"], by: caller.actor)
    } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    return .redirect(Self.path + "?done=erase")
  }

  @Sendable func merge(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (person, caller) = try await own(context)
    let form = try await request.form(of: caller)
    do {
      try await MergePeople(ports)(person, into: form["into"], reason: form["reason"], by: caller.actor)
    } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    return .redirect(Self.path + "?done=merge")
  }

  private static let unsure = Fault(
    "erase-unsure", zh: "请先勾选已核对", en: "please tick that you have checked it")

  /// The record of the address, if its county is the caller's.
  private func own(_ context: SiteContext) async throws -> (String, Caller) {
    _ = try context.staff(may: .keepPeople)
    let id = try context.parameter("person")
    guard let region = try await ShowPeople(ports).region(of: id) else { throw Trouble(.notFound) }
    return (id, try context.staff(may: .keepPeople, region: region))
  }

  private func show(
    _ request: Request, _ context: SiteContext, name: String? = nil, faults: [Fault] = [], done: Words? = nil
  ) async throws -> Response {
    let (_, region) = try context.staff(may: .keepPeople, home: settings.region)
    let wanted = name.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    let lines = wanted == nil ? [] : try await ShowPeople(ports)(named: wanted ?? "", region: region)
    let frame = frames.frame(request, context, at: Self.path)
    var page = PeoplePage(
      name: wanted,
      people: lines.map { line in
        PeoplePage.Person(
          id: line.person.id, name: line.person.name, idMasked: line.person.idMasked, places: line.places,
          shops: line.shops, isErased: line.person.erased != nil)
      }, faults: faults, done: done
    ).page(frame)
    if !faults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }
}
