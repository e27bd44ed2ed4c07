// Modules, criteria and items of the tree as the model's.

import Basics
import Rubrics

extension Mapping {
  mutating func module(_ element: Element, onlyPanel: String?) -> Module {
    var criteria: [Criterion] = []
    var extras: [Item] = []
    for child in element.children {
      if child.name == "criterion" {
        criteria.append(criterion(child, depth: 1))
      } else if let item = item(child) {
        extras.append(item)
      }
    }
    return Module(
      id: element.text("id"), label: label(element), panel: element.value("panel") ?? onlyPanel,
      max: element.marks("max"), timeLimit: element.seconds("time-limit"),
      rounding: rounding(element), blueprint: element.child("blueprint").map { blueprint($0) },
      criteria: criteria, extras: extras,
      line: element.place.line)
  }

  private mutating func criterion(_ element: Element, depth: Int) -> Criterion {
    var parts: [Criterion.Part] = []
    for child in element.children {
      if child.name == "criterion" {
        parts.append(.criterion(criterion(child, depth: depth + 1)))
      } else if let item = item(child) {
        parts.append(.item(item))
      }
    }
    return Criterion(
      id: element.text("id"), label: label(element), max: element.marks("max"), panel: element.value("panel"),
      aggregate: element.child("aggregate").map { aggregate($0) }, rounding: rounding(element),
      deviations: deviations(element), parts: parts,
      line: element.place.line)
  }

  /// The item, or nil for an element that is none.
  private mutating func item(_ element: Element) -> Item? {
    guard let kind = kind(element) else { return nil }
    return Item(
      id: element.text("id"), label: label(element), panel: element.value("panel"),
      aggregate: element.child("aggregate").map { aggregate($0) }, rounding: rounding(element),
      note: element.choice("note", .optional),
      photo: element.choice("photo", .none), missing: element.choice("missing"),
      notSeen: element.choice("nv", .block),
      factor: element.choice("factor", .none), times: element.multiplier("times"),
      base: element.weight("base"), off: element.choice("off", .module), kind: kind, line: element.place.line)
  }

  private mutating func kind(_ element: Element) -> Item.Kind? {
    switch element.name {
    case "points": .points(points(element))
    case "levels": .levels(levels(element))
    case "checklist": .checklist(steps(element))
    case "measure": .measure(measure(element))
    case "deduct": .deduct(deduct(element))
    case "veto":
      .veto(
        Veto(
          effect: element.choice("effect", .zeroModule), ref: element.value("ref"), cap: element.marks("cap"),
          confirmations: element.whole("confirmations", 2)))
    case "bonus":
      .bonus(Points(max: element.marks("max") ?? .zero, step: element.marks("step") ?? Marks(whole: 1)))
    case "rank": .rank
    case "count": .count
    case "given": .given(Given(effect: element.choice("effect", .add), optional: element.flag("optional")))
    case "global": .global(levels(element))
    default: nil
    }
  }

  private mutating func points(_ element: Element) -> Points {
    var anchors: [Points.Anchor] = []
    for anchor in element.children("anchor") {
      anchors.append(
        Points.Anchor(
          from: anchor.marks("from") ?? .zero, to: anchor.marks("to") ?? .zero,
          text: words(anchor.children("text"), of: anchor)))
    }
    return Points(
      min: element.marks("min") ?? .zero, max: element.marks("max") ?? .zero,
      step: element.marks("step") ?? Marks(whole: 1), anchors: anchors)
  }

  /// Levels; without `points` a level is worth its value.
  private mutating func levels(_ element: Element) -> [Level] {
    var levels: [Level] = []
    for level in element.children("level") {
      let value = level.whole("value", 0)
      levels.append(
        Level(
          value: value, points: level.marks("points") ?? Marks(whole: value),
          text: words(level.children("text"), of: level)))
    }
    if element.name == "levels", let max = element.marks("max"), let top = levels.map(\.points).max(),
      max != top
    {
      fault(
        "R013", element, zh: "\(element.text("id")) 写的满分是 \(max)，最高等级是 \(top) 分",
        en: "\(element.text("id")) says max \(max), its top level gives \(top)",
        Words(zh: "把 max 改为 \(top)，或改等级的 points", en: "set max to \(top), or change the points of the levels")
      )
    }
    return levels
  }

  private mutating func steps(_ element: Element) -> [Step] {
    var steps: [Step] = []
    for step in element.children("step") {
      steps.append(
        Step(
          id: step.text("id"), points: step.marks("points") ?? .zero, partial: step.flag("partial"),
          text: words(step.children("text"), of: step), line: step.place.line))
    }
    let sum = Marks(units: steps.reduce(0) { $0 + $1.points.units })
    if let max = element.marks("max"), max != sum {
      fault(
        "R011", element, zh: "清单 \(element.text("id")) 写的满分是 \(max)，各步骤合计 \(sum)",
        en: "checklist \(element.text("id")) says max \(max), its steps add up to \(sum)",
        Words(zh: "把 max 改为 \(sum)，或改步骤的分数", en: "set max to \(sum), or change the points of the steps"))
    }
    return steps
  }

  private func measure(_ element: Element) -> Measure {
    Measure(
      max: element.marks("max") ?? .zero, unit: element.text("unit"), decimals: element.whole("decimals", 0),
      target: element.marks("target"), lowest: element.marks("lowest"), highest: element.marks("highest"),
      bands: element.children("band").map {
        Measure.Band(
          within: $0.marks("within"), from: $0.marks("from"), to: $0.marks("to"),
          points: $0.marks("points") ?? .zero)
      },
      linear: element.child("linear").map {
        Measure.Linear(
          at: $0.marks("at") ?? .zero, each: $0.multiplier("each") ?? .zero,
          lowest: $0.marks("lowest-points") ?? .zero, isExact: $0.flag("exact"))
      })
  }

  private func deduct(_ element: Element) -> Deduct {
    Deduct(
      each: element.marks("each"), per: element.text("per"), every: element.marks("every") ?? Marks(whole: 1),
      grace: element.marks("grace") ?? .zero, counting: element.choice("count", .full),
      limit: element.marks("limit"),
      bands: element.children("band").map {
        Deduct.Band(over: $0.marks("over") ?? .zero, to: $0.marks("to"), points: $0.marks("points") ?? .zero)
      }, disqualifyOver: element.marks("disqualify-over"), fromClock: element.value("from") == "clock")
  }

  private mutating func blueprint(_ element: Element) -> Blueprint {
    var parts: [Blueprint.Part] = []
    for part in element.children("part") {
      parts.append(
        Blueprint.Part(
          id: part.text("id"), label: label(part), type: part.choice("type", .singleChoice),
          each: part.marks("each") ?? .zero, partial: part.value("partial"),
          picks: part.children("pick").map {
            Blueprint.Pick(
              topic: $0.text("topic"), count: $0.whole("count", 1), difficulty: $0.value("difficulty"),
              mandatory: $0.flag("mandatory"))
          }, line: part.place.line))
    }
    return Blueprint(
      bank: element.text("bank"), variant: element.choice("variant", .perCandidate),
      shuffleOptions: element.flag("shuffle-options", true), parts: parts)
  }
}
