// Whole numbers of any size, for the few sums of fractions that 128 bits do not hold.

/// A whole number, 0 or more, as limbs of 32 bits with the lowest first and no zero at the end.
struct WideInteger: Hashable, Sendable {
  private(set) var limbs: [UInt32]

  private init(limbs: [UInt32]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
  }

  init(_ value: UInt128) {
    self.init(limbs: (0..<4).map { UInt32(truncatingIfNeeded: value >> ($0 * 32)) })
  }

  /// Reads decimal digits; nil for anything else.
  init?(digits: some StringProtocol) {
    guard !digits.isEmpty else { return nil }
    self.init(limbs: [])
    for byte in digits.utf8 {
      guard (0x30...0x39).contains(byte) else { return nil }
      self = multiplied(by: 10) + WideInteger(UInt128(byte - 0x30))
    }
  }

  static let zero = WideInteger(limbs: [])

  var isZero: Bool { limbs.isEmpty }
  var bitWidth: Int { limbs.count * 32 - (limbs.last?.leadingZeroBitCount ?? 0) }

  /// The value where 128 bits hold it.
  var narrow: UInt128? {
    guard limbs.count <= 4 else { return nil }
    var value: UInt128 = 0
    for limb in limbs.reversed() { value = value << 32 | UInt128(limb) }
    return value
  }
}

extension WideInteger: Comparable {
  static func < (left: WideInteger, right: WideInteger) -> Bool {
    if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
    for (a, b) in zip(left.limbs.reversed(), right.limbs.reversed()) where a != b { return a < b }
    return false
  }
}

extension WideInteger {
  static func + (left: WideInteger, right: WideInteger) -> WideInteger {
    var sum: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(left.limbs.count, right.limbs.count) {
      let a = index < left.limbs.count ? UInt64(left.limbs[index]) : 0
      let b = index < right.limbs.count ? UInt64(right.limbs[index]) : 0
      carry += a + b
      sum.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    sum.append(UInt32(carry))
    return WideInteger(limbs: sum)
  }

  /// The difference of a number and one that is not larger.
  static func - (left: WideInteger, right: WideInteger) -> WideInteger {
    var rest = left.limbs
    var borrow: Int64 = 0
    for index in rest.indices {
      let own = index < right.limbs.count ? Int64(right.limbs[index]) : 0
      let digit = Int64(rest[index]) - own - borrow
      borrow = digit < 0 ? 1 : 0
      rest[index] = UInt32(truncatingIfNeeded: digit)
    }
    return WideInteger(limbs: rest)
  }

  static func * (left: WideInteger, right: WideInteger) -> WideInteger {
    guard !left.isZero, !right.isZero else { return .zero }
    var product = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (place, a) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (index, b) in right.limbs.enumerated() {
        carry += UInt64(a) * UInt64(b) + UInt64(product[place + index])
        product[place + index] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[place + right.limbs.count] = UInt32(carry)
    }
    return WideInteger(limbs: product)
  }

  func multiplied(by factor: UInt32) -> WideInteger { self * WideInteger(UInt128(factor)) }

  /// Quotient and remainder, digit by digit of 32 bits (Knuth, volume 2, algorithm D); the divisor is not zero.
  func divided(by divisor: WideInteger) -> (quotient: WideInteger, rest: WideInteger) {
    guard self >= divisor else { return (.zero, self) }
    if divisor.limbs.count == 1 { return divided(by: divisor.limbs[0]) }
    let shift = divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount
    let low = divisor.shifted(by: shift).limbs
    var rest = shifted(by: shift).limbs
    while rest.count <= limbs.count { rest.append(0) }
    let count = low.count
    var quotient = [UInt32](repeating: 0, count: rest.count - count)
    for place in stride(from: rest.count - count - 1, through: 0, by: -1) {
      let top = UInt64(rest[place + count]) << 32 | UInt64(rest[place + count - 1])
      var (guess, left) = top.quotientAndRemainder(dividingBy: UInt64(low[count - 1]))
      while guess > UInt64(UInt32.max)
        || guess * UInt64(low[count - 2]) > (left << 32 | UInt64(rest[place + count - 2]))
      {
        guess -= 1
        left += UInt64(low[count - 1])
        if left > UInt64(UInt32.max) { break }
      }
      if Self.subtract(low, times: guess, from: &rest, at: place) {
        guess -= 1
        Self.add(low, to: &rest, at: place)
      }
      quotient[place] = UInt32(guess)
    }
    return (WideInteger(limbs: quotient), WideInteger(limbs: rest).shifted(back: shift))
  }

  /// Subtracts a multiple from the limbs at a place; whether it was too much.
  private static func subtract(
    _ low: [UInt32], times guess: UInt64, from rest: inout [UInt32], at place: Int
  ) -> Bool {
    var carry: UInt64 = 0
    var borrow: Int64 = 0
    for index in low.indices {
      carry += guess * UInt64(low[index])
      let digit = Int64(rest[place + index]) - Int64(carry & 0xFFFF_FFFF) - borrow
      rest[place + index] = UInt32(truncatingIfNeeded: digit)
      borrow = digit < 0 ? 1 : 0
      carry >>= 32
    }
    let digit = Int64(rest[place + low.count]) - Int64(carry) - borrow
    rest[place + low.count] = UInt32(truncatingIfNeeded: digit)
    return digit < 0
  }

  private static func add(_ low: [UInt32], to rest: inout [UInt32], at place: Int) {
    var carry: UInt64 = 0
    for index in low.indices {
      carry += UInt64(rest[place + index]) + UInt64(low[index])
      rest[place + index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    rest[place + low.count] = UInt32(truncatingIfNeeded: UInt64(rest[place + low.count]) + carry)
  }

  private func divided(by divisor: UInt32) -> (quotient: WideInteger, rest: WideInteger) {
    var quotient = limbs
    var rest: UInt64 = 0
    for index in limbs.indices.reversed() {
      let (digit, left) = (rest << 32 | UInt64(limbs[index])).quotientAndRemainder(
        dividingBy: UInt64(divisor))
      quotient[index] = UInt32(digit)
      rest = left
    }
    return (WideInteger(limbs: quotient), WideInteger(UInt128(rest)))
  }

  /// Times 2 to a power from 0 to 31.
  private func shifted(by bits: Int) -> WideInteger {
    guard bits > 0 else { return self }
    var shifted: [UInt32] = []
    var carry: UInt32 = 0
    for limb in limbs {
      shifted.append(limb << bits | carry)
      carry = limb >> (32 - bits)
    }
    return WideInteger(limbs: shifted + [carry])
  }

  /// Divided by 2 to a power from 0 to 31.
  private func shifted(back bits: Int) -> WideInteger {
    guard bits > 0 else { return self }
    var shifted = limbs
    for index in limbs.indices {
      let above = index + 1 < limbs.count ? limbs[index + 1] << (32 - bits) : 0
      shifted[index] = limbs[index] >> bits | above
    }
    return WideInteger(limbs: shifted)
  }

  static func gcd(_ left: WideInteger, _ right: WideInteger) -> WideInteger {
    var (a, b) = (left, right)
    while !b.isZero { (a, b) = (b, a.divided(by: b).rest) }
    return a.isZero ? WideInteger(1) : a
  }

  /// 10 to a power.
  static func power(of ten: Int) -> WideInteger {
    (0..<max(0, ten)).reduce(WideInteger(1)) { power, _ in power.multiplied(by: 10) }
  }
}

extension WideInteger: CustomStringConvertible {
  /// The decimal digits.
  var description: String {
    var pieces: [String] = []
    var rest = self
    repeat {
      let (quotient, digits) = rest.divided(by: 1_000_000_000)
      pieces.append(String(digits.narrow ?? 0))
      rest = quotient
    } while !rest.isZero
    let tail = pieces.dropLast().reversed().map { String(repeating: "0", count: 9 - $0.count) + $0 }
    return (pieces.last ?? "0") + tail.joined()
  }
}
