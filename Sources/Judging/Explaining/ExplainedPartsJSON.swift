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
    let modules: [JSON] = uses.map { use in
      .object([
        ("module", .string(use.module)), ("weight", .optional(use.weight?.description)),
        ("times", .optional(use.times?.text)),
      ])
    }
    let rule: [(String, JSON)] = [
      ("id", .string(id)), ("weight", .optional(weight?.description)), ("combine", .string(combine.rawValue)),
      ("best", .integer(best)), ("uses", .array(modules)), ("missing", .string(missing.rawValue)),
      ("runMissing", .string(runMissing.rawValue)), ("runs", .array(runs.map(\.json))),
    ]
    let end: [(String, JSON)] = [
      ("rounding", rounding?.json ?? .null), ("before", .optional(before?.text)),
      ("placing", placing?.json ?? .null), ("lowestFirst", .bool(lowestFirst)),
      ("compared", comparedJSON(compared)), ("lacking", .integer(lacking)),
      ("isMissing", .bool(isMissing)), ("value", .optional(value?.text)),
      ("times", .optional(times?.text)), ("restart", .bool(restarts)), ("counts", .bool(counts)),
      ("share", .optional(share?.text)),
    ]
    return .object(rule + end)
  }
}

extension ExplainedRun {
  var json: JSON {
    .object([
      ("run", .integer(run)), ("status", .optional(status?.rawValue)), ("counts", .bool(counts)),
      ("modules", .array(modules.map(\.json))), ("offRound", .string(offRound.text)),
      ("value", .optional(value?.text)), ("milliseconds", .optional(time)),
    ])
  }
}

extension ExplainedModule {
  var json: JSON {
    .object([
      ("id", .string(id)), ("max", .optional(max?.description)), ("weight", .optional(weight?.description)),
      ("units", .array(units.map(\.json))),
      ("inTime", .array(inTime.map(\.json))), ("vetoes", .array(vetoes.map(\.json))),
      ("marks", .optional(marks?.text)), ("bonus", .string(bonus.text)), ("deducted", .string(deducted.text)),
      ("offTotal", .string(offTotal.text)), ("offRound", .string(offRound.text)),
      ("rounding", rounding?.json ?? .null),
      ("value", .optional(value?.text)), ("times", .optional(times?.text)), ("share", .optional(share?.text)),
    ])
  }
}

extension ExplainedUnit {
  var json: JSON {
    let rule: [(String, JSON)] = [
      ("id", .string(id)), ("items", .strings(items)), ("panel", .string(panel)),
      ("effect", .string(effectName)), ("optional", .bool(isOptional)), ("aggregate", aggregateJSON),
      ("double", double?.json ?? .null), ("placing", placing?.json ?? .null),
      ("lowestFirst", .bool(lowestFirst)),
      ("judgeRounding", judgeRounding?.json ?? .null), ("off", .string(off.rawValue)),
    ]
    let end: [(String, JSON)] = [
      ("judges", .array(judges.map(\.json))), ("leftOut", .array(leftOut.map(\.json))),
      ("penalty", .string(penalty.text)), ("deduct", deduct?.json ?? .null), ("clock", clock?.json ?? .null),
      ("aggregated", .string(aggregated.text)), ("rounding", rounding?.json ?? .null),
      ("rounded", .string(rounded.text)), ("factor", .optional(factor?.text)),
      ("factoredRounding", factoredRounding?.json ?? .null),
      ("base", .optional(base?.text)), ("productRounding", productRounding?.json ?? .null),
      ("value", .string(value.text)),
    ]
    return .object(rule + end)
  }

  /// As it was applied; `rule` is what the rubric says.
  private var aggregateJSON: JSON {
    .object([
      ("method", .string(usedMean ? "mean" : aggregate.method.rawValue)),
      ("rule", .string(aggregate.method.rawValue)), ("usedMean", .bool(usedMean)),
      ("minJudges", .integer(aggregate.minJudges)), ("judges", .optional(aggregate.judges)),
      ("dropHigh", .integer(usedMean ? 0 : aggregate.dropHigh)),
      ("dropLow", .integer(usedMean ? 0 : aggregate.dropLow)), ("best", .optional(aggregate.best)),
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

extension ExplainedJudge {
  var json: JSON {
    let name: JSON = judge.isEmpty ? .null : .string(judge)
    return .object([
      ("judge", name), ("source", .string(source.rawValue)), ("marks", .array(marks.map(\.json))),
      ("part", .optional(part)), ("before", .optional(before?.text)), ("compared", comparedJSON(compared)),
      ("lacking", .integer(lacking)), ("sum", .string(sum.text)), ("counting", .string(counting.rawValue)),
    ])
  }
}

extension ExplainedMark {
  var json: JSON {
    .object([
      ("item", .string(item)), ("of", .string(of)), ("written", .string(written)),
      ("marks", .string(marks.text)), ("times", .optional(times?.text)),
      ("rounding", rounding?.json ?? .null), ("voided", .bool(isVoided)),
    ])
  }
}

extension LeftOutJudge {
  var json: JSON {
    .object([("judge", .string(judge)), ("why", .string(reason.rawValue)), ("items", .strings(items))])
  }
}

extension DoubleMarking {
  var json: JSON {
    .object([("scheme", .string(scheme.rawValue)), ("tolerance", .string(tolerance.description))])
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
      ("confirmations", .integer(confirmations)), ("byDecision", .bool(byDecision)),
    ])
  }
}

extension Placing {
  var json: JSON {
    .object([
      ("as", .string(self.as.rawValue)), ("points", .strings(points.map(\.description))),
      ("tied", .string(tied.rawValue)), ("first", .optional(first?.rawValue)),
      ("within", .string(within.rawValue)), ("written", .bool(areWritten)),
    ])
  }
}

extension GateOutcome {
  /// `from`: whether `least` stands in the rubric, is a computed pass mark, or the sum or mean of those of all stations.
  func json(_ bound: Pass.Gate.Bound) -> JSON {
    let from =
      switch bound {
      case .marks: "rubric"
      case .borderline: "cut"
      case .sumOfCuts: "sum-of-cuts"
      case .meanOfCuts: "mean-of-cuts"
      }
    return .object([
      ("of", .string(of)), ("ref", .optional(ref)), ("from", .string(from)),
      ("least", .optional(least?.text)),
      ("value", .optional(value?.text)), ("met", .bool(isMet)),
    ])
  }
}

extension ExplainedClock {
  /// Start and finish as written; what was taken in milliseconds, the limit in seconds, the units beyond it exactly.
  var json: JSON {
    .object([
      ("item", .string(item)), ("start", .optional(start)), ("finish", .optional(finish)),
      ("milliseconds", .optional(taken)), ("limit", .integer(limit)), ("per", .string(per)),
      ("over", .optional(over?.text)), ("rounding", rounding?.json ?? .null),
    ])
  }
}

extension BorderlineCut {
  /// With every candidate's point, through which the line is fitted.
  func json(_ points: [CutPoint]) -> JSON {
    let all: [JSON] = points.map { point in
      .object([
        ("entry", .string(point.entry)), ("rating", .string(point.rating.text)),
        ("mark", .string(point.mark.text)),
      ])
    }
    return .object([
      ("station", .string(module)), ("rating", .string(rating.description)), ("points", .array(all)),
      ("slope", .string(slope.text)), ("intercept", .string(intercept.text)), ("cut", .string(cut.text)),
    ])
  }
}
