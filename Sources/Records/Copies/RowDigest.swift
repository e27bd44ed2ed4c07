// Rows of a database as bytes under a digest.

internal import Basics
internal import SQL

extension RunningDigest {
  /// Type, length and bytes of each value, so that no two rows look alike.
  mutating func add(_ values: some Sequence<SQLValue>) {
    var bytes: [UInt8] = []
    for value in values {
      switch value {
      case .null: bytes.append(0)
      case .integer(let number):
        bytes.append(1)
        bytes += Self.eight(UInt64(bitPattern: Int64(number)))
      case .text(let text):
        bytes.append(2)
        bytes += Self.eight(UInt64(text.utf8.count))
        bytes += text.utf8
      case .blob(let blob):
        bytes.append(3)
        bytes += Self.eight(UInt64(blob.count))
        bytes += blob
      }
    }
    add(bytes + [4])
  }

  private static func eight(_ number: UInt64) -> [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
  }
}
