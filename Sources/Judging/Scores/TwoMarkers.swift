// Two markers for one piece of work: their mean where they agree, else the third mark, else the arbiter's.

import Basics
import Rubrics

/// What double marking gives, or whose mark it still needs.
enum TwoMarkersResult: Hashable, Sendable {
  /// The number and the parts whose marks made it.
  case settled(Rational, parts: [MarkerPart])
  case needs(MarkerPart)
}

extension DoubleMarking {
  /// Settles two marks, with a third and an arbiter's where they are there.
  ///
  /// Within the tolerance the mean of the two. Beyond it, `2+1`: the third mark. `2+1+arbitration`: with the third near
  /// one of them, the mean of that pair; near both, of the closer pair, at equal distances of the two higher marks of the
  /// three; near neither, the arbiter's mark.
  func settle(_ first: Rational, _ second: Rational, third: Rational?, arbiter: Rational?) -> TwoMarkersResult
  {
    let limit = tolerance.exact
    func distance(_ a: Rational, _ b: Rational) -> Rational { a > b ? a - b : b - a }
    if distance(first, second) <= limit { return .settled((first + second) / 2, parts: [.first, .second]) }
    guard let third else { return .needs(.third) }
    if scheme == .leader { return .settled(third, parts: [.third]) }
    let (left, right) = (distance(third, first), distance(third, second))
    switch (left <= limit, right <= limit) {
    case (true, true) where left == right:
      // The third lies in the middle: the two higher of the three are it and the higher of the first two.
      return first > second
        ? .settled((third + first) / 2, parts: [.first, .third])
        : .settled((third + second) / 2, parts: [.second, .third])
    case (true, let both) where !both || left < right:
      return .settled((first + third) / 2, parts: [.first, .third])
    case (_, true): return .settled((second + third) / 2, parts: [.second, .third])
    default:
      return arbiter.map { .settled($0, parts: [.arbiter]) } ?? .needs(.arbiter)
    }
  }
}

extension Evaluator {
  /// The unit's number where its panel marks twice; nil where nothing is to be counted.
  func computeTwoMarkers(
    _ double: DoubleMarking, _ unit: Unit, _ cell: Cell, sheets: [Int], voided: Voided, penalty: Rational,
    policy: Missing, into given: UnitResult, result: inout EntryResult
  ) -> UnitResult? {
    var computed = given
    var marks: [MarkerPart: Rational] = [:]
    let held = heldSlots(unit, sheets)
    let before = result.faults.count
    for part in MarkerPart.allCases {
      let own = sheets.filter { book.keys[$0].part == part.rawValue }
      if own.count > 1 { result.faults.append(markedTwice(unit, cell, part)) }
      guard let sheet = own.first else { continue }
      // A third person need not mark what the first two agree on.
      let isAsked = part == .first || part == .second
      let slots = unit.items.flatMap { plan.items[$0].slots }
      if !isAsked, slots.allSatisfy({ book.value(sheet: sheet, slot: $0) == .missing }) { continue }
      let judge = rank(sheet)
      guard
        let sum = total(
          unit, sheet: sheet, held, cell, judge: judge, voided: voided, policy: policy, result: &result)
      else { continue }
      marks[part] = max(min(.zero, sum), sum - penalty)
      computed.numbers.append(JudgeNumber(judge: judge, value: marks[part] ?? .zero, part: part))
    }
    for part in [MarkerPart.third, .arbiter] where marks[part] == nil {
      if let mark = decidedMark(part, unit, cell) {
        marks[part] = mark
        computed.numbers.append(JudgeNumber(judge: -1, value: mark, part: part))
      }
    }
    let judges = computed.numbers.filter { $0.part == .first || $0.part == .second }.map(\.judge)
    if judges.count == 2, judges[0] == judges[1] {
      result.faults.append(onePersonTwice(unit, cell, judge: judges[0]))
    }
    guard result.faults.count == before else { return nil }
    var (first, second) = (marks[.first], marks[.second])
    if policy == .zero { (first, second) = (first ?? .zero, second ?? .zero) }
    guard let first, let second else {
      if first == nil, second == nil, policy == .absent { return nil }
      if policy == .absent, let only = first ?? second {
        return settled(&computed, only, parts: [first == nil ? .second : .first])
      }
      result.faults.append(missingMarker(unit, cell, first == nil ? .first : .second))
      return nil
    }
    switch double.settle(first, second, third: marks[.third], arbiter: marks[.arbiter]) {
    case .settled(let value, let parts): return settled(&computed, value, parts: parts)
    case .needs(let part):
      result.faults.append(needsMark(unit, cell, part, first, second, double))
      return nil
    }
  }

  private func settled(_ computed: inout UnitResult, _ value: Rational, parts: [MarkerPart]) -> UnitResult {
    computed.counting = computed.numbers.map { number in
      number.part.map { parts.contains($0) } ?? false ? .counted : .notChosen
    }
    computed.aggregated = value
    return computed
  }

  /// The mark of a decision `third-mark`; column `panel` says `third` (or nothing) or `arbiter`.
  private func decidedMark(_ part: MarkerPart, _ unit: Unit, _ cell: Cell) -> Rational? {
    var item: String?
    if case .item(let id) = unit.scope { item = id }
    let fitting = (decisionsOfEntry[cell.entry.id] ?? []).last { decision in
      decision.kind == .thirdMark && (decision.round == nil || decision.round == cell.round)
        && (decision.part ?? .third) == part && (decision.item == nil || decision.item == item)
    }
    return fitting.flatMap { Weight($0.value)?.exact }
  }

  private func markedTwice(_ unit: Unit, _ cell: Cell, _ part: MarkerPart) -> Fault {
    Fault(
      "marker-twice",
      zh: "作品 \(cell.entry.id)\(plan.place(cell).zh)：“\(unit.label.title.zh)”的 \(part.id) 有不止一人",
      en:
        "entry \(cell.entry.id)\(plan.place(cell).en): more than one person marked \(unit.label.title.en) as \(part.id)",
      suggestion: Words(zh: "只留一人的评分", en: "keep the marks of one person"), entry: cell.entry.id)
  }

  private func onePersonTwice(_ unit: Unit, _ cell: Cell, judge: Int) -> Fault {
    let place = plan.place(cell)
    return Fault(
      "marker-same-person",
      zh: "作品 \(cell.entry.id)\(place.zh)：“\(unit.label.title.zh)”的 first 和 second 是同一人 \(judgeIDs[judge])",
      en:
        "entry \(cell.entry.id)\(place.en): \(judgeIDs[judge]) marked \(unit.label.title.en) both as first and as second",
      suggestion: Words(zh: "由另一人评其中一份", en: "let another person mark one of the two"), entry: cell.entry.id)
  }

  private func missingMarker(_ unit: Unit, _ cell: Cell, _ part: MarkerPart) -> Fault {
    Fault(
      "marker-missing",
      zh: "作品 \(cell.entry.id)\(plan.place(cell).zh)：“\(unit.label.title.zh)”还缺 \(part.id) 评的分",
      en: "entry \(cell.entry.id)\(plan.place(cell).en): \(unit.label.title.en) has no \(part.id) mark",
      suggestion: Words(zh: "补录，或在细则中设 missing", en: "add it, or set missing in the rubric"),
      entry: cell.entry.id)
  }

  private func needsMark(
    _ unit: Unit, _ cell: Cell, _ part: MarkerPart, _ first: Rational, _ second: Rational,
    _ double: DoubleMarking
  ) -> Fault {
    Fault(
      part == .third ? "third-mark-needed" : "arbiter-needed",
      zh:
        "作品 \(cell.entry.id)\(plan.place(cell).zh)：“\(unit.label.title.zh)”两人评 \(first.text) 与 \(second.text)，相差超过 \(double.tolerance)，需要 \(part.id) 的分",
      en:
        "entry \(cell.entry.id)\(plan.place(cell).en): \(unit.label.title.en) was marked \(first.text) and \(second.text), more than \(double.tolerance) apart; the \(part.id) mark is needed",
      suggestion: Words(
        zh: "加上 panel=\(part.id) 的评分，或登记裁定 third-mark（panel 列写 \(part.id)）",
        en: "add marks with panel \(part.id), or the decision third-mark with panel \(part.id)"),
      entry: cell.entry.id)
  }
}
