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
  public var blueprint: Blueprint?
  public var criteria: [Criterion]
  /// Deductions, vetoes and bonuses of the module as a whole.
  public var extras: [Item]
  public var line: Int

  public init(
    id: String, label: Label, panel: String?, max: Marks?, timeLimit: Int? = nil, blueprint: Blueprint? = nil,
    criteria: [Criterion] = [], extras: [Item] = [], line: Int = 0
  ) {
    self.id = id
    self.label = label
    self.panel = panel
    self.max = max
    self.timeLimit = timeLimit
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
  public var deviations: [Deviation]
  public var parts: [Part]
  public var line: Int

  public init(
    id: String, label: Label, max: Marks?, panel: String? = nil, aggregate: Aggregate? = nil,
    deviations: [Deviation] = [], parts: [Part], line: Int = 0
  ) {
    self.id = id
    self.label = label
    self.max = max
    self.panel = panel
    self.aggregate = aggregate
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

  public var id: String
  public var label: Label
  /// Another panel than the module's.
  public var panel: String?
  /// Aggregated on its own instead of inside the sheet total.
  public var aggregate: Aggregate?
  public var note: Need
  public var photo: Need
  public var missing: Missing?
  public var notSeen: NotSeen
  /// Whether `--entries` must give a factor for it (contract, section 3).
  public var factor: Need
  public var kind: Kind
  public var line: Int

  public init(
    id: String, label: Label, panel: String? = nil, aggregate: Aggregate? = nil, note: Need = .optional,
    photo: Need = .none, missing: Missing? = nil, notSeen: NotSeen = .block, factor: Need = .none, kind: Kind,
    line: Int = 0
  ) {
    self.id = id
    self.label = label
    self.panel = panel
    self.aggregate = aggregate
    self.note = note
    self.photo = photo
    self.missing = missing
    self.notSeen = notSeen
    self.factor = factor
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

/// Marks from `min` to `max` in steps, with texts for ranges of marks.
public struct Points: Hashable, Sendable {
  public struct Anchor: Hashable, Sendable {
    public var from: Marks
    public var to: Marks
    public var text: Words

    public init(from: Marks, to: Marks, text: Words) {
      self.from = from
      self.to = to
      self.text = text
    }
  }

  public var min: Marks
  public var max: Marks
  public var step: Marks
  public var anchors: [Anchor]

  public init(min: Marks = .zero, max: Marks, step: Marks, anchors: [Anchor] = []) {
    self.min = min
    self.max = max
    self.step = step
    self.anchors = anchors
  }
}

/// One level of a scale: judges give `value`, the result counts `points`.
public struct Level: Hashable, Sendable {
  public var value: Int
  public var points: Marks
  public var text: Words

  public init(value: Int, points: Marks, text: Words) {
    self.value = value
    self.points = points
    self.text = text
  }
}

/// One step of a checklist: 1 done, 0.5 partly where allowed, 0 not done.
public struct Step: Hashable, Sendable {
  public var id: String
  public var points: Marks
  public var partial: Bool
  public var text: Words
  public var line: Int

  public init(id: String, points: Marks, partial: Bool, text: Words, line: Int = 0) {
    self.id = id
    self.points = points
    self.partial = partial
    self.text = text
    self.line = line
  }
}

/// A reading that earns points by bands; the first band that fits counts, none gives 0.
public struct Measure: Hashable, Sendable {
  public struct Band: Hashable, Sendable {
    /// Distance from the target, inclusive.
    public var within: Marks?
    /// Inclusive bounds; nil is open.
    public var from: Marks?
    public var to: Marks?
    public var points: Marks

    public init(within: Marks? = nil, from: Marks? = nil, to: Marks? = nil, points: Marks) {
      self.within = within
      self.from = from
      self.to = to
      self.points = points
    }
  }

  public var max: Marks
  public var unit: String
  public var decimals: Int
  public var target: Marks?
  /// Readings outside are refused as mistyped.
  public var lowest: Marks?
  public var highest: Marks?
  public var bands: [Band]

  public init(
    max: Marks, unit: String, decimals: Int, target: Marks? = nil, lowest: Marks? = nil, highest: Marks? = nil,
    bands: [Band]
  ) {
    self.max = max
    self.unit = unit
    self.decimals = decimals
    self.target = target
    self.lowest = lowest
    self.highest = highest
    self.bands = bands
  }
}

/// Marks taken off for each unit (a minute, a piece), or by bands of units.
public struct Deduct: Hashable, Sendable {
  public enum Counting: String, Hashable, Sendable, CaseIterable {
    /// Only completed units count.
    case full
    /// A started unit counts.
    case started
  }

  /// Over `over` (exclusive) up to `to` (inclusive, nil is open) units: `points` off.
  public struct Band: Hashable, Sendable {
    public var over: Marks
    public var to: Marks?
    public var points: Marks

    public init(over: Marks, to: Marks?, points: Marks) {
      self.over = over
      self.to = to
      self.points = points
    }
  }

  /// Marks off per `every` units; nil where bands say it.
  public var each: Marks?
  /// The unit's name: `minute`, `piece`.
  public var per: String
  public var every: Marks
  /// Units that cost nothing.
  public var grace: Marks
  public var counting: Counting
  /// At most so many marks off.
  public var limit: Marks?
  public var bands: [Band]
  /// More units than this disqualify.
  public var disqualifyOver: Marks?
  /// Units come from start and finish against the module's time limit.
  public var fromClock: Bool

  public init(
    each: Marks?, per: String, every: Marks = Marks(whole: 1), grace: Marks = .zero, counting: Counting = .full,
    limit: Marks? = nil, bands: [Band] = [], disqualifyOver: Marks? = nil, fromClock: Bool = false
  ) {
    self.each = each
    self.per = per
    self.every = every
    self.grace = grace
    self.counting = counting
    self.limit = limit
    self.bands = bands
    self.disqualifyOver = disqualifyOver
    self.fromClock = fromClock
  }
}

/// Something that voids work when enough people confirm it.
public struct Veto: Hashable, Sendable {
  public enum Effect: String, Hashable, Sendable, CaseIterable {
    case zeroItem = "zero-item"
    case zeroCriterion = "zero-criterion"
    case zeroModule = "zero-module"
    case zeroRound = "zero-round"
    case zeroTotal = "zero-total"
    case capModule = "cap-module"
    case capTotal = "cap-total"
    case disqualify
  }

  public var effect: Effect
  /// The item or criterion of `zero-item` and `zero-criterion`; a criterion may be left out inside itself.
  public var ref: String?
  /// The cap, in marks of the module or of the total.
  public var cap: Marks?
  public var confirmations: Int

  public init(effect: Effect, ref: String? = nil, cap: Marks? = nil, confirmations: Int = 2) {
    self.effect = effect
    self.ref = ref
    self.cap = cap
    self.confirmations = confirmations
  }
}

/// A decimal computed elsewhere.
public struct Given: Hashable, Sendable {
  public enum Effect: String, Hashable, Sendable, CaseIterable {
    case add
    case subtract
    case subtractEachAward = "subtract-each-award"
  }

  public var effect: Effect
  public var optional: Bool

  public init(effect: Effect = .add, optional: Bool = false) {
    self.effect = effect
    self.optional = optional
  }
}

/// A theory paper: parts of questions drawn by topic from a bank.
public struct Blueprint: Hashable, Sendable {
  public enum Variant: String, Hashable, Sendable, CaseIterable {
    case onePaper = "one-paper"
    case ab = "a-b"
    case perCandidate = "per-candidate"
  }

  public struct Part: Hashable, Sendable {
    public enum QuestionType: String, Hashable, Sendable, CaseIterable {
      case singleChoice = "single-choice"
      case multipleChoice = "multiple-choice"
      case trueFalse = "true-false"
      case shortText = "short-text"
    }

    public var id: String
    public var label: Label
    public var type: QuestionType
    public var each: Marks
    /// `all-or-nothing` or `half-if-subset`, for multiple choice.
    public var partial: String?
    public var picks: [Pick]
    public var line: Int

    public init(
      id: String, label: Label, type: QuestionType, each: Marks, partial: String? = nil, picks: [Pick], line: Int = 0
    ) {
      self.id = id
      self.label = label
      self.type = type
      self.each = each
      self.partial = partial
      self.picks = picks
      self.line = line
    }

    public var count: Int { picks.reduce(0) { $0 + $1.count } }
    public var max: Marks { Marks(units: each.units * count) }
  }

  public struct Pick: Hashable, Sendable {
    public var topic: String
    public var count: Int
    public var difficulty: String?
    public var mandatory: Bool

    public init(topic: String, count: Int, difficulty: String? = nil, mandatory: Bool = false) {
      self.topic = topic
      self.count = count
      self.difficulty = difficulty
      self.mandatory = mandatory
    }
  }

  public var bank: String
  public var variant: Variant
  public var shuffleOptions: Bool
  public var parts: [Part]

  public init(bank: String, variant: Variant, shuffleOptions: Bool, parts: [Part]) {
    self.bank = bank
    self.variant = variant
    self.shuffleOptions = shuffleOptions
    self.parts = parts
  }
}
