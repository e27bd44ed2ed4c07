// The statement that nothing is missing: every expected sheet signed or explained, by whom, and how the day was run.

public import Basics
internal import Judging
public import Records
internal import Rubrics
internal import SQL

/// What the chief judge signs before there are results.
public struct ClosingStatement: Sendable {
  /// Something explained instead of signed.
  public struct Explained: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// The entry takes no part: its status, as in `--entries`.
      case entry(String)
      /// One sheet.
      case sheet(ExcuseRow.Kind)
      /// An assignment that was taken back, such as by a swap.
      case takenBack
      /// A panel that only writes down what happens, and nothing did.
      case nothingToRecord
    }

    public var kind: Kind
    public var entry: String
    /// The judge's name; empty for an entry.
    public var judge: String
    public var panel: Words
    public var reason: String
    public var by: String
    public var at: Instant?
  }

  public struct Division: Sendable {
    public var id: String
    public var title: Words
    public var rubric: String
    public var entries: Int
    /// Sheets that had to be signed or explained.
    public var expected: Int
    public var signed: Int
    public var explained: [Explained]
    public var open: [OpenSheet]
    /// Late deliveries that were decided, admitted and refused.
    public var lateAdmitted: Int
    public var lateRefused: Int
    /// Differences that were discussed, and those that still wait.
    public var discussed: Int
    public var undiscussed: Int
    /// Sheets typed from paper and checked.
    public var paper: Int
  }

  public var event: EventRow
  public var divisions: [Division]
  public var rules: VenueRules
  /// Separations of duties that were not kept and for which nobody has given a reason; they are told, and stop nothing.
  public var unwaived: [VenueRules.Separation]
  /// Names by actor, such as `account:a-1`.
  public var names: [String: String]
  /// SHA-256 over sheet id, revision and hash of everything that counts, and over every explanation.
  public var digest: String
  public var at: Instant

  /// Whether it can be signed.
  public var isComplete: Bool {
    divisions.allSatisfy { $0.open.isEmpty && $0.undiscussed == 0 }
  }

  /// The name behind an actor; the actor itself where nobody is found.
  public func name(_ actor: String) -> String { names[actor] ?? actor }
}

/// Makes the closing statement from the records as they are now.
public struct CloseEvent: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Returns: nil where there is no such event.
  public func statement(event id: String) async throws -> ClosingStatement? {
    guard let event = try await ports.engine.read({ try $0.event(id) }) else { return nil }
    let results = try await ComputeResults(ports)(event: id)
    let now = ports.now()
    return try await ports.engine.read { transaction in
      let judges = try transaction.judges(ofEvent: id)
      let rules = VenueRules(event.settings)
      var names = Dictionary(judges.map { ("judge:\($0.id)", $0.name) }) { first, _ in first }
      var divisions: [ClosingStatement.Division] = []
      var digested: [JSON] = []
      for result in results {
        guard let row = try transaction.division(result.inputs.division) else { continue }
        let ledger = try SheetLedger(row, plan: result.tally.plan, in: transaction)
        let division = try Self.division(row, result, ledger, judges: judges, in: transaction)
        digested += [result.inputs.revisions] + division.explained.map(Self.json)
        divisions.append(division)
      }
      let actors = Set(divisions.flatMap { $0.explained.map(\.by) } + rules.waivers.map(\.by))
      for actor in actors where actor.hasPrefix("account:") {
        names[actor] = try transaction.account(id: String(actor.dropFirst(8)))?.name
      }
      return ClosingStatement(
        event: event, divisions: divisions, rules: rules,
        unwaived: try Separations.broken(event, judges: judges, rules: rules, in: transaction)
          .filter { !rules.isWaived($0) },
        names: names, digest: sha256Hex(Array(JSON.array(digested).canonical.utf8)), at: now)
    }
  }

  private static func division(
    _ row: DivisionRow, _ result: DivisionResult, _ ledger: SheetLedger, judges: [JudgeRow],
    in transaction: any SQLTransaction
  ) throws -> ClosingStatement.Division {
    let names = Dictionary(judges.map { ($0.id, $0.name) }) { first, _ in first }
    let panels = Dictionary(result.tally.plan.rubric.panels.map { ($0.id, $0.label.title) }) { first, _ in
      first
    }
    func title(_ panel: String) -> Words { panels[panel] ?? Words(zh: panel, en: panel) }
    let entries = try transaction.entries(ofDivision: row.id)
    let codes = Dictionary(entries.map { ($0.id, $0.code ?? $0.id) }) { first, _ in first }
    var explained: [ClosingStatement.Explained] = []
    for entry in entries where entry.status != "ok" {
      let said = try Audit.entries(
        in: transaction, subject: "entry:\(entry.id)", act: "entry.status", limit: 1
      ).first
      explained.append(
        .init(
          kind: .entry(entry.status), entry: entry.code ?? entry.id, judge: "", panel: Words(zh: "", en: ""),
          reason: said?.reason ?? "", by: said?.actor ?? "", at: said?.at))
    }
    for page in ledger.pages where page.entryStatus == "ok" && !page.code.isEmpty {
      let judge = names[page.sheet.judge] ?? page.sheet.judge
      if let excuse = ledger.excuses[page.sheet.id] {
        explained.append(
          .init(
            kind: .sheet(excuse.kind), entry: page.code, judge: judge, panel: title(page.sheet.panel),
            reason: excuse.reason, by: excuse.by, at: excuse.at))
      } else if !ledger.isExpected(page), !SheetLedger.isMachine(page.sheet.judge) {
        explained.append(
          .init(
            kind: .nothingToRecord, entry: page.code, judge: judge, panel: title(page.sheet.panel),
            reason: "",
            by: "", at: nil))
      }
    }
    for sheet in try transaction.sheets(ofDivision: row.id) where sheet.isRevoked {
      let said = try Audit.entries(
        in: transaction, subject: "judge:\(sheet.judge)", act: "assignment.revoke", limit: 200
      ).first { $0.old == JSON.strings([sheet.panel, sheet.entry, sheet.round]).canonical }
      explained.append(
        .init(
          kind: .takenBack, entry: codes[sheet.entry] ?? sheet.entry,
          judge: names[sheet.judge] ?? sheet.judge, panel: title(sheet.panel), reason: said?.reason ?? "",
          by: said?.actor ?? "", at: said?.at))
    }
    let late = try transaction.decidedLateSheets(ofDivision: row.id)
    let spreads = result.tally.standing.lines.flatMap(\.result.spreads).filter { $0.action != .flag }
    let expected = ledger.pages.filter(ledger.isExpected)
    return ClosingStatement.Division(
      id: row.id, title: row.title, rubric: row.rubricSHA256, entries: entries.count,
      expected: expected.count, signed: expected.count { $0.sheet.state == .signed }, explained: explained,
      open: ledger.open, lateAdmitted: late.admitted, lateRefused: late.refused,
      discussed: spreads.count { !$0.isOpen }, undiscussed: spreads.count(where: \.isOpen),
      paper: ledger.excuses.values.count { $0.kind == .paper })
  }

  private static func json(_ line: ClosingStatement.Explained) -> JSON {
    let kind: String =
      switch line.kind {
      case .entry(let status): status
      case .sheet(let kind): kind.rawValue
      case .takenBack: "taken-back"
      case .nothingToRecord: "nothing"
      }
    return .strings([kind, line.entry, line.judge, line.reason, line.by])
  }
}

/// Which separations of duties the records show as not kept.
enum Separations {
  static func broken(
    _ event: EventRow, judges: [JudgeRow], rules: VenueRules, in transaction: any SQLTransaction
  ) throws -> [VenueRules.Separation] {
    var broken: Set<VenueRules.Separation> = []
    if rules.scoring.values.contains(where: { id in judges.contains { $0.id == id } }) {
      broken.insert(.chiefScores)
    }
    let knowing = Set(try transaction.actorsWhoKnowCodes(ofEvent: event.id))
    for actor in knowing where actor.hasPrefix("account:") {
      let grants = try transaction.grants(of: String(actor.dropFirst(8)))
      if grants.contains(where: {
        $0.role == .chief && $0.region == event.region && ($0.event == nil || $0.event == event.id)
      }) {
        broken.insert(.chiefKnowsCodes)
      }
    }
    for division in try transaction.divisions(ofEvent: event.id) {
      let readings = try transaction.readings(ofDivision: division.id)
      let checkers = try transaction.excuses(ofDivision: division.id).filter { $0.value.kind == .paper }
      let isOne = readings.contains { sheet, typed in
        let typists = [typed[1]?.by, typed[2]?.by].compactMap { $0 }
        return typists.count == 2
          && (typists[0] == typists[1] || checkers[sheet].map { typists.contains($0.by) } == true)
      }
      if isOne {
        broken.insert(.oneClerk)
      }
    }
    return VenueRules.Separation.allCases.filter(broken.contains)
  }
}
