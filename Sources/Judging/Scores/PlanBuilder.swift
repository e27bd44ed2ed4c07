// Compiles a rubric: one slot for every value that a judge may write, one unit for every aggregation.

import Basics
import Rubrics

/// Builds a plan module by module.
struct PlanBuilder {
  let rubric: Rubric
  var slots: [Slot] = []
  var items: [PlannedItem] = []
  var units: [Unit] = []
  var vetoes: [PlannedVeto] = []
  /// What the results say of each stage.
  let stages: [Rounding.Stage: Rounding]
  /// What the parts around the one being built say of rounding, from the inside out.
  private var around: [[OwnRounding]] = []

  init(_ rubric: Rubric) {
    self.rubric = rubric
    stages = Dictionary(
      rubric.results.rounding.map { ($0.stage, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func rounding(_ stage: Rounding.Stage) -> Rounding? { Plan.rounding(stage, around, stages) }

  /// The rules for a unit that stands here.
  private func rounding(of unit: Unit) -> UnitRounding {
    var rules = UnitRounding()
    switch unit.scope {
    case .sheet: (rules.judge, rules.aggregated) = (rounding(.judge), rounding(.panel))
    case .criterion, .item:
      let isAwarded = unit.effect == .add && !unit.isBonus
      rules.aggregated = isAwarded ? rounding(.component) : nil
    }
    if unit.isAlone { (rules.factored, rules.product) = (rounding(.factored), rounding(.product)) }
    return rules
  }

  private mutating func append(_ unit: Unit) {
    var unit = unit
    unit.rounding = rounding(of: unit)
    units.append(unit)
  }

  mutating func build() {
    for (index, module) in rubric.modules.enumerated() {
      let home = panel(module.panel)
      around = [module.rounding]
      if let blueprint = module.blueprint {
        addPaper(module, blueprint, index: index, panel: home)
      }
      var sheets: [(panel: Int, items: [Int])] = []
      for criterion in module.criteria {
        add(criterion, path: [], panel: home, module: index, sheets: &sheets)
      }
      // The sheet totals come first, so that an explanation reads in the order of the work.
      let own = units.count
      for sheet in sheets {
        append(
          Unit(
            scope: .sheet, label: module.label, module: index, panel: sheet.panel, items: sheet.items,
            aggregate: rubric.panels[sheet.panel].aggregate))
      }
      if own < units.count { units[own...].sort { $0.panel < $1.panel } }
      for item in module.extras {
        add(item, path: [], panel: home, module: index, sheets: &sheets, alone: true)
      }
    }
  }

  private func panel(_ id: String?, or fallback: Int = 0) -> Int {
    id.flatMap { id in rubric.panels.firstIndex { $0.id == id } } ?? fallback
  }

  private mutating func addPaper(_ module: Module, _ blueprint: Blueprint, index: Int, panel: Int) {
    let item = items.count
    let full = module.max?.units ?? blueprint.parts.reduce(0) { $0 + $1.max.units }
    let first = slots.count
    slots.append(
      Slot(
        id: module.id, kind: .paper(max: full), module: index, panel: panel, item: item, isOptional: false,
        missing: nil,
        notSeen: .block))
    for part in blueprint.parts {
      slots.append(
        Slot(
          id: part.id, kind: .paperPart(max: part.max.units), module: index, panel: panel, item: item,
          isOptional: false, missing: nil, notSeen: .block))
    }
    items.append(
      PlannedItem(
        id: module.id, label: module.label, module: index, panel: panel, criteria: [],
        slots: Array(first..<slots.count), kind: nil, factor: .none, times: nil, max: module.max,
        rounding: rounding(.item)))
    append(
      Unit(
        scope: .sheet, label: module.label, module: index, panel: panel, items: [item],
        aggregate: rubric.panels[panel].aggregate))
  }

  private mutating func add(
    _ criterion: Criterion, path: [String], panel home: Int, module: Int,
    sheets: inout [(panel: Int, items: [Int])]
  ) {
    let here = path + [criterion.id]
    around.insert(criterion.rounding, at: 0)
    defer { around.removeFirst() }
    let own = panel(criterion.panel, or: home)
    if let aggregate = criterion.aggregate {
      var inner: [(panel: Int, items: [Int])] = []
      addParts(of: criterion, path: here, panel: own, module: module, sheets: &inner)
      for group in inner {
        append(
          Unit(
            scope: .criterion(criterion.id), label: criterion.label, module: module, panel: group.panel,
            items: group.items,
            aggregate: group.panel == own ? aggregate : rubric.panels[group.panel].aggregate))
      }
    } else {
      addParts(of: criterion, path: here, panel: own, module: module, sheets: &sheets)
    }
  }

  private mutating func addParts(
    of criterion: Criterion, path: [String], panel: Int, module: Int,
    sheets: inout [(panel: Int, items: [Int])]
  ) {
    for part in criterion.parts {
      switch part {
      case .criterion(let child): add(child, path: path, panel: panel, module: module, sheets: &sheets)
      case .item(let item): add(item, path: path, panel: panel, module: module, sheets: &sheets)
      }
    }
  }

  private mutating func add(
    _ item: Item, path: [String], panel home: Int, module: Int, sheets: inout [(panel: Int, items: [Int])],
    alone: Bool = false
  ) {
    let panel = panel(item.panel, or: home)
    let index = items.count
    around.insert(item.rounding, at: 0)
    defer { around.removeFirst() }
    let first = slots.count
    for (id, kind) in Self.slotKinds(of: item) {
      slots.append(
        Slot(
          id: id, kind: kind, module: module, panel: panel, item: index, isOptional: item.isOptional,
          missing: item.missing, notSeen: item.notSeen))
    }
    items.append(
      PlannedItem(
        id: item.id, label: item.label, module: module, panel: panel, criteria: path,
        slots: Array(first..<slots.count), kind: item.kind,
        isExact: slots[first...].contains(where: \.isExact),
        factor: item.factor, times: item.times,
        max: item.max, rounding: rounding(.item)))

    if case .veto(let veto) = item.kind {
      vetoes.append(PlannedVeto(item: index, slot: first, veto: veto, criterion: path.last))
      return
    }
    let effect = Self.effect(of: item)
    let isSheetMark =
      effect == .add && !item.isOptional && item.aggregate == nil && item.factor == .none && item.base == nil
      && rubric.panels[panel].double?.per != .item && !alone
    if isSheetMark {
      if let place = sheets.firstIndex(where: { $0.panel == panel }) {
        sheets[place].items.append(index)
      } else {
        sheets.append((panel, [index]))
      }
      return
    }
    var isBonus = false
    if case .bonus = item.kind { isBonus = true }
    append(
      Unit(
        scope: .item(item.id), label: item.label, module: module, panel: panel, items: [index],
        aggregate: item.aggregate ?? rubric.panels[panel].aggregate, effect: effect, factor: item.factor,
        times: item.times, base: item.base, off: item.off, isOptional: item.isOptional, isBonus: isBonus))
  }

  private static func effect(of item: Item) -> Unit.Effect {
    switch item.kind {
    case .deduct: .subtract
    case .global: .rate
    case .given(let given):
      switch given.effect {
      case .add: .add
      case .subtract: .subtract
      case .subtractEachAward: .subtractEachAward
      }
    default: .add
    }
  }

  private static func slotKinds(of item: Item) -> [(String, Slot.Kind)] {
    switch item.kind {
    case .points(let points):
      [(item.id, .points(min: points.min.units, max: points.max.units, step: points.step.units))]
    case .levels(let levels): [(item.id, .levels(levels))]
    case .checklist(let steps): steps.map { ($0.id, .step($0)) }
    case .measure(let measure): [(item.id, .measure(measure))]
    case .deduct(let deduct): [(item.id, .deduct(deduct))]
    case .veto: [(item.id, .veto)]
    case .bonus(let points): [(item.id, .bonus(max: points.max.units, step: points.step.units))]
    case .rank: [(item.id, .rank)]
    case .count: [(item.id, .count)]
    case .given(let given): [(item.id, .given(given))]
    case .global(let levels): [(item.id, .global(levels))]
    }
  }
}
