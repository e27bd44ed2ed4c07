// What 1.1 says of rounding in one place, exact panels, groups of rounds and limited tie-breaks is told and compared.

import Basics
import Rubrics
import Testing

/// The sample with every newer piece in it.
private func rubricOfPieces() -> Rubric {
  var rubric = sampleRubric()
  rubric.panels[0].aggregate = Aggregate(method: .mean, judges: 7)
  rubric.modules[0].rounding = [OwnRounding(stage: .panel, decimals: 1, mode: .down)]
  rubric.modules[0].criteria[0].rounding = [OwnRounding(stage: .component, decimals: nil)]
  rubric.rounds[0].placing = Placing(as: .points, points: [Weight(units: 1_250_001)])
  rubric.results.roundGroups = [RoundGroup(from: "first", to: "second", best: 1)]
  rubric.results.ranking.upTo = 3
  rubric.results.ranking.tieBreaks = [
    Ranking.TieBreak(by: .countback, countsPlaces: true, allRounds: true, upTo: 1)
  ]
  let penalty = Item(
    id: "off", label: label("off"), off: .round, kind: .given(Given(effect: .subtract, optional: true)))
  rubric.modules[0].extras = [penalty]
  return rubric
}

@Suite struct NewPieces {
  @Test("A rubric with every newer piece breaks no rule")
  func clean() { #expect(check(rubricOfPieces()).map { $0.sentence(.en) } == []) }

  @Test(
    "Every piece has its sentence",
    arguments: [
      ("exactly 7 judges", "恰好 7 人"),
      ("here each panel's result is rounded to 1 decimals, down", "这里评判组合成之后保留 1 位小数，舍去"),
      ("on its own is not rounded", "单独合成的要素或项目不取整"), ("1.250001, then 0", "1.250001，其余 0"),
      ("of the rounds first to second only the best 1 count", "从 first 到 second 只计最好的 1 轮"),
      ("places are counted, also those without points", "数名次"), ("also those that do not count", "不计入的轮次也看"),
      ("for ties up to place 1 only", "只分到第 1 名"), ("ties are broken up to place 3 only", "只分到第 3 名"),
      ("taken off the round's result", "从本轮成绩中扣"),
    ])
  func told(_ pieces: (en: String, zh: String)) {
    #expect(describe(rubricOfPieces(), .en).contains(pieces.en))
    #expect(describe(rubricOfPieces(), .zh).contains(pieces.zh))
  }

  @Test("Every piece is a difference of the scoring, named in words")
  func compared() {
    let difference = RubricDifference(from: sampleRubric(), to: rubricOfPieces())
    #expect(difference.changesScoring)
    let text = difference.text(.en)
    for words in [
      "number of judges = 7", "rounding › panel", "best of some rounds", "up to place = 3",
      "counts places = true",
      "all rounds = true", "taken off = round",
    ] {
      #expect(text.contains(words), "\(words) in \(text)")
    }
  }

  @Test("What a rubric does not use leaves its scoring hash alone")
  func hash() {
    var rubric = sampleRubric()
    let before = rubric.scoringHash
    rubric.modules[0].rounding = []
    rubric.results.roundGroups = []
    rubric.results.ranking.upTo = nil
    #expect(rubric.scoringHash == before)
    #expect(!rubric.facts.contains { ["roundGroups", "upTo", "countsPlaces"].contains($0.path.last ?? "") })
  }
}
