// R029: numbers turned into ranks or points say which points, and factors of a round name items that take one.

import Basics

extension Checker {
  mutating func checkPlacings() {
    for panel in rubric.panels { check(panel.aggregate.placing, of: panel.id, line: panel.line) }
    for module in rubric.modules {
      for criterion in module.allCriteria {
        check(criterion.aggregate?.placing, of: criterion.id, line: criterion.line)
      }
      for item in module.items { check(item.aggregate?.placing, of: item.id, line: item.line) }
    }
    for round in rubric.rounds {
      check(round.placing, of: round.id, line: round.line)
      for factor in round.factors { check(factor, of: round) }
    }
    checkRoundGroups()
    if let best = rubric.results.bestRounds, best > rubric.rounds.count {
      fault(
        "R029", 0, zh: "best-rounds=\(best)，但只有 \(rubric.rounds.count) 轮",
        en: "best-rounds is \(best), but there are \(rubric.rounds.count) rounds", does: "改小",
        "choose a smaller number")
    }
  }

  private mutating func checkRoundGroups() {
    let ids = rubric.rounds.map(\.id)
    var taken: Set<Int> = []
    for group in rubric.results.roundGroups {
      for id in [group.from, group.to] where !ids.contains(id) {
        unknown("R029", group.line, what: Words(zh: "轮次", en: "round"), id, known: ids)
      }
      guard let from = ids.firstIndex(of: group.from), let to = ids.firstIndex(of: group.to) else { continue }
      if from > to {
        fault(
          "R029", group.line, zh: "best-rounds：\(group.from) 在 \(group.to) 之后",
          en: "best-rounds: \(group.from) stands after \(group.to)", does: "对调 from 和 to", "swap from and to")
        continue
      }
      if group.best > to - from + 1 {
        fault(
          "R029", group.line, zh: "best-rounds：从 \(group.from) 到 \(group.to) 只有 \(to - from + 1) 轮",
          en: "best-rounds: from \(group.from) to \(group.to) there are \(to - from + 1) rounds",
          does: "改小 best",
          "choose a smaller best")
      }
      if !taken.isDisjoint(with: from...to) {
        fault(
          "R029", group.line, zh: "best-rounds：有的轮次在两组里", en: "best-rounds: a round stands in two groups",
          does: "让各组互不重叠", "let the groups not overlap")
      }
      taken.formUnion(from...to)
    }
    if let group = rubric.results.roundGroups.first, rubric.results.bestRounds != nil {
      fault(
        "R029", group.line, zh: "best-rounds 既写成属性又写成元素",
        en: "best-rounds stands as an attribute and as an element",
        does: "留一种", "keep one of the two")
    }
  }

  private mutating func check(_ placing: Placing?, of id: String, line: Int) {
    guard let placing else { return }
    if placing.as == .points, placing.points.isEmpty {
      fault(
        "R029", line, zh: "\(id)：as=\"points\" 要写各名次的分",
        en: "\(id): as=\"points\" needs the points of the places",
        does: "加上 points=\"12 10 8 7 6 5 4 3 2 1\"", "add points=\"12 10 8 7 6 5 4 3 2 1\"")
    }
    if placing.as != .points, !placing.points.isEmpty {
      fault(
        "R029", line, zh: "\(id)：只有 as=\"points\" 用 points", en: "\(id): only as=\"points\" takes points",
        does: "改为 as=\"points\"，或删去 points", "use as=\"points\", or remove points")
    }
  }

  private mutating func check(_ factor: Round.Factor, of round: Round) {
    guard let item = items[factor.item] else {
      unknown(
        "R029", factor.line, what: Words(zh: "评分项", en: "item"), factor.item,
        known: rubric.modules.flatMap(\.items).map(\.id))
      return
    }
    if item.factor == .none {
      fault(
        "R029", factor.line, zh: "\(item.id) 没有系数", en: "\(item.id) takes no factor",
        does: "在该项上写 factor=\"required\"", "write factor=\"required\" on the item")
    }
    let isUsed = rubric.modules.contains { module in
      round.uses.contains { $0.module == module.id } && module.items.contains { $0.id == item.id }
    }
    if !isUsed {
      fault(
        "R029", factor.line, zh: "轮次 \(round.id) 不评 \(item.id)",
        en: "\(item.id) is not marked in round \(round.id)",
        does: "删去这个系数", "remove this factor")
    }
  }
}
