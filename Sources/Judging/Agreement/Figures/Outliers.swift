// Marks worth a second look: far from the mean, a wide range for their level, or one alone (Dixon's Q).

/// A finding about one subject; it never removes a mark.
public struct Outlier: Hashable, Sendable {
  public enum Test: String, Hashable, Sendable, CaseIterable {
    /// A judge's total lies far from the mean of all.
    case distance
    /// Highest minus lowest is wide for this level of marks.
    case range
    /// A total stands alone: its gap to the next is most of the range.
    case dixon
  }

  public var test: Test
  /// The subject's place in the ratings.
  public var subject: Int
  /// The judge's place in the ratings; nil for a range, which is nobody's alone.
  public var judge: Int?
  /// In marks; for Dixon's Q the ratio.
  public var value: Double
  /// What the value reached or passed.
  public var limit: Double
}

/// From where on a mark is worth a second look, in hundredths of the full marks of the sheet.
public struct OutlierLimits: Hashable, Sendable {
  /// The widest range for works whose mean reaches `from`.
  public struct Level: Hashable, Sendable {
    public var from: Double
    public var range: Double
  }

  /// From the mean of all judges.
  public var distance = 4.5
  /// The first level that the mean reaches counts: the better the work, the closer judges should be.
  public var levels = [Level(from: 90, range: 8), Level(from: 80, range: 9), Level(from: 0, range: 10)]
  /// A gap narrower than this is no outlier, however large its share of the range.
  public var gap = 4.0

  public init() {}

  /// Critical values of Dixon's Q (gap by range) at 90 % on both sides, for 3 to 30 numbers.
  static let dixon = [
    0.941, 0.765, 0.642, 0.560, 0.507, 0.468, 0.437, 0.412, 0.392, 0.376, 0.361, 0.349, 0.338, 0.329, 0.320,
    0.313, 0.306, 0.300, 0.295, 0.290, 0.285, 0.281, 0.277, 0.273, 0.269, 0.266, 0.263, 0.260,
  ]
}

extension Ratings {
  /// What the three tests find in the judges' totals, by subject.
  ///
  /// Subjects without full marks, and those with totals of fewer than three judges, are not tested.
  public func outliers(_ limits: OutlierLimits = OutlierLimits()) -> [Outlier] {
    subjects.indices.flatMap { subject -> [Outlier] in
      guard let full = subjects[subject].full, full > 0 else { return [] }
      let row = totals.rows[subject]
      let order = row.indices.filter { row[$0] != nil }.sorted { (row[$0] ?? 0, $0) < (row[$1] ?? 0, $1) }
      let numbers = order.compactMap { row[$0] }
      guard numbers.count >= 3, let low = numbers.first, let high = numbers.last else { return [] }
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      var found: [Outlier] = []
      let far = limits.distance * full / 100
      for (judge, number) in zip(order, numbers) where abs(number - mean) >= far - Self.grain {
        found.append(
          Outlier(test: .distance, subject: subject, judge: judge, value: number - mean, limit: far))
      }
      if let level = limits.levels.first(where: { mean * 100 / full >= $0.from }) {
        let wide = level.range * full / 100
        if high - low >= wide - Self.grain {
          found.append(Outlier(test: .range, subject: subject, judge: nil, value: high - low, limit: wide))
        }
      }
      return found + dixon(numbers, order, subject: subject, gap: limits.gap * full / 100)
    }
  }

  /// Marks have three decimals; what differs by less is the same number.
  private static let grain = 1e-9

  private func dixon(_ numbers: [Double], _ order: [Int], subject: Int, gap least: Double) -> [Outlier] {
    let count = numbers.count
    let range = numbers[count - 1] - numbers[0]
    guard count - 3 < OutlierLimits.dixon.count, range > 0 else { return [] }
    let critical = OutlierLimits.dixon[count - 3]
    return [(0, numbers[1] - numbers[0]), (count - 1, numbers[count - 1] - numbers[count - 2])]
      .compactMap { place, gap in
        guard gap >= least - Self.grain, gap / range > critical else { return nil }
        return Outlier(
          test: .dixon, subject: subject, judge: order[place], value: gap / range, limit: critical)
      }
  }
}
