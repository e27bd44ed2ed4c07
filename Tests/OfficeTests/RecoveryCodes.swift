// The recovery code: what was printed is read back, and a slip of the pen is named by its group.

import Basics
import Office
import Testing

@Suite("The recovery code")
struct RecoveryCodes {
  static let vault = (0..<32).map { UInt8($0 * 7 % 256) }
  static let issuer = (0..<32).map { UInt8(255 - $0) }
  let code = RecoveryCode(vault: vault, issuer: issuer)

  func read(_ text: String) throws -> RecoveryCode { try RecoveryCode(typed: text) }

  /// The entries (group numbers) of the faults; empty where it is read.
  func wrong(_ groups: [String]) -> [String] {
    do {
      _ = try read(groups.joined(separator: " "))
      return []
    } catch let refusal as Refusal {
      return refusal.faults.map { $0.entry ?? $0.code }
    } catch {
      return ["\(error)"]
    }
  }

  @Test("Both keys come back from 28 groups of five, whatever the spacing and the case")
  func back() throws {
    #expect(code.groups.count == 28)
    #expect(code.groups.allSatisfy { $0.count == 5 })
    #expect(try read(code.lines.joined(separator: "\n")) == code)
    #expect(try read(code.groups.joined(separator: "-").lowercased()) == code)
    #expect(try read(code.groups.joined()) == code)
  }

  @Test("A demonstration's code is shorter and holds no signing key")
  func sample() throws {
    let short = RecoveryCode(vault: Self.vault, issuer: nil)
    #expect(short.groups.count == 16)
    #expect(try read(short.lines.joined(separator: "\n")) == short)
  }

  @Test("O is read as 0, I and L as 1")
  func lookalikes() throws {
    let text = code.groups.joined(separator: " ").replacing("0", with: "O").replacing("1", with: "l")
    #expect(try read(text) == code)
  }

  @Test("Any other character anywhere is found and its group is named")
  func everyCharacter() {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    for place in code.groups.indices {
      for position in 0..<5 {
        var groups = code.groups
        var characters = Array(groups[place])
        let other = alphabet[
          (alphabet.firstIndex(of: characters[position]) ?? 0).advanced(by: 1 + place + position) % 32]
        guard other != characters[position] else { continue }
        characters[position] = other
        groups[place] = String(characters)
        #expect(wrong(groups) == [String(place + 1)])
      }
    }
  }

  @Test("Two neighbours that changed places within a group are found")
  func swappedCharacters() {
    for place in code.groups.indices {
      for position in 0..<4 {
        var groups = code.groups
        var characters = Array(groups[place])
        guard characters[position] != characters[position + 1] else { continue }
        characters.swapAt(position, position + 1)
        groups[place] = String(characters)
        #expect(wrong(groups) == [String(place + 1)])
      }
    }
  }

  @Test("Two groups that changed places are both named")
  func swappedGroups() {
    var groups = code.groups
    groups.swapAt(4, 9)
    #expect(wrong(groups) == ["5", "10"])
  }

  @Test("A group that was left out is told by where nothing fits any more")
  func leftOut() {
    var groups = code.groups
    groups.remove(at: 11)
    #expect(wrong(groups) == ["12"])
    #expect(wrong(Array(code.groups.prefix(20))) == ["code-length"])
    #expect(wrong([]) == ["code-length"])
  }

  @Test("A group with too few or impossible characters is named")
  func short() {
    var groups = code.groups
    groups[6].removeLast()
    groups[20] = "UUUUU"
    #expect(wrong(groups) == ["7", "21"])
  }
}
