// Every answer of the delivery protocol, one rule a test, in the order in which the server checks them.

import Basics
import Judging
import Office
import Records
import Rubrics
import SQL
import Testing

@Suite("Delivering a sheet")
struct Delivering {
  let venue: Venue
  let submit: SubmitSheet
  let sheet: String

  init() async throws {
    venue = try await Venue()
    submit = SubmitSheet(venue.ports)
    sheet = try await venue.sheets("J1")[0]
  }

  /// J1's phone delivers to its first sheet.
  func deliver(
    _ body: [UInt8] = Venue.body(), writeID: String = "w1", ifMatch: String? = "\"r0\"", judge: String = "J1"
  ) async throws -> SubmitAnswer {
    try await submit(token: venue.token(judge), sheet: sheet, ifMatch: ifMatch, writeID: writeID, body: body)
  }

  var hash: String { get throws { try SheetBody(Venue.body()).hash } }

  @Test("A good delivery becomes revision 1 with the hash of its canonical values")
  func stored() async throws {
    let answer = try await deliver()
    #expect(answer == .stored(revision: 1, hash: try hash, serverTime: venue.clock.now))
    let marks = "{\"s1\":\"1\",\"s2\":\"0\",\"taste\":\"8.5\"}"
    #expect(try hash == sha256Hex(Array(marks.utf8)))
    #expect(try await venue.revisions(sheet).map(\.write.marks) == [marks])
    #expect(answer.status == 200)
  }

  @Test("Notes and the reason of a veto are kept with the revision and come back to the device")
  func remarks() async throws {
    let plain = try JSON(parsing: Venue.body())
    let noted = JSON.members(
      (plain.entries ?? []) + [JSON.Member(key: "notes", value: .object([("taste", .string("偏咸"))]))])
    _ = try await deliver(Array(noted.compact.utf8))
    #expect(try await venue.revisions(sheet).map(\.write.remarks) == ["{\"notes\":{\"taste\":\"偏咸\"}}"])
    #expect(try await deliver(writeID: "w1") == .writeIDReused)
  }

  @Test("The same write again gets its original revision, even after a newer one")
  func replayed() async throws {
    _ = try await deliver()
    _ = try await deliver(Venue.body([("taste", "9")], sequence: 2), writeID: "w2", ifMatch: "\"r1\"")
    let again = try await deliver()
    #expect(again == .replayed(revision: 1, hash: try hash, serverTime: venue.clock.now))
    #expect(again.isReplay)
    #expect(try await venue.revisions(sheet).count == 2)
  }

  @Test("A replay is answered even when the round is locked meanwhile")
  func replayedWhenLocked() async throws {
    _ = try await deliver()
    try await LockRound(venue.ports)(division: "hot", round: "final", locked: true, by: "account:chief")
    #expect(try await deliver().isReplay)
  }

  @Test("A known write id with another body stores nothing")
  func writeIDReused() async throws {
    _ = try await deliver()
    let answer = try await deliver(Venue.body([("taste", "1")]), ifMatch: "\"r1\"")
    #expect(answer == .writeIDReused)
    #expect(try await venue.revisions(sheet).count == 1)
  }

  @Test("A known write id for another sheet is refused")
  func writeIDOnOtherSheet() async throws {
    _ = try await deliver()
    let other = try await venue.sheets("J1")[1]
    let answer = try await submit(
      token: venue.token("J1"), sheet: other, ifMatch: "\"r0\"", writeID: "w1", body: Venue.body())
    #expect(answer == .writeIDReused)
  }

  @Test("Without a token, or with an ended one, nobody delivers")
  func notSignedIn() async throws {
    let nobody = try await submit(
      token: "", sheet: sheet, ifMatch: "\"r0\"", writeID: "w1", body: Venue.body())
    #expect(nobody == .notSignedIn)
    let caller = try await venue.caller("J1")
    try await SignOut(venue.ports)(caller)
    #expect(try await deliver() == .notSignedIn)
  }

  @Test("Somebody else's sheet is not allowed")
  func otherJudge() async throws {
    #expect(try await deliver(judge: "J2") == .notAllowed)
  }

  @Test("A revoked judge is shut out")
  func revokedJudge() async throws {
    try await KeepJudges(venue.ports).revoke("J1", reason: "病假", by: "account:chief")
    #expect(try await deliver().status == 401)
  }

  @Test("A revoked assignment takes no delivery, and comes back when assigned again")
  func revokedAssignment() async throws {
    let row = try await venue.sheet(sheet)
    let assignment = AssignmentRow(judge: "J1", panel: row.panel, entry: row.entry, round: row.round)
    try await AssignJudges(venue.ports).revoke(assignment, reason: "换人", by: "account:chief")
    #expect(try await deliver() == .notAllowed)
    try await AssignJudges(venue.ports)([assignment], by: "account:chief")
    #expect(try await deliver().status == 200)
  }

  @Test("An unknown sheet is said to be unknown to those signed in only")
  func unknownSheet() async throws {
    let known = try await submit(
      token: venue.token("J1"), sheet: "none", ifMatch: "\"r0\"", writeID: "w1", body: Venue.body())
    #expect(known == .noSuchSheet)
    let nobody = try await submit(
      token: "x", sheet: "none", ifMatch: "\"r0\"", writeID: "w1", body: Venue.body())
    #expect(nobody == .notSignedIn)
  }

  @Test("A withdrawn contestant's sheet is gone, but what came is kept, once")
  func withdrawn() async throws {
    let row = try await venue.sheet(sheet)
    try await SetEntryStatus(venue.ports)(
      entry: row.entry, status: "withdrawn", reason: "退赛", by: "account:chief")
    #expect(try await deliver() == .withdrawn)
    #expect(try await deliver() == .withdrawn)
    let waiting = try await venue.late()
    #expect(waiting.map(\.late.cause) == [.withdrawn])
    #expect(try await deliver(Venue.body([("taste", "1")])) == .writeIDReused)
  }

  @Test("Another rubric is answered with the one that holds")
  func otherRubric() async throws {
    let answer = try await deliver(Venue.body(rubric: Array("20".utf8)))
    #expect(answer == .otherRubric(expected: sha256Hex(Venue.rubric)))
  }

  @Test("A rubric that is replaced before any delivery refuses devices that hold the old one")
  func replacedRubric() async throws {
    try await SetDivision(venue.ports)(
      id: "hot", event: "contest-2026", position: 1, title: Words(zh: "热菜", en: "Hot"),
      rubric: Array("20".utf8), by: "system")
    #expect(try await deliver() == .otherRubric(expected: sha256Hex(Array("20".utf8))))
    #expect(try await deliver(Venue.body([("taste", "19")], rubric: Array("20".utf8))).status == 200)
  }

  @Test("The first delivery freezes the division's rubric")
  func frozen() async throws {
    _ = try await deliver()
    await #expect(throws: Refusal.self) {
      try await SetDivision(venue.ports)(
        id: "hot", event: "contest-2026", position: 1, title: Words(zh: "热菜", en: "Hot"),
        rubric: Array("20".utf8),
        by: "system")
    }
  }

  @Test("A locked round keeps the delivery for the chief judge, even with illegal values")
  func locked() async throws {
    try await LockRound(venue.ports)(division: "hot", round: "final", locked: true, by: "account:chief")
    #expect(try await deliver(Venue.body([("taste", "99")])) == .closed(.locked))
    let waiting = try await venue.late()
    #expect(waiting.map(\.late.write.writeID) == ["w1"])
  }

  @Test(
    "All illegal values are named at once",
    arguments: [
      ("taste", "10.5"), ("taste", "8.3"), ("taste", "8,5"), ("taste", "x"), ("s1", "0.3"), ("s2", "0.5"),
      ("raw", "2"),
      ("clean", "10"), ("nothing", "1"), ("steps", "1"),
    ])
  func illegal(item: String, value: String) async throws {
    let answer = try await deliver(
      Venue.body([(item, value), ("s2", "7")].filter { $0.0 != item || $0.1 == value }))
    guard case .illegal(let findings) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(Set(findings.map(\.item)) == [item, "s2"])
    #expect(answer.status == 400)
  }

  @Test("NV, NP, unset and empty are legal", arguments: ["NV", "NP", nil, ""])
  func special(value: String?) async throws {
    #expect(try await deliver(Venue.body([("taste", value), ("s1", value)])).status == 200)
  }

  @Test("Illegal values are told before a missing If-Match")
  func illegalFirst() async throws {
    #expect(try await deliver(Venue.body([("taste", "99")]), ifMatch: nil).status == 400)
  }

  @Test("Without If-Match nothing is stored")
  func noRevisionNamed() async throws {
    #expect(try await deliver(ifMatch: nil) == .noRevisionNamed)
  }

  @Test("An older revision gets the current one to compare with")
  func outdated() async throws {
    _ = try await deliver()
    let answer = try await deliver(Venue.body([("taste", "1")], device: "tablet", sequence: 1), writeID: "w2")
    guard case .outdated(let current) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(current.revision == 1)
    #expect(current.device == "phone-J1")
    #expect(current.sequence == 1)
    #expect(current.json["values"]?["taste"]?.string == "8.5")
  }

  @Test(
    "A body that is no sheet is malformed",
    arguments: [
      "", "[]", "{}", "<html>", #"{"values":{"taste":8.5},"rubricSha":"a","deviceId":"d","seq":1}"#,
      #"{"values":{},"rubricSha":"a","deviceId":"d"}"#,
    ])
  func malformed(text: String) async throws {
    #expect(try await deliver(Array(text.utf8)).status == 400)
  }

  @Test("More than 16 KiB is malformed")
  func tooLarge() async throws {
    #expect(try await deliver([UInt8](repeating: 0x20, count: 16_385)).status == 400)
  }

  @Test("The answer's JSON repeats the write id, so that no portal's page passes for it")
  func echo() async throws {
    let json = try await deliver().json(writeID: "w1", .en)
    #expect(json["writeId"]?.string == "w1")
    #expect(json["rev"]?.integer == 1)
    #expect(json["etag"]?.string == "\"r1\"")
  }

  @Test(
    "What an answer suggests is in the language of the request",
    arguments: [(Language.zh, "改"), (.en, "mend")])
  func language(_ language: Language, _ suggestion: String) {
    let fault = Fault("x", zh: "错", en: "wrong", suggestion: Words(zh: "改", en: "mend"))
    let json = SubmitAnswer.malformed([fault]).json(writeID: "w1", language)
    #expect(json["faults"]?[0]?["suggestion"]?.string == suggestion)
  }
}
