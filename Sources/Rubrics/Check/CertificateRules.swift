// R034, R035, R037: certificate numbers that can be counted and checked, and no word that only the state may use.

import Basics

extension Checker {
  mutating func checkCertificates() {
    let named = Set(rubric.results.awards?.awards.compactMap(\.certificate) ?? [])
    for rule in rubric.results.certificates {
      let text = rule.numbering
      if text.ranges(of: "{seq:").count != 1 {
        fault(
          "R034", rule.line, zh: "证书 \(rule.id) 的编号规则要有且只有一个 {seq:n}",
          en: "the numbers of certificate \(rule.id) need {seq:n} once",
          does: "例如 CG-{year}-{seq:4}-{check}", "for example CG-{year}-{seq:4}-{check}")
      }
      if text.ranges(of: "{check}").count != 1 || !text.hasSuffix("{check}") {
        fault(
          "R034", rule.line, zh: "证书 \(rule.id) 的编号规则要以 {check} 结尾",
          en: "the numbers of certificate \(rule.id) need {check} once, at the end",
          does: "例如 CG-{year}-{seq:4}-{check}", "for example CG-{year}-{seq:4}-{check}")
      }
      if rule.on == .award, !named.contains(rule.id) {
        fault(
          "R037", rule.line, zh: "没有奖项发证书 \(rule.id)", en: "no award gives certificate \(rule.id)",
          does: "在 <award> 上写 certificate=\"\(rule.id)\"", "write certificate=\"\(rule.id)\" on an <award>")
      }
      if rule.on == .pass, rubric.results.pass == nil {
        fault(
          "R037", rule.line, zh: "证书 \(rule.id) 发给合格者，但没有 <pass> 规则",
          en: "certificate \(rule.id) is for a pass, but there is no <pass>", does: "加上 <pass>", "add <pass>")
      }
    }
  }

  /// Words whose use on certificates and contest titles the ministry's notice of 2022 (人社部函〔2022〕25号) and
  /// Guangdong's list forbid without authority.
  static let forbidden = [
    "中华人民共和国", "中华", "中国", "国家", "全国", "职业资格", "岗位合格", "专业技术职务", "职业技能等级", "专项职业能力", "国徽",
  ]

  mutating func checkWording() {
    checkWords(rubric.label, line: 0, of: Words(zh: "标题", en: "the title"))
    for award in rubric.results.awards?.awards ?? [] {
      checkWords(award.label, line: award.line, of: Words(zh: "奖项 \(award.id)", en: "award \(award.id)"))
    }
    for rule in rubric.results.certificates {
      checkWords(rule.label, line: rule.line, of: Words(zh: "证书 \(rule.id)", en: "certificate \(rule.id)"))
    }
  }

  /// Their plain English sense, as whole words.
  static let forbiddenEnglish = [
    "people's republic of china", "china", "national", "vocational qualification", "vocational skill level",
  ]

  private mutating func checkWords(_ label: Label, line: Int, of name: Words) {
    let texts = Set([label.title.zh, label.title.en, label.hint?.zh ?? "", label.hint?.en ?? ""])
    // Spaces between the characters do not make a word harmless.
    let bare = texts.map { $0.filter { !$0.isWhitespace } }
    let plain = texts.filter(\.hasLetters).map { text in
      " " + text.lowercased().split { !$0.isLetter && $0 != "'" }.joined(separator: " ") + " "
    }
    let found =
      Self.forbidden.filter { word in bare.contains { $0.holds(word) } }
      + Self.forbiddenEnglish.filter { word in plain.contains { $0.holds(" \(word) ") } }
    // The longest match says it all: 中华 inside 中华人民共和国.
    for word in found where !found.contains(where: { $0 != word && $0.contains(word) }) {
      fault(
        "R035", line, zh: "\(name.zh) 含有不得擅自使用的字样“\(word)”",
        en: "\(name.en) uses the protected word \"\(word)\"",
        does: "换一个说法，例如“思州厨师大赛荣誉证书”", "choose other words, such as 思州厨师大赛荣誉证书")
    }
  }
}

extension String {
  /// Whether it holds a plain letter of the alphabet.
  fileprivate var hasLetters: Bool {
    utf8.contains { (0x61...0x7A).contains($0 | 0x20) }
  }

  /// Whether the bytes of another text stand in it; quick, and blind to where characters begin, which UTF-8 makes harmless.
  fileprivate func holds(_ word: String) -> Bool {
    var (own, other) = (self, word)
    return own.withUTF8 { own in
      other.withUTF8 { other in
        guard let first = other.first, own.count >= other.count else { return other.isEmpty }
        for start in 0...(own.count - other.count) where own[start] == first {
          if (0..<other.count).allSatisfy({ own[start + $0] == other[$0] }) { return true }
        }
        return false
      }
    }
  }
}
