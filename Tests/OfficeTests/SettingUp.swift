// Setting up: the roster, blind codes, conflicts of interest, personal data at rest, what a device downloads.

import Basics
import Foundation
import Office
import Records
import SQL
import Testing

@Suite("Setting up an event")
struct SettingUp {
  @Test("A roster with faults keeps nobody and names every fault with its row")
  func faults() async throws {
    let venue = try await Venue()
    do {
      _ = try await ImportPeople(venue.ports)(
        [
          RosterLine(name: "杨示例", idNumber: "522626190002290030", division: "hot"),
          RosterLine(name: " ", division: "hot"),
          RosterLine(name: "𰻞示例", division: "hot"), RosterLine(name: "好示例", division: "hot"),
        ], event: "contest-2026", by: "system")
      Issue.record("imported")
    } catch let refusal as Refusal {
      #expect(Set(refusal.faults.compactMap(\.row)) == [2, 3, 4])
    }
    #expect(try await venue.entries().count == 4)
  }

  @Test("A rehearsal reports and keeps nothing")
  func dryRun() async throws {
    let venue = try await Venue()
    let report = try await ImportPeople(venue.ports)(
      [RosterLine(name: "杨示例", division: "hot")], event: "contest-2026", dryRun: true, by: "system")
    #expect(report.lines.map(\.number) == ["005"])
    #expect(try await venue.entries().count == 4)
  }

  @Test("A person is one row, found by ID number; the number is nowhere in the file")
  func onePerson() async throws {
    let venue = try await Venue()
    let number = "52269919850607028X"
    let line = RosterLine(name: "吴示例", idNumber: number, phone: "13800000001", division: "hot")
    let first = try await ImportPeople(venue.ports)([line], event: "contest-2026", by: "system")
    try await SetDivision(venue.ports)(
      id: "cold", event: "contest-2026", position: 2, title: Words(zh: "冷菜", en: "Cold"),
      rubric: Venue.rubric, by: "system")
    var again = line
    again.division = "cold"
    again.idNumber = number.lowercased()
    let second = try await ImportPeople(venue.ports)([again], event: "contest-2026", by: "system")
    #expect(second.lines[0].isKnown)
    #expect(second.lines[0].person == first.lines[0].person)

    let found = try await venue.engine.read { try $0.person(id: first.lines[0].person) }
    let person = try #require(found)
    let (cipher, key) = (try #require(person.idCipher), try #require(person.key))
    #expect(try venue.ports.vault.open(cipher, under: key, context: "id") == number)
    #expect(throws: (any Error).self) { try venue.ports.vault.open(cipher, under: key, context: "phone") }
    try await venue.hasNowhere(number, "13800000001")
  }

  @Test("Codes are unique, two digits, and in another order than the numbers")
  func codes() async throws {
    let venue = try await Venue(entrants: 40)
    let entrants = try await venue.engine.read { try $0.entrants(ofEvent: "contest-2026") }
    let codes = entrants.compactMap(\.entry.code)
    #expect(Set(codes) == Set((1...40).map { $0 < 10 ? "A0\($0)" : "A\($0)" }))
    #expect(codes != codes.sorted())
  }

  @Test("A judge of the contestant's unit, or the contestant herself, cannot be assigned")
  func conflict() async throws {
    let venue = try await Venue()
    let entrant = try await venue.engine.read { try $0.entrants(ofEvent: "contest-2026")[0] }
    for (id, unit, person) in [("J8", "村1", nil), ("J9", "", entrant.participation.person)] {
      _ = try await KeepJudges(venue.ports).add(
        id: id, event: "contest-2026", name: "示例", unit: unit, person: person, by: "system")
      await #expect(throws: Refusal.self) {
        try await AssignJudges(venue.ports)(
          [AssignmentRow(judge: id, panel: "product", entry: entrant.entry.id, round: "final")], by: "system")
      }
    }
  }

  @Test("Making the sheets twice makes them once")
  func sheets() async throws {
    let venue = try await Venue()
    #expect(try await CreateSheets(venue.ports)(division: "hot", by: "system") == 12)
  }

  @Test("What a device downloads has codes and no names of contestants")
  func bootstrap() async throws {
    let venue = try await Venue()
    let caller = try await venue.caller("J1")
    let json = try #require(await Bootstrap(venue.ports)(caller))
    #expect(json["sheets"]?.items?.compactMap { $0["code"]?.string } == ["A01", "A02", "A03", "A04"])
    #expect(!json.compact.contains("示例1"))
    let form = try #require(json["forms"]?.entries?.first?.value)
    let items = form["modules"]?[0]?["groups"]?[0]?["items"]?.items?.compactMap { $0["id"]?.string }
    #expect(items == ["taste", "steps"])
  }

  @Test("The matrix tells empty, partial, delivered and signed apart")
  func matrix() async throws {
    let venue = try await Venue()
    let sheets = try await venue.sheets("J1")
    let submit = SubmitSheet(venue.ports)
    _ = try await submit(
      token: venue.token("J1"), sheet: sheets[0], ifMatch: "\"r0\"", writeID: "w0", body: Venue.body())
    _ = try await submit(
      token: venue.token("J1"), sheet: sheets[1], ifMatch: "\"r0\"", writeID: "w1",
      body: Venue.body([("taste", "8")]))
    let matrix = try #require(try await ShowMatrix(venue.ports)(division: "hot"))
    #expect(matrix.cells.filter { $0.judge == "J1" }.map(\.state) == [.delivered, .partial, .empty, .empty])
    #expect(matrix.cells.count == 12)
    #expect(!matrix.isComplete)
  }

  @Test("Staff sign in by password, are idle for two hours at most, and a new password ends old sign-ins")
  func staff() async throws {
    let venue = try await Venue()
    let keep = KeepAccounts(venue.ports)
    let id = try await keep.add(
      login: "organizer", name: "组委会", password: "correct horse",
      grants: [RoleGrant(role: .organizer, region: "522626")],
      mustChange: false, by: "system")
    let signIn = SignInStaff(venue.ports)
    #expect(try await signIn(login: "organizer", password: "wrong horse", device: "pc") == .refused)
    #expect(try await signIn(login: "nobody", password: "correct horse", device: "pc") == .refused)
    guard
      case .signedIn(let token, _, _) = try await signIn(
        login: "organizer", password: "correct horse", device: "pc")
    else {
      Issue.record("refused")
      return
    }
    let who = WhoIsCalling(venue.ports)
    let caller = try #require(try await who(token: token))
    #expect(caller.may(.makeEvent, region: "522626"))
    #expect(!caller.may(.decideLate))
    venue.clock.turn(seconds: 7_000)
    #expect(try await who(token: token) != nil)
    venue.clock.turn(seconds: 7_000)
    #expect(try await who(token: token) != nil)
    venue.clock.turn(seconds: 7_201)
    #expect(try await who(token: token) == nil)
    guard
      case .signedIn(let other, _, _) = try await signIn(
        login: "organizer", password: "correct horse", device: "pc")
    else {
      Issue.record("refused")
      return
    }
    try await keep.setPassword("battery staple", ofAccount: id, mustChange: false, by: "system")
    #expect(try await who(token: other) == nil)
  }
}
