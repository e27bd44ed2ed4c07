// A small open event in the sample, where whoever looks at it can be a judge.

internal import Basics
internal import Certificates
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

extension FillSample {
  public static let practiceID = "practice-2026"
  /// The judge that nobody has been yet.
  static let practiceJudge = "practice-p1"

  /// Six snacks; the other judges have marked, the last one is whoever opens the link.
  func addPractice() async throws -> [String: JudgeCredentials] {
    guard let bytes = rubricBytes["chef-snack"] else { return [:] }
    let division = "practice-snack"
    try await CreateEvent(ports)(
      EventRow(
        id: Self.practiceID, series: nil, region: SampleData.region.id, office: SampleData.office.id,
        kind: .contest,
        title: Words(zh: "思州小吃试评（示例，可动手评分）", en: "Sizhou snacks, try-out (sample)"), day: SampleData.today,
        state: .open, isSample: desk.key.isSample), by: Self.actor)
    try await SetDivision(ports)(
      id: division, event: Self.practiceID, position: 1, title: Words(zh: "试评组", en: "Try-out"),
      rubric: bytes,
      by: Self.actor)
    let guests = data.participations.filter { $0.division == "chef-snack" && $0.status == "ok" }.prefix(6)
    // No look at the clock of its own: the sample's days stay as they are.
    let now = SampleData.today.start.adding(seconds: 9 * 3_600)
    try await ports.engine.write { transaction in
      for (index, one) in guests.enumerated() {
        let id = "\(Self.practiceID)-00\(index + 1)"
        try transaction.addParticipation(
          ParticipationRow(
            id: id, person: one.person, event: Self.practiceID, division: division, number: "T0\(index + 1)",
            unit: one.unit, work: one.work))
        try transaction.addEntry(
          EntryRow(
            id: "entry-\(id)", participation: id, event: Self.practiceID, division: division,
            code: "X0\(index + 1)",
            lot: index + 1))
        try Audit.append(
          in: transaction, at: now, actor: Self.actor, act: "participation.add",
          subject: "participation:\(id)",
          new: .object([("division", .string(division)), ("number", .string("T0\(index + 1)"))]),
          rows: [AuditedRow(.participation, id), AuditedRow(.entry, "entry-\(id)")])
      }
    }
    let rubric = try ports.readRubric(bytes).get()
    let panels = rubric.panels.filter { $0.role == .judges }
    var made: [String: JudgeCredentials] = [:]
    var assignments: [AssignmentRow] = []
    var marks: [SampleData.Mark] = []
    for panel in panels {
      for place in 1...3 {
        let judge = panel.id == panels.first?.id ? "practice-p\(place)" : "practice-\(panel.id)-\(place)"
        made[judge] = try await KeepJudges(ports).add(
          id: judge, event: Self.practiceID,
          name: judge == Self.practiceJudge ? "示例评委" : "试评评委\(panel.label.title.zh)\(place)（示例）",
          pin: judge == Self.practiceJudge ? "2026" : nil, by: Self.actor)
        for (index, _) in guests.enumerated() {
          for round in rubric.rounds {
            assignments.append(
              AssignmentRow(
                judge: judge, panel: panel.id, entry: "entry-\(Self.practiceID)-00\(index + 1)",
                round: round.id))
          }
        }
        marks += Self.practiceMarks(
          rubric, panel: panel.id, judge: judge, place: place, count: guests.count, division)
      }
    }
    try await AssignJudges(ports)(assignments, by: Self.actor)
    try await CreateSheets(ports)(division: division, by: Self.actor)
    let others = marks.filter { $0.judge != Self.practiceJudge }
    try await deliver(others, division: division, judges: made)
    return made
  }

  /// Plain marks around 85 % for every item that must be marked.
  private static func practiceMarks(
    _ rubric: Rubric, panel: String, judge: String, place: Int, count: Int, _ division: String
  ) -> [SampleData.Mark] {
    let plan = Plan(rubric)
    var marks: [SampleData.Mark] = []
    for entry in 0..<count {
      for round in rubric.rounds {
        let modules = Set(round.uses.map(\.module))
        for slot in plan.slots where !slot.isOptional && rubric.panels[slot.panel].id == panel {
          guard modules.contains(rubric.modules[slot.module].id),
            case .points(_, let max, let step) = slot.kind
          else {
            continue
          }
          let wanted = max * (80 + (entry * 7 + place * 3) % 15) / 100
          let value = Marks(units: wanted - wanted % Swift.max(1, step))
          marks.append(
            SampleData.Mark(
              division: division, entry: "X0\(entry + 1)", judge: judge, item: slot.id,
              value: value.description,
              round: round.id, run: 1, panel: panel))
        }
      }
    }
    return marks
  }
}
