// Fleiss' kappa: how far judges wrote the very same value, beyond what chance would give.

/// Kappa from how many judges chose each category, one row a unit; every row must add up to the same number.
///
/// Nil with fewer than two judges, without units, and where all chose one category.
public func fleissKappa(counts: [[Int]]) -> Double? {
  guard let judges = counts.first?.reduce(0, +), judges >= 2 else { return nil }
  let units = Double(counts.count)
  let ratings = Double(judges)
  var shares = [Double](repeating: 0, count: counts[0].count)
  var agreement = 0.0
  for row in counts {
    precondition(row.reduce(0, +) == judges && row.count == shares.count, "rows of one size and one sum")
    for (category, count) in row.enumerated() { shares[category] += Double(count) }
    let same = Double(row.reduce(0) { $0 + $1 * $1 })
    agreement += (same - ratings) / (ratings * (ratings - 1))
  }
  let observed = agreement / units
  let chance = shares.reduce(0) { $0 + ($1 / (units * ratings)) * ($1 / (units * ratings)) }
  guard 1 - chance > 1e-15 else { return nil }
  return (observed - chance) / (1 - chance)
}

/// Kappa over what judges wrote: each value is a category of its own, each row a unit.
///
/// Kappa needs as many judges in every unit. Units count that have the largest number of values which at least two
/// units share: those marked by all judges, or where judges take turns by as many judges as is usual.
public func fleissKappa(_ units: RatingMatrix) -> Double? {
  let rows = units.rows.map { $0.compactMap { $0 } }
  var sizes: [Int: Int] = [:]
  for row in rows where row.count >= 2 { sizes[row.count, default: 0] += 1 }
  guard let size = sizes.filter({ $0.value >= 2 }).keys.max() ?? sizes.keys.max() else { return nil }
  let chosen = rows.filter { $0.count == size }
  let categories = Set(chosen.joined()).sorted()
  let places = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($1, $0) })
  return fleissKappa(
    counts: chosen.map { row in
      var counts = [Int](repeating: 0, count: categories.count)
      for value in row { counts[places[value] ?? 0] += 1 }
      return counts
    })
}
