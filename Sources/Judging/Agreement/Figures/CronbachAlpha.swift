// Cronbach's alpha with the judges in the place of a questionnaire's items: how steady the sum of all judges is.

/// Alpha over complete rows; nil with fewer than two judges or subjects, and where all sums are equal.
public func cronbachAlpha(_ block: RatingMatrix.Block) -> Double? {
  let judges = Double(block.judges.count)
  guard block.rows.count >= 2, judges >= 2 else { return nil }
  let own = block.judges.indices.reduce(0) { sum, judge in sum + variance(block.rows.map { $0[judge] }) }
  let whole = variance(block.rows.map { $0.reduce(0, +) })
  guard whole > 0 else { return nil }
  return judges / (judges - 1) * (1 - own / whole)
}

/// The sample variance (n - 1); NaN with fewer than two numbers.
func variance(_ numbers: [Double]) -> Double {
  let count = Double(numbers.count)
  let mean = numbers.reduce(0, +) / count
  return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
}
