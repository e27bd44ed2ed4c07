// "Did you mean": the allowed name nearest to what somebody wrote.

/// The allowed name nearest to what was written: at most two letters away, or one the beginning of the other; nil where none is near.
///
/// Full-width characters and capitals make no difference. Of several equally near names the first in `allowed` is given.
public func nearestName(to written: String, in allowed: [String]) -> String? {
  guard written.utf8.count <= 100 else { return nil }
  let plain = written.foldedToPlain.lowercased()
  var best: (name: String, distance: Int)?
  for name in allowed {
    let distance = editDistance(plain, name.lowercased(), limit: 2)
    // Two letters of three are no likeness.
    guard distance <= 2, distance < max(2, name.utf8.count - 1) else { continue }
    if distance < (best?.distance ?? .max) { best = (name, distance) }
  }
  if let best { return best.name }
  return allowed.first { name in
    let short = min(name.utf8.count, plain.utf8.count)
    return short >= 3 && (plain.hasPrefix(name.lowercased()) || name.lowercased().hasPrefix(plain))
  }
}

/// Insertions, deletions, changes and swaps of neighbours between two texts; anything above `limit` is `limit + 1`.
public func editDistance(_ left: String, _ right: String, limit: Int) -> Int {
  let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
  guard abs(a.count - b.count) <= limit else { return limit + 1 }
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var before: [Int] = []
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i]
    for j in 1...b.count {
      var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, before[j - 2] + 1) }
      row.append(cost)
    }
    (before, last) = (last, row)
  }
  return min(last[b.count], limit + 1)
}
