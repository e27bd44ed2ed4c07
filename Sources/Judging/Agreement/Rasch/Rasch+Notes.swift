// What must be said about a fitted Rasch model: who has no estimate and why, what was joined, what is not comparable.

import Basics

extension Rasch {
  static func note(_ trouble: RaschFit.Trouble) -> Fault {
    switch trouble {
    case .tooLarge:
      Fault(
        "rasch-too-large", zh: "Rasch 模型：评委、评分项和档数太多，没有计算",
        en: "Rasch model: too many judges, items and categories; it was not computed")
    case .notLinked:
      Fault(
        "rasch-not-linked", zh: "Rasch 模型：评委、评分项与作品的交叉不够，分不清是谁的影响，没有计算",
        en: "Rasch model: judges, items and entries overlap too little to be told apart; it was not computed")
    case .notFinite:
      Fault(
        "rasch-not-finite", zh: "Rasch 模型：这些评分没有有限的估计值（数据太少或过于整齐），没有计算",
        en: "Rasch model: these marks have no finite estimates (too few or too regular); it was not computed")
    }
  }

  mutating func addNotes(_ fit: RaschFit, _ ratings: Ratings) {
    let data = fit.data
    func list(_ ids: [String], _ mark: String) -> String {
      ids.prefix(8).joined(separator: mark) + (ids.count > 8 ? "…" : "")
    }
    func end(_ places: [Int: RaschData.End], _ ids: [String], _ code: String, _ zh: String, _ en: String) {
      let names = places.keys.sorted().map { ids[$0] }
      guard !names.isEmpty else { return }
      notes.append(
        Fault(
          code, zh: "Rasch 模型：\(zh) \(list(names, "、")) 的评分全在一端，没有有限的估计值，未参与计算",
          en:
            "Rasch model: all marks of \(en) \(list(names, ", ")) stand at one end; no finite estimate, left out"
        ))
    }
    end(
      data.leftOutEntries.filter { $0.value != .nothing }, ratings.subjects.map(\.id), "rasch-entries-at-end",
      "作品", "entries")
    end(data.leftOutJudges, ratings.judges, "rasch-judges-at-end", "评委", "judges")
    end(data.leftOutItems, ratings.items.map(\.id), "rasch-items-at-end", "评分项", "items")
    let unused = scales.reduce(0) { $0 + $1.unused }
    if unused > 0 {
      notes.append(
        Fault(
          "rasch-unused", zh: "Rasch 模型：有 \(unused) 档没有人用过，其余各档重新编号",
          en: "Rasch model: nobody used \(unused) of the categories; the others are numbered anew"))
    }
    if fit.links.judgeGroups.count > 1 {
      notes.append(
        Fault(
          "rasch-judge-groups",
          zh: "Rasch 模型：评委分成 \(fit.links.judgeGroups.count) 组，彼此没有共同的作品，每组的平均严格程度都当作 0，不同组之间不可比",
          en:
            "Rasch model: the judges fall into \(fit.links.judgeGroups.count) groups without a common entry; each group's mean is set to zero, and groups cannot be compared"
        ))
    }
    if fit.links.itemGroups.count > 1 {
      notes.append(
        Fault(
          "rasch-item-groups",
          zh: "Rasch 模型：评分项分成 \(fit.links.itemGroups.count) 组（例如不同轮次），每组的平均难度都当作 0，不同组之间不可比",
          en:
            "Rasch model: the items fall into \(fit.links.itemGroups.count) groups (rounds, for example); each group's mean is set to zero, and groups cannot be compared"
        ))
    }
  }
}
