// Tables for terminals, where a Chinese character is two columns wide.

/// Rows as aligned columns; numbers stand to the right.
func columns(_ rows: [[String]], rightAligned: Set<Int> = []) -> String {
  let count = rows.map(\.count).max() ?? 0
  let widths = (0..<count).map { column in
    rows.map { column < $0.count ? width(of: $0[column]) : 0 }.max() ?? 0
  }
  return rows.map { row in
    let cells = row.enumerated().map { index, cell in
      let space = String(repeating: " ", count: max(0, widths[index] - width(of: cell)))
      return rightAligned.contains(index) ? space + cell : cell + space
    }
    var line = cells.joined(separator: "  ")
    while line.hasSuffix(" ") { line.removeLast() }
    return line + "\n"
  }.joined()
}

/// Columns that a text takes in a terminal.
func width(of text: String) -> Int {
  text.unicodeScalars.reduce(0) { sum, scalar in
    switch scalar.value {
    case 0x0300...0x036F: sum
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      sum + 2
    default: sum + 1
    }
  }
}
