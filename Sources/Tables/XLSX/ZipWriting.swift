// A zip file of a few parts: deflated, without times, so that the same parts always give the same bytes.

internal import CZlib

/// Collects parts and gives the file.
struct ZipWriter {
  /// 1 January 1980, the first day that zip knows.
  private static let day = 0x0021
  private var file: [UInt8] = []
  private var list: [UInt8] = []
  private var count = 0

  /// Adds a part; names are plain ASCII.
  mutating func add(_ name: String, _ content: [UInt8]) {
    let packed = Self.deflated(content)
    let head =
      Self.halves(20, 0, 8, 0, Self.day) + Self.words(Int(ZipArchive.checksum(content)))
      + Self.words(packed.count, content.count) + Self.halves(name.utf8.count, 0)
    list +=
      Self.words(0x0201_4B50) + Self.halves(20) + head + Self.halves(0, 0, 0) + Self.words(0, file.count)
    list += Array(name.utf8)
    file += Self.words(0x0403_4B50) + head + Array(name.utf8) + packed
    count += 1
  }

  /// The whole file.
  var bytes: [UInt8] {
    file + list + Self.words(0x0605_4B50) + Self.halves(0, 0, count, count)
      + Self.words(list.count, file.count) + Self.halves(0)
  }

  private static func halves(_ values: Int...) -> [UInt8] {
    values.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8 & 0xFF)] }
  }

  private static func words(_ values: Int...) -> [UInt8] {
    values.flatMap { value in (0..<4).map { UInt8(value >> ($0 * 8) & 0xFF) } }
  }

  private static func deflated(_ content: [UInt8]) -> [UInt8] {
    let room = Int(sizhou_deflate_bound(UInt32(content.count)))
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = content.withUnsafeBufferPointer { from in
        Int(sizhou_deflate(from.baseAddress, UInt32(from.count), buffer.baseAddress, UInt32(buffer.count)))
      }
    }
  }
}
