// A rubric's items as rows of a printed score sheet: what is marked, out of how much, by which standard.

internal import Basics
internal import Rubrics

/// What stands on one line of a score sheet.
struct ScoreSheetRow {
  /// The criterion; nil where it continues the line above.
  var project: String?
  var point: String
  var full: String
  var standard: String
  /// What stands in the box to be filled, such as a unit.
  var unit = ""
  /// Whether the box takes something other than marks: a reading, a rank, a count, a recorded number.
  var isReading = false
  /// The id whose value fills the box: an item's or a step's.
  var key: String
}

/// Reads the rows of one panel's sheet out of a rubric.
struct ScoreSheetRows {
  let rubric: Rubric
  let language: Language

  private var zh: Bool { language == .zh }

  /// The modules that a panel marks in a round, each with its items of that panel.
  func modules(round: String, panel: String) -> [(module: Module, rows: [ScoreSheetRow], vetoes: [Item])] {
    guard let round = rubric.rounds.first(where: { $0.id == round }) else { return [] }
    return round.uses.compactMap { use in
      guard let module = rubric.modules.first(where: { $0.id == use.module }) else { return nil }
      var rows: [ScoreSheetRow] = []
      var vetoes: [Item] = []
      for criterion in module.criteria {
        collect(criterion, inherited: module.panel, panel: panel, rows: &rows, vetoes: &vetoes)
      }
      for (index, item) in module.extras.filter({ ($0.panel ?? module.panel) == panel }).enumerated() {
        if case .veto = item.kind {
          vetoes.append(item)
        } else {
          rows += self.rows(of: item, project: index == 0 ? (zh ? "加减分" : "Extras") : nil)
        }
      }
      if let blueprint = module.blueprint, module.panel == panel { rows += self.rows(of: blueprint) }
      return rows.isEmpty && vetoes.isEmpty ? nil : (module, rows, vetoes)
    }
  }

  private func collect(
    _ criterion: Criterion, inherited: String?, panel: String, rows: inout [ScoreSheetRow],
    vetoes: inout [Item]
  ) {
    let own = criterion.panel ?? inherited
    var isFirst = true
    for part in criterion.parts {
      switch part {
      case .criterion(let child): collect(child, inherited: own, panel: panel, rows: &rows, vetoes: &vetoes)
      case .item(let item):
        guard (item.panel ?? own) == panel else { continue }
        if case .veto = item.kind {
          vetoes.append(item)
        } else {
          rows += self.rows(of: item, project: isFirst ? criterion.label.title[language] : nil)
          isFirst = false
        }
      }
    }
  }

  private func rows(of item: Item, project: String?) -> [ScoreSheetRow] {
    let title = item.label.title[language]
    let hint = item.label.hint?[language] ?? ""
    let point = project == title && !hint.isEmpty ? hint : hint.isEmpty ? title : "\(title)：\(hint)"
    func row(
      _ full: String, _ standard: String, unit: String = "", isReading: Bool = false
    ) -> [ScoreSheetRow] {
      [
        ScoreSheetRow(
          project: project, point: point, full: full, standard: standard, unit: unit, isReading: isReading,
          key: item.id)
      ]
    }
    switch item.kind {
    case .points(let points): return row("\(points.max)", Self.standard(of: points, language))
    case .bonus(let points):
      return row(
        "+\(points.max)",
        zh ? "加分，0–\(points.max)，每 \(points.step) 分一档" : "Bonus 0–\(points.max) by \(points.step)")
    case .levels(let levels):
      return row("\(item.max ?? .zero)", Self.standard(of: levels, language))
    case .global(let levels): return row("—", Self.standard(of: levels, language))
    case .checklist(let steps):
      return steps.enumerated().map { index, step in
        let boxes =
          zh
          ? "□ 做到 " + (step.partial ? "□ 部分 " : "") + "□ 未做"
          : "□ done " + (step.partial ? "□ partly " : "") + "□ not done"
        return ScoreSheetRow(
          project: index == 0 ? project ?? title : nil, point: step.text[language], full: "\(step.points)",
          standard: boxes, key: step.id)
      }
    case .measure(let measure):
      return row(measure.unit, Self.standard(of: measure, language), unit: measure.unit, isReading: true)
    case .deduct(let deduct):
      let unit = Self.unit(deduct.per, language)
      let standard = Self.standard(of: deduct, language)
      return row("—", standard, unit: deduct.fromClock ? "—" : unit)
    case .rank:
      return row("—", zh ? "排名次，1 为最好，可并列取半" : "Rank, 1 is best; halves for ties", isReading: true)
    case .count: return row("—", zh ? "填个数" : "A whole number", isReading: true)
    case .given: return row("—", zh ? "按记录填写" : "As recorded", isReading: true)
    case .veto: return []
    }
  }

  private func rows(of blueprint: Blueprint) -> [ScoreSheetRow] {
    blueprint.parts.map { part in
      let standard = zh ? "每题 \(part.each) 分，共 \(part.count) 题" : "\(part.count) questions of \(part.each)"
      return ScoreSheetRow(
        project: zh ? "理论知识" : "Theory", point: part.label.title[language], full: "\(part.max)",
        standard: standard,
        key: part.id)
    }
  }
}
