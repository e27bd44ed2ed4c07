// What may be shown of an identity number, a phone number and a bank account: masks that never let more through.

/// Masks for personal numbers.
///
/// Public pages and files show none of them, not even masked.
public enum Masking {
  /// `522699********0119`: the first six and last four of 18 characters; stars only where the text has another length.
  public static func idNumber(_ text: some StringProtocol) -> String {
    mask(text, length: 18, head: 6, tail: 4)
  }

  /// `**************0119`, the safer form: the last four only.
  public static func idNumberTail(_ text: some StringProtocol) -> String {
    mask(text, length: 18, head: 0, tail: 4)
  }

  /// `138****0001`: the first three and last four of 11 digits; stars only where the text has another length.
  public static func phone(_ text: some StringProtocol) -> String { mask(text, length: 11, head: 3, tail: 4) }

  private static func mask(_ text: some StringProtocol, length: Int, head: Int, tail: Int) -> String {
    // A text of another length might be short enough for head and tail to give it all away.
    guard text.count == length else { return String(repeating: "*", count: text.count) }
    return text.prefix(head) + String(repeating: "*", count: length - head - tail) + text.suffix(tail)
  }
}

/// Whether a text is a mobile number of the mainland: 11 digits, `1` and then 3 to 9.
public func isMobilePhone(_ text: some StringProtocol) -> Bool {
  let bytes = Array(text.utf8)
  return bytes.count == 11 && bytes[0] == 0x31 && (0x33...0x39).contains(bytes[1])
    && bytes.allSatisfy { (0x30...0x39).contains($0) }
}
