// A small valid rubric that each test bends in one place.

import Basics
import Rubrics

func label(_ title: String) -> Label { Label(title: Words(zh: title, en: title)) }

func points(_ id: String, _ max: Int, line: Int = 10) -> Item {
  Item(
    id: id, label: label(id), kind: .points(Points(max: Marks(whole: max), step: Marks(units: 500))),
    line: line)
}

func item(_ id: String, _ kind: Item.Kind, line: Int = 10) -> Item {
  Item(id: id, label: label(id), kind: kind, line: line)
}

/// One panel, one module of 100 with a criterion of two items, two rounds of it, an award and a certificate.
func sampleRubric() -> Rubric {
  let criterion = Criterion(
    id: "taste", label: label("味感"), max: Marks(whole: 100),
    parts: [.item(points("broth", 60)), .item(points("noodle", 40))],
    line: 8)
  let module = Module(
    id: "bowl", label: label("碗"), panel: "jury", max: Marks(whole: 100), timeLimit: 3_600,
    criteria: [criterion], line: 6)
  let half = Weight(units: 50_000_000)
  let full = Weight(units: 100_000_000)
  let rounds = ["first", "second"].map {
    Round(
      id: $0, label: label($0), uses: [Round.Use(module: "bowl", weight: full, line: 31)], weight: half,
      line: 30)
  }
  let award = Awards.Award(id: "gold", label: label("金奖"), top: 1, certificate: "honour", line: 50)
  let certificate = CertificateRule(
    id: "honour", label: label("荣誉证书"), template: "honour", numbering: "CG-{year}-{seq:4}-{check}",
    on: .award, line: 60)
  let results = Results(
    scale: Marks(whole: 100), missing: .block,
    rounding: [Rounding(stage: .final, decimals: 2, mode: .halfUp)],
    pass: Pass(gates: [Pass.Gate(of: .total, min: Marks(whole: 60), line: 40)], vetoFails: true),
    ranking: Ranking(tieBreaks: [Ranking.TieBreak(by: .criterion, ref: "taste", line: 45)]),
    awards: Awards(atTie: .include, awards: [award]), certificates: [certificate])
  return Rubric(
    id: "noodles", version: 1, schemaVersion: "1.0", kind: .contest,
    sha256: String(repeating: "0", count: 64),
    label: label("面条大赛"), occupation: nil,
    panels: [
      Panel(
        id: "jury", role: .judges, blind: false, label: label("评审"), aggregate: Aggregate(method: .mean),
        line: 4)
    ],
    modules: [module], rounds: rounds, results: results)
}
