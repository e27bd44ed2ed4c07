// Each rule beside the schema finds what it is for, and nothing else.

import Basics
import Rubrics
import Testing

/// A bend of the sample rubric and the rule that must find it.
struct Bend: Sendable, CustomTestStringConvertible {
  var code: String
  var name: String
  var bend: @Sendable (inout Rubric) -> Void

  init(_ code: String, _ name: String, _ bend: @escaping @Sendable (inout Rubric) -> Void) {
    self.code = code
    self.name = name
    self.bend = bend
  }

  var testDescription: String { "\(code): \(name)" }
}

/// Puts one more item beside the module's criteria.
private func extra(_ rubric: inout Rubric, _ kind: Item.Kind) {
  rubric.modules[0].extras.append(item("extra", kind, line: 20))
}

private func aggregate(_ rubric: inout Rubric, _ aggregate: Aggregate) {
  rubric.panels[0].aggregate = aggregate
}

/// Replaces the criterion's parts and full marks by one item's.
private func only(_ rubric: inout Rubric, _ kind: Item.Kind, max: Int? = 100) {
  rubric.modules[0].criteria[0].parts = [.item(item("broth", kind))]
  rubric.modules[0].criteria[0].max = max.map { Marks(whole: $0) }
}

private func m(_ whole: Int) -> Marks { Marks(whole: whole) }

private let none = Words(zh: "", en: "")

private let bends = [
  Bend("R001", "weights of 90") { $0.rounds[0].uses[0].weight = Weight(units: 90_000_000) },
  Bend("R002", "one round without a weight") { $0.rounds[0].weight = nil },
  Bend("R003", "a weighted module without full marks") { $0.modules[0].max = nil },
  Bend("R004", "a weighted round of 50 marks without weights") { rubric in
    for index in rubric.rounds.indices { rubric.rounds[index].uses[0].weight = nil }
    rubric.modules[0].max = m(50)
    rubric.modules[0].criteria[0].max = m(50)
    rubric.modules[0].criteria[0].parts = [.item(points("broth", 50))]
  },
  Bend("R010", "a criterion of 101") { $0.modules[0].criteria[0].parts[1] = .item(points("noodle", 41)) },
  Bend("R010", "a criterion whose weighted items give more than it says") {
    var twice = points("noodle", 40)
    twice.times = Rational(2)
    $0.modules[0].criteria[0].parts[1] = .item(twice)
  },
  Bend("R010", "a criterion that is wrong beside a constant of 1") {
    var once = points("noodle", 41)
    once.times = .one
    $0.modules[0].criteria[0].parts[1] = .item(once)
  },
  Bend("R012", "levels that fall") {
    only(
      &$0, .levels([Level(value: 0, points: m(100), text: none), Level(value: 1, points: m(50), text: none)]))
  },
  Bend("R012", "two levels of one value") {
    only(
      &$0, .levels([Level(value: 1, points: m(50), text: none), Level(value: 1, points: m(100), text: none)]))
  },
  Bend("R014", "steps that never reach the top") { only(&$0, .points(Points(max: m(100), step: m(3)))) },
  Bend("R014", "a bonus that runs from 0 to 0") { extra(&$0, .bonus(Points(max: m(0), step: m(1)))) },
  Bend("R015", "anchors that overlap") {
    let low = Points.Anchor(from: m(0), to: m(50), text: none)
    let high = Points.Anchor(from: m(50), to: m(100), text: none)
    only(&$0, .points(Points(max: m(100), step: m(1), anchors: [low, high])))
  },
  Bend("R016", "bands that stop below full marks") {
    only(
      &$0,
      .measure(
        Measure(max: m(100), unit: "g", decimals: 0, bands: [.init(from: m(1), to: m(2), points: m(90))])))
  },
  Bend("R016", "a narrow band behind a wide one") {
    let bands = [Measure.Band(within: m(60), points: m(60)), Measure.Band(within: m(30), points: m(100))]
    only(&$0, .measure(Measure(max: m(100), unit: "g", decimals: 0, target: m(600), bands: bands)))
  },
  Bend("R016", "within without a target") {
    only(
      &$0,
      .measure(Measure(max: m(100), unit: "g", decimals: 0, bands: [.init(within: m(2), points: m(100))])))
  },
  Bend("R017", "two dropped of at least two judges") {
    aggregate(&$0, Aggregate(method: .trimmedMean, dropHigh: 1, dropLow: 1, minJudges: 2))
  },
  Bend("R017", "a trimmed mean that drops nothing") { aggregate(&$0, Aggregate(method: .trimmedMean)) },
  Bend("R017", "a mean that drops") { aggregate(&$0, Aggregate(method: .mean, dropHigh: 1, minJudges: 3)) },
  Bend("R017", "the best few without a number") { aggregate(&$0, Aggregate(method: .bestOf)) },
  Bend("R017", "a single of three") { aggregate(&$0, Aggregate(method: .single, minJudges: 3)) },
  Bend("R017", "seven judges of whom seven are dropped") {
    aggregate(&$0, Aggregate(method: .trimmedMean, dropHigh: 4, dropLow: 3, judges: 7))
  },
  Bend("R017", "an exact number of judges beside a least one") {
    aggregate(&$0, Aggregate(method: .mean, minJudges: 3, judges: 7))
  },
  Bend("R017", "ranks of an item that two people mark") { rubric in
    rubric.panels[0].double = DoubleMarking(scheme: .leader, tolerance: m(4))
    let ranks = Aggregate(method: .sum, placing: Placing(as: .rank))
    rubric.modules[0].criteria[0].max = nil
    rubric.modules[0].criteria[0].parts = [
      .item(points("broth", 60)),
      .item(
        Item(
          id: "noodle", label: label("noodle"), aggregate: ranks,
          kind: .points(Points(max: m(40), step: m(1))),
          line: 11)),
    ]
    rubric.modules[0].max = nil
    for index in rubric.rounds.indices {
      rubric.rounds[index].uses[0].weight = nil
      rubric.rounds[index].weight = nil
    }
  },
  Bend("R018", "a cap without marks") { extra(&$0, .veto(Veto(effect: .capModule))) },
  Bend("R018", "a cap where nothing is capped") { extra(&$0, .veto(Veto(effect: .zeroModule, cap: m(59)))) },
  Bend("R019", "neither each nor bands") { extra(&$0, .deduct(Deduct(each: nil, per: "piece"))) },
  Bend("R019", "a limit below each") { extra(&$0, .deduct(Deduct(each: m(2), per: "piece", limit: m(1)))) },
  Bend("R019", "bands that overlap") {
    let bands = [
      Deduct.Band(over: m(0), to: m(5), points: m(1)), Deduct.Band(over: m(4), to: nil, points: m(2)),
    ]
    extra(&$0, .deduct(Deduct(each: nil, per: "piece", bands: bands)))
  },
  Bend("R020", "a paper of 90") { rubric in
    let part = Blueprint.Part(
      id: "single", label: label("单选"), type: .singleChoice, each: m(1),
      picks: [.init(topic: "安全", count: 90)], line: 9)
    rubric.modules[0].criteria = []
    rubric.modules[0].blueprint = Blueprint(
      bank: "b", variant: .onePaper, shuffleOptions: true, parts: [part])
    rubric.results.ranking.tieBreaks = []
  },
  Bend("R022", "partial marks of a single choice") { rubric in
    let part = Blueprint.Part(
      id: "single", label: label("单选"), type: .singleChoice, each: m(1), partial: "half-if-subset",
      picks: [.init(topic: "安全", count: 100)], line: 9)
    rubric.modules[0].criteria = []
    rubric.modules[0].blueprint = Blueprint(
      bank: "b", variant: .onePaper, shuffleOptions: true, parts: [part])
    rubric.results.ranking.tieBreaks = []
  },
  Bend("R023", "a clock without a time limit") {
    $0.modules[0].timeLimit = nil
    extra(&$0, .deduct(Deduct(each: m(1), per: "minute", fromClock: true)))
  },
  Bend("R023", "a clock that counts pieces") {
    extra(&$0, .deduct(Deduct(each: m(1), per: "piece", fromClock: true)))
  },
  Bend("R024", "an item zeroed that is none") { extra(&$0, .veto(Veto(effect: .zeroItem, ref: "soup"))) },
  Bend("R024", "a criterion zeroed that is not named") { extra(&$0, .veto(Veto(effect: .zeroCriterion))) },
  Bend("R026", "a module without a panel") {
    $0.modules[0].panel = nil
    $0.modules[0].criteria[0].parts = [.item(points("broth", 100))]
    $0.panels = []
  },
  Bend("R027", "a panel that does not exist") {
    $0.modules[0].extras.append(
      Item(
        id: "extra", label: label("x"), panel: "guests", kind: .deduct(Deduct(each: m(1), per: "piece")),
        line: 20))
  },
  Bend("R028", "a module twice in a round") {
    $0.rounds[0].uses = [
      Round.Use(module: "bowl", weight: Weight(units: 50_000_000)),
      Round.Use(module: "bowl", weight: Weight(units: 50_000_000)),
    ]
  },
  Bend("R028", "the best two of one run") { $0.rounds[0].best = 2 },
  Bend("R029", "marks as written places") {
    $0.rounds[0].placing = Placing(as: .points, points: [Weight(units: 1_000_000)], areWritten: true)
  },
  Bend("R029", "the best two of one round") {
    $0.results.roundGroups = [RoundGroup(from: "first", to: "first", best: 2, line: 41)]
  },
  Bend("R029", "rounds from behind") {
    $0.results.roundGroups = [RoundGroup(from: "second", to: "first", best: 1, line: 41)]
  },
  Bend("R029", "a round in two groups") {
    $0.results.roundGroups = [
      RoundGroup(from: "first", to: "second", best: 1, line: 41),
      RoundGroup(from: "second", to: "second", best: 1, line: 42),
    ]
  },
  Bend("R029", "the best of rounds said twice") {
    $0.results.bestRounds = 1
    $0.results.roundGroups = [RoundGroup(from: "first", to: "second", best: 1, line: 41)]
  },
  Bend("R029", "the best of a round that does not exist") {
    $0.results.roundGroups = [RoundGroup(from: "first", to: "third", best: 1, line: 41)]
  },
  Bend("R030", "places counted where nothing has a place") {
    $0.results.ranking.tieBreaks = [Ranking.TieBreak(by: .countback, countsPlaces: true, line: 45)]
  },
  Bend("R030", "all rounds of a step that is no countback") {
    $0.results.ranking.tieBreaks = [Ranking.TieBreak(by: .mostJudges, allRounds: true, line: 45)]
  },
  Bend("R030", "a tie-break by an item that is a criterion") {
    $0.results.ranking.tieBreaks = [Ranking.TieBreak(by: .item, ref: "taste", line: 45)]
  },
  Bend("R030", "a tie-break without its reference") {
    $0.results.ranking.tieBreaks = [Ranking.TieBreak(by: .module, line: 45)]
  },
  Bend("R030", "a draw with a reference") {
    $0.results.ranking.tieBreaks = [Ranking.TieBreak(by: .draw, ref: "taste", line: 45)]
  },
  Bend("R031", "a gate of a round that does not exist") {
    $0.results.pass = Pass(gates: [Pass.Gate(of: .round("third"), min: m(60), line: 40)], vetoFails: true)
  },
  Bend("R031", "a gate above full marks") {
    $0.results.pass = Pass(gates: [Pass.Gate(of: .module("bowl"), min: m(101), line: 40)], vetoFails: true)
  },
  Bend("R032", "an award by number and ratio") {
    $0.results.awards?.awards[0].ratio = Weight(units: 10_000_000)
  },
  Bend("R032", "an award for nobody in particular") { $0.results.awards?.awards[0].top = nil },
  Bend("R033", "a second award that asks more than the first") {
    $0.results.awards?.awards[0].minTotal = m(80)
    $0.results.awards?.awards.append(
      Awards.Award(id: "silver", label: label("银奖"), top: 1, minTotal: m(85), line: 51))
  },
  Bend("R034", "numbers that do not count") { $0.results.certificates[0].numbering = "CG-{year}-{check}" },
  Bend("R034", "numbers without a check character") {
    $0.results.certificates[0].numbering = "CG-{year}-{seq:4}"
  },
  Bend("R035", "a contest that calls itself national") { $0.label = label("全国面条大赛") },
  Bend("R035", "a reserved word with spaces in it") { $0.results.certificates[0].label = label("职 业 资 格证书") },
  Bend("R036", "an award with a certificate for a pass") { rubric in
    let pass = CertificateRule(
      id: "pass", label: label("结业证书"), template: "t", numbering: "P-{seq:4}-{check}", on: .pass, line: 61)
    rubric.results.certificates = [pass]
    rubric.results.awards?.awards[0].certificate = "pass"
  },
  Bend("R037", "a certificate that nobody gets") { $0.results.awards?.awards[0].certificate = nil },
  Bend("R037", "a certificate for a pass without a pass rule") {
    $0.results.pass = nil
    $0.results.awards?.awards[0].certificate = nil
    $0.results.certificates[0].on = .pass
  },
  Bend("R038", "the best in something unknown") {
    $0.results.awards?.awards.append(
      Awards.Award(id: "best", label: label("最佳"), top: 1, bestIn: "soup", line: 51))
  },
  Bend("R042", "one id for a step and an item") {
    $0.modules[0].criteria[0].parts = [
      .item(points("broth", 60)),
      .item(
        item("list", .checklist([Step(id: "broth", points: m(40), partial: false, text: none, line: 12)]))),
    ]
  },
  Bend("R050", "criteria four deep") { rubric in
    func nested(_ depth: Int) -> Criterion {
      let parts: [Criterion.Part] =
        depth == 4 ? [.item(points("broth", 100))] : [.criterion(nested(depth + 1))]
      return Criterion(id: "deep\(depth)", label: label("层"), max: m(100), parts: parts, line: depth)
    }
    rubric.modules[0].criteria = [nested(1)]
    rubric.results.ranking.tieBreaks = []
  },
  Bend("R052", "a module of deductions only") { rubric in
    rubric.modules[0].criteria = []
    rubric.modules[0].max = nil
    for index in rubric.rounds.indices {
      rubric.rounds[index].uses[0].weight = nil
      rubric.rounds[index].weight = nil
    }
    rubric.results.ranking.tieBreaks = []
    extra(&rubric, .deduct(Deduct(each: m(1), per: "piece")))
  },
  Bend("R070", "a panel with nothing to do") {
    $0.panels.append(
      Panel(
        id: "guests", role: .public, blind: false, label: label("观众"), aggregate: Aggregate(method: .mean),
        line: 5))
  },
  Bend("R071", "a module of no round") { rubric in
    var second = rubric.modules[0]
    second.id = "plate"
    second.criteria = [
      Criterion(id: "look", label: label("观感"), max: m(100), parts: [.item(points("colour", 100))], line: 9)
    ]
    rubric.modules.append(second)
  },
  Bend("R072", "levels compared by sheet") {
    $0.panels[0].deviations = [
      Deviation(scope: .sheet, max: m(1), unit: .levels, compare: .range, action: .flag)
    ]
  },
  Bend("R073", "a product rounded where an item is added into the sheet total") {
    var broth = points("broth", 60)
    broth.rounding = [OwnRounding(stage: .product, decimals: 0)]
    $0.modules[0].criteria[0].parts[0] = .item(broth)
  },
  Bend("R073", "an item that rounds the total") {
    $0.modules[0].criteria[0].rounding = [OwnRounding(stage: .final, decimals: 1)]
  },
  Bend("R073", "a module that rounds one stage twice") {
    $0.modules[0].rounding = [
      OwnRounding(stage: .panel, decimals: 1), OwnRounding(stage: .panel, decimals: nil),
    ]
  },
  Bend("R073", "the total rounded twice") {
    $0.results.rounding.append(Rounding(stage: .final, decimals: 1, mode: .down))
  },
]

@Suite struct RuleTable {
  @Test("The sample rubric breaks no rule")
  func clean() { #expect(check(sampleRubric()).map { $0.sentence(.en) } == []) }

  @Test("A rule finds what it is for, in both languages and with advice", arguments: bends)
  func bent(_ bend: Bend) throws {
    var rubric = sampleRubric()
    bend.bend(&rubric)
    let faults = check(rubric)
    #expect(Set(faults.map(\.code)) == [bend.code])
    let fault = try #require(faults.first)
    #expect(!fault.words.zh.isEmpty && !fault.words.en.isEmpty)
    #expect(fault.suggestion.map { !$0.zh.isEmpty && !$0.en.isEmpty } == true)
  }

  @Test(
    "Full marks count each item as often as its constant says, with its base; thirds of marks to three decimals",
    arguments: [
      (Rational(2), nil, 20), (Rational(Int128(1), over: 3), nil, 120),
      (Rational(Int128(2), over: 3), nil, 60),
      (nil, Weight(units: 10_000_000), 30),
    ] as [(Rational?, Weight?, Int)])
  func constants(_ times: Rational?, _ base: Weight?, _ max: Int) {
    var rubric = sampleRubric()
    var noodle = points("noodle", max)
    (noodle.times, noodle.base) = (times, base)
    rubric.modules[0].criteria[0].parts[1] = .item(noodle)
    #expect(check(rubric).map { $0.sentence(.en) } == [])
  }

  @Test("Full marks are not added up where a constant is negative")
  func negative() {
    var rubric = sampleRubric()
    var noodle = points("noodle", 10)
    noodle.times = Rational(-1)
    rubric.modules[0].criteria[0].parts[1] = .item(noodle)
    #expect(check(rubric).isEmpty)
  }

  @Test("A module whose only given value is optional is told that an optional one does not count")
  func optionalGiven() throws {
    var rubric = sampleRubric()
    rubric.modules[0].max = nil
    rubric.modules[0].criteria[0].max = nil
    rubric.modules[0].criteria[0].parts = [.item(item("seconds", .given(Given(optional: true))))]
    for index in rubric.rounds.indices {
      rubric.rounds[index].uses[0].weight = nil
      rubric.rounds[index].weight = nil
    }
    let fault = try #require(check(rubric).first { $0.code == "R052" })
    #expect(fault.suggestion?.en.hasPrefix("seconds is optional, which does not count") == true)
    #expect(fault.suggestion?.zh.contains("不算给分") == true)
  }

  @Test("Sums do not bind what has no full marks")
  func openSums() {
    var rubric = sampleRubric()
    rubric.modules[0].max = nil
    rubric.modules[0].criteria[0].max = Marks(whole: 10)
    rubric.modules[0].criteria[0].parts = [.item(item("broth", .count)), .item(points("noodle", 40))]
    for index in rubric.rounds.indices {
      rubric.rounds[index].uses[0].weight = nil
      rubric.rounds[index].weight = nil
    }
    #expect(check(rubric).isEmpty)
  }
}
