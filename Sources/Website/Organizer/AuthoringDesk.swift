// The desk for rubrics: a list, each in words and as files, and a form that changes a copy.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records
internal import Rubrics

/// Answers organizers who write rubrics, and those who may read them.
struct AuthoringDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames

  func addRoutes(to router: Router<SiteContext>) {
    let rubrics = router.group("/office/rubrics")
    rubrics.get(use: list)
    rubrics.post(use: upload)
    rubrics.get(":rubric", use: show)
    rubrics.get(":rubric/file", use: file)
    rubrics.get(":rubric/edit", use: edit)
    rubrics.post(":rubric/edit", use: change)
  }

  var shelf: ShowRubrics { ShowRubrics(ports, shipped: settings.setUp.rubrics) }

  /// Who may write rubrics: organizers and administrators of the region.
  func author(_ context: SiteContext) throws -> Caller {
    try context.staff(may: .changeRubrics, region: settings.region)
  }

  /// Who may read them.
  private func reader(_ context: SiteContext) throws -> Caller {
    try context.staff(may: .seeRubrics, region: settings.region)
  }

  private func mayChange(_ caller: Caller) -> Bool {
    caller.regions(may: .changeRubrics).contains(settings.region)
  }

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try reader(context)
    return try await page(request, context, caller, faults: [])
  }

  @Sendable func upload(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try author(context)
    let form = try await request.form(of: caller)
    do {
      let bytes = try read(form.files["file"] ?? [])
      let sha256 = try await KeepRubric(ports, shipped: settings.setUp.rubrics)(bytes, by: caller.actor)
      return .redirect("/office/rubrics/\(sha256)?done=uploaded")
    } catch let refusal as Refusal {
      var answer = try await page(request, context, caller, faults: refusal.faults)
      answer.status = .unprocessableContent
      return answer
    }
  }

  /// A rubric file as it is, or a spreadsheet as a rubric file.
  private func read(_ bytes: [UInt8]) throws -> [UInt8] {
    guard !bytes.isEmpty else {
      throw Refusal(Fault("rubric-file", zh: "请先选择文件", en: "choose a file first"))
    }
    let isXML = bytes.drop { [0xEF, 0xBB, 0xBF, 0x20, 0x0A, 0x0D, 0x09].contains($0) }.first == 0x3C
    guard !isXML else { return bytes }
    let made = try settings.setUp.authoring.fromTable(bytes).get().xml
    if case .failure(let refusal) = ports.readRubric(made) {
      // Lines of a file that was made of the table mean nothing to whoever sent the table.
      throw Refusal(
        refusal.faults.map {
          Fault($0.code, zh: $0.words.zh, en: $0.words.en, suggestion: $0.suggestion)
        })
    }
    return made
  }

  private func page(_ request: Request, _ context: SiteContext, _ caller: Caller, faults: [Fault])
    async throws
    -> Response
  {
    let lines = try await shelf().map { RubricsPage.Line($0) }
    let frame = frames.frame(request, context, at: "/office/rubrics")
    return .page(
      RubricsPage(lines: lines, mayChange: mayChange(caller), faults: faults).page(frame), frame)
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try reader(context)
    let (rubric, _) = try await found(context)
    let frame = frames.frame(request, context)
    let done = request.uri.queryParameters.get("done")
    let page = RubricPage(
      sha256: rubric.sha256, scoring: rubric.scoringHash, id: rubric.id, version: rubric.version,
      title: rubric.label.title, words: describe(rubric, context.language), mayChange: mayChange(caller),
      done: done.flatMap { Self.words(String($0)) })
    return .page(page.page(frame), frame)
  }

  private static func words(_ done: String) -> Words? {
    switch done {
    case "kept":
      Words(
        zh: "已存为新版本。到活动的“筹备”页，就可以给组别选用它。",
        en: "saved as a new version; choose it for a division on the event's set-up page")
    case "uploaded": Words(zh: "已保存。可以从它改起。", en: "kept; you can change a copy of it")
    default: nil
    }
  }

  @Sendable func file(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try reader(context)
    let (rubric, bytes) = try await found(context)
    let name = "\(rubric.id)-v\(rubric.version)"
    let means = settings.setUp.authoring
    switch request.uri.queryParameters.get("as").map({ String($0) }) {
    case "xml": return Response.bytes(bytes, type: "application/xml; charset=utf-8").kept(as: name + ".xml")
    case "xlsx":
      return Response.bytes(
        means.toTable(rubric, context.language),
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      ).kept(as: name + ".xlsx")
    case "pdf":
      return Response.bytes(try await means.sheets(rubric, context.language), type: "application/pdf")
        .named(name + ".pdf")
    default: throw Trouble(.notFound)
    }
  }

  func found(_ context: SiteContext) async throws -> (rubric: Rubric, bytes: [UInt8]) {
    guard let found = try await shelf.find(try context.parameter("rubric")) else { throw Trouble(.notFound) }
    return found
  }
}

extension RubricsPage.Line {
  fileprivate init(_ one: RubricOnShelf) {
    let rubric = one.rubric
    self.init(
      sha256: rubric.sha256, id: rubric.id, version: rubric.version, title: rubric.label.title,
      kind: Self.words(rubric.kind), isShipped: one.isShipped, added: one.added,
      uses: one.uses.map { use in
        (
          Words(
            zh: "\(use.eventTitle[.zh]) · \(use.divisionTitle[.zh])",
            en: "\(use.eventTitle[.en]) · \(use.divisionTitle[.en])"), use.frozen != nil
        )
      })
  }

  private static func words(_ kind: EventKind) -> Words {
    switch kind {
    case .contest: Words(zh: "大赛", en: "contest")
    case .exam: Words(zh: "考核", en: "exam")
    case .training: Words(zh: "培训", en: "class")
    }
  }
}
