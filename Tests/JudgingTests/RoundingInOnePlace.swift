// Rounding that holds in one place only, as figure skating needs it: elements once, components twice.

import Basics
import Judging
import Rubrics
import Testing

private let judged = Aggregate(method: .trimmedMean, dropHigh: 1, dropLow: 1, judges: 9)
private let two = Rounding(stage: .component, decimals: 2, mode: .halfUp)

private func graded(
  _ id: String, max: Marks, min: Marks = .zero, step: Marks, rounding: [OwnRounding] = []
) -> Item {
  Item(
    id: id, label: label(id), aggregate: judged, rounding: rounding, missing: .absent, factor: .required,
    kind: .points(Points(min: min, max: max, step: step)))
}

/// A segment with one element and one component.
private func segment(element: [OwnRounding] = [], results: [Rounding]? = nil) -> Rubric {
  rubric(
    panels: [panel("judges", Aggregate(method: .mean))],
    modules: [
      module(
        id: "elements", max: nil, criterion("tes", graded("E1", max: 5, min: -5, step: 1, rounding: element))),
      module(
        id: "components", max: nil, criterion("pcs", graded("SS", max: 10, step: Marks(units: 250)))),
    ],
    rounding: results ?? [two, Rounding(stage: .product, decimals: 2, mode: .halfUp), half])
}

private func tally(_ rule: Rubric, _ grades: [String], factor: String, base: String = "2") throws -> Tally {
  let marks = ["7.5", "7.25", "7.25", "7.5", "7.75", "7.25", "7.5", "7", "7.25"]
  let rows =
    grades.enumerated().map { "A,J\($0.offset + 1),E1,\($0.element)" }
    + marks.enumerated().map { "A,J\($0.offset + 1),SS,\($0.element)" }
  return try Tally(
    rubric: rule, sheets: table("entry,judge,item,value\n" + rows.joined(separator: "\n")),
    entries: table("entry,item,factor,base\nA,E1,\(factor),\(base)\nA,SS,1.67,"))
}

@Suite("Rounding in one place")
struct RoundingInOnePlace {
  private let grades = ["4", "4", "4", "3", "5", "5", "5", "4", "4"]

  @Test("Elements are rounded once and components twice in one rubric")
  func skating() throws {
    // 30/7 x 1.5 + 2 = 8.428... -> 8.43; 51.5/7 -> 7.36 x 1.67 = 12.2912 -> 12.29.
    let rule = segment(element: [OwnRounding(stage: .component, decimals: nil)])
    #expect(try tally(rule, grades, factor: "1.5").totals == ["A": "20.72"])
    // With the mean rounded to 4.29 the element would give 8.44.
    #expect(try tally(segment(), grades, factor: "1.5").totals == ["A": "20.73"])
  }

  @Test("The nearest rule wins: the item before its criterion, the criterion before its module")
  func nearest() throws {
    var rule = segment()
    rule.modules[0].rounding = [OwnRounding(stage: .component, decimals: 0)]
    // 4 x 1.5 + 2.
    #expect(try tally(rule, grades, factor: "1.5").totals == ["A": "20.29"])
    rule.modules[0].criteria[0].rounding = [OwnRounding(stage: .component, decimals: 1, mode: .up)]
    // 4.3 x 1.5 + 2 = 8.45.
    #expect(try tally(rule, grades, factor: "1.5").totals == ["A": "20.74"])
    guard case .item(var item) = rule.modules[0].criteria[0].parts[0] else { return }
    item.rounding = [OwnRounding(stage: .component, decimals: nil)]
    rule.modules[0].criteria[0].parts = [.item(item)]
    #expect(try tally(rule, grades, factor: "1.5").totals == ["A": "20.72"])
  }

  @Test("A product may be rounded before its base: of a half below zero that is another result")
  func factored() throws {
    let minus = Array(repeating: "-1", count: 9)
    let once = segment(element: [OwnRounding(stage: .component, decimals: nil)])
    // 2 - 0.345 = 1.655 -> 1.66.
    #expect(try tally(once, minus, factor: "0.345").totals == ["A": "13.95"])
    let before = segment(element: [
      OwnRounding(stage: .component, decimals: nil), OwnRounding(stage: .factored, decimals: 2),
    ])
    // -0.345 -> -0.35, 2 - 0.35 = 1.65.
    #expect(try tally(before, minus, factor: "0.345").totals == ["A": "13.94"])
  }

  @Test("An explanation carries the rule of each place")
  func explained() throws {
    let rule = segment(element: [OwnRounding(stage: .component, decimals: nil)])
    let explanation = try #require(try tally(rule, grades, factor: "1.5").explain("A"))
    let units = explanation.rounds[0].runs[0].modules.flatMap(\.units)
    #expect(units.map { $0.rounding?.decimals } == [nil, 2])
    #expect(units.map { $0.value.text } == ["8.43", "12.29"])
  }

  @Test("Bonuses, deductions and given values are rounded as items where the rubric rounds items")
  func itemsOnTop() throws {
    let give = { (id: String, kind: Item.Kind) in item(id, kind, panel: "office") }
    let rule = rubric(
      panels: [
        panel("judges", Aggregate(method: .mean)), panel("office", Aggregate(method: .single)),
      ],
      modules: [
        module(
          max: nil,
          extras: [
            give("bonus", .bonus(Points(max: 5, step: Marks(units: 1)))),
            give("off", .given(Given(effect: .subtract, optional: true))),
          ], criterion("c", points("mark", max: 100)))
      ], rounding: [Rounding(stage: .item, decimals: 1, mode: .halfUp)])
    let tally = try Tally(
      rubric: rule,
      sheets: table("entry,judge,item,value\nA,J1,mark,80\nA,O,bonus,1.25\nA,O,off,0.349"))
    // 80 + 1.3 - 0.3.
    #expect(tally.totals == ["A": "81"])
  }
}
