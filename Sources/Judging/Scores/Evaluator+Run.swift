// One run of a round: vetoes first, then every unit of every module, then bonuses, deductions, caps and weights.

import Basics
import Rubrics

/// One entry in one round and run, with its sheets.
struct Cell {
  var entry: Entry
  var round: Int
  var run: Int
  var sheets: [Int]
}

/// What vetoes took away before aggregation.
struct Voided {
  var items: Set<Int> = []
  var modules: Set<Int> = []
  var round = false
}

extension Evaluator {
  func computeRun(
    round: Int, sheets: [Int], entry: Entry, into attempt: inout RunResult, result: inout EntryResult
  ) {
    let cell = Cell(entry: entry, round: round, run: attempt.run, sheets: sheets)
    let voided = applyVetoes(cell, result: &result)
    let rule = plan.rubric.rounds[round]
    var value: Rational?
    for use in rule.uses {
      guard let module = plan.moduleOfID[use.module] else { continue }
      var computed = ModuleResult(module: module)
      computeModule(cell, voided: voided, into: &computed, result: &result)
      if let marks = computed.value {
        let share: Rational
        if let weight = use.weight {
          let full = plan.rubric.modules[module].max?.exact ?? Rational(100)
          share = marks * weight.exact / full
        } else {
          share = marks
        }
        let counted = use.times.map { share * $0 } ?? share
        value = (value ?? .zero) + counted
      }
      attempt.deducted += computed.deducted + computed.offTotal + computed.offRound
      attempt.offTotal += computed.offTotal
      attempt.offRound += computed.offRound
      attempt.modules.append(computed)
    }
    if attempt.offRound != .zero {
      value = value.map { max(min(.zero, $0), $0 - attempt.offRound) }
    }
    if voided.round { value = value.map { _ in .zero } }
    attempt.value = value
    let start = entry.value(\.start, round: round, run: attempt.run)
    let finish = entry.value(\.finish, round: round, run: attempt.run)
    if let start, let finish { attempt.time = finish - start }
  }

  private func computeModule(
    _ cell: Cell, voided: Voided, into computed: inout ModuleResult, result: inout EntryResult
  ) {
    let units = plan.unitsOfModule[computed.module]
    // Penalties on every award first: the awards need them.
    var eachAward: Rational = .zero
    for unit in units where plan.units[unit].effect == .subtractEachAward {
      if let given = compute(unit, cell, voided: voided, penalty: .zero, result: &result) {
        eachAward += given.value
        computed.units.append(given)
      }
    }
    for unit in units where plan.units[unit].effect != .subtractEachAward {
      guard
        let given = compute(
          unit, cell, voided: voided, penalty: takesPenalty(plan.units[unit]) ? eachAward : .zero,
          result: &result)
      else {
        continue
      }
      switch plan.units[unit].effect {
      case .add where plan.units[unit].isBonus: computed.bonus += given.value
      case .add: computed.marks = (computed.marks ?? .zero) + given.value
      case .subtract where plan.units[unit].off == .total: computed.offTotal += given.value
      case .subtract where plan.units[unit].off == .round: computed.offRound += given.value
      case .subtract: computed.deducted += given.value
      case .rate, .subtractEachAward: break
      }
      computed.units.append(given)
    }
    guard let marks = computed.marks else { return }
    var value = marks + computed.bonus - computed.deducted
    // The overflow value is no number: held between bounds it would look like one.
    guard !value.isOverflow else {
      result.faults.append(tooLarge(cell.entry))
      return
    }
    // Deductions never take a module below 0; full marks are its limit.
    value = max(min(.zero, marks + computed.bonus), value)
    if let full = plan.rubric.modules[computed.module].max?.exact { value = max(.zero, min(full, value)) }
    for veto in result.vetoes where veto.round == cell.round && veto.run == cell.run {
      let planned = plan.vetoes[veto.veto]
      guard plan.items[planned.item].module == computed.module else { continue }
      if planned.veto.effect == .capModule, let cap = planned.veto.cap { value = min(value, cap.exact) }
    }
    if voided.modules.contains(computed.module) { value = .zero }
    computed.value = value.rounded(plan.moduleRounding[computed.module])
  }

  /// Whether a unit holds awards, off which a penalty is taken: not ratings, bonuses or what is subtracted itself.
  private func takesPenalty(_ unit: Unit) -> Bool { unit.effect == .add && !unit.isBonus }

  /// Finds the vetoes that enough people confirmed and what they void in this run.
  private func applyVetoes(_ cell: Cell, result: inout EntryResult) -> Voided {
    var voided = Voided()
    for module in plan.modulesOfRound[cell.round] {
      for index in plan.vetoesOfModule[module] {
        let planned = plan.vetoes[index]
        let item = plan.items[planned.item]
        var confirming: [String] = []
        for sheet in cell.sheets where Int(book.keys[sheet].panel) == item.panel {
          if book.value(sheet: sheet, slot: planned.slot).raw == 1_000_000 {
            confirming.append(judgeIDs[rankOfJudge[Int(book.keys[sheet].judge)]])
          }
        }
        let decided = decision(.vetoConfirmed, cell, panel: item.panel, item: item.id)
        if let decided, decided.value == "0" { continue }
        // A decision settles what somebody saw; where nobody wrote 1 there is nothing to settle.
        if confirming.isEmpty { continue }
        if confirming.count < planned.veto.confirmations, decided == nil {
          result.faults.append(
            Fault(
              "veto-unconfirmed",
              zh:
                "作品 \(cell.entry.id)\(plan.place(cell).zh)的否决项“\(item.label.title.zh)”只有 \(confirming.count) 人确认，需要 \(planned.veto.confirmations) 人",
              en:
                "veto \(item.id) of entry \(cell.entry.id)\(plan.place(cell).en) has \(confirming.count) of \(planned.veto.confirmations) confirmations",
              suggestion: Words(
                zh: "由裁判长作出 veto-confirmed 裁定（1 成立，0 不成立）",
                en: "record the decision veto-confirmed (1 stands, 0 does not)"), entry: cell.entry.id))
          continue
        }
        result.vetoes.append(
          EffectiveVeto(
            veto: index, round: cell.round, run: cell.run, confirmedBy: decided == nil ? confirming : []))
        switch planned.veto.effect {
        case .zeroItem:
          voided.items.formUnion(plan.items.indices.filter { plan.items[$0].id == planned.veto.ref })
        case .zeroCriterion:
          let criterion = planned.veto.ref ?? planned.criterion
          voided.items.formUnion(
            plan.items.indices.filter { place in
              criterion.map { plan.items[place].criteria.contains($0) } ?? false
            })
        case .zeroModule: voided.modules.insert(module)
        case .zeroRound: voided.round = true
        case .disqualify: result.status = .disqualified
        case .zeroTotal, .capModule, .capTotal: break
        }
      }
    }
    return voided
  }

  /// The decision of a kind that fits this cell most closely.
  func decision(_ kind: Decision.Kind, _ cell: Cell, panel: Int?, item: String?) -> Decision? {
    let fitting = (decisionsOfEntry[cell.entry.id] ?? []).filter { decision in
      decision.kind == kind && (decision.round == nil || decision.round == cell.round)
        && (decision.panel == nil || panel == nil || decision.panel == panel)
        && (decision.item == nil || item == nil || decision.item == item)
    }
    return fitting.max { a, b in specificity(a) < specificity(b) }
  }

  private func specificity(_ decision: Decision) -> Int {
    (decision.round == nil ? 0 : 1) + (decision.panel == nil ? 0 : 1) + (decision.item == nil ? 0 : 1)
  }
}
