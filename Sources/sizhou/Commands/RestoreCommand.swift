// `sizhou restore FILE`: a backup becomes a data folder again, after everything about it was checked.

import ArgumentParser
import Basics
import Foundation
import Office
import Records
import SQL
import SQLiteEngine

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "从备份恢复 / make a data folder from a backup.")

  @Argument(help: "备份文件 / the backup.") var file: String
  @Option(help: "数据目录，空的或还没有的 / data folder, empty or not there yet.") var data = "data"
  @OptionGroup var records: DatabaseOption
  @Flag(help: "数据目录里已有数据：把它改名留在旁边 / move what is in the data folder aside and keep it.") var replace = false
  @Flag(help: "审计链有问题也恢复，并记录在案 / restore although the audit is not sound, and put that on record.")
  var despiteAudit = false
  @OptionGroup var language: LanguageOption

  func run() async throws {
    let words = language.value
    guard FileManager.default.fileExists(atPath: file) else {
      Console.say(words == .zh ? "没有这个文件：\(file)" : "no such file: \(file)")
      throw Exit.noFile
    }
    let chosen = try records.place(data, language: words)
    guard chosen.database == nil else {
      Console.say(Fault.noCopies(of: chosen).sentence(words))
      throw Exit.usage
    }
    do {
      let place = data.count > 1 && data.hasSuffix("/") ? String(data.dropLast()) : data
      try Return(file: file, data: place, replace: replace, despiteAudit: despiteAudit, words: words)()
    } catch {
      let faults = trouble(error, file)
      for fault in faults { Console.say(fault.sentence(words)) }
      throw status(of: faults)
    }
  }
}

/// One restore, step by step: beside the place first, into the place last.
private struct Return {
  let file: String
  let data: String
  let replace: Bool
  let despiteAudit: Bool
  let words: Language

  private var files: FileManager { .default }

  func callAsFunction() throws {
    let lock = try lockedPlace()
    let beside = data + ".restoring-\(getpid())"
    try? files.removeItem(atPath: beside)
    defer { try? files.removeItem(atPath: beside) }
    try files.createDirectory(
      atPath: beside, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let store = Installation.database(in: beside)
    let (copy, old) = try bring(to: store)
    let keys = try bringKeys(to: beside, isSample: copy.manifest.isSample, ring: try ring(store))
    try SafeFile.flush(store)
    try SafeFile.flush(beside)
    let aside = try settle(beside)
    withExtendedLifetime(lock) { say(copy, old, aside: aside, keys: keys) }
  }

  /// The data folder must be free, or may be moved aside, and no server may hold it.
  private func lockedPlace() throws -> FolderLock? {
    guard files.fileExists(atPath: data) else { return nil }
    let others = (try? files.contentsOfDirectory(atPath: data)) ?? []
    guard let lock = try FolderLock(data) else {
      throw Refusal(
        Fault(
          "folder-served", zh: "服务正在使用 \(data)", en: "a server is using \(data)",
          suggestion: Words(zh: "先停止服务", en: "stop it first")))
    }
    let isFree = others.allSatisfy { $0 == "keys" || $0 == "serving.lock" }
    guard isFree || replace else {
      throw Refusal(
        Fault(
          "folder-used", zh: "数据目录 \(data) 里已有内容，没有动它",
          en: "the data folder \(data) is not empty and stays as it is",
          suggestion: Words(
            zh: "换一个目录，或加 --replace（旧的会改名留在旁边）",
            en: "name another folder, or add --replace, which keeps the old one beside it")))
    }
    return lock
  }

  /// Copies the file, checks the copy, and makes it a store of its own.
  private func bring(to store: String) throws -> (ReturnedCopy, String) {
    guard let handle = FileHandle(forReadingAtPath: file) else { throw FileTrouble(file) }
    let head = try handle.read(upToCount: 16) ?? Data()
    try handle.close()
    guard Array(head) == SQLiteFile.header else {
      throw Refusal(
        Fault("copy-none", zh: "\(file) 不是备份文件", en: "\(file) is no backup"))
    }
    try files.copyItem(atPath: file, toPath: store)
    chmod(store, 0o600)
    let damage = try SQLiteFile.damage(store)
    let copy = try SQLiteFile.read(store) {
      try ReturnedCopy.checked(in: $0, damage: damage, despiteAudit: despiteAudit)
    }
    let fresh = SystemEntropy().identifier("store")
    let now = Installation.clock()
    try SQLiteFile.change(store) { try copy.adopt(as: fresh, at: now, despiteAudit: despiteAudit, in: $0) }
    return (copy, fresh)
  }

  private func ring(_ store: String) throws -> String? {
    try SQLiteFile.read(store) { try $0.storeFact("keyring") }
  }

  /// Keys that lie in the place already come along, if they fit.
  /// - Returns: whether the restored folder has its keys.
  private func bringKeys(to beside: String, isSample: Bool, ring: String?) throws -> Bool {
    let (there, here) = (KeyFiles(data), KeyFiles(beside))
    try here.makeFolder()
    if isSample { try here.save(Array("demonstration\n".utf8), to: here.mark) }
    let present = FittingKeys(there)
    guard there.isSample == isSample, present.fit(ring: ring, isSample: isSample) else { return false }
    for name in try files.contentsOfDirectory(atPath: there.folder) where name != "sample" {
      try files.copyItem(atPath: there.folder + "/" + name, toPath: here.folder + "/" + name)
    }
    let checkpoints = data + "/checkpoints"
    if files.fileExists(atPath: checkpoints) {
      try files.copyItem(atPath: checkpoints, toPath: beside + "/checkpoints")
    }
    return true
  }

  /// Puts the new folder into its place; what was there is kept under another name, which is returned.
  private func settle(_ beside: String) throws -> String? {
    var aside: String?
    if files.fileExists(atPath: data) {
      let stamp = Installation.clock().utcText.filter { $0 != "-" && $0 != ":" }
      aside = "\(data).before-restore-\(stamp)"
      guard rename(data, aside ?? data) == 0 else { throw FileTrouble(data) }
    }
    guard rename(beside, data) == 0 else { throw FileTrouble(data) }
    try SafeFile.flush(SafeFile.folder(of: data))
    // A folder that held nothing, or keys that have come along, is not worth keeping.
    guard let old = aside, !Installation.exists(at: old),
      KeyFiles(old).isEmpty || FittingKeys(KeyFiles(data)).isComplete
    else { return aside }
    try files.removeItem(atPath: old)
    return nil
  }

  private func say(_ copy: ReturnedCopy, _ store: String, aside: String?, keys: Bool) {
    let at = copy.manifest.at.localText
    var lines =
      words == .zh
      ? [
        "已恢复到 \(data)：\(at) 的备份，审计记录 \(copy.entries) 条",
        "数据库有了新标识 \(store)：评委的手机会发觉，并把这份备份里没有的评分重新送来",
        "\(at) 以后在电脑上做的事（登记、公布、发证）不在里面；那以后发过证书的，编号会重复，请先核对",
      ]
      : [
        "restored to \(data): the backup of \(at), \(copy.entries) audit entries",
        "the records have a new id, \(store): judges' phones notice it and deliver again what this backup lacks",
        "what was done at the computer after \(at) (entries, publications, certificates) is not in it; numbers of certificates issued since would be given again, so check them first",
      ]
    if let aside { lines.append(words == .zh ? "原来的数据留在 \(aside)" : "the old data are kept in \(aside)") }
    if !keys {
      lines.append(
        words == .zh
          ? "这里还没有密钥：运行 sizhou key restore --data \(data)，输入恢复码"
          : "there are no keys here yet: run `sizhou key restore --data \(data)` and type the recovery code")
    }
    Console.print(lines.joined(separator: "\n") + "\n")
  }
}
