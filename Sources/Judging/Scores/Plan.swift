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
  /// Whether what it earns need not be whole thousandths of a mark.
  var isExact: Bool {
    if case .measure(let measure) = kind { measure.linear?.isExact == true } else { false }
  }
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
  /// Whether what its value earns need not be whole thousandths of a mark.
  var isExact = false
  public var factor: Item.Need
  /// A constant multiplier.
  public var times: Rational?
  public var max: Marks?
  /// How one judge's marks are rounded; nil: not at all.
  public var rounding: Rounding?
}

/// How the numbers of one unit are rounded, stage by stage; nil: not at all.
public struct UnitRounding: Hashable, Sendable {
  /// A judge's sheet total.
  public var judge: Rounding?
  /// What the aggregation gives: stage `panel` of sheets, `component` of anything else.
  public var aggregated: Rounding?
  /// After the factor, before the base.
  public var factored: Rounding?
  public var product: Rounding?

  public init() {}
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
  public var rounding = UnitRounding()

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
  /// How each module's marks are rounded.
  let moduleRounding: [Rounding?]
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
    rounding = builder.stages
    moduleRounding = rubric.modules.map { Self.rounding(.module, [$0.rounding], builder.stages) }
  }

  /// The rule of a stage that stands nearest: `own` from the inside out, then what the results say.
  static func rounding(
    _ stage: Rounding.Stage, _ own: [[OwnRounding]], _ results: [Rounding.Stage: Rounding]
  ) -> Rounding? {
    for list in own {
      if let nearest = list.first(where: { $0.stage == stage }) { return nearest.rule }
    }
    return results[stage]
  }

  /// `value` rounded as the rubric says for `stage`; unchanged where it says nothing.
  func rounded(_ value: Rational, at stage: Rounding.Stage) -> Rational {
    value.rounded(rounding[stage])
  }
}

extension Rational {
  /// The value rounded by a rule; unchanged without one.
  func rounded(_ rule: Rounding?) -> Rational {
    rule.map { rounded(to: $0.decimals, $0.mode) } ?? self
  }
}
