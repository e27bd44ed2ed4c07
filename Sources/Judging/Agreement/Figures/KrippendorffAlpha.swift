// Krippendorff's alpha for four kinds of scale; values may be missing.

/// Agreement beyond chance: 1 is perfect, 0 is chance, below 0 is worse than chance.
public struct KrippendorffAlpha: Hashable, Sendable {
  /// Equal or not.
  public var nominal: Double?
  /// By how many values lie between.
  public var ordinal: Double?
  /// By the difference.
  public var interval: Double?
  /// By the difference in proportion to the sum; nil where a value is negative.
  public var ratio: Double?

  /// More different values than this and the ratio form is left out: it compares each with each.
  static let mostValuesForRatio = 10_000

  /// Over units (rows) with two values at least; all forms are nil where fewer than two values differ.
  public init(_ units: RatingMatrix) {
    let rows = units.rows.map { $0.compactMap { $0 } }.filter { $0.count >= 2 }
    let values = Set(rows.joined()).sorted()
    guard values.count >= 2 else { return }
    let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
    let placed = rows.map { row in row.map { places[$0] ?? 0 } }
    var counts = [Double](repeating: 0, count: values.count)
    for place in placed.joined() { counts[place] += 1 }
    let total = counts.reduce(0, +)

    let unequal = total * total - counts.reduce(0) { $0 + $1 * $1 }
    nominal = Self.alpha(placed, total: total, expected: unequal) { $0 == $1 ? 0 : 1 }

    // On a scale of ranks each value stands in the middle of all that share it.
    var before = 0.0
    let middles = counts.map { count in
      defer { before += count }
      return before + count / 2
    }
    ordinal = Self.alpha(placed, total: total, expected: Self.scatter(middles, counts, total)) {
      (middles[$0] - middles[$1]) * (middles[$0] - middles[$1])
    }
    interval = Self.alpha(placed, total: total, expected: Self.scatter(values, counts, total)) {
      (values[$0] - values[$1]) * (values[$0] - values[$1])
    }
    guard values[0] >= 0, values.count <= Self.mostValuesForRatio else { return }
    func distance(_ a: Int, _ b: Int) -> Double {
      guard a != b else { return 0 }
      let share = (values[a] - values[b]) / (values[a] + values[b])
      return share * share
    }
    var expected = 0.0
    for a in values.indices {
      for b in 0..<a { expected += 2 * counts[a] * counts[b] * distance(a, b) }
    }
    ratio = Self.alpha(placed, total: total, expected: expected, distance)
  }

  /// The sum of squared differences over all pairs of values.
  private static func scatter(_ places: [Double], _ counts: [Double], _ total: Double) -> Double {
    let mean = zip(places, counts).reduce(0) { $0 + $1.0 * $1.1 } / total
    return 2 * total * zip(places, counts).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
  }

  private static func alpha(
    _ rows: [[Int]], total: Double, expected: Double, _ distance: (Int, Int) -> Double
  ) -> Double? {
    guard expected > 0 else { return nil }
    var observed = 0.0
    for row in rows {
      var sum = 0.0
      for a in row.indices {
        for b in 0..<a { sum += 2 * distance(row[a], row[b]) }
      }
      observed += sum / Double(row.count - 1)
    }
    return 1 - observed * (total - 1) / expected
  }
}
