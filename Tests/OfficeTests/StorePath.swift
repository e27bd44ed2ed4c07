// The way of the schema: forward only, never past what this program knows.

import Basics
import Office
import Records
import SQL
import Testing

@Suite("The schema")
struct StorePath {
  @Test("Migrating twice changes nothing")
  func twice() async throws {
    let venue = try await Venue()
    #expect(try await Schema.migrate(venue.engine, at: venue.clock.now) == Schema.newest)
    try await Schema.check(venue.engine)
  }

  @Test("A store of a newer program is refused with both numbers")
  func newer() async throws {
    let venue = try await Venue()
    try await venue.engine.write {
      _ = try $0.run("INSERT INTO schema_version (version, name, applied) VALUES (99, 'later', 0)")
    }
    await #expect(throws: SQLFailure.newerSchema(found: 99, known: Schema.newest)) {
      try await Schema.migrate(venue.engine, at: venue.clock.now)
    }
  }

  @Test("The store keeps its id")
  func id() async throws {
    let venue = try await Venue()
    let first = try await OpenStore(venue.ports)()
    #expect(try await OpenStore(venue.ports)() == first)
  }
}
