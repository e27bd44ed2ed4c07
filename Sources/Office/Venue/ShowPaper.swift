// The clerk's tables: a judge's sheets in one panel, round and run as rows, the items as columns, and how far each is typed.

public import Basics
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// One table to type: every sheet of a judge in a panel, round and run.
public struct PaperTable: Sendable {
  public struct Column: Hashable, Sendable {
    public var item: String
    public var title: Words
    /// Full marks or the range in words.
    public var range: String
    public var isOptional: Bool
  }

  public enum Stage: String, Hashable, Sendable {
    case open, first, differs, second, checked, signed
  }

  public struct Row: Hashable, Sendable {
    public var sheet: String
    public var code: String
    public var stage: Stage
    /// Who typed first and second.
    public var typists: [String]
    public var differences: [PaperDifference]
    /// A device has delivered other marks.
    public var hasConflict: Bool
    /// The caller typed the first, so that she may only type over it.
    public var isOwn: Bool
    /// The first typing, shown where it is to be read back.
    public var typed: [String: String]
  }

  public var division: String
  public var divisionTitle: Words
  public var judge: String
  public var judgeName: String
  public var panel: String
  public var panelTitle: Words
  public var round: String
  public var run: Int
  public var columns: [Column]
  public var rows: [Row]
}

/// Gathers the tables of an event.
public struct ShowPaper: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Tables by division, panel, round, run and judge.
  ///
  /// Typed values are in them only where the caller reads back, or where two typings are compared.
  public func callAsFunction(event id: String, for caller: Caller) async throws -> [PaperTable] {
    let rubrics = ports.rubrics
    return try await ports.engine.read { transaction in
      guard let event = try transaction.event(id) else { return [] }
      let rules = VenueRules(event.settings)
      let names = Dictionary(try transaction.judges(ofEvent: id).map { ($0.id, $0.name) }) { first, _ in first
      }
      var tables: [PaperTable] = []
      for division in try transaction.divisions(ofEvent: id) {
        let plan = try rubrics.plan(sha256: division.rubricSHA256, in: transaction)
        let readings = try transaction.readings(ofDivision: division.id)
        let excuses = try transaction.excuses(ofDivision: division.id)
        let pages = try transaction.sheetBook(ofDivision: division.id).filter {
          $0.entryStatus == "ok" && !$0.code.isEmpty && !SheetLedger.isMachine($0.sheet.judge)
        }
        let groups = Dictionary(grouping: pages) {
          [$0.sheet.panel, $0.sheet.round, String($0.sheet.run), $0.sheet.judge]
        }
        for (key, group) in groups.sorted(by: {
          $0.key.joined(separator: "\u{1F}") < $1.key.joined(separator: "\u{1F}")
        }) {
          guard let check = SheetCheck(plan, panel: key[0], round: key[1]) else { continue }
          let slots = check.slots.filter { slot in
            if case .deduct(let deduct) = slot.kind { return !deduct.fromClock }
            return true
          }
          guard !slots.isEmpty else { continue }
          let panel = plan.rubric.panels.first { $0.id == key[0] }?.label.title
          tables.append(
            PaperTable(
              division: division.id, divisionTitle: division.title, judge: key[3],
              judgeName: names[key[3]] ?? key[3], panel: key[0],
              panelTitle: panel ?? Words(zh: key[0], en: key[0]), round: key[1], run: Int(key[2]) ?? 1,
              columns: slots.map { Self.column($0, plan) },
              rows: group.map { page in
                Self.row(
                  page, readings[page.sheet.id] ?? [:], excuses[page.sheet.id], rules: rules, caller: caller)
              }))
        }
      }
      return tables
    }
  }

  private static func column(_ slot: Slot, _ plan: Plan) -> PaperTable.Column {
    let item = plan.items[slot.item]
    var title = item.label.title
    var range = item.max.map { "0–\($0)" } ?? ""
    switch slot.kind {
    case .step(let step):
      title = step.text
      range = step.partial ? "1 / 0.5 / 0" : "1 / 0"
    case .levels(let levels), .global(let levels):
      range = levels.map { "\($0.value)" }.joined(separator: " / ")
    case .points(let min, let max, _): range = "\(Marks(units: min))–\(Marks(units: max))"
    case .veto: range = "1 / 0"
    case .deduct(let deduct): range = deduct.per
    case .measure(let measure): range = measure.unit
    default: break
    }
    return PaperTable.Column(item: slot.id, title: title, range: range, isOptional: slot.isOptional)
  }

  private static func row(
    _ page: SheetPage, _ readings: [Int: PaperReading], _ excuse: ExcuseRow?, rules: VenueRules,
    caller: Caller
  ) -> PaperTable.Row {
    let isBoth = readings[1] != nil && readings[2] != nil
    let device = page.sheet.revision > 0 ? page.marks : nil
    let differences =
      isBoth
      ? SettlePaper.differences(first: readings[1], second: readings[2], device: device) : []
    let typingsDiffer = isBoth && readings[1]?.hash != readings[2]?.hash
    let stage: PaperTable.Stage
    if excuse?.kind == .paper {
      stage = .checked
    } else if isBoth {
      stage = typingsDiffer ? .differs : .second
    } else if readings[1] != nil {
      stage = .first
    } else {
      stage = page.sheet.state == .signed ? .signed : .open
    }
    let isOwn = readings[1]?.by == caller.actor
    let readsBack = rules.check == .readBack && stage == .first && !isOwn
    return PaperTable.Row(
      sheet: page.sheet.id, code: page.code, stage: stage,
      typists: [readings[1]?.by, readings[2]?.by].compactMap { $0 }, differences: differences,
      hasConflict: isBoth && device != nil && excuse?.kind != .paper
        && SettlePaper.values(device) != SettlePaper.values(readings[1]?.marks),
      isOwn: isOwn, typed: readsBack ? SettlePaper.values(readings[1]?.marks) : [:])
  }
}
