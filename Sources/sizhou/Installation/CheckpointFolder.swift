// Folders of checkpoints: in the data folder, and wherever else they are wanted.

import Basics
import Certificates
import Foundation
import Records
import SQL

/// Writes signed checkpoints to several folders.
struct CheckpointFolder: Sendable {
  let folders: [String]
  let key: IssuerKey

  static func own(_ data: String) -> String { data + "/checkpoints" }

  /// The files in a folder by name; none where there is no such folder.
  static func files(in folder: String) -> [(name: String, bytes: [UInt8])] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      (name, FileManager.default.contents(atPath: folder + "/" + name).map { Array($0) } ?? [])
    }
  }

  /// Writes one to every folder.
  /// - Returns: faults of folders that could not be written; the others have it.
  func write(_ checkpoint: Checkpoint) throws -> [Fault] {
    let text = try checkpoint.text(key: key)
    return folders.compactMap { folder in
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try SafeFile.write(text.utf8, to: folder + "/" + checkpoint.fileName)
        return nil
      } catch let trouble as FileTrouble {
        return trouble.fault
      } catch {
        return FileTrouble(folder, code: ENOENT).fault
      }
    }
  }
}
