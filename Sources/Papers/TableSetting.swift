// A table being set: column edges, row heights, cells joined over rows, and the part of it that lands on one page.

internal import Basics
internal import Pages

/// A table measured for a given width; draws any range of its rows under its header.
final class TableSetting {
  let table: PaperDocument.Table
  /// Heights of the body rows, in points.
  private(set) var heights: [Double] = []
  private(set) var headerHeights: [Double] = []
  private let edges: [Double]
  private let typesetter: Typesetter
  private let pageRoom: Double

  private var padding: Double { table.padding.points }
  var headerHeight: Double { headerHeights.reduce(0, +) }

  init(_ table: PaperDocument.Table, width: Double, typesetter: Typesetter, pageRoom: Double) {
    self.table = table
    self.typesetter = typesetter
    self.pageRoom = pageRoom
    let total = max(0.001, table.columns.reduce(0) { $0 + $1.width })
    edges = table.columns.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.width / total * width) }
    headerHeights = measured(table.header)
    heights = measured(table.rows).map { min($0, max(pageRoom - headerHeight, 20)) }
  }

  func keepsWithNext(_ row: Int) -> Bool { table.rows[row].keepsWithNext }

  /// Each cell of a row with its first and last column edge.
  private func placed(_ row: PaperDocument.Table.Row) -> [(
    cell: PaperDocument.Table.Cell, column: Int, end: Int
  )] {
    var column = 0
    return row.cells.compactMap { cell in
      guard column < table.columns.count else { return nil }
      let start = column
      column = min(table.columns.count, column + max(1, cell.span))
      return (cell, start, column)
    }
  }

  /// How many rows from `row` on belong to the cell that starts in `column`.
  private func joinedRows(_ rows: [PaperDocument.Table.Row], from row: Int, column: Int, end: Int) -> Int {
    var count = 1
    while row + count < end,
      placed(rows[row + count]).contains(where: { $0.column == column && $0.cell.joinsAbove })
    { count += 1 }
    return count
  }

  private func text(_ cell: PaperDocument.Table.Cell, column: Int, end: Int, header: Bool, room: Double?)
    -> SetText
  {
    var style = table.style
    style.alignment = cell.alignment ?? (header ? .center : table.columns[column].alignment)
    if header { style.bold = true }
    let paragraph = PaperDocument.Paragraph(cell.runs, style)
    let width = edges[end] - edges[column] - 2 * padding
    // Down to seven tenths on one line; what needs less than that breaks after all.
    if table.columns[column].isOneLine, end == column + 1,
      typesetter.set(paragraph, measure: nil).width * 0.7 <= width
    {
      return typesetter.fit(paragraph, width: width, height: room ?? .infinity, lines: 1)
    }
    guard let room else { return typesetter.set(paragraph, measure: width) }
    return typesetter.fit(paragraph, width: width, height: room, lines: .max)
  }

  private func measured(_ rows: [PaperDocument.Table.Row]) -> [Double] {
    let header = rows == table.header
    var heights = rows.map { $0.minHeight.points }
    var joined: [(row: Int, count: Int, needed: Double)] = []
    for (index, row) in rows.enumerated() {
      for (cell, column, end) in placed(row) where !cell.joinsAbove && !cell.runs.allSatisfy(\.text.isEmpty) {
        let needed = text(cell, column: column, end: end, header: header, room: nil).height + 2 * padding
        let count = joinedRows(rows, from: index, column: column, end: rows.count)
        if count > 1 {
          joined.append((index, count, needed))
        } else {
          heights[index] = max(heights[index], needed)
        }
      }
      if heights[index] == 0 { heights[index] = table.style.size * table.style.leading + 2 * padding }
    }
    for (row, count, needed) in joined {
      let lack = needed - heights[row..<row + count].reduce(0, +)
      if lack > 0 { for index in row..<row + count { heights[index] += lack / Double(count) } }
    }
    return heights
  }

  /// Draws the header and the rows `range` with their top at `y`.
  func draw(_ range: Range<Int>, on canvas: Canvas, x: Double, y: Double) {
    var top = y
    if !table.header.isEmpty {
      draw(table.header, 0..<table.header.count, headerHeights, header: true, on: canvas, x: x, y: top)
      top += headerHeight
    }
    draw(table.rows, range, heights, header: false, on: canvas, x: x, y: top)
    let bottom = top + heights[range].reduce(0, +)
    let width = edges[edges.count - 1]
    let stroke = PaperDocument.Stroke(1)
    switch table.rules {
    case .grid: canvas.box(x: x, y: y, width: width, height: bottom - y, radius: 0, stroke)
    case .rows:
      canvas.line(from: x, y, to: x + width, y, stroke)
      if !table.header.isEmpty { canvas.line(from: x, top, to: x + width, top, .init(0.7)) }
      canvas.line(from: x, bottom, to: x + width, bottom, stroke)
    }
  }

  private func draw(
    _ rows: [PaperDocument.Table.Row], _ range: Range<Int>, _ heights: [Double], header: Bool,
    on canvas: Canvas,
    x: Double, y: Double
  ) {
    let thin = PaperDocument.Stroke(0.5)
    var top = y
    for index in range {
      let row = rows[index]
      if row.shaded || (header && table.rules == .grid) {
        canvas.shade(x: x, y: top, width: edges[edges.count - 1], height: heights[index])
      }
      top += heights[index]
    }
    top = y
    for index in range {
      for (cell, column, end) in placed(rows[index]) {
        // A cell cut by the page's end is drawn again on the next page with its text.
        let continues = cell.joinsAbove && index > range.lowerBound
        let (left, right) = (x + edges[column], x + edges[end])
        if table.rules == .grid, column > 0 {
          canvas.line(from: left, top, to: left, top + heights[index], thin)
        }
        if continues { continue }
        if index > range.lowerBound || header == false {
          let rule = table.rules == .grid ? thin : PaperDocument.Stroke(0.4, ink: .faint)
          canvas.line(from: left, top, to: right, top, rule)
        }
        let owner = cell.joinsAbove ? ownerCell(rows, above: index, column: column) : cell
        let count = joinedRows(rows, from: index, column: column, end: range.upperBound)
        let height = heights[index..<index + count].reduce(0, +)
        let set = text(owner, column: column, end: end, header: header, room: height - 2 * padding)
        canvas.draw(set, x: left + padding, y: top + (height - set.height) / 2)
      }
      top += heights[index]
    }
  }

  private func ownerCell(
    _ rows: [PaperDocument.Table.Row], above index: Int, column: Int
  ) -> PaperDocument.Table.Cell {
    for row in rows[..<index].reversed() {
      if let found = placed(row).first(where: { $0.column == column })?.cell, !found.joinsAbove {
        return found
      }
    }
    return PaperDocument.Table.Cell("")
  }
}
