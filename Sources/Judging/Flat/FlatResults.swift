// Results of the flat path in the form of the general evaluator: rounds, modules and totals, without what each judge gave.

import Basics
import Rubrics

extension FlatEvent {
  /// Every entry's result in the order of the book; ordinary ones are light, see `EntryResult.isLight`.
  mutating func results() -> [EntryResult] {
    let rounds = evaluator.plan.rubric.rounds.count
    var results = evaluator.book.entries.indices.map { entry in
      others[entry] ?? EntryResult(entry: entry, status: .ok, rounds: rounds)
    }
    for group in groups.indices {
      let program = groups[group].program
      let count = groups[group].entries.count
      var parts = [Int](repeating: 0, count: count * program.partCount)
      parts.withUnsafeMutableBufferPointer { run(group, 0, count, parts: $0.baseAddress) }
      for (place, entry) in groups[group].entries.enumerated()
      where states[groups[group].first + place].isEmpty {
        write(program, parts, place, count, &results[entry])
        results[entry].total = exactTotal(groups[group].first + place)
      }
    }
    for (place, total) in otherTotals { totals[place] = total }
    _ = evaluator.decidePass(&results)
    return results
  }

  private func exactTotal(_ place: Int) -> Rational {
    Rational(Int128(totals[place]), over: Int128(totalScale))
  }

  /// Turns one entry's registers into a result.
  private func write(
    _ program: FlatProgram, _ parts: [Int], _ place: Int, _ count: Int, _ result: inout EntryResult
  ) {
    let entry = evaluator.book.entries[result.entry]
    var part = place
    func next() -> Int {
      defer { part += count }
      return parts[part]
    }
    var times: [Int] = []
    result.isLight = true
    result.rounds.reserveCapacity(program.rounds.count)
    for (index, round) in program.rounds.enumerated() {
      var run = RunResult(run: 1)
      run.modules.reserveCapacity(round.modules.count)
      for module in round.modules {
        var computed = ModuleResult(module: module.module)
        computed.value = module.number.exact(next())
        computed.deducted = exact(next(), module.deducted)
        computed.offTotal = exact(next(), module.offTotal)
        run.deducted += computed.deducted + computed.offTotal
        run.offTotal += computed.offTotal
        run.modules.append(computed)
      }
      if !entry.facts.isEmpty, let start = entry.value(\.start, round: index, run: 1),
        let finish = entry.value(\.finish, round: index, run: 1)
      {
        run.time = finish - start
        times.append(finish - start)
      }
      result.deducted += run.deducted
      var computed = RoundResult(runs: [run])
      computed.value = round.number.exact(next())
      computed.share = round.share.exact(next())
      result.rounds.append(computed)
    }
    result.sum = program.sum.exact(next())
    result.unrounded = program.unrounded.exact(next())
    if times.count == program.rounds.count { result.time = times.reduce(0, +) }
  }

  private func exact(_ register: Int, _ number: FlatNumber) -> Rational {
    register == 0 ? .zero : number.exact(register)
  }
}

extension FlatProgram {
  /// How many registers are kept for an entry: three a module, two a round, the sum and the total before rounding.
  var partCount: Int { rounds.reduce(2) { $0 + 3 * $1.modules.count + 2 } }
}

extension Evaluator {
  /// The result with what every judge gave; only of a light one is anything computed.
  func whole(_ result: EntryResult) -> EntryResult {
    guard result.isLight else { return result }
    var results = [evaluate(result.entry)]
    close(&results)
    results[0].faults = result.faults
    return results[0]
  }
}

extension Ranking.TieBreak {
  /// Whether it has no part but those known here.
  var isKnown: Bool {
    self
      == Ranking.TieBreak(
        by: by, ref: ref, round: round, order: order, firstOnly: firstOnly, line: line)
  }

  /// Whether the step can be answered from a light result; steps that are not listed need what every judge gave.
  var isAnsweredByTotals: Bool {
    guard isKnown else { return false }
    switch by {
    case .module, .round, .fewestDeductions, .shortestTime, .unrounded, .panelVote, .draw: return true
    default: return false
    }
  }
}
