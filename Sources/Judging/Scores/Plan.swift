// The rubric compiled for computing: every item, step and paper part has a slot, every group of slots an aggregation.

public import Basics
public import Rubrics

/// One place where a judge's value goes: an item, a step of a checklist, a theory module or a part of one.
public struct Slot: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case points(min: Int, max: Int, step: Int)
    case levels([Level])
    case step(Step)
    case measure(Measure)
    case deduct(Deduct)
    case veto
    case bonus(max: Int, step: Int)
    case rank
    case count
    case given(Given)
    case global([Level])
    /// The whole mark of a theory paper, in thousandths.
    case paper(max: Int)
    /// The mark of one part of it.
    case paperPart(max: Int)
  }

  /// The id that the `item` column carries.
  public var id: String
  public var kind: Kind
  public var module: Int
  public var panel: Int
  /// The item's place in `Plan.items`.
  public var item: Int
  public var isOptional: Bool
  public var missing: Missing?
  public var notSeen: NotSeen
}

/// An item as the plan keeps it: what it is called, where it stands, and the slots that hold its values.
public struct PlannedItem: Hashable, Sendable {
  public var id: String
  public var label: Label
  public var module: Int
  public var panel: Int
  /// The ids of the criteria around it, outermost first.
  public var criteria: [String]
  public var slots: [Int]
  public var kind: Item.Kind?
  public var factor: Item.Need
  /// A constant multiplier.
  public var times: Rational?
  public var max: Marks?
}

/// Items of one panel and module whose marks are added for each judge and aggregated together.
public struct Unit: Hashable, Sendable {
  public enum Scope: Hashable, Sendable {
    /// The judge's sheet total.
    case sheet
    /// A criterion with its own aggregation.
    case criterion(String)
    /// An item with its own aggregation, factor or effect.
    case item(String)
  }

  public enum Effect: Hashable, Sendable { case add, subtract, subtractEachAward, rate }

  /// Whether it is one item by itself, whose constants apply after the aggregation.
  var isAlone: Bool { if case .item = scope { true } else { false } }

  public var scope: Scope
  public var label: Label
  public var module: Int
  public var panel: Int
  public var items: [Int]
  public var aggregate: Aggregate
  public var effect: Effect
  public var factor: Item.Need
  /// Constants of an item that is aggregated by itself.
  public var times: Rational?
  public var base: Weight?
  /// What a subtracted number is taken off.
  public var off: Item.TakenOff
  /// Whether judges without a row are simply not counted as having given anything.
  public var isOptional: Bool
  public var isBonus: Bool

  init(
    scope: Scope, label: Label, module: Int, panel: Int, items: [Int], aggregate: Aggregate,
    effect: Effect = .add, factor: Item.Need = .none, times: Rational? = nil, base: Weight? = nil,
    off: Item.TakenOff = .module, isOptional: Bool = false, isBonus: Bool = false
  ) {
    self.scope = scope
    self.label = label
    self.module = module
    self.panel = panel
    self.items = items
    self.aggregate = aggregate
    self.effect = effect
    self.factor = factor
    self.times = times
    self.base = base
    self.off = off
    self.isOptional = isOptional
    self.isBonus = isBonus
  }
}

/// A veto with the slot that confirms it.
public struct PlannedVeto: Hashable, Sendable {
  public var item: Int
  public var slot: Int
  public var veto: Veto
  /// The criterion around it, for `zero-criterion` without a reference.
  public var criterion: String?
}

/// A rubric made ready for computing.
public struct Plan: Sendable {
  public let rubric: Rubric
  public let slots: [Slot]
  public let items: [PlannedItem]
  public let units: [Unit]
  public let vetoes: [PlannedVeto]
  /// Units of each module, in order.
  let unitsOfModule: [[Int]]
  let vetoesOfModule: [[Int]]
  /// Modules used in each round, in the round's order.
  let modulesOfRound: [[Int]]
  let slotOfID: [String: Int]
  let roundOfID: [String: Int]
  let panelOfID: [String: Int]
  let moduleOfID: [String: Int]
  let rounding: [Rounding.Stage: Rounding]
  /// Factors that a round gives items, by item.
  let roundFactors: [[Int: Weight]]

  /// Compiles a rubric that passed its checks; references that lead nowhere fall back to the first panel.
  public init(_ rubric: Rubric) {
    var builder = PlanBuilder(rubric)
    builder.build()
    self.rubric = rubric
    slots = builder.slots
    items = builder.items
    units = builder.units
    vetoes = builder.vetoes
    let (units, vetoes, items) = (builder.units, builder.vetoes, builder.items)
    unitsOfModule = rubric.modules.indices.map { module in units.indices.filter { units[$0].module == module }
    }
    vetoesOfModule = rubric.modules.indices.map { module in
      vetoes.indices.filter { items[vetoes[$0].item].module == module }
    }
    let moduleOfID = Dictionary(
      rubric.modules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.moduleOfID = moduleOfID
    modulesOfRound = rubric.rounds.map { $0.uses.compactMap { moduleOfID[$0.module] } }
    slotOfID = Dictionary(
      builder.slots.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    roundOfID = Dictionary(
      rubric.rounds.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    panelOfID = Dictionary(
      rubric.panels.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let itemOfID = Dictionary(
      items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    roundFactors = rubric.rounds.map { round in
      Dictionary(
        round.factors.compactMap { factor in itemOfID[factor.item].map { ($0, factor.value) } },
        uniquingKeysWith: { first, _ in first })
    }
    rounding = Dictionary(
      rubric.results.rounding.map { ($0.stage, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// `value` rounded as the rubric says for `stage`; unchanged where it says nothing.
  func rounded(_ value: Rational, at stage: Rounding.Stage) -> Rational {
    guard let rule = rounding[stage] else { return value }
    return value.rounded(to: rule.decimals, rule.mode)
  }
}

private struct PlanBuilder {
  let rubric: Rubric
  var slots: [Slot] = []
  var items: [PlannedItem] = []
  var units: [Unit] = []
  var vetoes: [PlannedVeto] = []

  init(_ rubric: Rubric) { self.rubric = rubric }

  mutating func build() {
    for (index, module) in rubric.modules.enumerated() {
      let home = panel(module.panel)
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
        units.append(
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
        slots: Array(first..<slots.count), kind: nil, factor: .none, times: nil, max: module.max))
    units.append(
      Unit(
        scope: .sheet, label: module.label, module: index, panel: panel, items: [item],
        aggregate: rubric.panels[panel].aggregate))
  }

  private mutating func add(
    _ criterion: Criterion, path: [String], panel home: Int, module: Int,
    sheets: inout [(panel: Int, items: [Int])]
  ) {
    let here = path + [criterion.id]
    let own = panel(criterion.panel, or: home)
    if let aggregate = criterion.aggregate {
      var inner: [(panel: Int, items: [Int])] = []
      addParts(of: criterion, path: here, panel: own, module: module, sheets: &inner)
      for group in inner {
        units.append(
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
        slots: Array(first..<slots.count), kind: item.kind, factor: item.factor, times: item.times,
        max: item.max))

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
    units.append(
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
