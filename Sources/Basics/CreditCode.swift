// The unified social credit code of an organisation (GB 32100-2015): 18 characters with two check characters.

/// A unified social credit code (统一社会信用代码) whose last character fits the others.
public struct CreditCode: Hashable, Sendable, CustomStringConvertible {
  /// 18 characters of `0-9A-HJ-NP-RTUWXY`, upper case.
  public let text: String

  /// What the register's department and kind say about the organisation.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case enterprise
    case individualBusiness = "individual-business"
    case cooperative
    case other
  }

  /// Reads a code as people type it: spaces around it, full-width characters and lower case are fine.
  ///
  /// Refused: a wrong length, a character that the code does not know (I, O, S, V, Z among them), a wrong check character.
  public init(_ typed: some StringProtocol) throws(Refusal) {
    let text = typed.foldedToPlain.uppercased()
    guard text.utf8.count == 18 else {
      throw Refusal(
        Fault(
          "credit-code-length", zh: "统一社会信用代码应为 18 位，现为 \(text.count) 位",
          en: "a social credit code has 18 characters, this one has \(text.count)",
          suggestion: text.utf8.count == 15
            ? Words(
              zh: "这是旧的 15 位注册号，请按营业执照填 18 位代码",
              en: "this is an old registration number; take the code of the licence")
            : Words(zh: "核对营业执照", en: "compare it with the licence")))
    }
    let values = text.utf8.compactMap { CreditCode.alphabet.firstIndex(of: $0) }
    guard values.count == 18 else {
      throw Refusal(
        Fault(
          "credit-code-characters", zh: "统一社会信用代码只含数字和大写字母，不含 I、O、S、V、Z",
          en: "a social credit code has digits and capital letters without I, O, S, V, Z",
          suggestion: Words(
            zh: "核对是否把 0 写成 O、把 1 写成 I", en: "look for a letter O in place of 0, or I in place of 1")))
    }
    guard CreditCode.check(values) == values[17] else {
      throw Refusal(
        Fault(
          "credit-code-check", zh: "统一社会信用代码末位校验不符",
          en: "the last character of the social credit code does not fit the others",
          suggestion: Words(
            zh: "多半有一位抄错，逐位核对", en: "one character is probably wrong; compare them one by one")))
    }
    self.text = text
  }

  /// The code of `department` and `kind` (one character each), `area` (six digits) and the first eight characters of the organisation.
  ///
  /// Both check characters are put in; nil where a part has another length or an unknown character.
  public init?(department: Character, kind: Character, area: String, organisation: String) {
    guard area.utf8.count == 6, organisation.utf8.count == 8 else { return nil }
    let inner = Array(organisation.utf8)
    guard let innerCheck = CreditCode.organisationCheck(inner) else { return nil }
    let body = "\(department)\(kind)" + area + organisation + String(UnicodeScalar(innerCheck))
    let values = body.utf8.compactMap { CreditCode.alphabet.firstIndex(of: $0) }
    guard values.count == 17, body.utf8.count == 17 else { return nil }
    text = body + String(UnicodeScalar(CreditCode.alphabet[CreditCode.check(values)]))
  }

  /// The six digits of the place of registration.
  public var area: String { String(text.dropFirst(2).prefix(6)) }

  /// The nine characters of the organisation (GB 11714).
  public var organisation: String { String(text.dropFirst(8).prefix(9)) }

  public var kind: Kind {
    switch text.prefix(2) {
    case "91": .enterprise
    case "92": .individualBusiness
    case "93": .cooperative
    default: .other
    }
  }

  /// What is odd but no reason to refuse: an inner check character (GB 11714) that does not fit, or a department that the market regulator is not.
  public var warnings: [Fault] {
    var warnings: [Fault] = []
    let inner = Array(organisation.utf8)
    if CreditCode.organisationCheck(inner.dropLast()) != inner.last {
      warnings.append(
        Fault(
          "credit-code-organisation", zh: "第 9 至 17 位（组织机构代码）的校验位不符",
          en: "the organisation code inside (characters 9 to 17) has a check character that does not fit",
          suggestion: Words(zh: "核对营业执照", en: "compare it with the licence")))
    }
    if kind == .other {
      warnings.append(
        Fault(
          "credit-code-kind", zh: "开头两位 \(text.prefix(2)) 不是企业、个体工商户或农民专业合作社",
          en:
            "\(text.prefix(2)) at the start is neither an enterprise, an individual business nor a cooperative"
        ))
    }
    return warnings
  }

  public var description: String { text }

  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// The value of the check character: 31 less the weighted sum, modulo 31 twice so that a sum of 0 gives 0.
  private static func check(_ values: [Int]) -> Int {
    let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    let sum = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
    return (31 - sum % 31) % 31
  }

  /// GB 11714: digits and A-Z count 0...35, weights 3 7 9 10 5 8 4 2, modulo 11; 10 is written X.
  private static func organisationCheck(_ first: some Collection<UInt8>) -> UInt8? {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2]
    guard first.count == weights.count else { return nil }
    var sum = 0
    for (weight, byte) in zip(weights, first) {
      switch byte {
      case 0x30...0x39: sum += weight * Int(byte - 0x30)
      case 0x41...0x5A: sum += weight * (Int(byte - 0x41) + 10)
      default: return nil
      }
    }
    let value = (11 - sum % 11) % 11
    return value == 10 ? 0x58 : UInt8(0x30 + value)
  }
}
