// How many sheets a second the office takes durably, in process; run with SIZHOU_BENCH=1, best in a release build.

import Basics
import Foundation
import Office
import Records
import SQL
import Testing

@Suite("Throughput", .enabled(if: ProcessInfo.processInfo.environment["SIZHOU_BENCH"] == "1"), .serialized)
struct Throughput {
  @Test("Sheets per second with so many clients", arguments: [1, 16, 64])
  func sheets(clients: Int) async throws {
    let venue = try await Venue(entrants: 99)
    let sheets = try await venue.sheets("J1")
    let submit = SubmitSheet(venue.ports)
    let token = venue.token("J1")
    let rounds = clients == 1 ? 3_000 : 30_000 / clients
    let before = venue.groups
    let clock = ContinuousClock()
    let cpu = Self.cpuSeconds()
    let (accepted, took) = await withTaskGroup(of: Int.self) { group in
      let begun = clock.now
      for client in 0..<clients {
        group.addTask {
          var accepted = 0
          for round in 0..<rounds {
            let body = Venue.body([("taste", "\(round % 10)"), ("s1", "1"), ("s2", "0")], sequence: round)
            let answer = try? await submit(
              token: token, sheet: sheets[client], ifMatch: "\"r\(round)\"",
              writeID: "w-\(client)-\(round)-\(UInt64.random(in: 0 ... .max))",
              body: body)
            if answer?.status == 200 { accepted += 1 }
          }
          return accepted
        }
      }
      let accepted = await group.reduce(0, +)
      return (accepted, clock.now - begun)
    }
    #expect(accepted == clients * rounds)
    let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    let groups = venue.groups - before
    let each = (Self.cpuSeconds() - cpu) / Double(max(1, accepted)) * 1_000_000
    print(
      "\(clients) clients: \(Int(Double(accepted) / seconds)) sheets/s, \(accepted / max(1, groups)) a commit, \(Int(each)) us CPU"
    )
  }

  /// User and system time of this process so far, in seconds.
  private static func cpuSeconds() -> Double {
    Double(clock()) / 1_000_000
  }
}
