// Builds what an explanation says of one panel's number: each judge's marks, who is left out, start and finish.

import Basics
import Rubrics

extension Tally {
  func explain(unit: UnitResult, round: Int, run: Int, _ result: EntryResult) -> ExplainedUnit {
    let planned = plan.units[unit.unit]
    let panel = plan.rubric.panels[planned.panel]
    let sheets = evaluator.sheetsOfEntry[result.entry].filter { sheet in
      let key = evaluator.book.keys[sheet]
      return Int(key.round) == round && Int(key.run) == run && Int(key.panel) == planned.panel
    }
    let id: String
    switch planned.scope {
    case .sheet: id = plan.rubric.modules[planned.module].id
    case .criterion(let text), .item(let text): id = text
    }
    var deduct: Deduct?
    if case .deduct(let rule)? = plan.items[planned.items[0]].kind { deduct = rule }
    let isSummed = !planned.isOptional && unit.clockUnits == nil
    return ExplainedUnit(
      id: id, title: planned.label.title, panel: panel.id, panelTitle: panel.label.title,
      aggregate: planned.aggregate,
      usedMean: unit.usedMean, effect: planned.effect, isBonus: planned.isBonus,
      isOptional: planned.isOptional,
      judges: missingMarkers(unit, planned, round: round)
        + zip(unit.numbers, unit.counting).map { number, counting in
          explain(number, counting, unit, planned, sheets, round: round, run: run, result)
        },
      leftOut: leftOut(unit, planned, sheets, round: round, result),
      items: planned.items.map { plan.items[$0].id },
      aggregated: unit.aggregated, rounding: planned.rounding.aggregated, rounded: unit.rounded,
      factor: unit.factor, base: unit.base,
      factoredRounding: unit.factor != nil ? planned.rounding.factored : nil,
      productRounding: unit.factor != nil || unit.base != nil ? planned.rounding.product : nil,
      judgeRounding: isSummed ? planned.rounding.judge : nil,
      placing: planned.aggregate.placing,
      lowestFirst: planned.aggregate.placing?.first.map { $0 == .lowest } ?? plan.holdsRanks(planned),
      double: planned.isOptional ? nil : panel.double, off: planned.off, value: unit.value,
      penalty: unit.penalty,
      clock: unit.clockUnits == nil
        ? nil : clock(planned.items[0], module: planned.module, round: round, run: run, result),
      deduct: deduct)
  }

  private func explain(
    _ number: JudgeNumber, _ counting: Counting, _ unit: UnitResult, _ planned: Unit, _ sheets: [Int],
    round: Int, run: Int, _ result: EntryResult
  ) -> ExplainedJudge {
    let sheet = sheets.first { sheet in
      evaluator.rank(sheet) == number.judge
        && (number.part == nil || number.part?.rawValue == Int(evaluator.book.keys[sheet].part))
    }
    let division = planned.aggregate.placing.flatMap {
      plan.division($0, evaluator.book.entries[result.entry])
    }
    let key = Placements.Key(
      unit: unit.unit, round: round, run: run, division: division, judge: number.judge)
    let isCompared = planned.aggregate.placing != nil
    let source: NumberSource
    if number.judge < 0 {
      source = number.part == nil ? .nobody : .decision
    } else {
      source = sheet == nil || !number.isWritten ? .noSheet : .sheet
    }
    return ExplainedJudge(
      judge: number.judge < 0 ? "" : evaluator.judgeIDs[number.judge], source: source,
      marks: sheet.map { sheet in
        planned.items.flatMap { item in
          explain(
            item: item, sheet: sheet, alone: planned.isAlone,
            isVoided: evaluator.isVoided(item, in: result, round: round, run: run, onlyParts: true))
        }
      } ?? [],
      sum: number.value, before: number.marks,
      compared: isCompared ? evaluator.compared(key) : [],
      lacking: isCompared ? evaluator.placements.lacking(key) : 0,
      part: number.part?.id, counting: counting)
  }

  private func explain(
    item index: Int, sheet: Int, alone: Bool, isVoided: Bool
  ) -> [ExplainedMark] {
    let item = plan.items[index]
    return item.slots.compactMap { slot in
      let value = evaluator.book.value(sheet: sheet, slot: slot)
      guard value != .missing else { return nil }
      let marks = value == .notSeen ? .zero : plan.slots[slot].earned(for: value)
      let id = plan.slots[slot].id
      var title = item.label.title
      if case .step(let step) = plan.slots[slot].kind { title = step.text }
      if case .paperPart = plan.slots[slot].kind {
        let parts = plan.rubric.modules[item.module].blueprint?.parts ?? []
        title = parts.first { $0.id == id }?.label.title ?? title
      }
      return ExplainedMark(
        item: id, of: item.id, title: title, written: value.text,
        marks: marks, times: alone ? nil : item.times,
        rounding: item.rounding, isVoided: isVoided)
    }
  }

  /// Markers without a mark, where the rubric counts that as 0.
  private func missingMarkers(_ unit: UnitResult, _ planned: Unit, round: Int) -> [ExplainedJudge] {
    let (panel, rule) = (plan.rubric.panels[planned.panel], plan.rubric.rounds[round])
    let policy = panel.missing ?? rule.runMissing ?? rule.missing ?? plan.rubric.results.missing
    guard let double = panel.double, !planned.isOptional, policy == .zero else { return [] }
    func mark(_ part: MarkerPart) -> Rational? { unit.numbers.first { $0.part == part }?.value }
    let settled = double.settle(
      mark(.first) ?? .zero, mark(.second) ?? .zero, third: mark(.third), arbiter: mark(.arbiter))
    guard case .settled(_, let parts) = settled else { return [] }
    return [MarkerPart.first, .second].filter { mark($0) == nil }.map { part in
      ExplainedJudge(
        judge: "", source: .nobody, marks: [], sum: .zero, before: nil, compared: [], lacking: 0,
        part: part.id, counting: parts.contains(part) ? .counted : .notChosen)
    }
  }

  /// Expected judges who give no number here.
  private func leftOut(
    _ unit: UnitResult, _ planned: Unit, _ sheets: [Int], round: Int, _ result: EntryResult
  ) -> [LeftOutJudge] {
    let asksEverybody = !planned.isOptional || planned.aggregate.method != .single
    guard asksEverybody, unit.clockUnits == nil, plan.rubric.panels[planned.panel].double == nil else {
      return []
    }
    let given = Set(unit.numbers.map(\.judge))
    let expected = evaluator.judges(
      round: round, panel: planned.panel, division: evaluator.book.entries[result.entry].division)
    return expected.filter { !given.contains($0) }.map { judge in
      let id = evaluator.judgeIDs[judge]
      guard let sheet = sheets.first(where: { evaluator.rank($0) == judge }) else {
        return LeftOutJudge(judge: id, reason: .noSheet, items: [])
      }
      func slots(_ wanted: MarkValue) -> [String] {
        planned.items.flatMap { index -> [Int] in
          let slots = plan.items[index].slots
          // Of a theory paper the whole mark or its parts are there, never both.
          let isPaper = plan.items[index].kind == nil
          if isPaper, wanted == .missing,
            slots.contains(where: { evaluator.book.value(sheet: sheet, slot: $0) != .missing })
          {
            return []
          }
          return slots.filter { evaluator.book.value(sheet: sheet, slot: $0) == wanted }
        }.map { plan.slots[$0].id }
      }
      let unseen = slots(.notSeen)
      if !unseen.isEmpty { return LeftOutJudge(judge: id, reason: .notSeen, items: unseen) }
      let missing = slots(.missing)
      return LeftOutJudge(judge: id, reason: missing.isEmpty ? .notCompared : .incomplete, items: missing)
    }
  }

  /// Deductions by the clock that took nothing off.
  func clocksInTime(_ module: ModuleResult, round: Int, run: Int, _ result: EntryResult) -> [ExplainedClock] {
    plan.unitsOfModule[module.module].compactMap { index in
      let unit = plan.units[index]
      guard !module.units.contains(where: { $0.unit == index }),
        case .deduct(let deduct)? = plan.items[unit.items[0]].kind, deduct.fromClock
      else { return nil }
      return clock(unit.items[0], module: module.module, round: round, run: run, result)
    }
  }

  private func clock(_ item: Int, module: Int, round: Int, run: Int, _ result: EntryResult) -> ExplainedClock?
  {
    guard case .deduct(let deduct)? = plan.items[item].kind,
      let limit = plan.rubric.modules[module].timeLimit
    else { return nil }
    let (entry, id) = (evaluator.book.entries[result.entry], plan.items[item].id)
    let start = entry.value(\.start, round: round, run: run, item: id)
    let finish = entry.value(\.finish, round: round, run: run, item: id)
    var taken: Int?
    if let start, let finish { taken = finish - start }
    return ExplainedClock(
      item: id, title: plan.items[item].label.title, start: start.map(Self.written),
      finish: finish.map(Self.written), taken: taken, limit: limit, per: deduct.per,
      over: taken.map { taken in
        Rational(
          Int128(max(0, taken - limit * 1_000)),
          over: Int128(Deduct.millisecondsPerUnit[deduct.per] ?? 60_000))
      }, rounding: plan.items[item].rounding)
  }

  /// A time as the entries file may write it: of one day, or since 1970 in UTC.
  private static func written(_ milliseconds: Int) -> String {
    guard milliseconds < 86_400_000 else {
      let (text, rest) = (Instant(milliseconds: milliseconds).utcText, milliseconds % 1_000)
      return rest == 0 ? text : "\(text.dropLast()).\(String(1_000 + rest).dropFirst())Z"
    }
    return durationText(milliseconds, alwaysHours: true)
  }
}

/// `1:04:10`, `4:10.5`: hours, minutes and seconds, with milliseconds where they are not 0.
func durationText(_ milliseconds: Int, alwaysHours: Bool = false) -> String {
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let (seconds, rest) = (milliseconds / 1_000, milliseconds % 1_000)
  let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
  let head =
    alwaysHours ? "\(two(hours)):\(two(minutes))" : hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)"
  let tail = rest == 0 ? "" : "." + String(String(1_000 + rest).dropFirst())
  return "\(head):\(two(seconds % 60))\(tail)"
}
