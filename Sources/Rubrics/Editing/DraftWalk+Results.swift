// Head, weights, panels and results as fields: trimming, pass marks, tie-breaks in their order, awards.

public import Basics

extension DraftWalk {
  mutating func walk(_ rubric: inout Rubric) {
    open(.head, "head:", Words(zh: "名称与版本", en: "Name and version"))
    words("rubric.title", Words(zh: "评分标准名称", en: "Title of the rubric"), &rubric.label.title)
    identifier("rubric.id", Words(zh: "编号", en: "Id"), &rubric.id)
    whole("rubric.version", Words(zh: "版本", en: "Version"), &rubric.version, in: 1...999_999)
    let titles = Dictionary(
      rubric.modules.map { ($0.id, $0.label.title) }, uniquingKeysWith: { first, _ in first })
    for index in rubric.rounds.indices { walk(&rubric.rounds[index], titles) }
    for index in rubric.panels.indices { walk(&rubric.panels[index]) }
    for index in rubric.modules.indices { walk(&rubric.modules[index]) }
    let whole = rubric
    walk(&rubric.results, whole)
  }

  private mutating func walk(_ round: inout Round, _ titles: [String: Words]) {
    let name = "round.\(round.id)"
    open(.weights, "round:\(round.id)", round.label.title)
    label(name, &round.label)
    if round.weight != nil {
      decimal(
        "\(name).weight", Words(zh: "本轮占总分（%）", en: "Share of the total (%)"), &round.weight,
        mayBeEmpty: false)
    }
    for index in round.uses.indices where round.uses[index].weight != nil {
      let module = round.uses[index].module
      open(
        .weights, "use:\(round.id)/\(module)", titles[module] ?? Words(zh: module, en: module), level: 1)
      decimal(
        "\(name).use.\(module)", Words(zh: "权重（%）", en: "Weight (%)"), &round.uses[index].weight,
        mayBeEmpty: false)
    }
  }

  private mutating func walk(_ panel: inout Panel) {
    open(.panels, "panel:\(panel.id)", panel.label.title)
    label("panel.\(panel.id)", &panel.label)
    if var double = panel.double {
      decimal(
        "panel.\(panel.id).tolerance", Words(zh: "两人相差不超过", en: "Two markers may differ by"),
        &double.tolerance)
      panel.double = double
    } else {
      aggregate("panel.\(panel.id)", &panel.aggregate)
    }
  }

  mutating func aggregate(_ name: String, _ aggregate: inout Aggregate) {
    choice("\(name).method", Words(zh: "几位评委的分怎样合成", en: "How judges' marks become one"), &aggregate.method) {
      switch $0 {
      case .mean: Words(zh: "平均", en: "the mean")
      case .trimmedMean: Words(zh: "去掉最高最低，取平均", en: "highest and lowest dropped, then the mean")
      case .trimmedSum: Words(zh: "去掉最高最低，取总和", en: "highest and lowest dropped, then the sum")
      case .median: Words(zh: "中位数", en: "the median")
      case .sum: Words(zh: "总和", en: "the sum")
      case .single: Words(zh: "只有一人", en: "one person only")
      case .bestOf: nil
      }
    }
    let wasTrimmed = aggregate.dropHigh + aggregate.dropLow > 0
    let isTrimmed = aggregate.method == .trimmedMean || aggregate.method == .trimmedSum
    whole("\(name).high", Words(zh: "去掉几个最高", en: "Highest dropped"), &aggregate.dropHigh, in: 0...9)
    whole("\(name).low", Words(zh: "去掉几个最低", en: "Lowest dropped"), &aggregate.dropLow, in: 0...9)
    // Whoever chooses another way of adding up does not have to know that these two belong to trimming.
    if !isTrimmed, wasTrimmed { (aggregate.dropHigh, aggregate.dropLow) = (0, 0) }
    whole("\(name).least", Words(zh: "至少几位评委", en: "Fewest judges"), &aggregate.minJudges, in: 1...99)
    choice("\(name).fewer", Words(zh: "评委不够时", en: "With fewer judges"), &aggregate.ifFewer) {
      switch $0 {
      case .mean: Words(zh: "取平均", en: "take the mean")
      case .block: Words(zh: "不出成绩", en: "no result")
      }
    }
  }

  private mutating func walk(_ results: inout Results, _ rubric: Rubric) {
    open(.results, "results:", Words(zh: "总分与名次", en: "Total and places"))
    decimal("results.scale", Words(zh: "总分满分", en: "Full total"), &results.scale)
    choice("results.numbering", Words(zh: "名次写法", en: "Numbering"), &results.ranking.numbering) {
      switch $0 {
      case .standard: Words(zh: "并列后跳号：1 2 2 4", en: "1 2 2 4")
      case .dense: Words(zh: "并列后不跳号：1 2 2 3", en: "1 2 2 3")
      case .modified: Words(zh: "并列取后一名：1 3 3 4", en: "1 3 3 4")
      case .fractional: Words(zh: "并列取平均：1 2.5 2.5 4", en: "1 2.5 2.5 4")
      }
    }
    choice("results.ties", Words(zh: "比完仍然同分", en: "Still equal after all tie-breaks"), &results.ranking.ties)
    {
      switch $0 {
      case .share: Words(zh: "并列", en: "share the place")
      case .resolve: Words(zh: "由裁判长裁定", en: "decided on record")
      }
    }
    for index in results.rounding.indices {
      let rule = results.rounding[index]
      open(.results, "rounding:\(index + 1)", Self.words(rule.stage), level: 1)
      whole(
        "rounding.\(rule.stage.rawValue)", Words(zh: "保留几位小数", en: "Decimals"),
        &results.rounding[index].decimals, in: 0...6)
    }
    tieBreaks(&results.ranking, rubric)
    gates(&results, rubric)
    if var awards = results.awards {
      var left: [Awards.Award] = []
      for var award in awards.awards where !walk(&award) { left.append(award) }
      awards.awards = left
      results.awards = left.isEmpty ? nil : awards
    }
  }

  private static func words(_ stage: Rounding.Stage) -> Words {
    switch stage {
    case .item: Words(zh: "单项取整", en: "Rounding of an item")
    case .judge: Words(zh: "单个评委总分取整", en: "Rounding of a judge's total")
    case .component: Words(zh: "要素分取整", en: "Rounding of a component")
    case .factored: Words(zh: "乘系数后取整", en: "Rounding after the factor")
    case .product: Words(zh: "乘系数、加基础分后取整", en: "Rounding after the factor and the base")
    case .panel: Words(zh: "评委组得分取整", en: "Rounding of a panel's number")
    case .module: Words(zh: "模块得分取整", en: "Rounding of a module")
    case .round: Words(zh: "轮次得分取整", en: "Rounding of a round")
    case .final: Words(zh: "总分取整", en: "Rounding of the total")
    case .cut: Words(zh: "合格线取整", en: "Rounding of the pass mark")
    }
  }

  /// Each with its place in the order; an empty place leaves it out, and one more may be added.
  private mutating func tieBreaks(_ ranking: inout Ranking, _ rubric: Rubric) {
    let titles = rubric.partTitles
    var ordered: [(place: Int, index: Int, step: Ranking.TieBreak)] = []
    for (index, step) in ranking.tieBreaks.enumerated() {
      open(.results, "tie-break:\(index + 1)", step.words(titles), level: 1)
      var place: Int? = index + 1
      whole(
        "tie.\(index + 1)", Words(zh: "第几个比（空着就不比）", en: "Order (empty leaves it out)"), &place, in: 1...99)
      if let place { ordered.append((place, index, step)) }
    }
    open(.results, "tie-break:new", Words(zh: "再加一条同分规则", en: "One more tie-break"), level: 1)
    var options = [RubricField.Option(value: "", words: Words(zh: "不加", en: "none"))]
    var steps: [String: Ranking.TieBreak] = [:]
    func offer(_ key: String, _ step: Ranking.TieBreak) {
      guard !ranking.tieBreaks.contains(where: { $0.by == step.by && $0.ref == step.ref }) else { return }
      options.append(RubricField.Option(value: key, words: step.words(titles)))
      steps[key] = step
    }
    for module in rubric.modules where module.max != nil {
      offer("module:\(module.id)", Ranking.TieBreak(by: .module, ref: module.id))
      for criterion in module.allCriteria {
        offer("criterion:\(criterion.id)", Ranking.TieBreak(by: .criterion, ref: criterion.id))
      }
      for item in module.items where item.max != nil && !item.isOptional {
        offer("item:\(item.id)", Ranking.TieBreak(by: .item, ref: item.id))
      }
    }
    offer("highest-judge", Ranking.TieBreak(by: .highestJudge))
    offer("panel-vote", Ranking.TieBreak(by: .panelVote))
    offer("draw", Ranking.TieBreak(by: .draw))
    let chosen = pick("tie.new", Words(zh: "比什么", en: "By what"), options)
    ordered.sort { ($0.place, $0.index) < ($1.place, $1.index) }
    ranking.tieBreaks = ordered.map(\.step)
    tieAnchors = ordered.map { "tie-break:\($0.index + 1)" }
    if let step = steps[chosen] {
      ranking.tieBreaks.append(step)
      tieAnchors.append("tie-break:new")
    }
  }

  private mutating func gates(_ results: inout Results, _ rubric: Rubric) {
    guard var pass = results.pass else { return }
    let titles = rubric.partTitles
    open(.results, "pass:", Words(zh: "合格线", en: "Pass marks"), level: 0)
    func walk(_ gates: inout [Pass.Gate], _ name: String) {
      for index in gates.indices {
        guard case .marks(var marks) = gates[index].bound else { continue }
        decimal("\(name).\(index + 1)", gates[index].of.words(titles), &marks)
        gates[index].bound = .marks(marks)
      }
    }
    walk(&pass.gates, "gate")
    walk(&pass.stations, "station")
    results.pass = pass
  }

  /// Returns whether the award is left out.
  private mutating func walk(_ award: inout Awards.Award) -> Bool {
    let name = "award.\(award.id)"
    open(.results, "award:\(award.id)", award.label.title, level: 1)
    label(name, &award.label)
    if award.top != nil {
      whole("\(name).top", Words(zh: "名额", en: "Number"), &award.top, in: 1...9_999, mayBeEmpty: false)
    }
    if award.ratio != nil {
      decimal(
        "\(name).ratio", Words(zh: "占人数（%）", en: "Share of those placed (%)"), &award.ratio, mayBeEmpty: false
      )
    }
    decimal("\(name).least", Words(zh: "最低总分（可空）", en: "Least total (may be empty)"), &award.minTotal)
    return leavesOut("\(name).off", Words(zh: "不设这个奖", en: "Leave the award out"))
  }
}

extension Rubric {
  /// Titles of everything that has an id.
  public var partTitles: [String: Words] {
    var titles: [String: Words] = [:]
    for panel in panels { titles[panel.id] = panel.label.title }
    for round in rounds { titles[round.id] = round.label.title }
    for module in modules {
      titles[module.id] = module.label.title
      for criterion in module.allCriteria { titles[criterion.id] = criterion.label.title }
      for item in module.items {
        titles[item.id] = item.label.title
        if case .checklist(let steps) = item.kind { for step in steps { titles[step.id] = step.text } }
      }
    }
    for award in results.awards?.awards ?? [] { titles[award.id] = award.label.title }
    for rule in results.certificates { titles[rule.id] = rule.label.title }
    return titles
  }
}

extension Ranking.TieBreak {
  /// What is compared, in words.
  func words(_ titles: [String: Words]) -> Words {
    let what = ref.map { titles[$0] ?? Words(zh: $0, en: $0) }
    let name = what.map { (zh: "“\($0.zh)”", en: "“\($0[.en])”") } ?? (zh: "", en: "")
    return switch by {
    case .criterion: Words(zh: "比评分要素\(name.zh)", en: "criterion \(name.en)")
    case .item: Words(zh: "比评分项\(name.zh)", en: "item \(name.en)")
    case .module: Words(zh: "比模块\(name.zh)", en: "module \(name.en)")
    case .round: Words(zh: "比轮次\(name.zh)", en: "round \(name.en)")
    case .fewestDeductions: Words(zh: "扣分少的在前", en: "fewest deductions")
    case .shortestTime: Words(zh: "用时短的在前", en: "shortest time")
    case .highestMedian: Words(zh: "比中位数", en: "highest median")
    case .highestJudge: Words(zh: "比单个评委的最高分", en: "highest single judge")
    case .countback: Words(zh: "比谁的好名次多", en: "countback")
    case .mostJudges: Words(zh: "比给分的评委人数", en: "most judges")
    case .dropped: Words(zh: "比去掉的分之和", en: "sum of the dropped")
    case .nextRun: Words(zh: "比下一次的成绩", en: "next run")
    case .unrounded: Words(zh: "比取整前的总分", en: "total before rounding")
    case .panelVote: Words(zh: "评委表决", en: "vote of the panel")
    case .draw: Words(zh: "抽签", en: "drawing of lots")
    }
  }
}

extension Pass.Gate.Of {
  func words(_ titles: [String: Words]) -> Words {
    func named(_ id: String) -> Words {
      let title = titles[id] ?? Words(zh: id, en: id)
      return Words(zh: "“\(title.zh)”不低于", en: "“\(title[.en])” at least")
    }
    return switch self {
    case .total: Words(zh: "总分不低于", en: "Total at least")
    case .module(let id), .round(let id): named(id)
    case .stations: Words(zh: "至少通过几站", en: "Stations passed")
    }
  }
}
