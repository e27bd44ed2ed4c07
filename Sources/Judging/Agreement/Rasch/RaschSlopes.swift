// First and second derivatives of the Rasch model's likelihood, the Newton step and the standard errors from them.

struct RaschSlopes {
  /// By entry: slope, curvature (the information), and how it bends with the others.
  private var slope: [Double]
  private(set) var curvature: [Double]
  private var bends: [Double]
  private var otherSlopes: [Double]
  /// Information of judges, items and thresholds; lower triangle.
  private var information: [Double]
  private let size: Int
  private let data: RaschData

  init(_ data: RaschData, _ links: RaschLinks, _ entries: [Double], _ others: [Double]) {
    self.data = data
    size = links.unknowns
    slope = [Double](repeating: 0, count: entries.count)
    curvature = slope
    bends = [Double](repeating: 0, count: entries.count * size)
    otherSlopes = [Double](repeating: 0, count: size)
    information = [Double](repeating: 0, count: size * size)
    let judges = data.judges.count
    var chances = RaschChances(data, links, others)
    for mark in data.marks {
      let (judge, item) = (mark.judge, judges + mark.item)
      let scale = data.scaleOfItem[mark.item]
      let range = links.thresholds[scale]
      chances.set(entries[mark.entry] - others[judge] - others[item], scale: scale)
      let (mean, spread) = (chances.mean, chances.variance)
      let off = Double(mark.category) - mean
      slope[mark.entry] += off
      curvature[mark.entry] += spread
      otherSlopes[judge] -= off
      otherSlopes[item] -= off
      information[judge * size + judge] += spread
      information[item * size + item] += spread
      information[item * size + judge] += spread
      let row = mark.entry * size
      bends[row + judge] -= spread
      bends[row + item] -= spread
      for (h, place) in range.enumerated() {
        let (above, bend) = (chances.above[h + 1], chances.bend[h + 1])
        otherSlopes[place] += above - (mark.category > h ? 1 : 0)
        bends[row + place] -= bend
        information[place * size + judge] += bend
        information[place * size + item] += bend
        for l in 0...h {
          information[place * size + range.lowerBound + l] += above * (1 - chances.above[l + 1])
        }
      }
    }
  }

  /// The information of judges, items and thresholds once the entries are eliminated, with the sums of zero added.
  private func reduced(_ links: RaschLinks) -> Cholesky? {
    var matrix = information
    for entry in curvature.indices {
      let row = entry * size
      let places = (0..<size).filter { bends[row + $0] != 0 }
      for (index, a) in places.enumerated() {
        let share = bends[row + a] / curvature[entry]
        for b in places[...index] { matrix[a * size + b] -= share * bends[row + b] }
      }
    }
    for sum in links.sums {
      for (index, a) in sum.enumerated() {
        for b in sum[...index] { matrix[a * size + b] += 1 }
      }
    }
    return Cholesky(matrix, size: size)
  }

  /// Newton's step and its largest part; nil where the unknowns cannot be told apart.
  func step(_ links: RaschLinks) -> (step: (entries: [Double], others: [Double]), largest: Double)? {
    guard let matrix = reduced(links) else { return nil }
    var right = otherSlopes
    for entry in slope.indices {
      let share = slope[entry] / curvature[entry]
      for place in 0..<size { right[place] -= bends[entry * size + place] * share }
    }
    let others = matrix.solve(right)
    let entries = slope.indices.map { entry in
      var rest = slope[entry]
      for place in 0..<size { rest -= bends[entry * size + place] * others[place] }
      return rest / curvature[entry]
    }
    let largest = (entries + others).reduce(0) { max($0, abs($1)) }
    return ((entries, others), largest)
  }

  /// Standard errors from the whole information, under the sums of zero.
  func errors(_ links: RaschLinks) -> (entries: [Double], others: [Double])? {
    guard let matrix = reduced(links) else { return nil }
    let shifts = links.shifts(data)
    // What the added sums put into the inverse is taken out again: W W' with W = shifts x (sums' x shifts)^-1.
    guard let turned = Self.turned(shifts, links.sums) else { return nil }
    let others = (0..<size).map { place in
      var unit = [Double](repeating: 0, count: size)
      unit[place] = 1
      let extra = turned.reduce(0) { $0 + $1.others[place] * $1.others[place] }
      return max(0, matrix.form(unit) - extra).squareRoot()
    }
    let entries = slope.indices.map { entry in
      let row = Array(bends[entry * size..<(entry + 1) * size])
      let own = 1 / curvature[entry]
      let extra = turned.reduce(0) { $0 + $1.entries[entry] * $1.entries[entry] }
      return max(0, own + matrix.form(row) * own * own - extra).squareRoot()
    }
    return (entries, others)
  }

  /// The shifts mixed so that each raises its own sum by one and no other.
  private static func turned(
    _ shifts: [(entries: [Double], others: [Double])], _ sums: [[Int]]
  ) -> [(entries: [Double], others: [Double])]? {
    var left = shifts
    var raised = shifts.map { shift in sums.map { $0.reduce(0) { $0 + shift.others[$1] } } }
    // Gauss and Jordan; each shift raises its own sum, so the diagonal is never zero.
    for pivot in left.indices {
      let own = raised[pivot][pivot]
      guard own != 0 else { return nil }
      scale(&left[pivot], &raised[pivot], by: 1 / own)
      for other in left.indices where other != pivot {
        let factor = raised[other][pivot]
        guard factor != 0 else { continue }
        for place in left[other].entries.indices {
          left[other].entries[place] -= factor * left[pivot].entries[place]
        }
        for place in left[other].others.indices {
          left[other].others[place] -= factor * left[pivot].others[place]
        }
        for sum in sums.indices { raised[other][sum] -= factor * raised[pivot][sum] }
      }
    }
    return left
  }

  private static func scale(
    _ shift: inout (entries: [Double], others: [Double]), _ raised: inout [Double], by factor: Double
  ) {
    shift.entries = shift.entries.map { $0 * factor }
    shift.others = shift.others.map { $0 * factor }
    raised = raised.map { $0 * factor }
  }

  static func logLikelihood(
    _ data: RaschData, _ links: RaschLinks, _ entries: [Double], _ others: [Double]
  ) -> Double {
    let judges = data.judges.count
    var chances = RaschChances(data, links, others)
    return data.marks.reduce(0) { sum, mark in
      let scale = data.scaleOfItem[mark.item]
      let measure = entries[mark.entry] - others[mark.judge] - others[judges + mark.item]
      return sum + chances.logChance(of: mark.category, measure, scale: scale)
    }
  }
}
