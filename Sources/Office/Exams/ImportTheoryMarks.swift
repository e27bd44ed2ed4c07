// Theory marks from a table: all of it or nothing, every fault at once.

public import Basics
internal import Exams
internal import Judging
internal import Records
internal import SQL

/// Imports theory marks by candidates' numbers.
public struct ImportTheoryMarks: Sendable {
  /// What an import did, or would do.
  public struct Summary: Hashable, Sendable {
    public var recorded = 0
    public var changed = 0
    public var unchanged = 0
    /// Rows that say 缺考 or `absent`: no mark is made, and the gate stays closed as absent.
    public var absent = 0
  }

  private struct Dry: Error { var summary: Summary }

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - table: columns `number` and `mark`.
  ///   - reason: needed where a mark differs from the one on record.
  ///   - dryRun: everything is checked, nothing is kept.
  /// - Throws: `Refusal` with every fault and its row.
  @discardableResult
  public func callAsFunction(
    event: String, table: Table, reason: String? = nil, dryRun: Bool = false, by actor: String
  ) async throws -> Summary {
    let (places, faults) = table.columns(required: ["number", "mark"], optional: ["name"])
    guard faults.isEmpty, let numberPlace = places["number"], let markPlace = places["mark"] else {
      throw Refusal(faults)
    }
    let now = ports.now()
    let ids = table.rows.map { _ in (ports.entropy.identifier("sheet"), ports.entropy.identifier("write")) }
    let rubrics = ports.rubrics
    do {
      return try await ports.engine.write { transaction in
        guard try transaction.event(event) != nil else { throw unknownEvent(event) }
        var theory: [String: TheoryPlace] = [:]
        for division in try transaction.divisions(ofEvent: event) {
          let plan = try rubrics.plan(sha256: division.rubricSHA256, in: transaction)
          theory[division.id] = try? TheoryPlace(division, plan.rubric)
        }
        guard !theory.isEmpty else {
          throw Refusal(
            Fault("theory-none", zh: "本批次没有理论考试", en: "no division of this event has a theory paper"))
        }
        let entrants = try transaction.entrants(ofEvent: event)
        let entries = Dictionary(entrants.map { ($0.participation.number, $0.entry) }) { first, _ in first }
        var summary = Summary()
        var faults: [Fault] = []
        var seen: Set<String> = []
        for (index, row) in table.rows.enumerated() {
          let number = row[numberPlace].foldedToPlain
          let line = table.rowNumbers[index]
          guard let entry = entries[number], let place = theory[entry.division] else {
            faults.append(
              Fault(
                "theory-number-unknown", zh: "没有考号“\(number)”", en: "there is no candidate \(number)",
                suggestion: Words(zh: "核对花名册", en: "compare it with the roll"), file: table.file, row: line))
            continue
          }
          guard seen.insert(number).inserted else {
            faults.append(
              Fault(
                "theory-twice", zh: "考号“\(number)”出现两次", en: "\(number) stands twice", file: table.file,
                row: line))
            continue
          }
          if ["缺考", "absent"].contains(row[markPlace].trimmed) {
            summary.absent += 1
            continue
          }
          do {
            let marks = try place.range.read(row[markPlace], row: line)
            let mark = TheoryEntry(entry: entry, marks: marks, sheet: ids[index].0, writeID: ids[index].1)
            switch try transaction.keepTheory(mark, at: place, by: actor, reason: reason, now: now) {
            case .recorded: summary.recorded += 1
            case .changed: summary.changed += 1
            case .unchanged: summary.unchanged += 1
            }
          } catch let refusal as Refusal {
            faults += refusal.faults.map { fault in
              var placed = fault
              placed.file = table.file
              placed.row = line
              return placed
            }
          }
        }
        guard faults.isEmpty else { throw Refusal(faults) }
        if dryRun { throw Dry(summary: summary) }
        return summary
      }
    } catch let dry as Dry {
      return dry.summary
    }
  }
}
