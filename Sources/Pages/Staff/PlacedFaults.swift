// Faults of an uploaded file: each with its line or row, so that people find it in their own program.

internal import Basics

/// Every fault with its place, up to a hundred; nobody reads more at once.
func placedFaultBox(_ faults: [Fault], _ frame: Frame) -> HTML {
  guard !faults.isEmpty else { return .nothing }
  let more = faults.count - 100
  return el("div", .class("error-box"), .id("faults"), Attribute("role", "alert")) {
    el(
      "strong",
      text: faults.count == 1
        ? frame.say("没有保存，请先改正：", "Nothing was kept. Please correct this first:")
        : frame.say(
          "没有保存，请先改正以下 \(faults.count) 处：", "Nothing was kept. Please correct these \(faults.count) first:"))
    el("ul") {
      for fault in faults.prefix(100) {
        el("li") {
          if let place = place(of: fault, frame) {
            el("strong", text: place)
            frame.say("：", ": ")
          }
          frame.say(fault.words)
          if let suggestion = fault.suggestion {
            el("span", .class("soft"), text: " → \(frame.say(suggestion))")
          }
        }
      }
    }
    if more > 0 { el("p", text: frame.say("还有 \(more) 处", "and \(more) more")) }
  }
}

private func place(of fault: Fault, _ frame: Frame) -> String? {
  if let row = fault.row {
    guard let column = fault.column else { return frame.say("第 \(row) 行", "row \(row)") }
    return frame.say("第 \(row) 行第 \(column) 列", "row \(row), column \(column)")
  }
  if let line = fault.line {
    guard let column = fault.column else { return frame.say("第 \(line) 行", "line \(line)") }
    return frame.say("第 \(line) 行第 \(column) 列", "line \(line), column \(column)")
  }
  return fault.entry
}
