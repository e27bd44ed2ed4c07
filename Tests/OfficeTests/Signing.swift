// Signing, reopening, late sheets: what is signed stays, and every way back has a reason.

import Basics
import Office
import Records
import SQL
import Testing

@Suite("Signing a sheet")
struct Signing {
  let venue: Venue
  let sheet: String
  let caller: Caller

  init() async throws {
    venue = try await Venue()
    sheet = try await venue.sheets("J1")[0]
    caller = try await venue.caller("J1")
  }

  func deliver(
    _ values: [(String, String?)] = [("taste", "8.5"), ("s1", "1"), ("s2", "0")], writeID: String = "w1",
    on revision: Int = 0
  ) async throws -> SubmitAnswer {
    try await SubmitSheet(venue.ports)(
      token: venue.token("J1"), sheet: sheet, ifMatch: "\"r\(revision)\"", writeID: writeID,
      body: Venue.body(values))
  }

  /// Delivers and names the revision to sign.
  func delivered() async throws -> SheetToSign {
    _ = try await deliver()
    return SheetToSign(sheet: sheet, revision: 1, hash: try SheetBody(Venue.body()).hash)
  }

  func sign(_ wanted: SheetToSign) async throws -> SignAnswer {
    guard
      case .token(let token, _) = try await AllowSigning(venue.ports)(caller, pin: "1234", sheets: [wanted])
    else {
      return .tokenRefused
    }
    return try await SignSheets(venue.ports)(
      caller, signingToken: token, sheets: [wanted], name: "评委一", device: "phone-J1")
  }

  @Test("A signed sheet gives a receipt that the same keys know, and takes no more deliveries")
  func signed() async throws {
    let wanted = try await delivered()
    guard case .signed(let receipts, _) = try await sign(wanted) else {
      Issue.record("not signed")
      return
    }
    let facts = SigningSeal(venue.ports.vault).facts(ofReceipt: receipts[0])
    #expect(facts?["sheet"]?.string == sheet)
    #expect(facts?["rev"]?.integer == 1)
    let forged = receipts[0].replacing("\"rev\":1", with: "\"rev\":2")
    #expect(SigningSeal(venue.ports.vault).facts(ofReceipt: forged) == nil)
    #expect(try await deliver([("taste", "9")], writeID: "w2", on: 1) == .closed(.signed))
  }

  @Test("Signing again gives the same receipt")
  func twice() async throws {
    let wanted = try await delivered()
    let first = try await sign(wanted)
    venue.clock.turn(seconds: 30)
    guard case .signed(let one, _) = first, case .signed(let two, _) = try await sign(wanted) else {
      Issue.record("not signed")
      return
    }
    #expect(one == two)
  }

  @Test("An older revision, another hash and an incomplete sheet are not signed")
  func refused() async throws {
    var wanted = try await delivered()
    wanted.hash = String(repeating: "0", count: 64)
    #expect(try await sign(wanted) == .outdated([sheet]))
    _ = try await deliver([("taste", "8")], writeID: "w2", on: 1)
    #expect(try await sign(SheetToSign(sheet: sheet, revision: 1, hash: wanted.hash)) == .outdated([sheet]))
    let hash = try SheetBody(Venue.body([("taste", "8")])).hash
    #expect(try await sign(SheetToSign(sheet: sheet, revision: 2, hash: hash)) == .incomplete([sheet]))
  }

  @Test("A signing token holds for its list and two minutes only")
  func token() async throws {
    let wanted = try await delivered()
    guard
      case .token(let token, _) = try await AllowSigning(venue.ports)(caller, pin: "1234", sheets: [wanted])
    else {
      Issue.record("no token")
      return
    }
    var other = wanted
    other.revision = 2
    let act = SignSheets(venue.ports)
    #expect(
      try await act(caller, signingToken: token, sheets: [other], name: "x", device: "d") == .tokenRefused)
    venue.clock.turn(seconds: 121)
    #expect(
      try await act(caller, signingToken: token, sheets: [wanted], name: "x", device: "d") == .tokenRefused)
  }

  @Test("A token for a batch signs each of its sheets alone, and nothing beside it")
  func batch() async throws {
    let wanted = try await delivered()
    var beside = wanted
    beside.revision = 2
    guard
      case .token(let token, _) = try await AllowSigning(venue.ports)(
        caller, pin: "1234", sheets: [wanted, beside])
    else {
      Issue.record("no token")
      return
    }
    let act = SignSheets(venue.ports)
    let alone = try await act(
      caller, signingToken: token, sheets: [wanted], batch: [wanted], name: "x", device: "d")
    #expect(alone == .tokenRefused)
    var other = wanted
    other.revision = 3
    let outside = try await act(
      caller, signingToken: token, sheets: [other], batch: [wanted, beside], name: "x", device: "d")
    #expect(outside == .tokenRefused)
    let inside = try await act(
      caller, signingToken: token, sheets: [wanted], batch: [wanted, beside], name: "x", device: "d")
    #expect(inside.status == 200)
  }

  @Test("Five wrong PINs cost a minute, for signing as for signing in")
  func pins() async throws {
    let wanted = try await delivered()
    let act = AllowSigning(venue.ports)
    for _ in 1...4 { #expect(try await act(caller, pin: "0000", sheets: [wanted]) == .wrongPIN) }
    guard case .wait(let until) = try await act(caller, pin: "0000", sheets: [wanted]) else {
      Issue.record("no wait")
      return
    }
    #expect(until == venue.clock.now.adding(seconds: 60))
    let signIn = SignInJudge(venue.ports)
    let token = venue.credentials("J1").qrToken
    #expect(try await signIn(qrToken: token, pin: "1234", device: "d") == .wait(until: until))
    venue.clock.turn(seconds: 61)
    guard case .signedIn = try await signIn(qrToken: token, pin: "1234", device: "d") else {
      Issue.record("still shut out")
      return
    }
  }

  @Test("A reopened sheet begins a new revision with the same marks and needs a reason")
  func reopened() async throws {
    let wanted = try await delivered()
    _ = try await sign(wanted)
    await #expect(throws: Refusal.self) {
      try await ReopenSheet(venue.ports)(sheet: sheet, reason: " ", by: "account:c")
    }
    let revision = try await ReopenSheet(venue.ports)(sheet: sheet, reason: "写错一项", by: "account:c")
    #expect(revision == 2)
    #expect(try await deliver([("taste", "9")], writeID: "w2", on: 1).status == 412)
    #expect(try await deliver([("taste", "9")], writeID: "w3", on: 2).status == 200)
    let signature = try await venue.engine.read { [sheet] in try $0.signature(ofSheet: sheet, revision: 1) }
    #expect(signature != nil)
  }

  @Test("A late sheet that the chief judge admits becomes the newest revision")
  func admitted() async throws {
    try await LockRound(venue.ports)(division: "hot", round: "final", locked: true, by: "account:c")
    _ = try await deliver()
    try await DecideLateSheet(venue.ports)(writeID: "w1", admit: true, reason: "网络中断", by: "account:c")
    #expect(try await deliver().isReplay)
    let decisions = try await venue.engine.read { try $0.decisions(ofDivision: "hot").map(\.decision) }
    #expect(try await venue.sheet(sheet).revision == 1)
    #expect(decisions == ["late-admitted"])
    #expect(try await venue.late().isEmpty)
  }

  @Test("A refused late sheet leaves the sheet as it was, and a late sheet is decided once")
  func refusedLate() async throws {
    try await LockRound(venue.ports)(division: "hot", round: "final", locked: true, by: "account:c")
    _ = try await deliver()
    let act = DecideLateSheet(venue.ports)
    try await act(writeID: "w1", admit: false, reason: "超时", by: "account:c")
    await #expect(throws: Refusal.self) {
      try await act(writeID: "w1", admit: true, reason: "超时", by: "account:c")
    }
    #expect(try await venue.sheet(sheet).revision == 0)
  }

  @Test("Late marks that the sheet does not take are not admitted, and nothing of it is kept")
  func illegalLate() async throws {
    try await LockRound(venue.ports)(division: "hot", round: "final", locked: true, by: "account:c")
    _ = try await deliver([("taste", "99")])
    await #expect(throws: Refusal.self) {
      try await DecideLateSheet(venue.ports)(writeID: "w1", admit: true, reason: "x", by: "account:c")
    }
    let state = try await venue.engine.read { try $0.late(writeID: "w1")?.state }
    #expect(state == "waiting")
  }
}
