// Who has earned a certificate: awards of a published ranking, passes of a decided exam, completed courses.

public import Basics
internal import Certificates
public import Exams
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// Gathers claims from what was published and decided; nothing is issued here.
public struct CertificateClaims: Sendable {
  /// A course that somebody completed without an exam.
  public struct Completion: Hashable, Sendable {
    public var participation: String
    public var course: String
    public var hours: String
    public var from: Day
    public var to: Day
    /// 合格 or 优秀.
    public var result: String

    public init(participation: String, course: String, hours: String, from: Day, to: Day, result: String) {
      self.participation = participation
      self.course = course
      self.hours = hours
      self.from = from
      self.to = to
      self.result = result
    }
  }

  private let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// One claim for each award of the current publication that its rubric gives a certificate for, in the order of the ranking.
  public func awards(event: String) async throws -> [CertificateClaim] {
    let reader = ReadPublication(ports)
    guard let publication = try await reader(event: event) else {
      throw Refusal(
        Fault(
          "awards-unpublished", zh: "成绩还没有公布", en: "the ranking is not published",
          suggestion: Words(zh: "先公布成绩", en: "publish it first")))
    }
    let ground = try await ground(event)
    var claims: [CertificateClaim] = []
    for set in publication.resultSets {
      guard let tally = try await reader.tally(ofResultSet: set) else { continue }
      let results = tally.plan.rubric.results
      for line in tally.standing.lines {
        guard let entrant = ground.people[line.entry.id] else { continue }
        for id in line.awards {
          guard let award = results.awards?.awards.first(where: { $0.id == id }),
            let rule = results.certificates.first(where: { $0.id == award.certificate })
          else { continue }
          var facts = ground.facts(.award, entrant, rubric: tally.plan.rubric)
          facts.award = award.label.title.zh
          claims.append(
            CertificateClaim(
              event: event, participation: entrant.participation.id, cause: "award-\(id)",
              template: rule.template,
              numbering: rule.numbering, facts: facts))
        }
      }
    }
    return claims
  }

  /// One claim for each candidate who passed every gate.
  public func passes(event: String, period: RetakePeriod) async throws -> [CertificateClaim] {
    guard let list = try await PassListOf(ports)(event: event, period: period) else { return [] }
    let ground = try await ground(event)
    let byParticipation = Dictionary(
      ground.people.values.map { ($0.participation.id, $0) }, uniquingKeysWith: { first, _ in first })
    var claims: [CertificateClaim] = []
    for line in list.lines where line.outcome.isPassed {
      guard let entrant = byParticipation[line.outcome.candidate],
        let rubric = ground.rubrics[entrant.participation.division],
        let rule = rubric.results.certificates.first(where: { $0.on == .pass })
      else { continue }
      var facts = ground.facts(.completion, entrant, rubric: rubric)
      facts.event = ground.course(of: entrant.participation.division) ?? ground.event.title.zh
      facts.division = nil
      facts.work = nil
      facts.result = "经考核成绩合格"
      facts.hours = ground.event.settings["hours"]?.string
      facts.start = ground.event.settings["start"]?.string.flatMap { Day($0) }
      facts.scores = line.outcome.gates.compactMap { gate in
        gate.marksText.map { text in
          CertificateFacts.Score(
            label: gate.gate.title.zh, value: Self.decimal(text), needed: gate.gate.minimum.description)
        }
      }
      claims.append(
        CertificateClaim(
          event: event, participation: entrant.participation.id, cause: "completion", template: rule.template,
          numbering: rule.numbering, facts: facts))
    }
    return claims
  }

  /// One claim for each completed course.
  public func completions(_ completions: [Completion], event: String) async throws -> [CertificateClaim] {
    let ground = try await ground(event)
    let byParticipation = Dictionary(
      ground.people.values.map { ($0.participation.id, $0) }, uniquingKeysWith: { first, _ in first })
    return completions.compactMap { one in
      guard let entrant = byParticipation[one.participation],
        let rubric = ground.rubrics[entrant.participation.division],
        let rule = rubric.results.certificates.first(where: { $0.on != .award })
      else { return nil }
      var facts = ground.facts(.completion, entrant, rubric: rubric)
      facts.event = one.course
      facts.division = nil
      facts.hours = one.hours
      facts.start = one.from
      facts.end = one.to
      facts.result = one.result == "优秀" ? "考核成绩优秀" : "考核成绩合格"
      return CertificateClaim(
        event: event, participation: one.participation, cause: "completion", template: rule.template,
        numbering: rule.numbering, facts: facts)
    }
  }

  /// A fraction with no short decimal is shown to two places, as on the pass list.
  private static func decimal(_ text: String) -> String {
    guard text.contains("/") || text.split(separator: ".").last.map({ $0.count > 2 }) == true else {
      return text
    }
    let parts = text.split(separator: "/")
    guard parts.count == 2, let top = Int128(parts[0]), let bottom = Int128(parts[1]) else {
      return Weight(text)?.exact.rounded(to: 2).text ?? text
    }
    return Rational(top, over: bottom).rounded(to: 2).text
  }

  /// What all claims of an event share.
  private struct Ground {
    var event: EventRow
    var divisions: [String: DivisionRow]
    var rubrics: [String: Rubric]
    /// By blind code.
    var people: [String: EntrantRow]
    var today: Day

    func course(of division: String) -> String? { event.settings["courses"]?[division]?.string }

    func facts(_ kind: CertificateKind, _ entrant: EntrantRow, rubric: Rubric) -> CertificateFacts {
      let organizers = event.settings["organizers"]?.items?.compactMap(\.string) ?? []
      let participation = entrant.participation
      return CertificateFacts(
        kind: kind, name: entrant.name, unit: participation.unit.isEmpty ? nil : participation.unit,
        event: event.title.zh, division: divisions[participation.division]?.title.zh,
        work: participation.work.isEmpty ? nil : participation.work, end: event.day,
        issued: max(today, event.day),
        organizers: organizers, rubric: String(rubric.sha256.prefix(12)), sample: event.isSample)
    }
  }

  private func ground(_ id: String) async throws -> Ground {
    let (event, divisions, entrants) = try await ports.engine.read { transaction in
      (
        try transaction.event(id), try transaction.divisions(ofEvent: id),
        try transaction.entrants(ofEvent: id)
      )
    }
    guard let event else { throw unknownEvent(id) }
    var rubrics: [String: Rubric] = [:]
    for division in divisions {
      rubrics[division.id] = try await ports.rubrics.plan(sha256: division.rubricSHA256, from: ports.engine)
        .rubric
    }
    return Ground(
      event: event, divisions: Dictionary(uniqueKeysWithValues: divisions.map { ($0.id, $0) }),
      rubrics: rubrics,
      people: Dictionary(
        entrants.compactMap { one in one.entry.code.map { ($0, one) } },
        uniquingKeysWith: { first, _ in first }),
      today: ports.now().day)
  }
}
