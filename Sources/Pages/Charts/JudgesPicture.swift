// The judges' numbers of one panel as a picture: a row for each judge, dropped ones struck out, the result as a dashed line.

internal import Basics
internal import Judging

/// One judge's number in the picture.
struct JudgeDot {
  var judge: String
  var value: Rational
  /// Why it does not count, in words; nil where it counts.
  var dropped: String?
}

/// A row for each judge on one scale.
///
/// What tells dropped from counted is shape, not colour: a hollow, crossed dot and a struck-out number, so that it
/// can be read in grey and on paper.
func judgesPicture(_ dots: [JudgeDot], result: Rational?, title: String, frame: Frame) -> HTML {
  let values = dots.map(\.value.approximate) + (result.map { [$0.approximate] } ?? [])
  let low = values.min() ?? 0
  let high = values.max() ?? 1
  let span = high > low ? high - low : 1
  let (left, right) = (150.0, 500.0)
  let place = { (value: Double) in
    high > low ? left + (value - low) / span * (right - left) : (left + right) / 2
  }
  let said = dots.map { dot in "\(dot.judge) \(dot.value.shown)\(dot.dropped.map { " (\($0))" } ?? "")" }
  let step = 30
  let end = 26 + dots.count * step
  return chart(
    "\(title): \(said.joined(separator: frame.say("，", ", ")))", width: 640, height: end + 8
  ) {
    if let result {
      let x = place(result.approximate)
      line(x, 22, x, Double(end), "mean dashed")
      label(x, 15, result.shown, anchor: "middle", "value")
    }
    for (index, dot) in dots.enumerated() {
      let (x, y) = (place(dot.value.approximate), Double(26 + index * step) + 15)
      label(0, y + 5, dot.judge)
      line(left - 12, y, right + 12, y, "axis")
      circle(x, y, 8, dot.dropped == nil ? "b" : "hollow", title: "\(dot.judge) \(dot.value.shown)")
      label(630, y + 5, dot.value.shown, anchor: "end", "value")
      if dot.dropped != nil {
        line(x - 11, y + 11, x + 11, y - 11, "strike")
        line(630 - Double(dot.value.shown.count) * 8.5 - 4, y, 634, y, "strike")
      }
    }
  }
}
