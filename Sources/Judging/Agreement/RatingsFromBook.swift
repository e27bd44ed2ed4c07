// From the marks of a tally to ratings: the one place where statistics on judges meet rubric and sheets.

import Basics
import Rubrics

extension Ratings {
  /// The marks of one panel.
  ///
  /// Each entry, round and run is a subject of its own. What enters are the items of the sheet that earn marks by
  /// judgement (points, levels, checklists, readings, counts, ranks, theory papers), as far as anybody marked them,
  /// times the item's constant in the totals; not deductions, vetoes, bonuses, global ratings or given values, no factor, no penalty and no rounding. `NP`
  /// counts as the item's minimum; `NV` and an empty value are missing. A judge's total is the sum over the items
  /// marked in that round, and missing where one of them is.
  init(plan: Plan, book: MarkBook, panel: Int) {
    let scales = plan.slots.map { $0.panel == panel && !$0.isOptional ? SlotScale($0.kind) : nil }
    let sheets = Self.sheets(plan, book, panel: panel, slots: scales.indices.filter { scales[$0] != nil })
    var slotsOfRound: [Int: Set<Int>] = [:]
    for sheet in sheets { slotsOfRound[sheet.round, default: []].formUnion(sheet.values.keys) }
    let used = Set(slotsOfRound.values.joined()).sorted()
    let judges = Set(sheets.map(\.judge)).sorted { $0.precedesByBytes($1) }
    self.init(
      subjects: [], judges: judges, items: [], marks: [], totals: RatingMatrix([], judges: judges.count))
    let itemOfSlot = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    let placeOfJudge = Dictionary(uniqueKeysWithValues: judges.enumerated().map { ($1, $0) })

    for sheet in sheets {
      let ofRound = (slotsOfRound[sheet.round] ?? []).sorted()
      if subjects.last?.id != sheet.subject {
        let highest = ofRound.map { scales[$0]?.highest ?? 0 }
        let full = highest.contains(0) ? nil : highest.reduce(0, +)
        subjects.append(Subject(id: sheet.subject, entry: sheet.entry, full: full))
        totals.rows.append([Double?](repeating: nil, count: judges.count))
      }
      let (subject, judge) = (subjects.count - 1, placeOfJudge[sheet.judge] ?? 0)
      var sum = 0.0
      for slot in ofRound {
        guard let value = sheet.values[slot], let item = itemOfSlot[slot], let scale = scales[slot] else {
          continue
        }
        let earned = plan.slots[slot].marks(for: value)
        sum += Double(earned) / 1_000_000 * (plan.items[plan.slots[slot].item].times?.approximate ?? 1)
        marks.append(scale.mark(value, Double(earned) / 1_000_000, (subject, judge, item)))
      }
      if sheet.values.count == ofRound.count { totals.rows[subject][judge] = sum }
    }
    var tops = [Double](repeating: 0, count: used.count)
    for mark in marks { tops[mark.item] = max(tops[mark.item], mark.marks) }
    items = used.enumerated().compactMap { place, slot in
      scales[slot]?.item(id: plan.slots[slot].id, top: tops[place])
    }
  }

  /// The panel with most judges, of judges where there are any; among equals the one with most sheets, then the first.
  static func largestPanel(plan: Plan, book: MarkBook) -> Int? {
    var judges: [Int: Set<Int>] = [:]
    var sheets: [Int: Int] = [:]
    for key in book.keys {
      judges[Int(key.panel), default: []].insert(Int(key.judge))
      sheets[Int(key.panel), default: 0] += 1
    }
    for role in [Panel.Role.judges, .marshals] {
      let panels = plan.rubric.panels.indices.filter {
        plan.rubric.panels[$0].role == role && sheets[$0] != nil
      }
      let best = panels.min {
        (-(judges[$0]?.count ?? 0), -(sheets[$0] ?? 0), $0) < (
          -(judges[$1]?.count ?? 0), -(sheets[$1] ?? 0), $1
        )
      }
      if let best { return best }
    }
    return nil
  }

  private struct SheetOfJudge {
    var subject: String
    var entry: String
    var round: Int
    var run: Int
    var judge: String
    var values: [Int: MarkValue]
  }

  /// Sheets that hold a value, by entry, round, run and judge.
  private static func sheets(_ plan: Plan, _ book: MarkBook, panel: Int, slots: [Int]) -> [SheetOfJudge] {
    let rounds = plan.rubric.rounds
    var sheets: [SheetOfJudge] = []
    for (sheet, key) in book.keys.enumerated() where Int(key.panel) == panel {
      let (round, run) = (Int(key.round), Int(key.run))
      var values: [Int: MarkValue] = [:]
      for slot in slots {
        let value = book.value(sheet: sheet, slot: slot)
        if value.isNumber || value == .notPresented { values[slot] = value }
      }
      guard !values.isEmpty else { continue }
      let entry = book.entries[Int(key.entry)].id
      var subject = entry
      if rounds.count > 1 || rounds[round].runs > 1 { subject += "@" + rounds[round].id }
      if rounds[round].runs > 1 { subject += ".\(run)" }
      sheets.append(
        SheetOfJudge(
          subject: subject, entry: entry, round: round, run: run, judge: book.judges[Int(key.judge)],
          values: values))
    }
    return sheets.sorted { a, b in
      if a.entry != b.entry { return a.entry.precedesByBytes(b.entry) }
      if (a.round, a.run) != (b.round, b.run) { return (a.round, a.run) < (b.round, b.run) }
      return a.judge.precedesByBytes(b.judge)
    }
  }
}

/// What a slot's values mean to statistics; made only for slots that earn marks by judgement.
private struct SlotScale {
  var lowest: Double
  var highest: Double
  /// Marks at each step, from the lowest up.
  var scale: [Double] = []
  /// What a judge writes at each step, where that is not the marks.
  var written: [Double]?
  /// A count without an upper end.
  var isCount = false

  /// More steps than this are no steps.
  private static let mostSteps = 2_000

  init(lowest: Double, highest: Double) {
    self.lowest = lowest
    self.highest = highest
  }

  init?(_ kind: Slot.Kind) {
    self.init(lowest: 0, highest: 0)
    switch kind {
    case .points(let min, let max, let step):
      lowest = Double(min) / 1_000
      highest = Double(max) / 1_000
      if step > 0, (max - min) / step <= Self.mostSteps {
        scale = stride(from: min, through: max, by: step).map { Double($0) / 1_000 }
      }
    case .levels(let levels):
      let order = levels.sorted { ($0.points.units, $0.value) < ($1.points.units, $1.value) }
      scale = order.map { Double($0.points.units) / 1_000 }
      written = order.map { Double($0.value) }
    case .step(let step):
      let full = Double(step.points.units) / 1_000
      scale = step.partial ? [0, full / 2, full] : [0, full]
      written = step.partial ? [0, 0.5, 1] : [0, 1]
    case .measure(let measure):
      scale = Set(measure.bands.map(\.points.units) + [0]).sorted().map { Double($0) / 1_000 }
    case .paper(let max), .paperPart(let max): highest = Double(max) / 1_000
    case .count: isCount = true
    case .rank: break
    default: return nil
    }
    lowest = scale.first ?? lowest
    highest = scale.last ?? highest
  }

  func mark(_ value: MarkValue, _ marks: Double, _ place: (subject: Int, judge: Int, item: Int))
    -> Ratings.Mark
  {
    let step: Int?
    let number: Double
    if value == .notPresented {
      number = written?.first ?? lowest
      step = scale.isEmpty ? nil : 0
    } else {
      number = Double(value.raw) / 1_000_000
      step = written.map { $0.firstIndex(of: number) } ?? scale.firstIndex { abs($0 - marks) < 1e-7 }
    }
    return Ratings.Mark(
      subject: place.subject, judge: place.judge, item: place.item, value: number, marks: marks, step: step)
  }

  /// An item; a count has the highest that occurs (`top`) for its range.
  func item(id: String, top: Double) -> Ratings.Item {
    Ratings.Item(id: id, lowest: lowest, highest: isCount ? max(lowest, top) : highest, scale: scale)
  }
}

extension Rational {
  /// The nearest binary number, for statistics only.
  fileprivate var approximate: Double { Double(numerator) / Double(denominator) }
}
