// Judge by entry: who has delivered what, for the organizer's and the chief judge's wall.

public import Basics
internal import Judging
public import Records
internal import SQL

/// The state of every expected sheet of a division.
public struct Matrix: Hashable, Sendable {
  /// How far a sheet is; the raw values are names for style sheets.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Nothing delivered.
    case empty
    /// Delivered with values still missing.
    case partial
    case delivered
    case signed
    /// The entry is withdrawn, absent or disqualified: nothing is expected any more.
    case dropped
  }

  public struct Judge: Hashable, Sendable {
    public var id: String
    public var name: String
  }

  public struct Cell: Hashable, Sendable {
    public var sheet: String
    public var judge: String
    /// The blind code.
    public var code: String
    public var round: String
    public var run: Int
    public var panel: String
    public var state: State
    public var isLocked: Bool
    public var revision: Int
    /// Values given and expected.
    public var given: Int
    public var expected: Int
    public var received: Instant?
    /// A late delivery waits for the chief judge.
    public var hasLate: Bool
  }

  public var division: DivisionRow
  /// In byte order of their ids; those with a sheet in the division.
  public var judges: [Judge]
  /// In byte order.
  public var codes: [String]
  /// By code, round, run, panel, judge.
  public var cells: [Cell]
  public var late: [WaitingLateSheet]

  /// Whether everything expected is delivered in full.
  public var isComplete: Bool { cells.allSatisfy { $0.state != .empty && $0.state != .partial } }
}

/// Gathers the matrix.
public struct ShowMatrix: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Returns: nil where there is no such division.
  public func callAsFunction(division id: String) async throws -> Matrix? {
    let rubrics = ports.rubrics
    return try await ports.engine.read { transaction in
      guard let division = try transaction.division(id) else { return nil }
      let plan = try rubrics.plan(sha256: division.rubricSHA256, in: transaction)
      let late = try transaction.waitingLateSheets(ofEvent: division.event).filter { $0.sheet.division == id }
      let isLate = Set(late.map(\.sheet.id))
      var checks: [[String]: SheetCheck?] = [:]
      var cells: [Matrix.Cell] = []
      for page in try transaction.sheetBook(ofDivision: id) {
        let sheet = page.sheet
        let check =
          checks[[sheet.panel, sheet.round]] ?? SheetCheck(plan, panel: sheet.panel, round: sheet.round)
        checks[[sheet.panel, sheet.round]] = check
        let values = page.values
        let missing = check?.missing(in: values).count ?? 0
        let expected = check?.slots.count { !$0.isOptional } ?? 0
        cells.append(
          Matrix.Cell(
            sheet: sheet.id, judge: sheet.judge, code: page.code, round: sheet.round, run: sheet.run,
            panel: sheet.panel, state: Self.state(of: page, missing: missing), isLocked: sheet.isLocked,
            revision: sheet.revision, given: expected - missing, expected: expected, received: page.received,
            hasLate: isLate.contains(sheet.id)))
      }
      let ids = Set(cells.map(\.judge))
      let judges = try transaction.judges(ofEvent: division.event).filter { ids.contains($0.id) }
      return Matrix(
        division: division, judges: judges.map { .init(id: $0.id, name: $0.name) },
        codes: Set(cells.map(\.code)).sorted { $0.precedesByBytes($1) }, cells: cells, late: late)
    }
  }

  private static func state(of page: SheetPage, missing: Int) -> Matrix.State {
    if page.sheet.state == .signed { return .signed }
    if ["withdrawn", "absent", "disqualified"].contains(page.entryStatus) { return .dropped }
    if page.sheet.revision == 0 { return .empty }
    return missing == 0 ? .delivered : .partial
  }
}
