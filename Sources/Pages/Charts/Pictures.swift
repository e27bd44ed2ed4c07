// The pictures that pages show: how judges spread in a row, what a total is made of, the way from winner to shop, jobs over time.

internal import Basics
internal import Outcomes

/// A small spread for a table row: dots between common bounds.
func strip(_ values: [Rational], low: Double, high: Double, title: String) -> HTML {
  let scale = high > low ? 164 / (high - low) : 0
  return el(
    "svg", .class("bar chart"), Attribute("viewBox", "0 0 176 26"), Attribute("role", "img"),
    .aria(label: title)
  ) {
    line(6, 13, 170, 13, "axis")
    for value in values { circle(6 + (value.approximate - low) * scale, 13, 4.5, "b") }
  }
}

/// What a number is made of: one bar, a colour and a label for each part, lost ones drawn hollow behind.
func stacked(_ parts: [(label: String, value: Rational, text: String)], of full: Rational, title: String)
  -> HTML
{
  let styles = ["a", "c", "d", "e", "g", "f"]
  let scale = full.approximate > 0 ? 600 / full.approximate : 0
  var x = 0.0
  var bars: [HTML] = []
  for (index, part) in parts.enumerated() {
    let width = part.value.approximate * scale
    bars.append(rect(x, 4, width - 2, 34, styles[index % styles.count], title: "\(part.label) \(part.text)"))
    if width > 52 {
      bars.append(label(x + width / 2, 58, part.text, anchor: "middle", "value"))
      bars.append(
        label(x + width / 2, 76, String(part.label.prefix(Int(width / 15))), anchor: "middle", "faint"))
    }
    x += width
  }
  let said = parts.map { "\($0.label) \($0.text)" }.joined(separator: ", ")
  return chart("\(title): \(said)", width: 600, height: 84) {
    rect(0, 4, 600, 34, "track")
    bars
  }
}

/// Steps that grow narrower: contestants, winners, preparing, opened, still open.
func funnel(_ steps: [(title: String, count: Int)], title: String) -> HTML {
  let most = Double(Swift.max(steps.map(\.count).max() ?? 1, 1))
  let said = steps.map { "\($0.title) \($0.count)" }.joined(separator: ", ")
  return chart("\(title): \(said)", width: 640, height: steps.count * 56) {
    for (index, step) in steps.enumerated() {
      let width = Swift.max(Double(step.count) / most * 350, 3)
      let y = Double(index) * 56
      label(0, y + 30, step.title)
      rect(
        220, y + 6, width, 38, index == 0 ? "f" : index == steps.count - 1 ? "d" : "a",
        title: "\(step.title) \(step.count)")
      label(220 + width + 12, y + 31, "\(step.count)", "value")
    }
  }
}

/// Columns over time with the newest number written out.
func columns(_ points: [(label: String, count: Int)], title: String) -> HTML {
  let most = Double(Swift.max(points.map(\.count).max() ?? 1, 1))
  let step = 600 / Double(Swift.max(points.count, 1))
  let every = Swift.max(1, points.count / 6)
  let said = points.map { "\($0.label) \($0.count)" }.joined(separator: ", ")
  return chart("\(title): \(said)", width: 640, height: 230) {
    line(20, 190, 620, 190, "axis")
    for (index, point) in points.enumerated() {
      let height = Double(point.count) / most * 150
      let x = 20 + Double(index) * step
      rect(x + step * 0.15, 190 - height, step * 0.7, height, "a", title: "\(point.label): \(point.count)")
      if index % every == 0 || index == points.count - 1 {
        label(x + step / 2, 210, point.label, anchor: "middle", "faint")
        label(x + step / 2, 182 - height, "\(point.count)", anchor: "middle", "value")
      }
    }
  }
}

extension Rational {
  /// At most two decimals, for captions in pictures.
  var shortText: String { Rational.shortText(self) }
  static func shortText(_ value: Rational) -> String { value.rounded(to: 2).text }
}
