// Computes one entry after the other: which judges were expected, what each panel gives, and what each round gives.

import Basics
import Rubrics

/// A plan and a book made ready for computing any entry.
public struct Evaluator: Sendable {
  public let plan: Plan
  public internal(set) var book: MarkBook
  /// Judges' ids by rank in byte order.
  let judgeIDs: [String]
  let rankOfJudge: [Int]
  /// Sheets of each entry, sorted by round, run, panel and judge rank.
  private(set) var sheetsOfEntry: [[Int]]
  /// Ranks of the judges who have a row, by round, panel and division.
  private let expected: [ExpectedKey: [Int]]
  let decisionsOfEntry: [String: [Decision]]
  /// What judges' numbers and rounds were turned into where the rubric compares entries.
  private(set) var placements = Placements()
  /// While judges' numbers are gathered nothing is aggregated that needs them.
  private(set) var isGathering = false

  struct ExpectedKey: Hashable {
    var round: Int
    var panel: Int
    var division: String?
  }

  public init(plan: Plan, book: MarkBook) {
    self.plan = plan
    self.book = book
    let order = book.judges.indices.sorted { book.judges[$0].precedesByBytes(book.judges[$1]) }
    judgeIDs = order.map { book.judges[$0] }
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, judge) in order.enumerated() { ranks[judge] = rank }
    rankOfJudge = ranks
    var groups = [[Int]](repeating: [], count: book.entries.count)
    var expected: [ExpectedKey: Set<Int>] = [:]
    for (sheet, key) in book.keys.enumerated() {
      groups[Int(key.entry)].append(sheet)
      let place = ExpectedKey(
        round: Int(key.round), panel: Int(key.panel), division: book.entries[Int(key.entry)].division)
      expected[place, default: []].insert(ranks[Int(key.judge)])
    }
    let keys = book.keys
    for index in groups.indices {
      groups[index].sort { a, b in
        let (x, y) = (keys[a], keys[b])
        return (x.round, x.run, x.panel, x.part, Int32(ranks[Int(x.judge)]))
          < (y.round, y.run, y.panel, y.part, Int32(ranks[Int(y.judge)]))
      }
    }
    sheetsOfEntry = groups
    self.expected = expected.mapValues { $0.sorted() }
    decisionsOfEntry = Dictionary(grouping: book.decisions, by: \.entry)
  }

  /// The same evaluator for a book in which only marks differ.
  init(changed book: MarkBook, of other: Evaluator) {
    plan = other.plan
    self.book = book
    judgeIDs = other.judgeIDs
    rankOfJudge = other.rankOfJudge
    sheetsOfEntry = other.sheetsOfEntry
    expected = other.expected
    decisionsOfEntry = other.decisionsOfEntry
    placements = other.placements
  }

  /// Writes one value in place, in a sheet that is there or a new one of a judge who is expected anyway.
  ///
  /// False, and nothing is written, where the expected judges would change.
  mutating func write(
    _ value: MarkValue, entry: Int, round: Int, panel: Int, judge id: String, slot: Int
  ) -> Bool {
    let own = sheetsOfEntry[entry]
    func place(_ sheet: Int) -> (Int16, Int16, Int16, Int16, Int) {
      let key = book.keys[sheet]
      return (key.round, key.run, key.panel, key.part, rankOfJudge[Int(key.judge)])
    }
    guard let judge = book.judges.firstIndex(of: id), rankOfJudge.indices.contains(judge),
      judges(round: round, panel: panel, division: book.entries[entry].division).contains(rankOfJudge[judge])
    else { return false }
    let wanted = (Int16(round), Int16(1), Int16(panel), Int16(0), rankOfJudge[judge])
    let isThere = own.contains { place($0) == wanted }
    book.replace(value, entry: entry, round: round, run: 1, panel: panel, judge: judge, slot: slot)
    if !isThere {
      let at = own.firstIndex { wanted < place($0) } ?? own.count
      sheetsOfEntry[entry].insert(book.keys.count - 1, at: at)
    }
    return true
  }

  func judges(round: Int, panel: Int, division: String?) -> [Int] {
    expected[ExpectedKey(round: round, panel: panel, division: division)] ?? []
  }

  /// Computes the rounds of every entry, comparing entries where the rubric asks for it.
  mutating func evaluateAll() -> [EntryResult] {
    if plan.units.contains(where: { $0.aggregate.placing != nil }) { gather() }
    var results = book.entries.indices.map { evaluate($0) }
    turnRounds(&results)
    return results
  }

  /// Gathers the judges' numbers of every entry that takes part, and turns them.
  private mutating func gather() {
    isGathering = true
    var placements = Placements()
    for entry in book.entries.indices {
      let result = evaluate(entry)
      guard result.status == .ok || result.status == .notAdvanced else { continue }
      for (key, number) in result.gathered { placements.add(number, of: entry, to: key) }
    }
    placements.turn { key in
      let unit = plan.units[key.unit]
      return unit.aggregate.placing.map { ($0, plan.holdsRanks(unit)) }
    }
    self.placements = placements
    isGathering = false
  }

  /// Turns the results of rounds into ranks, points or shares.
  private mutating func turnRounds(_ results: inout [EntryResult]) {
    let rounds = plan.rubric.rounds
    guard rounds.contains(where: { $0.placing != nil }) else { return }
    func key(_ round: Int, _ placing: Placing, _ result: EntryResult) -> Placements.Key {
      Placements.Key(
        unit: Placements.rounds, round: round, run: 0,
        division: plan.division(placing, book.entries[result.entry]), judge: -1)
    }
    for (round, rule) in rounds.enumerated() {
      guard let placing = rule.placing else { continue }
      for result in results where result.isRankable {
        guard let value = result.rounds[round].value else { continue }
        placements.add(
          result.rounds[round].isMissing ? nil : value, of: result.entry, to: key(round, placing, result))
      }
    }
    placements.turn { key in
      key.unit == Placements.rounds
        ? rounds[key.round].placing.map { ($0, plan.holdsRanks(round: key.round)) } : nil
    }
    for (round, rule) in rounds.enumerated() {
      guard let placing = rule.placing else { continue }
      for index in results.indices {
        guard let turned = placements.value(of: results[index].entry, key(round, placing, results[index]))
        else { continue }
        if !results[index].rounds[round].isMissing {
          results[index].rounds[round].marks = results[index].rounds[round].value
        }
        results[index].rounds[round].value = turned
        results[index].rounds[round].share = share(of: turned, rule)
      }
    }
  }

  /// Computes the rounds of one entry; `book.entries[entry]`.
  func evaluate(_ index: Int) -> EntryResult {
    let entry = book.entries[index]
    let rounds = plan.rubric.rounds
    var result = EntryResult(entry: index, status: entry.status, rounds: rounds.count)
    let sheets = sheetsOfEntry[index]
    let hasClockOnly = sheets.isEmpty && !entry.facts.contains { $0.round != nil || $0.run != nil }
    let hasOwnRule = rounds.contains { $0.missing != nil }
    if hasClockOnly, result.status == .ok, !hasOwnRule, plan.rubric.results.missing != .zero {
      switch plan.rubric.results.missing {
      case .block: result.faults.append(withoutMarks(entry))
      case .absent: result.status = .absent
      case .zero: break
      }
      result.rounds = rounds.map { _ in RoundResult() }
      return result
    }
    var lastStatus: EntryStatus?
    for round in rounds.indices {
      var computed = RoundResult()
      if round >= result.advanced {
        result.rounds.append(computed)
        continue
      }
      let cell = sheets.filter { Int(book.keys[$0].round) == round }
      let keyed = entry.status(round: round, run: 1)
      if keyed == .notAdvanced || (entry.status == .notAdvanced && cell.isEmpty) {
        result.advanced = round
        if result.status == .ok { result.status = .notAdvanced }
        result.rounds.append(computed)
        continue
      }
      compute(
        round: round, sheets: cell, entry: entry, into: &computed, result: &result, lastStatus: &lastStatus)
      result.rounds.append(computed)
    }
    // Rounds that were not made are no zeros: without any round there is no place.
    let isEmpty = result.rounds.allSatisfy { $0.share == nil }
    if isEmpty, result.status == .ok, result.faults.isEmpty, !isGathering {
      result.status = lastStatus ?? .absent
    }
    return result
  }

  private func compute(
    round: Int, sheets: [Int], entry: Entry, into computed: inout RoundResult, result: inout EntryResult,
    lastStatus: inout EntryStatus?
  ) {
    let rule = plan.rubric.rounds[round]
    let policy = rule.missing ?? plan.rubric.results.missing
    let statuses = (1...max(1, rule.runs)).map { entry.status(round: round, run: $0) }
    // Where judges compare the entries, who is missing is ranked last by each of them.
    let comparesJudges = plan.comparesJudges(round: round)
    let isMissing = sheets.isEmpty && statuses.allSatisfy { $0 == nil || $0 == .ok } && entry.status == .ok
    if isMissing, policy != .zero || !comparesJudges {
      switch policy {
      case .block: result.faults.append(roundMissing(entry, rule))
      case .absent: break
      case .zero:
        computed.value = .zero
        computed.isMissing = true
      }
      computed.share = computed.value.map { _ in .zero }
      return
    }
    for run in 1...max(1, rule.runs) {
      var attempt = RunResult(run: run)
      if let status = statuses[run - 1], status != .ok {
        attempt.status = status
        attempt.counts = false
        lastStatus = status
        computed.runs.append(attempt)
        continue
      }
      let cell = sheets.filter { Int(book.keys[$0].run) == run }
      if cell.isEmpty, rule.runs > 1 || entry.status != .ok {
        if entry.status == .ok {
          switch rule.runMissing ?? policy {
          case .block: result.faults.append(runMissing(entry, rule, run))
          case .absent: attempt.counts = false
          case .zero where comparesJudges:
            computeRun(round: round, sheets: cell, entry: entry, into: &attempt, result: &result)
          case .zero: attempt.value = .zero
          }
        } else {
          attempt.counts = false
        }
        computed.runs.append(attempt)
        continue
      }
      computeRun(round: round, sheets: cell, entry: entry, into: &attempt, result: &result)
      computed.runs.append(attempt)
    }
    combine(round: round, &computed)
  }

  /// Chooses the runs that count and makes them one number.
  private func combine(round: Int, _ computed: inout RoundResult) {
    let rule = plan.rubric.rounds[round]
    let valued = computed.runs.indices.filter { computed.runs[$0].counts && computed.runs[$0].value != nil }
    for index in computed.runs.indices where !valued.contains(index) { computed.runs[index].counts = false }
    guard !valued.isEmpty else { return }
    func value(_ run: Int) -> Rational { computed.runs[run].value ?? .zero }
    var chosen = valued
    if rule.combine == .last {
      chosen = [valued[valued.count - 1]]
    } else if rule.best > 0 {
      let lowFirst = plan.rubric.results.ranking.order == .ascending
      let order = valued.sorted { a, b in
        value(a) == value(b) ? a < b : (lowFirst ? value(a) < value(b) : value(a) > value(b))
      }
      chosen = Array(order.prefix(rule.best))
    }
    for index in valued where !chosen.contains(index) { computed.runs[index].counts = false }
    let sum = chosen.map(value).sum
    let result = plan.rounded(rule.combine == .sum ? sum : sum / chosen.count, at: .round)
    computed.value = result
    computed.share = share(of: result, rule)
  }

  /// What a round's result gives to the total.
  private func share(of value: Rational, _ rule: Round) -> Rational {
    let weighted = rule.weight.map { value * $0.exact / 100 } ?? value
    return rule.times.map { weighted * $0 } ?? weighted
  }
}

extension EntryResult {
  /// Whether it takes part in comparisons: computed, and neither away nor out.
  var isRankable: Bool { !isBlocked && (status == .ok || status == .notAdvanced) }
}
