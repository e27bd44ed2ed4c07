// Kendall's W: how far the judges put the entries into the same order, 0 not at all, 1 entirely.

/// The coefficient of concordance, corrected for ties, with its chi-square test.
public struct KendallW: Hashable, Sendable {
  public var w: Double
  /// W times judges times (subjects - 1).
  public var chiSquare: Double
  public var degrees: Int
  /// The chance of such a W if the judges marked at random; rough below about seven subjects.
  public var p: Double

  /// Nil with fewer than two judges or subjects, and where every judge gave all subjects the same.
  public init?(_ block: RatingMatrix.Block) {
    let (n, m) = (Double(block.rows.count), Double(block.judges.count))
    guard n >= 2, m >= 2 else { return nil }
    var sums = [Double](repeating: 0, count: block.rows.count)
    var ties = 0.0
    for judge in block.judges.indices {
      let (ranks, tied) = Self.ranks(block.rows.map { $0[judge] })
      for (subject, rank) in ranks.enumerated() { sums[subject] += rank }
      ties += tied
    }
    let mean = m * (n + 1) / 2
    let scatter = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let most = m * m * (n * n * n - n) - m * ties
    guard most > 0 else { return nil }
    w = 12 * scatter / most
    chiSquare = m * (n - 1) * w
    degrees = block.rows.count - 1
    p = ChiSquare.upperTail(chiSquare, degrees: n - 1)
  }

  /// Ranks from 1 for the smallest, equal numbers sharing the mean of their ranks; and the sum of t^3 - t over groups of t equals.
  static func ranks(_ numbers: [Double]) -> (ranks: [Double], ties: Double) {
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    var ranks = [Double](repeating: 0, count: numbers.count)
    var ties = 0.0
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, numbers[order[end]] == numbers[order[start]] { end += 1 }
      let size = Double(end - start)
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      ties += size * size * size - size
      start = end
    }
    return (ranks, ties)
  }
}
