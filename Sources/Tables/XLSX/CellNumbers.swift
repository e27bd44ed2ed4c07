// Numbers of cells as a person would type them: binary fractions made decimal again, percentages, dates and times.

internal import Basics

/// How a number is shown, as far as its text depends on it.
enum NumberStyle: Hashable {
  case plain, percent, date, time, dateAndTime
  /// Hours may pass 24.
  case elapsed

  /// The style of one of the formats that every program knows by number.
  init(builtIn number: Int) {
    switch number {
    case 9, 10: self = .percent
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
    case 18...21, 32...35, 45, 47, 55, 56: self = .time
    case 22: self = .dateAndTime
    case 46: self = .elapsed
    default: self = .plain
    }
  }

  /// The style of a format such as `0.0%`, `yyyy-mm-dd` or `[h]:mm`.
  init(code: String) {
    var letters: Set<Character> = []
    var isElapsed = false
    var rest = code.lowercased()[...]
    while let first = rest.popFirst() {
      switch first {
      case ";": rest = ""
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(inside.count + 1)
        if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { isElapsed = true }
      default: letters.insert(first)
      }
    }
    let hasTime = letters.contains("h") || letters.contains("s")
    let hasDay = letters.contains("y") || letters.contains("d") || (letters.contains("m") && !hasTime)
    if letters.contains("%") {
      self = .percent
    } else if isElapsed {
      self = .elapsed
    } else if letters.contains("g") && letters.contains("l") {
      self = .plain
    } else if hasDay {
      self = hasTime ? .dateAndTime : .date
    } else {
      self = hasTime ? .time : .plain
    }
  }
}

/// A number as text, and what had to be done to it.
struct NumberText: Hashable {
  enum Kind: Hashable { case asStored, roundedTo15, date }

  var text: String
  var kind = Kind.asStored
}

enum CellNumbers {
  /// More digits than this a spreadsheet does not keep, nor show.
  private static let keptDigits = 15

  /// The number stored as `stored`, as it would be typed; nil where that is no number or has lost its last digits.
  ///
  /// - Parameter is1904: whether days count from 1904 instead of 1900.
  static func text(_ stored: String, _ style: NumberStyle, is1904: Bool) -> NumberText? {
    let allowed = stored.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    guard allowed, let value = Double(stored), value.isFinite else { return nil }
    switch style {
    case .plain: return decimal(value, shift: 0)
    case .percent:
      return decimal(value, shift: 2).map { NumberText(text: $0.text + "%", kind: $0.kind) }
    case .date, .time, .dateAndTime, .elapsed: return moment(value, style, is1904: is1904)
    }
  }

  /// The shortest decimal that stands for the value; beyond 15 digits rounded to them, as programs show it.
  private static func decimal(_ value: Double, shift: Int) -> NumberText? {
    guard value != 0 else { return NumberText(text: "0") }
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var digits = mantissa.joined().utf8.map { Int($0 - 0x30) }
    var point = mantissa[0].utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.first == 0 {
      digits.removeFirst()
      point -= 1
    }
    var isRounded = false
    if digits.count > keptDigits {
      let roundsUp = digits[keptDigits] >= 5
      digits = Array(digits.prefix(keptDigits))
      isRounded = true
      if roundsUp {
        var at = keptDigits - 1
        while at >= 0, digits[at] == 9 {
          digits[at] = 0
          at -= 1
        }
        if at >= 0 {
          digits[at] += 1
        } else {
          digits.insert(1, at: 0)
          point += 1
        }
      }
    }
    while digits.last == 0 { digits.removeLast() }
    point += shift
    // Whole numbers longer than that have lost their last digits.
    guard point <= keptDigits + shift, point > -40 else { return nil }
    let all = digits.map { String($0) }.joined()
    let sign = value < 0 ? "-" : ""
    let text: String
    if point <= 0 {
      text = "0." + String(repeating: "0", count: -point) + all
    } else if point >= digits.count {
      text = all + String(repeating: "0", count: point - digits.count)
    } else {
      text = all.prefix(point) + "." + all.dropFirst(point)
    }
    return NumberText(text: sign + text, kind: isRounded ? .roundedTo15 : .asStored)
  }

  /// `2026-03-01`, `09:30:00`, `09:30:00.250` or both with a T between.
  private static func moment(_ value: Double, _ style: NumberStyle, is1904: Bool) -> NumberText? {
    guard value >= 0, value < 2_958_466 else { return nil }
    var days = Int(value)
    var milliseconds = Int(((value - Double(days)) * 86_400_000).rounded())
    if milliseconds == 86_400_000 { (days, milliseconds) = (days + 1, 0) }
    if style == .elapsed || (style == .time && days == 0) {
      return NumberText(text: clock(days * 86_400_000 + milliseconds), kind: .date)
    }
    guard let day = day(days, is1904: is1904) else { return nil }
    let isBare = milliseconds == 0 && style == .date
    return NumberText(text: isBare ? day : day + "T" + clock(milliseconds), kind: .date)
  }

  private static func day(_ serial: Int, is1904: Bool) -> String? {
    // The 29 February 1900 that spreadsheets believe in has number 60.
    if !is1904, serial == 60 { return nil }
    let first =
      is1904 ? Day(year: 1904, month: 1, day: 1) : Day(year: 1899, month: 12, day: serial < 60 ? 31 : 30)
    return first?.adding(days: serial).text
  }

  private static func clock(_ milliseconds: Int) -> String {
    func padded(_ number: Int, _ width: Int = 2) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let (seconds, left) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
    let text = "\(padded(seconds / 3_600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
    return left == 0 ? text : text + "." + padded(left, 3)
  }
}
