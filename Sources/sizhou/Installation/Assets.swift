// Files compiled into the program, and the doors made from them.

import Basics
import CWebAssets
import Foundation
import RubricFiles
import Rubrics
import Synchronization

/// Bytes compiled into the program, by name.
enum Assets {
  static func bytes(_ name: String) -> [UInt8]? {
    for index in 0..<sizhou_asset_count() {
      let file = sizhou_asset_at(index)
      if String(cString: file.name) == name {
        return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
      }
    }
    return nil
  }
}

/// The reader of rubric files, its schema compiled once.
enum RubricDoor {
  /// Larger files are refused by the reader, so more need not be read.
  static let limit = 1 << 20
  private static let reader = Mutex<RubricReader?>(nil)

  static func read(_ bytes: [UInt8], file: String? = nil) -> Result<Rubric, Refusal> {
    do {
      let reader = try reader.withLock { known in
        if let known { return known }
        let made = try RubricReader(
          schema: Assets.bytes("rubrics/rubric.xsd") ?? [],
          xmlNamespaceSchema: Assets.bytes("rubrics/xml.xsd") ?? [])
        known = made
        return made
      }
      return reader.read(bytes, file: file)
    } catch let refusal as Refusal {
      return .failure(refusal)
    } catch {
      return .failure(Refusal(Fault("xml-schema", zh: "程序内的规则文件损坏", en: "the built-in schema is damaged")))
    }
  }
}
