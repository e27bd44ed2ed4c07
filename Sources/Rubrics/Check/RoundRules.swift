// R001-R004, R028, R071, R073: rounds use modules that exist, weights add up to 100, and each stage is rounded once.

import Basics

extension Checker {
  private static let hundred = Weight(units: 100_000_000)

  mutating func checkRounds() {
    let used = Set(rubric.rounds.flatMap(\.uses).map(\.module))
    for module in rubric.modules where !used.contains(module.id) {
      fault(
        "R071", module.line, zh: "模块 \(module.id) 没有用在任何轮次里", en: "no round uses module \(module.id)",
        does: "在 <round> 里写 <use module=\"\(module.id)\"/>，或删去它",
        "write <use module=\"\(module.id)\"/> in a <round>, or remove it")
    }
    for round in rubric.rounds { check(round) }
    checkWeights(
      "R002", rubric.rounds.map(\.weight), line: rubric.rounds.first?.line ?? 0,
      of: Words(zh: "各轮次", en: "the rounds"))
  }

  private mutating func check(_ round: Round) {
    var seen: Set<String> = []
    for use in round.uses {
      if modules[use.module] == nil {
        unknown(
          "R028", use.line, what: Words(zh: "模块", en: "module"), use.module, known: rubric.modules.map(\.id))
      }
      if !seen.insert(use.module).inserted {
        fault(
          "R028", use.line, zh: "轮次 \(round.id) 用了两次 \(use.module)",
          en: "round \(round.id) uses \(use.module) twice",
          does: "删去一个；多次试做用 runs", "remove one; for several attempts use runs")
      }
      if use.weight != nil, let module = modules[use.module], module.max == nil {
        fault(
          "R003", use.line, zh: "模块 \(use.module) 没有满分（max），不能按权重计算",
          en: "module \(use.module) has no full marks (max), so it cannot have a weight",
          does: "在 <module> 上写 max，或去掉权重",
          "write max on the <module>, or remove the weights")
      }
    }
    checkWeights(
      "R001", round.uses.map(\.weight), line: round.line,
      of: Words(zh: "轮次 \(round.id) 的模块", en: "the modules of round \(round.id)"))
    if round.weight != nil, round.uses.allSatisfy({ $0.weight == nil }) {
      let maxima = round.uses.map { modules[$0.module]?.max?.units }
      let sum = maxima.reduce(0) { $0 + ($1 ?? 0) }
      if maxima.contains(where: { $0 == nil }) || sum != 100_000 {
        fault(
          "R004", round.line, zh: "轮次 \(round.id) 有权重，但它的模块没有权重，满分合计 \(Marks(units: sum)) 也不是 100",
          en:
            "round \(round.id) has a weight, but its modules have none and their full marks (\(Marks(units: sum))) are not 100",
          does: "给 <use> 写 weight，合计 100", "give every <use> a weight, 100 together")
      }
    }
    if round.best > round.runs || round.best > 0 && round.combine == .last {
      fault(
        "R028", round.line,
        zh: "轮次 \(round.id)：取最好 \(round.best) 次，与 runs=\(round.runs)、combine=\(round.combine.rawValue) 不符",
        en:
          "round \(round.id): the best \(round.best) do not fit runs \(round.runs) and combine \(round.combine.rawValue)",
        does: "best 不大于 runs；combine=\"last\" 不用 best", "best is at most runs; combine=\"last\" takes no best"
      )
    }
  }

  private mutating func checkWeights(_ code: String, _ weights: [Weight?], line: Int, of name: Words) {
    let given = weights.compactMap { $0 }
    guard !given.isEmpty else { return }
    if given.count < weights.count {
      fault(
        code, line, zh: "\(name.zh)有的写了权重，有的没写", en: "some of \(name.en) have weights, some have none",
        does: "都写，合计 100；或都不写", "give all of them weights, 100 together, or none")
      return
    }
    let sum = Weight(units: given.reduce(0) { $0 + $1.units })
    if sum != Self.hundred {
      fault(
        code, line, zh: "\(name.zh)权重合计 \(sum)，应为 100", en: "weights of \(name.en) add up to \(sum), not 100",
        does: "改到合计 100", "make them add up to 100")
    }
  }

  /// A part may round what it makes itself.
  private mutating func checkRounding(
    _ own: [OwnRounding], of id: String, line: Int, allowed: [Rounding.Stage]
  ) {
    var seen: Set<Rounding.Stage> = []
    for rounding in own {
      let stage = rounding.stage.rawValue
      if !allowed.contains(rounding.stage) {
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        fault(
          "R073", line, zh: "\(id) 不能有 \(stage) 这一步自己的取整",
          en: "\(id) has no stage \(stage) of its own to round",
          does: "这里可用：\(list)；其余写在 <results> 里", "here may stand: \(list); others stand in <results>")
      }
      if !seen.insert(rounding.stage).inserted {
        fault(
          "R073", line, zh: "\(id)：\(stage) 这一步写了两次取整", en: "\(id): the stage \(stage) is rounded twice",
          does: "删去一个 <rounding>", "remove one <rounding>")
      }
    }
  }

  private mutating func checkOwnRounding() {
    let item: [Rounding.Stage] = [.item, .component, .factored, .product]
    for module in rubric.modules {
      checkRounding(
        module.rounding, of: module.id, line: module.line, allowed: item + [.judge, .panel, .module])
      for criterion in module.allCriteria {
        checkRounding(criterion.rounding, of: criterion.id, line: criterion.line, allowed: item)
      }
      for one in module.items { checkRounding(one.rounding, of: one.id, line: one.line, allowed: item) }
      for criterion in module.criteria { checkIdleRounding(criterion, home: module.panel) }
    }
  }

  /// An item that is added into the sheet total has no component, factored or product of its own to round.
  private mutating func checkIdleRounding(_ criterion: Criterion, home: String?) {
    let panel = criterion.panel ?? home
    for part in criterion.parts {
      switch part {
      case .criterion(let child): checkIdleRounding(child, home: panel)
      case .item(let item):
        guard !isAggregatedAlone(item, panel: item.panel ?? panel) else { continue }
        for rounding in item.rounding where [.component, .factored, .product].contains(rounding.stage) {
          let stage = rounding.stage.rawValue
          fault(
            "R073", item.line, zh: "\(item.id) 的 \(stage) 取整不起作用：它加进评委的总分，不单独合成",
            en: "\(item.id): the stage \(stage) never acts, since it is added into each judge's sheet total",
            does: "改为 stage=\"item\"（乘 times 之后取整），或给它一个 <aggregate>",
            "write stage=\"item\" (it rounds after times), or give the item an <aggregate>")
        }
      }
    }
  }

  /// Whether an item's numbers are aggregated by themselves, so that its own factor, base and their rounding apply.
  private func isAggregatedAlone(_ item: Item, panel id: String?) -> Bool {
    let panel = rubric.panels.first { $0.id == id }
    if case .given(let given) = item.kind, given.effect != .add { return true }
    return item.aggregate != nil || item.factor != .none || item.base != nil || item.isOptional
      || panel?.double?.per == .item
  }

  mutating func checkRounding() {
    checkOwnRounding()
    var seen: Set<Rounding.Stage> = []
    for rounding in rubric.results.rounding where !seen.insert(rounding.stage).inserted {
      fault(
        "R073", 0, zh: "\(rounding.stage.rawValue) 这一步写了两次取整",
        en: "the stage \(rounding.stage.rawValue) is rounded twice",
        does: "删去一个 <rounding>", "remove one <rounding>")
    }
  }
}
