// A rubric for programs: every id that a row of a sheet may carry, what its value means, and the range of that value.

public import Basics

/// The rubric as JSON: panels, rounds and modules, and `items`, one member for each id of the `item` column of a sheet.
///
/// Numbers that are marks travel as text. `values` lists the only values there are; otherwise `min`, `max` and `step` bound them.
public func describeJSON(_ rubric: Rubric) -> JSON {
  .object([
    ("id", .string(rubric.id)), ("version", .integer(rubric.version)),
    ("schemaVersion", .string(rubric.schemaVersion)),
    ("sha256", .string(rubric.sha256)), ("kind", .string(rubric.kind.rawValue)),
    ("title", words(rubric.label.title)),
    ("panels", .array(rubric.panels.map(panel))),
    ("rounds", .array(rubric.rounds.map(round))),
    ("modules", .array(rubric.modules.map { module($0, rubric) })),
    ("items", .array(rubric.modules.flatMap { rows(of: $0, rubric) })),
  ])
}

private func words(_ words: Words) -> JSON {
  .object([("zh", .string(words.zh)), ("en", .string(words.en))])
}

private func optional(_ value: (some FixedDecimal)?) -> JSON { .optional(value?.description) }

private func panel(_ panel: Panel) -> JSON {
  .object([
    ("id", .string(panel.id)), ("role", .string(panel.role.rawValue)), ("blind", .bool(panel.blind)),
    ("title", words(panel.label.title)), ("method", .string(panel.aggregate.method.rawValue)),
    ("dropHigh", .integer(panel.aggregate.dropHigh)), ("dropLow", .integer(panel.aggregate.dropLow)),
    ("best", .optional(panel.aggregate.best)), ("minJudges", .integer(panel.aggregate.minJudges)),
    ("ifFewer", .string(panel.aggregate.ifFewer.rawValue)), ("missing", .optional(panel.missing?.rawValue)),
  ])
}

private func round(_ round: Round) -> JSON {
  let uses = round.uses.map {
    JSON.object([("module", .string($0.module)), ("weight", optional($0.weight))])
  }
  return .object([
    ("id", .string(round.id)), ("title", words(round.label.title)), ("weight", optional(round.weight)),
    ("runs", .integer(round.runs)), ("combine", .string(round.combine.rawValue)),
    ("best", .integer(round.best)),
    ("modules", .array(uses)),
  ])
}

private func module(_ module: Module, _ rubric: Rubric) -> JSON {
  .object([
    ("id", .string(module.id)), ("title", words(module.label.title)), ("max", optional(module.max)),
    ("panel", .optional(module.panel)), ("timeLimitSeconds", .optional(module.timeLimit)),
    ("rounds", .strings(rounds(of: module, rubric))),
  ])
}

private func rounds(of module: Module, _ rubric: Rubric) -> [String] {
  rubric.rounds.filter { $0.uses.contains { $0.module == module.id } }.map(\.id)
}

/// Where a row stands in the rubric.
private struct Place {
  var module: Module
  var criterion: String?
  var panel: String?
  var rounds: [String]
}

/// The ids of one module that a row may carry.
private func rows(of module: Module, _ rubric: Rubric) -> [JSON] {
  let place = Place(module: module, panel: module.panel, rounds: rounds(of: module, rubric))
  var rows: [JSON] = []
  if let blueprint = module.blueprint {
    let whole = Words(zh: "整卷得分", en: "the whole mark of the paper")
    let max = module.max ?? Marks(units: blueprint.parts.reduce(0) { $0 + $1.max.units })
    rows.append(
      row(
        module.id, of: module.id, "theory", module.label, place, value: whole,
        range: Range(min: .zero, max: max)))
    for part in blueprint.parts {
      let value = Words(zh: "该部分得分", en: "the mark of this part")
      rows.append(
        row(
          part.id, of: module.id, "theory", part.label, place, value: value,
          range: Range(min: .zero, max: part.max)))
    }
  }
  for criterion in module.criteria { rows += rowsIn(criterion, place) }
  for item in module.extras { rows += rowsOf(item, place) }
  return rows
}

private func rowsIn(_ criterion: Criterion, _ outer: Place) -> [JSON] {
  var place = outer
  place.criterion = criterion.id
  place.panel = criterion.panel ?? outer.panel
  return criterion.parts.flatMap { part in
    switch part {
    case .criterion(let child): rowsIn(child, place)
    case .item(let item): rowsOf(item, place)
    }
  }
}

/// The values of a row.
private struct Range {
  var min: Marks?
  var max: Marks?
  var step: Marks?
  var values: [String]?
}

private func rowsOf(_ item: Item, _ outer: Place) -> [JSON] {
  var place = outer
  place.panel = item.panel ?? outer.panel
  if case .checklist(let steps) = item.kind {
    return steps.map { step in
      let value = Words(
        zh: step.partial ? "1 做到，0.5 部分做到，0 未做到" : "1 做到，0 未做到",
        en: step.partial ? "1 done, 0.5 partly, 0 not done" : "1 done, 0 not done")
      return row(
        step.id, of: item.id, "checklist", Label(title: step.text), place, value: value,
        range: Range(values: step.partial ? ["0", "0.5", "1"] : ["0", "1"]), marks: step.points, item: item)
    }
  }
  let (type, value, range) = meaning(of: item)
  return [
    row(
      item.id, of: item.id, type, item.label, place, value: value, range: range, marks: item.max, item: item)
  ]
}

private func meaning(of item: Item) -> (String, Words, Range) {
  switch item.kind {
  case .points(let points):
    ("points", Words(zh: "得分", en: "marks"), Range(min: points.min, max: points.max, step: points.step))
  case .bonus(let points):
    ("bonus", Words(zh: "加分", en: "marks on top"), Range(min: points.min, max: points.max, step: points.step))
  case .levels(let levels):
    (
      "levels", Words(zh: "等级的值，不是分数", en: "the level's value, not its points"),
      Range(values: levels.map { String($0.value) })
    )
  case .global(let levels):
    (
      "global", Words(zh: "总体印象的等级值，不计入总分", en: "the level of the global rating, never in a total"),
      Range(values: levels.map { String($0.value) })
    )
  case .checklist: ("checklist", Words(zh: "", en: ""), Range())
  case .measure(let measure):
    (
      "measure",
      Words(zh: "读数（\(Words.unit(measure.unit).zh)）", en: "the reading (\(Words.unit(measure.unit).en))"),
      Range(
        min: measure.lowest, max: measure.highest,
        step: Marks(units: [1_000, 100, 10, 1][min(3, max(0, measure.decimals))]))
    )
  case .deduct(let deduct):
    (
      "deduct",
      Words(
        zh: "单位数（\(Words.unit(deduct.per).zh)），不是分数", en: "units (\(Words.unit(deduct.per).en)), not marks"),
      Range(min: .zero, step: Marks(units: 1))
    )
  case .veto:
    ("veto", Words(zh: "1 确认否决，0 没有", en: "1 confirms the veto, 0 does not"), Range(values: ["0", "1"]))
  case .rank:
    (
      "rank", Words(zh: "名次，1 为最好，可有 .5", en: "the rank, 1 is best, halves allowed"),
      Range(min: Marks(whole: 1), step: Marks(units: 500))
    )
  case .count: ("count", Words(zh: "整数", en: "a whole number"), Range(min: .zero, step: Marks(whole: 1)))
  case .given: ("given", Words(zh: "别处算出的数，可为负", en: "a number computed elsewhere, may be negative"), Range())
  }
}

private func row(
  _ id: String, of item: String, _ type: String, _ label: Label, _ place: Place, value: Words, range: Range,
  marks: Marks? = nil, item kind: Item? = nil
) -> JSON {
  .object([
    ("id", .string(id)), ("item", .string(item)), ("type", .string(type)), ("title", words(label.title)),
    ("module", .string(place.module.id)), ("criterion", .optional(place.criterion)),
    ("panel", .optional(place.panel)),
    ("rounds", .strings(place.rounds)), ("value", words(value)),
    ("rule", kind.map { words(Words.rule(of: $0)) } ?? .null), ("min", optional(range.min)),
    ("max", optional(range.max)),
    ("step", optional(range.step)), ("values", range.values.map { .strings($0) } ?? .null),
    ("marks", optional(marks)),
    ("optional", .bool(kind?.isOptional ?? false)), ("fromClock", .bool(isFromClock(kind))),
    ("factor", .string(kind?.factor.rawValue ?? "none")), ("missing", .optional(kind?.missing?.rawValue)),
    ("nv", .string(kind?.notSeen.rawValue ?? "block")), ("note", .string(kind?.note.rawValue ?? "optional")),
    ("photo", .string(kind?.photo.rawValue ?? "none")),
  ])
}

private func isFromClock(_ item: Item?) -> Bool {
  if case .deduct(let deduct)? = item?.kind { deduct.fromClock } else { false }
}
