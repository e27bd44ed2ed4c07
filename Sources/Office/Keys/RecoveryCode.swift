// The recovery code: the keys themselves on a sheet of paper, in groups that each notice a slip of the pen.

public import Basics

/// The keys of an installation as text for paper.
///
/// The code carries the keys, not a password for a file: any backup and this sheet are enough, there is no third thing
/// to lose. Whoever holds it holds the keys, so it belongs in a safe, away from the backups.
///
/// One byte for the kind, 32 for the vault's key, 32 for the signing key where there is one, then the beginning of
/// their SHA-256, in Crockford's base 32. Every four characters are followed by a check character over GF(32) that also
/// depends on the group's place: one wrong character, two swapped ones, and two swapped groups are always noticed.
public struct RecoveryCode: Hashable, Sendable {
  /// 32 bytes.
  public var vault: [UInt8]
  /// 32 bytes; nil in a demonstration, whose signing key everybody knows.
  public var issuer: [UInt8]?

  public init(vault: [UInt8], issuer: [UInt8]?) {
    self.vault = vault
    self.issuer = issuer
  }

  static let groupLength = 5
  private static let least = 4

  /// Groups of five, in upper case.
  public var groups: [String] {
    let body = [issuer == nil ? 2 : 1] + vault + (issuer ?? [])
    let padding = Self.least + (5 - (body.count + Self.least) % 5) % 5
    let digits = Self.digits(body + sha256(Array("sizhou keys".utf8) + body).prefix(padding))
    return stride(from: 0, to: digits.count, by: 4).map { start in
      let four = Array(digits[start..<start + 4])
      return Self.text(four + [Self.check(four, place: start / 4)])
    }
  }

  /// For print: four groups a line, the lines numbered.
  public var lines: [String] {
    let groups = groups
    return stride(from: 0, to: groups.count, by: 4).map { start in
      let number = start / 4 + 1
      return "\(number < 10 ? " " : "")\(number)   "
        + groups[start..<min(start + 4, groups.count)].joined(separator: "  ")
    }
  }

  /// Reads what somebody typed: any case, any spacing, O for 0, I and L for 1; line numbers are left out.
  /// - Throws: `Refusal` that names every group that is wrong, counted from 1.
  public init(typed text: String) throws(Refusal) {
    let groups = try Self.split(text)
    var digits: [UInt8] = []
    var wrong: [Int] = []
    for (place, group) in groups.enumerated() {
      let values = group.compactMap(Self.value)
      guard values.count == Self.groupLength, Self.check(Array(values.prefix(4)), place: place) == values[4]
      else {
        wrong.append(place + 1)
        continue
      }
      digits += values.prefix(4)
    }
    if let first = wrong.first, wrong.count > 3, wrong == Array(first...groups.count) {
      throw Refusal(
        Fault(
          "code-group", zh: "从第 \(first) 组“\(groups[first - 1])”起都对不上：大概漏抄或多抄了一组",
          en:
            "from group \(first) \"\(groups[first - 1])\" on nothing fits: a group was left out or written twice",
          suggestion: Words(zh: "从这一组开始对照纸上的恢复码", en: "compare with the paper from there on"),
          entry: String(first)))
    }
    guard wrong.isEmpty else { throw Refusal(wrong.map { Self.mistyped($0, groups[$0 - 1]) }) }
    let bytes = Self.bytes(digits)
    let length = bytes.first == 1 ? 65 : 33
    guard bytes.first == 1 || bytes.first == 2,
      bytes.count == length + Self.least + (5 - (length + Self.least) % 5) % 5
    else {
      throw Refusal(
        Fault(
          "code-length", zh: "恢复码不完整：只有 \(groups.count) 组",
          en: "the code is not complete: \(groups.count) groups",
          suggestion: Words(zh: "完整的恢复码有 28 组，每组 5 个字符", en: "a whole code has 28 groups of 5 characters")))
    }
    let body = Array(bytes.prefix(length))
    guard sha256(Array("sizhou keys".utf8) + body).starts(with: bytes.dropFirst(length)) else {
      throw Refusal(
        Fault(
          "code-wrong", zh: "恢复码不对：每一组看起来都对，合起来却不对", en: "every group looks right and the whole is not",
          suggestion: Words(zh: "请逐组对照纸上的恢复码", en: "compare it with the paper, group by group")))
    }
    vault = Array(body[1..<33])
    issuer = length == 65 ? Array(body[33..<65]) : nil
  }

  private static func mistyped(_ place: Int, _ group: String) -> Fault {
    let line = (place - 1) / 4 + 1
    return Fault(
      "code-group", zh: "第 \(place) 组“\(group)”有误（第 \(line) 行第 \((place - 1) % 4 + 1) 组）",
      en: "group \(place) \"\(group)\" is wrong (line \(line), number \((place - 1) % 4 + 1) in it)",
      suggestion: Words(zh: "对照纸上的这一组", en: "compare this group with the paper"), entry: String(place))
  }
}

extension RecoveryCode {
  /// Groups as typed; a code without spaces is cut into fives.
  private static func split(_ text: String) throws(Refusal) -> [String] {
    let words = text.uppercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
    // The line numbers of the printed sheet.
    let groups = words.filter { $0.utf8.count > 2 || Int($0) == nil }
    if groups.count == 1, let whole = groups.first, whole.utf8.count.isMultiple(of: groupLength) {
      let characters = Array(whole)
      return stride(from: 0, to: characters.count, by: groupLength).map {
        String(characters[$0..<$0 + groupLength])
      }
    }
    guard !groups.isEmpty else {
      throw Refusal(Fault("code-length", zh: "没有读到恢复码", en: "there is no code"))
    }
    return groups
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  private static func value(_ character: Character) -> UInt8? {
    let plain: Character =
      switch character {
      case "O": "0"
      case "I", "L": "1"
      default: character
      }
    return alphabet.firstIndex(of: plain).map { UInt8($0) }
  }

  private static func text(_ digits: [UInt8]) -> String { String(digits.map { alphabet[Int($0)] }) }

  /// Powers of a generator of GF(32) weigh the places; the group's own place is added.
  private static func check(_ digits: [UInt8], place: Int) -> UInt8 {
    var sum = UInt8((place + 1) & 31)
    var shift = 1
    for digit in digits {
      var term = digit
      // x^5 = x^2 + 1.
      for _ in 0..<shift { term = (term << 1 & 31) ^ (term & 16 == 0 ? 0 : 5) }
      sum ^= term
      shift += 1
    }
    return sum
  }

  private static func digits(_ bytes: [UInt8]) -> [UInt8] {
    var digits: [UInt8] = []
    var buffer = 0
    var bits = 0
    for byte in bytes {
      buffer = (buffer << 8 | Int(byte)) & 0xFFFF
      bits += 8
      while bits >= 5 {
        bits -= 5
        digits.append(UInt8(buffer >> bits & 31))
      }
    }
    return digits
  }

  private static func bytes(_ digits: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = 0
    var bits = 0
    for digit in digits {
      buffer = (buffer << 5 | Int(digit)) & 0xFFFF
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(buffer >> bits & 255))
      }
    }
    return bytes
  }
}
