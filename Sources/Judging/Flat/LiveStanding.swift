// A standing that follows single marks: one sheet changes, one total moves, and places are looked up when somebody asks.

public import Basics
import Rubrics

/// Totals of a running event, kept in order while marks come in.
///
/// One changed mark costs the marks of its entry, whatever the number of entries. Places and totals are those that
/// `Tally` gives; awards, faults and explanations stay there.
public struct LiveStanding {
  private var event: FlatEvent
  private var ranked: RankedTotals
  /// An owner in `ranked` and its entry in the book, both ways.
  private let owners: [Int]
  private let entryOfOwner: [Int]
  private var numbering: Ranking.Numbering { event.evaluator.plan.rubric.results.ranking.numbering }
  private var hasChain: Bool { !event.evaluator.plan.rubric.results.ranking.tieBreaks.isEmpty }

  /// Nil where totals of other entries, or decisions on record, have a say in a place; then only a whole `Tally` will do.
  public init?(plan: Plan, book: MarkBook) {
    let ranking = plan.rubric.results.ranking
    guard ranking.ties == .share, ranking.upTo == nil,
      ranking.tieBreaks.allSatisfy({ $0.isKnown && $0.by != .panelVote && $0.by != .draw }),
      ranking.tieBreaks.isEmpty || ranking.numbering != .dense,
      var event = FlatEvent(plan: plan, book: book), event.isOrderedByTotals
    else { return nil }
    event.addUp()
    let ids = book.entries.map(\.id)
    entryOfOwner = ids.indices.sorted { ids[$0].precedesByBytes(ids[$1]) }
    var owners = [Int](repeating: 0, count: ids.count)
    for (owner, entry) in entryOfOwner.enumerated() { owners[entry] = owner }
    self.owners = owners
    ranked = RankedTotals(
      ids.indices.compactMap { entry in
        event.register(ofEntry: entry).map { RankedTotals.Key(total: $0, owner: owners[entry]) }
      })
    self.event = event
  }

  /// Writes values of one sheet (`.missing` takes one away) and moves the entry's total.
  ///
  /// False where the entry or a slot is not known, the judge was not expected there, or the new total cannot be kept;
  /// then compute a new standing.
  /// - Parameter values: by the slot's place in `Plan.slots`, all of one panel.
  public mutating func write(
    _ values: [(slot: Int, value: MarkValue)], entry id: String, round: Int, judge: String
  ) -> Bool {
    let plan = event.evaluator.plan
    guard let entry = event.evaluator.book.place(of: id), plan.rubric.rounds.indices.contains(round),
      values.allSatisfy({ slot, _ in
        plan.slots.indices.contains(slot) && plan.modulesOfRound[round].contains(plan.slots[slot].module)
          && plan.slots[slot].panel == plan.slots[values[0].slot].panel
      })
    else { return false }
    let before = event.register(ofEntry: entry)
    guard event.write(values, entry: entry, round: round, judge: judge) else { return false }
    let after = event.register(ofEntry: entry)
    guard before != after else { return true }
    if let before { ranked.remove(RankedTotals.Key(total: before, owner: owners[entry])) }
    if let after { ranked.insert(RankedTotals.Key(total: after, owner: owners[entry])) }
    return true
  }

  /// How many entries have a place.
  public var count: Int { ranked.count }

  /// The total of an entry; nil without one.
  public func total(of id: String) -> Rational? {
    event.evaluator.book.place(of: id).flatMap { event.total(ofEntry: $0) }
  }

  /// The place of an entry over all, as the rubric numbers places; nil without one.
  public func place(of id: String) -> String? {
    guard let entry = event.evaluator.book.place(of: id), let total = event.register(ofEntry: entry) else {
      return nil
    }
    let ahead = ranked.countBelow(total)
    guard hasChain, ranked.countEqual(total) > 1 else {
      return place(ahead: ahead, dense: total, size: ranked.countEqual(total))
    }
    var before = ahead
    for group in resolved(total) {
      if group.contains(entry) { return place(ahead: before, dense: total, size: group.count) }
      before += group.count
    }
    return nil
  }

  /// The best entries in order with their places, all those tied with the last of them included.
  public func best(_ most: Int) -> [(entry: String, place: String)] {
    var lines: [(entry: String, place: String)] = []
    let keys = ranked.best(most)
    var start = 0
    while start < keys.count, lines.count < most {
      let total = keys[start].total
      let end = keys[start...].firstIndex { $0.total != total } ?? keys.count
      let groups =
        hasChain && end - start > 1
        ? resolved(total) : [keys[start..<end].map { entryOfOwner[$0.owner] }]
      for group in groups where lines.count < most {
        let place = place(ahead: lines.count, dense: total, size: group.count)
        lines += group.map { (event.evaluator.book.entries[$0].id, place) }
      }
      start = end
    }
    return lines
  }

  private func place(ahead: Int, dense total: Int, size: Int) -> String {
    switch numbering {
    case .standard: String(ahead + 1)
    case .dense: String(ranked.distinctBelow(total) + 1)
    case .modified: String(ahead + size)
    case .fractional: Rational(Int128(2 * ahead + size + 1), over: 2).text
    }
  }

  /// The entries of one total, told apart by the rubric's chain.
  private func resolved(_ total: Int) -> [[Int]] {
    var results = ranked.owners(of: total).map { event.whole(entryOfOwner[$0]) }
    var breaker = TieBreaker(evaluator: event.evaluator)
    return breaker.order(&results).map { group in group.map { results[$0].entry } }
  }
}

extension FlatEvent {
  /// The total as a whole number, lower is better; nil without one.
  func register(ofEntry entry: Int) -> Int? {
    let place = placeOfEntry[entry]
    guard isRanked[place] else { return nil }
    return evaluator.plan.rubric.results.ranking.order == .descending ? -totals[place] : totals[place]
  }

  /// Everything about one entry, from the general evaluator.
  func whole(_ entry: Int) -> EntryResult {
    var results = [evaluator.evaluate(entry)]
    evaluator.close(&results)
    return results[0]
  }
}
