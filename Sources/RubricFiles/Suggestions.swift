// "Did you mean": the nearest allowed name, and plainer spellings of a value.

import Basics

/// The allowed name nearest to what was written: at most two letters away, or one the beginning of the other.
func nearest(to written: String, in allowed: [String]) -> String? {
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

/// Insertions, deletions, changes and swaps of neighbours; anything above `limit` is `limit + 1`.
func editDistance(_ left: String, _ right: String, limit: Int) -> Int {
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

extension Grammar.ValueRule {
  /// A spelling that the rule allows and that means the same, with what was done in words.
  func plainer(_ value: String) -> (value: String, how: Words)? {
    let folded = value.foldedToPlain
    if folded != value, allows(folded) {
      return (folded, Words(zh: "“\(value)”含全角字符，请改为半角 \(folded)", en: "write it in plain characters: \(folded)"))
    }
    let point = folded.replacing(",", with: ".")
    if point != folded, allows(point) {
      return (point, Words(zh: "小数点用“.”：\(point)", en: "the decimal point is a full stop: \(point)"))
    }
    if folded.hasSuffix("%"), allows(String(folded.dropLast())) {
      return (String(folded.dropLast()), Words(zh: "不写百分号：\(folded.dropLast())", en: "without the percent sign: \(folded.dropLast())"))
    }
    let isNumber = !folded.isEmpty && folded.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if isNumber, allows("PT\(folded)M"), !allows(folded) {
      return ("PT\(folded)M", Words(zh: "\(folded) 分钟写成 PT\(folded)M", en: "\(folded) minutes are written PT\(folded)M"))
    }
    if options == ["true", "false"], let flag = Self.flags[folded.lowercased()] {
      return (flag, Words(zh: "写成 \(flag)", en: "write \(flag)"))
    }
    if let name = nearest(to: folded, in: options) {
      return (name, Words(zh: "是不是想写 \(name)？", en: "did you mean \(name)?"))
    }
    return nil
  }

  private static let flags = [
    "1": "true", "yes": "true", "是": "true", "0": "false", "no": "false", "否": "false",
  ]

  /// What is allowed, for a reader.
  var allowed: Words {
    guard !options.isEmpty else { return Words(zh: "应为\(title.zh)", en: "it should be \(title.en)") }
    let list = options.joined(separator: ", ")
    return Words(zh: "可用的值：\(list)", en: "allowed: \(list)")
  }
}
