// The intraclass correlation in the six forms of Shrout and Fleiss (1979), with 95 % limits.

/// How much of the scatter of marks comes from the entries: one judge's mark (`,1`) or the mean of all (`,k`).
public struct IntraclassCorrelation: Hashable, Sendable {
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// Each entry has judges of its own.
    case oneSingle = "1,1"
    /// The judges stand for many; strict and lenient count as disagreement.
    case twoSingle = "2,1"
    /// Just these judges; strict and lenient do not count.
    case threeSingle = "3,1"
    case oneMean = "1,k"
    case twoMean = "2,k"
    case threeMean = "3,k"
  }

  /// Lower and upper 95 % limit.
  public struct Limits: Hashable, Sendable {
    public var low: Double
    public var high: Double
  }

  /// The forms that can be computed; with no scatter at all there are none.
  public private(set) var values: [Form: Double] = [:]
  public private(set) var limits: [Form: Limits] = [:]

  /// Nil with fewer than two judges or subjects.
  public init?(_ block: RatingMatrix.Block) {
    guard block.rows.count >= 2, block.judges.count >= 2 else { return nil }
    let squares = MeanSquares(block)
    let (n, k) = (squares.n, squares.k)
    let (between, within, judges, rest) = (squares.between, squares.within, squares.judges, squares.rest)
    let one = (between - within) / (between + (k - 1) * within)
    let two = (between - rest) / (between + (k - 1) * rest + k * (judges - rest) / n)
    let three = (between - rest) / (between + (k - 1) * rest)
    set(.oneSingle, one)
    set(.twoSingle, two)
    set(.threeSingle, three)
    set(.oneMean, (between - within) / between)
    set(.twoMean, (between - rest) / (between + (judges - rest) / n))
    set(.threeMean, (between - rest) / between)

    let (top, inner) = (n - 1, (n - 1) * (k - 1))
    addLimits(.oneSingle, .oneMean, ratio: between / within, top: top, bottom: n * (k - 1), k: k)
    addLimits(.threeSingle, .threeMean, ratio: between / rest, top: top, bottom: inner, k: k)
    addLimitsOfTwo(squares, two)
  }

  private mutating func set(_ form: Form, _ value: Double) { values[form] = value.ifFinite }

  private mutating func set(_ form: Form, _ low: Double, _ high: Double) {
    guard values[form] != nil, low.isFinite, high.isFinite else { return }
    limits[form] = Limits(low: low, high: high)
  }

  private mutating func addLimits(
    _ single: Form, _ mean: Form, ratio: Double, top: Double, bottom: Double, k: Double
  ) {
    guard ratio.isFinite else { return }
    let low = ratio / FDistribution.quantile(0.975, top, bottom)
    let high = ratio * FDistribution.quantile(0.975, bottom, top)
    set(single, (low - 1) / (low + k - 1), (high - 1) / (high + k - 1))
    set(mean, 1 - 1 / low, 1 - 1 / high)
  }

  /// Limits of the second form, with Satterthwaite's degrees of freedom.
  private mutating func addLimitsOfTwo(_ squares: MeanSquares, _ two: Double) {
    let (n, k, between, judges, rest) =
      (squares.n, squares.k, squares.between, squares.judges, squares.rest)
    guard two.isFinite, rest > 0 else { return }
    let ratio = judges / rest
    let part = n * (1 + (k - 1) * two) - k * two
    let above = (n - 1) * (k - 1) * (k * two * ratio + part) * (k * two * ratio + part)
    let below = (n - 1) * k * k * two * two * ratio * ratio + part * part
    let degrees = above / below
    let upper = FDistribution.quantile(0.975, n - 1, degrees)
    let lower = FDistribution.quantile(0.975, degrees, n - 1)
    let others = k * judges + (k * n - k - n) * rest
    let low = n * (between - upper * rest) / (upper * others + n * between)
    let high = n * (lower * between - rest) / (others + n * lower * between)
    set(.twoSingle, low, high)
    set(.twoMean, low * k / (1 + low * (k - 1)), high * k / (1 + high * (k - 1)))
  }
}

/// The mean squares of subjects by judges.
struct MeanSquares: Hashable, Sendable {
  var n: Double
  var k: Double
  /// Between subjects.
  var between: Double
  /// Within subjects: judges and rest together.
  var within: Double
  /// Between judges.
  var judges: Double
  /// What neither explains.
  var rest: Double

  init(_ block: RatingMatrix.Block) {
    let rows = block.rows
    n = Double(rows.count)
    k = Double(block.judges.count)
    let ofSubject = rows.map { $0.reduce(0, +) / Double($0.count) }
    let ofJudge = block.judges.indices.map { judge in rows.reduce(0) { $0 + $1[judge] } / Double(rows.count) }
    let mean = ofSubject.reduce(0, +) / n
    between = k * ofSubject.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let ofJudges = n * ofJudge.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    judges = ofJudges / (k - 1)
    var left = 0.0
    for (row, own) in zip(rows, ofSubject) {
      for (number, strictness) in zip(row, ofJudge) {
        let residual = number - own - strictness + mean
        left += residual * residual
      }
    }
    rest = left / ((n - 1) * (k - 1))
    within = (ofJudges + left) / (n * (k - 1))
  }
}
