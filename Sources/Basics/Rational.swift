// Exact fractions of whole numbers, so that means and products carry no error until a rubric says "round here".

/// How a number is brought to fewer decimals.
public enum RoundingMode: String, Hashable, Sendable, CaseIterable {
  /// Halves away from zero: 88.125 -> 88.13, -88.125 -> -88.13.
  case halfUp = "half-up"
  /// Halves to the even neighbour: 88.125 -> 88.12.
  case halfEven = "half-even"
  /// Towards zero.
  case down
  /// Away from zero.
  case up
}

/// An exact fraction in lowest terms.
///
/// Beyond 128 bits it goes on in a wider form, as exact and slower. Division by zero and numbers of more than 65,536
/// bits give `overflow`, which stays so and is never a number.
public struct Rational: Hashable, Sendable {
  /// The numerator carries the sign; 0 where the value needs more than 128 bits.
  public let numerator: Int128
  /// Above zero; 0 where the value needs more than 128 bits, and for the overflow value.
  public let denominator: Int128
  /// The value where it needs more than 128 bits.
  let wide: WideFraction?

  /// The result of a division by zero and of arithmetic without end; whoever meets it reports a fault instead.
  public static let overflow = Rational(raw: 0, 0)
  public static let zero = Rational(raw: 0, 1)
  public static let one = Rational(raw: 1, 1)

  init(raw numerator: Int128, _ denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
    wide = nil
  }

  init(wide: WideFraction) {
    numerator = 0
    denominator = 0
    self.wide = wide
  }

  /// A fraction; `overflow` where the denominator is zero.
  public init(_ numerator: Int128, over denominator: Int128 = 1) {
    guard denominator != 0, numerator != .min, denominator != .min else {
      self = .overflow
      return
    }
    let sign: Int128 = denominator < 0 ? -1 : 1
    let divisor = Rational.gcd(numerator.magnitude, denominator.magnitude)
    self.init(raw: sign * numerator / Int128(divisor), sign * denominator / Int128(divisor))
  }

  public init(_ whole: Int) { self.init(raw: Int128(whole), 1) }

  public var isOverflow: Bool { denominator == 0 && wide == nil }
  public var isWhole: Bool { denominator == 1 || wide?.denominator == WideInteger(1) }
  public var isNegative: Bool { numerator < 0 || wide?.isNegative ?? false }

  private static func gcd(_ a: UInt128, _ b: UInt128) -> UInt128 {
    if a <= UInt64.max, b <= UInt64.max {
      // The common case, several times faster than 128-bit division.
      var (x, y) = (UInt64(a), UInt64(b))
      while y != 0 { (x, y) = (y, x % y) }
      return UInt128(x == 0 ? 1 : x)
    }
    var (x, y) = (a, b)
    while y != 0 { (x, y) = (y, x % y) }
    return x == 0 ? 1 : x
  }
}

extension Rational: Comparable {
  public static func < (left: Rational, right: Rational) -> Bool {
    if left.wide != nil || right.wide != nil { return widePrecedes(left, right) }
    if left.denominator == right.denominator { return left.numerator < right.numerator }
    let (a, overA) = left.numerator.multipliedReportingOverflow(by: right.denominator)
    let (b, overB) = right.numerator.multipliedReportingOverflow(by: left.denominator)
    if !overA, !overB { return a < b }
    let wideLeft = left.numerator.multipliedFullWidth(by: right.denominator)
    let wideRight = right.numerator.multipliedFullWidth(by: left.denominator)
    return wideLeft.high != wideRight.high ? wideLeft.high < wideRight.high : wideLeft.low < wideRight.low
  }
}

extension Rational {
  public static func + (left: Rational, right: Rational) -> Rational {
    if left.denominator == 0 || right.denominator == 0 { return wideSum(left, right) }
    if left.denominator == right.denominator {
      let (sum, over) = left.numerator.addingReportingOverflow(right.numerator)
      return over || sum == .min ? wideSum(left, right) : Rational(sum, over: left.denominator)
    }
    let shared = Int128(gcd(left.denominator.magnitude, right.denominator.magnitude))
    let (a, overA) = left.numerator.multipliedReportingOverflow(by: right.denominator / shared)
    let (b, overB) = right.numerator.multipliedReportingOverflow(by: left.denominator / shared)
    let (sum, overSum) = a.addingReportingOverflow(b)
    let (bottom, overBottom) = left.denominator.multipliedReportingOverflow(by: right.denominator / shared)
    return overA || overB || overSum || overBottom || sum == .min || bottom == .min
      ? wideSum(left, right) : Rational(sum, over: bottom)
  }

  public static prefix func - (value: Rational) -> Rational {
    guard let wide = value.wide else {
      return value.isOverflow ? .overflow : Rational(raw: -value.numerator, value.denominator)
    }
    return Rational(
      wide: WideFraction(
        isNegative: !wide.isNegative, numerator: wide.numerator, denominator: wide.denominator))
  }

  public static func - (left: Rational, right: Rational) -> Rational { left + (-right) }

  public static func * (left: Rational, right: Rational) -> Rational {
    if left.denominator == 0 || right.denominator == 0 { return wideProduct(left, right) }
    let first = Rational(left.numerator, over: right.denominator)
    let second = Rational(right.numerator, over: left.denominator)
    let (top, overTop) = first.numerator.multipliedReportingOverflow(by: second.numerator)
    let (bottom, overBottom) = first.denominator.multipliedReportingOverflow(by: second.denominator)
    return overTop || overBottom || top == .min ? wideProduct(left, right) : Rational(raw: top, bottom)
  }

  /// `overflow` where the divisor is zero.
  public static func / (left: Rational, right: Rational) -> Rational {
    if right.wide != nil { return left * wideInverse(right) }
    return right.numerator == 0 || right.isOverflow
      ? .overflow : left * Rational(right.denominator, over: right.numerator)
  }

  public static func / (left: Rational, right: Int) -> Rational { left / Rational(right) }
  public static func += (left: inout Rational, right: Rational) { left = left + right }
  public static func -= (left: inout Rational, right: Rational) { left = left - right }
}

// Rounding and text.
extension Rational {
  /// The nearest multiple of 10^-decimals by `mode`.
  public func rounded(to decimals: Int, _ mode: RoundingMode = .halfUp) -> Rational {
    guard denominator != 0 else { return wideRounded(to: decimals, mode) }
    let scale = Rational.power(decimals)
    let (scaled, over) = numerator.multipliedReportingOverflow(by: scale)
    guard !over else { return wideRounded(to: decimals, mode) }
    let (quotient, rest) = scaled.quotientAndRemainder(dividingBy: denominator)
    guard rest != 0 else { return Rational(quotient, over: scale) }
    let away: Bool
    switch mode {
    case .down: away = false
    case .up: away = true
    case .halfUp, .halfEven:
      let twice = rest.magnitude.multipliedReportingOverflow(by: 2)
      if twice.overflow || twice.partialValue > denominator.magnitude {
        away = true
      } else if twice.partialValue < denominator.magnitude {
        away = false
      } else {
        away = mode == .halfUp || quotient % 2 != 0
      }
    }
    return Rational(quotient + (away ? (numerator < 0 ? -1 : 1) : 0), over: scale)
  }

  /// The largest whole number not above the value; nil on overflow or beyond 64 bits.
  public var floor: Int? {
    guard denominator != 0 else { return narrowed(isNegative ? .up : .down)?.floor }
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return Int(exactly: rest < 0 ? quotient - 1 : quotient)
  }

  /// The smallest whole number not below the value; nil on overflow or beyond 64 bits.
  public var ceiling: Int? {
    guard denominator != 0 else { return narrowed(isNegative ? .down : .up)?.ceiling }
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return Int(exactly: rest > 0 ? quotient + 1 : quotient)
  }

  /// A wide value as a whole number, where 128 bits hold that.
  private func narrowed(_ mode: RoundingMode) -> Rational? {
    let whole = wideRounded(to: 0, mode)
    return whole.denominator == 0 ? nil : whole
  }

  /// Exactly `decimals` places; nil where the value does not fit them or is the overflow value.
  public func text(decimals: Int) -> String? {
    guard denominator != 0 else { return wideText(decimals: decimals) }
    let scale = Rational.power(decimals)
    let (scaled, over) = numerator.multipliedReportingOverflow(by: scale)
    guard !over else { return wideText(decimals: decimals) }
    guard scaled % denominator == 0 else { return nil }
    let units = scaled / denominator
    return Rational.text(digits: String(units.magnitude), decimals: decimals, isNegative: units < 0)
  }

  /// Digits of a whole count of 10^-decimals with the point put in.
  static func text(digits: String, decimals: Int, isNegative: Bool) -> String {
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = isNegative ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// The shortest decimal where there is one (up to 18 places), else `n/d` in lowest terms.
  public var text: String {
    if isOverflow { return "overflow" }
    if wide != nil, wideText(decimals: 18) == nil { return wideFractionText }
    for decimals in 0...18 {
      if let text = text(decimals: decimals) { return text }
    }
    if wide != nil { return wideFractionText }
    return "\(numerator)/\(denominator)"
  }

  private static func power(_ decimals: Int) -> Int128 {
    (0..<max(0, decimals)).reduce(Int128(1)) { power, _ in power * 10 }
  }
}

extension Rational: CustomStringConvertible {
  public var description: String { text }
}

extension Sequence where Element == Rational {
  /// The exact sum.
  public var sum: Rational { reduce(.zero, +) }
}
