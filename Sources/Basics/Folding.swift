// What people type in a hurry, made plain: full-width digits, points and spaces around ids and numbers (never in names).

extension StringProtocol {
  /// Without spaces at both ends (full-width ones included), and with full-width ASCII made plain.
  public var foldedToPlain: String {
    var plain = true
    for byte in utf8 where byte >= 0x80 || byte <= 0x20 {
      plain = false
      break
    }
    if plain { return String(self) }
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3002: scalars.append(".")
      case 0x3000, 0xFEFF: scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    return String(scalars).trimmed
  }

  /// Without white space at both ends.
  public var trimmed: String {
    let isSpace: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
    var rest = self[...]
    while let first = rest.first, isSpace(first) { rest = rest.dropFirst() }
    while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
    return String(rest)
  }
}
