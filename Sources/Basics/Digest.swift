// SHA-256 and the texts that bytes are written as.

internal import Crypto

/// The SHA-256 digest of bytes.
public func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  Array(SHA256.hash(data: Array(bytes)))
}

/// The SHA-256 digest as 64 lower-case hexadecimal digits.
public func sha256Hex(_ bytes: some Sequence<UInt8>) -> String { hex(sha256(bytes)) }

/// SHA-256 over bytes that come piece by piece.
public struct RunningDigest: Sendable {
  private var state = SHA256()

  public init() {}

  public mutating func add(_ bytes: [UInt8]) { state.update(data: bytes) }

  /// The digest of everything added so far, as 64 lower-case hexadecimal digits.
  public var hexadecimal: String { hex(state.finalize()) }
}

/// Bytes as lower-case hexadecimal digits.
public func hex(_ bytes: some Sequence<UInt8>) -> String {
  let bytes = Array(bytes)
  return String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
    for (index, byte) in bytes.enumerated() {
      buffer[index * 2] = digit(byte >> 4)
      buffer[index * 2 + 1] = digit(byte & 15)
    }
    return bytes.count * 2
  }
}

private func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }

/// The bytes of a hexadecimal text; nil where it is none.
public func bytes(hex text: some StringProtocol) -> [UInt8]? {
  let digits = text.utf8.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
  guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// Whether two byte strings are equal, in time that does not depend on where they differ.
public func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
