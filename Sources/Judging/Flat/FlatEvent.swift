// A whole event on the flat path: its groups, its cells, the entries left to the general evaluator, and totals as whole numbers.

import Basics
import Rubrics

/// An event whose rubric is local and additive, ready to be added up and ranked again and again.
///
/// Entries with anything unusual about them carry what the general evaluator gave for them, so that every total and
/// place is the same as from `Tally`.
public struct FlatEvent {
  /// The rules, marks and expected judges.
  public internal(set) var evaluator: Evaluator
  private(set) var groups: [FlatGroup] = []
  private(set) var cells: FlatCells
  /// Place among all (group by group) of each entry of the book, and the group.
  private(set) var placeOfEntry: [Int]
  private(set) var groupOfEntry: [Int]
  /// By place among all.
  private(set) var entryAtPlace: [Int]
  /// Places among all in byte order of the entries' ids; nil where they are so already.
  private(set) var byteOrder: [Int]?
  private(set) var states: [FlatState]
  /// Totals on `totalScale`, by place among all; of entries without a total nothing that counts.
  var totals: [Int]
  private(set) var isRanked: [Bool]
  /// What the general evaluator gave, by entry of the book; only unusual entries.
  private(set) var others: [Int: EntryResult] = [:]
  /// Their totals, by place among all.
  private(set) var otherTotals: [Int: Int] = [:]
  /// Totals are whole numbers of 1 over this.
  private(set) var totalScale = 1
  /// What lifts a group's total to that scale.
  private var lifts: [Int] = []
  private let filling: FlatFilling
  private let room: FlatRoom

  /// Nil where the rubric or the event is not of the class that the flat path takes.
  public init?(plan: Plan, book: MarkBook) {
    self.init(Evaluator(plan: plan, book: book.withoutRefused(plan)))
  }

  init?(_ evaluator: Evaluator) {
    let (plan, book) = (evaluator.plan, evaluator.book)
    guard plan.isFlat, !book.entries.isEmpty else { return nil }
    self.evaluator = evaluator
    filling = FlatFilling(evaluator)
    let count = book.entries.count
    placeOfEntry = [Int](repeating: 0, count: count)
    groupOfEntry = placeOfEntry
    entryAtPlace = []
    var cellCount = 0
    var reach = 1
    var rows = 1
    for (division, members) in Self.divisions(book) {
      var compiler = FlatCompiler(plan: plan) { evaluator.judges(round: $0, panel: $1, division: division) }
      guard let program = compiler.program() else { return nil }
      let group = FlatGroup(
        program: program, entries: members, first: entryAtPlace.count, firstCell: cellCount, plan: plan)
      for entry in members {
        placeOfEntry[entry] = entryAtPlace.count
        groupOfEntry[entry] = groups.count
        entryAtPlace.append(entry)
      }
      cellCount += program.columns.count * members.count
      for unit in program.rounds.flatMap(\.modules).flatMap(\.units) {
        reach = max(reach, unit.reach)
        rows = max(rows, unit.judges)
      }
      groups.append(group)
    }
    if groups.count > 1 {
      let ids = entryAtPlace.map { book.entries[$0].id }
      byteOrder = ids.indices.sorted { ids[$0].precedesByBytes(ids[$1]) }
    }
    guard let scale = commonScale(groups.map(\.program.total.scale)) else { return nil }
    totalScale = scale
    for group in groups {
      guard let (_, by) = group.program.total.lifted(to: scale) else { return nil }
      lifts.append(by)
    }
    states = [FlatState](repeating: [], count: count)
    totals = [Int](repeating: 0, count: count)
    isRanked = [Bool](repeating: true, count: count)
    cells = FlatCells(reach: reach, count: cellCount)
    room = FlatRoom(rows: rows)
    for place in 0..<count { fill(place) }
    noteDifferences()
    for place in 0..<count where !states[place].isEmpty {
      guard leave(place) else { return nil }
    }
  }

  /// Entries by division, each in byte order of the ids.
  private static func divisions(_ book: MarkBook) -> [(String?, [Int])] {
    let ids = book.entries.map(\.id)
    let order = ids.indices.sorted { ids[$0].precedesByBytes(ids[$1]) }
    var groups: [(String?, [Int])] = []
    var known: [String?: Int] = [:]
    for entry in order {
      let division = book.entries[entry].division
      if let group = known[division] {
        groups[group].1.append(entry)
      } else {
        known[division] = groups.count
        groups.append((division, [entry]))
      }
    }
    return groups
  }

  /// Reads an entry's cells out of the book again.
  private mutating func fill(_ place: Int) {
    let entry = entryAtPlace[place]
    let group = groups[groupOfEntry[entry]]
    let inGroup = place - group.first
    var cells = self.cells
    self.cells = .wide([])
    states[place] = filling.fill(entry, group, in: evaluator) { column, value in
      cells.write(value, at: group.cell(column: column, entry: inGroup))
    }
    self.cells = cells
  }

  /// Finds the entries whose judges differ too much.
  private mutating func noteDifferences() {
    var odd = [UInt8](repeating: 0, count: entryAtPlace.count)
    odd.withUnsafeMutableBufferPointer { odd in
      for group in groups.indices { run(group, 0, groups[group].entries.count, odd: odd.baseAddress) }
    }
    for place in odd.indices where odd[place] != 0 { states[place].insert(.differs) }
  }

  /// Takes an entry's result from the general evaluator; false where its total has no place on our scale.
  private mutating func leave(_ place: Int) -> Bool {
    let entry = entryAtPlace[place]
    var results = [evaluator.evaluate(entry)]
    evaluator.close(&results)
    others[entry] = results[0]
    (otherTotals[place], isRanked[place]) = (nil, false)
    guard results[0].isRankable, let total = results[0].total else { return true }
    let number = FlatNumber(scale: totalScale, low: 0, high: 0)
    guard let register = number.register(total), abs(register) <= FlatNumber.most else { return false }
    (otherTotals[place], isRanked[place]) = (register, true)
    totals[place] = register
    return true
  }

  /// Writes values of one sheet and computes its entry anew; false where that cannot be done in place.
  mutating func write(
    _ values: [(slot: Int, value: MarkValue)], entry: Int, round: Int, judge: String
  ) -> Bool {
    for (slot, value) in values {
      let panel = evaluator.plan.slots[slot].panel
      guard evaluator.write(value, entry: entry, round: round, panel: panel, judge: judge, slot: slot) else {
        return false
      }
    }
    let place = placeOfEntry[entry]
    let group = groups[groupOfEntry[entry]]
    fill(place)
    (others[entry], otherTotals[place], isRanked[place]) = (nil, nil, true)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { odd in
      odd[0] = 0
      // The pass counts from the group's first entry; only this one is written.
      let start = place - group.first
      run(groupOfEntry[entry], start, start + 1, odd: odd.baseAddress.map { $0 - place })
      if odd[0] != 0 { states[place].insert(.differs) }
    }
    return states[place].isEmpty || (leave(place) && others[entry].map(isOrderedByTotal) ?? true)
  }

  /// Why an entry of the book is left to the general evaluator; empty for an ordinary one.
  public func state(ofEntry entry: Int) -> FlatState { states[placeOfEntry[entry]] }

  /// Whether every entry that takes part made all rounds, so that totals alone decide.
  public var isOrderedByTotals: Bool { others.values.allSatisfy(isOrderedByTotal) }

  private func isOrderedByTotal(_ result: EntryResult) -> Bool {
    result.status != .notAdvanced && result.advanced == evaluator.plan.rubric.rounds.count
  }

  /// Computes entries of one group anew; what it gives for unusual entries is not looked at.
  mutating func run(
    _ group: Int, _ start: Int, _ end: Int, odd: UnsafeMutablePointer<UInt8>? = nil,
    parts: UnsafeMutablePointer<Int>? = nil
  ) {
    let own = groups[group]
    let (lift, cells, room) = (lifts[group], cells, room)
    totals.withUnsafeMutableBufferPointer { totals in
      guard let base = totals.baseAddress?.advanced(by: own.first) else { return }
      let odd = odd?.advanced(by: own.first)
      func pass<Cell: FixedWidthInteger & SignedInteger>(_ cells: [Cell]) {
        cells.withUnsafeBufferPointer { cells in
          guard let first = cells.baseAddress else { return }
          FlatPass(
            program: own.program, cells: first + own.firstCell, stride: own.entries.count, room: room,
            totals: base, odd: odd, parts: parts
          ).run(start, end)
        }
      }
      switch cells {
      case .narrow(let cells): pass(cells)
      case .middle(let cells): pass(cells)
      case .wide(let cells): pass(cells)
      }
      if lift != 1 { for i in start..<end { base[i] &*= lift } }
    }
  }
}
