// Rounds, modules, units, gates and pass marks of an explanation as JSON.

import Basics
import Rubrics

extension Rounding {
  var json: JSON {
    .object([
      ("stage", .string(stage.rawValue)), ("decimals", .integer(decimals)), ("mode", .string(mode.rawValue)),
    ])
  }
}

extension ExplainedRound {
  var json: JSON {
    .object([
      ("id", .string(id)), ("weight", .optional(weight?.description)), ("combine", .string(combine.rawValue)),
      ("best", .integer(best)),
      (
        "runs",
        .array(
          runs.map { run in
            .object([
              ("run", .integer(run.run)), ("status", .optional(run.status?.rawValue)),
              ("counts", .bool(run.counts)),
              ("modules", .array(run.modules.map(\.json))),
              ("offRound", .string(run.offRound.text)), ("value", .optional(run.value?.text)),
            ])
          })
      ),
      ("rounding", rounding?.json ?? .null), ("before", .optional(before?.text)),
      ("placing", placing?.json ?? .null), ("compared", comparedJSON(compared)),
      ("value", .optional(value?.text)), ("times", .optional(times?.text)), ("restart", .bool(restarts)),
      ("counts", .bool(counts)), ("share", .optional(share?.text)),
    ])
  }
}

extension ExplainedModule {
  var json: JSON {
    .object([
      ("id", .string(id)), ("max", .optional(max?.description)), ("weight", .optional(weight?.description)),
      ("units", .array(units.map(\.json))),
      (
        "vetoes",
        .array(
          vetoes.map(\.json))
      ),
      ("marks", .optional(marks?.text)), ("bonus", .string(bonus.text)), ("deducted", .string(deducted.text)),
      ("offTotal", .string(offTotal.text)), ("offRound", .string(offRound.text)),
      ("rounding", rounding?.json ?? .null),
      ("value", .optional(value?.text)), ("times", .optional(times?.text)), ("share", .optional(share?.text)),
    ])
  }
}

extension ExplainedUnit {
  var json: JSON {
    .object([
      ("id", .string(id)), ("panel", .string(panel)),
      ("effect", .string(effectName)),
      (
        "aggregate",
        .object([
          ("method", .string(usedMean ? "mean" : aggregate.method.rawValue)),
          ("dropHigh", .integer(usedMean ? 0 : aggregate.dropHigh)),
          ("dropLow", .integer(usedMean ? 0 : aggregate.dropLow)), ("best", .optional(aggregate.best)),
          ("judges", .optional(aggregate.judges)),
        ])
      ),
      (
        "double",
        double.map {
          .object([
            ("scheme", .string($0.scheme.rawValue)), ("tolerance", .string($0.tolerance.description)),
          ])
        } ?? .null
      ),
      ("placing", placing?.json ?? .null), ("lowestFirst", .bool(lowestFirst)),
      ("itemRounding", itemRounding?.json ?? .null), ("judgeRounding", judgeRounding?.json ?? .null),
      ("off", .string(off.rawValue)),
      (
        "judges",
        .array(
          judges.map { judge in
            .object([
              ("judge", .string(judge.judge)),
              (
                "marks",
                .array(
                  judge.marks.map { mark in
                    .object([
                      ("item", .string(mark.item)), ("written", .string(mark.written)),
                      ("marks", .string(mark.marks.text)),
                      ("times", .optional(mark.times?.text)),
                      ("rounding", mark.rounding?.json ?? .null), ("voided", .bool(mark.isVoided)),
                    ])
                  })
              ),
              ("part", .optional(judge.part)), ("before", .optional(judge.before?.text)),
              ("compared", comparedJSON(judge.compared)), ("sum", .string(judge.sum.text)),
              ("counting", .string(judge.counting.rawValue)),
            ])
          })
      ),
      ("penalty", .string(penalty.text)), ("deduct", deduct?.json ?? .null),
      ("clockUnits", .optional(clockUnits?.text)),
      ("aggregated", .string(aggregated.text)), ("rounding", rounding?.json ?? .null),
      ("rounded", .string(rounded.text)), ("factor", .optional(factor?.text)),
      ("factoredRounding", factoredRounding?.json ?? .null),
      ("base", .optional(base?.text)), ("productRounding", productRounding?.json ?? .null),
      ("value", .string(value.text)),
    ])
  }

  var effectName: String {
    switch effect {
    case .add: isBonus ? "bonus" : "add"
    case .subtract: "subtract"
    case .subtractEachAward: "subtract-each-award"
    case .rate: "rate"
    }
  }
}

extension Deduct {
  /// The rule of a deduction, so that its marks can be computed again from the units.
  var json: JSON {
    .object([
      ("per", .string(per)), ("each", .optional(each?.description)), ("every", .string(every.description)),
      ("grace", .string(grace.description)), ("count", .string(counting.rawValue)),
      ("limit", .optional(limit?.description)),
      (
        "bands",
        .array(
          bands.map { band in
            .object([
              ("over", .string(band.over.description)), ("to", .optional(band.to?.description)),
              ("points", .string(band.points.description)),
            ])
          })
      ),
    ])
  }
}

/// What a number was compared with; null where it was not.
private func comparedJSON(_ compared: [(entry: String, number: Rational)]) -> JSON {
  compared.isEmpty
    ? .null
    : .array(
      compared.map { .object([("entry", .string($0.entry)), ("number", .string($0.number.text))]) })
}

extension ExplainedVeto {
  var json: JSON {
    .object([
      ("item", .string(item)), ("effect", .string(effect.rawValue)), ("ref", .optional(ref)),
      ("cap", .optional(cap?.description)), ("confirmedBy", .strings(confirmedBy)),
    ])
  }
}

extension Placing {
  var json: JSON {
    .object([
      ("as", .string(self.as.rawValue)), ("points", .strings(points.map(\.description))),
      ("tied", .string(tied.rawValue)), ("first", .optional(first?.rawValue)),
      ("within", .string(within.rawValue)),
    ])
  }
}

extension GateOutcome {
  var json: JSON {
    .object([
      ("of", .string(of)), ("ref", .optional(ref)), ("least", .optional(least?.text)),
      ("value", .optional(value?.text)), ("met", .bool(isMet)),
    ])
  }
}

extension BorderlineCut {
  var json: JSON {
    .object([
      ("station", .string(module)), ("rating", .string(rating.description)),
      ("candidates", .integer(candidates)),
      ("slope", .string(slope.text)), ("intercept", .string(intercept.text)), ("cut", .string(cut.text)),
    ])
  }
}
