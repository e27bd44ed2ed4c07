// Tails and quantiles of the chi-square and F distributions, for p-values and limits.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The elementary functions that statistics need, from the C library.
enum Elementary {
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func logarithm(_ x: Double) -> Double { log(x) }

  /// The logarithm of the gamma function, for positive `x`.
  static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }
}

/// The chi-square distribution.
enum ChiSquare {
  /// The chance of a value of at least `x` with `degrees` of freedom.
  static func upperTail(_ x: Double, degrees: Double) -> Double {
    guard x > 0 else { return 1 }
    let (a, z) = (degrees / 2, x / 2)
    let front = Elementary.exponential(a * Elementary.logarithm(z) - z - Elementary.logGamma(a))
    if z < a + 1 {
      // The series of the lower tail.
      var (sum, term, n) = (1 / a, 1 / a, a)
      for _ in 0..<10_000 {
        n += 1
        term *= z / n
        sum += term
        if term < sum * 1e-17 { break }
      }
      return max(0, 1 - front * sum)
    }
    // The continued fraction of the upper tail, by Lentz's method.
    var b = z + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = d
    for n in 1..<10_000 {
      let step = -Double(n) * (Double(n) - a)
      b += 2
      d = 1 / nonzero(step * d + b)
      c = nonzero(b + step / c)
      let factor = d * c
      h *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return front * h
  }
}

/// The F distribution.
enum FDistribution {
  /// The value that `share` (between 0 and 1) of the distribution lies below.
  static func quantile(_ share: Double, _ top: Double, _ bottom: Double) -> Double {
    guard top > 0, bottom > 0, top.isFinite, bottom.isFinite else { return .nan }
    var (low, high) = (-300.0, 300.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if below(Elementary.exponential(middle), top, bottom) < share { low = middle } else { high = middle }
    }
    return Elementary.exponential((low + high) / 2)
  }

  /// The chance of a value below `f`.
  static func below(_ f: Double, _ top: Double, _ bottom: Double) -> Double {
    let sum = top * f + bottom
    return incompleteBeta(top / 2, bottom / 2, x: top * f / sum, rest: bottom / sum)
  }

  /// The regularized incomplete beta function; `rest` is 1 - x, given apart so that nothing is lost near 1.
  private static func incompleteBeta(_ a: Double, _ b: Double, x: Double, rest: Double) -> Double {
    guard x > 0 else { return 0 }
    guard rest > 0 else { return 1 }
    let gammas = Elementary.logGamma(a + b) - Elementary.logGamma(a) - Elementary.logGamma(b)
    let front = Elementary.exponential(
      gammas + a * Elementary.logarithm(x) + b * Elementary.logarithm(rest))
    if x < (a + 1) / (a + b + 2) { return front * fraction(a, b, x) / a }
    return 1 - front * fraction(b, a, rest) / b
  }

  /// The continued fraction of the incomplete beta function, by Lentz's method.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var h = d
    for n in 1..<10_000 {
      let m = Double(n)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      h *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      let factor = d * c
      h *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return h
  }
}

private func nonzero(_ x: Double) -> Double { abs(x) < 1e-300 ? 1e-300 : x }

extension Double {
  /// Nil for infinity and what is not a number.
  var ifFinite: Double? { isFinite ? self : nil }
}
