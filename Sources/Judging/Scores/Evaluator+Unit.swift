// One unit: what each expected judge gave, what is missing, and what the panel makes of it.

import Basics
import Rubrics

extension Evaluator {
  /// The unit's result in this cell; nil where nothing is to be counted.
  ///
  /// Whatever blocks is added to the faults.
  func compute(
    _ index: Int, _ cell: Cell, voided: Voided, penalty: Rational, result: inout EntryResult
  ) -> UnitResult? {
    let unit = plan.units[index]
    var computed = UnitResult(unit: index)
    let isVoided = unit.items.allSatisfy { voided.items.contains($0) }
    if case .deduct(let deduct)? = plan.items[unit.items[0]].kind, deduct.fromClock {
      if isVoided { return nil }
      return clock(deduct, unit: unit, cell, into: computed, result: &result)
    }
    let sheets = cell.sheets.filter { Int(book.keys[$0].panel) == unit.panel }
    if isLeftOut(unit, sheets, cell) {
      if let fault = tooFewOfNobody(unit, sheets, cell), !result.faults.contains(fault) {
        result.faults.append(fault)
      }
      return nil
    }
    let faultsBefore = result.faults.count
    if let double = plan.rubric.panels[unit.panel].double, !unit.isOptional {
      guard
        let settled = computeTwoMarkers(
          double, unit, cell, sheets: sheets, voided: voided, penalty: penalty, policy: policy(unit, cell),
          into: computed, result: &result)
      else { return nil }
      computed = settled
    } else if unit.isOptional {
      computed.numbers = optionalNumbers(unit, sheets, cell, voided: voided, result: &result)
      if computed.numbers.isEmpty { return nil }
    } else {
      computed.numbers = numbers(unit, sheets, cell, voided: voided, penalty: penalty, result: &result)
    }
    guard result.faults.count == faultsBefore else { return nil }
    guard !computed.numbers.isEmpty || policy(unit, cell) != .absent else { return nil }
    if let placing = unit.aggregate.placing {
      guard turn(&computed.numbers, placing, index, cell, &result) else { return nil }
    }
    if computed.counting.isEmpty {
      guard !computed.numbers.contains(where: \.value.isOverflow) else {
        result.faults.append(tooLarge(cell.entry))
        return nil
      }
      switch unit.aggregate(computed.numbers, areRanks: plan.holdsRanks(unit)) {
      case .failure(let fault):
        result.faults.append(self.fault(fault, unit: unit, cell))
        return nil
      case .success(let given):
        computed.counting = given.counting
        computed.usedMean = given.usedMean
        computed.aggregated = given.value
      }
    }
    computed.rounded = computed.aggregated.rounded(unit.rounding.aggregated)
    computed.value = computed.rounded
    if !isVoided { applyFactor(unit, cell, &computed, result: &result) }
    if unit.effect == .add, !unit.isOptional {
      computed.penalty = penalty
      checkDeviations(unit, cell, numbers: computed.numbers, sheets: sheets, result: &result)
    }
    return computed
  }

  func applyFactor(
    _ unit: Unit, _ cell: Cell, _ computed: inout UnitResult, result: inout EntryResult
  ) {
    guard case .item = unit.scope else { return }
    let item = plan.items[unit.items[0]]
    var factor: Rational?
    var base: Rational?
    if unit.factor != .none {
      factor =
        (cell.entry.value(\.factor, round: cell.round, run: cell.run, item: item.id)
        ?? plan.roundFactors[cell.round][unit.items[0]])?.exact
      base = cell.entry.value(\.base, round: cell.round, run: cell.run, item: item.id)?.exact
    }
    if factor == nil, unit.factor == .required {
      result.faults.append(
        .factorMissing(item.id, entry: cell.entry.id, plan.place(round: cell.round, run: cell.run)))
      return
    }
    if let times = unit.times { factor = (factor ?? .one) * times }
    if let constant = unit.base?.exact { base = (base ?? .zero) + constant }
    computed.factor = factor
    computed.base = base
    guard factor != nil || base != nil else { return }
    var product = computed.rounded
    if let factor { product = (factor * product).rounded(unit.rounding.factored) }
    computed.value = (product + (base ?? .zero)).rounded(unit.rounding.product)
  }

  /// The nearest setting for what is missing: item, panel, run, round, rubric.
  private func policy(_ unit: Unit, _ cell: Cell) -> Missing {
    let rule = plan.rubric.rounds[cell.round]
    return plan.rubric.panels[unit.panel].missing ?? rule.runMissing ?? rule.missing
      ?? plan.rubric.results.missing
  }

  /// Turns the judges' marks into what the rubric compares them by; false while they are only gathered.
  private func turn(
    _ numbers: inout [JudgeNumber], _ placing: Placing, _ unit: Int, _ cell: Cell,
    _ result: inout EntryResult
  ) -> Bool {
    let division = plan.division(placing, cell.entry)
    func key(_ number: JudgeNumber) -> Placements.Key {
      Placements.Key(
        unit: unit, round: cell.round, run: cell.run, division: division, judge: number.judge)
    }
    if isGathering {
      // What is missing and counts as zero comes after everything that is there.
      result.gathered += numbers.map { (key($0), $0.isWritten ? $0.value : nil) }
      return false
    }
    numbers = numbers.compactMap { number in
      // An entry that is out is not compared, and its own numbers lead to no place.
      guard let turned = placements.value(of: result.entry, key(number)) else { return nil }
      var copy = number
      copy.marks = number.isWritten ? number.value : nil
      copy.value = turned
      return copy
    }
    return true
  }

  private func numbers(
    _ unit: Unit, _ sheets: [Int], _ cell: Cell, voided: Voided, penalty: Rational, result: inout EntryResult
  ) -> [JudgeNumber] {
    let expected = judges(round: cell.round, panel: unit.panel, division: cell.entry.division)
    let policy = policy(unit, cell)
    let held = heldSlots(unit, sheets)
    var numbers: [JudgeNumber] = []
    numbers.reserveCapacity(expected.count)
    var next = 0
    for judge in expected {
      while next < sheets.count, rank(sheets[next]) < judge { next += 1 }
      let own = next < sheets.count && rank(sheets[next]) == judge ? sheets[next] : nil
      if own == nil, isExcused(judge, panel: unit.panel, cell) { continue }
      let sum = total(
        unit, sheet: own, held, cell, judge: judge, voided: voided, policy: policy, result: &result)
      if let sum {
        var number = JudgeNumber(judge: judge, value: max(min(.zero, sum), sum - penalty))
        number.isWritten = own.map { unit.aggregate.placing == nil || isMarked(unit, $0) } ?? false
        numbers.append(number)
      }
    }
    let policies = Set(unit.items.flatMap { plan.items[$0].slots }.map { plan.slots[$0].missing ?? policy })
    if expected.isEmpty, policies.contains(.block) {
      result.faults.append(
        Fault(
          "panel-without-judges",
          zh: "作品 \(cell.entry.id)\(plan.place(cell).zh)：“\(unit.label.title.zh)”还没有任何评委打分",
          en:
            "entry \(cell.entry.id)\(plan.place(cell).en): nobody has marked \(plan.rubric.modules[unit.module].id) in panel \(plan.rubric.panels[unit.panel].id)",
          entry: cell.entry.id))
    }
    if expected.isEmpty, !policies.contains(.block), policies.contains(.zero) {
      // Nobody stands behind this 0, and nothing compares it.
      var nobody = JudgeNumber(judge: -1, value: .zero)
      nobody.isWritten = false
      numbers.append(nobody)
    }
    return numbers
  }

  /// Whether a sheet holds anything for a unit.
  private func isMarked(_ unit: Unit, _ sheet: Int) -> Bool {
    unit.items.contains { item in
      plan.items[item].slots.contains { book.value(sheet: sheet, slot: $0) != .missing }
    }
  }

  /// Whether nobody gave anything here and the rubric says that this was never expected.
  private func isLeftOut(_ unit: Unit, _ sheets: [Int], _ cell: Cell) -> Bool {
    guard !unit.isOptional, heldSlots(unit, sheets).isEmpty else { return false }
    let policy = policy(unit, cell)
    return unit.items.flatMap { plan.items[$0].slots }.allSatisfy {
      (plan.slots[$0].missing ?? policy) == .absent
    }
  }

  /// What is wrong where nobody of a panel marked a module for which the panel must have several judges.
  ///
  /// Absent judges are no fault, but how many must be left is asked afterwards; an item that may be absent by its own
  /// word is asked of nobody, and neither is a part that nobody gave beside others that were given.
  private func tooFewOfNobody(_ unit: Unit, _ sheets: [Int], _ cell: Cell) -> Fault? {
    let needed = unit.aggregate.judges ?? unit.aggregate.minJudges
    guard needed > 1, unit.effect == .add, plan.rubric.panels[unit.panel].double == nil,
      !unit.items.allSatisfy({ item in plan.items[item].slots.allSatisfy { plan.slots[$0].missing == .absent }
      })
    else { return nil }
    let isMarked = plan.unitsOfModule[unit.module].contains { other in
      plan.units[other].panel == unit.panel && !heldSlots(plan.units[other], sheets).isEmpty
    }
    return isMarked ? nil : fault(.tooFew(have: 0, need: needed), unit: unit, cell)
  }

  func rank(_ sheet: Int) -> Int { rankOfJudge[Int(book.keys[sheet].judge)] }

  /// Slots for which some judge gave something here: an absent value that nobody gave was never expected.
  func heldSlots(_ unit: Unit, _ sheets: [Int]) -> Set<Int> {
    var held: Set<Int> = []
    for slot in unit.items.flatMap({ plan.items[$0].slots }) {
      if sheets.contains(where: { book.value(sheet: $0, slot: slot) != .missing }) { held.insert(slot) }
    }
    return held
  }

  /// The sum of one judge's marks over the unit's items; nil where the judge does not count or blocks.
  func total(
    _ unit: Unit, sheet: Int?, _ held: Set<Int>, _ cell: Cell, judge: Int, voided: Voided, policy: Missing,
    result: inout EntryResult
  ) -> Rational? {
    var sum = Rational.zero
    var plain = 0
    var counts = true
    var blocked = false
    for index in unit.items where !voided.items.contains(index) {
      var marks = 0
      var exact: Rational?
      for slot in slots(of: index, sheet: sheet) {
        let value = sheet.map { book.value(sheet: $0, slot: slot) } ?? .missing
        switch value {
        case .missing:
          switch plan.slots[slot].missing ?? policy {
          case .block:
            if sheet != nil { result.faults.append(missingMark(slot, cell, judge: judge)) }
            blocked = true
          case .absent: counts = counts && !held.contains(slot)
          case .zero: break
          }
        case .notSeen:
          counts = false
          if plan.slots[slot].notSeen == .block { result.faults.append(notSeen(slot, cell, judge: judge)) }
        default:
          if plan.items[index].isExact {
            exact = plan.slots[slot].earned(for: value)
          } else {
            marks += plan.slots[slot].marks(for: value)
          }
        }
      }
      if let exact {
        sum += rounded(exact, item: index, times: unit.isAlone ? nil : plan.items[index].times)
      } else if plan.items[index].times == nil || unit.isAlone, plan.items[index].rounding == nil {
        plain += marks
      } else {
        sum += rounded(marks, item: index, times: unit.isAlone ? nil : plan.items[index].times)
      }
    }
    sum += Rational(Int128(plain), over: 1_000_000)
    sum = sum.rounded(unit.rounding.judge)
    if blocked, sheet == nil { result.faults.append(missingSheet(unit, cell, judge: judge)) }
    // A judge of whom nothing at all was asked gives no number.
    let gaveNothing =
      sheet == nil
      && unit.items.allSatisfy { item in
        plan.items[item].slots.allSatisfy { (plan.slots[$0].missing ?? policy) == .absent }
      }
    return counts && !blocked && !gaveNothing ? sum : nil
  }

  /// The slots that hold an item's value on a sheet: of a theory paper the whole mark, else its parts.
  private func slots(of index: Int, sheet: Int?) -> ArraySlice<Int> {
    let item = plan.items[index]
    guard item.kind == nil, item.slots.count > 1 else { return item.slots[...] }
    let parts = item.slots.dropFirst()
    guard let sheet else { return item.slots.prefix(1) }
    if book.value(sheet: sheet, slot: item.slots[0]) != .missing { return item.slots.prefix(1) }
    return parts.contains { book.value(sheet: sheet, slot: $0) != .missing } ? parts : item.slots.prefix(1)
  }

  /// Millionths times the item's constant, rounded as the stage `item` says.
  func rounded(_ millionths: Int, item: Int, times: Rational?) -> Rational {
    rounded(Rational(Int128(millionths), over: 1_000_000), item: item, times: times)
  }

  /// Marks times the item's constant, rounded as the stage `item` says.
  func rounded(_ exact: Rational, item: Int, times: Rational?) -> Rational {
    (times.map { exact * $0 } ?? exact).rounded(plan.items[item].rounding)
  }

  /// What one sheet holds for one item.
  enum Marked {
    case marks(Rational)
    case missing(slot: Int)
    case notSeen(slot: Int)
  }

  /// One item's marks on one sheet, times its constant unless it is aggregated `alone`, rounded as the stage `item` says.
  func marks(item index: Int, sheet: Int, alone: Bool = false) -> Marked {
    var sum = 0
    for slot in slots(of: index, sheet: sheet) {
      let value = book.value(sheet: sheet, slot: slot)
      switch value {
      case .missing: return .missing(slot: slot)
      case .notSeen: return .notSeen(slot: slot)
      case _ where plan.items[index].isExact:
        return .marks(
          rounded(
            plan.slots[slot].earned(for: value), item: index, times: alone ? nil : plan.items[index].times))
      default: sum += plan.slots[slot].marks(for: value)
      }
    }
    return .marks(rounded(sum, item: index, times: alone ? nil : plan.items[index].times))
  }
}
