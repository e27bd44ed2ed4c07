// Small rubrics and tables for the tests, with round numbers and names that one can remember.

public import Basics
import Judging
import Rubrics

extension Marks: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(whole: value) }
}

extension Weight: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(units: value * 1_000_000) }
}

func label(_ text: String) -> Label { Label(title: Words(zh: text, en: text)) }

func points(_ id: String, max: Marks, step: Marks = Marks(units: 500), aggregate: Aggregate? = nil) -> Item {
  Item(id: id, label: label(id), aggregate: aggregate, kind: .points(Points(max: max, step: step)))
}

func item(
  _ id: String, _ kind: Item.Kind, panel: String? = nil, factor: Item.Need = .none, notSeen: NotSeen = .block
)
  -> Item
{
  Item(id: id, label: label(id), panel: panel, notSeen: notSeen, factor: factor, kind: kind)
}

func criterion(_ id: String, max: Marks? = nil, aggregate: Aggregate? = nil, _ items: Item...) -> Criterion {
  Criterion(id: id, label: label(id), max: max, aggregate: aggregate, parts: items.map { .item($0) })
}

func module(
  id: String = "dish", max: Marks? = 100, panel: String = "judges", timeLimit: Int? = nil,
  extras: [Item] = [],
  _ criteria: Criterion...
) -> Module {
  Module(
    id: id, label: label(id), panel: panel, max: max, timeLimit: timeLimit, criteria: criteria, extras: extras
  )
}

let trimmed = Aggregate(method: .trimmedMean, dropHigh: 1, dropLow: 1, minJudges: 3)

func panel(_ id: String, _ aggregate: Aggregate, missing: Missing? = nil, deviations: [Deviation] = [])
  -> Panel
{
  Panel(
    id: id, role: .judges, blind: true, label: label(id), aggregate: aggregate, deviations: deviations,
    missing: missing)
}

/// A rubric with one round over all modules unless rounds are given.
func rubric(
  panels: [Panel] = [panel("judges", trimmed)], modules: [Module], rounds: [Round]? = nil,
  missing: Missing = .block,
  rounding: [Rounding] = [Rounding(stage: .final, decimals: 2, mode: .halfUp)], pass: Pass? = nil,
  ranking: Ranking = Ranking(), awards: Awards? = nil, scale: Marks = 100
) -> Rubric {
  Rubric(
    id: "R", version: 1, schemaVersion: "1.0", kind: .contest, sha256: "0", label: label("R"),
    occupation: nil,
    panels: panels, modules: modules,
    rounds: rounds
      ?? [
        Round(id: "final", label: label("final"), uses: modules.map { Round.Use(module: $0.id, weight: nil) })
      ],
    results: Results(
      scale: scale, missing: missing, rounding: rounding, pass: pass, ranking: ranking, awards: awards,
      certificates: []))
}

/// A table from lines of comma-separated cells.
func table(_ text: String) -> Table {
  let lines = text.split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
  return Table(header: lines.first ?? [], rows: Array(lines.dropFirst()))
}

/// Totals of one item by judge: `["A": [85, 87.5]]` as a sheets table.
func sheets(item: String, _ totals: [(String, [String])]) -> Table {
  table(
    "entry,judge,item,value\n"
      + totals.flatMap { entry, marks in
        marks.enumerated().map { "\(entry),J\($0.offset + 1),\(item),\($0.element)" }
      }
      .joined(separator: "\n"))
}

extension Tally {
  /// Total texts by entry.
  var totals: [String: String] {
    Dictionary(
      uniqueKeysWithValues: standing.lines.map { ($0.entry.id, text(total: $0.result.total) ?? "-") })
  }
  /// Places in order.
  var places: [String] { standing.lines.map { $0.place ?? "-" } }
  var order: [String] { standing.lines.map(\.entry.id) }
  var awards: [String: [String]] {
    Dictionary(uniqueKeysWithValues: standing.lines.map { ($0.entry.id, $0.awards) })
  }
  var statuses: [String: String] {
    Dictionary(uniqueKeysWithValues: standing.lines.map { ($0.entry.id, $0.status) })
  }
}

/// A round that uses one module as it is.
func round(
  _ id: String, of module: String = "dish", weight: Weight? = nil, times: Rational? = nil,
  restarts: Bool = false, placing: Placing? = nil, runs: Int = 1, combine: Round.Combine = .best,
  best: Int? = nil, missing: Missing? = .absent, runMissing: Missing? = .absent
) -> Round {
  Round(
    id: id, label: label(id), uses: [Round.Use(module: module, weight: nil)], weight: weight, times: times,
    restarts: restarts, placing: placing, runs: runs, combine: combine, best: best, missing: missing,
    runMissing: runMissing)
}

let half = Rounding(stage: .final, decimals: 2, mode: .halfUp)
