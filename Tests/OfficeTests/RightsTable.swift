// The table of rights: whole, and the supervisor only looks.

import Basics
import Records
import Testing

@testable import Office

@Suite("The table of rights")
struct RightsTable {
  @Test("Every act has a row with a mark for every role")
  func whole() {
    let lines = Rights.table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines.first == ["act"] + Role.allCases.map(\.rawValue))
    #expect(lines.dropFirst().map { $0[0] } == Act.allCases.map(\.rawValue))
    for line in lines.dropFirst() { #expect(line.count == 1 + Role.allCases.count, "\(line[0])") }
    for line in lines.dropFirst() { #expect(Set(line.dropFirst()).isSubset(of: ["yes", "-"]), "\(line[0])") }
  }

  @Test("An administrator may do everything in her county")
  func administrator() {
    for act in Act.allCases { #expect(Rights.gives(act, to: .administrator), "\(act.rawValue)") }
  }

  @Test("A supervisor sees and changes nothing but draws the sample to be added up again")
  func supervisor() {
    let seen: Set<Act> = [
      .watchEvent, .printPapers, .watchVenue, .drawReadding, .seeRubrics, .seeAgreement, .seeCertificates,
      .seeExam, .seeOutcomes, .readAudit,
    ]
    #expect(Set(Act.allCases.filter { Rights.gives($0, to: .supervisor) }) == seen)
  }

  @Test("A grant reaches its own county, office and event only")
  func reach() {
    let county = RoleGrant(role: .chief, region: "a")
    #expect(county.reaches(region: "a", office: "o", event: "e"))
    #expect(!county.reaches(region: "b"))
    let office = RoleGrant(role: .chief, region: "a", office: "o")
    #expect(office.reaches(region: "a", office: "o", event: "e"))
    #expect(office.reaches(region: "a", event: "e"))
    #expect(!office.reaches(region: "a", office: "p", event: "e"))
    let event = RoleGrant(role: .chief, region: "a", event: "e")
    #expect(event.reaches(region: "a", event: "e"))
    #expect(!event.reaches(region: "a", event: "f"))
    #expect(!event.reaches(region: "a"))
  }
}
