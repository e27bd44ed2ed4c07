// Identifiers: short ASCII names compared as bytes, typed so that a judge's id can never stand for an entry's.

/// An id of the contract's form: `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`, compared as bytes.
public struct Identifier<Of>: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: String

  /// Nil where the text is no id.
  public init?(_ text: some StringProtocol) {
    guard isIdentifier(text) else { return nil }
    self.text = String(text)
  }

  /// For ids made by this program.
  public init(trusted text: String) { self.text = text }

  public static func < (left: Self, right: Self) -> Bool { left.text.precedesByBytes(right.text) }

  public var description: String { text }
}

/// Whether a text has the form of an id (contract, head).
public func isIdentifier(_ text: some StringProtocol) -> Bool {
  var count = 0
  for byte in text.utf8 {
    let letterOrDigit =
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    guard letterOrDigit || (count > 0 && (byte == 0x2E || byte == 0x5F || byte == 0x2D)) else { return false }
    count += 1
    if count > 64 { return false }
  }
  return count > 0
}

extension StringProtocol {
  /// Byte order of the UTF-8 texts, the order of the contract and of both databases.
  public func precedesByBytes(_ other: some StringProtocol) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

/// A source of ids and secrets, handed in so that a demonstration is the same every time.
public protocol Entropy: Sendable {
  /// Fresh bytes that nobody can guess, or, in a demonstration, repeatable ones.
  func bytes(_ count: Int) -> [UInt8]
}

extension Entropy {
  /// A new id of 16 characters from `0-9a-hjkmnp-tv-z` (Crockford's alphabet, 80 bits), after `prefix` and a hyphen.
  public func identifier(_ prefix: String) -> String {
    prefix + "-" + crockford(bytes(10))
  }
}

/// Bytes in Crockford's base 32, lower case, most significant bits first.
public func crockford(_ bytes: [UInt8]) -> String {
  let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
  var text = ""
  var buffer = 0
  var bits = 0
  for byte in bytes {
    buffer = (buffer << 8 | Int(byte)) & 0xFFFF
    bits += 8
    while bits >= 5 {
      bits -= 5
      text.append(alphabet[buffer >> bits & 31])
    }
  }
  if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
  return text
}
