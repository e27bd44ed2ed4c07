// Invented sheets that fit any rubric: the same people judge the same works, whatever the rubric asks of them.

public import Basics
import Rubrics

/// Sheets for trying a rubric before anybody is judged by it.
///
/// How good a work is, how strict a judge, and how far two looks lie apart come from a seed and the names of work, judge
/// and item; so two rubrics that share items get the same judging, each in its own marks.
public struct InventedMarks: Sendable {
  public let works: Int
  public let judges: Int
  public let seed: UInt64

  /// - Parameters:
  ///   - works: 2 to 60.
  ///   - judges: of every panel that takes several, 1 to 15; more where the panel asks for more.
  public init(works: Int, judges: Int, seed: UInt64) {
    self.works = min(max(works, 2), 60)
    self.judges = min(max(judges, 1), 15)
    self.seed = seed
  }

  /// A sheets table (contract, section 2), and an entries table where the rubric asks for factors.
  public func tables(for plan: Plan) -> (sheets: Table, entries: Table?) {
    var rows: [[String]] = []
    var factors: [[String]] = []
    for work in 1...works {
      let code = "S" + (work < 10 ? "0" : "") + String(work)
      let quality = 760 + chance(code, "quality", spread: 220)
      for (roundPlace, round) in plan.rubric.rounds.enumerated() {
        for run in 1...max(1, round.runs) {
          for slot in plan.slots where plan.modulesOfRound[roundPlace].contains(slot.module) {
            mark(slot, plan, (code, quality), (round.id, run), into: &rows)
          }
        }
      }
      for item in plan.items where item.factor == .required {
        let factor = Weight(units: 2_000_000 + chance(code, item.id, spread: 10) * 50_000)
        factors.append([code, item.id, factor.description])
      }
    }
    return (
      Table(header: ["entry", "judge", "item", "value", "round", "run", "panel"], rows: rows),
      factors.isEmpty ? nil : Table(header: ["entry", "item", "factor"], rows: factors)
    )
  }

  private func mark(
    _ slot: Slot, _ plan: Plan, _ work: (code: String, quality: Int), _ place: (round: String, run: Int),
    into rows: inout [[String]]
  ) {
    guard !slot.isOptional else { return }
    let panel = plan.rubric.panels[slot.panel]
    // Who is good at the one thing is not always good at the other.
    let skill = chance(work.code, "module", plan.rubric.modules[slot.module].id, spread: 180)
    let quality =
      work.quality + skill + chance(work.code, place.round, String(place.run), slot.id, spread: 90)
    // Where judges who differ must talk it over, they have.
    let limits = panel.deviations + plan.rubric.modules[slot.module].allCriteria.flatMap(\.deviations)
    let isAgreed = panel.double != nil || limits.contains { $0.action != .flag }
    for (number, part) in markers(of: panel).enumerated() {
      let judge = "J\(slot.panel + 1)-\(number + 1)"
      let own =
        isAgreed
        ? 0 : chance(judge, "strict", spread: 60) + chance(work.code, judge, slot.id, place.round, spread: 70)
      let share = min(max(quality + own, 0), 1_000)
      guard let value = slot.value(atShare: share, of: works) else {
        continue
      }
      rows.append([work.code, judge, slot.id, value, place.round, String(place.run), part])
    }
  }

  /// What the column `panel` says for each person who marks.
  private func markers(of panel: Panel) -> [String] {
    if panel.double != nil { return ["first", "second"] }
    if panel.aggregate.method == .single || panel.role == .machine { return [panel.id] }
    let trimmed = panel.aggregate.dropHigh + panel.aggregate.dropLow + 1
    return Array(repeating: panel.id, count: max(judges, panel.aggregate.minJudges, trimmed))
  }

  /// A number around 0 that depends on nothing but the seed and the names.
  private func chance(_ names: String..., spread: Int) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in names.joined(separator: "\u{1F}").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var generator = SplitMix64(seed: hash ^ (seed &* 0x9E37_79B9_7F4A_7C15))
    return generator.around(spread)
  }
}

extension Slot {
  /// What a judge would write for so many per mille of what the slot can give; nil where nothing is written.
  func value(atShare share: Int, of works: Int) -> String? {
    switch kind {
    case .points(let low, let high, let step):
      let step = max(step, 1)
      return Marks(units: low + ((high - low) / step * share + 500) / 1_000 * step).description
    case .levels(let levels), .global(let levels):
      let order = levels.map(\.value).sorted()
      return order.isEmpty ? nil : String(order[min(order.count - 1, order.count * share / 1_001)])
    case .step(let step): return share >= 560 ? "1" : step.partial && share >= 460 ? "0.5" : "0"
    case .measure(let measure): return measure.reading(atShare: share)
    case .paper(let max):
      return Marks(units: max * share / 1_000 / 500 * 500).description
    case .rank: return String(max(1, min(works, works - share * works / 1_001)))
    case .count: return String(share / 100)
    case .given: return "0"
    // The whole paper's mark stands for its parts.
    case .paperPart, .deduct, .veto, .bonus: return nil
    }
  }
}

extension Measure {
  /// A reading inside the band whose points come nearest.
  fileprivate func reading(atShare share: Int) -> String {
    let wanted = max.units * share / 1_000
    let band = bands.min { abs($0.points.units - wanted) < abs($1.points.units - wanted) }
    var units = target?.units ?? lowest?.units ?? 0
    if let within = band?.within {
      units += within.units
    } else if let from = band?.from, let to = band?.to {
      units = (from.units + to.units) / 2
    } else if let edge = band?.from ?? band?.to {
      units = edge.units
    }
    let unit = (0..<Swift.max(0, 3 - decimals)).reduce(1) { power, _ in power * 10 }
    units = units / unit * unit
    if let lowest { units = Swift.max(units, lowest.units) }
    if let highest { units = min(units, highest.units) }
    return Marks(units: units).description
  }
}
