// Gathers the console: the matrix, devices, differences and late sheets of an event as one value.

internal import Basics
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// Reads what the chief judge watches.
public struct ShowConsole: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Nil where there is no such event.
  ///
  /// A caller who judges herself gets no differences on entries that she has not signed for.
  public func callAsFunction(event id: String, for caller: Caller) async throws -> Console? {
    let found = try await ports.engine.read { transaction in
      (
        try transaction.event(id), try transaction.divisions(ofEvent: id),
        try transaction.judges(ofEvent: id),
        try transaction.deviceReports(ofEvent: id), try transaction.waitingLateSheets(ofEvent: id)
      )
    }
    guard let event = found.0 else { return nil }
    let (_, divisions, judges, reports, late) = found
    let rules = VenueRules(event.settings)
    let own = OwnJudge(caller, judges: judges, rules: rules)
    var results: [String: DivisionResult] = [:]
    var faults: [Fault] = []
    do {
      for result in try await ComputeResults(ports)(event: id) { results[result.inputs.division] = result }
    } catch let refusal as Refusal { faults = refusal.faults }
    var console = Console(
      event: event, rules: rules, divisions: [], judges: [], late: late, ownJudge: own.id, ownUnsigned: 0,
      names: [:], faults: faults, now: ports.now())
    var pages: [SheetPage] = []
    var explained: Set<String> = []
    for division in divisions {
      let (book, excuses) = try await ports.engine.read { transaction in
        (try transaction.sheetBook(ofDivision: division.id), try transaction.excuses(ofDivision: division.id))
      }
      guard let matrix = try await ShowMatrix(ports)(division: division.id) else { continue }
      let plan = try await ports.rubrics.plan(sha256: division.rubricSHA256, from: ports.engine)
      let excused = Set(excuses.keys)
      let unsent = Self.unsent(book, reports: reports)
      let unsigned = own.unsigned(in: book, excused: excused)
      console.ownUnsigned += unsigned.count
      let all = (results[division.id]?.tally.standing.lines ?? []).flatMap(\.result.spreads)
        .filter { Self.isWhole($0, in: matrix) }
      let shown = all.filter { !unsigned.contains($0.entry) }
      console.divisions.append(
        Console.Division(
          id: division.id, title: division.title, codes: matrix.codes,
          rows: Self.rows(matrix, plan.rubric, unsent: unsent, excused: excused, spreads: all),
          spreads: shown.filter(\.isOpen) + shown.filter { !$0.isOpen },
          hiddenSpreads: all.count - shown.count))
      pages += book.filter { $0.entryStatus == "ok" }
      explained.formUnion(excused)
    }
    console.judges = judges.map {
      Self.judge($0, pages: pages, reports: reports, explained: explained)
    }
    let actors = Set(console.divisions.flatMap(\.spreads).compactMap(\.discussion?.by))
    console.names = try await ports.engine.read { try actorNames(actors, in: $0) }
    return console
  }

  /// Sheets of which a device said that it holds changes, after the server last got any.
  static func unsent(_ book: [SheetPage], reports: [DeviceReport]) -> Set<String> {
    let received = Dictionary(book.map { ($0.sheet.id, $0.received) }) { first, _ in first }
    return Set(
      reports.flatMap { report in
        report.sheets.filter { id in
          guard let last = received[id] else { return false }
          return last.map { $0 < report.seen } ?? true
        }
      })
  }

  /// Whether every sheet that the difference is about is there in full.
  private static func isWhole(_ spread: Spread, in matrix: Matrix) -> Bool {
    matrix.cells.allSatisfy { cell in
      guard cell.code == spread.entry, cell.round == spread.round, cell.panel == spread.panel,
        cell.run == spread.run
      else { return true }
      return cell.state != .empty && cell.state != .partial
    }
  }

  private static func rows(
    _ matrix: Matrix, _ rubric: Rubric, unsent: Set<String>, excused: Set<String>, spreads: [Spread]
  ) -> [Console.Row] {
    struct Key: Hashable {
      var round: String
      var panel: String
      var judge: String
    }
    let names = Dictionary(matrix.judges.map { ($0.id, $0.name) }) { first, _ in first }
    let open = spreads.filter(\.isOpen)
    var rows: [Console.Row] = []
    var places: [Key: Int] = [:]
    for cell in matrix.cells {
      let key = Key(round: cell.round, panel: cell.panel, judge: cell.judge)
      let place = places[key] ?? rows.count
      if place == rows.count {
        places[key] = place
        let panel = rubric.panels.first { $0.id == cell.panel }?.label.title
        let round = rubric.rounds.first { $0.id == cell.round }?.label.title
        rows.append(
          Console.Row(
            judge: cell.judge, name: names[cell.judge] ?? cell.judge, panel: cell.panel,
            panelTitle: panel ?? Words(zh: cell.panel, en: cell.panel), round: cell.round,
            roundTitle: round ?? Words(zh: cell.round, en: cell.round), cells: []))
      }
      let differs = open.contains {
        $0.entry == cell.code && $0.round == cell.round && $0.panel == cell.panel && $0.run == cell.run
      }
      rows[place].cells.append(
        Console.Cell(
          sheet: cell.sheet, code: cell.code, run: cell.run,
          state: state(cell, unsent: unsent, excused: excused, differs: differs), revision: cell.revision,
          isLocked: cell.isLocked))
    }
    let order = Dictionary(rubric.rounds.enumerated().map { ($1.id, $0) }) { first, _ in first }
    return rows.enumerated().sorted { a, b in
      let (x, y) = (order[a.element.round] ?? 0, order[b.element.round] ?? 0)
      if x != y { return x < y }
      if a.element.panel != b.element.panel { return a.element.panel < b.element.panel }
      return a.element.judge.precedesByBytes(b.element.judge)
    }.map(\.element)
  }

  private static func state(
    _ cell: Matrix.Cell, unsent: Set<String>, excused: Set<String>, differs: Bool
  ) -> Console.State {
    if cell.hasLate { return .late }
    if cell.state == .dropped { return .dropped }
    if unsent.contains(cell.sheet) { return .onDevice }
    if differs { return .discussion }
    if cell.state == .signed { return .signed }
    if excused.contains(cell.sheet) { return .explained }
    switch cell.state {
    case .partial: return .partial
    case .delivered: return .delivered
    default: return .notBegun
    }
  }

  private static func judge(
    _ row: JudgeRow, pages: [SheetPage], reports: [DeviceReport], explained: Set<String>
  ) -> Console.Judge {
    let own = pages.filter { $0.sheet.judge == row.id }
    let devices = reports.filter { $0.judge == row.id }
    return Console.Judge(
      id: row.id, name: row.name,
      lastContact: (devices.map(\.seen) + own.compactMap(\.received)).max(),
      unsent: unsent(own, reports: devices).count, devices: devices, isRevoked: row.revoked != nil,
      expected: own.count,
      settled: own.count { $0.sheet.state == .signed || explained.contains($0.sheet.id) },
      open: own.count { $0.sheet.revision == 0 })
  }
}

/// The judge that a chief judge is herself, by her own word or by her name.
struct OwnJudge {
  let id: String?

  init(_ caller: Caller, judges: [JudgeRow], rules: VenueRules) {
    guard case .staff(let account, _, _) = caller.who else {
      id = nil
      return
    }
    id = rules.scoring[account] ?? judges.first { $0.name == caller.name && $0.revoked == nil }?.id
  }

  /// Codes of entries that she has still to sign for.
  func unsigned(in book: [SheetPage], excused: Set<String>) -> Set<String> {
    guard let id else { return [] }
    return Set(
      book.filter {
        $0.sheet.judge == id && $0.sheet.state != .signed && $0.entryStatus == "ok"
          && !excused.contains($0.sheet.id)
      }.map(\.code))
  }
}

/// Whether a member of staff has to sign sheets of her own before she may see others' marks.
public struct MaySeeMarks: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// False while the caller judges herself in the event and has not signed everything.
  public func callAsFunction(event id: String, _ caller: Caller) async throws -> Bool {
    try await ports.engine.read { transaction in
      guard let event = try transaction.event(id) else { return true }
      let own = OwnJudge(
        caller, judges: try transaction.judges(ofEvent: id), rules: VenueRules(event.settings))
      guard let judge = own.id else { return true }
      return try transaction.divisions(ofEvent: id).allSatisfy { division in
        let excused = Set(try transaction.excuses(ofDivision: division.id).keys)
        let book = try transaction.sheetBook(ofDivision: division.id).filter { $0.sheet.judge == judge }
        return own.unsigned(in: book, excused: excused).isEmpty
      }
    }
  }
}
