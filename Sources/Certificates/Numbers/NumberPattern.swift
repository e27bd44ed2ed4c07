// The rule by which certificate numbers are made, such as `SZCS-{year}-{seq:4}-{check}`.

public import Basics

/// A number rule read from a rubric: capitals, digits, hyphens, and `{year}`, `{event}`, `{level}`,
/// `{seq:n}`, `{check}`.
///
/// `{seq:n}` (n from 3 to 8) stands once; `{check}` stands once and last.
public struct NumberPattern: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case literal(String)
    case year
    case event
    case level
    case sequence(digits: Int)
    case check
  }

  public let text: String
  let parts: [Part]

  /// Reads a rule; throws every fault of it at once.
  public init(_ text: String) throws(Refusal) {
    self.text = text
    var faults: [Fault] = []
    var parts: [Part] = []
    var rest = text[...]
    while let first = rest.first {
      if first == "{", let close = rest.firstIndex(of: "}") {
        let token = rest[rest.index(after: rest.startIndex)..<close]
        if let part = Self.part(token) {
          parts.append(part)
        } else {
          faults.append(Self.fault("不认识 {\(token)}", "unknown token {\(token)}"))
        }
        rest = rest[rest.index(after: close)...]
      } else {
        let end = rest.firstIndex(of: "{") ?? rest.endIndex
        let literal = rest[..<(end == rest.startIndex ? rest.index(after: end) : end)]
        if !literal.utf8.allSatisfy({ isNumberByte($0) }) {
          faults.append(
            Self.fault(
              "“\(literal)”只能用大写字母、数字和连字符", "\"\(literal)\" may hold capitals, digits and hyphens only"))
        }
        parts.append(.literal(String(literal)))
        rest = rest[literal.endIndex...]
      }
    }
    if parts.count(where: { if case .sequence = $0 { true } else { false } }) != 1 {
      faults.append(Self.fault("须有且只有一个 {seq:n}（n 为 3 到 8）", "{seq:n} with n from 3 to 8 must stand once"))
    }
    if parts.last != .check || parts.count(where: { $0 == .check }) != 1 {
      faults.append(Self.fault("{check} 须在末尾出现一次", "{check} must stand once, at the end"))
    }
    guard faults.isEmpty else { throw Refusal(faults) }
    self.parts = parts
  }

  private static func part(_ token: Substring) -> Part? {
    switch token {
    case "year": .year
    case "event": .event
    case "level": .level
    case "check": .check
    case "seq:3", "seq:4", "seq:5", "seq:6", "seq:7", "seq:8":
      token.last?.wholeNumberValue.map { .sequence(digits: $0) }
    default: nil
    }
  }

  private static func fault(_ zh: String, _ en: String) -> Fault {
    Fault(
      "number-pattern", zh: "编号规则：\(zh)", en: "number rule: \(en)",
      suggestion: Words(zh: "例如 SZCS-{year}-{seq:4}-{check}", en: "for example SZCS-{year}-{seq:4}-{check}"))
  }

  /// The series of numbers of one year, event and level.
  ///
  /// `event` and `level` are short codes (`0-9A-Z`, at most 8) and needed only where the rule names them.
  public func series(year: Int, event: String = "", level: String = "") throws(Refusal) -> NumberSeries {
    var faults: [Fault] = []
    var before = ""
    var after = ""
    var digits: Int?
    for part in parts {
      var piece = ""
      switch part {
      case .literal(let text): piece = text
      case .year: piece = String(year)
      case .event: piece = event
      case .level: piece = level
      case .sequence(let count):
        digits = count
        continue
      case .check: continue
      }
      if part == .event || part == .level, !Self.isCode(piece) {
        faults.append(
          Self.fault(
            "{event} 和 {level} 须为 1 到 8 个大写字母或数字，不能是“\(piece)”",
            "{event} and {level} need 1 to 8 capitals or digits, not \"\(piece)\""))
      }
      if digits == nil { before += piece } else { after += piece }
    }
    if !(2000...2999).contains(year) {
      faults.append(Self.fault("年份 \(year) 不对", "the year \(year) is wrong"))
    }
    guard faults.isEmpty, let digits else { throw Refusal(faults) }
    return NumberSeries(before: before, after: after, digits: digits)
  }

  private static func isCode(_ text: String) -> Bool {
    (1...8).contains(text.utf8.count) && text.utf8.allSatisfy { isNumberByte($0) && $0 != 0x2D }
  }
}

func isNumberByte(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x2D
}
