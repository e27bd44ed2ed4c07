// What need not happen: deductions, bonuses and optional given values by row, and deductions by the clock.

import Basics
import Rubrics

extension Evaluator {
  /// Deductions, bonuses and optional given values: no row means that none happened.
  func optionalNumbers(
    _ unit: Unit, _ sheets: [Int], _ cell: Cell, voided: Voided, result: inout EntryResult
  ) -> [JudgeNumber] {
    let item = unit.items[0]
    let slot = plan.items[item].slots[0]
    let written = sheets.filter { book.value(sheet: $0, slot: slot).raw != MarkValue.missing.raw }
    guard !written.isEmpty, !voided.items.contains(unit.items[0]) else { return [] }
    if case .deduct(let deduct)? = plan.items[unit.items[0]].kind {
      for sheet in written {
        let value = book.value(sheet: sheet, slot: slot)
        if value.isNumber, deduct.disqualifies(Rational(Int128(value.raw), over: 1_000_000)) {
          disqualify(unit, &result)
        }
      }
    }
    var numbers: [JudgeNumber] = []
    let expected = judges(round: cell.round, panel: unit.panel, division: cell.entry.division)
    for judge in unit.aggregate.method == .single ? written.map({ rank($0) }) : expected {
      let sheet = written.first { rank($0) == judge }
      let value = sheet.map { book.value(sheet: $0, slot: slot) } ?? .missing
      if value == .notSeen {
        if plan.slots[slot].notSeen == .block { result.faults.append(notSeen(slot, cell, judge: judge)) }
        continue
      }
      let marks = value == .missing ? 0 : plan.slots[slot].marks(for: value)
      numbers.append(JudgeNumber(judge: judge, value: rounded(marks, item: item, times: nil)))
    }
    return numbers
  }

  private func disqualify(_ unit: Unit, _ result: inout EntryResult) {
    result.status = .disqualified
    let id = book.entries[result.entry].id
    let note = Fault(
      "disqualified-by-limit", zh: "作品 \(id) 因“\(unit.label.title.zh)”超过上限被取消资格",
      en: "entry \(id) is disqualified: \(unit.label.title.en) beyond the limit", entry: id)
    if !result.notes.contains(note) { result.notes.append(note) }
  }

  /// A deduction taken from start and finish against the module's time limit.
  func clock(
    _ deduct: Deduct, unit: Unit, _ cell: Cell, into computed: UnitResult, result: inout EntryResult
  ) -> UnitResult? {
    let item = plan.items[unit.items[0]].id
    guard let limit = plan.rubric.modules[unit.module].timeLimit,
      let start = cell.entry.value(\.start, round: cell.round, run: cell.run, item: item),
      let finish = cell.entry.value(\.finish, round: cell.round, run: cell.run, item: item)
    else { return nil }
    let over = finish - start - limit * 1_000
    let perUnit = Deduct.millisecondsPerUnit[deduct.per] ?? 60_000
    let units = Rational(Int128(max(0, over)), over: Int128(perUnit))
    var given = computed
    guard units > .zero else { return nil }
    given.clockUnits = units
    given.aggregated = deduct.marks(for: units).exact.rounded(plan.items[unit.items[0]].rounding)
    given.rounded = given.aggregated
    given.value = given.aggregated
    applyFactor(unit, cell, &given, result: &result)
    if deduct.disqualifies(units) { disqualify(unit, &result) }
    return given
  }
}

extension Deduct {
  /// How long a unit of time lasts, by the names that rubrics may use.
  static let millisecondsPerUnit = ["second": 1_000, "minute": 60_000, "hour": 3_600_000]
}
