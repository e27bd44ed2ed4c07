// What a judge may write for one slot, and how many marks it gives: the table of contract section 2 as code.

public import Basics
public import Rubrics

/// A value as stored: millionths of the number that the judge wrote, or one of the marks that stand for no number.
public struct MarkValue: Hashable, Sendable {
  public let raw: Int

  public init(raw: Int) { self.raw = raw }

  /// Nobody wrote anything.
  ///
  /// Unset is never zero.
  public static let missing = MarkValue(raw: .min)
  /// `NV`: the judge could not see it.
  public static let notSeen = MarkValue(raw: .min + 1)
  /// `NP`: the contestant did not present it; counts as the item's minimum.
  public static let notPresented = MarkValue(raw: .min + 2)

  public var isNumber: Bool { raw > .min + 3 }

  /// The text that a judge would write.
  public var text: String {
    switch self {
    case .missing: ""
    case .notSeen: "NV"
    case .notPresented: "NP"
    default: Weight(units: raw).description
    }
  }
}

extension Slot {
  /// Reads what a judge wrote; nil with a reason where the slot does not take it.
  public func read(_ text: some StringProtocol) -> Result<MarkValue, ValueFault> {
    if text.isEmpty { return .success(.missing) }
    if text == "NV" { return .success(.notSeen) }
    if text == "NP" {
      if case .rank = kind { return .failure(.notANumber) }
      return .success(.notPresented)
    }
    guard let number = Weight(text) else { return .failure(.notANumber) }
    let value = number.units
    switch kind {
    case .points(let min, let max, let step):
      return Self.stepped(value, min: min, max: max, step: step)
    case .bonus(let max, let step):
      return Self.stepped(value, min: 0, max: max, step: step)
    case .paper(let max), .paperPart(let max):
      guard value >= 0, value <= max * 1_000 else { return .failure(.outside(Marks.zero, Marks(units: max))) }
      return value % 1_000 == 0 ? .success(MarkValue(raw: value)) : .failure(.tooManyDecimals(3))
    case .levels(let levels), .global(let levels):
      return levels.contains { $0.value * 1_000_000 == value }
        ? .success(MarkValue(raw: value)) : .failure(.notOneOf(levels.map { String($0.value) }))
    case .step(let step):
      let allowed = step.partial ? [0, 500_000, 1_000_000] : [0, 1_000_000]
      return allowed.contains(value)
        ? .success(MarkValue(raw: value))
        : .failure(.notOneOf(step.partial ? ["0", "0.5", "1"] : ["0", "1"]))
    case .veto:
      return value == 0 || value == 1_000_000
        ? .success(MarkValue(raw: value)) : .failure(.notOneOf(["0", "1"]))
    case .measure(let measure):
      let unit = (0..<(6 - measure.decimals)).reduce(1) { power, _ in power * 10 }
      guard value % unit == 0 else { return .failure(.tooManyDecimals(measure.decimals)) }
      if let lowest = measure.lowest, value < lowest.units * 1_000 {
        return .failure(.outside(lowest, measure.highest))
      }
      if let highest = measure.highest, value > highest.units * 1_000 {
        return .failure(.outside(measure.lowest, highest))
      }
      return .success(MarkValue(raw: value))
    case .deduct:
      guard value >= 0 else { return .failure(.outside(.zero, nil)) }
      return value % 1_000 == 0 ? .success(MarkValue(raw: value)) : .failure(.tooManyDecimals(3))
    case .rank:
      guard value >= 1_000_000 else { return .failure(.outside(Marks(whole: 1), nil)) }
      return value % 500_000 == 0 ? .success(MarkValue(raw: value)) : .failure(.offStep(Marks(units: 500)))
    case .count:
      guard value >= 0 else { return .failure(.outside(.zero, nil)) }
      return value % 1_000_000 == 0 ? .success(MarkValue(raw: value)) : .failure(.tooManyDecimals(0))
    case .given(let given):
      // Taking less than nothing off every award would be a gift.
      if given.effect == .subtractEachAward, value < 0 { return .failure(.outside(.zero, nil)) }
      return .success(MarkValue(raw: value))
    }
  }

  private static func stepped(_ value: Int, min: Int, max: Int, step: Int) -> Result<MarkValue, ValueFault> {
    guard value >= min * 1_000, value <= max * 1_000 else {
      return .failure(.outside(Marks(units: min), Marks(units: max)))
    }
    guard step == 0 || (value - min * 1_000) % (step * 1_000) == 0 else {
      return .failure(.offStep(Marks(units: step)))
    }
    return .success(MarkValue(raw: value))
  }

  /// What a number (or `NP`) earns, exactly.
  func earned(for value: MarkValue) -> Rational {
    if case .measure(let measure) = kind, isExact, value.isNumber {
      return measure.exactPoints(for: value.raw)
    }
    return Rational(Int128(marks(for: value)), over: 1_000_000)
  }

  /// The marks in millionths that a number (or `NP`) earns, of an exact slot the nearest thousandth; units for a deduction are turned into marks by `Deduct`.
  func marks(for value: MarkValue) -> Int {
    if value == .notPresented {
      switch kind {
      case .points(let min, _, _): return min * 1_000
      case .levels(let levels): return (levels.map(\.points.units).min() ?? 0) * 1_000
      case .measure(let measure): return measure.leastPoints.units * 1_000
      default: return 0
      }
    }
    switch kind {
    case .levels(let levels):
      return (levels.first { $0.value * 1_000_000 == value.raw }?.points.units ?? 0) * 1_000
    case .step(let step): return step.points.units * (value.raw / 1_000)
    case .measure(let measure): return measure.points(for: value.raw).units * 1_000
    case .deduct(let deduct):
      return deduct.marks(for: Rational(Int128(value.raw), over: 1_000_000)).units * 1_000
    default: return value.raw
    }
  }
}

/// Why a slot does not take a value.
public enum ValueFault: Error, Hashable, Sendable {
  case notANumber
  case outside(Marks?, Marks?)
  case offStep(Marks)
  case notOneOf([String])
  case tooManyDecimals(Int)

  /// The reason in both languages.
  public var words: Words {
    switch self {
    case .notANumber: Words(zh: "不是数字", en: "is not a number")
    case .outside(let low, let high):
      switch (low, high) {
      case (let low?, let high?):
        Words(zh: "应在 \(low) 到 \(high) 之间", en: "must lie between \(low) and \(high)")
      case (let low?, nil): Words(zh: "不能小于 \(low)", en: "must not be below \(low)")
      case (nil, let high?): Words(zh: "不能大于 \(high)", en: "must not be above \(high)")
      case (nil, nil): Words(zh: "超出范围", en: "is out of range")
      }
    case .offStep(let step): Words(zh: "应按 \(step) 分一档", en: "must be a multiple of the step \(step)")
    case .notOneOf(let list):
      Words(zh: "只能是 \(list.joined(separator: "、"))", en: "must be one of \(list.joined(separator: ", "))")
    case .tooManyDecimals(let places):
      places == 0
        ? Words(zh: "应为整数", en: "must be a whole number")
        : Words(zh: "最多 \(places) 位小数", en: "may have at most \(places) decimals")
    }
  }
}

extension Measure {
  /// The fewest points that any reading earns.
  var leastPoints: Marks {
    if let linear { return linear.lowest }
    let worst = bands.map(\.points).min() ?? .zero
    return coversAll ? worst : Swift.min(worst, .zero)
  }

  /// Whether every reading lies in some band.
  private var coversAll: Bool {
    let unit = (0..<Swift.max(0, 3 - decimals)).reduce(1) { power, _ in power * 10 }
    let ranges = bands.map { band -> (low: Int, high: Int) in
      if let within = band.within, let target {
        return (target.units - within.units, target.units + within.units)
      }
      return (band.from?.units ?? Int.min / 2, band.to?.units ?? Int.max / 2)
    }
    let end = highest?.units ?? Int.max / 2
    var reached = (lowest?.units ?? Int.min / 2) - unit
    for range in ranges.sorted(by: { $0.low < $1.low }) where range.low <= reached + unit {
      reached = Swift.max(reached, range.high)
    }
    return reached >= end
  }

  /// The points in proportion to a reading in millionths of the unit, not rounded; of bands the band's.
  func exactPoints(for reading: Int) -> Rational {
    guard let linear else { return points(for: reading).exact }
    let distance = Rational(Int128(reading - (target?.units ?? 0) * 1_000), over: 1_000_000)
    let exact = linear.at.exact + linear.each * distance
    return Swift.max(linear.lowest.exact, Swift.min(max.exact, exact))
  }

  /// The points of the first band that holds the reading, in millionths of the unit; 0 where none does.
  func points(for reading: Int) -> Marks {
    if linear != nil {
      // Points of a reading are marks: thousandths, halves away from zero.
      return Marks(units: Int((exactPoints(for: reading).rounded(to: 3) * Rational(1_000)).numerator))
    }
    for band in bands {
      if let within = band.within, let target {
        if abs(reading - target.units * 1_000) <= within.units * 1_000 { return band.points }
        continue
      }
      let above = band.from.map { reading >= $0.units * 1_000 } ?? true
      let below = band.to.map { reading <= $0.units * 1_000 } ?? true
      if above && below { return band.points }
    }
    return .zero
  }
}

extension Deduct {
  /// The marks off for so many units: bands, or `each` for every completed or started `every` beyond the grace, at most `limit`.
  public func marks(for units: Rational) -> Marks {
    var off = 0
    if !bands.isEmpty {
      off =
        bands.first { band in band.over.exact < units && (band.to.map { units <= $0.exact } ?? true) }?.points
        .units ?? 0
    } else if let each {
      let beyond = units - grace.exact
      guard beyond > .zero, every.units > 0 else { return .zero }
      let count = beyond / every.exact
      let whole = (counting == .full ? count.floor : count.ceiling) ?? Int.max / 1_000_000
      off = min(whole, 1_000_000) * each.units
    }
    return Marks(units: min(off, limit?.units ?? off))
  }

  /// Whether so many units disqualify.
  public func disqualifies(_ units: Rational) -> Bool {
    disqualifyOver.map { units > $0.exact } ?? false
  }
}
