// The sample's events, people, entries and judges, with the ids and codes that the sample names.

internal import Basics
internal import Certificates
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

extension FillSample {
  func addEvents() async throws {
    let isSample = desk.key.isSample
    try await ports.engine.write { [data] transaction in
      for event in data.events {
        try transaction.addSeries(event.series, region: SampleData.region.id, title: event.title)
      }
    }
    for event in data.events {
      try await CreateEvent(ports)(
        EventRow(
          id: event.id, series: event.series, region: SampleData.region.id, office: SampleData.office.id,
          kind: event.kind, title: event.title, day: event.day, state: .open,
          settings: Self.settings(of: event),
          isSample: isSample), by: Self.actor)
      for (index, division) in event.divisions.enumerated() {
        let bytes = rubricBytes[division.id] ?? rubricBytes["exam-mother-baby"] ?? []
        try await SetDivision(ports)(
          id: division.id, event: event.id, position: index + 1, title: division.title, rubric: bytes,
          by: Self.actor)
      }
    }
    try await addPeople()
  }

  /// Who issues papers, and for exams the courses that they end.
  static func settings(of event: SampleData.Event) -> JSON {
    var members: [(String, JSON)] = [("organizers", .strings(["岑巩县思州厨师大赛组委会（示例）"]))]
    if event.kind == .exam {
      members = [
        ("organizers", .strings(["岑巩县职业培训学校（示例）"])), ("hours", .string("80")),
        ("start", .string(event.day.adding(days: -19).text)),
        (
          "courses",
          .object([
            ("exam-mother-baby", .string("家政服务（母婴护理）培训")), ("exam-elder-care", .string("养老护理培训")),
            ("exam-mother-retake", .string("家政服务（母婴护理）培训")),
          ])
        ),
      ]
    }
    if event.kind == .training { members = [("organizers", .strings(["岑巩县农村职业经理人培训班（示例）"]))] }
    return .object(members)
  }

  private func addPeople() async throws {
    let people = try data.people.map { person in
      let key = try ports.vault.newPersonKey()
      return PersonRow(
        id: person.id, region: SampleData.region.id, name: person.name, key: key,
        idCipher: try ports.vault.seal(person.idNumber.text, under: key, context: "id"),
        idHash: ports.vault.keyedHash(person.idNumber.text, purpose: "id"),
        idMasked: Masking.idNumber(person.idNumber.text),
        phoneCipher: try ports.vault.seal(person.phone, under: key, context: "phone"),
        hashKey: ports.vault.hashKeyID, isSample: true)
    }
    let now = ports.now()
    try await ports.engine.write { [data] transaction in
      for person in people {
        try transaction.addPerson(person, at: now)
        try Audit.append(
          in: transaction, at: now, actor: Self.actor, act: "person.add", subject: "person:\(person.id)",
          new: .object([("idHash", .optional(person.idHash))]), rows: [AuditedRow(.person, person.id)])
      }
      for one in data.participations {
        try transaction.addParticipation(
          ParticipationRow(
            id: one.id, person: one.person, event: one.event, division: one.division, number: one.number,
            unit: one.unit, work: one.work, status: one.status == "ok" ? .registered : Self.status(one.status)
          ))
        try transaction.addEntry(
          EntryRow(
            id: one.entry, participation: one.id, event: one.event, division: one.division, code: one.code,
            lot: one.lot, status: one.status))
        try Audit.append(
          in: transaction, at: now, actor: Self.actor, act: "participation.add",
          subject: "participation:\(one.id)",
          new: .object([("division", .string(one.division)), ("number", .string(one.number))]),
          rows: [AuditedRow(.participation, one.id), AuditedRow(.entry, one.entry)])
      }
    }
  }

  private static func status(_ text: String) -> ParticipationRow.Status {
    ParticipationRow.Status(rawValue: text) ?? .registered
  }

  /// Judges, their assignments as the marks show them, and every expected sheet.
  func addJudges() async throws -> [String: JudgeCredentials] {
    var made: [String: JudgeCredentials] = [:]
    for judge in data.judges {
      made[judge.id] = try await KeepJudges(ports).add(
        id: judge.id, event: judge.event, name: judge.name, unit: judge.unit,
        pin: String(judge.pin.suffix(4)),
        by: Self.actor)
    }
    let entryOf = Dictionary(
      data.participations.map { ("\($0.division)/\($0.code)", $0.entry) },
      uniquingKeysWith: { first, _ in first })
    var seen: Set<AssignmentRow> = []
    let assignments = data.marks.compactMap { mark -> AssignmentRow? in
      guard let entry = entryOf["\(mark.division)/\(mark.entry)"] else { return nil }
      let row = AssignmentRow(judge: mark.judge, panel: mark.panel, entry: entry, round: mark.round)
      return seen.insert(row).inserted ? row : nil
    }
    try await AssignJudges(ports)(assignments, by: Self.actor)
    for division in data.events.flatMap(\.divisions) where division.id != "exam-mother-retake" {
      try await CreateSheets(ports)(division: division.id, by: Self.actor)
    }
    return made
  }
}
