// From a plan and the judges expected in each panel to a flat program; nil wherever exactness is not proven.

import Basics
import Rubrics

struct FlatCompiler {
  let plan: Plan
  /// Ranks of the judges expected in a round and panel.
  let judges: (_ round: Int, _ panel: Int) -> [Int]
  /// Millionths that every mark is a multiple of.
  let grain: Int
  private(set) var columns: [FlatColumn] = []

  init(plan: Plan, judges: @escaping (_ round: Int, _ panel: Int) -> [Int]) {
    self.plan = plan
    self.judges = judges
    grain = plan.grain
  }

  mutating func program() -> FlatProgram? {
    var program = FlatProgram()
    for round in plan.rubric.rounds.indices {
      guard let compiled = compile(round: round) else { return nil }
      program.rounds.append(compiled)
    }
    program.columns = columns
    return close(&program) ? program : nil
  }

  private mutating func compile(round index: Int) -> FlatRound? {
    let rule = plan.rubric.rounds[index]
    var round = FlatRound()
    var shares: [FlatNumber] = []
    for use in rule.uses {
      guard let module = plan.moduleOfID[use.module], var compiled = compile(module: module, round: index)
      else { return nil }
      var factor = use.times ?? .one
      if let weight = use.weight {
        let full = plan.rubric.modules[module].max?.exact ?? Rational(100)
        guard full != .zero else { return nil }
        factor = factor * weight.exact / full
      }
      guard let (share, by) = compiled.number.times(factor) else { return nil }
      compiled.share = [FlatStep(by: by)]
      shares.append(share)
      round.modules.append(compiled)
    }
    guard !shares.isEmpty, let (sum, lifts) = Self.sum(shares) else { return nil }
    for place in round.modules.indices { round.modules[place].share.append(FlatStep(by: lifts[place])) }
    round.number = sum
    if let rounding = plan.rounding[.round] {
      guard let (number, step) = sum.rounded(rounding) else { return nil }
      round.number = number
      round.rounding = step
    }
    let factor = (rule.weight.map { $0.exact / 100 } ?? .one) * (rule.times ?? .one)
    guard let (share, by) = round.number.times(factor) else { return nil }
    round.share = share
    round.toShare = FlatStep(by: by)
    return round
  }

  /// Adds up the rounds, and takes off what is taken off the total.
  private func close(_ program: inout FlatProgram) -> Bool {
    guard let (sum, lifts) = Self.sum(program.rounds.map(\.share)) else { return false }
    for place in program.rounds.indices { program.rounds[place].toTotal = FlatStep(by: lifts[place]) }
    program.sum = sum
    let factor = plan.isWeighted ? plan.rubric.results.scale.exact / 100 : .one
    guard var (total, by) = sum.times(factor) else { return false }
    let off = program.rounds.flatMap(\.modules).map(\.offTotal)
    if off.contains(where: { $0 != .zero }) {
      guard let (taken, offLifts) = Self.sum(off) else { return false }
      var place = 0
      for round in program.rounds.indices {
        for module in program.rounds[round].modules.indices {
          program.rounds[round].modules[module].offStep = FlatStep(by: offLifts[place])
          place += 1
        }
      }
      guard let scale = commonScale([total.scale, taken.scale]), let lifted = total.lifted(to: scale),
        let takenLifted = taken.lifted(to: scale)
      else { return false }
      let (product, over) = by.multipliedReportingOverflow(by: lifted.by)
      guard !over else { return false }
      by = product
      total = lifted.number
      // What is taken off never leads below 0, but off a total that is below 0 already.
      total.low = min(total.low, 0) - max(0, takenLifted.number.high)
      total.high -= min(0, takenLifted.number.low)
      program.offToScale = FlatStep(by: takenLifted.by)
    }
    guard total.fits else { return false }
    program.toScale = FlatStep(by: by)
    program.unrounded = total
    program.total = total
    if let rounding = plan.rounding[.final] {
      guard let (number, step) = total.rounded(rounding) else { return false }
      program.final = step
      program.total = number
    }
    return true
  }

  private mutating func compile(module index: Int, round: Int) -> FlatModule? {
    var module = FlatModule(module: index)
    var values: [FlatNumber] = []
    for unit in plan.unitsOfModule[index] {
      guard let (compiled, number) = compile(unit: unit, round: round) else { return nil }
      module.units.append(compiled)
      values.append(number)
    }
    // Without marks of its own a module has no result at all, which the general evaluator tells apart from 0.
    guard module.units.contains(where: { $0.role == .add && !plan.units[$0.unit].isOptional }),
      let scale = commonScale(values.map(\.scale) + [fullScale(index)])
    else { return nil }
    var marks = FlatNumber(scale: scale, low: 0, high: 0)
    var deducted = marks
    var off = marks
    for (place, value) in values.enumerated() {
      guard let (lifted, by) = value.lifted(to: scale) else { return nil }
      module.units[place].steps.append(FlatStep(by: by))
      switch module.units[place].role {
      case .add, .bonus:
        guard let sum = marks.plus(lifted) else { return nil }
        marks = sum
      case .subtract:
        guard let sum = deducted.plus(lifted) else { return nil }
        deducted = sum
      case .offTotal:
        guard let sum = off.plus(lifted) else { return nil }
        off = sum
      case .presence: break
      }
    }
    module.deducted = deducted
    module.offTotal = off.low == 0 && off.high == 0 ? .zero : off
    marks.low = min(marks.low, 0) - max(0, deducted.high)
    marks.high -= min(0, deducted.low)
    if let full = plan.rubric.modules[index].max {
      guard let (lifted, _) = FlatNumber(scale: 1, low: 0, high: 0).lifted(to: scale),
        let register = lifted.register(full.exact)
      else { return nil }
      module.full = register
      (marks.low, marks.high) = (0, max(0, min(marks.high, register)))
    }
    guard marks.fits else { return nil }
    module.before = marks
    module.number = marks
    if let rounding = plan.moduleRounding[index] {
      guard let (number, step) = marks.rounded(rounding) else { return nil }
      module.rounding = step
      module.number = number
    }
    return module
  }

  /// The scale on which the full marks are a whole number.
  private func fullScale(_ module: Int) -> Int {
    plan.rubric.modules[module].max.map { 1_000 / greatestDivisor($0.units, 1_000) } ?? 1
  }

  mutating func add(_ column: FlatColumn) { columns.append(column) }

  /// The sum of numbers on their common scale, and what lifts each of them to it.
  static func sum(_ numbers: [FlatNumber]) -> (sum: FlatNumber, lifts: [Int])? {
    guard let scale = commonScale(numbers.map(\.scale)) else { return nil }
    var sum = FlatNumber(scale: scale, low: 0, high: 0)
    var lifts: [Int] = []
    for number in numbers {
      guard let (lifted, by) = number.lifted(to: scale), let next = sum.plus(lifted) else { return nil }
      sum = next
      lifts.append(by)
    }
    return (sum, lifts)
  }
}
