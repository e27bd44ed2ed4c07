// Rounding, passing, ranking, awards and certificates as elements.

import Basics

extension RubricXMLWriter {
  func results(_ results: Results) -> XMLNode {
    var parts = results.roundGroups.map {
      XMLNode("best-rounds", [("from", $0.from), ("to", $0.to), ("best", String($0.best))])
    }
    parts += results.rounding.map {
      XMLNode(
        "rounding",
        [("stage", $0.stage.rawValue), ("decimals", String($0.decimals)), ("mode", $0.mode.rawValue)])
    }
    if let scale = results.medianScale {
      parts.append(
        XMLNode("median-scale", [("at", scale.at.description), ("factor", scale.factor.description)]))
    }
    if let pass = results.pass { parts.append(self.pass(pass)) }
    parts.append(ranking(results.ranking))
    if let awards = results.awards { parts.append(self.awards(awards)) }
    if !results.certificates.isEmpty {
      parts.append(XMLNode("certificates", [], results.certificates.map(certificate)))
    }
    return XMLNode(
      "results",
      [
        ("scale", other(results.scale, Marks(whole: 100))),
        ("best-rounds", results.bestRounds.map { String($0) }), ("missing", other(results.missing, .block)),
      ], parts)
  }

  private func pass(_ pass: Pass) -> XMLNode {
    XMLNode(
      "pass", [("veto", pass.vetoFails ? nil : "ignored")],
      pass.stations.map { gate($0, isStation: true) } + pass.gates.map { gate($0, isStation: false) })
  }

  private func gate(_ gate: Pass.Gate, isStation: Bool) -> XMLNode {
    let bound: (String, String?) =
      switch gate.bound {
      case .marks(let marks): ("min", marks.description)
      case .borderline(let rating): ("borderline", rating.description)
      case .sumOfCuts: ("of-cuts", "sum")
      case .meanOfCuts: ("of-cuts", "mean")
      }
    return switch gate.of {
    case .total: XMLNode("total", [bound])
    case .stations: XMLNode("stations", [bound])
    case .round(let ref): XMLNode("round", [("ref", ref), bound])
    case .module(let ref): XMLNode(isStation ? "station" : "module", [("ref", ref), bound])
    }
  }

  private func ranking(_ ranking: Ranking) -> XMLNode {
    XMLNode(
      "ranking",
      [
        ("order", other(ranking.order, .descending)), ("numbering", other(ranking.numbering, .standard)),
        ("ties", other(ranking.ties, .share)), ("up-to", ranking.upTo.map { String($0) }),
      ], ranking.compares.map { step($0, "compare") } + ranking.tieBreaks.map { step($0, "tie-break") })
  }

  private func step(_ step: Ranking.TieBreak, _ name: String) -> XMLNode {
    XMLNode(
      name,
      [
        ("by", step.by.rawValue), ("ref", step.ref), ("round", step.round), ("order", step.order?.rawValue),
        ("first-only", step.firstOnly ? "true" : nil), ("count", step.countsPlaces ? "places" : nil),
        ("rounds", step.allRounds ? "all" : nil), ("up-to", step.upTo.map { String($0) }),
      ])
  }

  private func awards(_ awards: Awards) -> XMLNode {
    XMLNode(
      "awards",
      [
        ("at-tie", other(awards.atTie, .include)), ("tied-within", awards.tiedWithin?.description),
        ("enlarged", other(awards.enlarged, .keeps)),
      ],
      awards.awards.map { award in
        XMLNode(
          "award",
          [
            ("id", award.id), ("top", award.top.map { String($0) }), ("ratio", award.ratio?.description),
            ("ratio-round", other(award.ratioRounding, .down)), ("of", other(award.of, .placed)),
            ("min-total", award.minTotal?.description), ("best-in", award.bestIn),
            ("scope", other(award.scope, .division)), ("certificate", award.certificate),
          ], label(award.label))
      })
  }

  private func certificate(_ rule: CertificateRule) -> XMLNode {
    XMLNode(
      "certificate",
      [
        ("id", rule.id), ("template", rule.template), ("numbering", rule.numbering),
        ("on", rule.on.rawValue),
      ], label(rule.label))
  }
}
