// Modules, criteria and items as elements.

import Basics

extension RubricXMLWriter {
  func module(_ module: Module) -> XMLNode {
    let only = rubric.panels.count == 1 ? rubric.panels[0].id : nil
    let parts =
      [module.blueprint.map(blueprint)].compactMap { $0 } + module.criteria.map(criterion)
      + module.extras.map(item)
    return XMLNode(
      "module",
      [
        ("id", module.id), ("max", module.max?.description),
        ("panel", module.panel == only ? nil : module.panel),
        ("time-limit", module.timeLimit.map(durationText)),
      ],
      label(module.label) + module.rounding.map(rounding) + parts)
  }

  private func criterion(_ criterion: Criterion) -> XMLNode {
    let parts = criterion.parts.map { part in
      switch part {
      case .criterion(let child): self.criterion(child)
      case .item(let item): self.item(item)
      }
    }
    let how = aggregation(criterion.aggregate, criterion.rounding)
    return XMLNode(
      "criterion", [("id", criterion.id), ("max", criterion.max?.description), ("panel", criterion.panel)],
      label(criterion.label) + how + criterion.deviations.map(deviation) + parts)
  }

  private func item(_ item: Item) -> XMLNode {
    let shared: [(String, String?)] = [
      ("panel", item.panel), ("note", other(item.note, .optional)), ("photo", other(item.photo, .none)),
      ("missing", item.missing?.rawValue), ("nv", other(item.notSeen, .block)),
      ("factor", other(item.factor, .none)), ("times", item.times.map(multiplierText)),
      ("base", item.base?.description), ("off", other(item.off, .module)),
    ]
    let (name, own, inside) = kind(item.kind)
    return XMLNode(
      name, [("id", item.id)] + own + shared,
      label(item.label) + aggregation(item.aggregate, item.rounding) + inside)
  }

  private func aggregation(_ aggregate: Aggregate?, _ own: [OwnRounding]) -> [XMLNode] {
    (aggregate.map { [self.aggregate($0)] } ?? []) + own.map(rounding)
  }

  /// An item's element name, its own attributes, and what it holds.
  private func kind(_ kind: Item.Kind) -> (String, [(String, String?)], [XMLNode]) {
    switch kind {
    case .points(let points):
      let anchors = points.anchors.map {
        XMLNode(
          "anchor", [("from", $0.from.description), ("to", $0.to.description)],
          [XMLNode("text", words: $0.text)])
      }
      return (
        "points", [("min", other(points.min, .zero)), ("max", points.max.description), step(points)], anchors
      )
    case .bonus(let points): return ("bonus", [("max", points.max.description), step(points)], [])
    case .levels(let levels): return ("levels", [], self.levels(levels))
    case .global(let levels): return ("global", [], self.levels(levels))
    case .checklist(let steps):
      return (
        "checklist", [],
        steps.map {
          XMLNode(
            "step",
            [("id", $0.id), ("points", $0.points.description), ("partial", $0.partial ? "true" : nil)],
            [XMLNode("text", words: $0.text)])
        }
      )
    case .measure(let measure): return ("measure", attributes(measure), bands(measure))
    case .deduct(let deduct): return ("deduct", attributes(deduct), bands(deduct))
    case .veto(let veto):
      return (
        "veto",
        [
          ("effect", veto.effect.rawValue), ("ref", veto.ref), ("cap", veto.cap?.description),
          ("confirmations", other(veto.confirmations, 2)),
        ], []
      )
    case .rank: return ("rank", [], [])
    case .count: return ("count", [], [])
    case .given(let given):
      return (
        "given", [("effect", other(given.effect, .add)), ("optional", given.optional ? "true" : nil)], []
      )
    }
  }

  private func step(_ points: Points) -> (String, String?) { ("step", other(points.step, Marks(whole: 1))) }

  /// Levels; their points are written where any level is worth something else than its value.
  private func levels(_ levels: [Level]) -> [XMLNode] {
    let isPlain = levels.allSatisfy { $0.points == Marks(whole: $0.value) }
    return levels.map { level in
      let hasText = !level.text[.zh].isEmpty
      return XMLNode(
        "level", [("value", String(level.value)), ("points", isPlain ? nil : level.points.description)],
        hasText ? [XMLNode("text", words: level.text)] : [])
    }
  }

  private func attributes(_ measure: Measure) -> [(String, String?)] {
    [
      ("max", measure.max.description), ("unit", measure.unit), ("decimals", other(measure.decimals, 0)),
      ("target", measure.target?.description), ("lowest", measure.lowest?.description),
      ("highest", measure.highest?.description),
    ]
  }

  private func bands(_ measure: Measure) -> [XMLNode] {
    if let linear = measure.linear {
      return [
        XMLNode(
          "linear",
          [
            ("at", linear.at.description), ("each", multiplierText(linear.each)),
            ("lowest-points", other(linear.lowest, .zero)), ("exact", linear.isExact ? "true" : nil),
          ])
      ]
    }
    return measure.bands.map {
      XMLNode(
        "band",
        [
          ("within", $0.within?.description), ("from", $0.from?.description), ("to", $0.to?.description),
          ("points", $0.points.description),
        ])
    }
  }

  private func attributes(_ deduct: Deduct) -> [(String, String?)] {
    [
      ("each", deduct.each?.description), ("per", deduct.per),
      ("every", other(deduct.every, Marks(whole: 1))), ("grace", other(deduct.grace, .zero)),
      ("count", other(deduct.counting, .full)), ("limit", deduct.limit?.description),
      ("disqualify-over", deduct.disqualifyOver?.description), ("from", deduct.fromClock ? "clock" : nil),
    ]
  }

  private func bands(_ deduct: Deduct) -> [XMLNode] {
    deduct.bands.map {
      XMLNode(
        "band",
        [("over", $0.over.description), ("to", $0.to?.description), ("points", $0.points.description)])
    }
  }

  private func blueprint(_ blueprint: Blueprint) -> XMLNode {
    let parts = blueprint.parts.map { part in
      XMLNode(
        "part",
        [
          ("id", part.id), ("type", part.type.rawValue), ("each", part.each.description),
          ("partial", part.partial),
        ],
        label(part.label)
          + part.picks.map {
            XMLNode(
              "pick",
              [
                ("topic", $0.topic), ("count", String($0.count)), ("difficulty", $0.difficulty),
                ("mandatory", $0.mandatory ? "true" : nil),
              ])
          })
    }
    return XMLNode(
      "blueprint",
      [
        ("bank", blueprint.bank), ("variant", other(blueprint.variant, .perCandidate)),
        ("shuffle-options", blueprint.shuffleOptions ? nil : "false"),
      ], parts)
  }
}
