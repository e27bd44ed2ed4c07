// What happens beside the server without anybody asking: checkpoints of the audit, and copies on a second medium.

import Basics
import Foundation
import Office
import Records
import SQL

/// Keeps evidence and copies while a server runs.
actor Keeper {
  /// A checkpoint is written after so many entries, or so many seconds in which there were any.
  static let entriesApart = 500
  static let secondsApart = 600

  private let installation: Installation
  private let checkpoints: CheckpointFolder
  /// Where copies go; the administrator may choose another place while the server runs.
  private var copies: String?
  private let secondsBetweenCopies: Int
  private let language: Language
  /// Entries that the last checkpoint and the last copy cover.
  private var checked = (entries: 0, at: Instant(milliseconds: 0))
  private var copied = (entries: -1, at: Instant(milliseconds: 0))
  private var lastWords = ""

  init(_ installation: Installation, settings: FolderSettings, minutesBetweenCopies: Int, language: Language)
  {
    self.installation = installation
    let own = CheckpointFolder.own(installation.folder)
    checkpoints = CheckpointFolder(
      folders: [own] + [settings.checkpoints].compactMap { $0 }, key: installation.key)
    copies = settings.backupTo
    secondsBetweenCopies = minutesBetweenCopies * 60
    self.language = language
  }

  /// Works until it is cancelled.
  func run() async {
    await takeUp()
    await checkpoint()
    while !Task.isCancelled {
      await look()
      try? await Task.sleep(for: .seconds(2))
    }
  }

  /// The last checkpoint and, where anything changed, the last copy.
  func finish() async {
    guard let entries = await progress()?.entries else { return }
    if entries > checked.entries { await checkpoint() }
    if copies != nil, entries > copied.entries { await copy() }
  }

  private func look() async {
    let wanted = FolderSettings(in: installation.folder).backupTo
    if wanted != copies {
      copies = wanted
      copied = (-1, Instant(milliseconds: 0))
    }
    guard let (entries, published) = await progress() else { return }
    let now = installation.ports.now()
    let isDue =
      published || entries >= checked.entries + Self.entriesApart
      || entries > checked.entries && now >= checked.at.adding(seconds: Self.secondsApart)
    if isDue { await checkpoint() }
    if copies != nil, entries > copied.entries, now >= copied.at.adding(seconds: secondsBetweenCopies) {
      await copy()
    }
  }

  private func progress() async -> (entries: Int, published: Bool)? {
    let since = checked.entries
    return try? await installation.engine.read { try Audit.progress(since: since, in: $0) }
  }

  private func checkpoint() async {
    let now = installation.ports.now()
    do {
      let point = try await installation.engine.read { try Checkpoint(at: now, in: $0) }
      say(try checkpoints.write(point))
      checked = (point.entries, now)
    } catch {
      say(trouble(error, installation.folder))
    }
  }

  /// A copy is made by a process of its own: it reads everything, and the server's memory stays small.
  private func copy() async {
    guard let copies else { return }
    let now = installation.ports.now()
    // Whatever comes of it, the next try is not at once.
    copied.at = now
    do {
      try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: true)
      let store = try await ShowEvents(installation.ports).storeID()
      let path = copies + "/" + AutomaticCopies.name(store: store, at: now)
      let ended = await OwnProcess.run([
        "backup", path, "--data", installation.folder, "--quiet", "--language", language.rawValue,
      ])
      guard ended.status == 0 else {
        say([
          Fault(
            "copy-failed", zh: "自动备份到 \(copies) 失败：\(ended.words)",
            en: "the automatic copy to \(copies) failed: \(ended.words)")
        ])
        return
      }
      await countCopied()
      lastWords = ""
      for name in AutomaticCopies.outdated(names(in: copies), store: store) { unlink(copies + "/" + name) }
    } catch {
      say([FileTrouble(copies, code: ENOENT).fault])
    }
  }

  /// Goes on where the last server left off, and removes what a killed copy left behind.
  private func takeUp() async {
    guard let copies, let store = try? await RecordsKeys.store(installation.place) else { return }
    let names = names(in: copies)
    guard let newest = names.compactMap({ AutomaticCopies.moment(of: $0, store: store) }).max() else {
      return
    }
    copied.at = newest
    await countCopied()
    for name in names where name.contains(".backup.part-") {
      let whole = name.prefix(while: { $0 != "." }) + ".backup"
      if AutomaticCopies.moment(of: String(whole), store: store) != nil { unlink(copies + "/" + name) }
    }
  }

  /// Entries that the last copy holds, its own note included.
  private func countCopied() async {
    guard let standing = try? await Backups(installation.ports).standing(), standing.last != nil,
      let entries = await progress()?.entries
    else { return }
    copied.entries = entries - standing.changes
  }

  private func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  /// Says each trouble once, not every two seconds.
  private func say(_ faults: [Fault]) {
    let words = faults.map { $0.sentence(language) }.joined(separator: "\n")
    guard !words.isEmpty, words != lastWords else { return }
    lastWords = words
    Console.say(words)
  }
}
