// Reading an exact number back from the text that `Rational.text` wrote.

extension Rational {
  /// Reads `88.125`, `-3` and `261/3`; nil for anything else and for more than 30 digits before and behind the point; numerators and denominators may be longer.
  public init?(text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first else { return nil }
    if parts.count == 2, max(first.utf8.count, parts[1].utf8.count) > 30 {
      let isNegative = first.first == "-"
      guard text.utf8.count <= 50_000,
        let value = Rational(
          isNegative: isNegative, digits: isNegative ? first.dropFirst() : first[...], over: parts[1])
      else { return nil }
      self = value
      return
    }
    guard let top = Rational.decimal(first) else { return nil }
    guard parts.count == 2 else {
      self = top
      return
    }
    guard let bottom = Rational.decimal(parts[1]), top.isWhole, bottom.isWhole, bottom > .zero else {
      return nil
    }
    self = top / bottom
    guard !isOverflow else { return nil }
  }

  private static func decimal(_ text: some StringProtocol) -> Rational? {
    var rest = Substring(text)
    let negative = rest.first == "-"
    if negative { rest = rest.dropFirst() }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, parts.count == 1 || !parts[1].isEmpty,
      rest.utf8.count <= 31
    else { return nil }
    var digits: Int128 = 0
    var scale: Int128 = 1
    for (index, part) in parts.enumerated() {
      for byte in part.utf8 {
        guard (0x30...0x39).contains(byte) else { return nil }
        digits = digits * 10 + Int128(byte - 0x30)
        if index == 1 { scale *= 10 }
      }
    }
    return Rational(negative ? -digits : digits, over: scale)
  }
}
