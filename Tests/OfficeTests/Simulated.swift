// The delivery protocol under a hostile network: requests and replies lost, doubled and out of order, two devices of
// one judge, rounds locked at random, over the real store (rubric-and-scoring.md, part C4).

import Basics
import Office
import Records
import SQL
import Testing

/// Repeatable dice.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// A request on its way.
struct Message: Sendable {
  var device: Int
  var writeID: String
  var base: Int
  var sequence: Int
  var value: String
}

/// A phone with one sheet, following the client's side of the protocol.
struct Phone {
  let id: Int
  var value: String?
  var sequence = 0
  var writeID = ""
  var base = 0
  var isDelivered = true
  /// Both versions stand side by side; the judge decides.
  var hasConflict = false
  var hasConflictWithItself = false

  mutating func type(_ value: String) {
    self.value = value
    sequence += 1
    writeID = "d\(id)-\(sequence)"
    isDelivered = false
  }

  var message: Message? {
    guard let value, !isDelivered, !hasConflict else { return nil }
    return Message(device: id, writeID: writeID, base: base, sequence: sequence, value: value)
  }

  mutating func hear(_ answer: SubmitAnswer, to message: Message) {
    switch answer {
    case .stored(let revision, _, _), .replayed(let revision, _, _):
      base = max(base, revision)
      // Delivered only for the latest write id.
      if message.writeID == writeID { isDelivered = true }
    case .outdated(let current):
      guard message.writeID == writeID, !isDelivered else { return }
      if current.device == "phone-\(id)", let seen = current.sequence, seen < sequence {
        base = current.revision
      } else if current.revision > base {
        hasConflict = true
        // A conflict is with the other device, never with one's own earlier write.
        hasConflictWithItself = hasConflictWithItself || current.device == "phone-\(id)"
      }
    default: break
    }
  }
}

@Suite("The protocol under a hostile network")
struct Simulated {
  @Test("Nothing is lost, doubled, overwritten unseen or falsely called delivered", arguments: 1...40)
  func run(seed: UInt64) async throws {
    let venue = try await Venue(entrants: 1, seed: "sim-\(seed)")
    let submit = SubmitSheet(venue.ports)
    let sheet = try await venue.sheets("J1")[0]
    var dice = Dice(state: seed)
    var phones = [Phone(id: 1), Phone(id: 2)]
    var wire: [Message] = []
    var replies: [(Message, SubmitAnswer)] = []
    var isLocked = false
    var stored: [String] = []
    var turnedAway: Set<String> = []

    func arrive(_ message: Message) async throws {
      let answer = try await submit(
        token: venue.token("J1"), sheet: sheet, ifMatch: "\"r\(message.base)\"", writeID: message.writeID,
        body: Venue.body(
          [("taste", message.value)], device: "phone-\(message.device)", sequence: message.sequence))
      if case .stored(let revision, _, _) = answer {
        stored.append(message.writeID)
        #expect(revision == stored.count)
        // Whoever stores has seen everything that was stored before: nothing is overwritten unseen.
        #expect(message.base == revision - 1)
      }
      if case .closed = answer { turnedAway.insert(message.writeID) }
      if case .replayed(let revision, _, _) = answer { #expect(stored[revision - 1] == message.writeID) }
      if !dice.happens(30) { replies.append((message, answer)) }
      if dice.happens(10) { replies.append((message, answer)) }
    }

    for _ in 0..<60 {
      let who = Int.random(in: 0...1, using: &dice)
      if dice.happens(35) { phones[who].type("\(Int.random(in: 0...20, using: &dice) / 2)") }
      if let message = phones[who].message {
        if !dice.happens(30) { wire.append(message) }
        if dice.happens(15) { wire.append(message) }
      }
      if !wire.isEmpty, dice.happens(70) {
        try await arrive(wire.remove(at: Int.random(in: wire.indices, using: &dice)))
      }
      if !replies.isEmpty, dice.happens(70) {
        let (message, answer) = replies.remove(at: Int.random(in: replies.indices, using: &dice))
        phones[message.device - 1].hear(answer, to: message)
      }
      if phones[who].hasConflict, dice.happens(50) {
        // The judge looks at both and keeps hers: on top of what the server has.
        let current = try await venue.engine.read { try $0.sheet(sheet)?.revision ?? 0 }
        phones[who].base = current
        phones[who].hasConflict = false
        phones[who].type(phones[who].value ?? "0")
      }
      if dice.happens(5) {
        isLocked.toggle()
        try await LockRound(venue.ports)(
          division: "hot", round: "final", locked: isLocked, reason: "随机", by: "account:chief")
      }
    }

    let (revisions, late) = try await venue.engine.read { transaction in
      (try transaction.revisions(ofSheet: sheet), try transaction.waitingLateSheets(ofEvent: "contest-2026"))
    }
    #expect(revisions.map(\.write.writeID) == stored)
    #expect(Set(stored).count == stored.count)
    #expect(!phones.contains { $0.hasConflictWithItself })
    for phone in phones where phone.isDelivered && phone.sequence > 0 {
      #expect(stored.contains(phone.writeID))
    }
    // Within one device, what was typed later is never below what was typed earlier.
    for device in ["phone-1", "phone-2"] {
      let sequences = revisions.filter { $0.write.device == device }.map(\.write.sequence)
      #expect(sequences == sequences.sorted())
    }
    // What met a locked round waits for the chief judge, unless it got through later.
    #expect(turnedAway.subtracting(stored) == Set(late.map(\.late.write.writeID)))
    #expect(late.allSatisfy { !stored.contains($0.late.write.writeID) })
    #expect(try await venue.audit().isSound)
  }
}
