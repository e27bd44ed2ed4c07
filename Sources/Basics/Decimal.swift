// Exact decimals with a fixed number of places: marks in thousandths, weights and factors in millionths.

/// A decimal number kept as a whole count of its smallest unit.
public protocol FixedDecimal: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Number of decimal places that the type keeps.
  static var places: Int { get }
  /// The value in units of 10^-places.
  var units: Int { get }
  init(units: Int)
}

extension FixedDecimal {
  /// How many units make 1.
  public static var one: Int { (0..<places).reduce(1) { power, _ in power * 10 } }

  public static func < (left: Self, right: Self) -> Bool { left.units < right.units }

  public static var zero: Self { Self(units: 0) }

  /// Reads `12`, `12.5`, `-0.25`; nil for anything else, for more decimals than the type keeps, and for more than 12 digits before the point.
  public init?(_ text: some StringProtocol) {
    var digits = Substring(text)
    let negative = digits.first == "-"
    if negative || digits.first == "+" { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 12 else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || !fraction.isEmpty, fraction.utf8.count <= Self.places else { return nil }
    var units = 0
    for byte in whole.utf8 {
      guard (0x30...0x39).contains(byte) else { return nil }
      units = units * 10 + Int(byte - 0x30)
    }
    for byte in fraction.utf8 {
      guard (0x30...0x39).contains(byte) else { return nil }
      units = units * 10 + Int(byte - 0x30)
    }
    for _ in fraction.utf8.count..<Self.places { units *= 10 }
    self.init(units: negative ? -units : units)
  }

  /// The shortest text: no trailing zeros, no point where it is whole.
  public var description: String {
    let magnitude = units.magnitude
    let one = UInt(Self.one)
    var text = String(magnitude / one)
    let fraction = magnitude % one
    if fraction > 0 {
      let digits = String(fraction)
      var padded = String(repeating: "0", count: Self.places - digits.count) + digits
      while padded.hasSuffix("0") { padded.removeLast() }
      text += "." + padded
    }
    return units < 0 ? "-" + text : text
  }

  /// The exact value for computing.
  public var exact: Rational { Rational(Int128(units), over: Int128(Self.one)) }
}

/// Marks in thousandths: at most three decimals (contract, section 6).
public struct Marks: FixedDecimal {
  public static let places = 3
  public let units: Int
  public init(units: Int) { self.units = units }
  /// Whole marks.
  public init(whole: Int) { units = whole * 1_000 }
}

/// A weight or factor in millionths: at most six decimals (contract, section 6).
public struct Weight: FixedDecimal {
  public static let places = 6
  public let units: Int
  public init(units: Int) { self.units = units }
}
