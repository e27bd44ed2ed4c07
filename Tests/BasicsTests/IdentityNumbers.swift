// Identity numbers (GB 11643): real calendar, right check character, nothing refused that is right.

import Basics
import Testing

@Suite("Identity numbers")
struct IdentityNumbers {
  @Test(
    "A number whose date is a day and whose check character is right is read",
    arguments: [
      "522699197903120119", "52269919850607028X", "522699198809150332", "52269919910101046X",
      "522699199502280575",
      "522699200002290625", "522699197608230710", "522699200405060883", "52269919820417004X",
      "11010519491231002X",
    ])
  func right(text: String) throws {
    #expect(try IDNumber(text).text == text)
  }

  @Test("A lower-case x, full-width digits and spaces are read as meant and kept in upper case")
  func kindly() throws {
    #expect(try IDNumber(" 52269919850607028x ").text == "52269919850607028X")
    #expect(try IDNumber("５２２６９９１９７９０３１２０１１９").text == "522699197903120119")
  }

  @Test("29 February is a birthday in leap years only")
  func leapDay() throws {
    #expect(try IDNumber("522699200002290625").birthday == Day(year: 2000, month: 2, day: 29))
    #expect(codes("522626190002290030") == ["id-number-date"])
  }

  @Test(
    "Each mistake has its own fault",
    arguments: [
      ("52269919790312011", "id-number-length"), ("522699790312011", "id-number-length"),
      ("", "id-number-length"),
      ("52269919790312O119", "id-number-characters"), ("X22699197903120119", "id-number-characters"),
      ("522699197903120118", "id-number-check"), ("52269919790312011X", "id-number-check"),
    ])
  func mistakes(text: String, code: String) {
    #expect(codes(text).contains(code))
  }

  @Test("Every single wrong digit and every swap of two neighbours that differ is found")
  func singleErrors() {
    let right = Array("522699197903120119".utf8)
    for place in right.indices {
      for digit in UInt8(0x30)...0x39 where digit != right[place] {
        var wrong = right
        wrong[place] = digit
        #expect(!codes(String(decoding: wrong, as: UTF8.self)).isEmpty)
      }
      guard place > 0, right[place] != right[place - 1] else { continue }
      var swapped = right
      swapped.swapAt(place, place - 1)
      #expect(!codes(String(decoding: swapped, as: UTF8.self)).isEmpty)
    }
  }

  @Test("Sex, age and area come from the number")
  func meaning() throws {
    let number = try IDNumber("522699200002290625")
    #expect(!number.isMale)
    #expect(number.area == "522699")
    #expect(number.age(on: try #require(Day("2026-02-28"))) == 25)
    #expect(number.age(on: try #require(Day("2026-03-01"))) == 26)
  }

  @Test("An unknown area and a birthday to come only warn")
  func warnings() throws {
    let today = try #require(Day("2026-03-28"))
    let later = try #require(Day("2026-03-29"))
    let future = try #require(IDNumber(area: "522699", birthday: later, order: 11))
    #expect(future.warnings(today: today).map(\.code) == ["id-number-future"])
    let nowhere = try #require(IDNumber(area: "992699", birthday: today, order: 11))
    #expect(try IDNumber(nowhere.text).warnings(today: today).map(\.code) == ["id-number-area"])
    #expect(try IDNumber("522699197903120119").warnings(today: today).isEmpty)
  }

  @Test("A made number reads back, and its description shows no birthday")
  func making() throws {
    let birthday = try #require(Day("1985-06-07"))
    let number = try #require(IDNumber(area: "522699", birthday: birthday, order: 28))
    #expect(number.text == "52269919850607028X")
    #expect("\(number)" == "522699********028X")
    #expect(IDNumber(area: "52269", birthday: birthday, order: 28) == nil)
    #expect(IDNumber(area: "522699", birthday: birthday, order: 1_000) == nil)
  }

  private func codes(_ text: String) -> [String] {
    do throws(Refusal) {
      _ = try IDNumber(text)
      return []
    } catch {
      return error.faults.map(\.code)
    }
  }
}
