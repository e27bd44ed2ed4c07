// The flat path gives what the general evaluator gives, to the last byte, for any rubric, marks, gaps and mishaps.

import Basics
import Judging
import Rubrics
import Testing

private let batches = Array(UInt64(0)..<30)

@Suite("The flat path")
struct FlatProperties {
  @Test("Rankings, parts, faults and awards are those of the general evaluator", arguments: batches)
  func equalsGeneral(batch: UInt64) {
    for seed in batch * 40..<(batch + 1) * 40 {
      let event = FlatCase(seed: seed)
      let flat = Tally(plan: event.plan, book: event.book)
      let general = Tally(plan: event.plan, book: event.book, isGeneral: true)
      #expect(flat.json().canonical == general.json().canonical, "seed \(seed)")
    }
  }

  @Test("Explanations of single entries do not depend on the path", arguments: 3_000..<UInt64(3_100))
  func explanations(seed: UInt64) {
    let event = FlatCase(seed: seed)
    let flat = Tally(plan: event.plan, book: event.book)
    let general = Tally(plan: event.plan, book: event.book, isGeneral: true)
    for entry in event.book.entries.prefix(3) {
      let told = flat.explanationJSON(of: entry.id, .zh)
      #expect(told?.canonical == general.explanationJSON(of: entry.id, .zh)?.canonical)
    }
  }

  @Test("Most of the random rubrics are taken, so that the comparison means something")
  func coverage() {
    let taken = (0..<UInt64(300)).count { seed in
      let event = FlatCase(seed: seed)
      return FlatEvent(plan: event.plan, book: event.book) != nil
    }
    #expect(taken > 60)
  }

  @Test("Totals and places before tie-breaks follow the numbering of the rubric", arguments: batches)
  func ranking(batch: UInt64) {
    var ranking = FlatRanking()
    for seed in 10_000 + batch * 40..<10_000 + (batch + 1) * 40 {
      let event = FlatCase(seed: seed)
      let rule = event.plan.rubric.results.ranking
      guard var flat = FlatEvent(plan: event.plan, book: event.book), flat.isOrderedByTotals,
        rule.tieBreaks.isEmpty, rule.ties == .share
      else { continue }
      flat.rank(into: &ranking)
      let tally = Tally(plan: event.plan, book: event.book, isGeneral: true)
      for line in tally.standing.lines {
        let entry = line.result.entry
        #expect(ranking.place(ofEntry: entry) == line.place, "seed \(seed)")
        if line.place != nil { #expect(flat.total(ofEntry: entry) == line.result.total, "seed \(seed)") }
      }
      let placed = tally.standing.lines.filter { $0.place != nil }.map { Int32($0.result.entry) }
      #expect(ranking.order == placed, "seed \(seed)")
    }
  }
}

@Suite("The standing that follows single marks")
struct LiveProperties {
  @Test("After any edits, places and totals are those of a whole computation", arguments: batches)
  func followsEdits(batch: UInt64) {
    for seed in 20_000 + batch * 20..<20_000 + (batch + 1) * 20 {
      var event = FlatCase(seed: seed, mishaps: seed % 2 == 0)
      guard var live = LiveStanding(plan: event.plan, book: event.book) else { continue }
      for _ in 0..<12 { edit(&event, &live) }
      let tally = Tally(plan: event.plan, book: event.book, isGeneral: true)
      for line in tally.standing.lines {
        #expect(live.place(of: line.entry.id) == line.place, "seed \(seed)")
        if line.place != nil { #expect(live.total(of: line.entry.id) == line.result.total, "seed \(seed)") }
      }
      let placed = tally.standing.lines.filter { $0.place != nil }
      let best = live.best(3)
      #expect(best.map(\.entry) == placed.prefix(best.count).map(\.entry.id), "seed \(seed)")
      #expect(best.map(\.place) == placed.prefix(best.count).compactMap(\.place), "seed \(seed)")
      #expect(live.count == placed.count)
    }
  }

  /// One value changed in both, where the standing takes it.
  private func edit(_ event: inout FlatCase, _ live: inout LiveStanding) {
    let slot = event.dice.below(event.plan.slots.count)
    let entry = event.dice.below(event.book.entries.count)
    let judge = event.dice.one(of: event.book.judges.isEmpty ? ["J9"] : event.book.judges)
    let round = event.dice.below(event.plan.rubric.rounds.count)
    let value =
      event.dice.in100(10) ? MarkValue.missing : FlatCase.value(event.plan.slots[slot], &event.dice)
    guard
      live.write(
        [(slot, value)], entry: event.book.entries[entry].id, round: round, judge: judge)
    else {
      // Refused edits change nothing, except where the new total cannot be kept.
      if let fresh = LiveStanding(plan: event.plan, book: event.book) { live = fresh }
      return
    }
    let place = event.book.judge(judge)
    event.book.replace(
      value, entry: entry, round: round, run: 1, panel: event.plan.slots[slot].panel, judge: place, slot: slot
    )
  }

  @Test("A judge who was not expected is refused, since everybody's sheets would then be incomplete")
  func newJudge() throws {
    let rule = rubric(modules: [module(criterion("all", max: 100, points("mark", max: 100)))])
    let marks = sheets(item: "mark", [("A", ["80", "85", "90"]), ("B", ["70", "75", "80"])])
    let tally = try Tally(rubric: rule, sheets: marks)
    var live = try #require(LiveStanding(plan: tally.plan, book: tally.evaluator.book))
    let isTaken = live.write([(0, MarkValue(raw: 1_000_000))], entry: "A", round: 0, judge: "J9")
    #expect(!isTaken)
    #expect(live.place(of: "A") == "1")
    let isTakenToo = live.write([(0, MarkValue(raw: 60_000_000))], entry: "A", round: 0, judge: "J2")
    #expect(isTakenToo)
    #expect(live.total(of: "A") == Rational(80))
  }

  @Test("A mark taken away takes the place away, and the others move up")
  func takenAway() throws {
    let rule = rubric(modules: [module(criterion("all", max: 100, points("mark", max: 100)))])
    let marks = sheets(item: "mark", [("A", ["80", "85", "90"]), ("B", ["70", "75", "80"])])
    let tally = try Tally(rubric: rule, sheets: marks)
    var live = try #require(LiveStanding(plan: tally.plan, book: tally.evaluator.book))
    let isTaken = live.write([(0, .missing)], entry: "A", round: 0, judge: "J1")
    #expect(isTaken)
    #expect(live.place(of: "A") == nil)
    #expect(live.best(5).map(\.entry) == ["B"])
  }
}
