// The hot loop: blocks of entries, column by column, from marks to totals, in whole numbers and without allocating.

import Rubrics

/// Room for one block of entries, taken once.
final class FlatRoom {
  /// Entries of one block; their columns stay in the nearest cache.
  static let block = 1_024

  private let raw: UnsafeMutableRawPointer
  let words: UnsafeMutablePointer<Int>

  /// - Parameter rows: rows of cells, one for each judge and three more.
  init(rows: Int) {
    raw = .allocate(byteCount: (rows + 3) * Self.block * MemoryLayout<Int>.stride, alignment: 64)
    words = .allocate(capacity: 7 * Self.block)
    words.initialize(repeating: 0, count: 7 * Self.block)
  }

  deinit {
    raw.deallocate()
    words.deallocate()
  }

  func row<Cell>(_ index: Int, of _: Cell.Type) -> UnsafeMutablePointer<Cell> {
    raw.advanced(by: index * Self.block * MemoryLayout<Int>.stride).assumingMemoryBound(to: Cell.self)
  }

  func word(_ index: Int) -> UnsafeMutablePointer<Int> { words.advanced(by: index * Self.block) }
}

/// One group's cells, and where its results go.
///
/// Arithmetic wraps: the compiler of the program has proven that ordinary entries never overflow, and what an unusual
/// one gives is not looked at.
struct FlatPass<Cell: FixedWidthInteger & SignedInteger> {
  let program: FlatProgram
  /// The group's first cell.
  let cells: UnsafePointer<Cell>
  /// Entries of the group: the distance from a column to the next.
  let stride: Int
  let room: FlatRoom
  /// Totals by entry of the group.
  let totals: UnsafeMutablePointer<Int>
  /// Not 0 where judges differ too much; nil where the entries are known to be ordinary.
  let odd: UnsafeMutablePointer<UInt8>?
  /// Registers of modules and rounds by part, then entry; nil where only totals are asked for.
  let parts: UnsafeMutablePointer<Int>?

  /// Computes entries from `start` up to `end`.
  func run(_ start: Int, _ end: Int) {
    var from = start
    while from < end {
      let count = min(FlatRoom.block, end - from)
      block(from, count)
      from += count
    }
  }

  private func block(_ from: Int, _ count: Int) {
    let (total, off, roundSum) = (totals + from, room.word(0), room.word(1))
    let (marks, deducted, moduleOff) = (room.word(2), room.word(3), room.word(4))
    let takesOff = program.offToScale != nil
    for i in 0..<count { total[i] = 0 }
    if takesOff { for i in 0..<count { off[i] = 0 } }
    var part = 0
    for round in program.rounds {
      for i in 0..<count { roundSum[i] = 0 }
      for module in round.modules {
        for i in 0..<count {
          marks[i] = 0
          deducted[i] = 0
          moduleOff[i] = 0
        }
        for unit in module.units where unit.role != .presence {
          let sum = unit.role == .subtract ? deducted : unit.role == .offTotal ? moduleOff : marks
          add(unit, from, count, to: sum)
        }
        for i in 0..<count {
          let whole = marks[i]
          marks[i] = max(min(0, whole), whole &- deducted[i])
        }
        if let full = module.full { for i in 0..<count { marks[i] = max(0, min(full, marks[i])) } }
        if let rounding = module.rounding { apply(rounding, marks, count) }
        keep(marks, &part, from, count)
        keep(deducted, &part, from, count)
        keep(moduleOff, &part, from, count)
        for step in module.share { apply(step, marks, count) }
        for i in 0..<count { roundSum[i] &+= marks[i] }
        if takesOff {
          let by = module.offStep.by
          for i in 0..<count { off[i] &+= moduleOff[i] &* by }
        }
      }
      if let rounding = round.rounding { apply(rounding, roundSum, count) }
      keep(roundSum, &part, from, count)
      apply(round.toShare, roundSum, count)
      keep(roundSum, &part, from, count)
      let by = round.toTotal.by
      for i in 0..<count { total[i] &+= roundSum[i] &* by }
    }
    keep(total, &part, from, count)
    apply(program.toScale, total, count)
    if let offToScale = program.offToScale {
      for i in 0..<count where off[i] != 0 {
        total[i] = max(min(0, total[i]), total[i] &- off[i] &* offToScale.by)
      }
    }
    keep(total, &part, from, count)
    if let final = program.final { apply(final, total, count) }
  }

  @inline(__always)
  private func keep(_ register: UnsafeMutablePointer<Int>, _ part: inout Int, _ from: Int, _ count: Int) {
    guard let parts else { return }
    (parts + part * stride + from).update(from: register, count: count)
    part += 1
  }

  @inline(__always)
  private func apply(_ step: FlatStep, _ register: UnsafeMutablePointer<Int>, _ count: Int) {
    if step.over != 1 {
      for i in 0..<count { register[i] = step(register[i]) }
    } else if step.by != 1 {
      for i in 0..<count { register[i] &*= step.by }
    }
  }

  /// Adds one unit's number to what its module holds.
  private func add(_ unit: FlatUnit, _ from: Int, _ count: Int, to sum: UnsafeMutablePointer<Int>) {
    let number = room.word(5)
    switch unit.way {
    case .sum(let dropHigh, let dropLow):
      if unit.judges == 1 || !dropHigh && !dropLow && unit.mostSpread == nil {
        added(unit, from, count, to: number)
      } else {
        trimmed(unit, dropHigh, dropLow, from, count, to: number)
      }
    case .ordered(let first, let end): ordered(unit, first, end, from, count, to: number)
    case .equal: equal(unit, from, count, to: number)
    }
    for step in unit.steps { apply(step, number, count) }
    for i in 0..<count { sum[i] &+= number[i] }
  }

  /// The plain sum over judges.
  private func added(_ unit: FlatUnit, _ from: Int, _ count: Int, to number: UnsafeMutablePointer<Int>) {
    let (own, whole) = (room.row(0, of: Cell.self), room.row(1, of: Cell.self))
    judge(0, unit, from, count, into: whole)
    for place in 1..<max(1, unit.judges) {
      judge(place, unit, from, count, into: own)
      for i in 0..<count { whole[i] &+= own[i] }
    }
    for i in 0..<count { number[i] = Int(whole[i]) }
  }

  /// The sum without the highest or the lowest.
  private func trimmed(
    _ unit: FlatUnit, _ dropHigh: Bool, _ dropLow: Bool, _ from: Int, _ count: Int,
    to number: UnsafeMutablePointer<Int>
  ) {
    let (own, whole) = (room.row(0, of: Cell.self), room.row(1, of: Cell.self))
    let (top, bottom) = (room.row(2, of: Cell.self), room.row(3, of: Cell.self))
    judge(0, unit, from, count, into: whole)
    top.update(from: whole, count: count)
    bottom.update(from: whole, count: count)
    for place in 1..<max(1, unit.judges) {
      judge(place, unit, from, count, into: own)
      for i in 0..<count {
        let value = own[i]
        whole[i] &+= value
        top[i] = max(top[i], value)
        bottom[i] = min(bottom[i], value)
      }
    }
    for i in 0..<count {
      number[i] = Int(whole[i]) &- (dropHigh ? Int(top[i]) : 0) &- (dropLow ? Int(bottom[i]) : 0)
    }
    note(unit, from, count, top: top, bottom: bottom)
  }

  /// Notes the entries whose judges are too far apart.
  @inline(__always)
  private func note(
    _ unit: FlatUnit, _ from: Int, _ count: Int, top: UnsafeMutablePointer<Cell>,
    bottom: UnsafeMutablePointer<Cell>
  ) {
    guard let odd, let most = unit.mostSpread else { return }
    for i in 0..<count where Int(top[i]) &- Int(bottom[i]) > most { odd[from + i] = 1 }
  }

  /// The sum of the middle, or of the best, of the judges' numbers in order.
  private func ordered(
    _ unit: FlatUnit, _ first: Int, _ end: Int, _ from: Int, _ count: Int,
    to number: UnsafeMutablePointer<Int>
  ) {
    let judges = unit.judges
    let rows = room.row(0, of: Cell.self)
    // Rows stand a block of words apart; seen as cells that is so many.
    let step = room.row(1, of: Cell.self) - rows
    for place in 0..<judges { judge(place, unit, from, count, into: rows + place * step) }
    for i in 0..<count {
      for place in 1..<max(1, judges) {
        let value = rows[place * step + i]
        var hole = place
        while hole > 0, rows[(hole - 1) * step + i] > value {
          rows[hole * step + i] = rows[(hole - 1) * step + i]
          hole -= 1
        }
        rows[hole * step + i] = value
      }
      var sum = 0
      for place in first..<end { sum &+= Int(rows[place * step + i]) }
      number[i] = sum
    }
    note(unit, from, count, top: rows + (judges - 1) * step, bottom: rows)
  }

  /// The number that all have; entries where one differs are noted.
  private func equal(_ unit: FlatUnit, _ from: Int, _ count: Int, to number: UnsafeMutablePointer<Int>) {
    let (own, whole) = (room.row(0, of: Cell.self), room.row(1, of: Cell.self))
    judge(0, unit, from, count, into: whole)
    for place in 1..<max(1, unit.judges) {
      judge(place, unit, from, count, into: own)
      if let odd { for i in 0..<count where own[i] != whole[i] { odd[from + i] = 1 } }
    }
    for i in 0..<count { number[i] = Int(whole[i]) }
  }

  /// One judge's register: the sum over the columns, rounded where the rubric says so.
  @inline(__always)
  private func judge(
    _ place: Int, _ unit: FlatUnit, _ from: Int, _ count: Int, into sum: UnsafeMutablePointer<Cell>
  ) {
    let columns = unit.columnsPerJudge
    var column = cells + (unit.firstColumn + place * columns) * stride + from
    if unit.multipliers.isEmpty {
      sum.update(from: column, count: count)
      var left = columns - 1
      while left >= 3 {
        let (a, b, c) = (column + stride, column + 2 * stride, column + 3 * stride)
        for i in 0..<count { sum[i] = sum[i] &+ a[i] &+ (b[i] &+ c[i]) }
        column = c
        left -= 3
      }
      while left > 0 {
        column += stride
        for i in 0..<count { sum[i] &+= column[i] }
        left -= 1
      }
    } else {
      for i in 0..<count { sum[i] = 0 }
      for by in unit.multipliers {
        let factor = Cell(truncatingIfNeeded: by)
        for i in 0..<count { sum[i] &+= column[i] &* factor }
        column += stride
      }
    }
    if let step = unit.ofJudge {
      for i in 0..<count { sum[i] = Cell(truncatingIfNeeded: step(Int(sum[i]))) }
    }
  }
}
