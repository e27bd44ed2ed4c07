// Estimated numbers in JSON: at most twelve significant digits, plain decimals where they can be, never NaN.

extension JSON {
  /// An estimate, such as a correlation or a standard error, with at most 12 significant digits.
  ///
  /// Null where there is none or it is not finite. Marks and results are exact and never pass through here.
  /// Between 0.000001 and 10^15 the number is written without an exponent.
  public static func real(_ value: Double?) -> JSON {
    guard let value, value.isFinite else { return .null }
    return .number(significant(value, digits: 12))
  }

  /// `value` as a JSON number with at most `digits` significant digits and no needless zeros.
  static func significant(_ value: Double, digits limit: Int) -> String {
    // The shortest decimal that reads back as the same number; cut from there.
    var (digits, point) = decimals(of: value.magnitude.description)
    if digits.count > limit {
      let up = digits[limit] >= 5
      digits = Array(digits[..<limit])
      if up {
        var place = limit - 1
        while place >= 0, digits[place] == 9 {
          digits[place] = 0
          place -= 1
        }
        if place >= 0 {
          digits[place] += 1
        } else {
          digits.insert(1, at: 0)
          point += 1
        }
      }
    }
    while digits.last == 0 { digits.removeLast() }
    guard !digits.isEmpty else { return "0" }
    let sign = value < 0 ? "-" : ""
    let text = digits.map(String.init).joined()
    if point > 15 || point < -5 {
      let rest = text.dropFirst()
      return sign + text.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e\(point - 1)"
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text }
    if digits.count <= point { return sign + text + String(repeating: "0", count: point - digits.count) }
    return sign + text.prefix(point) + "." + text.dropFirst(point)
  }

  /// The digits of a decimal text without leading zeros, and how far right of the first of them its point stands.
  private static func decimals(of text: String) -> (digits: [Int], point: Int) {
    var digits: [Int] = []
    var point = 0
    var isPastPoint = false
    let parts = text.split(separator: "e", maxSplits: 1)
    for byte in (parts.first ?? "").utf8 {
      if byte == 0x2E {
        isPastPoint = true
      } else if (0x30...0x39).contains(byte) {
        if byte == 0x30, digits.isEmpty {
          if isPastPoint { point -= 1 }
        } else {
          digits.append(Int(byte - 0x30))
          if !isPastPoint { point += 1 }
        }
      }
    }
    if parts.count == 2 { point += Int(parts[1]) ?? 0 }
    return (digits, point)
  }
}
