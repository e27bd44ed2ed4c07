// The pipe to the printing process: length-prefixed JSON papers one way, length-prefixed PDFs or faults the other.

internal import Basics
public import Foundation
internal import Pages

/// The frames of the pipe.
///
/// To the press: 4 bytes of length (big-endian), then the paper's JSON. Back: 1 byte (0 a PDF follows, 1 a
/// JSON array of faults follows), 4 bytes of length, then that.
enum PressPipe {
  /// Longest frame that is believed, in bytes.
  static let limit = 256 << 20

  static func frame(_ payload: [UInt8], kind: UInt8? = nil) -> [UInt8] {
    let count = UInt32(payload.count)
    let length = (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * UInt32($0))) }
    return (kind.map { [$0] } ?? []) + length + payload
  }

  static func length(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

  static func faults(_ refusal: Refusal) -> [UInt8] {
    let faults = refusal.faults.map { fault in
      JSON.object([
        ("code", .string(fault.code)), ("zh", .string(fault.words.zh)), ("en", .string(fault.words.en)),
        ("suggestionZh", .optional(fault.suggestion?.zh)), ("suggestionEn", .optional(fault.suggestion?.en)),
      ])
    }
    return Array(JSON.array(faults).compact.utf8)
  }

  static func refusal(_ bytes: [UInt8]) -> Refusal {
    let items = (try? JSON(parsing: bytes))?.items ?? []
    let faults = items.map { item in
      Fault(
        item["code"]?.string ?? "press-failed", zh: item["zh"]?.string ?? "", en: item["en"]?.string ?? "",
        suggestion: item["suggestionZh"]?.string.map { Words(zh: $0, en: item["suggestionEn"]?.string ?? "") }
      )
    }
    return faults.isEmpty ? .pressFailed(zh: "答复不完整", en: "an unreadable answer") : Refusal(faults)
  }

  /// Exactly `count` bytes; nil where the input ends before the first.
  static func read(_ count: Int, from handle: FileHandle) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      guard let part = try handle.read(upToCount: count - bytes.count), !part.isEmpty else {
        if bytes.isEmpty { return nil }
        throw Refusal.pressFailed(zh: "输入中断", en: "the input broke off")
      }
      bytes.append(contentsOf: part)
    }
    return bytes
  }
}

/// The printing process's whole work: papers in from `reading`, PDFs out to `writing`, until the input
/// ends.
///
/// A paper that cannot be printed is answered with its faults and the next one is read; a broken pipe
/// throws.
public func runPress(reading: FileHandle, writing: FileHandle) throws {
  let press = PaperPress()
  while let head = try PressPipe.read(4, from: reading) {
    let length = PressPipe.length(head)
    guard length > 0, length <= PressPipe.limit, let bytes = try PressPipe.read(length, from: reading) else {
      throw Refusal.pressFailed(zh: "输入中断", en: "the input broke off")
    }
    let answer: [UInt8]
    do {
      let document = try PaperDocument(JSON(parsing: bytes))
      answer = PressPipe.frame(try press.pdf(document), kind: 0)
    } catch let refusal as Refusal {
      answer = PressPipe.frame(PressPipe.faults(refusal), kind: 1)
    } catch {
      answer = PressPipe.frame(PressPipe.faults(.pressFailed(zh: "\(error)", en: "\(error)")), kind: 1)
    }
    try writing.write(contentsOf: Data(answer))
  }
}
