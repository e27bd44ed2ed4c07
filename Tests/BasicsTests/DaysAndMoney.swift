// Days, moments, money and short ids.

import Basics
import Testing

@Suite("Days, moments, money, ids")
struct DaysAndMoney {
  @Test("Every day of four centuries reads back from its text and its parts")
  func days() {
    for number in stride(from: -40_000, through: 106_000, by: 7) {
      let day = Day(number: number)
      let (year, month, dayOfMonth) = day.parts
      #expect(Day(day.text) == day)
      #expect(Day(year: year, month: month, day: dayOfMonth) == day)
    }
  }

  @Test(
    "A day that is not in the calendar is none",
    arguments: [
      "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-4-01", "20260401", "2026-04-31", "",
    ])
  func noDay(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(
    "A month later is the same day of the month, or that month's last",
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", 6, "2026-09-30"),
      ("2026-12-15", 1, "2027-01-15"), ("2026-05-12", 12, "2027-05-12"), ("2026-03-30", -1, "2026-02-28"),
    ])
  func months(day: String, months: Int, later: String) throws {
    #expect(try #require(Day(day)).adding(months: months).text == later)
  }

  @Test("A moment's day is the day at UTC+8")
  func localDay() throws {
    let evening = try #require(Instant("2026-03-27T16:00:00Z"))
    #expect(evening.day.text == "2026-03-28")
    #expect(evening.localText == "2026-03-28 00:00:00")
    #expect(evening.day.start == evening)
    #expect(evening.adding(seconds: -1).day.text == "2026-03-27")
  }

  @Test("Moments are read with their offset and never without")
  func offsets() throws {
    #expect(Instant("2026-11-24T10:05:00+08:00") == Instant("2026-11-24T02:05:00Z"))
    #expect(try #require(Instant("2026-11-24T10:05:00.250+08:00")).milliseconds % 1_000 == 250)
    #expect(Instant("2026-11-24T10:05:00") == nil)
    #expect(Instant("2026-11-24T25:05:00Z") == nil)
    #expect(Instant("1969-12-31T23:59:59Z")?.utcText == "1969-12-31T23:59:59Z")
  }

  @Test(
    "Money is read in yuan with at most two decimals and written with groups",
    arguments: [
      ("5000", "5,000.00"), ("5000.5", "5,000.50"), ("0.05", "0.05"), ("1234567.89", "1,234,567.89"),
      ("999", "999.00"),
    ])
  func money(typed: String, text: String) {
    #expect(Money(typed)?.text == text)
  }

  @Test("What is no amount is refused", arguments: ["", "-1", "1.005", "1,000", "abc"])
  func noMoney(typed: String) {
    #expect(Money(typed) == nil)
  }

  @Test("Crockford's alphabet writes five bits a character, most significant first")
  func short() {
    #expect(crockford([]) == "")
    #expect(crockford([0]) == "00")
    #expect(crockford([0xFF]) == "zw")
    #expect(crockford(Array(repeating: 0xFF, count: 10)) == String(repeating: "z", count: 16))
    #expect(crockford([0x00, 0x44, 0x32, 0x14, 0xC7]) == "01234567")
  }

  @Test("Ids are letters, digits and . _ - after the first, at most 64")
  func ids() {
    for right in ["a", "A-1", "chef-2026", "x.y_z", String(repeating: "a", count: 64)] {
      #expect(isIdentifier(right))
    }
    for wrong in ["", "-a", ".a", "a b", "思", "a/b", String(repeating: "a", count: 65)] {
      #expect(!isIdentifier(wrong))
    }
  }
}
