// Whole numbers of known scale and bounds: an exact value in one machine word, proven to fit before any mark is read.

import Basics
import Rubrics

/// What a register of the flat path may hold: the value is the register over `scale`, the register from `low` to `high`.
///
/// Every operation gives nil where the result might not fit; then the rubric is left to the general evaluator.
struct FlatNumber: Hashable, Sendable {
  var scale: Int
  var low: Int
  var high: Int

  /// Registers stay a factor of four inside the machine word, so that adding two never overflows.
  static let most = Int.max / 4

  static let zero = FlatNumber(scale: 1, low: 0, high: 0)

  var fits: Bool { scale > 0 && low >= -Self.most && high <= Self.most && scale <= Self.most && low <= high }

  /// The exact value of a register.
  func exact(_ register: Int) -> Rational { Rational(Int128(register), over: Int128(scale)) }

  /// The register of an exact value; nil where it is no whole number of this scale.
  func register(_ value: Rational) -> Int? {
    guard value.denominator > 0 else { return nil }
    let (product, over) = value.numerator.multipliedReportingOverflow(by: Int128(scale))
    guard !over, product % value.denominator == 0 else { return nil }
    return Int(exactly: product / value.denominator)
  }

  /// The product with a constant: the register times a whole number, on a new scale.
  func times(_ factor: Rational) -> (number: FlatNumber, by: Int)? {
    guard factor.denominator > 0, let top = Int(exactly: factor.numerator),
      let bottom = Int(exactly: factor.denominator)
    else { return nil }
    let (wide, over) = scale.multipliedReportingOverflow(by: bottom)
    guard !over else { return nil }
    let shared = greatestDivisor(top, wide)
    guard let ends = Self.ends(low, high, by: top / shared) else { return nil }
    let number = FlatNumber(scale: wide / shared, low: ends.low, high: ends.high)
    return number.fits ? (number, top / shared) : nil
  }

  /// The same value on a finer scale, which must be a multiple of this one.
  func lifted(to finer: Int) -> (number: FlatNumber, by: Int)? {
    guard finer % scale == 0, let ends = Self.ends(low, high, by: finer / scale) else { return nil }
    let number = FlatNumber(scale: finer, low: ends.low, high: ends.high)
    return number.fits ? (number, finer / scale) : nil
  }

  /// The sum of two numbers on one scale.
  func plus(_ other: FlatNumber) -> FlatNumber? {
    guard scale == other.scale else { return nil }
    let sum = FlatNumber(scale: scale, low: low + other.low, high: high + other.high)
    return sum.fits ? sum : nil
  }

  /// The number after a rounding, and how a register gets there.
  func rounded(_ rule: Rounding) -> (number: FlatNumber, step: FlatStep)? {
    guard (0...9).contains(rule.decimals) else { return nil }
    let target = (0..<rule.decimals).reduce(1) { power, _ in power * 10 }
    let shared = greatestDivisor(target, scale)
    guard let ends = Self.ends(low, high, by: target / shared) else { return nil }
    let wide = FlatNumber(scale: target, low: ends.low, high: ends.high)
    guard wide.fits else { return nil }
    let step = FlatStep(by: target / shared, over: scale / shared, mode: rule.mode)
    let number = FlatNumber(scale: target, low: step(low), high: step(high))
    return number.fits ? (number, step) : nil
  }

  private static func ends(_ low: Int, _ high: Int, by factor: Int) -> (low: Int, high: Int)? {
    let (x, overX) = low.multipliedReportingOverflow(by: factor)
    let (y, overY) = high.multipliedReportingOverflow(by: factor)
    guard !overX, !overY else { return nil }
    return (min(x, y), max(x, y))
  }
}

/// The finest of several scales that are all divisors of it; nil where it is too large.
func commonScale(_ scales: [Int]) -> Int? {
  var common = 1
  for scale in scales {
    let (product, over) = (common / greatestDivisor(common, scale)).multipliedReportingOverflow(by: scale)
    guard !over, product <= FlatNumber.most else { return nil }
    common = product
  }
  return common
}

/// The greatest common divisor, at least 1.
func greatestDivisor(_ a: Int, _ b: Int) -> Int {
  var (x, y) = (a.magnitude, b.magnitude)
  while y != 0 { (x, y) = (y, x % y) }
  return x == 0 ? 1 : Int(x)
}

/// One step of a register: times a whole number, then divided and rounded where the divisor is not 1.
struct FlatStep: Hashable, Sendable {
  var by: Int
  var over: Int = 1
  var mode = RoundingMode.halfUp

  @inline(__always)
  func callAsFunction(_ register: Int) -> Int {
    let product = register &* by
    guard over != 1 else { return product }
    let quotient = product / over
    let rest = product &- quotient &* over
    guard rest != 0 else { return quotient }
    let away: Bool
    switch mode {
    case .down: away = false
    case .up: away = true
    case .halfUp: away = rest.magnitude &* 2 >= UInt(bitPattern: over)
    case .halfEven:
      let twice = rest.magnitude &* 2
      away = twice > UInt(bitPattern: over) || (twice == UInt(bitPattern: over) && quotient & 1 != 0)
    }
    return away ? quotient &+ (product < 0 ? -1 : 1) : quotient
  }
}
