// The chief judge's day: who has not scored, whose device holds what, where judges differ, who falls out, what came late.

import Basics
import Judging
import Office
import Records
import SQL
import Testing

extension Venue {
  /// One judge delivers one sheet, the `place`th of her queue.
  @discardableResult
  func deliver(_ judge: String, _ place: Int, taste: String, on revision: Int = 0) async throws
    -> SubmitAnswer
  {
    let sheet = try await sheets(judge)[place]
    return try await SubmitSheet(ports)(
      token: token(judge), sheet: sheet, ifMatch: "\"r\(revision)\"",
      writeID: "w-\(judge)-\(place)-\(revision)",
      body: Self.body([("taste", taste), ("s1", "1"), ("s2", "0")], device: "phone-\(judge)"))
  }

  /// A judge signs what she has delivered.
  func sign(_ judge: String, _ places: Int...) async throws {
    let ids = try await sheets(judge)
    var wanted: [SheetToSign] = []
    for place in places {
      guard let last = try await revisions(ids[place]).last else { continue }
      wanted.append(SheetToSign(sheet: ids[place], revision: last.revision, hash: last.write.hash))
    }
    let caller = try await caller(judge)
    guard case .token(let token, _) = try await AllowSigning(ports)(caller, pin: "1234", sheets: wanted)
    else { return }
    _ = try await SignSheets(ports)(
      caller, signingToken: token, sheets: wanted, name: caller.name, device: "phone-\(judge)")
  }

  /// A member of staff, signed in.
  func staff(_ login: String, _ role: Role, name: String = "示例") async throws -> Caller {
    try await KeepAccounts(ports).add(
      login: login, name: name, password: "correct horse",
      grants: [RoleGrant(role: role, region: "522626")], mustChange: false, id: "account-\(login)",
      by: "system")
    guard
      case .signedIn(let token, _, _) = try await SignInStaff(ports)(
        login: login, password: "correct horse", device: "desk"),
      let caller = try await WhoIsCalling(ports)(token: token)
    else { throw SQLFailure.missing(login) }
    return caller
  }

  func console(_ caller: Caller) async throws -> Console {
    guard let console = try await ShowConsole(ports)(event: "contest-2026", for: caller) else {
      throw SQLFailure.missing("contest-2026")
    }
    return console
  }
}

extension Console {
  /// The state of a judge's sheet on the `place`th entry.
  func state(_ judge: String, _ place: Int) -> State? {
    divisions[0].rows.first { $0.judge == judge }?.cells[place].state
  }

  func judge(_ id: String) -> Judge? { judges.first { $0.id == id } }
}

@Suite("The console")
struct OnTheDay {
  let venue: Venue
  let chief: Caller

  init() async throws {
    venue = try await Venue()
    chief = try await venue.staff("chief", .chief)
  }

  func hear(_ judge: String, unsent: [String]) async throws {
    let body = JSON.object([
      ("device", .string("phone-\(judge)")), ("unsent", .integer(unsent.count)), ("stuck", .integer(0)),
      ("sheets", .strings(unsent)),
    ])
    try await HearDevice(venue.ports)(try await venue.caller(judge), body)
  }

  @Test("A sheet is not begun, then on the device, then delivered, then signed")
  func states() async throws {
    #expect(try await venue.console(chief).state("J1", 0) == .notBegun)
    try await hear("J1", unsent: [try await venue.sheets("J1")[0]])
    var console = try await venue.console(chief)
    #expect(console.state("J1", 0) == .onDevice)
    #expect(console.judge("J1")?.unsent == 1)
    venue.clock.turn(seconds: 5)
    try await venue.deliver("J1", 0, taste: "8")
    console = try await venue.console(chief)
    #expect(console.state("J1", 0) == .delivered)
    #expect(console.judge("J1")?.unsent == 0)
    #expect(console.judge("J1")?.lastContact == venue.clock.now)
    try await venue.sign("J1", 0)
    #expect(try await venue.console(chief).state("J1", 0) == .signed)
  }

  @Test("A device that says the same again within ten seconds writes nothing and wakes nobody")
  func quiet() async throws {
    try await hear("J1", unsent: [])
    let before = try await venue.engine.read { try $0.version(ofEvent: "contest-2026") }
    let groups = venue.groups
    venue.clock.turn(seconds: 5)
    try await hear("J1", unsent: [])
    #expect(venue.groups == groups)
    venue.clock.turn(seconds: 10)
    try await hear("J1", unsent: [])
    #expect(try await venue.engine.read { try $0.version(ofEvent: "contest-2026") } == before)
    #expect(try await venue.console(chief).judge("J1")?.lastContact == venue.clock.now)
  }

  @Test("Judges who differ too much are in discussion only when all have delivered, and until it is recorded")
  func discussion() async throws {
    try await venue.deliver("J1", 0, taste: "5")
    try await venue.deliver("J2", 0, taste: "9")
    #expect(try await venue.console(chief).divisions[0].spreads.isEmpty)
    try await venue.deliver("J3", 0, taste: "8")
    let spread = try #require(try await venue.console(chief).divisions[0].spreads.first)
    #expect(spread.isOpen && spread.numbers.map(\.judge) == ["J1", "J2", "J3"])
    #expect(spread.difference == Rational(4))
    #expect(try await venue.console(chief).state("J2", 0) == .discussion)
    let place = SpreadPlace(
      division: "hot", code: spread.entry, round: spread.round, panel: spread.panel, item: spread.item)
    await #expect(throws: Refusal.self) {
      try await DiscussSpread(venue.ports).keep(place, reason: " ", by: chief.actor)
    }
    try await DiscussSpread(venue.ports).keep(place, reason: "口味不同", by: chief.actor)
    let settled = try #require(try await venue.console(chief).divisions[0].spreads.first)
    #expect(!settled.isOpen && settled.discussion?.reason == "口味不同")
    #expect(try await venue.console(chief).state("J2", 0) == .delivered)
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("Marks entered anew keep the old revision with its signature, and ask for a new discussion")
  func reentry() async throws {
    for (judge, taste) in [("J1", "5"), ("J2", "9"), ("J3", "8")] {
      try await venue.deliver(judge, 0, taste: taste)
      try await venue.sign(judge, 0)
    }
    let spread = try #require(try await venue.console(chief).divisions[0].spreads.first)
    let place = SpreadPlace(
      division: "hot", code: spread.entry, round: spread.round, panel: spread.panel, item: spread.item)
    try await DiscussSpread(venue.ports).keep(place, reason: "先保留", by: chief.actor)
    let count = try await DiscussSpread(venue.ports).reenter(
      place, judges: ["J1"], reason: "看错编码", by: chief.actor)
    #expect(count == 1)
    let sheet = try await venue.sheets("J1")[0]
    #expect(try await venue.sheet(sheet).state == .open)
    let old = try await venue.engine.read { try $0.signature(ofSheet: sheet, revision: 1) }
    #expect(old?.judge == "J1")
    #expect(try await venue.console(chief).divisions[0].spreads.first?.isOpen == true)
    try await venue.deliver("J1", 0, taste: "8.5", on: 2)
    #expect(try await venue.console(chief).divisions[0].spreads.isEmpty)
    #expect(try await venue.revisions(sheet).map(\.revision) == [1, 2, 3])
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("A chief judge who scores too sees no difference on an entry before she has signed for it")
  func ownMarks() async throws {
    try await SetVenueRules(venue.ports).scoring(
      account: "account-chief", as: "J3", event: "contest-2026", by: chief.actor)
    for (judge, taste) in [("J1", "5"), ("J2", "9"), ("J3", "8")] {
      try await venue.deliver(judge, 0, taste: taste)
    }
    var console = try await venue.console(chief)
    #expect(console.divisions[0].spreads.isEmpty && console.divisions[0].hiddenSpreads == 1)
    #expect(console.ownUnsigned == 4)
    #expect(try await MaySeeMarks(venue.ports)(event: "contest-2026", chief) == false)
    try await venue.sign("J3", 0)
    console = try await venue.console(chief)
    #expect(console.divisions[0].spreads.count == 1 && console.divisions[0].hiddenSpreads == 0)
  }

  @Test("A chief judge with a judge's name is taken for that judge without saying so")
  func sameName() async throws {
    let double = try await venue.staff("double", .chief, name: "评委J2")
    #expect(try await venue.console(double).ownJudge == "J2")
    #expect(try await MaySeeMarks(venue.ports)(event: "contest-2026", double) == false)
    #expect(try await MaySeeMarks(venue.ports)(event: "contest-2026", chief))
  }

  @Test("A replacement takes over what was not delivered; what was delivered stays")
  func swap() async throws {
    try await venue.deliver("J1", 0, taste: "8")
    _ = try await KeepJudges(venue.ports).add(
      id: "J9", event: "contest-2026", name: "候补", unit: "市", pin: "1234", by: "system")
    let taken = try await SwapJudge(venue.ports)(
      "J1", for: "J9", event: "contest-2026", reason: "突发疾病", by: chief.actor)
    #expect(taken == 3)
    #expect(try await venue.sheets("J1").count == 1)
    #expect(try await venue.sheets("J9").count == 3)
    let late = try await SubmitSheet(venue.ports)(
      token: venue.token("J1"),
      sheet: try await venue.engine.read {
        try $0.sheets(ofDivision: "hot").first { $0.judge == "J1" && $0.isRevoked }?.id ?? ""
      }, ifMatch: "\"r0\"", writeID: "w-old", body: Venue.body())
    #expect(late == .notAllowed)
    #expect(try await venue.audit().faults.isEmpty)
    await #expect(throws: Refusal.self) {
      try await SwapJudge(venue.ports)(
        "J2", for: "J2", event: "contest-2026", reason: "x", by: chief.actor)
    }
  }

  @Test("A replacement with a conflict of interest is refused by name of every entry")
  func conflict() async throws {
    _ = try await KeepJudges(venue.ports).add(
      id: "J9", event: "contest-2026", name: "候补", unit: "村2", pin: "1234", by: "system")
    await #expect(throws: Refusal.self) {
      try await SwapJudge(venue.ports)(
        "J1", for: "J9", event: "contest-2026", reason: "突发疾病", by: chief.actor)
    }
    #expect(try await venue.sheets("J1").count == 4)
  }

  @Test("A lost device opens nothing any more, and what it held is named")
  func lost() async throws {
    let sheet = try await venue.sheets("J1")[1]
    try await hear("J1", unsent: [sheet])
    let held = try await LoseDevice(venue.ports)(
      device: "phone-J1", judge: "J1", event: "contest-2026", reason: "掉进汤里", by: chief.actor)
    #expect(held == [sheet])
    #expect(try await WhoIsCalling(venue.ports)(token: venue.token("J1")) == nil)
    #expect(try await venue.deliver("J1", 1, taste: "8") == .notSignedIn)
    #expect(try await venue.console(chief).judge("J1")?.devices.first?.lost == venue.clock.now)
  }

  @Test("The list of a judge's sheets has another mark after a sheet was opened again, not after a delivery")
  func queue() async throws {
    let caller = try await venue.caller("J1")
    let before = try await JudgeQueue(venue.ports)(caller)
    try await venue.deliver("J1", 0, taste: "8")
    #expect(try await JudgeQueue(venue.ports)(caller) == before)
    try await venue.sign("J1", 0)
    let signed = try await JudgeQueue(venue.ports)(caller)
    try await ReopenSheet(venue.ports)(
      sheet: try await venue.sheets("J1")[0], reason: "看错", by: chief.actor)
    #expect(try await JudgeQueue(venue.ports)(caller) != signed)
  }
}
