// Joint maximum likelihood of the many-facet Rasch model, by Newton's method with the entries eliminated.

/// ln(P(k) / P(k-1)) = entry - judge - item - threshold(k), at its most likely values.
///
/// Judges add up to zero within each group that shares entries, so do items, and so do the thresholds of a scale.
/// The likelihood is concave, so there is one maximum, and Newton's method with shortened steps finds it where it is
/// finite. Joint estimates lie a little too far apart where each entry has few marks; nothing is corrected.
struct RaschFit {
  enum Trouble: Error, Hashable {
    /// More unknowns or work than an answer in a moment allows.
    case tooLarge
    /// Judges, items and entries are not linked enough to tell them apart.
    case notLinked
    /// Some estimate runs to infinity.
    case notFinite
  }

  /// Most judges, items and thresholds together.
  static let mostUnknowns = 400
  /// Most marks times categories, and entries times unknowns.
  static let mostWork = 5_000_000
  static let mostSteps = 100

  let data: RaschData
  var entries: [Double]
  /// Judges, then items, then the thresholds of each scale.
  var others: [Double]
  var entryErrors: [Double] = []
  var otherErrors: [Double] = []
  private(set) var logLikelihood: Double
  private(set) var steps = 0
  let links: RaschLinks

  var judges: ArraySlice<Double> { others[..<data.judges.count] }
  var items: ArraySlice<Double> { others[data.judges.count..<data.judges.count + data.items.count] }
  func thresholds(_ scale: Int) -> ArraySlice<Double> { others[links.thresholds[scale]] }

  init(_ data: RaschData) throws(Trouble) {
    self.data = data
    links = RaschLinks(data)
    let unknowns = links.unknowns
    let widest = (data.tops.max() ?? 0) + 1
    guard unknowns <= Self.mostUnknowns, data.marks.count * widest <= Self.mostWork,
      data.entries.count * unknowns <= Self.mostWork
    else { throw .tooLarge }
    (entries, others) = links.start(data)
    logLikelihood = RaschSlopes.logLikelihood(data, links, entries, others)
    var before = Double.infinity
    while true {
      let slopes = RaschSlopes(data, links, entries, others)
      guard slopes.curvature.allSatisfy({ $0 > 1e-13 }) else { throw .notFinite }
      // Away from the start an unknown that cannot be told apart is one that runs to infinity.
      guard let (step, largest) = slopes.step(links) else { throw steps == 0 ? .notLinked : .notFinite }
      // Done where the step is nothing, or so small that only the rounding of the machine is left in it.
      if largest > 1e-10, largest > 1e-7 || largest < before / 2 {
        before = largest
        try advance(step, largest)
        continue
      }
      entries = zip(entries, step.entries).map { $0 + $1 }
      others = zip(others, step.others).map { $0 + $1 }
      logLikelihood = RaschSlopes.logLikelihood(data, links, entries, others)
      break
    }
    guard let errors = RaschSlopes(data, links, entries, others).errors(links) else { throw .notFinite }
    (entryErrors, otherErrors) = errors
  }

  /// Goes the step, or the part of it that makes the marks more likely.
  private mutating func advance(
    _ step: (entries: [Double], others: [Double]), _ largest: Double
  ) throws(Trouble) {
    steps += 1
    guard steps <= Self.mostSteps, largest.isFinite else { throw .notFinite }
    var share = min(1, 4 / largest)
    while true {
      let triedEntries = zip(entries, step.entries).map { $0 + share * $1 }
      let triedOthers = zip(others, step.others).map { $0 + share * $1 }
      let tried = RaschSlopes.logLikelihood(data, links, triedEntries, triedOthers)
      if tried >= logLikelihood - 1e-9 * (1 + abs(logLikelihood)) * share {
        (entries, others, logLikelihood) = (triedEntries, triedOthers, tried)
        break
      }
      share /= 2
      if share < 1e-6 { throw .notFinite }
    }
    guard entries.allSatisfy({ abs($0) < 60 }), others.allSatisfy({ abs($0) < 60 }) else { throw .notFinite }
  }
}

/// Where each unknown stands, and which of them add up to zero.
struct RaschLinks {
  let unknowns: Int
  let thresholds: [Range<Int>]
  let judgeGroups: (members: [Int], entries: [Int], count: Int)
  let itemGroups: (members: [Int], entries: [Int], count: Int)
  /// For each sum of zero, the unknowns in it.
  let sums: [[Int]]

  init(_ data: RaschData) {
    let (judges, items) = (data.judges.count, data.items.count)
    var next = judges + items
    thresholds = data.tops.map { top in
      defer { next += top }
      return next..<next + top
    }
    unknowns = next
    judgeGroups = data.groups(by: \.judge, count: judges)
    itemGroups = data.groups(by: \.item, count: items)
    let (ofJudge, ofItem) = (judgeGroups.members, itemGroups.members)
    sums =
      (0..<judgeGroups.count).map { group in (0..<judges).filter { ofJudge[$0] == group } }
      + (0..<itemGroups.count).map { group in
        (0..<items).filter { ofItem[$0] == group }.map { judges + $0 }
      }
      + thresholds.map(Array.init)
  }

  /// The changes that leave every chance as it is, one for each sum: what they add to entries and to the others.
  func shifts(_ data: RaschData) -> [(entries: [Double], others: [Double])] {
    let judges = data.judges.count
    return sums.indices.map { sum in
      var entries = [Double](repeating: 0, count: data.entries.count)
      var others = [Double](repeating: 0, count: unknowns)
      for place in sums[sum] { others[place] = 1 }
      if sum < judgeGroups.count {
        for entry in entries.indices where judgeGroups.entries[entry] == sum { entries[entry] = 1 }
      } else if sum < judgeGroups.count + itemGroups.count {
        let group = sum - judgeGroups.count
        for entry in entries.indices where itemGroups.entries[entry] == group { entries[entry] = 1 }
      } else {
        let scale = sum - judgeGroups.count - itemGroups.count
        for item in data.items.indices where data.scaleOfItem[item] == scale { others[judges + item] = -1 }
      }
      return (entries, others)
    }
  }

  /// Thresholds from how often each category occurs, everything else level.
  func start(_ data: RaschData) -> (entries: [Double], others: [Double]) {
    var others = [Double](repeating: 0, count: unknowns)
    var entries = [Double](repeating: 0, count: data.entries.count)
    var counts = data.tops.map { [Double](repeating: 0.5, count: $0 + 1) }
    for mark in data.marks { counts[data.scaleOfItem[mark.item]][mark.category] += 1 }
    for (scale, range) in thresholds.enumerated() where !range.isEmpty {
      let raw = range.indices.map { place in
        let k = place - range.lowerBound
        return Elementary.logarithm(counts[scale][k] / counts[scale][k + 1])
      }
      let mean = raw.reduce(0, +) / Double(raw.count)
      for (place, value) in zip(range, raw) { others[place] = value - mean }
      for item in data.items.indices where data.scaleOfItem[item] == scale {
        others[data.judges.count + item] = mean
      }
    }
    for group in 0..<itemGroups.count {
      let places = sums[judgeGroups.count + group]
      let mean = places.reduce(0) { $0 + others[$1] } / Double(max(1, places.count))
      for place in places { others[place] -= mean }
      for entry in entries.indices where itemGroups.entries[entry] == group { entries[entry] -= mean }
    }
    return (entries, others)
  }
}
