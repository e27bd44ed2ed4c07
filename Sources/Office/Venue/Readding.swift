// Which sheets are added up again by hand: everything of the best thirty in a hundred, and a drawn sample of the rest.

public import Basics
internal import Judging
public import Records
internal import Rubrics
internal import SQL

/// The list of what is to be added again.
public struct ReaddList: Sendable {
  public struct Item: Hashable, Sendable {
    public var title: Words
    public var value: String
    /// Nil where the value carries no marks that are added.
    public var marks: Marks?
  }

  public struct Sheet: Hashable, Sendable {
    public var judge: String
    public var panel: Words
    public var round: String
    public var run: Int
    public var items: [Item]
    public var sum: Marks
  }

  public struct Line: Hashable, Sendable {
    public var code: String
    /// Among the best; otherwise drawn.
    public var isTop: Bool
    public var total: String
    public var sheets: [Sheet]
  }

  public struct Division: Sendable {
    public var id: String
    public var title: Words
    public var lines: [Line]
    /// Entries with a place.
    public var ranked: Int
    /// Who drew the sample, when; nil: not drawn.
    public var drawn: VenueRules.Drawn?
    /// Sheets that are still open: nothing is drawn before there are none.
    public var open: Int
  }

  public var event: EventRow
  public var divisions: [Division]
  public var names: [String: String]
}

/// Makes the list and draws its sample.
public struct Readding: Sendable {
  let ports: OfficePorts

  /// Of a hundred ranked entries so many are added again in any case, and of a hundred others so many are drawn.
  static let top = 30
  static let share = 10

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Nil where there is no such event.
  public func callAsFunction(event id: String) async throws -> ReaddList? {
    guard let event = try await ports.engine.read({ try $0.event(id) }) else { return nil }
    let rules = VenueRules(event.settings)
    let results = try await ComputeResults(ports)(event: id)
    return try await ports.engine.read { transaction in
      let names = Dictionary(try transaction.judges(ofEvent: id).map { ($0.id, $0.name) }) { first, _ in first
      }
      let divisions = try results.map { result in
        let division = result.inputs.division
        let drawn = rules.drawn[division]
        let (top, _) = Self.split(result)
        let chosen = top + (drawn?.codes.filter { !top.contains($0) } ?? [])
        let pages = Dictionary(grouping: try transaction.sheetBook(ofDivision: division), by: \.code)
        return ReaddList.Division(
          id: division, title: result.inputs.title,
          lines: chosen.map { code in
            let line = result.tally.standing.lines.first { $0.entry.id == code }
            return ReaddList.Line(
              code: code, isTop: top.contains(code),
              total: line.flatMap { result.tally.totalText($0.result) } ?? "",
              sheets: (pages[code] ?? []).compactMap { Self.sheet($0, result.tally.plan, names) })
          }, ranked: result.tally.standing.lines.count { $0.place != nil }, drawn: drawn,
          open: result.inputs.open.count)
      }
      let actors = Set(divisions.compactMap(\.drawn?.by))
      return ReaddList(event: event, divisions: divisions, names: try actorNames(actors, in: transaction))
    }
  }

  /// Draws the sample of every division that has none; drawn once, it stays.
  /// - Throws: `Refusal` where sheets are still open or nothing is left to draw.
  public func draw(event id: String, by actor: String) async throws {
    let results = try await ComputeResults(ports)(event: id)
    guard let event = try await ports.engine.read({ try $0.event(id) }) else { throw unknownEvent(id) }
    let open = results.flatMap(\.inputs.open)
    guard open.isEmpty else {
      throw Refusal(
        Fault(
          "readd-open", zh: "还有 \(open.count) 份评分表没有结束，先不抽样",
          en: "\(open.count) sheets are still open; nothing is drawn before"))
    }
    let now = ports.now()
    let known = VenueRules(event.settings).drawn
    var drawn: [String: VenueRules.Drawn] = [:]
    for result in results where known[result.inputs.division] == nil {
      var (_, rest) = Self.split(result)
      let count = (rest.count * Self.share + 99) / 100
      var codes: [String] = []
      for _ in 0..<count { codes.append(rest.remove(at: ports.entropy.number(below: rest.count))) }
      drawn[result.inputs.division] = .init(
        codes: codes.sorted { $0.precedesByBytes($1) }, by: actor, at: now)
    }
    guard !drawn.isEmpty else {
      throw Refusal(Fault("readd-drawn", zh: "已经抽过样，不能再抽", en: "the sample is drawn already and stays"))
    }
    try await ports.engine.write { [drawn] transaction in
      guard let row = try transaction.event(id) else { throw unknownEvent(id) }
      var rules = VenueRules(row.settings)
      rules.drawn.merge(drawn) { first, _ in first }
      let settings = rules.put(into: row.settings)
      try transaction.setSettings(settings, ofEvent: id)
      try transaction.touch(event: id)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "venue.draw-readding", subject: "event:\(id)",
        new: settings["venue"]?["drawn"], rows: [AuditedRow(.event, id)])
    }
  }

  /// Codes of the best, and of the rest, in the order of the ranking.
  private static func split(_ result: DivisionResult) -> (top: [String], rest: [String]) {
    let ranked = result.tally.standing.lines.filter { $0.place != nil }.map(\.entry.id)
    let count = (ranked.count * top + 99) / 100
    return (Array(ranked.prefix(count)), Array(ranked.dropFirst(count)))
  }

  private static func sheet(_ page: SheetPage, _ plan: Plan, _ names: [String: String]) -> ReaddList.Sheet? {
    guard page.sheet.revision > 0,
      let check = SheetCheck(plan, panel: page.sheet.panel, round: page.sheet.round)
    else { return nil }
    let sum = SheetSum(check, values: page.values)
    let panel = plan.rubric.panels.first { $0.id == page.sheet.panel }?.label.title
    return ReaddList.Sheet(
      judge: names[page.sheet.judge] ?? page.sheet.judge,
      panel: panel ?? Words(zh: page.sheet.panel, en: page.sheet.panel), round: page.sheet.round,
      run: page.sheet.run,
      items: sum.lines.map { line in
        var title = plan.items[line.slot.item].label.title
        if case .step(let step) = line.slot.kind { title = step.text }
        return ReaddList.Item(title: title, value: line.value, marks: line.marks)
      }, sum: sum.sum)
  }
}
