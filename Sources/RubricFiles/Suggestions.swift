// Plainer spellings of a value, and what a value may be, in words.

import Basics

extension Grammar.ValueRule {
  /// A spelling that the rule allows and that means the same, with what was done in words.
  func plainer(_ value: String) -> (value: String, how: Words)? {
    guard value.utf8.count <= 400 else { return nil }
    let folded = value.foldedToPlain
    if folded != value, allows(folded) {
      return (
        folded, Words(zh: "“\(value)”含全角字符，请改为半角 \(folded)", en: "write it in plain characters: \(folded)")
      )
    }
    let point = folded.replacing(",", with: ".")
    if point != folded, allows(point) {
      return (point, Words(zh: "小数点用“.”：\(point)", en: "the decimal point is a full stop: \(point)"))
    }
    if folded.hasSuffix("%"), allows(String(folded.dropLast())) {
      return (
        String(folded.dropLast()),
        Words(zh: "不写百分号：\(folded.dropLast())", en: "without the percent sign: \(folded.dropLast())")
      )
    }
    let isNumber = !folded.isEmpty && folded.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if isNumber, allows("PT\(folded)M"), !allows(folded) {
      return (
        "PT\(folded)M",
        Words(zh: "\(folded) 分钟写成 PT\(folded)M", en: "\(folded) minutes are written PT\(folded)M")
      )
    }
    if options == ["true", "false"], let flag = Self.flags[folded.lowercased()] {
      return (flag, Words(zh: "写成 \(flag)", en: "write \(flag)"))
    }
    if let name = nearestName(to: folded, in: options) {
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
