// Blocks cut into the smallest pieces that a page's end may part: lines of a paragraph, rows of a table.

internal import Basics
internal import Pages

/// A piece that stays whole.
struct Slice {
  enum Content {
    case drawing((Canvas, _ y: Double) -> Void)
    /// A row of a table; rows that meet on a page are drawn together with their header.
    case row(TableSetting, Int)
    case space
  }

  var content: Content
  var height: Double
  /// White space after it, dropped at a page's end.
  var after = 0.0
  var keepsWithNext = false
  /// The left edge.
  var x: Double
}

/// Cuts blocks into slices for a given measure.
struct Slicer {
  let typesetter: Typesetter
  /// Room for content on a page, in points.
  let pageRoom: Double

  func slices(_ blocks: [PaperDocument.Block], x: Double, width: Double) -> [Slice] {
    blocks.flatMap { slices($0, x: x, width: width) }
  }

  private func slices(_ block: PaperDocument.Block, x: Double, width: Double) -> [Slice] {
    switch block {
    case .paragraph(let paragraph, let after):
      return lines(of: paragraph, after: after, x: x, width: width)
    case .heading(let paragraph, let after):
      let measure = paragraph.style.alignment == .center ? balanced(paragraph, width: width) : width
      return kept(
        lines(of: paragraph, after: after, x: x + (width - measure) / 2, width: measure), withNext: true)
    case .table(let table):
      let setting = TableSetting(table, width: width, typesetter: typesetter, pageRoom: pageRoom)
      return table.rows.indices.map { row in
        Slice(
          content: .row(setting, row), height: setting.heights[row],
          keepsWithNext: setting.keepsWithNext(row), x: x)
      }
    case .pairs(let pairs): return slices(of: pairs, x: x, width: width)
    case .signatures(let signatures): return slices(of: signatures, x: x, width: width)
    case .space(let height): return [Slice(content: .space, height: height.points, x: x)]
    case .together(let blocks):
      return kept(slices(blocks, x: x, width: width), withNext: false)
    case .inset(let left, let right, let blocks):
      return slices(blocks, x: x + left.points, width: width - left.points - right.points)
    }
  }

  private func kept(_ slices: [Slice], withNext: Bool) -> [Slice] {
    var out = slices
    for index in out.indices where withNext || index < out.count - 1 { out[index].keepsWithNext = true }
    return out
  }

  /// The narrowest measure that needs no more lines, so that no heading ends in a line of one word.
  private func balanced(_ paragraph: PaperDocument.Paragraph, width: Double) -> Double {
    let lines = typesetter.set(paragraph, measure: width).lines.count
    guard lines > 1 else { return width }
    var (tooNarrow, enough) = (width / Double(lines) / 2, width)
    while enough - tooNarrow > 2 {
      let middle = (tooNarrow + enough) / 2
      if typesetter.set(paragraph, measure: middle).lines.count > lines {
        tooNarrow = middle
      } else {
        enough = middle
      }
    }
    return enough
  }

  private func lines(of paragraph: PaperDocument.Paragraph, after: Double, x: Double, width: Double)
    -> [Slice]
  {
    let text = typesetter.set(paragraph, measure: width)
    let count = text.lines.count
    return (0..<count).map { line in
      var slice = Slice(
        content: .drawing { $0.draw(text, x: x, y: $1, lines: line..<line + 1) },
        height: text.tops[line + 1] - text.tops[line], x: x)
      // No single line of a paragraph alone on a page.
      slice.keepsWithNext = count > 1 && (line == 0 || line == count - 2)
      if line == count - 1 { slice.after = after.points }
      return slice
    }
  }

  private func slices(of pairs: PaperDocument.Pairs, x: Double, width: Double) -> [Slice] {
    let columns = max(1, pairs.columns)
    let column = width / Double(columns)
    var valueStyle = pairs.style
    valueStyle.indent = 0
    var nameStyle = valueStyle
    nameStyle.ink = .grey
    return stride(from: 0, to: pairs.pairs.count, by: columns).map { start in
      var set: [(text: SetText, x: Double)] = []
      for (offset, pair) in pairs.pairs[start..<min(start + columns, pairs.pairs.count)].enumerated() {
        let left = x + Double(offset) * column
        let name = typesetter.set(.init(pair.name + "：", nameStyle), measure: nil)
        set.append((name, left))
        let room = max(20, column - name.width - 6)
        set.append((typesetter.set(.init(pair.value, valueStyle), measure: room), left + name.width))
      }
      return Slice(
        content: .drawing { canvas, y in for item in set { canvas.draw(item.text, x: item.x, y: y) } },
        height: set.map(\.text.height).max() ?? 0, x: x)
    }
  }

  private func slices(of signatures: PaperDocument.Signatures, x: Double, width: Double) -> [Slice] {
    let columns = max(1, signatures.columns)
    let column = width / Double(columns)
    let height = signatures.height.points
    return stride(from: 0, to: signatures.names.count, by: columns).map { start in
      let names = signatures.names[start..<min(start + columns, signatures.names.count)]
      let set = names.map { typesetter.set(.init($0 + "：", signatures.style), measure: nil) }
      return Slice(
        content: .drawing { canvas, y in
          for (offset, text) in set.enumerated() {
            let left = x + Double(offset) * column
            let foot = y + height - 4
            canvas.draw(text, x: left, y: foot - text.height + 3)
            canvas.line(
              from: left + text.width + 2, foot, to: left + column - 12, foot,
              PaperDocument.Stroke(0.6, ink: .grey))
          }
        }, height: height, x: x)
    }
  }
}
