// Rounding, pass marks, ranking, awards and certificates as rows.

import Basics

extension WorkbookWriter {
  var rounding: SheetRows {
    var rows = SheetRows(RubricForms.rounding)
    for rounding in rubric.results.rounding {
      rows.add([
        ("stage", word(rounding.stage)), ("decimals", String(rounding.decimals)),
        ("mode", word(rounding.mode)),
      ])
    }
    func add(_ own: [OwnRounding], of id: String) {
      for rounding in own {
        rows.add([
          ("ref", id), ("stage", word(rounding.stage)),
          ("decimals", rounding.decimals.map { String($0) } ?? NoDecimals.none.word(language)),
          ("mode", word(rounding.mode)),
        ])
      }
    }
    for module in rubric.modules {
      add(module.rounding, of: module.id)
      for criterion in module.allCriteria { add(criterion.rounding, of: criterion.id) }
      for item in module.items { add(item.rounding, of: item.id) }
    }
    return rows
  }

  var roundGroups: SheetRows {
    var rows = SheetRows(RubricForms.roundGroups)
    for group in rubric.results.roundGroups {
      rows.add([("from", group.from), ("to", group.to), ("best", String(group.best))])
    }
    return rows
  }

  var pass: SheetRows {
    var rows = SheetRows(RubricForms.pass)
    guard let pass = rubric.results.pass else { return rows }
    for gate in pass.stations { rows.add(cells(gate, isStation: true)) }
    for gate in pass.gates { rows.add(cells(gate, isStation: false)) }
    return rows
  }

  private func cells(_ gate: Pass.Gate, isStation: Bool) -> [(String, String?)] {
    let (kind, ref): (GateKind, String?) =
      switch gate.of {
      case .total: (.total, nil)
      case .stations: (.stations, nil)
      case .round(let ref): (.round, ref)
      case .module(let ref): (isStation ? .station : .module, ref)
      }
    let bound: (String, String?) =
      switch gate.bound {
      case .marks(let marks): ("min", marks.description)
      case .borderline(let rating): ("borderline", rating.description)
      case .sumOfCuts: ("ofCuts", word(OfCuts.sum))
      case .meanOfCuts: ("ofCuts", word(OfCuts.mean))
      }
    return [("what", word(kind)), ("ref", ref), bound]
  }

  var ranking: SheetRows {
    var rows = SheetRows(RubricForms.ranking)
    func add(_ steps: [Ranking.TieBreak], _ use: RankingStep) {
      for step in steps {
        rows.add([
          ("what", word(use)), ("by", word(step.by)), ("ref", step.ref), ("round", step.round),
          ("order", word(step.order)), ("firstOnly", flag(step.firstOnly)),
          ("places", flag(step.countsPlaces)), ("allRounds", flag(step.allRounds)),
          ("upTo", number(step.upTo)),
        ])
      }
    }
    add(rubric.results.ranking.compares, .compare)
    add(rubric.results.ranking.tieBreaks, .tieBreak)
    return rows
  }

  var awards: SheetRows {
    var rows = SheetRows(RubricForms.awards)
    for award in rubric.results.awards?.awards ?? [] {
      rows.add(
        [
          ("id", award.id), ("top", number(award.top)), ("ratio", award.ratio?.description),
          ("ratioRounding", word(award.ratioRounding, unless: .down)),
          ("of", word(award.of, unless: .placed)), ("minTotal", marks(award.minTotal)),
          ("bestIn", award.bestIn), ("scope", word(award.scope, unless: .division)),
          ("certificate", award.certificate),
        ] + label(award.label))
    }
    return rows
  }

  var certificates: SheetRows {
    var rows = SheetRows(RubricForms.certificates)
    for rule in rubric.results.certificates {
      rows.add(
        [
          ("id", rule.id), ("template", rule.template), ("numbering", rule.numbering),
          ("on", word(rule.on)),
        ] + label(rule.label))
    }
    return rows
  }
}
