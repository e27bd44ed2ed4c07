// Random rubrics, marks and mishaps from a seed, most of them of the kind that the flat path takes.

import Basics
import Judging
import Rubrics

/// One random event.
struct FlatCase {
  var plan: Plan
  var book: MarkBook
  var dice: CaseDice

  init(seed: UInt64, mishaps: Bool = true) {
    dice = CaseDice(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    for _ in 0..<4 { _ = dice.next() }
    plan = Plan(RandomRubric(&dice).rubric)
    book = MarkBook(plan: plan)
    fill(mishaps: mishaps)
  }

  /// A legal value of a slot; few different ones, so that totals tie.
  static func value(_ slot: Slot, _ dice: inout CaseDice) -> MarkValue {
    func any(_ low: Int, _ high: Int, by step: Int) -> MarkValue {
      MarkValue(raw: low + dice.below((high - low) / max(1, step) + 1) * max(1, step))
    }
    return switch slot.kind {
    case .points(let min, let max, let step): any(min * 1_000, max * 1_000, by: step * 1_000)
    case .bonus(let max, let step): any(0, max * 1_000, by: step * 1_000)
    case .levels(let levels), .global(let levels):
      MarkValue(raw: levels[dice.below(levels.count)].value * 1_000_000)
    case .step(let step): any(0, 1_000_000, by: step.partial ? 500_000 : 1_000_000)
    case .measure: any(0, 30_000_000, by: 500_000)
    case .deduct: any(0, 12_000_000, by: 500_000)
    case .veto: MarkValue(raw: 0)
    case .rank: any(1_000_000, 6_000_000, by: 500_000)
    case .count: any(0, 9_000_000, by: 1_000_000)
    case .given: any(-2_000_000, 20_000_000, by: 125_000)
    case .paper(let max), .paperPart(let max): any(0, max * 1_000, by: 500_000)
    }
  }

  private mutating func fill(mishaps: Bool) {
    let rubric = plan.rubric
    let divisions: [String?] = dice.in100(25) ? ["north", "south"] : [nil]
    let judges = rubric.panels.map { panel in
      panel.role == .marshals ? 1 + dice.below(2) : 1 + dice.below(6)
    }
    let odd = mishaps ? [0, 10, 30][dice.below(3)] : 0
    for number in 0..<(4 + dice.below(16)) {
      let entry = book.entry("E\(dice.below(3) == 0 ? 100 - number : number)")
      let division = divisions[dice.below(divisions.count)]
      book.update(entry) { $0.division = division }
      if dice.in100(20) {
        let lot = dice.below(50)
        book.update(entry) { $0.lot = lot }
      }
      if dice.in100(odd) { addFact(entry) }
      if dice.in100(15) { addTimes(entry) }
      if dice.in100(odd / 3) { continue }
      for round in rubric.rounds.indices {
        if dice.in100(odd / 4) { continue }
        for run in 1...max(1, rubric.rounds[round].runs) {
          for (panel, count) in judges.enumerated() {
            for judge in 0..<count where !dice.in100(odd / 6) {
              mark(entry, round, run, panel, judge, odd: odd)
            }
          }
        }
      }
      if dice.in100(odd / 3) { decide(entry) }
    }
  }

  private mutating func mark(_ entry: Int, _ round: Int, _ run: Int, _ panel: Int, _ judge: Int, odd: Int) {
    let modules = Set(plan.rubric.rounds[round].uses.map(\.module))
    for (index, slot) in plan.slots.enumerated() {
      guard slot.panel == panel, modules.contains(plan.rubric.modules[slot.module].id) else { continue }
      if slot.isOptional, dice.in100(70) { continue }
      if case .paper = slot.kind, dice.in100(40), plan.items[slot.item].slots.count > 1 { continue }
      if case .paperPart = slot.kind, dice.in100(20) { continue }
      var value = Self.value(slot, &dice)
      if dice.in100(odd / 8) {
        value = [MarkValue.missing, .notSeen, .notPresented][dice.below(3)]
        if case .veto = slot.kind { value = MarkValue(raw: 1_000_000) }
        if case .rank = slot.kind { value = .missing }
      }
      _ = book.write(
        value, entry: entry, round: round, run: run, panel: panel, judge: book.judge("J\(9 - judge)"),
        slot: index)
    }
  }

  private mutating func addFact(_ entry: Int) {
    let status = EntryStatus.allCases[dice.below(EntryStatus.allCases.count)]
    let round = dice.in100(50) ? nil : dice.below(plan.rubric.rounds.count)
    book.update(entry) { $0.facts.append(EntryFacts(round: round, status: status)) }
  }

  private mutating func addTimes(_ entry: Int) {
    let finish = dice.below(90) * 60_000
    let round = dice.in100(50) ? nil : dice.below(plan.rubric.rounds.count)
    book.update(entry) { $0.facts.append(EntryFacts(round: round, start: 0, finish: finish)) }
  }

  private mutating func decide(_ entry: Int) {
    let kinds: [Decision.Kind] = [.discussed, .tieVote, .tieDraw, .vetoConfirmed]
    book.decisions.append(
      Decision(
        entry: book.entries[entry].id, kind: kinds[dice.below(kinds.count)],
        value: String(dice.below(2))))
  }
}

/// A generator that gives the same numbers for the same seed.
struct CaseDice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 29)) >> 16
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

  mutating func in100(_ chance: Int) -> Bool { below(100) < chance }

  mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[below(choices.count)] }
}
