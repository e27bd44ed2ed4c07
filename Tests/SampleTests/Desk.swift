// A store with the sample's people and events in it, a clock that the test turns, and the real rubrics.

import Basics
import Foundation
import Office
import Records
import RubricFiles
import Rubrics
import SQL
import Synchronization
import TestStores

/// The rubrics of the repository, by file name without its ending.
enum RealRubrics {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "rubrics")

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  static func reader() throws -> RubricReader {
    try RubricReader(schema: try bytes("rubric.xsd"), xmlNamespaceSchema: try bytes("xml.xsd"))
  }

  static func all() throws -> [String: Rubric] {
    let reader = try reader()
    var rubrics: [String: Rubric] = [:]
    for id in SampleData.divisionIDs {
      let file = folder.appending(path: "\(id).xml")
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      rubrics[id] = try reader.read(try bytes("\(id).xml"), file: id).get()
    }
    return rubrics
  }
}

struct NoPasswords: PasswordHashing {
  func hash(_ password: String, salt: [UInt8]) async throws -> String { "-" }
  func matches(_ password: String, stored: String) async -> Bool { false }
}

/// The store and the ports of a test.
final class Desk: Sendable {
  let ports: OfficePorts
  let data: SampleData
  private let store: TestStore
  private let clock: Clock

  final class Clock: Sendable {
    private let state = Mutex(SampleData.contestDay.start)
    var now: Instant { state.withLock { $0 } }
    func set(_ instant: Instant) { state.withLock { $0 = instant } }
  }

  init() async throws {
    store = try TestStore()
    let clock = Clock()
    self.clock = clock
    let reader = try RealRubrics.reader()
    let entropy = SampleEntropy()
    ports = OfficePorts(
      engine: store.engine, entropy: entropy, now: { clock.now }, readRubric: { reader.read($0, file: nil) },
      passwords: NoPasswords(), vault: try Vault(key: [UInt8](repeating: 1, count: 32), entropy: entropy))
    data = SampleData(rubrics: try RealRubrics.all())
    try await Schema.migrate(store.engine, at: clock.now)
    try await fill()
  }

  func goTo(_ day: String) {
    if let day = Day(day) { clock.set(day.start.adding(seconds: 9 * 3_600)) }
  }

  func audited(_ act: String) async throws -> Int {
    try await ports.engine.read { try Audit.entries(in: $0, act: act).count }
  }

  private func fill() async throws {
    let now = clock.now
    var rubrics: [(Rubric, [UInt8])] = []
    for (id, rubric) in try RealRubrics.all() { rubrics.append((rubric, try RealRubrics.bytes("\(id).xml"))) }
    try await store.engine.write { [data, rubrics] transaction in
      try transaction.addRegion(SampleData.region.id, title: SampleData.region.title)
      for (rubric, bytes) in rubrics { try transaction.addRubric(rubric, bytes: bytes, at: now) }
      for person in data.people {
        try transaction.addPerson(
          PersonRow(
            id: person.id, region: SampleData.region.id, name: person.name, key: nil, hashKey: "test",
            isSample: true),
          at: now)
      }
      for event in data.events {
        try transaction.addEvent(
          EventRow(
            id: event.id, region: SampleData.region.id, kind: event.kind, title: event.title, day: event.day,
            isSample: true), at: now)
        for (index, division) in event.divisions.enumerated() {
          try transaction.addDivision(
            DivisionRow(
              id: division.id, event: event.id, position: index + 1, title: division.title,
              rubricSHA256: division.rubric.sha256))
        }
      }
      for one in data.participations {
        try transaction.addParticipation(
          ParticipationRow(
            id: one.id, person: one.person, event: one.event, division: one.division, number: one.number,
            unit: one.unit, work: one.work,
            status: ParticipationRow.Status(rawValue: one.status) ?? .registered))
        try transaction.addEntry(
          EntryRow(
            id: one.entry, participation: one.id, event: one.event, division: one.division, code: one.code,
            lot: one.lot, status: one.status))
      }
    }
  }
}

/// The codes of a refusal; empty where nothing was refused.
func refusal(_ body: () async throws -> Void) async throws -> [String] {
  do {
    try await body()
    return []
  } catch let refusal as Refusal {
    return refusal.faults.map(\.code)
  }
}
