// Words that a county's own paper may not carry, because they make it look like a paper of the state.

public import Basics

/// The words of 人社部函〔2022〕25号 and of Guangdong's notice (domain.md 4.2), with their plain English sense.
private let forbidden: [String] = [
  "中华人民共和国", "中国", "中华", "国家", "全国", "职业资格", "岗位合格", "专业技术职务", "职业技能等级", "专项职业能力",
  "国徽", "人社部门徽标",
]

private let forbiddenEnglish: [String] = [
  "people's republic of china", "china", "national", "vocational qualification", "vocational skill level",
]

/// One fault for each forbidden word in a text, spelled with spaces, full-width or traditional characters
/// too.
///
/// Of words within each other only the longest is reported: `中华人民共和国`, not `中华` as well.
public func forbiddenWords(in text: String) -> [Fault] {
  var found: [String] = []
  var bare = bareChinese(text)
  for word in forbidden where bare.contains(word) {
    found.append(word)
    bare = bare.split(separator: word, omittingEmptySubsequences: false).joined(separator: "|")
  }
  let words = plainEnglishWords(text)
  for phrase in forbiddenEnglish where words.contains(" \(phrase) ") {
    found.append(phrase)
    if phrase.hasSuffix("china") { break }
  }
  return found.map {
    Fault(
      "certificate-forbidden-word", zh: "“\(text)”含有禁用词“\($0)”",
      en: "\"\(text)\" holds the forbidden word \"\($0)\"",
      suggestion: Words(
        zh: "去掉该词；县级证书不得冠以此类字样", en: "leave the word out: a county's own paper may not carry it"))
  }
}

/// The ideographs, traditional ones of the forbidden words simplified.
///
/// What only loosens the spelling (spaces, dots, hyphens, marks, invisible characters) is left out; anything
/// else separates.
private func bareChinese(_ text: String) -> String {
  let simplified: [Unicode.Scalar: Unicode.Scalar] = [
    "華": "华", "國": "国", "職": "职", "業": "业", "資": "资", "崗": "岗", "專": "专", "術": "术", "務": "务", "級": "级",
    "項": "项", "門": "门", "標": "标", "囯": "国", "囻": "国", "圀": "国",
  ]
  var bare = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar.properties.isIdeographic {
      bare.append(simplified[scalar] ?? scalar)
    } else if !isLoosening(scalar) {
      bare.append("|")
    }
  }
  return String(bare)
}

private func isLoosening(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .spaceSeparator, .control, .format, .nonspacingMark, .enclosingMark, .dashPunctuation,
    .connectorPunctuation:
    true
  default: ["·", "•", "．", ".", "*", "'", "\u{30FB}"].contains(scalar)
  }
}

/// Lower-case words with one space between and around them.
private func plainEnglishWords(_ text: String) -> String {
  var plain = " "
  for scalar in text.unicodeScalars {
    let folded =
      (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    let character = Character(folded == "\u{2019}" ? "'" : folded)
    if character.isASCII, character.isLetter || character == "'" {
      plain.append(contentsOf: character.lowercased())
    } else if plain.last != " " {
      plain.append(" ")
    }
  }
  return plain.last == " " ? plain : plain + " "
}
