// Certificate numbers: the check character finds slips of the hand, and no number resembles one of the
// state's.

import Basics
import Certificates
import Testing

@Suite("Certificate numbers")
struct CheckCharacters {
  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

  private func numbers(_ pattern: String, event: String = "", level: String = "") throws -> [String] {
    let series = try NumberPattern(pattern).series(year: 2026, event: event, level: level)
    return try [1, 2, 17, 42, 78, 89, 100, 678, 999].map { try series.number($0) }
  }

  @Test("ISO 7064 MOD 37,36: the standard's own example A12425GABC1234002 has the check character M")
  func published() {
    // The Global Release Identifier A1-2425G-ABC1234002-M, the worked example of the GRid standard.
    #expect(checkCharacter(for: "A12425GABC1234002") == "M")
    #expect(hasRightCheckCharacter("A1-2425G-ABC1234002-M"))
    #expect(!hasRightCheckCharacter("A1-2425G-ABC1234002-N"))
  }

  @Test(
    "Every single wrong character is found",
    arguments: ["SZCS-{year}-{seq:4}-{check}", "CG-{year}-{seq:3}{check}"])
  func substitutions(pattern: String) throws {
    for number in try numbers(pattern) {
      #expect(hasRightCheckCharacter(number))
      let characters = Array(number)
      for index in characters.indices where characters[index] != "-" {
        for other in Self.alphabet where other != characters[index] {
          var wrong = characters
          wrong[index] = other
          #expect(!hasRightCheckCharacter(String(wrong)))
        }
      }
    }
  }

  @Test(
    "Swaps of neighbours are found; only pairs next to each other in the alphabet can slip through, as the standard says"
  )
  func swaps() throws {
    let series = try NumberPattern("SZCS-{year}-{seq:4}-{check}").series(year: 2026)
    var swaps = 0
    var missed = 0
    for sequence in stride(from: 1, through: 9_999, by: 7) {
      let plain = Array(try series.number(sequence).filter { $0 != "-" })
      for index in plain.indices.dropLast() where plain[index] != plain[index + 1] {
        var swapped = plain
        swapped.swapAt(index, index + 1)
        swaps += 1
        guard hasRightCheckCharacter(String(swapped)) else { continue }
        missed += 1
        let places = [plain[index], plain[index + 1]].compactMap { Self.alphabet.firstIndex(of: $0) }
        #expect([1, 35].contains(abs(places[0] - places[1])), "\(String(plain)) at \(index)")
      }
    }
    // Below one in 150 over a whole series; a random check character would let one in 36 through.
    #expect(missed * 150 < swaps, "\(missed) of \(swaps)")
  }

  @Test(
    "Numbers follow their rule",
    arguments: [
      ("SZCS-{year}-{seq:4}-{check}", "", "", 7, "SZCS-2026-0007-"),
      ("CG-JZ-{year}-{level}-{seq:5}-{check}", "", "B", 12, "CG-JZ-2026-B-00012-"),
      ("CG-{event}-{year}-{seq:3}{check}", "HOT", "", 999, "CG-HOT-2026-999"),
    ])
  func shape(pattern: String, event: String, level: String, sequence: Int, expected: String) throws {
    let number = try NumberPattern(pattern).series(year: 2026, event: event, level: level).number(sequence)
    #expect(number.dropLast() == expected)
    #expect(hasRightCheckCharacter(number))
  }

  @Test(
    "Bad rules are refused",
    arguments: [
      "SZCS-{year}-{check}", "SZCS-{seq:4}", "SZCS-{check}-{seq:4}", "SZCS-{seq:4}-{seq:4}-{check}",
      "szcs-{seq:4}-{check}",
      "思州-{seq:4}-{check}", "SZCS-{seq:9}-{check}", "SZCS-{month}-{seq:4}-{check}", "", "SZCS-{seq:4-{check}",
    ])
  func badRules(pattern: String) {
    #expect(throws: Refusal.self) { try NumberPattern(pattern) }
  }

  @Test("A series refuses the number that has no room, and a code that is none")
  func room() throws {
    let series = try NumberPattern("SZCS-{seq:3}-{check}").series(year: 2026)
    #expect(throws: Refusal.self) { try series.number(1_000) }
    #expect(throws: Refusal.self) { try series.number(0) }
    #expect(throws: Refusal.self) {
      try NumberPattern("{event}-{seq:3}-{check}").series(year: 2026, event: "hot")
    }
    #expect(throws: Refusal.self) { try NumberPattern("{level}-{seq:3}-{check}").series(year: 2026) }
  }

  @Test(
    "A number that resembles a state certificate or an identity card is refused",
    arguments: [
      // One letter and 21 digits, two letters and 20 digits, 16 digits, 18 digits (domain.md 4.1).
      "S00005200012325{seq:6}{check}", "S-0000-52-000123-25-{seq:6}-{check}", "SY0000520001232{seq:6}{check}",
      "20265226{seq:7}{check}", "522699199001{seq:5}{check}",
    ])
  func resemblance(pattern: String) throws {
    let series = try NumberPattern(pattern).series(year: 2026)
    #expect {
      try series.number(1)
    } throws: { error in
      (error as? Refusal)?.faults.map(\.code) == ["number-resembles-state"]
    }
  }

  @Test(
    "A typed number is read kindly",
    arguments: [
      "szcs-2026-0007-x", " SZCS－2026－0007－X ", "ＳＺＣＳ-2026-０００7-Ｘ", "SZCS—2026—0007—X", "SZCS 2026 0007 X",
    ])
  func typed(text: String) {
    #expect(plainNumber(text).filter { $0 != "-" } == "SZCS20260007X")
  }
}
