// The statistics as JSON, in the form that the contract fixes, with more beside it.

public import Basics

extension Agreement {
  /// The answer of `agreement --format json`.
  public func json(notes more: [Fault] = [], _ language: Language) -> JSON {
    .object([
      (
        "n",
        .object([
          ("entries", .integer(Set(ratings.subjects.map(\.entry)).count)),
          ("judges", .integer(ratings.judges.count)), ("items", .integer(ratings.items.count)),
          ("subjects", .integer(ratings.subjects.count)),
          (
            "complete",
            .object([
              ("subjects", .integer(complete?.subjects.count ?? 0)),
              ("judges", .strings((complete?.judges ?? []).map { ratings.judges[$0] })),
            ])
          ),
        ])
      ),
      ("panel", .optional(panel)), ("tooFew", .bool(isTooFew)),
      ("judges", .array(profiles.map(\.json))),
      (
        "kendall",
        .object([
          ("w", .real(kendall?.w)), ("p", .real(kendall?.p)), ("chiSquare", .real(kendall?.chiSquare)),
          ("degrees", .optional(kendall?.degrees)),
        ])
      ),
      ("icc", Self.icc(icc)), ("iccLimits", Self.limits(icc)),
      ("fleissKappa", .real(fleissKappa)), ("krippendorff", krippendorff.json),
      ("cronbachAlpha", .real(cronbachAlpha)),
      ("rasch", rasch.json),
      ("outliers", .array(outliers.map { $0.json(ratings) })),
      ("topTen", .array(topTens.map(\.json))),
      ("topTenWithout", withoutJudges.map { .array($0.map(\.json)) } ?? .null),
      ("notes", .array((more + notes).map { $0.json(language) })),
      ("faults", .array([])),
    ])
  }

  /// The answer where the input was refused: the same members, nothing computed.
  public static func refused(
    _ refusal: Refusal, notes: [Fault] = [], _ language: Language
  ) -> JSON {
    .object([
      ("n", .object([("entries", .integer(0)), ("judges", .integer(0)), ("items", .integer(0))])),
      ("judges", .array([])), ("kendall", .object([("w", .null), ("p", .null)])), ("icc", icc(nil)),
      ("fleissKappa", .null), ("krippendorff", KrippendorffAlpha(RatingMatrix([])).json),
      ("cronbachAlpha", .null),
      (
        "rasch",
        .object([
          ("judges", .array([])), ("items", .array([])), ("entries", .array([])), ("thresholds", .array([])),
          ("logLikelihood", .null),
        ])
      ),
      ("notes", .array(notes.map { $0.json(language) })),
      ("faults", .array(refusal.faults.map { $0.json(language) })),
    ])
  }

  private static func icc(_ icc: IntraclassCorrelation?) -> JSON {
    .object(IntraclassCorrelation.Form.allCases.map { ($0.rawValue, .real(icc?.values[$0])) })
  }

  private static func limits(_ icc: IntraclassCorrelation?) -> JSON {
    .object(
      IntraclassCorrelation.Form.allCases.map { form in
        (form.rawValue, icc?.limits[form].map { .array([.real($0.low), .real($0.high)]) } ?? .null)
      })
  }
}

extension JudgeProfile {
  var json: JSON {
    .object([
      ("id", .string(id)), ("n", .integer(n)), ("mean", .real(mean)), ("severity", .real(severity)),
      ("spread", .real(spread)), ("correlation", .real(correlation)), ("severityError", .real(severityError)),
      ("strictness", .string(strictness.rawValue)), ("width", .string(width.rawValue)),
    ])
  }
}

extension KrippendorffAlpha {
  var json: JSON {
    .object([
      ("nominal", .real(nominal)), ("ordinal", .real(ordinal)), ("interval", .real(interval)),
      ("ratio", .real(ratio)),
    ])
  }
}

extension Rasch {
  var json: JSON {
    .object([
      (
        "judges",
        .array(
          judges.map {
            .object([("id", .string($0.id)), ("severity", .real($0.severity)), ("se", .real($0.error))])
          })
      ),
      (
        "items",
        .array(
          items.map {
            .object([("id", .string($0.id)), ("difficulty", .real($0.difficulty)), ("se", .real($0.error))])
          })
      ),
      (
        "entries",
        .array(
          entries.map {
            .object([
              ("id", .string($0.id)), ("measure", .real($0.measure)), ("fairMean", .real($0.fairMean)),
              ("se", .real($0.error)), ("fairTotal", .real($0.fairTotal)),
            ])
          })
      ),
      ("thresholds", .array(thresholds.map { .real($0) })),
      ("logLikelihood", .real(logLikelihood)),
      (
        "scales",
        .array(
          scales.map { scale in
            .object([
              ("items", .strings(scale.items)), ("thresholds", .array(scale.thresholds.map { .real($0) })),
              ("unused", .integer(scale.unused)),
            ])
          })
      ),
    ])
  }
}

extension Outlier {
  func json(_ ratings: Ratings) -> JSON {
    .object([
      ("test", .string(test.rawValue)), ("entry", .string(ratings.subjects[subject].id)),
      ("judge", .optional(judge.map { ratings.judges[$0] })), ("value", .real(value)),
      ("limit", .real(limit)),
    ])
  }
}

extension TopTen {
  var json: JSON { .object([("division", .optional(division)), ("entries", .strings(entries))]) }
}

extension TopTenWithout {
  var json: JSON {
    .object([
      ("judge", .string(judge)), ("topTen", .array(topTens.map(\.json))),
      (
        "changes",
        .array(
          changes.map { change in
            .object([
              ("division", .optional(change.division)), ("entering", .strings(change.entering)),
              ("leaving", .strings(change.leaving)),
              ("firstBefore", .optional(change.first?.before)),
              ("firstAfter", .optional(change.first?.after)),
              ("reordered", .bool(change.reordered)),
            ])
          })
      ),
    ])
  }
}
