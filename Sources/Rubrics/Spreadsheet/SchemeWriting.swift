// Modules, criteria and items as rows of the marking scheme; theory papers as rows of their own sheet.

import Basics

extension WorkbookWriter {
  /// The marking scheme and, beside it, what stands under each row.
  var scheme: SheetRows {
    var rows = SheetRows(RubricForms.scheme)
    for module in rubric.modules {
      rows.add(
        [
          ("type", word(SchemeRow.module)), ("sub", module.id), ("max", marks(module.max)),
          ("panel", module.panel), ("timeLimit", module.timeLimit.map(minutes)),
        ] + owner(module.label))
      // Where the row above says it already, a row does not name what it belongs to.
      var above = module.id
      for criterion in module.criteria { add(criterion, parent: nil, to: &rows, above: &above) }
      for item in module.extras { add(item, owner: module.id, to: &rows, above: &above) }
    }
    return rows
  }

  private func owner(_ label: Label) -> [(String, String?)] {
    texts("subName", label.title) + texts("hint", label.hint)
  }

  /// Whole minutes as a number, else `PT1M30S`.
  private func minutes(_ seconds: Int) -> String {
    seconds.isMultiple(of: 60) ? String(seconds / 60) : durationText(seconds)
  }

  private func add(
    _ criterion: Criterion, parent: String?, to rows: inout SheetRows, above: inout String
  ) {
    rows.add(
      [
        ("type", word(SchemeRow.criterion)), ("sub", criterion.id), ("criterion", parent),
        ("max", marks(criterion.max)), ("panel", criterion.panel),
      ] + owner(criterion.label) + aggregate(criterion.aggregate))
    above = criterion.id
    for part in criterion.parts {
      switch part {
      case .criterion(let child): add(child, parent: criterion.id, to: &rows, above: &above)
      case .item(let item): add(item, owner: criterion.id, to: &rows, above: &above)
      }
    }
  }

  private func add(_ item: Item, owner: String, to rows: inout SheetRows, above: inout String) {
    let (type, own, details) = kind(item.kind)
    rows.add(
      [
        ("type", word(type)), ("sub", owner == above ? nil : owner), ("id", item.id),
        ("panel", item.panel), ("note", word(item.note, unless: .optional)),
        ("photo", word(item.photo, unless: Item.Need.none)), ("missing", word(item.missing)),
        ("notSeen", word(item.notSeen, unless: .block)),
        ("factor", word(item.factor, unless: Item.Need.none)), ("times", item.times.map(multiplierText)),
        ("base", item.base?.description), ("off", word(item.off, unless: .module)),
      ] + label(item.label) + aggregate(item.aggregate) + own)
    above = owner
    for row in details { rows.add(row) }
  }

  private typealias Cells = [(String, String?)]

  /// What an item's row says of its kind, and the rows below it.
  private func kind(_ kind: Item.Kind) -> (SchemeRow, Cells, [Cells]) {
    switch kind {
    case .points(let points):
      let anchors = points.anchors.map { anchor -> Cells in
        [
          ("type", word(SchemeRow.anchor)), ("from", anchor.from.description),
          ("to", anchor.to.description),
        ] + texts("detail", anchor.text)
      }
      return (
        .points,
        [("min", marks(points.min, unless: .zero)), ("max", points.max.description)] + step(points), anchors
      )
    case .bonus(let points): return (.bonus, [("max", points.max.description)] + step(points), [])
    case .levels(let levels):
      return (.levels, [("max", marks(levels.map(\.points).max()))], self.levels(levels))
    case .global(let levels): return (.global, [], self.levels(levels))
    case .checklist(let steps):
      let rows = steps.map { step -> Cells in
        [
          ("type", word(SchemeRow.step)), ("id", step.id), ("points", step.points.description),
          ("partial", flag(step.partial)),
        ] + texts("detail", step.text)
      }
      return (.checklist, [("max", Marks(units: steps.reduce(0) { $0 + $1.points.units }).description)], rows)
    case .measure(let measure): return (.measure, cells(measure), bands(measure))
    case .deduct(let deduct): return (.deduct, cells(deduct), bands(deduct))
    case .veto(let veto):
      return (
        .veto,
        [
          ("effect", word(veto.effect)), ("ref", veto.ref), ("cap", marks(veto.cap)),
          ("confirmations", number(veto.confirmations, unless: 2)),
        ], []
      )
    case .rank: return (.rank, [], [])
    case .count: return (.count, [], [])
    case .given(let given):
      return (
        .given, [("effect", word(given.effect, unless: .add)), ("optional", flag(given.optional))], []
      )
    }
  }

  private func step(_ points: Points) -> Cells { [("step", marks(points.step, unless: Marks(whole: 1)))] }

  private func levels(_ levels: [Level]) -> [Cells] {
    levels.map { level in
      [
        ("score", String(level.value)),
        ("points", marks(level.points, unless: Marks(whole: level.value))),
      ] + texts("detail", level.text)
    }
  }

  private func cells(_ measure: Measure) -> Cells {
    [
      ("max", measure.max.description), ("unit", measure.unit),
      ("decimals", number(measure.decimals, unless: 0)), ("target", marks(measure.target)),
      ("lowest", marks(measure.lowest)), ("highest", marks(measure.highest)),
    ]
  }

  private func bands(_ measure: Measure) -> [Cells] {
    let linear = measure.linear.map { linear -> Cells in
      [
        ("type", word(SchemeRow.linear)), ("points", linear.at.description),
        ("each", multiplierText(linear.each)), ("min", marks(linear.lowest, unless: .zero)),
        ("exact", flag(linear.isExact)),
      ]
    }
    return [linear].compactMap { $0 }
      + measure.bands.map {
        [
          ("type", word(SchemeRow.band)), ("within", marks($0.within)), ("from", marks($0.from)),
          ("to", marks($0.to)), ("points", $0.points.description),
        ]
      }
  }

  private func cells(_ deduct: Deduct) -> Cells {
    [
      ("each", marks(deduct.each)), ("unit", deduct.per),
      ("every", marks(deduct.every, unless: Marks(whole: 1))), ("grace", marks(deduct.grace, unless: .zero)),
      ("counting", word(deduct.counting, unless: .full)), ("limit", marks(deduct.limit)),
      ("disqualifyOver", marks(deduct.disqualifyOver)), ("clock", flag(deduct.fromClock)),
    ]
  }

  private func bands(_ deduct: Deduct) -> [Cells] {
    deduct.bands.map {
      [
        ("type", word(SchemeRow.band)), ("over", $0.over.description), ("to", marks($0.to)),
        ("points", $0.points.description),
      ]
    }
  }

  var theory: SheetRows {
    var rows = SheetRows(RubricForms.theory)
    for module in rubric.modules {
      guard let blueprint = module.blueprint else { continue }
      for (index, part) in blueprint.parts.enumerated() {
        for (place, pick) in part.picks.enumerated() {
          let paper: Cells = [
            ("module", module.id), ("bank", blueprint.bank),
            ("variant", word(blueprint.variant, unless: .perCandidate)),
            ("shuffle", blueprint.shuffleOptions ? nil : Flag.no.word(language)),
          ]
          let own: Cells =
            [
              ("id", part.id), ("type", word(part.type)), ("each", part.each.description),
              ("partial", part.partial.map { word(PartialMarks(rawValue: $0)) ?? $0 }),
            ] + label(part.label)
          rows.add(
            (index + place == 0 ? paper : []) + (place == 0 ? own : []) + [
              ("topic", pick.topic), ("count", String(pick.count)),
              ("difficulty", pick.difficulty.map { word(Difficulty(rawValue: $0)) ?? $0 }),
              ("mandatory", flag(pick.mandatory)),
            ])
        }
      }
    }
    return rows
  }
}
