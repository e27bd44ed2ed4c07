// R032, R033, R036, R038: how many awards, to whom, with which certificate.

import Basics

extension Checker {
  mutating func checkAwards() {
    guard let awards = rubric.results.awards?.awards else { return }
    var last: Awards.Award?
    for award in awards {
      checkNumber(award)
      checkReferences(award)
      guard award.bestIn == nil else { continue }
      if let before = last?.minTotal, let own = award.minTotal, rises(from: before, to: own) {
        fault(
          "R033", award.line, zh: "奖项 \(award.id) 的最低分 \(own) 比前一个奖项的 \(before) 更难",
          en: "award \(award.id) asks \(own), harder than the \(before) of the award before it",
          does: "把高的奖项写在前面",
          "write higher awards first")
      }
      if award.minTotal != nil { last = award }
    }
  }

  private func rises(from before: Marks, to own: Marks) -> Bool {
    rubric.results.ranking.order == .descending ? own > before : own < before
  }

  private mutating func checkNumber(_ award: Awards.Award) {
    if award.top != nil, award.ratio != nil {
      fault(
        "R032", award.line, zh: "奖项 \(award.id)：top（个数）和 ratio（比例）只能写一个",
        en: "award \(award.id): top or ratio, not both",
        does: "删去一个", "remove one")
    }
    if award.top == nil, award.ratio == nil, award.minTotal == nil, award.bestIn == nil {
      fault(
        "R032", award.line, zh: "奖项 \(award.id) 没有说给多少人",
        en: "award \(award.id) does not say how many get it",
        does: "写 top=\"3\"、ratio=\"10\" 或 min-total=\"85\"",
        "write top=\"3\", ratio=\"10\" or min-total=\"85\"")
    }
    if award.ratio?.units == 0 {
      fault(
        "R032", award.line, zh: "奖项 \(award.id) 的比例是 0", en: "award \(award.id) has a ratio of 0", does: "改大",
        "choose a larger one")
    }
  }

  private mutating func checkReferences(_ award: Awards.Award) {
    if let part = award.bestIn {
      let isItem = items[part].map { isMark($0) } ?? false
      let isRound = rubric.rounds.contains { $0.id == part }
      if !isItem, !isRound, criteria[part] == nil, modules[part] == nil {
        let known = rubric.modules.map(\.id) + rubric.modules.flatMap(\.allCriteria).map(\.id)
        unknown(
          "R038", award.line, what: Words(zh: "模块、要素、评分项或轮次", en: "module, criterion, item or round"), part,
          known: known)
      }
    }
    guard let id = award.certificate else { return }
    guard let rule = rubric.results.certificates.first(where: { $0.id == id }) else {
      unknown(
        "R036", award.line, what: Words(zh: "证书", en: "certificate"), id,
        known: rubric.results.certificates.map(\.id))
      return
    }
    if rule.on != .award {
      fault(
        "R036", award.line, zh: "证书 \(id) 是 on=\"\(rule.on.rawValue)\"，不能发给奖项",
        en: "certificate \(id) is on=\"\(rule.on.rawValue)\" and cannot go with an award",
        does: "用 on=\"award\" 的证书",
        "name one with on=\"award\"")
    }
  }
}
