// The rubric as a judge's page needs it: the items of one panel in one round, with their words and ranges, as JSON.

public import Basics
internal import Judging
public import Rubrics

/// The form that a judge fills in.
public struct RubricForm: Sendable {
  private let rubric: Rubric
  private let panel: String
  private let round: Round

  /// Nil where the rubric has no such panel or round.
  public init?(_ rubric: Rubric, panel: String, round: String) {
    guard rubric.panels.contains(where: { $0.id == panel }),
      let round = rubric.rounds.first(where: { $0.id == round })
    else { return nil }
    self.rubric = rubric
    self.panel = panel
    self.round = round
  }

  /// The form as one document, titles and hints as `{"zh","en"}`.
  ///
  /// ```
  /// {"rubric","panel","round","modules":[{"id","title","max","timeLimit",
  ///   "groups":[{"id","title","hint","max","items":[{"id","title","hint","optional","note","photo","type",…}]}]}]}
  /// ```
  /// Items of a checklist stand once with their steps.
  public var json: JSON {
    let used = Set(round.uses.map(\.module))
    let modules = rubric.modules.filter { used.contains($0.id) }.compactMap(module)
    return .object([
      (
        "rubric",
        .object([
          ("id", .string(rubric.id)), ("version", .integer(rubric.version)),
          ("sha256", .string(rubric.sha256)),
          ("title", words(rubric.label.title)),
        ])
      ),
      (
        "panel",
        .object([
          ("id", .string(panel)),
          (
            "title", words(rubric.panels.first { $0.id == panel }?.label.title ?? Words(zh: panel, en: panel))
          ),
        ])
      ),
      (
        "round",
        .object([
          ("id", .string(round.id)), ("title", words(round.label.title)), ("runs", .integer(round.runs)),
        ])
      ),
      ("modules", .array(modules)),
    ])
  }

  private func module(_ module: Module) -> JSON? {
    let home = module.panel ?? rubric.panels.first?.id ?? ""
    var groups: [JSON] = []
    if let blueprint = module.blueprint, home == panel { groups.append(paper(module, blueprint)) }
    for criterion in module.criteria { collect(criterion, panel: home, path: [], into: &groups) }
    let extras = module.extras.filter { ($0.panel ?? home) == panel }
    if !extras.isEmpty {
      groups.append(
        group(
          id: module.id + ".extras", title: Words(zh: "扣分、加分与否决", en: "Deductions, bonuses, vetoes"),
          hint: nil,
          max: nil, items: extras.map(item)))
    }
    guard !groups.isEmpty else { return nil }
    return .object([
      ("id", .string(module.id)), ("title", words(module.label.title)), ("max", marks(module.max)),
      ("timeLimit", .optional(module.timeLimit)), ("groups", .array(groups)),
    ])
  }

  private func collect(_ criterion: Criterion, panel home: String, path: [Words], into groups: inout [JSON]) {
    let own = criterion.panel ?? home
    var items: [JSON] = []
    var inner: [JSON] = []
    let title = (path + [criterion.label.title]).reduce(Words(zh: "", en: "")) { sum, next in
      Words(
        zh: sum.zh.isEmpty ? next.zh : sum.zh + " · " + next.zh,
        en: sum.en.isEmpty ? next.en : sum.en + " · " + next.en)
    }
    for part in criterion.parts {
      switch part {
      case .item(let item): if (item.panel ?? own) == panel { items.append(self.item(item)) }
      case .criterion(let child):
        collect(child, panel: own, path: path + [criterion.label.title], into: &inner)
      }
    }
    if !items.isEmpty {
      groups.append(
        group(id: criterion.id, title: title, hint: criterion.label.hint, max: criterion.max, items: items))
    }
    groups += inner
  }

  private func group(id: String, title: Words, hint: Words?, max: Marks?, items: [JSON]) -> JSON {
    .object([
      ("id", .string(id)), ("title", words(title)), ("hint", hint.map(words) ?? .null), ("max", marks(max)),
      ("items", .array(items)),
    ])
  }

  private func paper(_ module: Module, _ blueprint: Blueprint) -> JSON {
    let whole = JSON.object([
      ("id", .string(module.id)), ("title", words(module.label.title)), ("type", .string("paper")),
      ("optional", .bool(false)), ("min", .string("0")), ("max", marks(module.max)), ("step", .string("0.5")),
    ])
    let parts = blueprint.parts.map { part in
      JSON.object([
        ("id", .string(part.id)), ("title", words(part.label.title)), ("type", .string("paper-part")),
        ("optional", .bool(true)), ("min", .string("0")), ("max", marks(part.max)), ("step", .string("0.5")),
      ])
    }
    return group(
      id: module.id + ".paper", title: module.label.title, hint: module.label.hint, max: module.max,
      items: [whole] + parts)
  }

  private func item(_ item: Item) -> JSON {
    .object(
      [
        ("id", .string(item.id)), ("title", words(item.label.title)),
        ("hint", item.label.hint.map(words) ?? .null),
        ("optional", .bool(item.isOptional)), ("note", .string(item.note.rawValue)),
        ("photo", .string(item.photo.rawValue)),
      ] + details(of: item.kind))
  }

  private func details(of kind: Item.Kind) -> [(String, JSON)] {
    switch kind {
    case .points(let points):
      [
        ("type", .string("points")), ("min", marks(points.min)), ("max", marks(points.max)),
        ("step", marks(points.step)), ("anchors", .array(points.anchors.map(anchor))),
      ]
    case .bonus(let points):
      [
        ("type", .string("bonus")), ("min", .string("0")), ("max", marks(points.max)),
        ("step", marks(points.step)),
      ]
    case .levels(let levels): [("type", .string("levels")), ("levels", .array(levels.map(level)))]
    case .global(let levels): [("type", .string("global")), ("levels", .array(levels.map(level)))]
    case .checklist(let steps):
      [
        ("type", .string("checklist")),
        (
          "steps",
          .array(
            steps.map { step in
              .object([
                ("id", .string(step.id)), ("title", words(step.text)), ("points", marks(step.points)),
                ("partial", .bool(step.partial)),
              ])
            })
        ),
      ]
    case .measure(let measure):
      [
        ("type", .string("measure")), ("unit", .string(measure.unit)),
        ("decimals", .integer(measure.decimals)),
        ("min", marks(measure.lowest)), ("max", marks(measure.highest)), ("target", marks(measure.target)),
        ("points", marks(measure.max)),
        (
          "bands",
          .array(
            measure.bands.map { band in
              .object([
                ("within", marks(band.within)), ("from", marks(band.from)), ("to", marks(band.to)),
                ("points", marks(band.points)),
              ])
            })
        ),
      ]
    case .deduct(let deduct):
      [
        ("type", .string("deduct")), ("per", .string(deduct.per)), ("each", marks(deduct.each)),
        ("fromClock", .bool(deduct.fromClock)), ("every", marks(deduct.every)),
        ("grace", marks(deduct.grace)),
        ("counting", .string(deduct.counting.rawValue)), ("limit", marks(deduct.limit)),
        ("disqualifyOver", marks(deduct.disqualifyOver)),
        (
          "bands",
          .array(
            deduct.bands.map { band in
              .object([("over", marks(band.over)), ("to", marks(band.to)), ("points", marks(band.points))])
            })
        ),
      ]
    case .veto(let veto):
      [
        ("type", .string("veto")), ("effect", .string(veto.effect.rawValue)),
        ("confirmations", .integer(veto.confirmations)),
      ]
    case .rank: [("type", .string("rank"))]
    case .count: [("type", .string("count"))]
    case .given: [("type", .string("given"))]
    }
  }

  private func level(_ level: Level) -> JSON {
    .object([("value", .integer(level.value)), ("points", marks(level.points)), ("title", words(level.text))])
  }

  private func anchor(_ anchor: Points.Anchor) -> JSON {
    .object([("from", marks(anchor.from)), ("to", marks(anchor.to)), ("title", words(anchor.text))])
  }

  private func words(_ words: Words) -> JSON {
    .object([("zh", .string(words.zh)), ("en", .string(words.en))])
  }

  private func marks(_ marks: Marks?) -> JSON { .optional(marks?.description) }
}
