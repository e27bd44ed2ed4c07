// The marks of an event in dense arrays of whole numbers: column by column, each cell checked once when it is filled.

import Basics
import Rubrics

/// Why an entry is left to the general evaluator; empty where it is an ordinary one.
public struct FlatState: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Absent, withdrawn, disqualified, ..., as a whole or in a round.
  public static let status = FlatState(rawValue: 1)
  /// A mark or a sheet is not there.
  public static let missing = FlatState(rawValue: 2)
  /// `NV` stands somewhere.
  public static let notSeen = FlatState(rawValue: 4)
  /// Somebody wrote a veto.
  public static let veto = FlatState(rawValue: 8)
  /// People decided something about it.
  public static let decision = FlatState(rawValue: 16)
  /// A deduction beyond its limit.
  public static let limit = FlatState(rawValue: 32)
  /// People who should agree differ, or judges are further apart than the rubric likes.
  public static let differs = FlatState(rawValue: 64)
  /// A number that does not fit its cell, or a sheet that the rubric does not expect.
  public static let unusual = FlatState(rawValue: 128)
}

/// The cells, in the narrowest word that holds every cell and every sum over judges.
enum FlatCells: Sendable {
  case narrow([Int16])
  case middle([Int32])
  case wide([Int])

  init(reach: Int, count: Int) {
    if reach <= Int(Int16.max) {
      self = .narrow([Int16](repeating: .min, count: count))
    } else if reach <= Int(Int32.max) {
      self = .middle([Int32](repeating: .min, count: count))
    } else {
      self = .wide([Int](repeating: .min, count: count))
    }
  }

  mutating func write(_ value: Int?, at place: Int) {
    // Unset is the lowest number of the word, which no mark can be, and never 0.
    switch self {
    case .narrow(var cells):
      self = .wide([])
      cells[place] = value.map { Int16(truncatingIfNeeded: $0) } ?? .min
      self = .narrow(cells)
    case .middle(var cells):
      self = .wide([])
      cells[place] = value.map { Int32(truncatingIfNeeded: $0) } ?? .min
      self = .middle(cells)
    case .wide(var cells):
      self = .wide([])
      cells[place] = value ?? .min
      self = .wide(cells)
    }
  }
}

/// Entries with the same expected judges.
struct FlatGroup: Sendable {
  var program: FlatProgram
  /// Places in the book, in byte order of the ids.
  var entries: [Int]
  /// Place of its first entry among all, and of its first cell.
  var first: Int
  var firstCell: Int
  /// Round, panel and judge of every sheet that holds columns, in the order of an entry's sheets.
  var sheets: [FlatSheet]
  /// For each column its sheet among `sheets`; -1 for one that looks at several.
  var sheetOfColumn: [Int]

  func cell(column: Int, entry: Int) -> Int { firstCell + column * entries.count + entry }
}

/// Where a sheet stands.
struct FlatSheet: Hashable, Comparable, Sendable {
  var round: Int
  var panel: Int
  var judge: Int

  static func < (a: FlatSheet, b: FlatSheet) -> Bool {
    (a.round, a.panel, a.judge) < (b.round, b.panel, b.judge)
  }
}

extension FlatGroup {
  init(program: FlatProgram, entries: [Int], first: Int, firstCell: Int, plan: Plan) {
    self.program = program
    self.entries = entries
    self.first = first
    self.firstCell = firstCell
    let places = program.columns.map { column -> FlatSheet? in
      switch column.source {
      case .slot(let slot, let judge), .optional(let slot, let judge):
        FlatSheet(round: column.round, panel: plan.slots[slot].panel, judge: judge)
      case .paper(let item, let judge):
        FlatSheet(round: column.round, panel: plan.items[item].panel, judge: judge)
      case .agreed, .clock, .nothing: nil
      }
    }
    let sheets = Set(places.compactMap { $0 }).sorted()
    self.sheets = sheets
    let order = Dictionary(uniqueKeysWithValues: sheets.enumerated().map { ($1, $0) })
    sheetOfColumn = places.map { $0.flatMap { order[$0] } ?? -1 }
  }
}

/// Reads one entry's cells out of the book.
struct FlatFilling: Sendable {
  private let grain: Int
  /// Veto slots by panel.
  private let vetoes: [[Int]]
  private let decided: Set<String>

  init(_ evaluator: Evaluator) {
    let plan = evaluator.plan
    grain = plan.grain
    vetoes = plan.rubric.panels.indices.map { panel in
      plan.vetoes.map(\.slot).filter { plan.slots[$0].panel == panel }
    }
    decided = Set(evaluator.book.decisions.map(\.entry))
  }

  /// What is unusual about an entry; every cell is given to `put` by its column, nil for unset.
  func fill(
    _ index: Int, _ group: FlatGroup, in evaluator: Evaluator, put: (_ column: Int, _ value: Int?) -> Void
  ) -> FlatState {
    let book = evaluator.book
    let entry = book.entries[index]
    var state: FlatState = decided.contains(entry.id) ? .decision : []
    if entry.status != .ok || entry.facts.contains(where: { $0.status != nil && $0.status != .ok }) {
      state.insert(.status)
    }
    let own = evaluator.sheetsOfEntry[index]
    // Both in the order of round, panel and judge.
    var found = [Int](repeating: -1, count: group.sheets.count)
    var next = 0
    for sheet in own {
      let key = book.keys[sheet]
      if key.run != 1 || key.part != 0 { state.insert(.unusual) }
      let place = FlatSheet(round: Int(key.round), panel: Int(key.panel), judge: evaluator.rank(sheet))
      while next < group.sheets.count, group.sheets[next] < place { next += 1 }
      if next < group.sheets.count, group.sheets[next] == place { found[next] = sheet }
      for slot in vetoes[Int(key.panel)] where book.value(sheet: sheet, slot: slot).raw == 1_000_000 {
        state.insert(.veto)
      }
    }
    let reading = FlatReading(evaluator: evaluator, own: own)
    for (place, column) in group.program.columns.enumerated() {
      let sheet = group.sheetOfColumn[place] < 0 ? -1 : found[group.sheetOfColumn[place]]
      let marks = reading.read(column, sheet: sheet, entry, &state)
      let cell = marks.map { $0 / grain }
      if let marks, let cell, cell * grain != marks || marks < column.low || marks > column.high {
        state.insert(.unusual)
        put(place, nil)
      } else {
        put(place, cell)
      }
    }
    return state
  }
}

/// Reads one entry's sheets.
private struct FlatReading {
  let evaluator: Evaluator
  /// The entry's sheets.
  let own: [Int]

  /// Millionths; nil where nothing is set.
  func read(_ column: FlatColumn, sheet: Int, _ entry: Entry, _ state: inout FlatState) -> Int? {
    switch column.source {
    case .slot(let slot, _):
      guard sheet >= 0, let marks = marks(slot, sheet, &state) else {
        state.insert(.missing)
        return nil
      }
      return marks
    case .optional(let slot, _): return sheet < 0 ? 0 : marks(slot, sheet, &state) ?? 0
    case .paper(let item, _):
      guard sheet >= 0, let marks = paper(item, sheet, &state) else {
        state.insert(.missing)
        return nil
      }
      return marks
    case .agreed(let slot), .nothing(let slot):
      var agreed: Int?
      for sheet in sheets(of: slot, column.round) {
        guard let marks = marks(slot, sheet, &state) else { continue }
        if case .nothing = column.source { state.insert(.unusual) }
        if let agreed, agreed != marks { state.insert(.differs) }
        agreed = marks
      }
      return agreed ?? 0
    case .clock(let item): return clock(item, column.round, entry, &state)
    }
  }

  private func sheets(of slot: Int, _ round: Int) -> [Int] {
    let panel = evaluator.plan.slots[slot].panel
    return own.filter {
      let key = evaluator.book.keys[$0]
      return Int(key.round) == round && Int(key.panel) == panel
    }
  }

  /// The marks of one slot; nil where nothing is written.
  private func marks(_ slot: Int, _ sheet: Int, _ state: inout FlatState) -> Int? {
    let value = evaluator.book.value(sheet: sheet, slot: slot)
    if value == .missing { return nil }
    if value == .notSeen {
      state.insert(.notSeen)
      return nil
    }
    switch evaluator.plan.slots[slot].kind {
    // Only has to be there.
    case .global: return 0
    case .deduct(let deduct):
      if value.isNumber, deduct.disqualifies(Rational(Int128(value.raw), over: 1_000_000)) {
        state.insert(.limit)
      }
    default: break
    }
    return evaluator.plan.slots[slot].marks(for: value)
  }

  /// The whole mark of a theory paper, else the sum of its parts.
  private func paper(_ item: Int, _ sheet: Int, _ state: inout FlatState) -> Int? {
    let slots = evaluator.plan.items[item].slots
    if slots.count == 1 || evaluator.book.value(sheet: sheet, slot: slots[0]) != .missing {
      return marks(slots[0], sheet, &state)
    }
    var sum = 0
    for slot in slots.dropFirst() {
      guard let own = marks(slot, sheet, &state) else { return nil }
      sum += own
    }
    return sum
  }

  /// Marks off by the clock; 0 where start or finish is not known, as nothing is taken off then.
  private func clock(_ item: Int, _ round: Int, _ entry: Entry, _ state: inout FlatState) -> Int {
    let plan = evaluator.plan
    guard case .deduct(let deduct)? = plan.items[item].kind, !entry.facts.isEmpty,
      let units = deduct.clockUnits(
        plan.rubric.modules[plan.items[item].module].timeLimit, entry,
        round: round, item: plan.items[item].id)
    else { return 0 }
    if deduct.disqualifies(units) { state.insert(.limit) }
    return deduct.marks(for: units).units * 1_000
  }
}

extension Deduct {
  /// Units over the time limit in the first run; nil where there is no limit, start or finish.
  fileprivate func clockUnits(_ limit: Int?, _ entry: Entry, round: Int, item: String) -> Rational? {
    guard let limit, let start = entry.value(\.start, round: round, run: 1, item: item),
      let finish = entry.value(\.finish, round: round, run: 1, item: item)
    else { return nil }
    let perUnit = Self.millisecondsPerUnit[per] ?? 60_000
    return Rational(Int128(max(0, finish - start - limit * 1_000)), over: Int128(perUnit))
  }
}
