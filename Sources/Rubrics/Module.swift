// Modules, criteria and items: the sheet that a judge fills in.

public import Basics

/// A part of the work that is marked together: a dish, the work on site, a station, a theory paper.
public struct Module: Hashable, Sendable {
  public var id: String
  public var label: Label
  /// The panel whose marks count, unless an item names another.
  public var panel: String?
  /// Full marks; nil where the module holds counts, ranks or given values that have no full mark.
  public var max: Marks?
  /// Seconds allowed, for items `from="clock"` and for the clock on the wall.
  public var timeLimit: Int?
  public var rounding: [OwnRounding]
  public var blueprint: Blueprint?
  public var criteria: [Criterion]
  /// Deductions, vetoes and bonuses of the module as a whole.
  public var extras: [Item]
  public var line: Int

  public init(
    id: String, label: Label, panel: String?, max: Marks?, timeLimit: Int? = nil,
    rounding: [OwnRounding] = [], blueprint: Blueprint? = nil, criteria: [Criterion] = [],
    extras: [Item] = [],
    line: Int = 0
  ) {
    self.id = id
    self.label = label
    self.panel = panel
    self.max = max
    self.timeLimit = timeLimit
    self.rounding = rounding
    self.blueprint = blueprint
    self.criteria = criteria
    self.extras = extras
    self.line = line
  }

  /// Every item of the module in document order, those in criteria first.
  public var items: [Item] { criteria.flatMap(\.allItems) + extras }

  /// Every criterion and sub-criterion in document order.
  public var allCriteria: [Criterion] { criteria.flatMap(\.withChildren) }
}

/// A group of items with a full mark of its own.
public struct Criterion: Hashable, Sendable {
  public indirect enum Part: Hashable, Sendable {
    case criterion(Criterion)
    case item(Item)
  }

  public var id: String
  public var label: Label
  public var max: Marks?
  public var panel: String?
  /// Aggregated on its own instead of inside the sheet total (rule 2 of design.md section 4).
  public var aggregate: Aggregate?
  public var rounding: [OwnRounding]
  public var deviations: [Deviation]
  public var parts: [Part]
  public var line: Int

  public init(
    id: String, label: Label, max: Marks?, panel: String? = nil, aggregate: Aggregate? = nil,
    rounding: [OwnRounding] = [], deviations: [Deviation] = [], parts: [Part], line: Int = 0
  ) {
    self.id = id
    self.label = label
    self.max = max
    self.panel = panel
    self.aggregate = aggregate
    self.rounding = rounding
    self.deviations = deviations
    self.parts = parts
    self.line = line
  }

  public var allItems: [Item] {
    parts.flatMap { part in
      switch part {
      case .criterion(let child): child.allItems
      case .item(let item): [item]
      }
    }
  }

  public var withChildren: [Criterion] {
    [self]
      + parts.flatMap { part in
        if case .criterion(let child) = part { child.withChildren } else { [] as [Criterion] }
      }
  }
}

/// One thing that is marked.
public struct Item: Hashable, Sendable {
  public enum Need: String, Hashable, Sendable, CaseIterable { case none, optional, required }
  public enum TakenOff: String, Hashable, Sendable, CaseIterable { case module, total, round }

  public var id: String
  public var label: Label
  /// Another panel than the module's.
  public var panel: String?
  /// Aggregated on its own instead of inside the sheet total.
  public var aggregate: Aggregate?
  public var rounding: [OwnRounding]
  public var note: Need
  public var photo: Need
  public var missing: Missing?
  public var notSeen: NotSeen
  /// Whether `--entries` must give a factor for it (contract, section 3).
  public var factor: Need
  /// A constant multiplier: of each judge's marks inside a sheet total, else of the panel's number; nil is 1.
  public var times: Rational?
  /// A constant added to what the panel's number, times its factors, gives.
  public var base: Weight?
  /// What a deduction or a subtracted given value is taken off.
  public var off: TakenOff
  public var kind: Kind
  public var line: Int

  public init(
    id: String, label: Label, panel: String? = nil, aggregate: Aggregate? = nil,
    rounding: [OwnRounding] = [], note: Need = .optional, photo: Need = .none, missing: Missing? = nil,
    notSeen: NotSeen = .block, factor: Need = .none,
    times: Rational? = nil, base: Weight? = nil, off: TakenOff = .module, kind: Kind, line: Int = 0
  ) {
    self.id = id
    self.label = label
    self.panel = panel
    self.aggregate = aggregate
    self.rounding = rounding
    self.note = note
    self.photo = photo
    self.missing = missing
    self.notSeen = notSeen
    self.factor = factor
    self.times = times
    self.base = base
    self.off = off
    self.kind = kind
    self.line = line
  }

  /// The types of the contract's table (section 2).
  public enum Kind: Hashable, Sendable {
    case points(Points)
    case levels([Level])
    case checklist([Step])
    case measure(Measure)
    case deduct(Deduct)
    case veto(Veto)
    /// Marks on top, from 0 to `max` by `step`.
    case bonus(Points)
    /// 1 is best; halves allowed.
    case rank
    /// A whole number.
    case count
    case given(Given)
    /// The global rating of a station; never in a total.
    case global([Level])
  }

  /// A row may be left out without making the sheet incomplete.
  public var isOptional: Bool {
    switch kind {
    case .deduct, .veto, .bonus: true
    case .given(let given): given.optional
    default: false
    }
  }

  /// Full marks where the item has them.
  public var max: Marks? {
    switch kind {
    case .points(let points), .bonus(let points): points.max
    case .levels(let levels): levels.map(\.points).max()
    case .checklist(let steps): Marks(units: steps.reduce(0) { $0 + $1.points.units })
    case .measure(let measure): measure.max
    default: nil
    }
  }
}
