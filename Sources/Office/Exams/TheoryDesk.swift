// Where theory marks enter the store: as sheets of the machine panel, revision by revision.

internal import Basics
internal import Exams
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// What one division's rubric says about its theory paper.
struct TheoryPlace: Sendable {
  var division: DivisionRow
  var module: String
  var round: String
  var panel: String
  var range: TheoryMark

  /// The theory module of a rubric: the one with a blueprint, else the one that the machine panel marks.
  init(_ division: DivisionRow, _ rubric: Rubric) throws {
    let machines = rubric.panels.filter { $0.role == .machine }.map(\.id)
    let found =
      rubric.modules.first { $0.blueprint != nil }
      ?? rubric.modules.first { module in module.panel.map { machines.contains($0) } ?? false }
    guard let module = found, let panel = module.panel ?? machines.first,
      let round = rubric.rounds.first(where: { $0.uses.contains { $0.module == module.id } })
    else {
      throw Refusal(
        Fault(
          "theory-none", zh: "“\(division.title.zh)”的细则没有理论考试",
          en: "the rubric of \(division.id) has no theory paper"))
    }
    self.division = division
    self.module = module.id
    self.round = round.id
    self.panel = panel
    range = TheoryMark(full: module.max ?? Marks(whole: 100))
  }
}

/// One theory mark to be kept.
struct TheoryEntry: Sendable {
  var entry: EntryRow
  var marks: Marks
  var sheet: String
  var writeID: String
}

/// What became of a mark.
enum TheoryKept: Sendable { case recorded, changed, unchanged }

extension SQLTransaction {
  /// The judge that stands for the machine (or the paper's markers) of an event; made at its first mark.
  ///
  /// Its token is the hash of nothing that anybody holds, so nobody can sign in as it.
  func machineJudge(ofEvent event: String, by actor: String, at now: Instant) throws -> String {
    let id = "machine-" + String(sha256Hex(Array(event.utf8)).prefix(16))
    if try judge(id) == nil {
      try addJudge(
        JudgeRow(
          id: id, event: event, name: "理论成绩登记", tokenHash: sha256Hex(Array("no token: \(id)".utf8)),
          pinHash: "-"))
      try Audit.append(
        in: self, at: now, actor: actor, act: "judge.machine", subject: "judge:\(id)",
        rows: [AuditedRow(.judge, id)])
    }
    return id
  }

  /// Keeps one mark as the next revision of its sheet.
  ///
  /// A mark that differs from the one on record needs a reason.
  func keepTheory(
    _ mark: TheoryEntry, at place: TheoryPlace, by actor: String, reason: String?, now: Instant
  ) throws -> TheoryKept {
    let judge = try machineJudge(ofEvent: mark.entry.event, by: actor, at: now)
    try addSheet(
      SheetRow(
        id: mark.sheet, event: mark.entry.event, division: mark.entry.division, entry: mark.entry.id,
        round: place.round, panel: place.panel, judge: judge, rubricSHA256: place.division.rubricSHA256))
    let row = try first(
      "SELECT id FROM sheet WHERE entry = $1 AND round = $2 AND run = 1 AND panel = $3 AND judge = $4",
      .text(mark.entry.id), .text(place.round), .text(place.panel), .text(judge))
    guard let id = try row?.text("id"), let sheet = try sheet(id) else {
      throw SQLFailure.missing("sheet of \(mark.entry.id)")
    }
    if id == mark.sheet {
      try Audit.append(
        in: self, at: now, actor: actor, act: "sheet.make", subject: "sheet:\(id)",
        rows: [AuditedRow(.machineSheet, id)])
    }
    let values = JSON.object([(place.module, .string(mark.marks.description))]).canonical
    let hash = sha256Hex(Array(values.utf8))
    if sheet.revision > 0 {
      if try revision(sheet.revision, ofSheet: id)?.write.hash == hash { return .unchanged }
      guard let reason, !reason.trimmed.isEmpty else {
        throw Refusal(
          Fault(
            "theory-reason", zh: "该考生已有理论成绩，更正须写明理由",
            en: "there is a theory mark already; a correction needs a reason",
            entry: mark.entry.code))
      }
    }
    guard !sheet.isLocked, sheet.state == .open else {
      throw Refusal(
        Fault(
          "theory-locked", zh: "理论成绩已锁定", en: "the theory marks are locked",
          suggestion: Words(zh: "由裁判长重新开放", en: "let the chief examiner reopen them"), entry: mark.entry.code)
      )
    }
    try revise(
      SheetWrite(
        sheet: id, writeID: mark.writeID, marks: values, hash: hash, bodyHash: hash, device: "office",
        sequence: sheet.revision + 1, savedWall: nil, by: actor, reason: reason),
      to: sheet.revision + 1, event: mark.entry.event, at: now)
    try freeze(division: mark.entry.division, at: now)
    return sheet.revision == 0 ? .recorded : .changed
  }
}
