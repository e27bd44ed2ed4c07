// A small generator with a fixed seed: the same numbers on every machine and every day, never for secrets.

/// SplitMix64 (Steele, Lea, Flood 2014).
///
/// Good enough for invented marks and for resampling; never for secrets.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number in a range, by remainder: the same on every platform and library version.
  public mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// The sum of four numbers from -spread to spread, over four: nearer to 0 than to the ends.
  public mutating func around(_ spread: Int) -> Int {
    (number(-spread...spread) + number(-spread...spread) + number(-spread...spread) + number(-spread...spread))
      / 4
  }

  public mutating func pick<T>(_ items: [T]) -> T { items[number(0...items.count - 1)] }

  /// Fisher-Yates, spelled out for the same reason.
  public mutating func shuffled<T>(_ items: [T]) -> [T] {
    var copy = items
    for index in stride(from: copy.count - 1, to: 0, by: -1) { copy.swapAt(index, number(0...index)) }
    return copy
  }
}
