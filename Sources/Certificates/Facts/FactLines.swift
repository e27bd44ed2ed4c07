// The facts of a certificate as labelled lines, so that a check page shows every one of them and forgets
// none.

public import Basics

/// One certified fact for people.
public struct FactLine: Hashable, Sendable {
  /// A stable name, for example `award` or `score-1`.
  public var id: String
  public var label: Words
  public var value: Words

  init(_ id: String, zh: String, en: String, _ value: Words) {
    self.id = id
    label = Words(zh: zh, en: en)
    self.value = value
  }

  init(_ id: String, zh: String, en: String, _ value: String) {
    self.init(id, zh: zh, en: en, Words(zh: value, en: value))
  }
}

extension CertificateFacts {
  /// Every fact in the order of reading; facts that are not there have no line.
  public var lines: [FactLine] {
    var lines: [FactLine] = []
    func add(_ id: String, zh: String, en: String, _ value: String?) {
      if let value { lines.append(FactLine(id, zh: zh, en: en, value)) }
    }
    func add(_ id: String, zh: String, en: String, _ day: Day?) {
      guard let day else { return }
      lines.append(FactLine(id, zh: zh, en: en, Words(zh: day.words(.zh), en: day.words(.en))))
    }
    lines.append(FactLine("kind", zh: "种类", en: "Kind", kind.title))
    add("title", zh: "证书名称", en: "Title", title)
    add("number", zh: "证书编号", en: "Number", number)
    add("name", zh: "姓名", en: "Name", name)
    add("unit", zh: "单位或村（社区）", en: "Employer or village", unit)
    add("event", zh: "活动", en: "Event", event)
    add("division", zh: "组别", en: "Division", division)
    add("work", zh: "作品", en: "Work", work)
    add("award", zh: "奖项", en: "Award", award)
    add("result", zh: "结果", en: "Result", result)
    for (index, score) in scores.enumerated() {
      lines.append(
        FactLine("score-\(index + 1)", zh: score.label, en: score.label, score.sentence))
    }
    if let hours { lines.append(FactLine("hours", zh: "学时", en: "Hours", hours)) }
    add("start", zh: "开始日期", en: "First day", start)
    add("end", zh: "结束日期", en: "Last day", end)
    for (index, organizer) in organizers.enumerated() {
      add("organizer-\(index + 1)", zh: "主办单位", en: "Organiser", organizer)
    }
    add("issued", zh: "发证日期", en: "Issued", issued)
    add("validUntil", zh: "有效期至", en: "Valid until", validUntil)
    add("rubric", zh: "评分规则指纹", en: "Rubric fingerprint", rubric)
    add("supersedes", zh: "替代证书", en: "Replaces", supersedes)
    if sample {
      lines.append(
        FactLine(
          "sample", zh: "示例", en: "Sample",
          Words(zh: "演示用，不证明任何事实", en: "a demonstration that certifies nothing")))
    }
    return lines
  }
}

extension CertificateFacts.Score {
  /// `92.5（满分 100，合格 60）`.
  var sentence: Words {
    var zh: [String] = []
    var en: [String] = []
    if let outOf {
      zh.append("满分 \(outOf)")
      en.append("out of \(outOf)")
    }
    if let needed {
      zh.append("合格 \(needed)")
      en.append("\(needed) to pass")
    }
    guard !zh.isEmpty else { return Words(zh: value, en: value) }
    return Words(
      zh: "\(value)（\(zh.joined(separator: "，"))）", en: "\(value) (\(en.joined(separator: ", ")))")
  }
}
