// What each type of item carries: marks in steps, levels, steps of a checklist, readings, deductions, vetoes, given values.

public import Basics

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
  /// Points in proportion to the reading, in place of bands.
  public var linear: Linear?

  /// `at` points at the target, `each` points for every unit above it, never below `lowest` and never above the full marks.
  public struct Linear: Hashable, Sendable {
    public var at: Marks
    /// A decimal, or a fraction such as `-32/24.38`.
    public var each: Rational
    public var lowest: Marks
    /// Whether the points stay as they are; otherwise they are rounded half up to three decimals.
    public var isExact: Bool

    public init(at: Marks, each: Rational, lowest: Marks = .zero, isExact: Bool = false) {
      self.at = at
      self.each = each
      self.lowest = lowest
      self.isExact = isExact
    }
  }

  public init(
    max: Marks, unit: String, decimals: Int, target: Marks? = nil, lowest: Marks? = nil,
    highest: Marks? = nil, bands: [Band] = [], linear: Linear? = nil
  ) {
    self.max = max
    self.unit = unit
    self.decimals = decimals
    self.target = target
    self.lowest = lowest
    self.highest = highest
    self.bands = bands
    self.linear = linear
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
    each: Marks?, per: String, every: Marks = Marks(whole: 1), grace: Marks = .zero,
    counting: Counting = .full,
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
