// JSON is read strictly and written in one canonical form, because signatures depend on it.

import Basics
import Testing

@Suite("Strict JSON")
struct StrictJSON {
  @Test(
    "What is not JSON is refused",
    arguments: [
      "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "01", "1.", ".5", "+1", "-", "nul", "\"\u{1}\"",
      "\"\\x\"",
      "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "[1] 2", "{\"a\":1,\"a\":2}", "\"abc", "[1 2]", "NaN",
      "\u{FEFF}1",
    ])
  func refused(text: String) {
    #expect(throws: JSONFault.self) { try JSON(parsing: text) }
  }

  @Test("Two members whose names differ only in their spelling are two members")
  func spelling() throws {
    let json = try JSON(parsing: "{\"\u{e9}\":1,\"e\u{301}\":2}")
    #expect(json["\u{e9}"]?.integer == 1)
    #expect(json["e\u{301}"]?.integer == 2)
  }

  @Test("Bytes that are not UTF-8 are refused")
  func bytes() {
    #expect(throws: JSONFault.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test("Nesting ends at 128")
  func nesting() throws {
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(throws: Never.self) { try JSON(parsing: deep) }
    let deeper = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    #expect(throws: JSONFault.self) { try JSON(parsing: deeper) }
  }

  @Test("The canonical form sorts members by UTF-16 and has no white space")
  func canonical() throws {
    let json = try JSON(
      parsing:
        "{ \"b\" : [ 1 , null ], \"a\": {\"\u{1F600}\":true, \"\u{FB33}\":false}, \"\\r\":\"\\u20ac\\/\" }")
    #expect(json.canonical == "{\"\\r\":\"€/\",\"a\":{\"\u{1F600}\":true,\"\u{FB33}\":false},\"b\":[1,null]}")
  }

  @Test("Control characters are written the way RFC 8785 writes them")
  func controls() {
    #expect(
      JSON.string("\u{0}\u{8}\u{9}\u{A}\u{C}\u{D}\u{1F}\"\\/").canonical
        == "\"\\u0000\\b\\t\\n\\f\\r\\u001f\\\"\\\\/\"")
  }

  @Test("Every text that is written is read back the same, compact, pretty and canonical")
  func roundTrip() throws {
    var dice = Dice(11)
    for _ in 0..<200 {
      let json = value(depth: 0, &dice)
      #expect(try JSON(parsing: json.compact) == json)
      #expect(try JSON(parsing: json.pretty) == json)
      #expect(try JSON(parsing: json.canonical).canonical == json.canonical)
    }
  }

  @Test("Numbers keep their text")
  func numbers() throws {
    #expect(try JSON(parsing: "[1.50,-0,1e5]").compact == "[1.50,-0,1e5]")
  }

  @Test(
    "Estimates have at most twelve significant digits, an exponent only where they are tiny or huge, and are never NaN",
    arguments: [
      (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333333333"), (-2.0 / 3, "-0.666666666667"), (0, "0"), (-0.0, "0"),
      (123_456_789.123456, "123456789.123"), (1e-5, "0.00001"), (1.5e-9, "1.5e-9"), (1e20, "1e20"),
      (999_999_999_999.9, "1000000000000"), (0.99999999999999, "1"), (42, "42"), (1e14, "100000000000000"),
      (.nan, "null"), (-.infinity, "null"),
    ])
  func estimates(value: Double, text: String) {
    #expect(JSON.real(value).compact == text)
  }

  @Test("An estimate that is missing is null")
  func missingEstimate() {
    #expect(JSON.real(nil) == .null)
  }

  private func value(depth: Int, _ dice: inout Dice) -> JSON {
    switch Int.random(in: 0...(depth > 3 ? 3 : 5), using: &dice) {
    case 0: .null
    case 1: .bool(Bool.random(using: &dice))
    case 2: .integer(Int.random(in: -999...999, using: &dice))
    case 3: .string(String(["思", "a", "\"", "\u{7}", "\u{1F600}", "\\"].randomElement(using: &dice) ?? ""))
    case 4: .array((0..<Int.random(in: 0...3, using: &dice)).map { _ in value(depth: depth + 1, &dice) })
    default:
      .object((0..<Int.random(in: 0...3, using: &dice)).map { ("k\($0)", value(depth: depth + 1, &dice)) })
    }
  }
}
