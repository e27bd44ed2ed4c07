// Rounding, pass marks, ranking, awards and certificates out of their sheets and the settings.

import Basics

extension WorkbookReading {
  mutating func results(_ modules: [Module]) -> Results {
    let scale = marks(setting("scale"), "scale", .positive)
    let missing: Missing? = choice(setting("missing"), "missing")
    let order: Ranking.Order? = choice(setting("order"), "order")
    let numbering: Ranking.Numbering? = choice(setting("numbering"), "numbering")
    let ties: Ranking.Ties? = choice(setting("ties"), "ties")
    let steps = rankingSteps()
    return Results(
      scale: scale ?? usualScale(modules), missing: missing ?? .block,
      bestRounds: count(setting("bestRounds"), "bestRounds"), roundGroups: roundGroups(),
      rounding: rounding(),
      medianScale: medianScale(), pass: pass(),
      ranking: Ranking(
        order: order ?? .descending, compares: steps.compares, numbering: numbering ?? .standard,
        ties: ties ?? .share, upTo: count(setting("upTo"), "upTo"), tieBreaks: steps.tieBreaks),
      awards: awards(), certificates: certificates())
  }

  private mutating func medianScale() -> MedianScale? {
    let (at, each) = (setting("medianAt"), setting("medianFactor"))
    let (place, factor) = (marks(at, "medianAt"), factor(each, "medianFactor"))
    guard (place == nil) != (factor == nil) else {
      return place.flatMap { place in factor.map { MedianScale(at: place, factor: $0) } }
    }
    fault(
      "table-missing-value", place == nil ? each : at, place == nil ? "medianFactor" : "medianAt",
      zh: "“中位数定为”和“每分折合”要一起写", en: "Median At and Each Mark Counts belong together",
      Words(zh: "补上另一行，或删去这一行", en: "add the other line, or delete this one"))
    return nil
  }

  private mutating func rounding() -> [Rounding] {
    guard let sheet = self[RubricForms.rounding] else { return usualRounding() }
    return sheet.rows.filter { $0["ref"].isEmpty }.map { row in
      let stage: Rounding.Stage? = choice(row, "stage")
      if row["stage"].isEmpty { missing(row, "stage", Words(zh: "在哪一步取整", en: "the stage")) }
      if row["decimals"].isEmpty { missing(row, "decimals", Words(zh: "小数位数", en: "the decimals")) }
      return Rounding(
        stage: stage ?? .final, decimals: whole(row, "decimals", 0...6) ?? 2,
        mode: choice(row, "mode") ?? .halfUp)
    }
  }

  private mutating func roundGroups() -> [RoundGroup] {
    (self[RubricForms.roundGroups]?.rows ?? []).map { row in
      for (key, what) in [
        ("from", Words(zh: "从哪轮", en: "the first round")), ("to", Words(zh: "到哪轮", en: "the last round")),
        ("best", Words(zh: "取最好几轮", en: "how many of the best")),
      ] where row[key].isEmpty { missing(row, key, what) }
      return RoundGroup(
        from: id(row, "from") ?? "", to: id(row, "to") ?? "", best: count(row, "best") ?? 1, line: row.line)
    }
  }

  /// The rounding that modules, criteria and items have of their own, by id.
  mutating func ownRounding(_ draft: SchemeDraft) -> [String: [OwnRounding]] {
    var found: [String: [OwnRounding]] = [:]
    let known = draft.modules.map(\.id) + draft.criteria.map(\.id) + draft.items.map(\.id)
    for row in self[RubricForms.rounding]?.rows ?? [] where !row["ref"].isEmpty {
      guard let id = id(row, "ref") else { continue }
      if !known.contains(id) {
        unknown(row, "ref", Words(zh: "模块、要素或评分项", en: "module, criterion or item"), known)
      }
      if row["stage"].isEmpty { missing(row, "stage", Words(zh: "在哪一步取整", en: "the stage")) }
      if row["decimals"].isEmpty { missing(row, "decimals", Words(zh: "小数位数", en: "the decimals")) }
      let isOff = NoDecimals(written: row["decimals"]) != nil
      if isOff { ask(row, "decimals") }
      let stage: Rounding.Stage? = choice(row, "stage")
      found[id, default: []].append(
        OwnRounding(
          stage: stage ?? .final, decimals: isOff ? nil : whole(row, "decimals", 0...6) ?? 2,
          mode: choice(row, "mode") ?? .halfUp))
    }
    return found
  }

  private mutating func pass() -> Pass? {
    let veto: VetoAndPass? = choice(setting("veto"), "veto")
    let rows = self[RubricForms.pass]?.rows ?? []
    guard veto != nil || !rows.isEmpty else { return nil }
    var pass = Pass(gates: [], vetoFails: veto != .ignored)
    for row in rows {
      if row["what"].isEmpty { missing(row, "what", Words(zh: "看什么", en: "what it is about")) }
      let kind: GateKind? = choice(row, "what")
      guard let kind else { continue }
      let gate = gate(row, kind)
      if kind == .station { pass.stations.append(gate) } else { pass.gates.append(gate) }
    }
    return pass
  }

  private mutating func gate(_ row: FoundRow, _ kind: GateKind) -> Pass.Gate {
    let of: Pass.Gate.Of
    switch kind {
    case .total: of = .total
    case .stations: of = .stations
    case .module, .station, .round:
      if row["ref"].isEmpty { missing(row, "ref", Words(zh: "编号", en: "the id")) }
      let ref = id(row, "ref") ?? ""
      of = kind == .round ? .round(ref) : .module(ref)
    }
    if kind == .module || kind == .station, let rating = marks(row, "borderline") {
      return Pass.Gate(of: of, bound: .borderline(rating), line: row.line)
    }
    if kind == .total, let cuts: OfCuts = choice(row, "ofCuts") {
      return Pass.Gate(of: of, bound: cuts == .sum ? .sumOfCuts : .meanOfCuts, line: row.line)
    }
    if row["min"].isEmpty { missing(row, "min", Words(zh: "至少多少", en: "the least")) }
    let least = kind == .stations ? count(row, "min").map { Marks(whole: $0) } : marks(row, "min")
    return Pass.Gate(of: of, min: least ?? .zero, line: row.line)
  }

  private mutating func rankingSteps() -> (compares: [Ranking.TieBreak], tieBreaks: [Ranking.TieBreak]) {
    var (compares, tieBreaks): ([Ranking.TieBreak], [Ranking.TieBreak]) = ([], [])
    for row in self[RubricForms.ranking]?.rows ?? [] {
      let use: RankingStep = choice(row, "what") ?? .tieBreak
      if row["by"].isEmpty { missing(row, "by", Words(zh: "依据", en: "what is compared")) }
      let by: Ranking.TieBreak.By? = choice(row, "by")
      var step = Ranking.TieBreak(
        by: by ?? .draw, ref: id(row, "ref"), order: choice(row, "order"), line: row.line)
      if use == .compare {
        if let by, ![.item, .criterion, .module, .round].contains(by) {
          fault(
            "table-value", row, "by", zh: "依次比较只能依据评分项、要素、模块、轮次",
            en: "only an item, criterion, module or round can be compared in order",
            Words(zh: "改为其中之一，或把用途改为同分规则", en: "choose one of them, or make it a tie-break"))
        }
        compares.append(step)
      } else {
        step.round = id(row, "round")
        step.firstOnly = flag(row, "firstOnly") ?? false
        step.countsPlaces = flag(row, "places") ?? false
        step.allRounds = flag(row, "allRounds") ?? false
        step.upTo = count(row, "upTo")
        tieBreaks.append(step)
      }
    }
    return (compares, tieBreaks)
  }

  private mutating func awards() -> Awards? {
    let atTie: Awards.AtTie? = choice(setting("atTie"), "atTie")
    let within = marks(setting("tiedWithin"), "tiedWithin", .notNegative)
    let enlarged: Awards.Enlarged? = choice(setting("enlarged"), "enlarged")
    guard let sheet = self[RubricForms.awards], !sheet.rows.isEmpty else {
      for key in ["atTie", "tiedWithin", "enlarged"] where !setting(key)[key].isEmpty {
        fault(
          "table-no-effect", setting(key), key, zh: "没有奖项，这一行不起作用", en: "without awards this has no effect",
          Words(zh: "加上奖项工作表，或删去这一行", en: "add a sheet of awards, or delete the line"))
      }
      return nil
    }
    let list = sheet.rows.map { row in
      if row["id"].isEmpty { missing(row, "id", Words(zh: "编号", en: "the id")) }
      return Awards.Award(
        id: id(row, "id") ?? "", label: label(row), top: count(row, "top"), ratio: percent(row, "ratio"),
        ratioRounding: choice(row, "ratioRounding") ?? .down, of: choice(row, "of") ?? .placed,
        minTotal: marks(row, "minTotal"), bestIn: id(row, "bestIn"), scope: choice(row, "scope") ?? .division,
        certificate: id(row, "certificate"), line: row.line)
    }
    return Awards(
      atTie: atTie ?? .include, tiedWithin: within, enlarged: enlarged ?? .keeps, awards: list)
  }

  private mutating func certificates() -> [CertificateRule] {
    (self[RubricForms.certificates]?.rows ?? []).map { row in
      for (key, what) in [
        ("id", Words(zh: "编号", en: "the id")), ("template", Words(zh: "版式", en: "the template")),
        ("numbering", Words(zh: "编号规则", en: "the numbering")),
        ("on", Words(zh: "发给谁", en: "what it is given for")),
      ] where row[key].isEmpty { missing(row, key, what) }
      let on: CertificateRule.On? = choice(row, "on")
      return CertificateRule(
        id: id(row, "id") ?? "", label: label(row), template: id(row, "template") ?? "",
        numbering: text(row, "numbering") ?? "", on: on ?? .award, line: row.line)
    }
  }
}
