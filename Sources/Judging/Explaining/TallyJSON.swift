// The tally and an explanation as JSON, in the forms that the contract fixes (section 7).

public import Basics
import Rubrics

extension Tally {
  /// The answer of `tally --format json`.
  public func json(notes: [Fault] = []) -> JSON {
    .object([
      ("rubric", Self.rubric(id: plan.rubric.id, version: plan.rubric.version, sha256: plan.rubric.sha256)),
      ("complete", .bool(standing.isComplete)),
      ("ranking", .array(standing.lines.map(json(of:)))),
      ("faults", .array(standing.faults.map { $0.json() })),
      ("notes", .array((notes + standing.notes).map { $0.json() })),
    ])
  }

  /// The answer where the input was refused.
  public static func refused(_ refusal: Refusal, rubric: JSON = .null, notes: [Fault] = []) -> JSON {
    .object([
      ("rubric", rubric), ("complete", .bool(false)), ("ranking", .array([])),
      ("faults", .array(refusal.faults.map { $0.json() })), ("notes", .array(notes.map { $0.json() })),
    ])
  }

  public static func rubric(id: String, version: Int, sha256: String) -> JSON {
    .object([("id", .string(id)), ("version", .integer(version)), ("sha256", .string(sha256))])
  }

  private func json(of line: StandingLine) -> JSON {
    let blocked = line.status == "blocked"
    let ranked = line.place != nil
    return .object([
      ("order", .integer(line.order)),
      ("place", .optional(line.place)),
      ("divisionPlace", .optional(line.divisionPlace)),
      ("entry", .string(line.entry.id)),
      ("name", .optional(line.entry.name)),
      ("division", .optional(line.entry.division)),
      ("status", .string(line.status)),
      ("passed", .optional(blocked ? nil : line.result.passed)),
      ("total", .optional(ranked ? text(total: line.result.total) : nil)),
      ("awards", .strings(line.awards)),
      (
        "parts",
        .array(
          parts(of: line).map { part in
            .object([
              ("id", .string(part.id)), ("round", .string(part.round)),
              ("value", .optional(blocked ? nil : part.value)),
            ])
          })
      ),
    ])
  }
}

extension Explanation {
  /// The answer of `tally --explain ENTRY --format json`: enough to compute the result again from it alone.
  public var json: JSON {
    .object([
      ("rubric", Tally.rubric(id: rubricID, version: rubricVersion, sha256: rubricSHA256)),
      ("entry", .string(entry)), ("name", .optional(name)), ("division", .optional(division)),
      ("status", .string(status)), ("place", .optional(place)), ("divisionPlace", .optional(divisionPlace)),
      ("rounds", .array(rounds.map(\.json))),
      ("weighted", .bool(isWeighted)), ("scale", .string(scale.description)),
      ("sum", .string(sum.text)),
      ("rounding", .array(roundings.map(\.json))),
      ("total", .optional(totalText)), ("passed", .optional(passed)),
      (
        "tieBreaks",
        .array(
          tieSteps.map { step in
            .object([
              ("by", .string(step.by.by.rawValue)), ("ref", .optional(step.by.ref)),
              ("decided", .bool(step.decided)),
              (
                "group",
                .array(
                  zip(step.group, step.values).map {
                    .object([("entry", .string($0)), ("value", .string($1))])
                  })
              ),
            ])
          })
      ),
      ("awards", .strings(awards)),
      ("faults", .array(faults.map { $0.json() })),
    ])
  }
}

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
              ("modules", .array(run.modules.map(\.json))), ("value", .optional(run.value?.text)),
            ])
          })
      ),
      ("value", .optional(value?.text)), ("share", .optional(share?.text)),
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
          vetoes.map { veto in
            .object([
              ("item", .string(veto.item)), ("effect", .string(veto.effect.rawValue)),
              ("ref", .optional(veto.ref)),
              ("cap", .optional(veto.cap?.description)), ("confirmedBy", .strings(veto.confirmedBy)),
            ])
          })
      ),
      ("marks", .optional(marks?.text)), ("bonus", .string(bonus.text)), ("deducted", .string(deducted.text)),
      ("value", .optional(value?.text)), ("share", .optional(share?.text)),
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
        ])
      ),
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
                      ("marks", .string(mark.marks.text)), ("voided", .bool(mark.isVoided)),
                    ])
                  })
              ),
              ("sum", .string(judge.sum.text)), ("counting", .string(judge.counting.rawValue)),
            ])
          })
      ),
      ("penalty", .string(penalty.text)), ("deduct", deduct?.json ?? .null),
      ("clockUnits", .optional(clockUnits?.text)),
      ("aggregated", .string(aggregated.text)), ("rounding", rounding?.json ?? .null),
      ("rounded", .string(rounded.text)), ("factor", .optional(factor?.description)),
      ("base", .optional(base?.description)), ("productRounding", productRounding?.json ?? .null),
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
