// The organizer publishes: every division is computed, kept with its inputs, and shown with names as a layer on top.

internal import Basics
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// Publishes the ranking of an event.
public struct PublishRanking: Sendable {
  private let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Publishes what the records give now and returns the publication's number.
  ///
  /// A division with anything missing, undecided or undelivered refuses the whole publication with every fault.
  /// A second publication needs a reason and supersedes the first, which stays readable.
  public func callAsFunction(event: String, by actor: String, noticeDays: Int, reason: String?) async throws
    -> Int
  {
    if try await ports.engine.read({ try $0.event(event) })?.kind == .exam {
      throw Refusal(
        Fault(
          "exam-has-no-ranking", zh: "考核不公布名次，只公布合格名单", en: "an exam publishes who passed, never a ranking",
          suggestion: Words(zh: "在考务台判定后公布合格名单", en: "decide it at the exam desk")))
    }
    let results = try await ComputeResults(ports)(event: event)
    let faults = results.flatMap(\.faults)
    guard !results.isEmpty, faults.isEmpty else {
      throw Refusal(
        faults.isEmpty
          ? [Fault("event-without-divisions", zh: "没有可公布的组别", en: "there is no division to publish")] : faults
      )
    }
    let now = ports.now()
    let ids = results.map { _ in ports.entropy.identifier("result") }
    let id = ports.entropy.identifier("publication")
    let until = now.day.adding(days: noticeDays)
    return try await ports.engine.write { transaction in
      let earlier = try transaction.publications(ofEvent: event)
      let number = (earlier.first?.number ?? 0) + 1
      guard number == 1 || reason?.isEmpty == false else {
        throw Refusal(
          Fault(
            "publication-needs-reason", zh: "已经公布过；再次公布要写明更正原因",
            en: "this event was published before; a correction needs a reason"))
      }
      guard let eventRow = try transaction.event(event) else {
        throw Refusal(Fault("event-unknown", zh: "没有这项赛事", en: "there is no such event"))
      }
      let people = try transaction.entrants(ofEvent: event)
      let fresh = results.map { $0.tally.json().canonical }
      let before = try earlier.first?.resultSets.map { try transaction.resultSet($0)?.ranking }
      guard before == nil || before != fresh.map(Optional.some) else {
        throw Refusal(
          Fault(
            "publication-unchanged", zh: "成绩与已公布的完全相同，没有再次公布",
            en: "nothing changed since the last publication"))
      }
      for (set, result) in zip(ids, results) {
        try transaction.addResultSet(
          ResultSetRow(
            id: set, event: event, division: result.inputs.division, rubricSHA256: result.inputs.rubricSHA256,
            sheets: result.inputs.sheets.csvText, entries: result.inputs.entries.csvText,
            decisions: result.inputs.decisions.csvText, revisions: result.inputs.revisions.canonical,
            ranking: result.tally.json().canonical, computed: now, computedBy: actor))
        try transaction.supersedeResultSets(ofDivision: result.inputs.division, by: set, reason: reason)
      }
      let document = Self.document(
        eventRow, results, people, number: number, at: now, until: until, reason: reason)
      try transaction.addPublication(
        PublicationRow(
          id: id, event: event, number: number, document: document.canonical, published: now,
          publishedBy: actor,
          noticeUntil: until, reason: reason, resultSets: ids))
      try transaction.setState(.published, ofEvent: event)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "event.publish", subject: "event:\(event)",
        old: earlier.first.map { .object([("publication", .string($0.id))]) },
        new: .object([
          ("publication", .string(id)), ("document", .string(sha256Hex(document.canonical.utf8))),
          ("resultSets", .strings(ids)),
        ]), reason: reason,
        rows: try Self.rows(event: event, publication: id, sets: ids, in: transaction))
      try transaction.touch(event: event)
      return number
    }
  }

  /// Every row that a publication makes or changes: earlier result sets are superseded.
  private static func rows(
    event: String, publication: String, sets: [String], in transaction: any SQLTransaction
  ) throws -> [AuditedRow] {
    [AuditedRow(.event, event), AuditedRow(.publication, publication)]
      + sets.map { AuditedRow(.publicationPart, key: .text(publication), .text($0)) }
      + (try transaction.resultSets(ofEvent: event)).map { AuditedRow(.resultSet, $0) }
  }

  /// The public document: the tally of each division on codes, the overall order, and who stands behind each code.
  static func document(
    _ event: EventRow, _ results: [DivisionResult], _ people: [EntrantRow], number: Int, at now: Instant,
    until: Day,
    reason: String?
  ) -> JSON {
    let order = overall(results.map { ($0.inputs.division, $0.tally) })
    return .object([
      (
        "event",
        .object([
          ("id", .string(event.id)), ("kind", .string(event.kind.rawValue)), ("day", .string(event.day.text)),
          ("titleZh", .string(event.title.zh)), ("titleEn", .string(event.title.en)),
        ])
      ),
      ("number", .integer(number)), ("published", .string(now.utcText)), ("noticeUntil", .string(until.text)),
      ("reason", .optional(reason)), ("sample", .bool(event.isSample)),
      (
        "divisions",
        .array(
          results.map { result in
            .object([
              ("id", .string(result.inputs.division)), ("titleZh", .string(result.inputs.title.zh)),
              ("titleEn", .string(result.inputs.title.en)),
              (
                "awards",
                .array(
                  (result.tally.plan.rubric.results.awards?.awards ?? []).map { award in
                    .object([
                      ("id", .string(award.id)), ("titleZh", .string(award.label.title.zh)),
                      ("titleEn", .string(award.label.title.en)),
                    ])
                  })
              ),
              ("tally", result.tally.json()),
            ])
          })
      ),
      (
        "overall",
        .array(
          order.map { line in
            .object([
              ("place", .string(line.place)), ("entry", .string(line.entry)),
              ("division", .string(line.division)),
              ("total", .string(line.total)),
            ])
          })
      ),
      (
        "people",
        .array(
          people.compactMap { person in
            guard let code = person.entry.code else { return nil }
            return .object([
              ("entry", .string(code)), ("name", .string(person.name)),
              ("unit", .string(person.participation.unit)),
              ("work", .string(person.participation.work)), ("number", .string(person.participation.number)),
            ])
          })
      ),
    ])
  }
}
