// Marks that always fit their rubric: every item of every module is filled in from what the rubric itself says.

internal import Basics
internal import Rubrics

/// One entry as the invented judges meet it.
struct SampleWork: Sendable {
  var code: String
  /// Hidden quality, per mille of full marks.
  var quality: Int
  /// A veto item is confirmed against it.
  var isVetoed = false
  /// A few pieces or cases are deducted from it.
  var isDeducted = false
}

/// Who marks a panel, strict or lenient by so many per mille.
struct SampleMarker: Sendable {
  var id: String
  var bias: Int
}

/// Fills in the sheets of one division.
struct SampleMarks: Sendable {
  let division: String
  let rubric: Rubric
  /// The judges of a panel.
  let markers: @Sendable (Panel) -> [SampleMarker]
  /// How far two looks at the same thing lie apart, per mille.
  var spread = 45
  private(set) var rows: [SampleData.Mark] = []
  private(set) var decisions: [SampleData.Decision] = []
  private var chance: SplitMix64

  init(
    division: String, rubric: Rubric, seed: UInt64, spread: Int = 45,
    markers: @escaping @Sendable (Panel) -> [SampleMarker]
  ) {
    self.division = division
    self.rubric = rubric
    self.markers = markers
    self.spread = spread
    chance = SplitMix64(seed: seed)
  }

  /// Marks one entry in every round and run; the modules of a machine panel are left to the theory marks.
  mutating func mark(_ work: SampleWork, chief: String) {
    var vetoed = !work.isVetoed
    var deducted = !work.isDeducted
    for round in rubric.rounds {
      for run in 1...max(1, round.runs) {
        for module in round.uses.compactMap({ use in rubric.modules.first { $0.id == use.module } }) {
          // What this entry is worth in this module, seen by nobody.
          let quality = work.quality + chance.around(50)
          for (item, panelID) in items(of: module) {
            guard let panel = rubric.panels.first(where: { $0.id == panelID }), panel.role != .machine else {
              continue
            }
            let all = markers(panel)
            let judges = panel.aggregate.method == .single ? Array(all.prefix(1)) : all
            let place = (round: round.id, run: run, panel: panelID)
            switch item.kind {
            case .veto(let veto):
              guard !vetoed else { continue }
              vetoed = true
              addVeto(item.id, veto, work, judges, place, chief: chief)
            case .deduct(let deduct):
              guard !deducted, !deduct.fromClock else { continue }
              deducted = true
              for judge in judges { add(item.id, "1", work, judge.id, place) }
            case .bonus: continue
            default:
              let shared = quality + chance.around(40)
              let seen = happened(item, shared)
              for judge in judges {
                add(item, shared + judge.bias + chance.around(spread), seen: seen, work, judge.id, place)
              }
            }
          }
        }
      }
    }
  }

  /// Items with the panel that marks them: the item's own, its criterion's, or the module's.
  private func items(of module: Module) -> [(Item, String)] {
    func walk(_ criterion: Criterion, _ panel: String?) -> [(Item, String?)] {
      let own = criterion.panel ?? panel
      return criterion.parts.flatMap { part -> [(Item, String?)] in
        switch part {
        case .criterion(let child): walk(child, own)
        case .item(let item): [(item, item.panel ?? own)]
        }
      }
    }
    let inside = module.criteria.flatMap { walk($0, module.panel) }
    let extras = module.extras.map { ($0, $0.panel ?? module.panel) }
    return (inside + extras).compactMap { item, panel in panel.map { (item, $0) } }
  }

  private mutating func addVeto(
    _ item: String, _ veto: Veto, _ work: SampleWork, _ judges: [SampleMarker],
    _ place: (round: String, run: Int, panel: String), chief: String
  ) {
    for judge in judges.prefix(max(1, veto.confirmations)) { add(item, "1", work, judge.id, place) }
    if judges.count < veto.confirmations {
      decisions.append(
        SampleData.Decision(
          division: division, entry: work.code, round: place.round, panel: place.panel, item: item,
          decision: "veto-confirmed", value: "1", by: chief, reason: "裁判长现场核实（示例）"))
    }
  }

  private mutating func add(
    _ item: String, _ value: String, _ work: SampleWork, _ judge: String,
    _ place: (round: String, run: Int, panel: String)
  ) {
    rows.append(
      SampleData.Mark(
        division: division, entry: work.code, judge: judge, item: item, value: value, round: place.round,
        run: place.run, panel: place.panel))
  }

  /// What really happened at a checklist or a measurement; all judges look at the same.
  private mutating func happened(_ item: Item, _ share: Int) -> [String] {
    switch item.kind {
    case .checklist(let steps):
      steps.map { step in
        let isDone = chance.number(0...999) < share + 60
        return isDone ? "1" : step.partial && chance.number(0...1) == 0 ? "0.5" : "0"
      }
    case .measure(let measure): [reading(measure, min(max(share, 0), 1_000))]
    default: []
    }
  }

  /// `share` is per mille of what the item can give.
  private mutating func add(
    _ item: Item, _ share: Int, seen: [String], _ work: SampleWork, _ judge: String,
    _ place: (round: String, run: Int, panel: String)
  ) {
    let share = min(max(share, 0), 1_000)
    switch item.kind {
    case .points(let points):
      let step = max(points.step.units, 1)
      let steps = (points.max.units - points.min.units) / step
      let marks = Marks(units: points.min.units + (steps * share + 500) / 1_000 * step)
      add(item.id, marks.description, work, judge, place)
    case .levels(let levels), .global(let levels):
      let order = levels.sorted { $0.value < $1.value }
      guard !order.isEmpty else { return }
      // The middle of a scale is reached well below the middle of the marks.
      let index = min(order.count - 1, max(0, (share - 250) * order.count / 700))
      add(item.id, String(order[index].value), work, judge, place)
    case .checklist(let steps):
      for (step, value) in zip(steps, seen) {
        // One look in forty misses a step that was done, except where judges who differ must discuss it.
        let isMissed = chance.number(0...39) == 0 && value == "1" && !mustAgree(place.panel)
        add(step.id, isMissed ? "0" : value, work, judge, place)
      }
    case .measure: if let value = seen.first { add(item.id, value, work, judge, place) }
    case .count: add(item.id, "0", work, judge, place)
    case .given(let given):
      if !given.optional { add(item.id, "0", work, judge, place) }
    case .rank, .deduct, .veto, .bonus: return
    }
  }

  private func mustAgree(_ panel: String) -> Bool {
    rubric.panels.first { $0.id == panel }?.deviations.contains { $0.action != .flag } ?? false
  }

  /// A reading inside the band whose points come nearest to the share, at its middle or its open end.
  private func reading(_ measure: Measure, _ share: Int) -> String {
    let wanted = measure.max.units * share / 1_000
    let bands = measure.bands.sorted { $0.points > $1.points }
    // Readings are facts: four of five candidates reach the best band.
    let band =
      share >= 700 ? bands.first : bands.min { abs($0.points.units - wanted) < abs($1.points.units - wanted) }
    var units = measure.target?.units ?? measure.lowest?.units ?? 0
    if let within = band?.within {
      units += within.units
    } else if let from = band?.from, let to = band?.to {
      units = (from.units + to.units) / 2
    } else if let edge = band?.from ?? band?.to {
      units = edge.units
    }
    let unit = (0..<max(0, 3 - measure.decimals)).reduce(1) { power, _ in power * 10 }
    units = units / unit * unit
    if let lowest = measure.lowest { units = max(units, lowest.units) }
    if let highest = measure.highest { units = min(units, highest.units) }
    return Marks(units: units).description
  }

  /// Makes `second` an exact tie with `first` that the first two items break: one step less here, one step more there.
  mutating func tie(_ second: String, with first: String) {
    let ranges = Dictionary(
      rubric.modules.flatMap(\.items).compactMap { item -> (String, Points)? in
        if case .points(let points) = item.kind { (item.id, points) } else { nil }
      }
    ) { first, _ in first }
    rows.removeAll { $0.entry == second }
    var copies = rows.filter { $0.entry == first }
    for index in copies.indices { copies[index].entry = second }
    let sheets = Set(copies.map { Sheet(round: $0.round, run: $0.run, panel: $0.panel, judge: $0.judge) })
    for sheet in sheets {
      let places = copies.indices.filter { Sheet(copies[$0]) == sheet && ranges[copies[$0].item] != nil }
      guard places.count >= 2, let less = ranges[copies[places[0]].item],
        let more = ranges[copies[places[1]].item],
        less.step == more.step, let a = Marks(copies[places[0]].value),
        let b = Marks(copies[places[1]].value),
        a.units - less.step.units >= less.min.units, b.units + more.step.units <= more.max.units
      else { continue }
      copies[places[0]].value = Marks(units: a.units - less.step.units).description
      copies[places[1]].value = Marks(units: b.units + more.step.units).description
    }
    rows += copies
  }

  private struct Sheet: Hashable {
    var round: String
    var run: Int
    var panel: String
    var judge: String

    init(round: String, run: Int, panel: String, judge: String) {
      self.round = round
      self.run = run
      self.panel = panel
      self.judge = judge
    }

    init(_ mark: SampleData.Mark) {
      self.init(round: mark.round, run: mark.run, panel: mark.panel, judge: mark.judge)
    }
  }
}
