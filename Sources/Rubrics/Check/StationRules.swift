// R031: pass marks of stations that can be computed, and are counted by something.

import Basics

extension Checker {
  mutating func checkStations(_ pass: Pass) {
    let isCounted = pass.gates.contains { gate in
      gate.of == .stations || gate.bound == .sumOfCuts || gate.bound == .meanOfCuts
    }
    if let first = pass.stations.first, !isCounted {
      fault(
        "R031", first.line, zh: "<station> 没有用处：没有 <stations min=\"…\"/>，也没有按合格线算的总分线",
        en: "the <station>s decide nothing: there is no <stations min=\"...\"/> and no total of cuts",
        does: "加上 <stations min=\"…\"/>，或把 <station> 改为 <module>",
        "add <stations min=\"...\"/>, or make them <module> gates")
    }
    if pass.stations.isEmpty, let gate = pass.gates.first(where: { $0.of == .stations }) {
      fault(
        "R031", gate.line, zh: "<stations> 要数的 <station> 一个也没有",
        en: "<stations> counts <station>s, and there are none",
        does: "为每个考站写 <station ref=\"…\" min=\"60\"/>",
        "write <station ref=\"...\" min=\"60\"/> for every station")
    }
    var seen: Set<Pass.Gate.Of> = []
    for station in pass.stations {
      checkBound(station, pass)
      if case .module(let id) = station.of, modules[id] == nil {
        unknown(
          "R031", station.line, what: Words(zh: "模块", en: "module"), id, known: rubric.modules.map(\.id))
      }
      if !seen.insert(station.of).inserted {
        fault(
          "R031", station.line, zh: "同一个考站写了两次", en: "the same station stands twice", does: "删去一个",
          "remove one")
      }
    }
  }

  mutating func checkBound(_ gate: Pass.Gate, _ pass: Pass) {
    switch gate.bound {
    case .borderline(let rating):
      guard case .module(let id) = gate.of, let module = modules[id] else { return }
      let ratings = module.items.compactMap { item -> [Level]? in
        if case .global(let levels) = item.kind { levels } else { nil }
      }.first
      guard let ratings else {
        fault(
          "R031", gate.line, zh: "模块 \(id) 没有 <global> 总体评价，算不出回归合格线",
          en: "module \(id) has no <global> rating, so no pass mark can be computed from it",
          does: "在模块里加 <global>，或改用 min=\"…\"", "add a <global> to the module, or use min=\"...\"")
        return
      }
      let values = ratings.map { Marks(whole: $0.value) }
      if let low = values.min(), let high = values.max(), rating < low || rating > high {
        fault(
          "R031", gate.line, zh: "总体评价没有 \(rating)，只有 \(low) 到 \(high)",
          en: "the global rating has no \(rating), only \(low) to \(high)", does: "改 borderline",
          "change borderline")
      }
    case .sumOfCuts, .meanOfCuts:
      if pass.stations.isEmpty {
        fault(
          "R031", gate.line, zh: "of-cuts 要有 <station>", en: "of-cuts needs <station>s",
          does: "为每个考站写 <station …/>", "write a <station .../> for every station")
      }
    case .marks(let marks):
      if case .module = gate.of, marks == .zero {
        fault(
          "R031", gate.line, zh: "没有写分数线", en: "the gate says no mark",
          does: "写 min=\"60\" 或 borderline=\"2\"",
          "write min=\"60\" or borderline=\"2\"")
      }
    }
  }
}
