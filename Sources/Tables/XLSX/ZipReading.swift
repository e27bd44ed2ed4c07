// Zip files as spreadsheets are kept in: their list of parts, and one part at a time, within strict limits.

internal import Basics
internal import CZlib

/// The parts of a zip file; nothing is expanded before it is asked for.
struct ZipArchive {
  /// What is refused as too much: bytes of the file, of one part, of all parts that were asked for, and parts.
  static let mostBytes = 32 << 20
  static let mostPartBytes = 32 << 20
  static let mostExpandedBytes = 96 << 20
  static let mostParts = 2_000
  /// No deflated byte stands for more than this many.
  private static let mostRatio = 1_032

  private struct Entry {
    var method: Int
    var isEncrypted: Bool
    var crc: UInt32
    var packed: Int
    var size: Int
    /// Where its local header begins.
    var offset: Int
  }

  private let bytes: [UInt8]
  /// By name in lower case: the packages of spreadsheets do not tell capitals apart.
  private var entries: [String: Entry] = [:]
  private var expanded = 0

  /// Reads the list of parts.
  ///
  /// Faults: no zip file, damaged, too large, two parts of one name.
  init(_ bytes: [UInt8]) throws(Refusal) {
    self.bytes = bytes
    guard bytes.count <= Self.mostBytes else {
      throw TableFaults.tooLarge("文件有 \(bytes.count >> 20) MiB", "the file has \(bytes.count >> 20) MiB")
    }
    guard let end = endOfList else { throw TableFaults.damaged("没有目录", "it has no list of parts") }
    let (count, size, start) = (half(end + 10), word(end + 12), word(end + 16))
    guard count <= Self.mostParts else {
      throw TableFaults.tooLarge("里面有 \(count) 个部分", "it holds \(count) parts")
    }
    guard start + size <= end else { throw TableFaults.damaged("目录不完整", "its list of parts is cut short") }
    var at = start
    for _ in 0..<count { try readEntry(&at, until: start + size) }
  }

  /// Whether there is a part of this name.
  func has(_ name: String) -> Bool { entries[name.lowercased()] != nil }

  /// The bytes of a part; nil where there is none of this name.
  ///
  /// Faults: a password, an unknown way of packing, bytes that are not what the list says, too much.
  mutating func part(_ name: String) throws(Refusal) -> [UInt8]? {
    guard let entry = entries[name.lowercased()] else { return nil }
    guard !entry.isEncrypted else { throw TableFaults.locked }
    guard entry.size <= Self.mostPartBytes, expanded + entry.size <= Self.mostExpandedBytes,
      entry.size <= entry.packed * Self.mostRatio
    else { throw TableFaults.tooLarge("\(name) 展开后太大", "\(name) is too large when expanded") }
    expanded += entry.size
    let packed = try packedBytes(entry, name)
    let content: [UInt8]?
    switch entry.method {
    case 0: content = packed.count == entry.size ? Array(packed) : nil
    case 8: content = try Self.inflated(packed, to: entry.size, name)
    default:
      throw TableFaults.damaged("\(name) 的压缩方式不认识", "\(name) is packed in an unknown way")
    }
    guard let content, Self.checksum(content) == entry.crc else {
      throw TableFaults.damaged("\(name) 的内容与校验不符", "the content of \(name) does not match its checksum")
    }
    return content
  }
}

// Bytes of the file.
extension ZipArchive {
  private func half(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }

  private func word(_ at: Int) -> Int { half(at) | half(at + 2) << 16 }

  private func has(_ signature: Int, at: Int) -> Bool { at + 4 <= bytes.count && word(at) == signature }

  /// Where the last record begins; its comment must reach the end of the file.
  private var endOfList: Int? {
    var at = bytes.count - 22
    let first = max(0, bytes.count - 22 - 0xFFFF)
    while at >= first {
      if word(at) == 0x0605_4B50, at + 22 + half(at + 20) == bytes.count { return at }
      at -= 1
    }
    return nil
  }

  private mutating func readEntry(_ at: inout Int, until end: Int) throws(Refusal) {
    guard at + 46 <= end, has(0x0201_4B50, at: at) else {
      throw TableFaults.damaged("目录有错", "its list of parts is wrong")
    }
    let (nameLength, extraLength, commentLength) = (half(at + 28), half(at + 30), half(at + 32))
    let next = at + 46 + nameLength + extraLength + commentLength
    guard next <= end, let name = String(validating: bytes[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self)
    else { throw TableFaults.damaged("目录有错", "its list of parts is wrong") }
    var entry = Entry(
      method: half(at + 10), isEncrypted: half(at + 8) & 0x41 != 0, crc: UInt32(word(at + 16)),
      packed: word(at + 20), size: word(at + 24), offset: word(at + 42))
    readLargeSizes(&entry, from: at + 46 + nameLength, count: extraLength)
    let key = name.replacing("\\", with: "/").lowercased()
    guard entries.updateValue(entry, forKey: key) == nil else {
      throw TableFaults.damaged("有两个部分都叫 \(name)", "two parts are called \(name)")
    }
    at = next
  }

  /// Sizes of 64 bits, which some programs write for small parts too.
  private func readLargeSizes(_ entry: inout Entry, from start: Int, count: Int) {
    let unknown = 0xFFFF_FFFF
    var at = start
    while at + 4 <= start + count {
      let (kind, length) = (half(at), half(at + 2))
      at += 4
      guard at + length <= start + count else { return }
      if kind == 1 {
        var place = at
        let end = at + length
        func take(_ value: Int) -> Int {
          guard value == unknown, place + 8 <= end else { return value }
          defer { place += 8 }
          return word(place + 4) == 0 ? word(place) : .max >> 16
        }
        entry.size = take(entry.size)
        entry.packed = take(entry.packed)
        entry.offset = take(entry.offset)
      }
      at += length
    }
  }

  private func packedBytes(_ entry: Entry, _ name: String) throws(Refusal) -> ArraySlice<UInt8> {
    let start = entry.offset
    guard start + 30 <= bytes.count, has(0x0403_4B50, at: start) else {
      throw TableFaults.damaged("找不到 \(name)", "\(name) is not where the list says")
    }
    let nameEnd = start + 30 + half(start + 26)
    let content = nameEnd + half(start + 28)
    guard content + entry.packed <= bytes.count,
      String(decoding: bytes[(start + 30)..<nameEnd], as: UTF8.self).replacing("\\", with: "/").lowercased()
        == name.lowercased()
    else { throw TableFaults.damaged("找不到 \(name)", "\(name) is not where the list says") }
    return bytes[content..<(content + entry.packed)]
  }

  private static func inflated(_ packed: ArraySlice<UInt8>, to size: Int, _ name: String) throws(Refusal)
    -> [UInt8]?
  {
    var answer: Int32 = 0
    let content = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      var written: UInt32 = 0
      answer = packed.withUnsafeBufferPointer { from in
        sizhou_inflate(
          from.baseAddress, UInt32(from.count), buffer.baseAddress, UInt32(buffer.count), &written)
      }
      count = Int(written)
    }
    if Int(answer) == SIZHOU_TOO_LARGE || content.count > size {
      throw TableFaults.tooLarge("\(name) 展开后比目录说的大", "\(name) is larger than the list says")
    }
    return Int(answer) == SIZHOU_INFLATED && content.count == size ? content : nil
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { sizhou_crc32($0.baseAddress, UInt32($0.count)) }
  }
}
