// Which rubrics the flat path takes: only pieces that are listed here, so that whatever is new stays with the general evaluator.

import Basics
import Rubrics

/// Every piece is compared with one made anew of the parts known here: a part added later, and not at its default,
/// makes it unknown.
extension Plan {
  /// Whether every entry's total depends on its own marks only, by sums, means and constants known here.
  var isFlat: Bool {
    let results = rubric.results
    return isKnown(results) && isKnown(results.ranking) && results.rounding.allSatisfy(isKnown)
      && rubric.rounds.allSatisfy(isKnown) && rubric.panels.allSatisfy(isKnown)
      && rubric.modules.allSatisfy(isKnown) && units.allSatisfy(isKnown)
      && items.allSatisfy { $0.rounding == nil }
      && Set(results.rounding.map(\.stage)).count == results.rounding.count
  }

  private func isKnown(_ results: Results) -> Bool {
    let known = Results(
      scale: results.scale, missing: results.missing, rounding: results.rounding, pass: results.pass,
      ranking: results.ranking, awards: results.awards, certificates: results.certificates)
    return results == known && results.pass.map(isKnown) ?? true && results.awards.map(isKnown) ?? true
  }

  /// Fixed pass marks of totals, modules and rounds.
  private func isKnown(_ pass: Pass) -> Bool {
    pass == Pass(gates: pass.gates, vetoFails: pass.vetoFails) && !pass.isComputed
      && pass.gates.allSatisfy { gate in
        switch gate.of {
        case .total, .module, .round: true
        default: false
        }
      }
  }

  /// Awards by place or for the best in a module or round; the best in a criterion or item needs every judge's marks.
  private func isKnown(_ awards: Awards) -> Bool {
    awards
      == Awards(
        atTie: awards.atTie, tiedWithin: awards.tiedWithin, enlarged: awards.enlarged, awards: awards.awards)
      && awards.awards.allSatisfy { award in
        award
          == Awards.Award(
            id: award.id, label: award.label, top: award.top, ratio: award.ratio,
            ratioRounding: award.ratioRounding, of: award.of, minTotal: award.minTotal, bestIn: award.bestIn,
            scope: award.scope, certificate: award.certificate, line: award.line)
          && (award.bestIn.map { moduleOfID[$0] != nil || roundOfID[$0] != nil } ?? true)
      }
  }

  private func isKnown(_ ranking: Ranking) -> Bool {
    ranking
      == Ranking(
        order: ranking.order, numbering: ranking.numbering, ties: ranking.ties, upTo: ranking.upTo,
        tieBreaks: ranking.tieBreaks)
  }

  private func isKnown(_ rounding: Rounding) -> Bool {
    guard rounding == Rounding(stage: rounding.stage, decimals: rounding.decimals, mode: rounding.mode) else {
      return false
    }
    switch rounding.stage {
    case .item, .judge, .component, .factored, .product, .panel, .module, .round, .final: return true
    default: return false
    }
  }

  private func isKnown(_ round: Round) -> Bool {
    guard
      round
        == Round(
          id: round.id, label: round.label, uses: round.uses, weight: round.weight, times: round.times,
          combine: round.combine, best: round.best, missing: round.missing, runMissing: round.runMissing,
          line: round.line)
    else { return false }
    return Set(round.uses.map(\.module)).count == round.uses.count
      && round.uses.allSatisfy { use in
        moduleOfID[use.module] != nil
          && use == Round.Use(module: use.module, weight: use.weight, times: use.times, line: use.line)
      }
  }

  private func isKnown(_ panel: Panel) -> Bool {
    panel
      == Panel(
        id: panel.id, role: panel.role, blind: panel.blind, label: panel.label, aggregate: panel.aggregate,
        deviations: panel.deviations, missing: panel.missing, line: panel.line)
      && panel.deviations.allSatisfy(isKnown) && isKnown(panel.aggregate)
  }

  /// Judges' totals that stay close together; where they do not, the entry is left to the general evaluator.
  private func isKnown(_ deviation: Deviation) -> Bool {
    deviation
      == Deviation(
        scope: .sheet, max: deviation.max, unit: deviation.unit, compare: deviation.compare,
        action: deviation.action)
      && (deviation.unit == .points || deviation.unit == .percent)
  }

  private func isKnown(_ aggregate: Aggregate) -> Bool {
    aggregate
      == Aggregate(
        method: aggregate.method, dropHigh: aggregate.dropHigh, dropLow: aggregate.dropLow,
        best: aggregate.best, minJudges: aggregate.minJudges, ifFewer: aggregate.ifFewer)
      && (aggregate.method != .single || aggregate.dropHigh + aggregate.dropLow == 0)
  }

  private func isKnown(_ module: Module) -> Bool {
    module
      == Module(
        id: module.id, label: module.label, panel: module.panel, max: module.max,
        timeLimit: module.timeLimit, rounding: module.rounding, blueprint: module.blueprint,
        criteria: module.criteria, extras: module.extras, line: module.line)
      && module.allCriteria.allSatisfy(isKnown) && module.items.allSatisfy(isKnown)
  }

  private func isKnown(_ criterion: Criterion) -> Bool {
    criterion
      == Criterion(
        id: criterion.id, label: criterion.label, max: criterion.max, panel: criterion.panel,
        aggregate: criterion.aggregate, rounding: criterion.rounding, parts: criterion.parts,
        line: criterion.line)
      && criterion.aggregate.map(isKnown) ?? true
  }

  private func isKnown(_ item: Item) -> Bool {
    guard
      item
        == Item(
          id: item.id, label: item.label, panel: item.panel, aggregate: item.aggregate,
          rounding: item.rounding, note: item.note,
          photo: item.photo, missing: item.missing, notSeen: item.notSeen, times: item.times, off: item.off,
          kind: item.kind, line: item.line),
      item.aggregate.map(isKnown) ?? true, item.off == .module || item.off == .total
    else { return false }
    return switch item.kind {
    case .points(let points), .bonus(let points):
      points == Points(min: points.min, max: points.max, step: points.step, anchors: points.anchors)
    case .levels(let levels), .global(let levels):
      levels.allSatisfy { $0 == Level(value: $0.value, points: $0.points, text: $0.text) }
    case .checklist(let steps):
      steps.allSatisfy {
        $0 == Step(id: $0.id, points: $0.points, partial: $0.partial, text: $0.text, line: $0.line)
      }
    case .deduct(let deduct):
      deduct
        == Deduct(
          each: deduct.each, per: deduct.per, every: deduct.every, grace: deduct.grace,
          counting: deduct.counting, limit: deduct.limit, bands: deduct.bands,
          disqualifyOver: deduct.disqualifyOver, fromClock: deduct.fromClock)
    case .measure(let measure): measure.linear?.isExact != true
    case .veto, .count: true
    case .given(let given):
      given.effect != .subtractEachAward && given == Given(effect: given.effect, optional: given.optional)
    case .rank: false
    }
  }

  private func isKnown(_ unit: Unit) -> Bool {
    var known = Unit(
      scope: unit.scope, label: unit.label, module: unit.module, panel: unit.panel, items: unit.items,
      aggregate: unit.aggregate, effect: unit.effect, times: unit.times, off: unit.off,
      isOptional: unit.isOptional, isBonus: unit.isBonus)
    known.rounding.judge = unit.rounding.judge
    known.rounding.aggregated = unit.rounding.aggregated
    known.rounding.factored = unit.rounding.factored
    known.rounding.product = unit.rounding.product
    return unit == known && unit.effect != .subtractEachAward && isKnown(unit.aggregate)
      && (!unit.isOptional || unit.items.count == 1)
  }
}
