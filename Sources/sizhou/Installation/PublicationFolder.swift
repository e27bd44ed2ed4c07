// A published folder on the disk: written whole beside its place, read without following links.

import Basics
import Foundation
import Office

enum PublicationFolder {
  /// Files larger than this are none of ours.
  private static let limit = 64 << 20

  /// Refuses a folder that holds anything but an earlier publication, for writing takes its place.
  static func requireOwn(_ folder: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else { throw used(folder) }
    let (files, strange) = try read(folder)
    let manifest = files["manifest.json"].flatMap { try? JSON(parsing: $0) }
    let listed = Set((manifest?["files"]?.items ?? []).compactMap { $0["path"]?.string } + ["manifest.json"])
    let isOurs = manifest?["type"]?.string == "SizhouPublication" && files.keys.allSatisfy(listed.contains)
    guard strange.isEmpty, files.isEmpty || isOurs else { throw used(folder) }
  }

  private static func used(_ folder: String) -> Refusal {
    Refusal(
      Fault(
        "folder-used", zh: "\(folder) 里有别的东西，没有动它", en: "\(folder) holds other things and stays as it is",
        suggestion: Words(zh: "换一个新的文件夹", en: "name a new folder")))
  }

  /// Writes all files; whoever looks sees the old publication or the new one.
  static func write(_ files: [ExportFile], to folder: String) throws {
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    let part = SafeFile.part(of: path)
    let old = path + ".old-\(getpid())"
    let manager = FileManager.default
    try? manager.removeItem(atPath: part)
    defer { try? manager.removeItem(atPath: part) }
    var folders: Set<String> = []
    for file in files {
      let target = part + "/" + file.path
      let home = SafeFile.folder(of: target)
      if folders.insert(home).inserted {
        do {
          try manager.createDirectory(atPath: home, withIntermediateDirectories: true)
        } catch {
          throw FileTrouble(folder)
        }
      }
      guard manager.createFile(atPath: target, contents: Data(file.bytes)) else { throw FileTrouble(target) }
    }
    for home in folders { try SafeFile.flush(home) }
    let isThere = manager.fileExists(atPath: path)
    if isThere, rename(path, old) != 0 { throw FileTrouble(folder) }
    guard rename(part, path) == 0 else {
      let code = errno
      if isThere { rename(old, path) }
      throw FileTrouble(folder, code: code)
    }
    try SafeFile.flush(SafeFile.folder(of: path))
    if isThere { try? manager.removeItem(atPath: old) }
  }

  /// Everything in a folder by path, and what is neither file nor folder.
  static func read(_ folder: String) throws -> (files: [String: [UInt8]], strange: [String]) {
    var files: [String: [UInt8]] = [:]
    var strange: [String] = []
    var waiting = [""]
    while let place = waiting.popLast() {
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + place)
      } catch {
        throw FileTrouble(folder + "/" + place)
      }
      for name in names {
        let path = place + name
        var facts = stat()
        guard lstat(folder + "/" + path, &facts) == 0 else { throw FileTrouble(folder + "/" + path) }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR: waiting.append(path + "/")
        case S_IFREG where facts.st_size <= limit:
          guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
            throw FileTrouble(folder + "/" + path)
          }
          files[path] = Array(data)
        default: strange.append(path)
        }
      }
    }
    return (files, strange)
  }
}
