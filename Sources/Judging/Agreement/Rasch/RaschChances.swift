// The adjacent-category model itself: how likely each category is at one measure, with its mean and how that bends.

/// The chances of each category of a scale at one measure.
struct RaschChances {
  /// For each scale, the sums of its thresholds up to each category.
  private let sums: [[Double]]
  private(set) var chances: [Double] = []
  /// The chance of at least each category.
  private(set) var above: [Double] = []
  /// How the mean bends with each threshold.
  private(set) var bend: [Double] = []
  private(set) var mean = 0.0
  private(set) var variance = 0.0

  init(_ data: RaschData, _ links: RaschLinks, _ others: [Double]) {
    sums = links.thresholds.map { range in
      range.reduce(into: [0.0]) { sums, place in sums.append((sums.last ?? 0) + others[place]) }
    }
    let widest = sums.map(\.count).max() ?? 1
    chances = [Double](repeating: 0, count: widest)
    above = [Double](repeating: 0, count: widest + 1)
    bend = above
  }

  /// Puts the chances of the categories at `measure` (entry minus judge minus item) into place.
  mutating func set(_ measure: Double, scale: Int) {
    let top = sums[scale].count - 1
    var most = -Double.infinity
    for k in 0...top {
      chances[k] = Double(k) * measure - sums[scale][k]
      most = max(most, chances[k])
    }
    var total = 0.0
    for k in 0...top {
      chances[k] = Elementary.exponential(chances[k] - most)
      total += chances[k]
    }
    mean = 0
    for k in 0...top {
      chances[k] /= total
      mean += Double(k) * chances[k]
    }
    variance = 0
    above[top + 1] = 0
    bend[top + 1] = 0
    for k in stride(from: top, through: 0, by: -1) {
      let off = Double(k) - mean
      variance += off * off * chances[k]
      above[k] = above[k + 1] + chances[k]
      bend[k] = bend[k + 1] + off * chances[k]
    }
  }

  /// The logarithm of the chance of one category.
  mutating func logChance(of category: Int, _ measure: Double, scale: Int) -> Double {
    let top = sums[scale].count - 1
    var most = -Double.infinity
    for k in 0...top { most = max(most, Double(k) * measure - sums[scale][k]) }
    var total = 0.0
    for k in 0...top { total += Elementary.exponential(Double(k) * measure - sums[scale][k] - most) }
    return Double(category) * measure - sums[scale][category] - most - Elementary.logarithm(total)
  }
}
