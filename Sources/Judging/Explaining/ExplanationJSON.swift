// An explanation as JSON: enough to compute the result again from it alone (contract, section 7).

public import Basics
import Rubrics

extension Explanation {
  /// The answer of `tally --explain ENTRY --format json`; suggestions of faults are in `language`.
  public func json(_ language: Language, in event: ExplainedEvent) -> JSON {
    let rules: [JSON] = event.items.map(\.json)
    let who: [(String, JSON)] = [
      ("rubric", Tally.rubric(id: rubricID, version: rubricVersion, sha256: rubricSHA256)),
      ("entry", .string(entry)), ("name", .optional(name)), ("division", .optional(division)),
      ("status", .string(status)), ("place", .optional(place)), ("divisionPlace", .optional(divisionPlace)),
      ("items", .array(rules)), ("decisions", .array(decisions.map(\.json))), ("lot", .optional(lot)),
    ]
    let awardRules: JSON = event.awards.map { $0.json(event.bestIn, lowBest: event.lowBest) } ?? .null
    let end: [(String, JSON)] = [
      ("ranking", ranking(event)), ("awards", .strings(awards)), ("awardRules", awardRules),
      ("faults", .array(faults.map { $0.json(language) })),
      ("notes", .array(notes.map { $0.json(language) })),
    ]
    return .object(who + sum(event) + pass(event) + end)
  }

  private func sum(_ event: ExplainedEvent) -> [(String, JSON)] {
    let groups: [JSON] = roundGroups.map { group in
      .object([("from", .string(group.from)), ("to", .string(group.to)), ("best", .integer(group.best))])
    }
    let scaled: JSON = medianScale.map { json(of: $0, event) } ?? .null
    return [
      ("rounds", .array(rounds.map(\.json))),
      ("weighted", .bool(isWeighted)), ("scale", .string(scale.description)),
      ("bestRounds", .optional(bestRounds)), ("roundGroups", .array(groups)), ("sum", .string(sum.text)),
      ("offTotal", .string(offTotal.text)), ("totalVetoes", .array(totalVetoes.map(\.json))),
      ("medianScale", scaled), ("rounding", .array(roundings.map(\.json))),
      ("total", .optional(totalText)), ("totals", .strings(totals.map(\.text))),
    ]
  }

  private func pass(_ event: ExplainedEvent) -> [(String, JSON)] {
    let own: [JSON] = zip(gates, pass?.gates ?? []).map { $0.json($1.bound) }
    let each: [JSON] = zip(stations, pass?.stations ?? []).map { $0.json($1.bound) }
    let computed: [JSON] = cuts.map { $0.json(event.cutPoints[$0.module] ?? []) }
    return [
      ("passed", .optional(passed)), ("gates", .array(own)), ("stations", .array(each)),
      ("vetoFails", .bool(pass?.vetoFails ?? false)), ("cuts", .array(computed)),
    ]
  }

  private func ranking(_ event: ExplainedEvent) -> JSON {
    let compared: [JSON] = compares.map { compare in
      .object(
        Self.members(of: compare.step, lowFirst: compare.lowFirst)
          + [("value", JSON.string(compare.value.text))])
    }
    return .object([
      ("order", .string(order.rawValue)), ("numbering", .string(numbering.rawValue)),
      ("ties", .string(ties.rawValue)), ("upTo", .optional(upTo)), ("stage", .integer(stage)),
      ("advanced", .integer(advanced)),
      ("compares", .array(compared)), ("tieBreaks", .array(tieSteps.map(\.json))),
      ("field", .array(event.field.map(\.json))),
    ])
  }

  /// The total as a list: one number, or those compared in order; empty without a place.
  var totals: [Rational] { compares.isEmpty ? [total].compactMap { $0 } : compares.map(\.value) }

  private func json(of scale: MedianScale, _ event: ExplainedEvent) -> JSON {
    let all: [JSON] = event.medianOf.map { line in
      .object([("entry", .string(line.entry)), ("value", .string(line.value.text))])
    }
    return .object([
      ("at", .string(scale.at.description)), ("factor", .string(scale.factor.description)),
      ("median", .optional(median?.text)), ("of", .array(all)),
    ])
  }

  /// What a comparison looks at, and which numbers are better there.
  static func members(of step: Ranking.TieBreak, lowFirst: Bool) -> [(String, JSON)] {
    [
      ("by", .string(step.by.rawValue)), ("ref", .optional(step.ref)), ("round", .optional(step.round)),
      ("order", .string(lowFirst ? "ascending" : "descending")), ("firstOnly", .bool(step.firstOnly)),
      ("countsPlaces", .bool(step.countsPlaces)), ("allRounds", .bool(step.allRounds)),
      ("upTo", .optional(step.upTo)),
    ]
  }
}

extension ExplainedDecision {
  var json: JSON {
    .object([
      ("decision", .string(kind.rawValue)), ("round", .optional(round)), ("panel", .optional(panel)),
      ("item", .optional(item)), ("value", .string(value)),
    ])
  }
}

extension TieStep {
  var json: JSON {
    let shown: [JSON] = group.enumerated().map { index, entry in
      let own: JSON = isSkipped ? .null : .strings(numbers[index].map(\.text))
      return .object([("entry", .string(entry)), ("numbers", own)])
    }
    return .object(
      Explanation.members(of: by, lowFirst: lowFirst)
        + [("skipped", .bool(isSkipped)), ("decided", .bool(decided)), ("group", .array(shown))])
  }
}

extension FieldLine {
  var json: JSON {
    .object([
      ("entry", .string(entry)), ("division", .optional(division)), ("status", .string(status)),
      ("stage", .integer(stage)), ("notAdvanced", .bool(!isAdvanced)), ("advanced", .integer(advanced)),
      ("totals", .strings(numbers.map(\.text))), ("place", .optional(place)),
      ("divisionPlace", .optional(divisionPlace)), ("awards", .strings(awards)),
    ])
  }
}

extension Awards {
  /// The rules by which awards are handed out, in their order.
  func json(_ bestIn: [String: [(entry: String, value: Rational)]], lowBest: Set<String>) -> JSON {
    let rules: [JSON] = awards.map { $0.json(bestIn[$0.id], lowBest: lowBest.contains($0.id)) }
    return .object([
      ("atTie", .string(atTie.rawValue)), ("tiedWithin", .optional(tiedWithin?.description)),
      ("enlarged", .string(enlarged.rawValue)), ("awards", .array(rules)),
    ])
  }
}

extension Awards.Award {
  /// With what an award to the best in one part compares.
  func json(_ values: [(entry: String, value: Rational)]?, lowBest: Bool) -> JSON {
    let compared: [JSON]? = values?.map { line in
      .object([("entry", .string(line.entry)), ("value", .string(line.value.text))])
    }
    return .object([
      ("id", .string(id)), ("top", .optional(top)), ("ratio", .optional(ratio?.description)),
      ("ratioRound", .string(ratioRounding.rawValue)), ("of", .string(of.rawValue)),
      ("minTotal", .optional(minTotal?.description)), ("scope", .string(scope.rawValue)),
      ("bestIn", .optional(bestIn)), ("order", .string(lowBest ? "ascending" : "descending")),
      ("values", compared.map { .array($0) } ?? .null),
    ])
  }
}
