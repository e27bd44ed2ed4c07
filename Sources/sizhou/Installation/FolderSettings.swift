// What a machine remembers about a data folder: where automatic copies and checkpoints go. Not part of any backup.

import Basics
import Foundation

/// `DIR/settings.json`: what this machine knows of its installation, so that a plain `serve` does as the last one did.
struct FolderSettings: Hashable, Sendable {
  /// Where automatic copies go; nil: nowhere.
  var backupTo: String?
  /// Where checkpoints go besides the data folder.
  var checkpoints: String?
  /// The PostgreSQL database that holds the records, without its password; nil: they are in the folder.
  var database: String?

  static func file(_ folder: String) -> String { folder + "/settings.json" }

  /// Empty where there is no file or it cannot be read.
  init(in folder: String) {
    let bytes = FileManager.default.contents(atPath: Self.file(folder)).map { Array($0) } ?? []
    let json = try? JSON(parsing: bytes)
    backupTo = json?["backupTo"]?.string
    checkpoints = json?["checkpoints"]?.string
    database = json?["database"]?.string
  }

  func save(in folder: String) throws {
    let json = JSON.object([
      ("backupTo", .optional(backupTo)), ("checkpoints", .optional(checkpoints)),
      ("database", .optional(database)),
    ])
    try SafeFile.write(json.pretty.utf8, to: Self.file(folder))
  }

  /// With what the command line says; `none` forgets.
  func updated(backupTo: String?, checkpoints: String?) -> FolderSettings {
    var copy = self
    func path(_ text: String) -> String? { text == "none" ? nil : URL(fileURLWithPath: text).path }
    if let backupTo { copy.backupTo = path(backupTo) }
    if let checkpoints { copy.checkpoints = path(checkpoints) }
    return copy
  }
}
