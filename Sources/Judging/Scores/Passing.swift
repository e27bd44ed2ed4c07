// Who passed: fixed marks, marks found by regression on the global rating, and numbers of stations; no gate makes up for another.

public import Basics
import Rubrics

/// The pass mark that borderline regression gives for one station.
public struct BorderlineCut: Hashable, Sendable {
  public var module: String
  /// The rating at which the line is read.
  public var rating: Marks
  /// Candidates with a mark and a rating.
  public var candidates: Int
  /// The line: mark = intercept + slope x rating.
  public var slope: Rational
  public var intercept: Rational
  /// The pass mark, rounded at the stage `cut`.
  public var cut: Rational
}

/// One gate of a pass rule, met or not.
public struct GateOutcome: Hashable, Sendable {
  /// `total`, `module`, `round` or `stations`.
  public var of: String
  public var ref: String?
  /// What it asks; nil where that could not be computed.
  public var least: Rational?
  public var value: Rational?
  public var isMet: Bool {
    guard let least, let value else { return false }
    return value >= least
  }
}

extension Evaluator {
  /// Decides `passed` of every result where the rubric has a pass rule.
  ///
  /// Gives back the pass marks that it computed.
  func decidePass(_ results: inout [EntryResult]) -> [BorderlineCut] {
    guard let pass = plan.rubric.results.pass else { return [] }
    let cuts = borderlineCuts(results)
    let asked = Set(plan.borderlineGates.map(\.module))
    if let lacking = asked.sorted().first(where: { id in !cuts.contains { $0.module == id } }) {
      for index in results.indices where results[index].isRankable {
        results[index].faults.append(noCut(lacking, book.entries[results[index].entry].id))
      }
    }
    for index in results.indices { results[index].passed = passes(pass, results[index], cuts) }
    return cuts
  }

  /// The computed pass marks of a finished event, one for each station that asks for one.
  func borderlineCuts(_ results: [EntryResult]) -> [BorderlineCut] {
    var cuts: [BorderlineCut] = []
    for (id, rating) in plan.borderlineGates {
      guard let module = plan.moduleOfID[id], !cuts.contains(where: { $0.module == id }) else { continue }
      let pairs = results.filter { $0.status == .ok || $0.status == .notAdvanced }.compactMap {
        result -> (Rational, Rational)? in
        guard let mark = moduleValue(module, result), let rated = globalRating(module, result) else {
          return nil
        }
        return (rated, mark)
      }
      if let cut = Self.regression(pairs, at: rating.exact) {
        cuts.append(
          BorderlineCut(
            module: id, rating: rating, candidates: pairs.count, slope: cut.slope, intercept: cut.intercept,
            cut: plan.rounded(cut.intercept + cut.slope * rating.exact, at: .cut)))
      }
    }
    return cuts
  }

  /// Least squares, exactly; nil with fewer than two ratings that differ.
  private static func regression(
    _ pairs: [(Rational, Rational)], at rating: Rational
  ) -> (slope: Rational, intercept: Rational)? {
    let count = pairs.count
    guard count >= 2 else { return nil }
    let (x, y) = (pairs.map(\.0).sum, pairs.map(\.1).sum)
    let xx = pairs.map { $0.0 * $0.0 }.sum
    let xy = pairs.map { $0.0 * $0.1 }.sum
    let spread = xx * Rational(count) - x * x
    guard spread > .zero else { return nil }
    let slope = (xy * Rational(count) - x * y) / spread
    let intercept = (y - slope * x) / count
    return slope.isOverflow || intercept.isOverflow ? nil : (slope, intercept)
  }

  /// The global rating of a module: the panel's number of its first `global` item.
  private func globalRating(_ module: Int, _ result: EntryResult) -> Rational? {
    for round in result.rounds {
      for run in round.runs where run.counts {
        for unit in run.modules.first(where: { $0.module == module })?.units ?? []
        where plan.units[unit.unit].effect == .rate { return unit.value }
      }
    }
    return nil
  }

  /// A module's marks; used in several rounds, the lowest of them, so that a gate must be met in each.
  private func moduleValue(_ module: Int, _ result: EntryResult) -> Rational? {
    let values = plan.rubric.rounds.indices.filter { plan.modulesOfRound[$0].contains(module) }
      .map { result.rounds[$0].value(of: module, combine: plan.rubric.rounds[$0].combine) }
    return values.contains { $0 == nil } ? nil : values.compactMap { $0 }.min()
  }

  private func passes(_ pass: Pass, _ result: EntryResult, _ cuts: [BorderlineCut]) -> Bool {
    guard result.total != nil, !result.isBlocked else { return false }
    if pass.vetoFails, result.vetoes.contains(where: { isEffective($0, in: result) }) { return false }
    return gates(of: result, cuts).allSatisfy(\.isMet)
  }

  /// Whether a veto bears on the result: it reaches the total, or its run and round count.
  private func isEffective(_ veto: EffectiveVeto, in result: EntryResult) -> Bool {
    switch plan.vetoes[veto.veto].veto.effect {
    case .zeroTotal, .capTotal, .disqualify: return true
    case .zeroItem, .zeroCriterion, .zeroModule, .zeroRound, .capModule:
      let round = result.rounds[veto.round]
      return round.counts && round.runs.contains { $0.run == veto.run && $0.counts }
    }
  }

  /// What every gate of the pass rule asks and what the result has.
  func gates(of result: EntryResult, _ cuts: [BorderlineCut]) -> [GateOutcome] {
    guard let pass = plan.rubric.results.pass else { return [] }
    let reached = stations(of: result, cuts).filter(\.isMet).count
    return pass.gates.map { outcome($0, result, cuts, pass, reached: reached) }
  }

  /// The stations that are counted, each with its pass mark.
  func stations(of result: EntryResult, _ cuts: [BorderlineCut]) -> [GateOutcome] {
    guard let pass = plan.rubric.results.pass else { return [] }
    return pass.stations.map { outcome($0, result, cuts, pass, reached: nil) }
  }

  private func outcome(
    _ gate: Pass.Gate, _ result: EntryResult, _ cuts: [BorderlineCut], _ pass: Pass, reached: Int?
  ) -> GateOutcome {
    var outcome = GateOutcome(of: "total", ref: nil, least: bound(of: gate, cuts, pass), value: nil)
    switch gate.of {
    case .total: outcome.value = result.total
    case .round(let id):
      (outcome.of, outcome.ref) = ("round", id)
      outcome.value = plan.roundOfID[id].flatMap { result.rounds[$0].value }
    case .module(let id):
      (outcome.of, outcome.ref) = ("module", id)
      outcome.value = plan.moduleOfID[id].flatMap { moduleValue($0, result) }
    case .stations:
      outcome.of = "stations"
      outcome.value = reached.map { Rational($0) }
    }
    return outcome
  }

  /// What a gate asks for; nil where it could not be computed.
  private func bound(of gate: Pass.Gate, _ cuts: [BorderlineCut], _ pass: Pass) -> Rational? {
    switch gate.bound {
    case .marks(let marks): return marks.exact
    case .borderline:
      guard case .module(let id) = gate.of else { return nil }
      return cuts.first { $0.module == id }?.cut
    case .sumOfCuts, .meanOfCuts:
      let all = pass.stations.map { bound(of: $0, cuts, pass) }
      guard !all.isEmpty, !all.contains(nil) else { return nil }
      let sum = all.compactMap { $0 }.sum
      return gate.bound == .sumOfCuts ? sum : sum / all.count
    }
  }

  private func noCut(_ module: String, _ entry: String) -> Fault {
    Fault(
      "cut-not-computable", zh: "考站 \(module) 的合格线算不出：至少要有两种不同的总体评价",
      en:
        "the pass mark of station \(module) cannot be computed: at least two different global ratings are needed",
      suggestion: Words(
        zh: "补录总体评价，或在细则中改用固定的 min", en: "add the global ratings, or give a fixed min in the rubric"),
      entry: entry)
  }
}

extension Plan {
  /// Every station whose pass mark comes from its global rating.
  var borderlineGates: [(module: String, rating: Marks)] {
    let pass = rubric.results.pass
    return ((pass?.stations ?? []) + (pass?.gates ?? [])).compactMap { gate in
      guard case .borderline(let rating) = gate.bound, case .module(let id) = gate.of else { return nil }
      return (id, rating)
    }
  }
}
