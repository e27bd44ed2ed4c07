// The facts that Open Badges has no member of their own for: each becomes a named result of the achievement.

/// One such fact with its stable name.
struct CertifiedText: Hashable, Sendable {
  /// For example `title`, `organizer-1`, `score-2`.
  var id: String
  var label: String
  var value: String
  var score: CertificateFacts.Score?
}

extension OpenBadge {
  var certified: [CertifiedText] {
    var list: [CertifiedText] = []
    func add(_ id: String, _ label: String, _ value: String?) {
      if let value { list.append(CertifiedText(id: id, label: label, value: value)) }
    }
    add("title", "证书名称", facts.title)
    add("unit", "单位或村（社区）", facts.unit)
    add("division", "组别", facts.division)
    add("work", "作品", facts.work)
    add("award", "奖项", facts.award)
    add("result", "结果", facts.result)
    for (index, score) in facts.scores.enumerated() {
      list.append(
        CertifiedText(id: "score-\(index + 1)", label: score.label, value: score.value, score: score))
    }
    add("hours", "学时", facts.hours)
    for (index, organizer) in facts.organizers.enumerated() {
      add("organizer-\(index + 1)", "主办单位", organizer)
    }
    add("rubric", "评分规则指纹", facts.rubric)
    add("supersedes", "替代证书", facts.supersedes)
    return list
  }
}
