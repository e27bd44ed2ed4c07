// The same sheets under two rubrics, side by side: who stands where, with how much, and who moves.

public import Basics
public import Rubrics

/// A rubric tried against another; for deciding on a rule, never for a result.
public struct RubricTrial: Sendable {
  /// One entry under one rubric.
  public struct Side: Hashable, Sendable {
    /// Nil without a place.
    public var place: String?
    public var total: String?
    public var passed: Bool?
    /// Ids of awards.
    public var awards: [String]
    /// Where the line stands, from 1, those without a place included.
    public var order: Int
  }

  public struct Line: Hashable, Sendable {
    public var entry: String
    public var division: String?
    public var before: Side?
    public var after: Side?

    public var isMoved: Bool { before?.place != after?.place }
    /// Whether something else differs: an award or a pass.
    public var isElse: Bool { before?.awards != after?.awards || before?.passed != after?.passed }
  }

  /// In the order of the first rubric.
  public var lines: [Line]
  public var before: Tally
  public var after: Tally
  /// What was done so that the sheets fit the second rubric.
  public var notes: [Fault]

  public var moved: [Line] { lines.filter(\.isMoved) }

  /// Sheets that were really marked, or typed: they fit the first rubric and are fitted to the second.
  /// - Throws: every fault of the tables under the first rubric.
  public init(
    before: Rubric, after: Rubric, sheets: Table, entries: Table? = nil, decisions: Table? = nil
  ) throws(Refusal) {
    let old = try Tally(rubric: before, sheets: sheets, entries: entries, decisions: decisions)
    let fitted = FittedSheets(sheets, from: old.plan, to: Plan(after))
    let known = Set(after.modules.flatMap(\.items).map(\.id))
    let new = try Tally(
      rubric: after, sheets: fitted.table, entries: entries.map { Self.without(unknown: known, $0) },
      decisions: decisions.map { Self.without(unknown: known, $0) })
    self.init(old, new, fitted.notes)
  }

  /// Invented sheets; each rubric gets its own marks for the same judging.
  /// - Throws: where the rubric asks for something that cannot be invented.
  public init(before: Rubric, after: Rubric, invented: InventedMarks) throws(Refusal) {
    let first = invented.tables(for: Plan(before))
    let second = invented.tables(for: Plan(after))
    self.init(
      try Tally(rubric: before, sheets: first.sheets, entries: first.entries),
      try Tally(rubric: after, sheets: second.sheets, entries: second.entries), [])
  }

  private init(_ before: Tally, _ after: Tally, _ notes: [Fault]) {
    self.before = before
    self.after = after
    self.notes = notes
    let now = Self.sides(after)
    let was = Self.sides(before)
    lines = before.standing.lines.map {
      Line(
        entry: $0.entry.id, division: $0.entry.division, before: was[$0.entry.id], after: now[$0.entry.id])
    }
  }

  private static func sides(_ tally: Tally) -> [String: Side] {
    var sides: [String: Side] = [:]
    for (index, line) in tally.standing.lines.enumerated() {
      sides[line.entry.id] = Side(
        place: line.place, total: tally.totalText(line.result), passed: line.result.passed,
        awards: line.awards,
        order: index + 1)
    }
    return sides
  }

  /// Rows about items that the rubric no longer has would be faults.
  private static func without(unknown items: Set<String>, _ table: Table) -> Table {
    guard let place = table.header.firstIndex(of: "item") else { return table }
    var copy = table
    copy.rows = table.rows.filter { $0[place].isEmpty || items.contains($0[place]) }
    copy.rowNumbers = copy.rows.indices.map { $0 + 2 }
    return copy
  }
}

/// A sheets table made to fit a changed rubric.
struct FittedSheets {
  var table: Table
  var notes: [Fault] = []

  /// Marks of an item whose full marks changed keep their share of them; items that are gone are left out; new ones get
  /// the share that the rest of the sheet has.
  init(_ sheets: Table, from old: Plan, to new: Plan) {
    table = sheets
    guard let item = sheets.header.firstIndex(of: "item"), let value = sheets.header.firstIndex(of: "value"),
      let entry = sheets.header.firstIndex(of: "entry"), let judge = sheets.header.firstIndex(of: "judge")
    else { return }
    let others = ["round", "run", "panel"].compactMap { sheets.header.firstIndex(of: $0) }
    var scaled: [String] = []
    var gone: [String] = []
    var shares: [[String]: (panel: Int, module: Int, sum: Int, count: Int, row: [String])] = [:]
    var rows: [[String]] = []
    for row in sheets.rows {
      let id = row[item].foldedToPlain
      guard let before = old.slotOfID[id].map({ old.slots[$0] }) else {
        rows.append(row)
        continue
      }
      guard let after = new.slotOfID[id].map({ new.slots[$0] }) else {
        if !gone.contains(id) { gone.append(id) }
        continue
      }
      var copy = row
      if let range = before.range, let target = after.range, let marks = Marks(row[value].foldedToPlain) {
        let share = range.high > range.low ? (marks.units - range.low) * 1_000 / (range.high - range.low) : 0
        if !before.isOptional {
          let key = [row[entry], row[judge], String(before.module)] + others.map { row[$0] }
          let (panel, module) = (after.panel, after.module)
          shares[key, default: (panel, module, 0, 0, row)].sum += share
          shares[key, default: (panel, module, 0, 0, row)].count += 1
        }
        if range != target {
          if !scaled.contains(id) { scaled.append(id) }
          copy[value] = Self.scaled(marks.units, range, target).description
        }
      }
      rows.append(copy)
    }
    let fresh = new.slots.filter { slot in
      guard case .points = slot.kind else { return false }
      return old.slotOfID[slot.id] == nil && !slot.isOptional
    }
    for slot in fresh {
      for (_, sheet) in shares.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
      where sheet.panel == slot.panel && sheet.module == slot.module && sheet.count > 0 {
        var row = sheet.row
        row[item] = slot.id
        row[value] =
          slot.value(atShare: min(max(sheet.sum / sheet.count, 0), 1_000), of: 1) ?? ""
        rows.append(row)
      }
    }
    table.rows = rows
    table.rowNumbers = rows.indices.map { $0 + 2 }
    if !scaled.isEmpty {
      notes.append(
        Fault(
          "trial-scaled", zh: "满分变了的评分项按比例折算：\(Self.titles(scaled, new).zh)",
          en: "where full marks changed, marks keep their share of them: \(Self.titles(scaled, new).en)"))
    }
    if !gone.isEmpty {
      notes.append(
        Fault(
          "trial-gone", zh: "不再评的评分项略去：\(Self.titles(gone, old).zh)",
          en: "items that are no longer marked are left out: \(Self.titles(gone, old).en)"))
    }
    if !fresh.isEmpty {
      let ids = fresh.map(\.id)
      notes.append(
        Fault(
          "trial-new", zh: "新评分项没有真实的分，按同一张评分表的平均得分率推算：\(Self.titles(ids, new).zh)",
          en:
            "new items have no real marks; they get the average share of their sheet: \(Self.titles(ids, new).en)"
        ))
    }
  }

  private static func titles(_ ids: [String], _ plan: Plan) -> Words {
    let titles = plan.rubric.partTitles
    return Words(
      zh: ids.map { titles[$0]?[.zh] ?? $0 }.joined(separator: "、"),
      en: ids.map { titles[$0]?[.en] ?? $0 }.joined(separator: ", "))
  }

  private static func scaled(_ units: Int, _ from: Slot.Range, _ to: Slot.Range) -> Marks {
    guard from.high > from.low else { return Marks(units: to.low) }
    let step = max(to.step, 1)
    let steps = (to.high - to.low) / step
    let part = Rational(units - from.low) / Rational(from.high - from.low) * Rational(steps)
    let whole = Marks(part.rounded(to: 0).text) ?? .zero
    return Marks(units: min(max(to.low + whole.units / 1_000 * step, to.low), to.high))
  }
}

extension Slot {
  struct Range: Hashable {
    var low: Int
    var high: Int
    var step: Int
  }

  /// From the least to the full marks; nil where judges write something else than marks.
  var range: Range? {
    switch kind {
    case .points(let low, let high, let step): Range(low: low, high: high, step: step)
    case .bonus(let high, let step): Range(low: 0, high: high, step: step)
    case .paper(let high), .paperPart(let high): Range(low: 0, high: high, step: 500)
    default: nil
    }
  }
}
