// Every sheet of the sample is delivered and signed by its judge's device, as a phone would.

internal import Basics
internal import Exams
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

extension FillSample {
  func fillSheets(of event: SampleData.Event, judges: [String: JudgeCredentials]) async throws {
    try await addOnRecord(event)
    for division in event.divisions {
      let marks = data.marks.filter { $0.division == division.id }
      try await deliver(marks, division: division.id, judges: judges)
    }
    for look in data.identities
    where data.participations.contains(where: { $0.id == look.participation && $0.event == event.id }) {
      try await CheckIdentity(ports)(
        participation: look.participation, result: look.result, document: look.document, note: look.note,
        by: Self.actor)
    }
    let theory = data.theoryMarks.filter { $0.event == event.id }
    guard !theory.isEmpty else { return }
    try await ImportTheoryMarks(ports)(
      event: event.id, table: Table(header: ["number", "mark"], rows: theory.map { [$0.number, $0.mark] }),
      reason: nil, by: Self.actor)
  }

  /// Start and finish times, and decisions.
  private func addOnRecord(_ event: SampleData.Event) async throws {
    let divisions = Set(event.divisions.map(\.id))
    let entryOf = Dictionary(
      data.participations.map { ("\($0.division)/\($0.code)", $0.entry) },
      uniquingKeysWith: { first, _ in first })
    let now = ports.now()
    let times = data.times.filter { divisions.contains($0.division) }
    let decisions = data.decisions.filter { divisions.contains($0.division) }
    let ids = (
      times.indices.map { _ in ports.entropy.identifier("seen") },
      decisions.indices.map { _ in ports.entropy.identifier("decision") }
    )
    try await ports.engine.write { transaction in
      for (id, row) in zip(ids.0, times) {
        guard let entry = entryOf["\(row.division)/\(row.entry)"] else { continue }
        try transaction.addObservation(
          ObservationRow(
            id: id, event: event.id, division: row.division, entry: entry, round: row.round, start: row.start,
            finish: row.finish, by: row.by), at: now)
        try Audit.append(
          in: transaction, at: now, actor: Self.actor, act: "observation.add", subject: "entry:\(entry)",
          rows: [AuditedRow(.observation, id)])
      }
      for (id, row) in zip(ids.1, decisions) {
        guard let entry = entryOf["\(row.division)/\(row.entry)"] else { continue }
        try transaction.addDecision(
          DecisionRow(
            id: id, event: event.id, division: row.division, entry: entry, round: row.round, panel: row.panel,
            item: row.item, decision: row.decision, value: row.value, by: row.by, reason: row.reason), at: now
        )
        try Audit.append(
          in: transaction, at: now, actor: Self.actor, act: "decision.add", subject: "entry:\(entry)",
          new: .object([("decision", .string(row.decision)), ("value", .string(row.value))]),
          reason: row.reason, rows: [AuditedRow(.decision, id)])
      }
    }
  }

  /// Delivers marks through the judges' own protocol, then signs.
  func deliver(
    _ marks: [SampleData.Mark], division: String, judges: [String: JudgeCredentials]
  ) async throws {
    let pages = try await ports.engine.read { try $0.sheetBook(ofDivision: division) }
    let values = Dictionary(grouping: marks) { [$0.entry, $0.judge, $0.round, String($0.run), $0.panel] }
    let submit = SubmitSheet(ports)
    for (judge, own) in Dictionary(grouping: pages, by: \.sheet.judge).sorted(by: { $0.key < $1.key }) {
      guard let credentials = judges[judge] else { continue }
      let device = "device-\(judge)"
      guard
        case .signedIn(let token, _, _) = try await SignInJudge(ports)(
          qrToken: credentials.qrToken, pin: credentials.pin, device: device),
        let caller = try await WhoIsCalling(ports)(token: token)
      else {
        throw Refusal(
          Fault("sample-sign-in", zh: "示例评委 \(judge) 不能登录", en: "sample judge \(judge) cannot sign in"))
      }
      var signing: [SheetToSign] = []
      for (sequence, page) in own.enumerated() {
        let key = [page.code, judge, page.sheet.round, String(page.sheet.run), page.sheet.panel]
        guard let rows = values[key], !rows.isEmpty else { continue }
        let body = JSON.object([
          ("values", .object(rows.map { ($0.item, .string($0.value)) })),
          ("rubricSha", .string(page.sheet.rubricSHA256)), ("deviceId", .string(device)),
          ("seq", .integer(sequence + 1)), ("savedWall", .integer(ports.now().milliseconds)),
        ])
        let answer = try await submit(
          token: token, sheet: page.sheet.id, ifMatch: "\"r\(page.sheet.revision)\"",
          writeID: ports.entropy.identifier("write"), body: Array(body.compact.utf8))
        guard case .stored(let revision, let hash, _) = answer else {
          throw Refusal(
            Fault(
              "sample-sheet", zh: "示例评分表 \(page.sheet.id) 未被接受：\(answer)",
              en: "sample sheet \(page.sheet.id): \(answer)", entry: page.code))
        }
        signing.append(SheetToSign(sheet: page.sheet.id, revision: revision, hash: hash))
      }
      guard !signing.isEmpty else { continue }
      if case .token(let seal, _) = try await AllowSigning(ports)(
        caller, pin: credentials.pin, sheets: signing)
      {
        _ = try await SignSheets(ports)(
          caller, signingToken: seal, sheets: signing, name: caller.name, device: device)
      }
    }
  }
}
