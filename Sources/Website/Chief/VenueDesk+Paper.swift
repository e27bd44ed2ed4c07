// Clerks' tables: typing, reading back, and the checker's signature.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

extension VenueDesk {
  func addPaperRoutes(to event: RouterGroup<SiteContext>) {
    event.get("paper", use: paper)
    event.post("paper/type", use: typePaper)
    event.post("paper/read-back", use: readBack)
    event.post("paper/sign", use: signPaper)
    event.post("paper/settle", use: settlePaper)
  }

  @Sendable func paper(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await found(context, .typePaper)
    try await Self.requireSight(ports, event: event.id, caller)
    let query = request.uri.queryParameters
    let done = query.get("done").flatMap {
      Self.paperWords(String($0), query.get("n").flatMap { Int($0) } ?? 0)
    }
    if let scanned = query.get("scan") {
      let id = String(scanned).removingPercentEncodingStrictly.foldedToPlain
      let tables = try await ShowPaper(ports)(event: event.id, for: caller)
      guard let place = tables.firstIndex(where: { $0.rows.contains { $0.sheet == id } }) else {
        return try await showPaper(
          event, caller, request, context, table: nil,
          faults: [Fault("paper-unknown", zh: "没有表号 \(id)", en: "there is no sheet \(id)")])
      }
      return .redirect("/office/events/\(event.id)/paper?t=\(place)#typing")
    }
    return try await showPaper(
      event, caller, request, context, table: query.get("t").flatMap { Int($0) }, done: done)
  }

  @Sendable func typePaper(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (event, caller) = try await found(context, .typePaper)
    let form = try await request.form(of: caller)
    let place = Int(form["t"]) ?? 0
    let tables = try await ShowPaper(ports)(event: event.id, for: caller)
    guard tables.indices.contains(place) else { throw Trouble(.notFound) }
    let table = tables[place]
    var typings: [TypedSheet] = []
    var typed: [String: String] = [:]
    for index in 0..<table.rows.count {
      let sheet = form["s\(index)"]
      guard table.rows.contains(where: { $0.sheet == sheet }) else { continue }
      var values: [String: String] = [:]
      for column in table.columns {
        let text = form["v\(index).\(column.item)"].foldedToPlain
        values[column.item] = text
        typed["\(sheet) \(column.item)"] = text
      }
      typings.append(TypedSheet(sheet: sheet, values: values))
    }
    do {
      let (first, second) = try await TypePaper(ports)(typings, event: event.id, by: caller.actor)
      return .redirect("/office/events/\(event.id)/paper?t=\(place)&done=typed&n=\(first + second)")
    } catch let refusal as Refusal {
      return try await showPaper(
        event, caller, request, context, table: place, faults: refusal.faults, typed: typed)
    }
  }

  @Sendable func readBack(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await actOnPaper(request, context) { event, form, caller, tables in
      let sheets = tables.flatMap(\.rows).map(\.sheet).filter { form["ok.\($0)"] == "1" }
      return ("read", try await TypePaper(ports).readBack(sheets, event: event.id, by: caller.actor))
    }
  }

  @Sendable func signPaper(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await actOnPaper(request, context) { event, form, caller, tables in
      let known = Set(tables.flatMap(\.rows).map(\.sheet))
      let sheets = form["sheets"].split(separator: " ").map(String.init).filter(known.contains)
      for sheet in sheets { try await SettlePaper(ports)(sheet: sheet, event: event.id, by: caller.actor) }
      return ("signed", sheets.count)
    }
  }

  @Sendable func settlePaper(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await actOnPaper(request, context) { event, form, caller, tables in
      guard let table = tables.first(where: { $0.rows.contains { $0.sheet == form["sheet"] } }) else {
        throw Trouble(.notFound)
      }
      var decided: [String: String] = [:]
      for column in table.columns {
        if let value = form.optional("d.\(column.item)") { decided[column.item] = value.foldedToPlain }
      }
      try await SettlePaper(ports)(
        sheet: form["sheet"], event: event.id, decided: decided,
        choice: PaperChoice(rawValue: form["choice"]),
        reason: form["reason"], by: caller.actor)
      return ("signed", 1)
    }
  }

  private func actOnPaper(
    _ request: Request, _ context: SiteContext,
    _ body: (EventRow, FormReader, Caller, [Office.PaperTable]) async throws -> (done: String, count: Int)
  ) async throws -> Response {
    let (event, caller) = try await found(context, .typePaper)
    let form = try await request.form(of: caller)
    let place = Int(form["t"]) ?? 0
    do {
      let tables = try await ShowPaper(ports)(event: event.id, for: caller)
      let (done, count) = try await body(event, form, caller, tables)
      return .redirect("/office/events/\(event.id)/paper?t=\(place)&done=\(done)&n=\(count)")
    } catch let refusal as Refusal {
      return try await showPaper(event, caller, request, context, table: place, faults: refusal.faults)
    }
  }

  private func showPaper(
    _ event: EventRow, _ caller: Caller, _ request: Request, _ context: SiteContext, table: Int?,
    faults: [Fault] = [], typed: [String: String] = [:], done: Words? = nil
  ) async throws -> Response {
    let rules = VenueRules(event.settings)
    let tables = try await ShowPaper(ports)(event: event.id, for: caller)
    let page = PaperPage(
      event: event.id, title: event.title,
      tables: tables.map { PaperPage.Table($0, caller: caller.actor, oneClerk: rules.isWaived(.oneClerk)) },
      shown: table, isReadBack: rules.check == .readBack, typed: typed, faults: faults, done: done)
    let at = table.map { "?t=\($0)" } ?? ""
    let frame = frames.frame(request, context, at: "/office/events/\(event.id)/paper\(at)")
    var shown = page.page(frame)
    if !faults.isEmpty { shown.status = 422 }
    return .page(shown, frame)
  }

  private static func paperWords(_ done: String, _ count: Int) -> Words? {
    switch done {
    case "typed": Words(zh: "已保存 \(count) 份录入", en: "\(count) typings are kept")
    case "read": Words(zh: "已读回 \(count) 份", en: "\(count) sheets are read back")
    case "signed": Words(zh: "已签认 \(count) 份", en: "\(count) sheets are signed by the checker")
    default: nil
    }
  }
}

extension PaperPage.Table {
  init(_ table: Office.PaperTable, caller: String, oneClerk: Bool) {
    let titles = Dictionary(table.columns.map { ($0.item, $0.title) }) { first, _ in first }
    self.init(
      title: Words(
        zh: "\(table.divisionTitle.zh) · \(table.judgeName) · \(table.panelTitle.zh)"
          + (table.run > 1 ? " · 第 \(table.run) 次" : ""),
        en: "\(table.divisionTitle[.en]) · \(table.judgeName) · \(table.panelTitle[.en])"
          + (table.run > 1 ? " · run \(table.run)" : "")),
      columns: table.columns.map {
        PaperPage.Column(item: $0.item, title: $0.title, range: $0.range, isOptional: $0.isOptional)
      },
      rows: table.rows.map { row in
        PaperPage.Row(
          sheet: row.sheet, code: row.code, stage: PaperPage.Stage(rawValue: row.stage.rawValue) ?? .open,
          differences: row.differences.map { difference in
            PaperPage.Difference(
              item: difference.item,
              title: titles[difference.item] ?? Words(zh: difference.item, en: difference.item),
              first: difference.first ?? "", second: difference.second ?? "", device: difference.device)
          }, hasConflict: row.hasConflict, isOwn: row.isOwn, typed: row.typed,
          mayCheck: oneClerk || !row.typists.contains(caller))
      })
  }
}
