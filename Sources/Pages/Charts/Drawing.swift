// Inline SVG: shapes with classes from the style sheet, whole numbers of tenths as coordinates, a text alternative on every picture.

internal import Basics

/// A drawing of `width` by `height` units that stretches with its column.
func chart(_ title: String, width: Int, height: Int, @HTMLBuilder shapes: () -> HTML) -> HTML {
  el(
    "svg", .class("chart"), Attribute("viewBox", "0 0 \(width) \(height)"), Attribute("role", "img"),
    .aria(label: title),
    content: shapes)
}

func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, title: String? = nil)
  -> HTML
{
  el(
    "rect", Attribute("x", x.short), Attribute("y", y.short), Attribute("width", Swift.max(0, width).short),
    Attribute("height", Swift.max(0, height).short), Attribute("rx", "3"), .class(style)
  ) {
    if let title { el("title", text: title) }
  }
}

func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: String, title: String? = nil) -> HTML {
  el(
    "circle", Attribute("cx", x.short), Attribute("cy", y.short), Attribute("r", radius.short), .class(style)
  ) {
    if let title { el("title", text: title) }
  }
}

func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) -> HTML {
  el(
    "line", Attribute("x1", x1.short), Attribute("y1", y1.short), Attribute("x2", x2.short),
    Attribute("y2", y2.short),
    .class(style)
  ) { HTML.nothing }
}

/// Text at a point.
///
/// `anchor` is start, middle or end.
func label(_ x: Double, _ y: Double, _ text: String, anchor: String = "start", _ style: String? = nil) -> HTML
{
  el(
    "text", Attribute("x", x.short), Attribute("y", y.short), Attribute("text-anchor", anchor),
    Attribute("class", style),
    text: text)
}

extension Double {
  /// Tenths of a unit are fine enough for a picture.
  var short: String {
    let tenths = Int((self * 10).rounded())
    return tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}

extension Rational {
  /// For the place of a dot in a picture, never for a result.
  var approximate: Double {
    let near = denominator == 0 ? rounded(to: 9) : self
    return near.denominator == 0 ? 0 : Double(near.numerator) / Double(near.denominator)
  }
}
