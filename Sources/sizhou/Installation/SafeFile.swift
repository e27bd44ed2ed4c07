// Files that are there whole or not at all: written beside their place, flushed to the disk, given their name, the folder flushed too.

import Basics
import Foundation

/// The disk said no.
struct FileTrouble: Error {
  var path: String
  /// The system's number for what went wrong.
  var code: Int32

  init(_ path: String, code: Int32 = errno) {
    self.path = path
    self.code = code
  }

  var fault: Fault {
    let why: Words =
      switch code {
      case ENOSPC, EDQUOT: Words(zh: "磁盘已满", en: "the disk is full")
      case EACCES, EPERM: Words(zh: "没有权限", en: "it is not allowed")
      case EROFS: Words(zh: "只能读不能写", en: "the medium is read-only")
      case ENOENT, ENOTDIR: Words(zh: "没有这个文件夹", en: "there is no such folder")
      case EIO: Words(zh: "磁盘或 U 盘出错", en: "the disk or stick has an error")
      default: Words(zh: String(cString: strerror(code)), en: String(cString: strerror(code)))
      }
    return Fault("file-trouble", zh: "写不了 \(path)：\(why.zh)", en: "cannot write \(path): \(why.en)")
  }
}

enum SafeFile {
  /// Where something is written before it has its name.
  static func part(of path: String) -> String { "\(path).part-\(getpid())" }

  /// Writes a file; whoever looks sees the old one or the new one, never a half.
  /// - Parameter mode: who may read it, such as 0o600.
  static func write(_ bytes: some Sequence<UInt8>, to path: String, mode: mode_t = 0o644) throws {
    let part = part(of: path)
    unlink(part)
    let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { throw FileTrouble(path) }
    do {
      try fill(file, Array(bytes), path)
    } catch {
      close(file)
      unlink(part)
      throw error
    }
    close(file)
    try finish(part, as: path)
  }

  private static func fill(_ file: Int32, _ bytes: [UInt8], _ path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw FileTrouble(path)
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw FileTrouble(path) }
  }

  /// Flushes a file that is written, gives it its name, and flushes the folder.
  static func finish(_ part: String, as path: String) throws {
    try flush(part)
    guard rename(part, path) == 0 else { throw FileTrouble(path) }
    try flush(folder(of: path))
  }

  /// Flushes a file or folder; file systems that cannot flush folders are left alone.
  static func flush(_ path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileTrouble(path) }
    defer { close(file) }
    guard fsync(file) == 0 || errno == EINVAL || errno == EBADF || errno == ENOTSUP else {
      throw FileTrouble(path)
    }
  }

  static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}

/// Held by whoever serves a data folder, so that nobody takes the folder or its keys away under a running server.
final class FolderLock: Sendable {
  private let file: Int32

  /// Nil where another process holds it; a killed one holds nothing any more.
  init?(_ folder: String) throws {
    let path = folder + "/serving.lock"
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileTrouble(path) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      return nil
    }
  }

  deinit { close(file) }
}
