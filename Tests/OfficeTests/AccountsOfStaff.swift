// Accounts of staff: one-time passwords, the limit on wrong tries, and the last administrator.

import Basics
import Office
import Records
import SQL
import Testing

@Suite("Accounts of staff")
struct AccountsOfStaff {
  let venue: Venue
  let passwords: OneTimePasswords

  init() async throws {
    venue = try await Venue()
    passwords = OneTimePasswords(venue.ports)
  }

  func add(_ login: String, _ roles: Role...) async throws -> String {
    try await passwords.add(login: login, name: login, roles: roles, region: nil, event: nil, by: "system")
  }

  func signIn(_ login: String, _ password: String) async throws -> SignInAnswer {
    try await SignInStaff(venue.ports)(login: login, password: password, device: "test")
  }

  func caller(_ login: String, _ password: String) async throws -> Caller {
    guard case .signedIn(let token, _, _) = try await signIn(login, password),
      let caller = try await WhoIsCalling(venue.ports)(token: token)
    else { throw SQLFailure.missing(login) }
    return caller
  }

  @Test("A new account signs in with the password that was shown, and must change it")
  func oneTime() async throws {
    let password = try await add("wu", .organizer)
    let caller = try await caller("wu", password)
    #expect(caller.mustChangePassword)
    #expect(caller.may(.makeEvent, region: "522626"))
    try await ChangePassword(venue.ports)(caller, old: password, new: "a better one")
    #expect(try await self.caller("wu", "a better one").mustChangePassword == false)
    #expect(try await signIn("wu", password) == .refused)
    #expect(try await venue.audit().isSound)
  }

  @Test("Changing a password ends the other sign-ins and keeps this one")
  func others() async throws {
    let password = try await add("wu", .organizer)
    guard case .signedIn(let other, _, _) = try await signIn("wu", password),
      case .signedIn(let own, _, _) = try await signIn("wu", password),
      let caller = try await WhoIsCalling(venue.ports)(token: own)
    else {
      Issue.record("no sign-in")
      return
    }
    try await ChangePassword(venue.ports)(caller, old: password, new: "a better one")
    #expect(try await WhoIsCalling(venue.ports)(token: other) == nil)
    #expect(try await WhoIsCalling(venue.ports)(token: own) != nil)
  }

  @Test(
    "A new password that is short, the old one or the login is refused",
    arguments: ["short", "WU", ""])
  func weak(new: String) async throws {
    let password = try await add("wu", .organizer)
    let caller = try await caller("wu", password)
    await #expect(throws: Refusal.self) {
      try await ChangePassword(venue.ports)(caller, old: password, new: new)
    }
    await #expect(throws: Refusal.self) {
      try await ChangePassword(venue.ports)(caller, old: password, new: password)
    }
  }

  @Test("Five wrong tries cost a minute, for this account alone, and every refusal is on record")
  func limit() async throws {
    let password = try await add("wu", .organizer)
    let other = try await add("yang", .clerk)
    for _ in 1...4 { #expect(try await signIn("wu", "wrong") == .refused) }
    let until = venue.clock.now.adding(seconds: 60)
    #expect(try await signIn("wu", "wrong") == .wait(until: until))
    #expect(try await signIn("wu", password) == .wait(until: until), "the right one must wait too")
    guard case .signedIn = try await signIn("yang", other) else {
      Issue.record("another account waits too")
      return
    }
    let refusals = try await venue.engine.read { try Audit.entries(in: $0, act: "sign-in.refuse").count }
    #expect(refusals == 6)
    venue.clock.turn(seconds: 61)
    guard case .signedIn = try await signIn("wu", password) else {
      Issue.record("still shut out")
      return
    }
  }

  @Test("A right password makes the count begin anew")
  func anew() async throws {
    let password = try await add("wu", .organizer)
    for _ in 1...3 {
      for _ in 1...4 { #expect(try await signIn("wu", "wrong") == .refused) }
      _ = try await caller("wu", password)
    }
  }

  @Test("Wrong old passwords count like wrong tries at the door")
  func oldPassword() async throws {
    let password = try await add("wu", .organizer)
    let caller = try await caller("wu", password)
    for _ in 1...5 {
      await #expect(throws: Refusal.self) {
        try await ChangePassword(venue.ports)(caller, old: "guess", new: "a better one")
      }
    }
    guard case .wait = try await signIn("wu", password) else {
      Issue.record("no wait")
      return
    }
  }

  @Test("A clock set back shuts nobody out for longer than a minute")
  func clockBack() async throws {
    let password = try await add("wu", .organizer)
    for _ in 1...5 { _ = try await signIn("wu", "wrong") }
    venue.clock.turn(seconds: -3_600)
    guard case .signedIn = try await signIn("wu", password) else {
      Issue.record("shut out")
      return
    }
  }

  @Test("A reset gives a new password, ends the sign-ins and forgets wrong tries")
  func reset() async throws {
    let first = try await add("wu", .organizer)
    guard case .signedIn(let token, _, _) = try await signIn("wu", first) else { return }
    for _ in 1...5 { _ = try await signIn("wu", "wrong") }
    let second = try await passwords.reset(login: "wu", by: "system")
    #expect(second != first)
    #expect(try await WhoIsCalling(venue.ports)(token: token) == nil)
    #expect(try await caller("wu", second).mustChangePassword)
  }

  @Test("A disabled account is shut out at once; the last administrator cannot be")
  func disable() async throws {
    let password = try await add("wu", .administrator)
    await #expect(throws: Refusal.self) { try await passwords.setActive(false, login: "wu", by: "system") }
    _ = try await add("yang", .administrator)
    try await passwords.setActive(false, login: "wu", by: "system")
    #expect(try await signIn("wu", password) == .refused)
    try await passwords.setActive(true, login: "wu", by: "system")
    _ = try await caller("wu", password)
    #expect(try await venue.audit().isSound)
  }

  @Test("A login that is taken, no role, an unknown event or an unknown login is refused")
  func refused() async throws {
    _ = try await add("wu", .organizer)
    await #expect(throws: Refusal.self) { _ = try await add("wu", .organizer) }
    await #expect(throws: Refusal.self) { _ = try await add("yang") }
    await #expect(throws: Refusal.self) {
      _ = try await passwords.add(
        login: "li", name: "li", roles: [.clerk], region: nil, event: "x", by: "system")
    }
    await #expect(throws: Refusal.self) {
      _ = try await passwords.add(
        login: "li", name: "li", roles: [.clerk], region: "9", event: nil, by: "system")
    }
    do {
      _ = try await passwords.reset(login: "wuu", by: "system")
      Issue.record("not refused")
    } catch let refusal as Refusal {
      #expect(refusal.faults.first?.suggestion?.en == "did you mean wu?")
    }
  }
}
