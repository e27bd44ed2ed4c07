// What may be seen of personal numbers.

import Basics
import Testing

@Suite("Masks")
struct Masks {
  @Test("An ID number shows its first six and last four, or its last four only")
  func idNumber() {
    #expect(Masking.idNumber("110105194912310023") == "110105********0023")
    #expect(Masking.idNumberTail("110105194912310023") == "**************0023")
  }

  @Test("A phone number shows its first three and last four")
  func phone() {
    #expect(Masking.phone("13800008000") == "138****8000")
  }

  @Test(
    "A text of another length shows nothing but its length",
    arguments: ["", "1", "1234567", "1101051949123100231"])
  func otherLengths(text: String) {
    #expect(Masking.idNumber(text) == String(repeating: "*", count: text.count))
    #expect(Masking.phone(text) == String(repeating: "*", count: text.count))
  }

  @Test(
    "A mobile number has 11 digits, 1 and then 3 to 9",
    arguments: [
      ("13800000001", true), ("19912345678", true), ("12800000001", false), ("1380000000", false),
      ("138000000011", false), ("1380000000a", false), ("１３８００００００１", false),
    ])
  func mobile(text: String, isMobile: Bool) {
    #expect(isMobilePhone(text) == isMobile)
  }
}
