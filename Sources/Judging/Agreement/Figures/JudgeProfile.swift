// One judge beside the others: strict or lenient, spreading or bunching, and in step with them or not.

/// What a judge's sheet totals show beside those of the other judges on the same subjects.
public struct JudgeProfile: Hashable, Sendable {
  public enum Strictness: String, Hashable, Sendable, CaseIterable {
    case strict
    case lenient
    case even
    /// Too few marks to say.
    case unknown
  }

  public enum Width: String, Hashable, Sendable, CaseIterable {
    /// Uses more of the scale than most.
    case spreads
    /// Gives nearly everybody the same.
    case bunches
    case even
    case unknown
  }

  public var id: String
  /// Subjects with a total by this judge.
  public var n: Int
  public var mean: Double?
  /// Over the subjects that others marked too: the mean of the others minus the own total, on average.
  ///
  /// Positive is stricter. Each subject counts once, so a judge who saw weaker entries does not look strict.
  public var severity: Double?
  /// The standard error of the severity.
  public var severityError: Double?
  /// The standard deviation of the totals (n - 1).
  public var spread: Double?
  /// Pearson's correlation with the mean of the others; nil with fewer than three shared subjects or no scatter.
  public var correlation: Double?
  public var strictness = Strictness.unknown
  public var width = Width.unknown

  /// Two standard errors and one hundredth of the full marks: less is no difference worth a word.
  static let errorsToTell = 2.0
  static let shareToTell = 0.01
  /// Beside the median spread of all judges.
  static let spreads = 1.4
  static let bunches = 0.7

  init(id: String, totals: RatingMatrix, judge: Int) {
    self.id = id
    var own: [Double] = []
    var shared: [Double] = []
    var others: [Double] = []
    for row in totals.rows {
      guard let mark = row[judge] else { continue }
      own.append(mark)
      let rest = row.indices.compactMap { $0 == judge ? nil : row[$0] }
      guard !rest.isEmpty else { continue }
      shared.append(mark)
      others.append(rest.reduce(0, +) / Double(rest.count))
    }
    n = own.count
    mean = own.isEmpty ? nil : own.reduce(0, +) / Double(own.count)
    spread = variance(own).squareRoot().ifFinite
    let differences = zip(others, shared).map { $0 - $1 }
    if !differences.isEmpty {
      severity = differences.reduce(0, +) / Double(differences.count)
      severityError = (variance(differences) / Double(differences.count)).squareRoot().ifFinite
    }
    if shared.count >= 3 { correlation = pearson(shared, others) }
  }

  /// The profiles of all judges, in the order of the ratings.
  public static func all(_ ratings: Ratings) -> [JudgeProfile] {
    var profiles = ratings.judges.indices.map {
      JudgeProfile(id: ratings.judges[$0], totals: ratings.totals, judge: $0)
    }
    let spreads = profiles.compactMap(\.spread).sorted()
    let usual = spreads.isEmpty ? 0 : (spreads[(spreads.count - 1) / 2] + spreads[spreads.count / 2]) / 2
    let full = ratings.subjects.compactMap(\.full).max() ?? profiles.compactMap(\.mean).max() ?? 0
    for index in profiles.indices
    where ratings.judges.count >= Agreement.fewestJudges && profiles[index].n >= Agreement.fewestSubjects {
      profiles[index].tell(usual: usual, full: full)
    }
    return profiles
  }

  private mutating func tell(usual: Double, full: Double) {
    if let severity {
      let clear = abs(severity) > Self.errorsToTell * (severityError ?? 0)
      let large = abs(severity) >= Self.shareToTell * full
      strictness = clear && large ? (severity > 0 ? .strict : .lenient) : .even
    }
    if let spread, usual > 0 {
      width = spread >= usual * Self.spreads ? .spreads : spread <= usual * Self.bunches ? .bunches : .even
    }
  }
}

/// Pearson's correlation; nil where one side has no scatter.
func pearson(_ a: [Double], _ b: [Double]) -> Double? {
  let count = Double(a.count)
  let (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
  var (together, ofA, ofB) = (0.0, 0.0, 0.0)
  for (x, y) in zip(a, b) {
    together += (x - meanA) * (y - meanB)
    ofA += (x - meanA) * (x - meanA)
    ofB += (y - meanB) * (y - meanB)
  }
  guard ofA > 0, ofB > 0 else { return nil }
  return max(-1, min(1, together / (ofA * ofB).squareRoot()))
}
