// Computes one entry after the other: which judges were expected, what each panel gives, and what the total is.

import Basics
import Rubrics

/// A plan and a book made ready for computing any entry.
public struct Evaluator: Sendable {
  public let plan: Plan
  public let book: MarkBook
  /// Judges' ids by rank in byte order.
  let judgeIDs: [String]
  let rankOfJudge: [Int]
  /// Sheets of each entry, sorted by round, run, panel and judge rank.
  let sheetsOfEntry: [[Int]]
  /// Ranks of the judges who have a row, by round, panel and division.
  private let expected: [ExpectedKey: [Int]]
  let decisionsOfEntry: [String: [Decision]]

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
        return (x.round, x.run, x.panel, Int32(ranks[Int(x.judge)]))
          < (y.round, y.run, y.panel, Int32(ranks[Int(y.judge)]))
      }
    }
    sheetsOfEntry = groups
    self.expected = expected.mapValues { $0.sorted() }
    decisionsOfEntry = Dictionary(grouping: book.decisions, by: \.entry)
  }

  func judges(round: Int, panel: Int, division: String?) -> [Int] {
    expected[ExpectedKey(round: round, panel: panel, division: division)] ?? []
  }

  /// Computes one entry; `book.entries[entry]`.
  public func evaluate(_ index: Int) -> EntryResult {
    let entry = book.entries[index]
    let rounds = plan.rubric.rounds
    var result = EntryResult(entry: index, status: entry.status, rounds: rounds.count)
    let sheets = sheetsOfEntry[index]
    let hasClockOnly = sheets.isEmpty && !entry.facts.contains { $0.round != nil || $0.run != nil }
    let hasOwnRule = rounds.contains { $0.missing != nil }
    if hasClockOnly, result.status == .ok, !hasOwnRule, plan.rubric.results.missing != .zero {
      switch plan.rubric.results.missing {
      case .block:
        result.faults.append(
          Fault(
            "entry-without-marks", zh: "作品 \(entry.id) 还没有任何分数", en: "entry \(entry.id) has no marks yet",
            suggestion: Words(
              zh: "补录评分表，或在参赛名单中注明 absent、withdrawn 等状态",
              en: "add its sheets, or give its status (absent, withdrawn, ...) in the entries file"),
            entry: entry.id))
      case .absent: result.status = .absent
      case .zero: break
      }
      result.rounds = rounds.map { _ in RoundResult() }
      result.passed = plan.rubric.results.pass.map { _ in false }
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
    finish(&result, lastStatus: lastStatus)
    return result
  }

  private func compute(
    round: Int, sheets: [Int], entry: Entry, into computed: inout RoundResult, result: inout EntryResult,
    lastStatus: inout EntryStatus?
  ) {
    let rule = plan.rubric.rounds[round]
    let policy = rule.missing ?? plan.rubric.results.missing
    let statuses = (1...max(1, rule.runs)).map { entry.status(round: round, run: $0) }
    if sheets.isEmpty, statuses.allSatisfy({ $0 == nil || $0 == .ok }), entry.status == .ok {
      switch policy {
      case .block:
        result.faults.append(
          Fault(
            "round-missing", zh: "作品 \(entry.id) 在“\(rule.label.title.zh)”没有分数",
            en: "entry \(entry.id) has no marks in round \(rule.id)",
            suggestion: Words(zh: "补录，或注明该轮状态", en: "add its sheets, or give a status for that round"),
            entry: entry.id))
      case .absent: break
      case .zero: computed.value = .zero
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
          case .block:
            result.faults.append(
              Fault(
                "run-missing", zh: "作品 \(entry.id) 在“\(rule.label.title.zh)”第 \(run) 次没有分数",
                en: "entry \(entry.id) has no marks in run \(run) of round \(rule.id)",
                suggestion: Words(zh: "补录，或注明该次状态", en: "add its sheets, or give a status for that run"),
                entry: entry.id))
          case .absent: attempt.counts = false
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
    let values = valued.map { computed.runs[$0].value ?? .zero }
    var value: Rational
    switch rule.combine {
    case .sum: value = values.sum
    case .mean: value = values.sum / values.count
    case .last:
      value = values[values.count - 1]
      for index in valued.dropLast() { computed.runs[index].counts = false }
    case .best:
      let lowFirst = plan.rubric.results.ranking.order == .ascending
      let order = valued.sorted { a, b in
        let (x, y) = (computed.runs[a].value ?? .zero, computed.runs[b].value ?? .zero)
        return x == y ? a < b : (lowFirst ? x < y : x > y)
      }
      for index in order.dropFirst(rule.best) { computed.runs[index].counts = false }
      let chosen = order.prefix(rule.best).map { computed.runs[$0].value ?? .zero }
      value = chosen.sum / chosen.count
    }
    value = plan.rounded(value, at: .round)
    computed.value = value
    computed.share = rule.weight.map { value * $0.exact / 100 } ?? value
  }

  private func finish(_ result: inout EntryResult, lastStatus: EntryStatus?) {
    let results = plan.rubric.results
    let counting = result.rounds.flatMap(\.runs).filter(\.counts)
    result.deducted = counting.map(\.deducted).sum
    let times = counting.compactMap(\.time)
    result.time = times.count == counting.count && !times.isEmpty ? times.reduce(0, +) : nil
    let shares = result.rounds.compactMap(\.share)
    if result.faults.isEmpty, !shares.isEmpty, result.status == .ok || result.status == .notAdvanced {
      var total = shares.sum
      let weighted = plan.rubric.rounds.contains { $0.weight != nil || $0.uses.contains { $0.weight != nil } }
      if weighted { total = total * results.scale.exact / 100 }
      for veto in result.vetoes {
        let rule = plan.vetoes[veto.veto].veto
        if rule.effect == .zeroTotal { total = .zero }
        if rule.effect == .capTotal, let cap = rule.cap { total = min(total, cap.exact) }
      }
      total = plan.rounded(total, at: .final)
      if total.isOverflow {
        let id = book.entries[result.entry].id
        result.faults.append(
          Fault(
            "number-too-large", zh: "作品 \(id) 的计算超出范围", en: "the numbers of entry \(id) are too large",
            entry: id))
      } else {
        result.total = total
      }
    } else if result.status == .ok, result.faults.isEmpty {
      // Rounds that were not made are no zeros: without any round there is no place.
      result.status = lastStatus ?? .absent
    }
    if let pass = results.pass { result.passed = passes(pass, result) }
  }

  private func passes(_ pass: Pass, _ result: EntryResult) -> Bool {
    guard result.total != nil else { return false }
    if pass.vetoFails, !result.vetoes.isEmpty { return false }
    return pass.gates.allSatisfy { gate in
      let value: Rational?
      switch gate.of {
      case .total: value = result.total
      case .round(let id): value = plan.roundOfID[id].flatMap { result.rounds[$0].value }
      case .module(let id):
        let module = plan.moduleOfID[id] ?? -1
        // Used in several rounds, the gate must be met in each.
        let values = plan.rubric.rounds.indices.filter { plan.modulesOfRound[$0].contains(module) }
          .map { result.rounds[$0].value(of: module, combine: plan.rubric.rounds[$0].combine) }
        value = values.contains { $0 == nil } ? nil : values.compactMap { $0 }.min()
      }
      return value.map { $0 >= gate.min.exact } ?? false
    }
  }
}
