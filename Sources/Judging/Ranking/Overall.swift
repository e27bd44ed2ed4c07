// One order over several divisions whose totals stand on one scale: totals as published, ties shared.

import Basics
import Rubrics

/// An entry in the overall order.
public struct OverallLine: Hashable, Sendable {
  public var entry: String
  public var division: String
  public var total: String
  public var place: String
}

/// Ranks the placed entries of several divisions by their published totals; equal totals share a place (1224).
///
/// The lowest total is first where every division says so.
public func overall(_ divisions: [(id: String, tally: Tally)]) -> [OverallLine] {
  var placed: [(line: OverallLine, total: Rational)] = []
  for (id, tally) in divisions {
    for line in tally.standing.lines {
      guard line.place != nil, let total = line.result.total, let text = tally.totalText(line.result) else {
        continue
      }
      placed.append((OverallLine(entry: line.entry.id, division: id, total: text, place: ""), total))
    }
  }
  let ascending =
    !divisions.isEmpty
    && divisions.allSatisfy { $0.tally.plan.rubric.results.ranking.order == .ascending }
  placed.sort { a, b in
    a.total == b.total
      ? a.line.entry.precedesByBytes(b.line.entry) : (a.total < b.total) == ascending
  }
  var lines: [OverallLine] = []
  for (index, item) in placed.enumerated() {
    var line = item.line
    line.place =
      index > 0 && placed[index - 1].total == item.total ? lines[index - 1].place : String(index + 1)
    lines.append(line)
  }
  return lines
}
