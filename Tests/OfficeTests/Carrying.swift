// Other ways in and out for a judge: a sheet carried by somebody else's device, a card's typed digits, a batch under one PIN, a call for help.

import Basics
import Office
import Records
import Testing

@Suite("A judge without a scanner, a network or a free hand")
struct Carrying {
  let venue: Venue
  let sheet: String

  init() async throws {
    venue = try await Venue()
    sheet = try await venue.sheets("J1")[0]
  }

  /// HMAC-SHA-256 by its definition, under the digest of a device's token.
  func seal(_ message: String, token: String) -> String {
    let key = Array(sha256Hex(Array(token.utf8)).utf8)
    let inner = sha256(key.map { $0 ^ 0x36 } + Array(message.utf8))
    return sha256Hex(key.map { $0 ^ 0x5C } + inner)
  }

  func carry(_ body: String, sealedBy token: String, as sealed: String? = nil) async throws -> SubmitAnswer {
    let message = [sheet, "w1", "\"r0\"", sealed ?? body].joined(separator: "\n")
    return try await SubmitSheet(venue.ports)(
      carried: body, sheet: sheet, ifMatch: "\"r0\"", writeID: "w1", seal: seal(message, token: token))
  }

  @Test("A carried sheet is delivered under its own write id, and once only")
  func carried() async throws {
    let body = String(decoding: Venue.body(), as: UTF8.self)
    guard case .stored(let revision, _, _) = try await carry(body, sealedBy: venue.token("J1")),
      case .replayed(let again, _, _) = try await carry(body, sealedBy: venue.token("J1"))
    else {
      Issue.record("not delivered")
      return
    }
    #expect(revision == 1 && again == 1)
    #expect(try await venue.revisions(sheet).count == 1)
  }

  @Test("A carried sheet that was changed on the way, or sealed by another judge's device, is refused")
  func tampered() async throws {
    let body = String(decoding: Venue.body(), as: UTF8.self)
    let changed = body.replacing("8.5", with: "9.5")
    #expect(try await carry(changed, sealedBy: venue.token("J1"), as: body) == .notSignedIn)
    #expect(try await carry(body, sealedBy: venue.token("J2")) == .notSignedIn)
    #expect(try await venue.revisions(sheet).isEmpty)
  }

  @Test("The six digits of a card open the page with the right PIN only")
  func typed() async throws {
    let card = venue.credentials("J1")
    #expect(card.code.utf8.count == 6)
    let act = SignInJudge(venue.ports)
    guard case .signedIn = try await act(qrToken: card.code, pin: card.pin, device: "d") else {
      Issue.record("not signed in")
      return
    }
    let wrong = card.pin == "0000" ? "1111" : "0000"
    guard case .refused = try await act(qrToken: card.code, pin: wrong, device: "d") else {
      Issue.record("a wrong PIN was taken")
      return
    }
  }

  @Test("A call for help stands under the event once, with the entry's code")
  func call() async throws {
    let caller = try await venue.caller("J1")
    guard case .judge(_, let event) = caller.who else { return }
    let act = CallForHelp(venue.ports)
    try await act(caller, kind: .rule, sheet: sheet)
    venue.clock.turn(seconds: 2)
    try await act(caller, kind: .rule, sheet: sheet)
    let calls = try await ShowCalls(venue.ports)(event: event)
    #expect(calls.map(\.judge) == ["J1"])
    #expect(calls.first?.kind == "rule" && calls.first?.code.isEmpty == false)
    venue.clock.turn(seconds: 3_600)
    #expect(try await ShowCalls(venue.ports)(event: event).isEmpty)
  }
}
