// What time over the limit costs, by the rubric's own rule, for clocks that are still running.

public import Basics
internal import Rubrics

extension Plan {
  /// One deduction that is taken from the clock.
  public struct Overtime: Hashable, Sendable {
    public var item: String
    public var title: Words
    /// Seconds allowed.
    public var limit: Int
    /// Marks off at the time asked for.
    public var marks: Marks
    /// So late that the entry is out.
    public var disqualifies: Bool
  }

  /// The deductions of a round that come from start and finish, for work that took so many milliseconds.
  public func overtime(round id: String, taken milliseconds: Int) -> [Overtime] {
    guard let round = roundOfID[id] else { return [] }
    let modules = Set(modulesOfRound[round])
    return slots.compactMap { slot in
      guard modules.contains(slot.module), case .deduct(let deduct) = slot.kind, deduct.fromClock,
        let limit = rubric.modules[slot.module].timeLimit
      else { return nil }
      let over = max(0, milliseconds - limit * 1_000)
      let units = Rational(Int128(over), over: Int128(Deduct.millisecondsPerUnit[deduct.per] ?? 60_000))
      return Overtime(
        item: slot.id, title: items[slot.item].label.title, limit: limit, marks: deduct.marks(for: units),
        disqualifies: deduct.disqualifies(units))
    }
  }

  /// Seconds allowed in a round: of the deduction that is taken from the clock, else the longest of its modules.
  public func timeLimit(round id: String) -> Int? {
    if let limit = overtime(round: id, taken: 0).first?.limit { return limit }
    guard let round = roundOfID[id] else { return nil }
    return modulesOfRound[round].compactMap { rubric.modules[$0].timeLimit }.max()
  }
}
