// The rules from the value on a sheet to marks as JSON: steps, levels, bands, deductions.

import Basics
import Rubrics

extension ExplainedItem {
  /// `id` is what the sheet carries; `np` is what `NP` counts, `nv` what `NV` does.
  var json: JSON {
    let head: [(String, JSON)] = [
      ("id", .string(slot.id)), ("of", .string(of)), ("criteria", .strings(criteria)),
      ("module", .string(module)), ("type", .string(slot.kind.name)),
    ]
    let end: [(String, JSON)] = [("np", .string(least.text)), ("nv", .string(slot.notSeen.rawValue))]
    return .object(head + slot.kind.rule + end)
  }
}

extension Slot.Kind {
  /// The type's name as the rubric writes it; a step and a part have names of their own.
  var name: String {
    switch self {
    case .points: "points"
    case .levels: "levels"
    case .step: "step"
    case .measure: "measure"
    case .deduct: "deduct"
    case .veto: "veto"
    case .bonus: "bonus"
    case .rank: "rank"
    case .count: "count"
    case .given: "given"
    case .global: "global"
    case .paper: "theory"
    case .paperPart: "part"
    }
  }

  /// What makes marks of a value, where they are not the same.
  fileprivate var rule: [(String, JSON)] {
    switch self {
    case .levels(let levels), .global(let levels):
      [
        (
          "levels",
          .array(
            levels.map {
              .object([("value", .integer($0.value)), ("points", .string($0.points.description))])
            })
        )
      ]
    case .step(let step):
      [("points", .string(step.points.description)), ("partial", .bool(step.partial))]
    case .measure(let measure): [("measure", measure.json)]
    case .deduct(let deduct): [("deduct", deduct.json)]
    default: []
    }
  }
}

extension Measure {
  var json: JSON {
    let all: [JSON] = bands.map { band in
      .object([
        ("within", .optional(band.within?.description)), ("from", .optional(band.from?.description)),
        ("to", .optional(band.to?.description)), ("points", .string(band.points.description)),
      ])
    }
    return .object([
      ("unit", .string(unit)), ("max", .string(max.description)), ("target", .optional(target?.description)),
      ("bands", .array(all)), ("linear", linear?.json ?? .null),
    ])
  }
}

extension Measure.Linear {
  var json: JSON {
    .object([
      ("at", .string(at.description)), ("each", .string(each.text)),
      ("lowest", .string(lowest.description)), ("exact", .bool(isExact)),
    ])
  }
}

extension Deduct {
  /// The rule of a deduction, so that its marks can be computed again from the units.
  var json: JSON {
    let all: [JSON] = bands.map { band in
      .object([
        ("over", .string(band.over.description)), ("to", .optional(band.to?.description)),
        ("points", .string(band.points.description)),
      ])
    }
    return .object([
      ("per", .string(per)), ("each", .optional(each?.description)), ("every", .string(every.description)),
      ("grace", .string(grace.description)), ("count", .string(counting.rawValue)),
      ("limit", .optional(limit?.description)), ("bands", .array(all)),
      ("disqualifyOver", .optional(disqualifyOver?.description)),
    ])
  }
}
