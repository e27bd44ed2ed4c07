// The values of cells: ids, texts, choices, aggregation; what does not fit is a fault at its cell.

import Basics

// Texts and ids.
extension WorkbookReading {
  /// The text of a cell; nil where it is empty.
  mutating func text(_ row: FoundRow, _ key: String) -> String? {
    ask(row, key)
    return row[key].isEmpty ? nil : row[key]
  }

  /// The same, and a fault where it is empty.
  mutating func needed(_ row: FoundRow, _ key: String, _ what: Words) -> String? {
    if let text = text(row, key) { return text }
    missing(row, key, what)
    return nil
  }

  mutating func missing(_ row: FoundRow, _ key: String, _ what: Words) {
    fault(
      "table-missing-value", row, key, zh: "缺少\(what.zh)", en: "\(what.en) is missing",
      Words(zh: "补上\(what.zh)", en: "add it"))
  }

  /// An id; a fault where it has other characters than ids may have.
  mutating func id(_ row: FoundRow, _ key: String) -> String? {
    guard let text = text(row, key)?.foldedToPlain else { return nil }
    if isID(text) { return text }
    fault(
      "table-id", row, key, zh: "编号“\(text)”只能用字母、数字、点、下划线、连字符，以字母或数字开头，最多 64 个字符",
      en:
        "\"\(text)\" is no id: letters, digits, dot, underscore, hyphen, 64 at most, a letter or digit first",
      Words(zh: "换一个编号，如 A1", en: "choose another, such as A1"))
    return nil
  }

  /// A text in both languages, white space folded; nil where both cells are empty.
  mutating func words(_ row: FoundRow, _ key: String) -> Words? {
    ask(row, key, key + "En")
    func folded(_ key: String) -> String {
      row[key].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let (zh, en) = (folded(key), folded(key + "En"))
    guard !zh.isEmpty || !en.isEmpty else { return nil }
    for (name, text) in [(key, zh), (key + "En", en)] {
      guard let hidden = text.unicodeScalars.first(where: isInvisible) else { continue }
      let code = "U+" + String(hidden.value, radix: 16, uppercase: true)
      fault(
        "table-invisible", row, name, zh: "文字里有不可见的字符 \(code)",
        en: "the text holds the invisible character \(code)",
        Words(zh: "重新输入这一格", en: "type the cell again"))
    }
    return Words(zh: zh.isEmpty ? en : zh, en: en.isEmpty ? zh : en)
  }

  mutating func label(_ row: FoundRow) -> Label {
    let title = words(row, "title")
    if title == nil { missing(row, "title", Words(zh: "名称", en: "the name")) }
    return Label(title: title ?? Words(zh: "", en: ""), hint: words(row, "hint"))
  }

  private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
  }
}

/// Whether a text may be an id (contract, first section).
func isID(_ text: String) -> Bool {
  let bytes = text.utf8
  func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
  guard let first = bytes.first, isAlphanumeric(first), bytes.count <= 64 else { return false }
  return bytes.allSatisfy { isAlphanumeric($0) || [0x2E, 0x5F, 0x2D].contains($0) }
}

// Choices.
extension WorkbookReading {
  mutating func choice<Choice: SheetChoice>(_ row: FoundRow, _ key: String) -> Choice? {
    guard let text = text(row, key) else { return nil }
    if let choice = Choice(written: text) { return choice }
    let words = Choice.allCases.map(\.rawValue) + Choice.chinese
    let near = nearestName(to: text, in: words)
    wrong(
      row, key, text, Words(zh: "可用的值：\(Choice.list(.zh))", en: "allowed: \(Choice.list(.en))"),
      near.map { Words(zh: "是不是想写“\($0)”？", en: "did you mean \"\($0)\"?") })
    return nil
  }

  mutating func flag(_ row: FoundRow, _ key: String) -> Bool? {
    ask(row, key)
    switch row[key].headerKernel {
    case "1", "y", "yes", "√": return true
    case "0", "n", "no": return false
    default:
      if ["√", "✓", "✔"].contains(row[key].trimmed) { return true }
      return (choice(row, key) as Flag?).map { $0 == .yes }
    }
  }

  mutating func wrong(
    _ row: FoundRow, _ key: String, _ text: String, _ allowed: Words, _ advice: Words? = nil
  ) {
    let shown = text.prefix(20)
    fault(
      "table-value", row, key, zh: advice == nil ? "“\(shown)”不对" : "“\(shown)”不对，\(allowed.zh)",
      en: advice == nil ? "\"\(shown)\" is wrong" : "\"\(shown)\" is wrong, \(allowed.en)", advice ?? allowed)
  }
}

// Aggregation.
extension WorkbookReading {
  /// How several judges become one, where the row says it.
  mutating func aggregate(_ row: FoundRow) -> Aggregate? {
    let method: Aggregate.Method? = choice(row, "method")
    guard let method else {
      let rest = ["dropHigh", "dropLow", "best", "minJudges", "ifFewer", "judges", "as"]
      if row["method"].isEmpty, let key = rest.first(where: { !row[$0].isEmpty }) {
        fault(
          "table-missing-value", row, key, zh: "写了“\(row[key])”，却没有写合分方法",
          en: "\"\(row[key])\" stands here without an aggregation",
          Words(zh: "补上合分方法，或删去这一格", en: "add the aggregation, or delete the cell"))
      }
      return nil
    }
    return Aggregate(
      method: method, dropHigh: whole(row, "dropHigh", 0...999) ?? 0,
      dropLow: whole(row, "dropLow", 0...999) ?? 0, best: count(row, "best"),
      minJudges: count(row, "minJudges") ?? 1, ifFewer: choice(row, "ifFewer") ?? .block,
      judges: count(row, "judges"), placing: placing(row))
  }

  mutating func placing(_ row: FoundRow) -> Placing? {
    let turned: Placing.As? = choice(row, "as")
    guard let turned else { return nil }
    var points: [Weight] = []
    if let text = text(row, "placePoints") {
      for part in text.foldedToPlain.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "、" }) {
        if let marks = Weight(part) {
          points.append(marks)
        } else {
          wrong(
            row, "placePoints", String(part),
            Words(zh: "应为用空格隔开的数", en: "it should be numbers with spaces between"))
        }
      }
    }
    return Placing(
      as: turned, points: points, tied: choice(row, "tied") ?? .average, first: choice(row, "first"),
      within: choice(row, "among") ?? .division)
  }
}
