// Numbers of cells: marks, factors, percentages, whole numbers, multipliers and durations.

import Basics

extension WorkbookReading {
  /// What a number must be.
  enum Range { case any, notNegative, positive }

  mutating func marks(_ row: FoundRow, _ key: String, _ range: Range = .any) -> Marks? {
    number(row, key, range)
  }

  /// A factor, with six decimals.
  mutating func factor(_ row: FoundRow, _ key: String) -> Weight? { number(row, key, .any) }

  /// A percentage from 0 to 100, with or without its sign.
  mutating func percent(_ row: FoundRow, _ key: String) -> Weight? {
    var plain = row
    if row[key].hasSuffix("%") || row[key].hasSuffix("％") { plain.cells[key] = String(row[key].dropLast()) }
    let value: Weight? = number(plain, key, .notNegative)
    guard let value, value.units > 100 * Weight.one else { return value }
    wrong(row, key, row[key], Words(zh: "应为 0 到 100 的百分数", en: "it should be a percentage from 0 to 100"))
    return nil
  }

  private mutating func number<Number: FixedDecimal>(_ row: FoundRow, _ key: String, _ range: Range)
    -> Number?
  {
    guard let text = text(row, key) else { return nil }
    var plain = text.foldedToPlain
    if plain.contains(".") {
      while plain.hasSuffix("0") { plain.removeLast() }
      if plain.hasSuffix(".") { plain.removeLast() }
    }
    let value = plain.hasPrefix("+") ? nil : Number(plain)
    let fits: Bool =
      switch range {
      case .any: true
      case .notNegative: (value?.units ?? 0) >= 0
      case .positive: (value?.units ?? 0) > 0
      }
    // Nine digits before the point, as in the XML.
    if let value, fits, value.units.magnitude < UInt(Number.one) * 1_000_000_000 { return value }
    let bound =
      switch range {
      case .any: Words(zh: "数", en: "a number")
      case .notNegative: Words(zh: "不为负的数", en: "a number that is not negative")
      case .positive: Words(zh: "大于 0 的数", en: "a number above 0")
      }
    let allowed = Words(
      zh: "应为\(bound.zh)，最多 \(Number.places) 位小数",
      en: "it should be \(bound.en) with at most \(Number.places) decimals")
    let point = plain.replacing(",", with: ".")
    let advice: Words? =
      if plain.hasSuffix("%") {
        Words(zh: "不用百分号，如 60", en: "write it without the percent sign")
      } else if point != plain, Number(point) != nil {
        Words(zh: "小数点用“.”：\(point)", en: "the decimal point is a full stop: \(point)")
      } else {
        nil
      }
    wrong(row, key, text, allowed, advice)
    return nil
  }

  mutating func whole(_ row: FoundRow, _ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let text = text(row, key) else { return nil }
    if let value = Int(text.foldedToPlain), range.contains(value) { return value }
    let isOpen = range.upperBound >= 999_999
    wrong(
      row, key, text,
      isOpen
        ? Words(
          zh: "应为不小于 \(range.lowerBound) 的整数", en: "it should be a whole number, \(range.lowerBound) or more")
        : Words(
          zh: "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
          en: "it should be a whole number from \(range.lowerBound) to \(range.upperBound)"))
    return nil
  }

  /// From 1 on.
  mutating func count(_ row: FoundRow, _ key: String) -> Int? { whole(row, key, 1...999_999) }

  /// `1.6`, `-1` or `5/3`.
  mutating func multiplier(_ row: FoundRow, _ key: String) -> Rational? {
    guard let text = text(row, key) else { return nil }
    let parts = text.foldedToPlain.split(separator: "/", omittingEmptySubsequences: false).map {
      Weight($0.trimmed)
    }
    let most = UInt(Weight.one) * 1_000_000_000
    if parts.count <= 2, let first = parts.first, let top = first, top.units.magnitude < most {
      if parts.count == 1 { return top.exact }
      if let bottom = parts[1], bottom.units > 0, bottom.units.magnitude < most {
        return top.exact / bottom.exact
      }
    }
    wrong(
      row, key, text,
      Words(zh: "应为数或分数，如 1.6、5/3", en: "it should be a number or a fraction, such as 1.6 or 5/3"))
    return nil
  }

  /// Seconds of a duration: minutes as a number, `1:30:00`, or `PT90M`.
  mutating func seconds(_ row: FoundRow, _ key: String) -> Int? {
    guard let text = text(row, key) else { return nil }
    let plain = text.foldedToPlain.uppercased()
    if let minutes = Marks(plain), minutes.units >= 0, (minutes.units * 60).isMultiple(of: 1_000),
      minutes.units < 9_999_000
    {
      return minutes.units * 60 / 1_000
    }
    let clock = plain.split(separator: ":").map { Int($0) ?? -1 }
    if plain.contains(":"), (2...3).contains(clock.count), clock.allSatisfy({ (0..<100).contains($0) }) {
      return clock[0] * 3_600 + clock[1] * 60 + (clock.count == 3 ? clock[2] : 0)
    }
    if let seconds = isoSeconds(plain) { return seconds }
    wrong(
      row, key, text,
      Words(zh: "应为分钟数，如 60，或 1:30:00", en: "it should be minutes, such as 60, or 1:30:00"))
    return nil
  }

  private func isoSeconds(_ text: String) -> Int? {
    guard text.hasPrefix("PT"), text.utf8.count > 3, text.utf8.count < 24 else { return nil }
    var (sum, number) = (0, "")
    for character in text.dropFirst(2) {
      let unit = ["H": 3_600, "M": 60, "S": 1][character]
      if let unit {
        guard let count = Int(number), count < 100_000 else { return nil }
        (sum, number) = (sum + count * unit, "")
      } else {
        number.append(character)
      }
    }
    return number.isEmpty ? sum : nil
  }
}
