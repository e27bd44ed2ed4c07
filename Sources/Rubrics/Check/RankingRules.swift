// R030, R031: tie-breaks and pass gates name things that exist, of the kind they say.

import Basics

extension Checker {
  mutating func checkTieBreaks() {
    var seen: Set<String> = []
    let ranking = rubric.results.ranking
    for step in ranking.compares + ranking.tieBreaks {
      let name = step.by.rawValue
      checkRound(of: step)
      if step.firstOnly, step.by != .countback {
        fault(
          "R030", step.line, zh: "只有 countback 用 first-only", en: "only countback takes first-only",
          does: "删去 first-only", "remove first-only")
      }
      checkCounting(step)
      let counted = "\(step.firstOnly) \(step.countsPlaces) \(step.allRounds)"
      if !seen.insert("\(name) \(step.ref ?? "") \(step.round ?? "") \(counted)").inserted {
        fault(
          "R030", step.line, zh: "同分规则 \(name) \(step.ref ?? "") 写了两次",
          en: "the tie-break \(name) \(step.ref ?? "") stands twice",
          does: "删去一个", "remove one")
      }
      let known: [String]
      let what: Words
      switch step.by {
      case .criterion:
        (known, what) = (rubric.modules.flatMap(\.allCriteria).map(\.id), Words(zh: "评分要素", en: "criterion"))
      case .item:
        (known, what) = (
          rubric.modules.flatMap(\.items).filter { isMark($0) }.map(\.id),
          Words(zh: "评分项", en: "item that gives marks")
        )
      case .module: (known, what) = (rubric.modules.map(\.id), Words(zh: "模块", en: "module"))
      case .round: (known, what) = (rubric.rounds.map(\.id), Words(zh: "轮次", en: "round"))
      case .countback, .mostJudges, .dropped, .highestJudge:
        let all = judged
        if let ref = step.ref, !all.contains(ref) {
          unknown(
            "R030", step.line, what: Words(zh: "评判组、模块、要素或项目", en: "panel, module, criterion or item"), ref,
            known: all)
        }
        continue
      case .fewestDeductions, .shortestTime, .highestMedian, .panelVote, .draw, .nextRun, .unrounded:
        if step.ref != nil {
          fault(
            "R030", step.line, zh: "同分规则 \(name) 不用 ref", en: "the tie-break \(name) takes no ref",
            does: "删去 ref", "remove ref")
        }
        continue
      }
      guard let ref = step.ref else {
        fault(
          "R030", step.line, zh: "同分规则 by=\"\(name)\" 要写 ref", en: "the tie-break by \(name) needs a ref",
          does: "加上 ref=\"…\"", "add ref=\"...\"")
        continue
      }
      guard !known.contains(ref) else { continue }
      if let other = kind(of: ref) {
        fault(
          "R030", step.line, zh: "\(ref) 是\(other.words.zh)，不是\(what.zh)",
          en: "\(ref) is \(other.words.en), not of the kind \(step.by.rawValue)",
          does: "改为 by=\"\(other.by)\"", "change it to by=\"\(other.by)\"")
      } else {
        unknown("R030", step.line, what: what, ref, known: known)
      }
    }
  }

  /// `count` and `rounds` belong to a countback, and places to numbers that were turned into something by place.
  private mutating func checkCounting(_ step: Ranking.TieBreak) {
    for (isThere, name) in [(step.countsPlaces, "count=\"places\""), (step.allRounds, "rounds=\"all\"")]
    where isThere && step.by != .countback {
      fault(
        "R030", step.line, zh: "只有 countback 用 \(name)", en: "only countback takes \(name)", does: "删去它",
        "remove it")
    }
    guard step.countsPlaces, step.by == .countback else { return }
    let criteria = rubric.modules.flatMap(\.allCriteria).map(\.aggregate)
    let parts = rubric.panels.map(\.aggregate) + criteria.compactMap { $0 }
    let all = parts + rubric.modules.flatMap(\.items).compactMap(\.aggregate)
    let isTurned = all.contains { $0.placing != nil } || rubric.rounds.contains { $0.placing != nil }
    if !isTurned {
      fault(
        "R030", step.line, zh: "没有名次可数：没有轮次或评判组写了 as",
        en: "there are no places to count: no round and no aggregation has an as",
        does: "在 <round> 或 <aggregate> 上写 as=\"points\" 或 as=\"rank\"，或删去 count",
        "write as=\"points\" or as=\"rank\" on the <round>s or an <aggregate>, or remove count")
    }
  }

  /// What a step about the judges' numbers may name.
  private var judged: [String] {
    rubric.panels.map(\.id) + rubric.modules.map(\.id) + rubric.modules.flatMap(\.allCriteria).map(\.id)
      + rubric.modules.flatMap(\.items).filter { isMark($0) }.map(\.id)
  }

  private mutating func checkRound(of step: Ranking.TieBreak) {
    guard let round = step.round else { return }
    let known = rubric.rounds.map(\.id)
    if !known.contains(round) {
      unknown("R030", step.line, what: Words(zh: "轮次", en: "round"), round, known: known)
    }
    switch step.by {
    case .criterion, .item, .module, .countback, .mostJudges, .dropped, .highestJudge, .nextRun: break
    case .round, .fewestDeductions, .shortestTime, .highestMedian, .panelVote, .draw, .unrounded:
      fault(
        "R030", step.line, zh: "同分规则 \(step.by.rawValue) 不用 round",
        en: "the tie-break \(step.by.rawValue) takes no round", does: "删去 round", "remove round")
    }
  }

  /// What an id names, for a reference of the wrong kind.
  private func kind(of id: String) -> (by: String, words: Words)? {
    if criteria[id] != nil { return ("criterion", Words(zh: "评分要素", en: "a criterion")) }
    if let item = items[id], isMark(item) { return ("item", Words(zh: "评分项", en: "an item")) }
    if modules[id] != nil { return ("module", Words(zh: "模块", en: "a module")) }
    if rubric.rounds.contains(where: { $0.id == id }) { return ("round", Words(zh: "轮次", en: "a round")) }
    return nil
  }

  mutating func checkPass() {
    guard let pass = rubric.results.pass else { return }
    if pass.gates.isEmpty {
      fault(
        "R031", 0, zh: "<pass> 里没有分数线", en: "<pass> holds no gate",
        does: "加上 <total min=\"60\"/>、<module …/> 或 <round …/>",
        "add <total min=\"60\"/>, <module .../> or <round .../>")
    }
    checkStations(pass)
    var seen: Set<Pass.Gate.Of> = []
    for gate in pass.gates {
      checkBound(gate, pass)
      if !seen.insert(gate.of).inserted {
        fault(
          "R031", gate.line, zh: "同一条分数线写了两次", en: "the same gate stands twice", does: "删去一个", "remove one")
      }
      var most: Marks?
      switch gate.of {
      case .total: break
      case .stations: most = Marks(whole: pass.stations.count)
      case .module(let id):
        most = modules[id]?.max
        if modules[id] == nil {
          unknown("R031", gate.line, what: Words(zh: "模块", en: "module"), id, known: rubric.modules.map(\.id))
        }
      case .round(let id):
        let round = rubric.rounds.first { $0.id == id }
        if round == nil {
          unknown("R031", gate.line, what: Words(zh: "轮次", en: "round"), id, known: rubric.rounds.map(\.id))
        }
        if let round, round.uses.contains(where: { $0.weight != nil }) { most = Marks(whole: 100) }
      }
      if let most, let min = gate.min, min > most {
        fault(
          "R031", gate.line, zh: "分数线 \(min) 高于满分 \(most)",
          en: "the gate \(min) is above full marks \(most)",
          does: "改小", "choose a lower one")
      }
    }
  }
}
