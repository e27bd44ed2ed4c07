// The 18 characters of a resident's identity number (GB 11643): area, birthday, order, check character.

/// A resident's identity number whose birthday is a day of the calendar and whose check character is right.
///
/// Its description is masked, so that a log or an error never shows the number; `text` is the number itself.
public struct IDNumber: Hashable, Sendable, CustomStringConvertible {
  /// 17 digits and a digit or `X`, always upper case.
  public let text: String
  /// The birthday that the number says.
  public let birthday: Day

  /// Reads a number as people type it: spaces around it, full-width digits and a lower-case `x` are fine.
  ///
  /// Refused with all that is wrong: its length, its characters, its date, its check character.
  public init(_ typed: some StringProtocol) throws(Refusal) {
    let text = typed.foldedToPlain.uppercased()
    let bytes = Array(text.utf8)
    guard bytes.count == 18 else {
      throw Refusal(
        Fault(
          "id-number-length", zh: "身份证号应为 18 位，现为 \(text.count) 位",
          en: "an identity number has 18 characters, this one has \(text.count)",
          suggestion: bytes.count == 15
            ? Words(zh: "15 位旧号已停用，请填 18 位新号", en: "15-digit numbers are no longer in use; take the new one")
            : Words(zh: "核对证件原件", en: "compare it with the card")))
    }
    guard bytes.dropLast().allSatisfy({ (0x30...0x39).contains($0) }),
      (0x30...0x39).contains(bytes[17]) || bytes[17] == 0x58
    else {
      throw Refusal(
        Fault(
          "id-number-characters", zh: "身份证号前 17 位应为数字，末位为数字或 X",
          en: "an identity number is 17 digits and then a digit or X",
          suggestion: Words(zh: "核对证件原件", en: "compare it with the card")))
    }
    let digits = bytes.map { Int($0) - 0x30 }
    var faults: [Fault] = []
    let day = Day(
      year: IDNumber.number(digits[6..<10]), month: IDNumber.number(digits[10..<12]),
      day: IDNumber.number(digits[12..<14]))
    if day == nil {
      faults.append(
        Fault(
          "id-number-date", zh: "身份证号中的出生日期不存在", en: "the birthday in the identity number is no day",
          suggestion: Words(zh: "核对第 7 至 14 位", en: "compare characters 7 to 14")))
    }
    if IDNumber.check(digits) != bytes[17] {
      faults.append(
        Fault(
          "id-number-check", zh: "身份证号末位校验不符",
          en: "the last character of the identity number does not fit the others",
          suggestion: Words(zh: "多半有一位抄错，逐位核对", en: "one digit is probably wrong; compare them one by one")))
    }
    guard faults.isEmpty, let day else { throw Refusal(faults) }
    self.text = text
    birthday = day
  }

  /// The number with its check character put behind; nil where `area` is not six digits or `order` not 0...999.
  public init?(area: String, birthday: Day, order: Int) {
    guard area.utf8.count == 6, area.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      (0...999).contains(order)
    else { return nil }
    let date = birthday.text.filter { $0 != "-" }
    let body = area + date + String(String(order + 1_000).dropFirst())
    guard body.utf8.count == 17 else { return nil }
    let check = IDNumber.check(body.utf8.map { Int($0) - 0x30 })
    text = body + String(UnicodeScalar(check))
    self.birthday = birthday
  }

  /// The six digits of the county where the number was first given.
  public var area: String { String(text.prefix(6)) }

  /// The 17th digit is odd.
  public var isMale: Bool { (text.utf8.dropLast().last ?? 0) % 2 == 1 }

  /// Full years on `day`; somebody born on 29 February has the birthday on 1 March in other years.
  public func age(on day: Day) -> Int {
    let (born, now) = (birthday.parts, day.parts)
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day) ? 1 : 0)
  }

  /// What is odd but no reason to refuse: an area that no table of provinces knows, a birthday after `today` or before 1900.
  public func warnings(today: Day) -> [Fault] {
    var warnings: [Fault] = []
    if !IDNumber.provinces.contains(String(text.prefix(2))) {
      warnings.append(
        Fault(
          "id-number-area", zh: "身份证号前两位 \(text.prefix(2)) 不是已知的省级代码",
          en: "\(text.prefix(2)) at the start of the identity number is no known province"))
    }
    if birthday > today {
      warnings.append(
        Fault(
          "id-number-future", zh: "身份证号中的出生日期在今天之后", en: "the birthday in the identity number is yet to come")
      )
    }
    if birthday.parts.year < 1_900 {
      warnings.append(
        Fault(
          "id-number-old", zh: "身份证号中的出生年份早于 1900 年", en: "the birthday in the identity number is before 1900"
        ))
    }
    return warnings
  }

  public var description: String { Masking.idNumber(text) }

  private static func number(_ digits: ArraySlice<Int>) -> Int { digits.reduce(0) { $0 * 10 + $1 } }

  /// ISO 7064 MOD 11-2 over the first 17 digits.
  private static func check(_ digits: [Int]) -> UInt8 {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(weights, digits).reduce(0) { $0 + $1.0 * $1.1 }
    return Array("10X98765432".utf8)[sum % 11]
  }

  /// First two digits by GB/T 2260, with 83 for residents of Taiwan.
  private static let provinces: Set<String> = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
  ]
}
