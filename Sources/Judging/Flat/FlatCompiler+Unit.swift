// One unit compiled: its columns, how judges' numbers are made one, and the steps to what enters the module.

import Basics
import Rubrics

extension FlatCompiler {
  /// The compiled unit, and what enters the module; nil where exactness is not proven.
  mutating func compile(unit index: Int, round: Int) -> (unit: FlatUnit, number: FlatNumber)? {
    let unit = plan.units[index]
    let first = columns.count
    let own = judges(round, unit.panel)
    var compiled = FlatUnit(
      unit: index, role: Self.role(unit), firstColumn: first, judges: own.count, columnsPerJudge: 1,
      way: .sum(dropHigh: false, dropLow: false))
    let ofJudge: FlatNumber
    if unit.isOptional {
      guard let number = addOptional(unit, round, own, &compiled) else { return nil }
      ofJudge = number
    } else {
      guard !own.isEmpty, let number = addRequired(unit, round, own, &compiled) else { return nil }
      ofJudge = number
    }
    if compiled.role == .presence {
      // Its number is not needed, but it must not block either.
      let isSure = unit.aggregate.method != .single && own.count >= unit.aggregate.mostNeeded
      return isSure ? (compiled, .zero) : nil
    }
    guard var number = aggregate(ofJudge, unit, &compiled) else { return nil }
    if let rounding = unit.rounding.aggregated {
      guard let (rounded, step) = number.rounded(rounding) else { return nil }
      compiled.steps.append(step)
      number = rounded
    }
    if case .item = unit.scope, let times = unit.times {
      guard let (product, by) = number.times(times) else { return nil }
      compiled.steps.append(FlatStep(by: by))
      number = product
      for rounding in [unit.rounding.factored, unit.rounding.product].compactMap({ $0 }) {
        guard let (rounded, step) = number.rounded(rounding) else { return nil }
        compiled.steps.append(step)
        number = rounded
      }
    }
    return (compiled, number)
  }

  private static func role(_ unit: Unit) -> FlatUnit.Role {
    switch unit.effect {
    case .add: unit.isBonus ? .bonus : .add
    case .subtract, .subtractEachAward: unit.off == .total ? .offTotal : .subtract
    case .rate: .presence
    }
  }

  /// Columns of a unit that every judge must have marked, and what one judge's register holds.
  private mutating func addRequired(
    _ unit: Unit, _ round: Int, _ own: [Int], _ compiled: inout FlatUnit
  ) -> FlatNumber? {
    var sources: [(times: Rational, low: Int, high: Int, source: (_ judge: Int) -> FlatColumn.Source)] = []
    for item in unit.items {
      let planned = plan.items[item]
      let times = unit.isAlone ? .one : planned.times ?? .one
      if planned.kind == nil {
        guard let (low, high) = plan.paperBounds(item) else { return nil }
        sources.append((times, low, high, { .paper(item: item, judge: $0) }))
        continue
      }
      for slot in planned.slots {
        guard let (low, high) = plan.slots[slot].bounds else { return nil }
        sources.append((times, low, high, { .slot(slot, judge: $0) }))
      }
    }
    for judge in own {
      for source in sources {
        add(
          FlatColumn(source: source.source(judge), round: round, low: source.low, high: source.high))
      }
    }
    compiled.columnsPerJudge = sources.count
    let ends = sources.compactMap { source in
      let number = FlatNumber(
        scale: 1, low: source.low / grain, high: source.high / grain)
      return number.times(source.times * Rational(Int128(grain), over: 1_000_000))
    }
    guard ends.count == sources.count, let (sum, lifts) = Self.sum(ends.map(\.number)) else { return nil }
    let products = zip(ends, lifts).map { $0.by.multipliedReportingOverflow(by: $1) }
    guard !products.contains(where: \.overflow) else { return nil }
    // A factor that all columns share belongs to the scale of the sum.
    let shared = greatestDivisor(products.reduce(0) { greatestDivisor($0, $1.partialValue) }, sum.scale)
    let multipliers = products.map { $0.partialValue / shared }
    if multipliers.contains(where: { $0 != 1 }) { compiled.multipliers = multipliers }
    var number = FlatNumber(scale: sum.scale / shared, low: sum.low / shared, high: sum.high / shared)
    guard let reach = Self.reach(zip(sources, multipliers).map { ($0.low / grain, $0.high / grain, $1) })
    else { return nil }
    compiled.reach = reach
    if let rounding = unit.rounding.judge {
      guard let (rounded, step) = number.rounded(rounding) else { return nil }
      compiled.ofJudge = step
      number = rounded
    }
    compiled.reach = max(compiled.reach, abs(number.low), abs(number.high))
    if unit.effect == .add { compiled.mostSpread = mostSpread(unit, number) }
    return number
  }

  /// The largest magnitude that any partial sum may have; nil where it might not fit.
  private static func reach(_ columns: [(low: Int, high: Int, by: Int)]) -> Int? {
    var sum = 0
    for column in columns {
      let (product, over) = max(abs(column.low), abs(column.high), 1)
        .multipliedReportingOverflow(by: max(1, abs(column.by)))
      let (next, overSum) = sum.addingReportingOverflow(product)
      guard !over, !overSum, next <= FlatNumber.most else { return nil }
      sum = next
    }
    return sum
  }

  /// Beyond which spread somebody must look; nil where no rule says so.
  private func mostSpread(_ unit: Unit, _ number: FlatNumber) -> Int? {
    let full = unit.items.reduce(0) { $0 + (plan.items[$1].max?.units ?? 0) }
    return plan.rubric.panels[unit.panel].deviations.map { rule in
      let limit =
        rule.unit == .percent && full > 0
        ? rule.max.exact * Rational(full) / Rational(100_000) : rule.max.exact
      return (limit * Rational(number.scale)).floor ?? 0
    }.min()
  }

  /// Columns of a deduction, a bonus or an optional given value.
  private mutating func addOptional(
    _ unit: Unit, _ round: Int, _ own: [Int], _ compiled: inout FlatUnit
  ) -> FlatNumber? {
    let item = unit.items[0]
    let slot = plan.items[item].slots[0]
    guard let (low, high) = plan.slots[slot].bounds else { return nil }
    func column(_ source: FlatColumn.Source) -> FlatColumn {
      FlatColumn(source: source, round: round, low: min(0, low), high: max(0, high))
    }
    let aggregate = unit.aggregate
    let needed = aggregate.mostNeeded
    if case .deduct(let deduct)? = plan.items[item].kind, deduct.fromClock {
      compiled.judges = 1
      add(column(.clock(item: item)))
    } else if aggregate.method == .single {
      guard needed == 1 else { return nil }
      compiled.judges = 1
      add(column(.agreed(slot)))
    } else if own.isEmpty || own.count < needed {
      compiled.judges = 1
      add(column(.nothing(slot)))
    } else {
      for judge in own { add(column(.optional(slot, judge: judge))) }
    }
    let ends = (low: min(0, low) / grain, high: max(0, high) / grain)
    guard
      let (number, by) = FlatNumber(scale: 1, low: ends.low, high: ends.high)
        .times(Rational(Int128(grain), over: 1_000_000)),
      let reach = Self.reach([(ends.low, ends.high, by)])
    else { return nil }
    if by != 1 { compiled.multipliers = [by] }
    compiled.reach = reach
    return number
  }

  /// What the judges' numbers make together.
  private func aggregate(
    _ ofJudge: FlatNumber, _ unit: Unit, _ compiled: inout FlatUnit
  ) -> FlatNumber? {
    let rule = unit.aggregate
    let count = compiled.judges
    // A clock, an agreed value and a place where nothing may stand are one number already.
    switch columns[compiled.firstColumn].source {
    case .agreed, .clock, .nothing: return ofJudge
    case .slot, .paper, .optional: break
    }
    let needed = rule.mostNeeded
    var counted = count
    if count < needed {
      guard rule.ifFewer == .mean, count > 0 else { return nil }
    } else if rule.method == .single {
      compiled.way = .equal
      return ofJudge
    } else {
      var range = rule.dropLow..<count - rule.dropHigh
      switch rule.method {
      case .median:
        range = range.lowerBound + (range.count - 1) / 2..<range.lowerBound + range.count / 2 + 1
      case .bestOf:
        range = max(range.lowerBound, range.upperBound - max(0, rule.best ?? 1))..<range.upperBound
      default: break
      }
      guard !range.isEmpty else { return nil }
      counted = range.count
      if range.lowerBound <= 1, range.upperBound >= count - 1 {
        compiled.way = .sum(dropHigh: range.upperBound < count, dropLow: range.lowerBound > 0)
      } else {
        compiled.way = .ordered(from: range.lowerBound, to: range.upperBound)
      }
    }
    let (reach, over) = compiled.reach.multipliedReportingOverflow(by: count)
    guard !over, reach <= FlatNumber.most else { return nil }
    compiled.reach = reach
    var number = FlatNumber(
      scale: ofJudge.scale, low: ofJudge.low * counted, high: ofJudge.high * counted)
    let adds = (rule.method == .sum || rule.method == .trimmedSum) && count >= needed
    if !adds {
      guard let (mean, by) = number.times(Rational(1) / counted) else { return nil }
      compiled.steps.append(FlatStep(by: by))
      number = mean
    }
    return number.fits ? number : nil
  }
}

extension Aggregate {
  /// How many judges it takes before anything else than a plain mean, or a fault, comes out.
  fileprivate var mostNeeded: Int { max(minJudges, dropHigh + dropLow + 1) }
}

extension Plan {
  /// The largest step in millionths that all marks are multiples of.
  var grain: Int {
    let grain = slots.reduce(0) { greatestDivisor($0, $1.grain) }
    return grain == 0 ? 1_000_000 : grain
  }

  /// Bounds of a theory paper's mark in millionths.
  func paperBounds(_ item: Int) -> (low: Int, high: Int)? {
    var high = 0
    var parts = 0
    for slot in items[item].slots {
      switch slots[slot].kind {
      case .paper(let max): high = max * 1_000
      case .paperPart(let max): parts += max * 1_000
      default: return nil
      }
    }
    return (0, Swift.max(high, parts))
  }
}

extension Slot {
  /// Millionths that every mark of this slot is a multiple of.
  fileprivate var grain: Int {
    switch kind {
    case .points(let min, _, let step): step > 0 ? greatestDivisor(min, step) * 1_000 : 1
    case .bonus(_, let step): step > 0 ? step * 1_000 : 1
    case .levels(let levels): levels.reduce(0) { greatestDivisor($0, $1.points.units) } * 1_000
    case .step(let step): step.points.units * (step.partial ? 500 : 1_000)
    case .deduct(let deduct):
      ((deduct.bands.isEmpty ? [] : deduct.bands.map(\.points))
        + [deduct.each, deduct.limit].compactMap { $0 })
        .reduce(0) { greatestDivisor($0, $1.units) } * 1_000
    case .measure, .paper, .paperPart: 1_000
    case .count: 1_000_000
    case .veto, .global: 0
    case .rank, .given: 1
    }
  }

  /// The lowest and highest marks in millionths; an unusually large value is left to the general evaluator.
  var bounds: (low: Int, high: Int)? {
    switch kind {
    case .points(let min, let max, _): return (min * 1_000, max * 1_000)
    case .bonus(let max, _): return (0, max * 1_000)
    case .levels(let levels):
      guard let low = levels.map(\.points.units).min(), let high = levels.map(\.points.units).max() else {
        return nil
      }
      return (low * 1_000, high * 1_000)
    case .step(let step): return (min(0, step.points.units * 1_000), max(0, step.points.units * 1_000))
    case .measure(let measure):
      let points =
        measure.bands.map(\.points.units) + [0, measure.max.units, measure.linear?.lowest.units ?? 0]
      return ((points.min() ?? 0) * 1_000, (points.max() ?? 0) * 1_000)
    case .deduct(let deduct):
      let points = deduct.bands.map(\.points.units) + [0, (deduct.each?.units ?? 0) * 1_000]
      return ((points.min() ?? 0) * 1_000, min(deduct.limit?.units ?? .max, points.max() ?? 0) * 1_000)
    case .count: return (0, 30_000_000_000)
    case .given: return (-1_000_000_000_000, 1_000_000_000_000)
    case .global: return (0, 0)
    case .veto, .rank, .paper, .paperPart: return nil
    }
  }
}
