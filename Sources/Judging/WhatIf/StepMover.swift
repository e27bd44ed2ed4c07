// Moves every mark one step up and down and finds where its entry would stand then.

import Basics
import Rubrics

/// Tries marks one by one.
///
/// Where the rubric compares no entries with each other, only the entry itself is computed anew and its place is looked
/// up among the others; else, and where totals tie, everything is computed anew.
struct StepMover {
  private let tally: Tally
  private var book: MarkBook
  private let isLocal: Bool
  /// Totals of the ranked entries in order.
  private let totals: [Rational]

  init(_ tally: Tally) {
    self.tally = tally
    book = tally.evaluator.book
    let plan = tally.plan
    isLocal =
      !plan.units.contains { $0.aggregate.placing != nil }
      && !plan.rubric.rounds.contains { $0.placing != nil }
      && plan.rubric.results.medianScale == nil && plan.rubric.results.ranking.compares.isEmpty
      && !plan.rubric.rounds.contains(where: \.restarts)
      && !tally.standing.lines.contains { $0.result.status == .notAdvanced }
    totals = tally.standing.lines.filter { $0.place != nil }.compactMap(\.result.total)
  }

  mutating func run(most: Int, progress: (Double) -> Void) -> (moved: [OneStep], tried: Int, untried: Int) {
    var moved: [OneStep] = []
    var tried = 0
    var untried = 0
    let ranked = tally.standing.lines.filter { $0.place != nil }
    for (index, line) in ranked.enumerated() {
      for sheet in tally.evaluator.sheetsOfEntry[line.result.entry] {
        for slot in tally.plan.slots.indices where tally.plan.slots[slot].panel == Int(book.keys[sheet].panel)
        {
          let value = book.value(sheet: sheet, slot: slot)
          guard value.isNumber else { continue }
          for other in tally.plan.slots[slot].neighbours(of: value) {
            guard tried < most else {
              untried += 1
              continue
            }
            tried += 1
            if let change = place(of: line, after: other, sheet: sheet, slot: slot, was: value) {
              moved.append(step(line, sheet, slot, value, other, change))
            }
          }
        }
      }
      progress(Double(index + 1) / Double(ranked.count))
    }
    return (moved, tried, untried)
  }

  private func step(
    _ line: StandingLine, _ sheet: Int, _ slot: Int, _ value: MarkValue, _ other: MarkValue,
    _ change: PlaceChange
  ) -> OneStep {
    let key = book.keys[sheet]
    return OneStep(
      entry: line.entry.id, judge: book.judges[Int(key.judge)], item: tally.plan.slots[slot].id,
      round: tally.plan.rubric.rounds[Int(key.round)].id, run: Int(key.run), value: value.text,
      moved: other.text, change: change)
  }

  private mutating func place(
    of line: StandingLine, after value: MarkValue, sheet: Int, slot: Int, was: MarkValue
  ) -> PlaceChange? {
    book.set(value, sheet: sheet, slot: slot)
    defer { book.set(was, sheet: sheet, slot: slot) }
    if isLocal, let total = total(of: line.result.entry) {
      guard let own = line.result.total, total != own else { return nil }
      let ascending = tally.plan.rubric.results.ranking.order == .ascending
      let isTied = totals.contains(total) || totals.filter { $0 == own }.count > 1
      if !isTied {
        let better = totals.filter { ascending ? $0 < total : $0 > total }.count
        let was = totals.filter { ascending ? $0 < own : $0 > own }.count
        // Without ties all ways of numbering give one more than the number of better entries.
        let isAmong = (ascending ? own < total : own > total) ? 1 : 0
        if better - isAmong == was { return nil }
      }
    }
    let other = Tally(plan: tally.plan, book: book)
    let now = other.places[line.entry.id]
    return now == line.place ? nil : PlaceChange(entry: line.entry.id, from: line.place, to: now)
  }

  /// The total of one entry in the changed book; nil where it has none.
  private func total(of entry: Int) -> Rational? {
    var results = [Evaluator(changed: book, of: tally.evaluator).evaluate(entry)]
    tally.evaluator.close(&results)
    return results[0].total
  }
}

extension Slot {
  /// The next values below and above that the slot takes.
  func neighbours(of value: MarkValue) -> [MarkValue] {
    let candidates: [Int]
    switch kind {
    case .points(_, _, let step), .bonus(_, let step):
      candidates = [value.raw - max(step, 1) * 1_000, value.raw + max(step, 1) * 1_000]
    case .levels(let levels), .global(let levels):
      let order = levels.map { $0.value * 1_000_000 }.sorted()
      guard let place = order.firstIndex(of: value.raw) else { return [] }
      candidates = [place - 1, place + 1].filter(order.indices.contains).map { order[$0] }
    case .step(let step):
      candidates = step.partial ? [value.raw - 500_000, value.raw + 500_000] : [1_000_000 - value.raw]
    case .rank: candidates = [value.raw - 1_000_000, value.raw + 1_000_000]
    case .count, .deduct: candidates = [value.raw - 1_000_000, value.raw + 1_000_000]
    case .measure(let measure):
      let unit = (0..<(6 - measure.decimals)).reduce(1) { power, _ in power * 10 }
      candidates = [value.raw - unit, value.raw + unit]
    case .veto, .given: return []
    case .paper, .paperPart: candidates = [value.raw - 500_000, value.raw + 500_000]
    }
    return candidates.compactMap { raw in try? read(Weight(units: raw).description).get() }
  }
}
