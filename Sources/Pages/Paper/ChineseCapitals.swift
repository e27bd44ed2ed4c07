// Marks in the capital numerals that cannot be altered with a pen: 88.125 is 捌拾捌点壹贰伍.

public import Basics

/// The capital numerals of marks; negative ones begin with 负.
///
/// Marks of a hundred million and more have no name here and come back as figures.
public func chineseCapitals(_ marks: Marks) -> String {
  let digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]
  let places = ["", "拾", "佰", "仟"]
  let magnitude = Int(marks.units.magnitude)
  let whole = magnitude / 1_000
  guard whole < 100_000_000 else { return marks.description }

  // Four digits at a time, as Chinese counts; a gap of zeros is spoken once.
  func group(_ value: Int) -> String {
    var out = ""
    var gap = false
    for place in (0..<4).reversed() {
      let digit = value / [1, 10, 100, 1_000][place] % 10
      if digit == 0 {
        gap = !out.isEmpty
      } else {
        if gap { out += "零" }
        gap = false
        out += digits[digit] + places[place]
      }
    }
    return out
  }

  var text = ""
  if whole >= 10_000 {
    text = group(whole / 10_000) + "万"
    if whole % 10_000 > 0, whole % 10_000 < 1_000 { text += "零" }
  }
  text += group(whole % 10_000)
  if text.isEmpty { text = "零" }
  var fraction = magnitude % 1_000
  if fraction > 0 {
    var tail: [String] = []
    for unit in [100, 10, 1] where fraction > 0 {
      tail.append(digits[fraction / unit])
      fraction %= unit
    }
    text += "点" + tail.joined()
  }
  return (marks.units < 0 ? "负" : "") + text
}
