// A data folder examined from outside: key files, files that do not belong there, room on the disk, and whether a flush is one.

import Basics
import Foundation
import Office

/// Looks at the files of a data folder.
struct FolderExamination {
  let folder: String

  init(_ folder: String) { self.folder = folder }

  /// What may lie in a data folder.
  private static let known: Set<String> = [
    "sizhou.sqlite", "sizhou.sqlite-wal", "sizhou.sqlite-shm", "keys", "checkpoints", "exports",
    "settings.json",
    "serving.lock",
  ]
  private static let knownKeys: Set<String> = ["vault.key", "issuer.key", "sample", "sample-logins.json"]

  func callAsFunction() -> [Finding] { keys() + [strangers(), room(), flushing()].compactMap { $0 } }

  private func keys() -> [Finding] {
    let files = KeyFiles(folder)
    let wanted = files.isSample ? [files.vault] : [files.vault, files.issuer]
    let missing = wanted.filter { KeyFiles.read($0) == nil }
    guard missing.isEmpty else {
      return [
        Finding(
          .bad, "keys", zh: "密钥缺失或损坏：\(missing.joined(separator: "、"))",
          en: "missing or damaged keys: \(missing.joined(separator: ", "))",
          todo: Words(
            zh: "sizhou key restore，输入恢复码", en: "run `sizhou key restore` and type the recovery code"))
      ]
    }
    let open = ([files.folder] + wanted).filter { mode($0) & 0o077 != 0 }
    return [
      open.isEmpty
        ? Finding(
          .fine, "keys", zh: "密钥齐全，只有主人能读", en: "the keys are there and only their owner can read them")
        : Finding(
          .bad, "keys", zh: "别人能读到密钥：\(open.joined(separator: "、"))",
          en: "others can read keys: \(open.joined(separator: ", "))",
          todo: Words(zh: "chmod -R go-rwx \(files.folder)", en: "chmod -R go-rwx \(files.folder)"))
    ]
  }

  private func mode(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  /// Files that do not belong: halves of something that was cut short, or what somebody put there.
  private func strangers() -> Finding? {
    func names(_ path: String) -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }
    var found = names(folder).filter { !Self.known.contains($0) }
    found += names(folder + "/keys").filter { !Self.knownKeys.contains($0) }.map { "keys/" + $0 }
    let beside = SafeFile.folder(of: folder)
    let own = URL(fileURLWithPath: folder).lastPathComponent
    found += names(beside).filter { $0.hasPrefix(own + ".restoring-") || $0.hasPrefix(own + ".filling") }.map
    { "../" + $0 }
    guard !found.isEmpty else {
      return Finding(.fine, "files", zh: "没有多余的文件", en: "no file lies around")
    }
    return Finding(
      .warning, "files", zh: "有不属于这里的文件：\(found.sorted().prefix(10).joined(separator: "、"))",
      en: "files that do not belong here: \(found.sorted().prefix(10).joined(separator: ", "))",
      todo: Words(
        zh: "名字里有 .part- 或 .restoring- 的是中断留下的，可以删；其他的移到别处",
        en:
          "those with .part- or .restoring- in their name were left by something cut short and may go; move others elsewhere"
      ))
  }

  private func room() -> Finding? {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else { return nil }
    let size = (try? FileManager.default.attributesOfItem(atPath: Installation.database(in: folder)))?[.size]
    let needed = max(Int64(200 << 20), ((size as? NSNumber)?.int64Value ?? 0) * 3)
    let mega = free >> 20
    if free < 50 << 20 {
      return Finding(
        .bad, "room", zh: "磁盘只剩 \(mega) MB", en: "only \(mega) MB are left on the disk",
        todo: Words(zh: "马上腾出空间，否则评分存不下", en: "make room at once, or marks cannot be kept"))
    }
    return free < needed
      ? Finding(
        .warning, "room", zh: "磁盘剩 \(mega) MB，恢复备份时可能不够",
        en: "\(mega) MB are left on the disk, which may not do for a restore",
        todo: Words(zh: "腾出一些空间", en: "make some room"))
      : Finding(.fine, "room", zh: "磁盘剩 \(mega) MB", en: "\(mega) MB are left on the disk")
  }

  /// Whether a flush takes the time that a real one takes: a disk that answers at once has kept nothing yet.
  private func flushing() -> Finding? {
    guard let micro = Self.microsecondsOfFlush(in: folder) else {
      return Finding(
        .bad, "flush", zh: "数据目录不能写", en: "the data folder cannot be written",
        todo: Words(zh: "检查目录的权限和磁盘", en: "check who may write there, and the disk"))
    }
    if micro < 25 {
      return Finding(
        .warning, "flush", zh: "落盘只要 \(micro) 微秒，快得不像真的：断电可能丢数据",
        en: "a flush takes \(micro) microseconds, too fast to be true: a power cut may lose what was saved",
        todo: Words(
          zh: "数据目录不要放在内存盘或关闭了写入保护的磁盘上；接上 UPS",
          en: "keep the data folder on a real disk with its write barrier on, and use a UPS"))
    }
    if micro > 100_000 {
      return Finding(
        .warning, "flush", zh: "落盘要 \(micro / 1_000) 毫秒，磁盘太慢，评委会等",
        en: "a flush takes \(micro / 1_000) ms: the disk is slow and judges will wait",
        todo: Words(zh: "换一块固态硬盘", en: "use a solid-state disk"))
    }
    return Finding(.fine, "flush", zh: "落盘 \(micro) 微秒", en: "a flush takes \(micro) microseconds")
  }

  /// The median of 21 flushes of 4 KiB.
  private static func microsecondsOfFlush(in folder: String) -> Int? {
    let path = folder + "/flush.part-\(getpid())"
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    defer {
      close(file)
      unlink(path)
    }
    let block = [UInt8](repeating: 0x53, count: 4_096)
    var times: [UInt64] = []
    for turn in 0..<21 {
      guard pwrite(file, block, block.count, turn * block.count) == block.count else { return nil }
      let began = DispatchTime.now().uptimeNanoseconds
      guard fsync(file) == 0 else { return nil }
      times.append(DispatchTime.now().uptimeNanoseconds - began)
    }
    return Int(times.sorted()[10] / 1_000)
  }
}
