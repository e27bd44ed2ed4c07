// Marks and fractions: exact, rounded only where asked, in the mode asked for.

import Basics
import Testing

@Suite("Exact numbers")
struct ExactNumbers {
  @Test(
    "Marks are read with at most three decimals",
    arguments: [
      ("12", 12_000), ("12.5", 12_500), ("0.001", 1), ("-0.25", -250), ("+3", 3_000), ("007", 7_000),
      ("-0", 0),
    ])
  func marks(text: String, units: Int) {
    #expect(Marks(text)?.units == units)
  }

  @Test(
    "What is no decimal is no mark",
    arguments: ["", ".5", "5.", "1e3", "1,5", "12.3456", "--1", " 1", "1 ", "０", "nan", "1234567890123"])
  func noMarks(text: String) {
    #expect(Marks(text) == nil)
  }

  @Test(
    "The shortest text has no trailing zeros",
    arguments: [("12.500", "12.5"), ("0.010", "0.01"), ("-3.0", "-3")])
  func shortest(text: String, short: String) {
    #expect(Marks(text)?.description == short)
  }

  @Test("Marks read back from their text", arguments: [2_026, 7, 99])
  func marksRoundTrip(seed: UInt64) {
    var dice = Dice(seed)
    for _ in 0..<500 {
      let marks = Marks(units: Int.random(in: -9_999_999...9_999_999, using: &dice))
      #expect(Marks(marks.description) == marks)
      #expect(Rational(text: marks.exact.text) == marks.exact)
    }
  }

  @Test(
    "Rounding follows its mode",
    arguments: [
      ("88.125", RoundingMode.halfUp, "88.13"), ("88.125", .halfEven, "88.12"), ("88.125", .down, "88.12"),
      ("88.125", .up, "88.13"), ("-88.125", .halfUp, "-88.13"), ("-88.125", .halfEven, "-88.12"),
      ("-88.125", .down, "-88.12"), ("-88.125", .up, "-88.13"), ("88.135", .halfEven, "88.14"),
      ("88.121", .up, "88.13"), ("88.129", .down, "88.12"), ("88.12", .up, "88.12"),
      ("0.005", .halfEven, "0.00"),
      ("0.015", .halfEven, "0.02"), ("90.454", .halfUp, "90.45"), ("90.45633", .halfUp, "90.46"),
    ])
  func rounding(text: String, mode: RoundingMode, rounded: String) throws {
    let value = try #require(Rational(text: text))
    #expect(value.rounded(to: 2, mode).text(decimals: 2) == rounded)
  }

  @Test(
    "A rounded number lies within its step, on the right side, and rounding again changes nothing",
    arguments: RoundingMode.allCases)
  func roundingProperties(mode: RoundingMode) {
    var dice = Dice()
    for _ in 0..<1_000 {
      let value = Rational(
        Int128(Int.random(in: -1_000_000...1_000_000, using: &dice)),
        over: Int128(Int.random(in: 1...997, using: &dice)))
      let decimals = Int.random(in: 0...4, using: &dice)
      let rounded = value.rounded(to: decimals, mode)
      let step = Rational(1, over: (0..<decimals).reduce(Int128(1)) { power, _ in power * 10 })
      let error = rounded - value
      let size = error.isNegative ? -error : error
      #expect(rounded.rounded(to: decimals, mode) == rounded)
      #expect(rounded.text(decimals: decimals) != nil)
      #expect((-value).rounded(to: decimals, mode) == -rounded)
      switch mode {
      case .halfUp, .halfEven: #expect(size + size <= step)
      case .down: #expect(size < step && (value.isNegative ? rounded >= value : rounded <= value))
      case .up: #expect(size < step && (value.isNegative ? rounded <= value : rounded >= value))
      }
    }
  }

  @Test("Halves go away from zero, or to the even neighbour")
  func halves() {
    for units in -50...50 {
      let half = Rational(Int128(2 * units + 1), over: 2)
      #expect(half.rounded(to: 0, .halfUp) == Rational(units >= 0 ? units + 1 : units))
      #expect(half.rounded(to: 0, .halfEven) == Rational(units.isMultiple(of: 2) ? units : units + 1))
    }
  }

  @Test("Sums, products and order agree with each other")
  func arithmetic() {
    var dice = Dice(5)
    func any() -> Rational {
      Rational(
        Int128(Int.random(in: -9_999...9_999, using: &dice)),
        over: Int128(Int.random(in: 1...9_999, using: &dice)))
    }
    for _ in 0..<500 {
      let (a, b, c) = (any(), any(), any())
      #expect(a + b == b + a)
      #expect((a + b) + c == a + (b + c))
      #expect(a * (b + c) == a * b + a * c)
      #expect(a - a == .zero)
      if b != .zero { #expect(a / b * b == a) }
      #expect((a < b) == (b - a > .zero))
      #expect(Rational(text: a.text) == a)
    }
  }

  @Test("A third is exact and written as a fraction; division by zero stays no number")
  func edges() {
    #expect((Rational(1) / 3).text == "1/3")
    #expect((Rational(1) / 3) * Rational(3) == .one)
    #expect((Rational(1) / Rational.zero).isOverflow)
    #expect((Rational(1) / .zero + .one).isOverflow)
    #expect(Rational(Int128.max) > Rational(1) / 3)
  }

  @Test("Beyond 128 bits numbers stay exact, and come back when they fit again")
  func wide() {
    let huge = Rational(Int128.max)
    #expect(
      (huge * huge).text == "28948022309329048855892746252171976962977213799489202546401021394546514198529")
    #expect(huge * huge / huge == huge)
    #expect(huge + huge + .one - huge == huge + .one)
    #expect((huge + .one).text == "170141183460469231731687303715884105728")
    #expect(huge * huge > huge)
    #expect(-(huge * huge) < .zero)
    // The sum of 1/n to 300 and back again.
    let fractions = (1...300).map { Rational(1, over: Int128($0)) }
    let sum = fractions.sum
    #expect(sum.rounded(to: 6).text == "6.282664")
    #expect(sum.rounded(to: 6, .down).text == "6.282663")
    #expect(Rational(text: sum.text) == sum)
    #expect(fractions.reversed().reduce(sum) { $0 - $1 } == .zero)
    #expect(sum.floor == 6)
    #expect((-sum).ceiling == -6)
  }

  @Test("Numbers without end are no numbers")
  func endless() {
    var value = Rational(Int128.max)
    for _ in 0..<12 { value = value * value }
    #expect(value.isOverflow)
  }

  @Test("Whole numbers below and above", arguments: [("2.5", 2, 3), ("-2.5", -3, -2), ("4", 4, 4)])
  func wholes(text: String, below: Int, above: Int) throws {
    let value = try #require(Rational(text: text))
    #expect(value.floor == below)
    #expect(value.ceiling == above)
  }

  @Test(
    "What is no exact number is not read", arguments: ["", "1/0", "1/-2", "1.5/2", "a", "1.", ".5", "1/2/3"])
  func noRational(text: String) {
    #expect(Rational(text: text) == nil)
  }
}
