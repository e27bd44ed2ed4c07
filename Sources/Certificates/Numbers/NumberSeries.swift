// One running series of certificate numbers, and the state's formats that none of them may resemble.

public import Basics

/// The numbers that differ in their running part only.
///
/// They are given without gaps.
public struct NumberSeries: Hashable, Sendable {
  let before: String
  let after: String
  let digits: Int

  /// The name of the series' counter, for example `SZCS-2026-####-`.
  public var key: String { before + String(repeating: "#", count: digits) + after }

  /// The number at a place of the series, from 1, with its check character.
  public func number(_ sequence: Int) throws(Refusal) -> String {
    let text = String(sequence)
    guard sequence > 0, text.count <= digits else {
      throw Refusal(
        Fault(
          "number-exhausted", zh: "编号系列 \(key) 只有 \(digits) 位流水号，排不下第 \(sequence) 号",
          en: "the series \(key) has \(digits) running digits and no room for number \(sequence)",
          suggestion: Words(zh: "在评分规则中增加 {seq:n} 的位数", en: "raise n in {seq:n} of the rubric")))
    }
    let body = before + String(repeating: "0", count: digits - text.count) + text + after
    guard let check = checkCharacter(for: body) else {
      throw Refusal(
        Fault("number-characters", zh: "编号 \(body) 含有其他字符", en: "the number \(body) holds other characters"))
    }
    let number = body + String(check)
    if let fault = resemblance(number) { throw Refusal(fault) }
    return number
  }

  /// A fault where a number could be taken for one of the state's.
  ///
  /// Formats (domain.md 4.1): the skill-level certificate has one capital and 21 digits or two capitals and
  /// 20 digits; the old qualification certificate has 16 digits; a citizen's number has 18. The check
  /// character counts as a digit here, since its being a letter is chance.
  func resemblance(_ number: String) -> Fault? {
    let compact = Array(number.utf8.filter { $0 != 0x2D })
    let letters = compact.prefix { (0x41...0x5A).contains($0) }.count
    let digitsFollow = compact.dropFirst(letters).dropLast().allSatisfy { (0x30...0x39).contains($0) }
    let looksAlike =
      switch compact.count {
      case 22: letters <= 2 && digitsFollow
      case 15, 16, 18: letters == 0 && digitsFollow
      default: false
      }
    guard looksAlike else { return nil }
    return Fault(
      "number-resembles-state", zh: "编号 \(number) 与职业技能等级证书、职业资格证书或身份证号码的格式相近",
      en: "the number \(number) resembles the number of a state certificate or an identity card",
      suggestion: Words(zh: "使用本县前缀，例如 SZCS-", en: "use a prefix of the county's own, such as SZCS-"))
  }
}
