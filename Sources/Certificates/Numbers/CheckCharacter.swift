// The check character at the end of a certificate number: ISO/IEC 7064, MOD 37,36.

/// The check character (`0-9A-Z`) for a number without it; hyphens do not count.
///
/// Nil where another character stands in it.
///
/// It finds every single wrong character and every swap of two neighbours but 36 of 22,680 (some pairs that
/// follow each other in the alphabet, such as 7 and 8, in one of 36 states): that is the limit of the
/// standard.
public func checkCharacter(for number: some StringProtocol) -> Character? {
  var state = 36
  for byte in number.utf8 where byte != 0x2D {
    guard let value = alphanumericValue(byte) else { return nil }
    let sum = (state + value) % 36
    state = (sum == 0 ? 36 : sum) * 2 % 37
  }
  let value = (37 - state) % 36
  return Character(Unicode.Scalar(UInt8(value < 10 ? 0x30 + value : 0x37 + value)))
}

/// Whether the last character of a number is its check character.
public func hasRightCheckCharacter(_ number: some StringProtocol) -> Bool {
  guard let last = number.last, number.utf8.count > 1 else { return false }
  return checkCharacter(for: number.dropLast()) == last
}

private func alphanumericValue(_ byte: UInt8) -> Int? {
  switch byte {
  case 0x30...0x39: Int(byte) - 0x30
  case 0x41...0x5A: Int(byte) - 0x41 + 10
  default: nil
  }
}

/// A number as somebody typed it, in the form in which numbers are kept: full-width characters and any dash
/// folded, spaces left out, upper case.
public func plainNumber(_ typed: some StringProtocol) -> String {
  var plain = String.UnicodeScalarView()
  for scalar in typed.unicodeScalars where !scalar.properties.isWhitespace {
    switch scalar.value {
    case 0x2010...0x2015, 0x2212, 0xFF0D, 0x2014: plain.append("-")
    case 0xFF01...0xFF5E: plain.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
    default: plain.append(scalar)
    }
  }
  return String(plain).uppercased()
}
