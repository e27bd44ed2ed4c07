// The tally: a rubric, marks, entries and decisions in; an order with places, awards and faults out.

public import Basics
public import Rubrics

/// One computation of a whole event, kept so that any result in it can be explained.
public struct Tally: Sendable {
  public let plan: Plan
  public let evaluator: Evaluator
  public let standing: Standing
  /// Pass marks of stations that were computed from the global ratings.
  public let cuts: [BorderlineCut]
  /// The median of the totals before the median's scale; nil without such a scale.
  public let medianTotal: Rational?

  /// Computes every entry of the book and ranks them.
  /// - Parameter isGeneral: whether everything is left to the general evaluator; the result is the same.
  public init(plan: Plan, book: MarkBook, isGeneral: Bool = false) {
    self.plan = plan
    var evaluator = Evaluator(plan: plan, book: book.withoutRefused(plan))
    var results: [EntryResult]
    if !isGeneral, var event = FlatEvent(evaluator) {
      results = event.results()
      cuts = []
    } else {
      results = evaluator.evaluateAll()
      cuts = evaluator.close(&results)
    }
    self.evaluator = evaluator
    medianTotal = Evaluator.median(of: results.compactMap(\.beforeScale))
    standing = Standing(evaluator: evaluator, results: results)
  }

  /// Reads tables into a book and computes; every fault of every table at once.
  public init(
    rubric: Rubric, sheets: Table, entries: Table? = nil, decisions: Table? = nil
  ) throws(Refusal) {
    let (plan, book) = try Self.read(rubric: rubric, sheets: sheets, entries: entries, decisions: decisions)
    self.init(plan: plan, book: book)
  }

  /// Reads tables into a book without computing; every fault of every table at once.
  public static func read(
    rubric: Rubric, sheets: Table, entries: Table? = nil, decisions: Table? = nil
  ) throws(Refusal) -> (plan: Plan, book: MarkBook) {
    let plan = Plan(rubric)
    var book = MarkBook(plan: plan)
    var faults: [Fault] = []
    // Sheets first, so that an entry of the sheets that the entries file lacks is found.
    faults += book.read(sheets: sheets, plan: plan)
    if let entries { faults += book.read(entries: entries, plan: plan) }
    if let decisions { faults += book.read(decisions: decisions, plan: plan) }
    faults += book.clockFaults(plan: plan) + book.factorFaults(plan: plan)
    guard faults.isEmpty else { throw Refusal(faults) }
    return (plan, book)
  }

  /// The text of a total: exactly the decimals of the final rounding, else the shortest decimal, else `n/d`.
  public func text(total: Rational?) -> String? {
    guard let total else { return nil }
    if let rule = plan.rounding[.final], let text = total.text(decimals: rule.decimals) { return text }
    return total.text
  }

  /// The text of a result's total; the numbers of a tuple are joined by `/`; nil where there is none.
  public func totalText(_ result: EntryResult) -> String? {
    guard result.total != nil, !result.tuple.isEmpty else { return text(total: result.total) }
    return result.tuple.compactMap { text(total: $0) }.joined(separator: "/")
  }

  /// The text of a part, with the decimals of its own rounding stage where it has one.
  func text(part value: Rational?, _ rule: Rounding?) -> String? {
    guard let value else { return nil }
    if let rule, let text = value.text(decimals: rule.decimals) { return text }
    return value.text
  }

  /// Module results by round, then round results, in rubric order (contract, section 7, `parts`).
  public func parts(of line: StandingLine) -> [(id: String, round: String, value: String?)] {
    var parts: [(id: String, round: String, value: String?)] = []
    for (index, rule) in plan.rubric.rounds.enumerated() {
      let computed = index < line.result.rounds.count ? line.result.rounds[index] : RoundResult()
      for use in rule.uses {
        let module = plan.moduleOfID[use.module] ?? 0
        parts.append(
          (
            use.module, rule.id,
            text(
              part: computed.value(of: module, combine: rule.combine), plan.moduleRounding[module])
          ))
      }
    }
    for (index, rule) in plan.rubric.rounds.enumerated() {
      let computed = index < line.result.rounds.count ? line.result.rounds[index] : RoundResult()
      parts.append((rule.id, rule.id, text(part: computed.value, plan.rounding[.round])))
    }
    return parts
  }
}

extension MarkBook {
  /// Factors that the rubric requires for marks that are there (contract, section 3).
  func factorFaults(plan: Plan) -> [Fault] {
    var faults: [Fault] = []
    for (slot, planned) in plan.slots.enumerated() where plan.items[planned.item].factor == .required {
      for (sheet, key) in keys.enumerated() where Int(key.panel) == planned.panel {
        guard value(sheet: sheet, slot: slot) != .missing else { continue }
        let entry = entries[Int(key.entry)]
        let id = plan.items[planned.item].id
        guard plan.roundFactors[Int(key.round)][planned.item] == nil,
          entry.value(\.factor, round: Int(key.round), run: Int(key.run), item: id) == nil
        else { continue }
        let fault = Fault.factorMissing(
          id, entry: entry.id, plan.place(round: Int(key.round), run: Int(key.run)))
        if !faults.contains(fault) { faults.append(fault) }
      }
    }
    return faults
  }

  /// A row for an item taken from the clock must equal what the clock says.
  func clockFaults(plan: Plan) -> [Fault] {
    var faults: [Fault] = []
    for (slot, planned) in plan.slots.enumerated() {
      guard case .deduct(let deduct) = planned.kind, deduct.fromClock else { continue }
      let limit = plan.rubric.modules[planned.module].timeLimit ?? 0
      let perUnit = Deduct.millisecondsPerUnit[deduct.per] ?? 60_000
      for (sheet, key) in keys.enumerated() where Int(key.panel) == planned.panel {
        let value = value(sheet: sheet, slot: slot)
        guard value.isNumber else { continue }
        let entry = entries[Int(key.entry)]
        let start = entry.value(\.start, round: Int(key.round), run: Int(key.run), item: planned.id)
        let finish = entry.value(\.finish, round: Int(key.round), run: Int(key.run), item: planned.id)
        var clock: Rational?
        if let start, let finish {
          clock = Rational(Int128(max(0, finish - start - limit * 1_000)), over: Int128(perUnit))
        }
        // A person writes units with three decimals; the clock is exact.
        let written = Rational(Int128(value.raw), over: 1_000_000)
        if clock?.rounded(to: 3) != written {
          let place = plan.place(round: Int(key.round), run: Int(key.run))
          faults.append(
            Fault(
              "clock-differs",
              zh:
                "作品 \(entry.id)\(place.zh)的“\(planned.id)”写的是 \(value.text)，按起止时间是 \(clock?.text ?? "（没有时间）")",
              en:
                "entry \(entry.id)\(place.en): \(planned.id) says \(value.text), the clock says \(clock?.text ?? "nothing")",
              suggestion: Words(zh: "删去这一行，或更正起止时间", en: "remove the row, or correct start and finish"),
              entry: entry.id))
        }
      }
    }
    return faults
  }
}

extension Tally {
  /// The exact value of a module, a round or `total` in a line; nil where it is not complete.
  public func value(ofPart id: String, in line: StandingLine) -> Rational? {
    if id == "total" { return line.result.total }
    if let round = plan.roundOfID[id] {
      return round < line.result.rounds.count ? line.result.rounds[round].value : nil
    }
    guard let module = plan.moduleOfID[id] else { return nil }
    return plan.rubric.rounds.indices.lazy
      .compactMap { round -> Rational? in
        guard round < line.result.rounds.count else { return nil }
        return line.result.rounds[round].value(of: module, combine: plan.rubric.rounds[round].combine)
      }.first
  }
}
