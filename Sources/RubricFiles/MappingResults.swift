// Rounding, passing, ranking, awards and certificates of the tree as the model's.

import Basics
import Rubrics

extension Mapping {
  mutating func results(_ element: Element?) -> Results {
    guard let element else {
      return Results(
        scale: Marks(whole: 100), missing: .block, rounding: [], pass: nil, ranking: Ranking(), awards: nil,
        certificates: [])
    }
    let rounding = element.children("rounding").map {
      Rounding(
        stage: $0.choice("stage", .final), decimals: $0.whole("decimals", 2), mode: $0.choice("mode", .halfUp)
      )
    }
    return Results(
      scale: element.marks("scale") ?? Marks(whole: 100), missing: element.choice("missing", .block),
      bestRounds: element.value("best-rounds").flatMap { Int($0) },
      roundGroups: element.children("best-rounds").map {
        RoundGroup(
          from: $0.text("from"), to: $0.text("to"), best: $0.whole("best", 1), line: $0.place.line)
      }, rounding: rounding,
      medianScale: element.child("median-scale").map {
        MedianScale(at: $0.marks("at") ?? .zero, factor: $0.weight("factor") ?? .zero)
      },
      pass: element.child("pass").map { pass($0) },
      ranking: element.child("ranking").map { ranking($0) } ?? Ranking(),
      awards: element.child("awards").map { awards($0) },
      certificates: certificates(element.child("certificates")))
  }

  private func pass(_ element: Element) -> Pass {
    let gates = element.children.compactMap { gate -> Pass.Gate? in
      let of: Pass.Gate.Of? =
        switch gate.name {
        case "total": .total
        case "module": .module(gate.text("ref"))
        case "round": .round(gate.text("ref"))
        case "stations": .stations
        default: nil
        }
      return of.map { Pass.Gate(of: $0, bound: bound(gate), line: gate.place.line) }
    }
    let stations = element.children("station").map {
      Pass.Gate(of: .module($0.text("ref")), bound: bound($0), line: $0.place.line)
    }
    return Pass(gates: gates, stations: stations, vetoFails: element.value("veto") != "ignored")
  }

  private func bound(_ gate: Element) -> Pass.Gate.Bound {
    if let rating = gate.marks("borderline") { return .borderline(rating) }
    switch gate.value("of-cuts") {
    case "sum": return .sumOfCuts
    case "mean": return .meanOfCuts
    default: return .marks(gate.marks("min") ?? .zero)
    }
  }

  private func ranking(_ element: Element) -> Ranking {
    Ranking(
      order: element.choice("order", .descending), compares: element.children("compare").map(step),
      numbering: element.choice("numbering", .standard), ties: element.choice("ties", .share),
      upTo: element.value("up-to").flatMap { Int($0) }, tieBreaks: element.children("tie-break").map(step))
  }

  private func step(_ element: Element) -> Ranking.TieBreak {
    Ranking.TieBreak(
      by: element.choice("by", .draw), ref: element.value("ref"), round: element.value("round"),
      order: element.choice("order"), firstOnly: element.flag("first-only"),
      countsPlaces: element.value("count") == "places", allRounds: element.value("rounds") == "all",
      upTo: element.value("up-to").flatMap { Int($0) }, line: element.place.line)
  }

  private mutating func awards(_ element: Element) -> Awards {
    var awards: [Awards.Award] = []
    for award in element.children("award") {
      awards.append(
        Awards.Award(
          id: award.text("id"), label: label(award), top: award.value("top").flatMap { Int($0) },
          ratio: award.weight("ratio"), ratioRounding: award.choice("ratio-round", .down),
          of: award.choice("of", .placed), minTotal: award.marks("min-total"), bestIn: award.value("best-in"),
          scope: award.choice("scope", .division), certificate: award.value("certificate"),
          line: award.place.line))
    }
    return Awards(
      atTie: element.choice("at-tie", .include), tiedWithin: element.marks("tied-within"),
      enlarged: element.choice("enlarged", .keeps), awards: awards)
  }

  private mutating func certificates(_ element: Element?) -> [CertificateRule] {
    var rules: [CertificateRule] = []
    for rule in element?.children("certificate") ?? [] {
      rules.append(
        CertificateRule(
          id: rule.text("id"), label: label(rule), template: rule.text("template"),
          numbering: rule.text("numbering"),
          on: rule.choice("on", .award), line: rule.place.line))
    }
    return rules
  }
}
