// Social credit codes (GB 32100) with the inner organisation code (GB 11714) as a warning.

import Basics
import Testing

@Suite("Social credit codes")
struct CreditCodes {
  @Test(
    "A code with the right check character is read without warnings",
    arguments: [
      "92522699MA00000153", "92522699MA0000023X", "92522699MA0000031Q", "92522699MA000004XG",
      "92522699MA0000058G",
      "92522699MA0000066B", "93522699MA0000090Q", "91440699MA0000103D", "92522699MA00002690",
    ])
  func right(text: String) throws {
    let code = try CreditCode(text)
    #expect(code.text == text)
    #expect(code.warnings.isEmpty)
  }

  @Test("The standard's own example has check character 3: 31 less 28, not 28")
  func standard() throws {
    #expect(try CreditCode("91350100M000100Y43").kind == .enterprise)
    #expect(codes("91350100M000100Y4D") == ["credit-code-check"])
  }

  @Test("A sum that 31 divides gives the check character 0")
  func zero() throws {
    #expect(try CreditCode("92522699MA00002690").text.hasSuffix("0"))
  }

  @Test(
    "Each mistake has its own fault",
    arguments: [
      ("92522699MA0000015", "credit-code-length"), ("522699000000001", "credit-code-length"),
      ("92522699MA0O000153", "credit-code-characters"), ("92522699IA00000153", "credit-code-characters"),
      ("92522699SA00000153", "credit-code-characters"), ("92522699MA00000154", "credit-code-check"),
    ])
  func mistakes(text: String, code: String) {
    #expect(codes(text) == [code])
  }

  @Test("Lower case and full-width characters are read as meant")
  func kindly() throws {
    #expect(try CreditCode(" 92522699ma0000023x ").text == "92522699MA0000023X")
    #expect(try CreditCode("９２５２２６９９ＭＡ０００００１５３").text == "92522699MA00000153")
  }

  @Test("The kind says what the organisation is")
  func kinds() throws {
    #expect(try CreditCode("92522699MA00000153").kind == .individualBusiness)
    #expect(try CreditCode("93522699MA0000090Q").kind == .cooperative)
    #expect(try CreditCode("91440699MA0000103D").area == "440699")
  }

  @Test("A wrong inner organisation code only warns")
  func inner() throws {
    let right = try #require(CreditCode(department: "9", kind: "2", area: "522699", organisation: "MA000001"))
    #expect(right.text == "92522699MA00000153")
    let wrong = try #require(
      "0123456789ABCDEFGHJKLMNPQRTUWXY".compactMap { try? CreditCode("92522699MA0000016\($0)") }.first)
    #expect(wrong.warnings.map(\.code) == ["credit-code-organisation"])
  }

  @Test("A code of unknown parts is not made")
  func making() {
    #expect(CreditCode(department: "9", kind: "2", area: "522699", organisation: "MA00000I") == nil)
    #expect(CreditCode(department: "9", kind: "2", area: "52269", organisation: "MA000001") == nil)
  }

  private func codes(_ text: String) -> [String] {
    do throws(Refusal) {
      _ = try CreditCode(text)
      return []
    } catch {
      return error.faults.map(\.code)
    }
  }
}
