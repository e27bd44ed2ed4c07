// A random rubric: panels with every way of aggregating, modules with every type of item, one to three rounds.

import Basics
import Rubrics

/// Draws a rubric.
struct RandomRubric {
  private(set) var rubric: Rubric

  init(_ dice: inout CaseDice) {
    let panels = Self.panels(&dice)
    let modules = (0..<(1 + dice.below(3))).map { Self.module("m\($0)", &dice) }
    let rounds = Self.rounds(modules, &dice)
    rubric = Rubric(
      id: "R", version: 1, schemaVersion: "1.1", kind: .contest, sha256: "0", label: label("R"),
      occupation: nil, panels: panels, modules: modules, rounds: rounds,
      results: Self.results(modules, rounds, &dice))
  }

  private static func panels(_ dice: inout CaseDice) -> [Panel] {
    var jury = panel("jury", aggregate(&dice))
    if dice.in100(30) {
      jury.deviations = [
        Deviation(
          scope: dice.in100(85) ? .sheet : .item, max: Marks(units: 3_000 + dice.below(30) * 1_000),
          unit: dice.in100(70) ? .points : .percent, compare: dice.in100(70) ? .range : .fromMedian,
          action: dice.one(of: Deviation.Action.allCases))
      ]
    }
    let site = panel(
      "site", dice.in100(60) ? Aggregate(method: .mean, minJudges: 2, ifFewer: .mean) : aggregate(&dice))
    var clock = panel("clock", dice.in100(70) ? Aggregate(method: .single) : aggregate(&dice))
    clock.role = .marshals
    return [jury, site, clock]
  }

  static func aggregate(_ dice: inout CaseDice) -> Aggregate {
    let method = dice.one(of: [
      Aggregate.Method.mean, .trimmedMean, .trimmedMean, .trimmedSum, .median, .sum, .bestOf,
    ])
    let drops = method == .trimmedMean || method == .trimmedSum || dice.in100(15)
    return Aggregate(
      method: method, dropHigh: drops ? dice.below(3) : 0, dropLow: drops ? dice.below(2) : 0,
      best: method == .bestOf ? 1 + dice.below(3) : nil, minJudges: 1 + dice.below(3),
      ifFewer: dice.in100(50) ? .mean : .block, judges: dice.in100(3) ? 3 : nil)
  }

  private static func module(_ id: String, _ dice: inout CaseDice) -> Module {
    if dice.in100(10) {
      let parts = (0..<2).map { part in
        Blueprint.Part(
          id: "\(id)t\(part)", label: label("part"), type: .singleChoice, each: Marks(units: 500),
          picks: [Blueprint.Pick(topic: "t", count: 20)])
      }
      return Module(
        id: id, label: label(id), panel: "clock", max: 20,
        blueprint: Blueprint(bank: "b", variant: .onePaper, shuffleOptions: false, parts: parts))
    }
    var count = 0
    let criteria = (0..<(1 + dice.below(3))).map { place in
      let items = (0..<(1 + dice.below(3))).map { _ -> Criterion.Part in
        count += 1
        return .item(item("\(id)i\(count)", &dice))
      }
      return Criterion(
        id: "\(id)c\(place)", label: label("c"), max: nil, aggregate: dice.in100(15) ? aggregate(&dice) : nil,
        parts: items)
    }
    return Module(
      id: id, label: label(id), panel: dice.in100(70) ? "jury" : "site",
      max: dice.in100(60) ? Marks(whole: 10 + dice.below(60)) : nil, timeLimit: 1_800, criteria: criteria,
      extras: (0..<dice.below(4)).map { extra("\(id)x\($0)", &dice) })
  }

  private static func item(_ id: String, _ dice: inout CaseDice) -> Item {
    var item = Item(id: id, label: label(id), kind: kind(id, &dice))
    if dice.in100(12) { item.aggregate = aggregate(&dice) }
    if dice.in100(12) {
      item.times = dice.one(of: [Rational(16, over: 10), Rational(1, over: 3), Rational(-1), .zero])
    }
    if dice.in100(8) { item.missing = dice.one(of: Missing.allCases) }
    if dice.in100(8) { item.notSeen = .absent }
    if dice.in100(5) {
      item.rounding = [
        OwnRounding(stage: dice.one(of: [.item, .component, .product]), decimals: dice.below(3))
      ]
    }
    if dice.in100(5) { item.panel = "site" }
    return item
  }

  private static func kind(_ id: String, _ dice: inout CaseDice) -> Item.Kind {
    switch dice.below(14) {
    case 0, 1:
      .levels((0...3).map { Level(value: $0, points: Marks(units: $0 * 2_500), text: Words(zh: "", en: "")) })
    case 2:
      .checklist(
        (0..<3).map { Step(id: "\(id)s\($0)", points: 2, partial: $0 == 1, text: Words(zh: "", en: "")) })
    case 3:
      .measure(
        Measure(
          max: 8, unit: "g", decimals: 1,
          bands: [.init(from: 0, to: 5, points: 8), .init(from: 5, to: 12, points: Marks(units: 4_250))]))
    case 4:
      .measure(
        Measure(
          max: 9, unit: "g", decimals: 1, target: 10,
          linear: .init(at: 5, each: Rational(333_333) / Rational(1_000_000), lowest: Marks(units: -1_000))))
    case 5: .count
    case 6: .given(Given(effect: dice.in100(70) ? .add : .subtract))
    case 7: dice.in100(20) ? .rank : .points(Points(max: 6, step: 1))
    case 8: .points(Points(min: Marks(units: -2_000), max: 3, step: Marks(units: 250)))
    default:
      .points(Points(max: Marks(whole: 2 + dice.below(9)), step: Marks(units: dice.one(of: [500, 1_000]))))
    }
  }

  private static func extra(_ id: String, _ dice: inout CaseDice) -> Item {
    let kind: Item.Kind =
      switch dice.below(8) {
      case 0, 1:
        .deduct(
          Deduct(
            each: Marks(units: 500), per: "minute", every: 2, counting: dice.in100(50) ? .full : .started,
            limit: dice.in100(40) ? 3 : nil, disqualifyOver: dice.in100(30) ? 10 : nil,
            fromClock: dice.in100(40)))
      case 2:
        .deduct(
          Deduct(
            each: nil, per: "piece",
            bands: [.init(over: 0, to: 3, points: 1), .init(over: 3, to: nil, points: Marks(units: 2_500))]))
      case 3:
        .veto(Veto(effect: dice.one(of: [.zeroModule, .capTotal, .disqualify]), cap: 5, confirmations: 1))
      case 4, 5: .bonus(Points(max: 3, step: Marks(units: 500)))
      case 6:
        .given(
          Given(
            effect: dice.one(of: dice.in100(90) ? [.add, .subtract] : [.subtractEachAward]), optional: true))
      default:
        .global((1...4).map { Level(value: $0, points: Marks(whole: $0), text: Words(zh: "", en: "")) })
      }
    return Item(
      id: id, label: label(id), panel: dice.in100(60) ? "clock" : nil,
      times: dice.in100(10) ? Rational(3, over: 2) : nil,
      off: dice.in100(75) ? .module : dice.one(of: [.total, .total, .round]), kind: kind)
  }

  private static func rounds(_ modules: [Module], _ dice: inout CaseDice) -> [Round] {
    let isWeighted = dice.in100(50)
    return (0..<(1 + dice.below(dice.in100(40) ? 3 : 1))).map { index in
      let uses = modules.map { module in
        Round.Use(
          module: module.id, weight: isWeighted ? Weight(units: (10 + dice.below(7) * 10) * 1_000_000) : nil,
          times: dice.in100(10) ? Rational(4, over: 3) : nil)
      }
      var round = Round(
        id: "r\(index)", label: label("r"), uses: uses,
        weight: isWeighted && dice.in100(60) ? Weight(units: 50_000_000) : nil,
        times: dice.in100(8) ? Rational(1, over: 2) : nil)
      if dice.in100(4) { round.runs = 2 }
      if dice.in100(3) { round.placing = Placing(as: .rank) }
      if dice.in100(8) { round.missing = dice.one(of: Missing.allCases) }
      return round
    }
  }

  private static func results(_ modules: [Module], _ rounds: [Round], _ dice: inout CaseDice) -> Results {
    var rounding: [Rounding] = []
    for stage in Rounding.Stage.allCases where dice.in100(stage == .final ? 70 : stage == .item ? 3 : 15) {
      rounding.append(
        Rounding(stage: stage, decimals: dice.below(4), mode: dice.one(of: RoundingMode.allCases)))
    }
    var chain: [Ranking.TieBreak] = []
    if dice.in100(50) {
      for _ in 0..<(1 + dice.below(3)) {
        let by = dice.one(of: Ranking.TieBreak.By.allCases)
        let ref: String? =
          switch by {
          case .criterion: modules[0].criteria.first?.id ?? "none"
          case .item: modules[0].criteria.first?.allItems.first?.id ?? "none"
          case .module: modules[0].id
          case .round: rounds[0].id
          default: nil
          }
        chain.append(Ranking.TieBreak(by: by, ref: ref))
      }
    }
    return Results(
      scale: dice.in100(80) ? 100 : 50, missing: dice.in100(60) ? .block : dice.one(of: Missing.allCases),
      rounding: rounding,
      pass: dice.in100(25)
        ? Pass(
          gates: [.init(of: .total, min: 20), .init(of: .module(modules[0].id), min: 6)], vetoFails: true)
        : nil,
      ranking: Ranking(
        order: dice.in100(80) ? .descending : .ascending, numbering: dice.one(of: Ranking.Numbering.allCases),
        ties: dice.in100(90) ? .share : .resolve, upTo: dice.in100(5) ? 3 : nil, tieBreaks: chain),
      awards: dice.in100(30)
        ? Awards(
          atTie: .include,
          awards: [
            Awards.Award(id: "gold", label: label("gold"), top: 2),
            Awards.Award(
              id: "best", label: label("best"), top: 1, bestIn: dice.in100(80) ? modules[0].id : "m0c0"),
          ]) : nil,
      certificates: [])
  }
}
