// The statistics in plain words, for a chief judge who asks what they mean: one sentence a finding.

public import Basics

extension JudgeProfile {
  /// Strict or lenient, and by how much.
  public var words: Words {
    let marks = Agreement.plain(severity.map { abs($0) }, 2)
    return switch strictness {
    case .strict: Words(zh: "偏严，平均比其他评委低 \(marks) 分", en: "strict: \(marks) below the others on average")
    case .lenient: Words(zh: "偏松，平均比其他评委高 \(marks) 分", en: "lenient: \(marks) above the others on average")
    case .even: Words(zh: "与大家一致", en: "like the others")
    case .unknown: Words(zh: "看不出来", en: "too little to say")
    }
  }

  /// Whether this judge's marks spread or bunch.
  public var widthWords: Words {
    switch width {
    case .spreads: Words(zh: "分数拉得开", en: "spreads the marks widely")
    case .bunches: Words(zh: "分数挤在一起，好坏看不出差别", en: "bunches the marks: good and poor look alike")
    case .even: Words(zh: "与大家一致", en: "like the others")
    case .unknown: Words(zh: "看不出来", en: "too little to say")
    }
  }
}

extension TopTenWithout {
  /// What would be different.
  public var words: Words {
    guard !topTens.isEmpty else {
      return Words(zh: "评委人数不够，算不出成绩", en: "too few judges would be left for any result")
    }
    let parts = changes.compactMap(\.words)
    if parts.isEmpty { return Words(zh: "前十名不变", en: "the same top ten") }
    return Words(zh: parts.map(\.zh).joined(separator: "；"), en: parts.map(\.en).joined(separator: "; "))
  }
}

extension TopTenWithout.Change {
  /// Nil where nothing would change.
  var words: Words? {
    var (zh, en): ([String], [String]) = ([], [])
    if let first {
      zh.append("第一名由 \(first.before) 变为 \(first.after)")
      en.append("first would be \(first.after), not \(first.before)")
    }
    if !entering.isEmpty {
      zh.append("\(entering.joined(separator: "、")) 进前十")
      en.append("\(entering.joined(separator: ", ")) would come in")
    }
    if !leaving.isEmpty {
      zh.append("\(leaving.joined(separator: "、")) 出前十")
      en.append("\(leaving.joined(separator: ", ")) would drop out")
    }
    if reordered {
      zh.append("前十名的次序有变")
      en.append("the same ten in another order")
    }
    guard !zh.isEmpty else { return nil }
    let head = division.map { $0 + ": " } ?? ""
    return Words(zh: head + zh.joined(separator: "，"), en: head + en.joined(separator: ", "))
  }
}

extension Outlier {
  /// What was found, about whom, and from where on it is worth a look.
  public func words(_ ratings: Ratings) -> Words {
    let entry = ratings.subjects[subject].id
    let who = judge.map { ratings.judges[$0] } ?? ""
    let (number, from) = (Agreement.plain(abs(value), 2), Agreement.plain(limit, 2))
    return switch test {
    case .distance:
      Words(
        zh: "\(entry)：\(who) 比平均\(value < 0 ? "低" : "高") \(number) 分（\(from) 分起提示）",
        en:
          "\(entry): \(who) is \(number) \(value < 0 ? "below" : "above") the mean (worth a look from \(from))"
      )
    case .range:
      Words(
        zh: "\(entry)：最高与最低相差 \(number) 分（这一档 \(from) 分起提示）",
        en: "\(entry): highest and lowest differ by \(number) (worth a look at this level from \(from))")
    case .dixon:
      Words(
        zh: "\(entry)：\(who) 的分独自在一边（狄克逊 Q = \(number)，超过 \(from)）",
        en: "\(entry): \(who) stands alone (Dixon's Q = \(number), above \(from))")
    }
  }
}

extension Agreement {
  /// Judges who are strict or lenient, spread or bunch, one sentence each; empty where all are alike or too few.
  public var findings: [Words] {
    profiles.flatMap { profile -> [Words] in
      var words: [Words] = []
      if profile.strictness == .strict || profile.strictness == .lenient { words.append(profile.words) }
      if profile.width == .spreads || profile.width == .bunches { words.append(profile.widthWords) }
      return words.map { Words(zh: "\(profile.id) \($0.zh)", en: "\(profile.id): \($0.en)") }
    }
  }

  /// A number for reading, with so many decimals; a dash where there is none.
  public static func plain(_ value: Double?, _ decimals: Int) -> String {
    guard let value, value.isFinite, abs(value) < 1e12 else { return "-" }
    let one = (0..<decimals).reduce(1) { power, _ in power * 10 }
    let units = Int((value.magnitude * Double(one)).rounded())
    let sign = value < 0 && units > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(units) }
    let fraction = String(units % one)
    return sign + "\(units / one)." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }
}
