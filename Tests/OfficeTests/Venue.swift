// A small contest for tests: one division, three judges, four dishes, a clock that the test turns, repeatable chance.

import Basics
import Foundation
import Office
import Records
import Rubrics
import SQL
import SQLiteEngine
import Synchronization
import TestStores
import Testing

/// Repeatable bytes.
final class CountedEntropy: Entropy {
  private let count = Mutex(0)
  private let seed: String

  init(seed: String = "test") { self.seed = seed }

  func bytes(_ wanted: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < wanted {
      let next = count.withLock { count in
        count += 1
        return count
      }
      bytes += sha256(Array("\(seed) \(next)".utf8))
    }
    return Array(bytes.prefix(wanted))
  }
}

/// A clock that stands until the test turns it.
final class TestClock: Sendable {
  private let state = Mutex(Instant("2026-11-28T01:00:00Z") ?? Instant(milliseconds: 0))
  var now: Instant { state.withLock { $0 } }
  func turn(seconds: Int) { state.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// Rubrics of tests: the file's text is the number of marks of the first item.
func testRubric(_ bytes: [UInt8]) -> Result<Rubric, Refusal> {
  guard let max = Marks(String(decoding: bytes, as: UTF8.self)) else {
    return .failure(Refusal(Fault("R001", zh: "不是评分标准", en: "no rubric")))
  }
  func label(_ zh: String, _ en: String) -> Label { Label(title: Words(zh: zh, en: en)) }
  let panel = Panel(
    id: "product", role: .judges, blind: true, label: label("成品评委", "product judges"),
    aggregate: Aggregate(method: .mean),
    deviations: [
      Deviation(scope: .sheet, max: Marks(whole: 2), unit: .points, compare: .range, action: .discuss)
    ])
  let site = Panel(
    id: "site", role: .marshals, blind: false, label: label("现场评委", "site judges"),
    aggregate: Aggregate(method: .mean))
  let taste = Criterion(
    id: "C1", label: label("味感", "taste"), max: max,
    parts: [
      .item(
        Item(
          id: "taste", label: label("味", "taste"), kind: .points(Points(max: max, step: Marks(units: 500))))),
      .item(
        Item(
          id: "steps", label: label("工序", "steps"),
          kind: .checklist([
            Step(id: "s1", points: Marks(whole: 1), partial: true, text: Words(zh: "洗", en: "wash")),
            Step(id: "s2", points: Marks(whole: 1), partial: false, text: Words(zh: "切", en: "cut")),
          ]))),
      .item(
        Item(
          id: "clean", label: label("卫生", "hygiene"), panel: "site",
          kind: .points(Points(max: max, step: max)))),
    ])
  let module = Module(
    id: "dish", label: label("热菜", "hot dish"), panel: "product", max: max, criteria: [taste],
    extras: [
      Item(id: "raw", label: label("夹生", "raw"), kind: .veto(Veto(effect: .zeroModule)))
    ])
  return .success(
    Rubric(
      id: "T-\(max)", version: 1, schemaVersion: "1", kind: .contest, sha256: sha256Hex(bytes),
      label: label("测试", "test"),
      occupation: nil, panels: [panel, site], modules: [module],
      rounds: [Round(id: "final", label: label("决赛", "final"), uses: [.init(module: "dish", weight: nil)])],
      results: Results(
        scale: max, missing: .block, rounding: [], pass: nil, ranking: Ranking(), awards: nil,
        certificates: [])))
}

/// The contest, open for deliveries.
final class Venue: Sendable {
  static let rubric = Array("10".utf8)
  let clock = TestClock()
  private let store: TestStore
  var engine: any SQLEngine { store.engine }
  let ports: OfficePorts
  /// The file of the store, where it is SQLite's.
  var path: String { store.path }
  private let kept = Mutex<(tokens: [String: String], credentials: [String: JudgeCredentials])>(([:], [:]))

  init(entrants: Int = 4, seed: String = "test", on kind: TestStore.Kind = .chosen) async throws {
    store = try TestStore(kind)
    let entropy = CountedEntropy(seed: seed)
    ports = OfficePorts(
      engine: store.engine, entropy: entropy, now: { [clock] in clock.now }, readRubric: testRubric,
      passwords: Scrypt(logN: 4), vault: try Vault(key: [UInt8](repeating: 7, count: 32), entropy: entropy),
      missingGlyphs: { $0.filter { $0 == "𰻞" } })
    try await setUp(entrants: entrants)
  }

  private func setUp(entrants: Int) async throws {
    let open = OpenStore(ports)
    try await open()
    try await open.addRegion(
      "522626", title: Words(zh: "岑巩县", en: "Cengong"), office: "hrss",
      officeTitle: Words(zh: "人社局", en: "HRSS"))
    guard let day = Day("2026-11-28") else { return }
    try await CreateEvent(ports)(
      EventRow(
        id: "contest-2026", region: "522626", office: "hrss", kind: .contest,
        title: Words(zh: "思州厨师（示例）", en: "Sizhou Chef (sample)"), day: day, state: .open, isSample: true),
      by: "system")
    try await SetDivision(ports)(
      id: "hot", event: "contest-2026", position: 1, title: Words(zh: "热菜", en: "Hot dishes"),
      rubric: Self.rubric,
      by: "system")
    _ = try await ImportPeople(ports)(
      (1...entrants).map { RosterLine(name: "示例\($0)", division: "hot", unit: "村\($0)") },
      event: "contest-2026",
      by: "system")
    try await DrawCodes(ports)(division: "hot", prefix: "A", by: "system")
    for judge in ["J1", "J2", "J3"] {
      let credentials = try await KeepJudges(ports).add(
        id: judge, event: "contest-2026", name: "评委\(judge)", unit: "县", pin: "1234", by: "system")
      kept.withLock { $0.credentials[judge] = credentials }
    }
    let entries = try await engine.read { try $0.entries(ofDivision: "hot") }
    try await AssignJudges(ports)(
      entries.flatMap { entry in
        ["J1", "J2", "J3"].map { AssignmentRow(judge: $0, panel: "product", entry: entry.id, round: "final") }
      }, by: "system")
    try await CreateSheets(ports)(division: "hot", by: "system")
    for judge in ["J1", "J2", "J3"] {
      let answer = try await SignInJudge(ports)(
        qrToken: credentials(judge).qrToken, pin: "1234", device: "phone-\(judge)")
      if case .signedIn(let token, _, _) = answer { kept.withLock { $0.tokens[judge] = token } }
    }
  }

  func token(_ judge: String) -> String { kept.withLock { $0.tokens[judge] ?? "" } }

  func credentials(_ judge: String) -> JudgeCredentials {
    kept.withLock { $0.credentials[judge] ?? JudgeCredentials(judge: judge, qrToken: "", pin: "") }
  }

  /// The ids of a judge's sheets, by code.
  func sheets(_ judge: String) async throws -> [String] {
    try await engine.read { try $0.sheetBook(ofJudge: judge).map(\.sheet.id) }
  }

  func sheet(_ id: String) async throws -> SheetRow {
    try await engine.read { transaction in
      guard let row = try transaction.sheet(id) else { throw SQLFailure.missing(id) }
      return row
    }
  }

  func revisions(_ sheet: String) async throws -> [RevisionRow] {
    try await engine.read { try $0.revisions(ofSheet: sheet) }
  }

  func late() async throws -> [WaitingLateSheet] {
    try await engine.read { try $0.waitingLateSheets(ofEvent: "contest-2026") }
  }

  func entries() async throws -> [EntryRow] {
    try await engine.read { try $0.entries(ofDivision: "hot") }
  }

  func audit() async throws -> Audit.Report { try await engine.read { try Audit.verify(in: $0) } }

  func caller(_ judge: String) async throws -> Caller {
    guard let caller = try await WhoIsCalling(ports)(token: token(judge)) else {
      throw SQLFailure.missing(judge)
    }
    return caller
  }

  /// Expects that no row of people and of the audit holds one of the texts in clear, nor, with SQLite, the file.
  func hasNowhere(_ texts: String...) async throws {
    let rows = try await engine.read { transaction in
      try ["person", "participation", "entry", "audit_entry", "store_fact"].flatMap {
        try transaction.run("SELECT * FROM \($0)")
      }
    }
    let bytes = try store.sqlite.map { sqlite in
      try sqlite.copy(to: path + ".copy")
      return try Data(contentsOf: URL(filePath: path + ".copy"))
    }
    for text in texts {
      #expect(!rows.contains { "\($0.values)".contains(text) })
      #expect(bytes?.range(of: Data(text.utf8)) == nil)
    }
  }

  /// Groups of writes committed so far.
  var groups: Int { store.groups }

  /// The body that a device would send.
  static func body(
    _ values: [(String, String?)] = [("taste", "8.5"), ("s1", "1"), ("s2", "0")], rubric: [UInt8] = rubric,
    device: String = "phone-J1", sequence: Int = 1
  ) -> [UInt8] {
    Array(
      JSON.object([
        ("values", .object(values.map { ($0, .optional($1)) })), ("rubricSha", .string(sha256Hex(rubric))),
        ("deviceId", .string(device)), ("seq", .integer(sequence)),
        ("savedWall", .integer(1_795_000_000_000)),
      ]).compact.utf8)
  }
}
