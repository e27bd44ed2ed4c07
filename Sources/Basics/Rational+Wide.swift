// Fractions beyond 128 bits: still exact and in lowest terms, only slower; most go back to 128 bits when they are rounded.

/// A fraction in lowest terms whose numerator or denominator is beyond 128 bits.
final class WideFraction: Hashable, Sendable {
  let isNegative: Bool
  let numerator: WideInteger
  let denominator: WideInteger

  init(isNegative: Bool, numerator: WideInteger, denominator: WideInteger) {
    self.isNegative = isNegative
    self.numerator = numerator
    self.denominator = denominator
  }

  static func == (left: WideFraction, right: WideFraction) -> Bool {
    left.isNegative == right.isNegative && left.numerator == right.numerator
      && left.denominator == right.denominator
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(isNegative)
    hasher.combine(numerator)
    hasher.combine(denominator)
  }
}

extension Rational {
  /// No numerator and no denominator may be longer, so that nobody's numbers cost the program more than a moment.
  static let mostBits = 1 << 16

  /// The value as a wide fraction; it must not be the overflow value.
  private var widened: WideFraction {
    wide
      ?? WideFraction(
        isNegative: numerator < 0, numerator: WideInteger(numerator.magnitude),
        denominator: WideInteger(denominator.magnitude))
  }

  /// A fraction in lowest terms in the form that holds it.
  private init(_ isNegative: Bool, _ numerator: WideInteger, lowestOver denominator: WideInteger) {
    if let top = numerator.narrow.flatMap({ Int128(exactly: $0) }),
      let bottom = denominator.narrow.flatMap({ Int128(exactly: $0) })
    {
      self.init(raw: isNegative ? -top : top, bottom)
    } else if numerator.bitWidth > Rational.mostBits || denominator.bitWidth > Rational.mostBits {
      self = .overflow
    } else {
      self.init(
        wide: WideFraction(isNegative: isNegative, numerator: numerator, denominator: denominator))
    }
  }

  /// A fraction of decimal digits; nil where they are none, or the denominator is zero.
  init?(isNegative: Bool, digits top: some StringProtocol, over bottom: some StringProtocol) {
    guard let numerator = WideInteger(digits: top), let denominator = WideInteger(digits: bottom),
      !denominator.isZero
    else { return nil }
    let shared = WideInteger.gcd(numerator, denominator)
    self.init(
      isNegative, numerator.divided(by: shared).quotient,
      lowestOver: denominator.divided(by: shared).quotient)
  }

  /// The sum; only what the denominators share is looked for in it, which keeps long sums of small fractions quick.
  static func wideSum(_ left: Rational, _ right: Rational) -> Rational {
    if left.isOverflow || right.isOverflow { return .overflow }
    let (a, b) = (left.widened, right.widened)
    let shared = WideInteger.gcd(a.denominator, b.denominator)
    let rest = a.denominator.divided(by: shared).quotient
    let first = a.numerator * b.denominator.divided(by: shared).quotient
    let second = b.numerator * rest
    var isNegative = a.isNegative
    let top: WideInteger
    if a.isNegative == b.isNegative {
      top = first + second
    } else if first >= second {
      top = first - second
    } else {
      top = second - first
      isNegative = b.isNegative
    }
    guard !top.isZero else { return .zero }
    let common = WideInteger.gcd(top, shared)
    return Rational(
      isNegative, top.divided(by: common).quotient,
      lowestOver: rest * b.denominator.divided(by: common).quotient)
  }

  static func wideProduct(_ left: Rational, _ right: Rational) -> Rational {
    if left.isOverflow || right.isOverflow { return .overflow }
    let (a, b) = (left.widened, right.widened)
    guard !a.numerator.isZero, !b.numerator.isZero else { return .zero }
    let one = WideInteger.gcd(a.numerator, b.denominator)
    let other = WideInteger.gcd(b.numerator, a.denominator)
    return Rational(
      a.isNegative != b.isNegative,
      a.numerator.divided(by: one).quotient * b.numerator.divided(by: other).quotient,
      lowestOver: a.denominator.divided(by: other).quotient * b.denominator.divided(by: one).quotient)
  }

  /// One divided by the value; `overflow` where it is zero.
  static func wideInverse(_ value: Rational) -> Rational {
    guard !value.isOverflow else { return .overflow }
    let own = value.widened
    guard !own.numerator.isZero else { return .overflow }
    return Rational(own.isNegative, own.denominator, lowestOver: own.numerator)
  }

  static func widePrecedes(_ left: Rational, _ right: Rational) -> Bool {
    if left.isOverflow || right.isOverflow { return false }
    let (a, b) = (left.widened, right.widened)
    if a.isNegative != b.isNegative { return a.isNegative }
    let (x, y) = (a.numerator * b.denominator, b.numerator * a.denominator)
    return a.isNegative ? y < x : x < y
  }

  func wideRounded(to decimals: Int, _ mode: RoundingMode) -> Rational {
    guard !isOverflow else { return .overflow }
    let own = widened
    let scale = WideInteger.power(of: decimals)
    let (whole, rest) = (own.numerator * scale).divided(by: own.denominator)
    var quotient = whole
    if !rest.isZero {
      let twice = rest + rest
      let away =
        switch mode {
        case .down: false
        case .up: true
        case .halfUp: twice >= own.denominator
        case .halfEven:
          twice > own.denominator || twice == own.denominator && (quotient.limbs.first ?? 0) % 2 == 1
        }
      if away { quotient = quotient + WideInteger(1) }
    }
    let shared = WideInteger.gcd(quotient, scale)
    return Rational(
      own.isNegative, quotient.divided(by: shared).quotient, lowestOver: scale.divided(by: shared).quotient)
  }

  /// The digits in front of the point and behind it, where the value has no more than `decimals` of them.
  func wideText(decimals: Int) -> String? {
    guard !isOverflow else { return nil }
    let own = widened
    let (units, rest) = (own.numerator * WideInteger.power(of: decimals)).divided(by: own.denominator)
    guard rest.isZero else { return nil }
    return Rational.text(digits: units.description, decimals: decimals, isNegative: own.isNegative)
  }

  /// `n/d` with all digits.
  var wideFractionText: String {
    let own = widened
    return "\(own.isNegative ? "-" : "")\(own.numerator)/\(own.denominator)"
  }
}
