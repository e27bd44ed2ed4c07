// Bytes as base58btc text, the writing of keys and signatures in credentials.

private let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

/// Bytes in base58btc; leading zero bytes become leading `1`s.
func base58(_ bytes: [UInt8]) -> String {
  var digits: [UInt8] = []  // Least significant first.
  for byte in bytes {
    var carry = Int(byte)
    for index in digits.indices {
      carry += Int(digits[index]) << 8
      digits[index] = UInt8(carry % 58)
      carry /= 58
    }
    while carry > 0 {
      digits.append(UInt8(carry % 58))
      carry /= 58
    }
  }
  let zeros = repeatElement(alphabet[0], count: bytes.prefix { $0 == 0 }.count)
  return String(decoding: zeros + digits.reversed().map { alphabet[Int($0)] }, as: UTF8.self)
}

/// The bytes of a base58btc text; nil where a character is outside the alphabet or the text is longer than
/// any key or signature (128 characters).
func bytes(base58 text: some StringProtocol) -> [UInt8]? {
  guard text.utf8.count <= 128 else { return nil }
  var bytes: [UInt8] = []  // Least significant first.
  for character in text.utf8 {
    guard let value = alphabet.firstIndex(of: character) else { return nil }
    var carry = value
    for index in bytes.indices {
      carry += Int(bytes[index]) * 58
      bytes[index] = UInt8(carry & 0xFF)
      carry >>= 8
    }
    while carry > 0 {
      bytes.append(UInt8(carry & 0xFF))
      carry >>= 8
    }
  }
  let zeros = repeatElement(UInt8(0), count: text.utf8.prefix { $0 == alphabet[0] }.count)
  return zeros + bytes.reversed()
}
