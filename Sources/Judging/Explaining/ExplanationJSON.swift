// An explanation as JSON: enough to compute the result again from it alone (contract, section 7).

public import Basics
import Rubrics

extension Explanation {
  /// The answer of `tally --explain ENTRY --format json`: enough to compute the result again from it alone.
  public var json: JSON {
    .object([
      ("rubric", Tally.rubric(id: rubricID, version: rubricVersion, sha256: rubricSHA256)),
      ("entry", .string(entry)), ("name", .optional(name)), ("division", .optional(division)),
      ("status", .string(status)), ("place", .optional(place)), ("divisionPlace", .optional(divisionPlace)),
      ("rounds", .array(rounds.map(\.json))),
      ("weighted", .bool(isWeighted)), ("scale", .string(scale.description)),
      ("bestRounds", .optional(bestRounds)), ("order", .string(order.rawValue)), ("sum", .string(sum.text)),
      ("offTotal", .string(offTotal.text)), ("totalVetoes", .array(totalVetoes.map(\.json))),
      (
        "medianScale",
        medianScale.map { scale in
          .object([
            ("at", .string(scale.at.description)), ("factor", .string(scale.factor.description)),
            ("median", .optional(median?.text)),
          ])
        } ?? .null
      ),
      (
        "compares",
        .array(
          compares.map { step, value in
            .object([
              ("by", .string(step.by.rawValue)), ("ref", .optional(step.ref)), ("value", .string(value.text)),
            ])
          })
      ),
      ("gates", .array(gates.map(\.json))), ("stations", .array(stations.map(\.json))),
      ("vetoFails", .bool(vetoFails)), ("cuts", .array(cuts.map(\.json))),
      ("rounding", .array(roundings.map(\.json))),
      ("total", .optional(totalText)), ("passed", .optional(passed)),
      ("tieBreaks", .array(tieSteps.map(\.json))),
      ("awards", .strings(awards)),
      ("faults", .array(faults.map { $0.json() })),
    ])
  }
}

extension TieStep {
  /// The step as the rubric has it, and what every entry of the group showed.
  fileprivate var json: JSON {
    let shown = zip(group, values).map { entry, value in
      JSON.object([("entry", .string(entry)), ("value", .string(value))])
    }
    return .object([
      ("by", .string(by.by.rawValue)), ("ref", .optional(by.ref)), ("round", .optional(by.round)),
      ("order", .optional(by.order?.rawValue)), ("firstOnly", .bool(by.firstOnly)),
      ("places", .bool(by.countsPlaces)), ("allRounds", .bool(by.allRounds)), ("upTo", .optional(by.upTo)),
      ("decided", .bool(decided)), ("group", .array(shown)),
    ])
  }
}
