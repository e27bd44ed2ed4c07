// The tally and an explanation as JSON, in the forms that the contract fixes (section 7).

public import Basics
import Rubrics

extension Tally {
  /// The answer of `tally --format json`; what is kept on record is always the Chinese one, so that its bytes compare.
  public func json(notes: [Fault] = [], _ language: Language = .zh) -> JSON {
    .object([
      ("rubric", Self.rubric(id: plan.rubric.id, version: plan.rubric.version, sha256: plan.rubric.sha256)),
      ("complete", .bool(standing.isComplete)),
      ("ranking", .array(standing.lines.map(json(of:)))),
      ("faults", .array(standing.faults.map { $0.json(language) })),
      ("notes", .array((notes + standing.notes).map { $0.json(language) })),
    ])
  }

  /// The answer where the input was refused.
  public static func refused(
    _ refusal: Refusal, rubric: JSON = .null, notes: [Fault] = [], _ language: Language
  ) -> JSON {
    .object([
      ("rubric", rubric), ("complete", .bool(false)), ("ranking", .array([])),
      ("faults", .array(refusal.faults.map { $0.json(language) })),
      ("notes", .array(notes.map { $0.json(language) })),
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
      ("total", .optional(ranked ? totalText(line.result) : nil)),
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
