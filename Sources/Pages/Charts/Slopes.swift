// Who moves between two orders: a line for each entry from its place on the left to its place on the right.

internal import Basics

/// One entry in two orders.
struct Slope {
  var name: String
  /// Rows from 1; nil where it stands in none.
  var before: Int?
  var after: Int?
  /// What is written beside the name on each side.
  var left: String
  var right: String
}

/// A slope chart, narrow enough to be read on a phone without being made smaller.
func slopes(_ lines: [Slope], left: String, right: String, title: String) -> HTML {
  let step = 24.0
  let rows = Swift.max(lines.compactMap(\.before).max() ?? 0, lines.compactMap(\.after).max() ?? 0)
  let y = { (row: Int) in 40 + Double(row - 1) * step }
  return el("div", .class("slopes")) {
    chart(title, width: 270, height: 40 + rows * Int(step)) {
      label(94, 16, left, anchor: "end", "value")
      label(176, 16, right, anchor: "start", "value")
      for one in lines {
        if let before = one.before, let after = one.after {
          line(
            101, y(before) - 5, 169, y(after) - 5,
            after < before ? "slope up" : after > before ? "slope down" : "slope")
        }
        if let before = one.before {
          label(
            94, y(before), "\(one.name)  \(one.left)", anchor: "end", one.before == one.after ? "still" : nil
          )
          circle(101, y(before) - 5, 3.5, one.before == one.after ? "f" : "a")
        }
        if let after = one.after {
          label(176, y(after), "\(one.name)  \(one.right)", one.before == one.after ? "still" : nil)
          circle(169, y(after) - 5, 3.5, one.before == one.after ? "f" : "a")
        }
      }
    }
  }
}
