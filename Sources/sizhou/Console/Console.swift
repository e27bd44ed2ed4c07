// Words to people on standard error, results on standard output, and the exit statuses of the contract (section 9).

import ArgumentParser
import Basics
import Foundation

/// The exit statuses of the contract.
enum Exit {
  /// A rule says no.
  static let no = ExitCode(1)
  static let usage = ExitCode(64)
  static let invalid = ExitCode(65)
  static let noFile = ExitCode(66)
  static let bug = ExitCode(70)
  static let disk = ExitCode(74)
}

/// Where text goes.
enum Console {
  /// Results.
  static func print(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// Progress and complaints.
  static func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// The reader's language, from the environment where no option says.
  static var language: Language {
    let environment = ProcessInfo.processInfo.environment
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = environment[name], !value.isEmpty, value != "C", value != "POSIX",
        !value.hasPrefix("C.")
      else {
        continue
      }
      return Language(tag: value)
    }
    return .zh
  }
}

/// The language option that every command shares.
struct LanguageOption: ParsableArguments {
  @Option(name: .customLong("language"), help: "zh 或 en / zh or en; 默认看 LANG / by default from LANG.")
  var tag: String?

  var value: Language { tag.map { Language(tag: $0) } ?? Console.language }
}

/// Reads a file; ends the program with 66 or 74 where that fails.
///
/// Of a file larger than `limit` bytes only one byte more is read, so that whoever checks the size refuses it
/// without paying for it.
func contents(of path: String, limit: Int = 256 << 20, language: Language) throws -> [UInt8] {
  var isFolder: ObjCBool = false
  if path != "-" {
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
      Console.say(language == .zh ? "没有这个文件：\(path)" : "no such file: \(path)")
      throw Exit.noFile
    }
  }
  guard let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else {
    Console.say(language == .zh ? "读不了这个文件：\(path)" : "cannot read the file: \(path)")
    throw Exit.disk
  }
  defer { try? handle.close() }
  var bytes: [UInt8] = []
  while bytes.count <= limit, let part = try? handle.read(upToCount: min(1 << 20, limit + 1 - bytes.count)),
    !part.isEmpty
  {
    bytes.append(contentsOf: part)
  }
  return bytes
}

/// Writes a file whole; ends the program with 74 where that fails.
func write(_ bytes: some Sequence<UInt8>, to path: String, language: Language) throws {
  do {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url, options: .atomic)
  } catch {
    Console.say(language == .zh ? "写不了文件：\(path)" : "cannot write the file: \(path)")
    throw Exit.disk
  }
}
