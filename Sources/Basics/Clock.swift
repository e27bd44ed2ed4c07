// Moments and days: moments in UTC milliseconds, days always at UTC+8, both handed in and never read from a clock here.

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
  public let milliseconds: Int

  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  public func adding(seconds: Int) -> Instant { Instant(milliseconds: milliseconds + seconds * 1_000) }

  /// The day in Cengong, fixed at UTC+8.
  public var day: Day {
    Day(number: (milliseconds + 8 * 3_600_000).flooredQuotient(86_400_000))
  }

  /// `2026-11-24T02:05:00Z`, whole seconds.
  public var utcText: String {
    let seconds = milliseconds.flooredQuotient(1_000)
    let day = Day(number: seconds.flooredQuotient(86_400))
    return "\(day.text)T\(Self.clock(seconds - day.number * 86_400))Z"
  }

  /// `2026-11-24 10:05:00` at UTC+8, for people.
  public var localText: String {
    let seconds = milliseconds.flooredQuotient(1_000) + 8 * 3_600
    let day = Day(number: seconds.flooredQuotient(86_400))
    return "\(day.text) \(Self.clock(seconds - day.number * 86_400))"
  }

  private static func clock(_ seconds: Int) -> String {
    [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(
      separator: ":")
  }

  /// Reads `2026-11-24T02:05:00Z` and `2026-11-24T10:05:00.250+08:00`; nil for anything else, a missing offset included.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let day = Day(parts[0]) else { return nil }
    var clock = parts[1]
    var offset = 0
    if clock.hasSuffix("Z") {
      clock = clock.dropLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = clock[clock.index(after: sign)...].split(separator: ":", omittingEmptySubsequences: false)
      guard zone.count == 2, zone.allSatisfy({ $0.utf8.count == 2 }), let hours = UInt8(zone[0]),
        let minutes = UInt8(zone[1]), hours <= 14, minutes < 60
      else { return nil }
      offset = (Int(hours) * 60 + Int(minutes)) * (clock[sign] == "-" ? -1 : 1)
      clock = clock[..<sign]
    } else {
      return nil
    }
    guard let time = TimeOfDay(clock) else { return nil }
    milliseconds = day.number * 86_400_000 + time.milliseconds - offset * 60_000
  }
}

/// A time of day without a date, `HH:MM:SS[.fff]`.
public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Milliseconds since midnight, below 86,400,000.
  public let milliseconds: Int

  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.milliseconds < right.milliseconds }

  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 2, parts[1].utf8.count == 2, let hours = UInt8(parts[0]),
      let minutes = UInt8(parts[1]), hours < 24, minutes < 60, let seconds = Marks(parts[2]),
      seconds.units >= 0,
      seconds.units < 60_000, parts[2].prefix(2).allSatisfy(\.isNumber), parts[2].utf8.count >= 2
    else { return nil }
    milliseconds = (Int(hours) * 60 + Int(minutes)) * 60_000 + seconds.units
  }
}

/// A calendar day, as days since 1970-01-01.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let number: Int

  public init(number: Int) { self.number = number }

  /// A day of the Gregorian calendar; nil where there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    // Howard Hinnant's days_from_civil, which counts years from March.
    let y = month <= 2 ? year - 1 : year
    let era = y.flooredQuotient(400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    guard parts == (year, month, day) else { return nil }
  }

  /// Reads `2026-11-24`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// Year, month and day of the month.
  public var parts: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = z.flooredQuotient(146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  public func adding(days: Int) -> Day { Day(number: number + days) }

  /// The same day of the month `months` later, or that month's last day.
  public func adding(months: Int) -> Day {
    let (year, month, day) = parts
    let count = year * 12 + month - 1 + months
    let (newYear, newMonth) = (count.flooredQuotient(12), count - count.flooredQuotient(12) * 12 + 1)
    for candidate in stride(from: day, through: 28, by: -1) {
      if let found = Day(year: newYear, month: newMonth, day: candidate) { return found }
    }
    return Day(year: newYear, month: newMonth, day: min(day, 28)) ?? self
  }

  /// `2026-11-24`.
  public var text: String {
    let (year, month, day) = parts
    let padded = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
    return "\(padded)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// `2026年11月24日` or `24 November 2026`.
  public func words(_ language: Language) -> String {
    let (year, month, day) = parts
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November",
      "December",
    ]
    return language == .zh ? "\(year)年\(month)月\(day)日" : "\(day) \(names[month - 1]) \(year)"
  }

  public var description: String { text }

  /// Midnight at UTC+8.
  public var start: Instant { Instant(milliseconds: number * 86_400_000 - 8 * 3_600_000) }
}

extension Int {
  /// Division that rounds towards minus infinity.
  func flooredQuotient(_ divisor: Int) -> Int {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}
