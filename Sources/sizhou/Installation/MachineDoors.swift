// What the administrator's pages need of this machine: copies, sticks, the examination.

import Basics
import Foundation
import Office
import Website

/// Wires the doors of the administrator's pages.
struct MachineDoors: Sendable {
  let folder: String
  let ports: OfficePorts
  let language: Language

  var means: MachineMeans {
    MachineMeans(
      medium: { await medium() }, found: { Self.mounted() }, choose: { try choose($0) },
      copy: { try await copy(by: $0) }, parcel: { try await parcel(by: $0) }, examine: { try await examine() }
    )
  }

  private func medium() async -> MachineMeans.Medium? {
    guard let path = FolderSettings(in: folder).backupTo else { return nil }
    let store = (try? await ShowEvents(ports).storeID()) ?? ""
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let copies = names.compactMap { name -> (at: Instant, megabytes: Int)? in
      guard let moment = AutomaticCopies.moment(of: name, store: store) else { return nil }
      return (moment, Self.size(path + "/" + name) >> 20)
    }
    return MachineMeans.Medium(path: path, state: state(path), copies: copies.sorted { $0.at > $1.at })
  }

  private func state(_ path: String) -> MachineMeans.Medium.State {
    var (own, other) = (stat(), stat())
    guard stat(folder, &own) == 0, stat(path, &other) == 0, access(path, W_OK) == 0 else { return .missing }
    if own.st_dev == other.st_dev { return .sameDisk }
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
    let free = (attributes?[.systemFreeSize] as? NSNumber)?.intValue ?? .max
    return free < Self.size(Installation.database(in: folder)) + (16 << 20) ? .full : .good
  }

  private static func size(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  /// Where sticks and disks are found on Debian and its kin, those that can be written to.
  private static func mounted() -> [String] {
    let text = FileManager.default.contents(atPath: "/proc/self/mounts").map {
      String(decoding: $0, as: UTF8.self)
    }
    let places = (text ?? "").split(separator: "\n").compactMap { line -> String? in
      let parts = line.split(separator: " ")
      guard parts.count > 1, parts[0].hasPrefix("/dev/") else { return nil }
      let place = String(parts[1].replacing("\\040", with: " "))
      let isOutside = ["/media/", "/run/media/", "/mnt/", "/Volumes/"].contains {
        (place + "/").hasPrefix($0)
      }
      return isOutside && access(place, W_OK) == 0 ? place : nil
    }
    return Set(places).sorted()
  }

  private func choose(_ typed: String) throws {
    func refusal(_ zh: String, _ en: String) -> Refusal { Refusal(Fault("copies-place", zh: zh, en: en)) }
    guard typed.hasPrefix("/"), !typed.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      throw refusal(
        "请选一个 U 盘，或写出文件夹的完整位置，例如 /media/usb", "choose a stick, or write the whole place, such as /media/usb")
    }
    let mounted = Self.mounted()
    let path = URL(fileURLWithPath: mounted.contains(typed) ? typed + "/sizhou" : typed).standardizedFileURL
      .path
    let own = URL(fileURLWithPath: folder).standardizedFileURL.path
    guard path != own, !(path + "/").hasPrefix(own + "/") else {
      throw refusal("数据文件夹里面不能放它自己的备份", "a copy within the data folder is none")
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw refusal("\(path) 建不了", "\(path) cannot be made")
    }
    guard access(path, W_OK) == 0 else { throw refusal("\(path) 不能写", "\(path) cannot be written") }
    do {
      try FolderSettings(in: folder).updated(backupTo: path, checkpoints: nil).save(in: folder)
    } catch let trouble as FileTrouble {
      throw Refusal(trouble.fault)
    }
  }

  private func copy(by actor: String) async throws {
    guard let place = FolderSettings(in: folder).backupTo else {
      throw Refusal(Fault("copies-place", zh: "还没有选放备份的地方", en: "no place for copies was chosen"))
    }
    let store = try await ShowEvents(ports).storeID()
    try await backup(to: place + "/" + AutomaticCopies.name(store: store, at: ports.now()), by: actor)
  }

  private func backup(to path: String, by actor: String) async throws {
    let ended = await OwnProcess.run([
      "backup", path, "--data", folder, "--quiet", "--by", actor, "--language", language.rawValue,
    ])
    guard ended.status == 0 else {
      throw Refusal(
        Fault("copy-failed", zh: "没有备份成：\(ended.words)", en: "no copy was made: \(ended.words)"))
    }
  }

  /// The file has no name any more while it is read, so nothing is left behind whatever happens.
  private func parcel(by actor: String) async throws -> MachineMeans.Parcel {
    let moment = ports.now()
    let path = folder + "/download.part-\(ports.entropy.identifier("copy"))"
    defer { unlink(path) }
    try await backup(to: path, by: actor)
    guard let handle = FileHandle(forReadingAtPath: path) else { throw FileTrouble(path) }
    let name = "sizhou-" + moment.utcText.filter(\.isNumber).prefix(12) + ".backup"
    return MachineMeans.Parcel(
      name: name, bytes: Self.size(path),
      next: { try handle.read(upToCount: 1 << 20).map { Array($0) } ?? [] },
      remove: { try? handle.close() })
  }

  private func examine() async throws -> [Finding] {
    let ended = await OwnProcess.run(["doctor", "--data", folder, "--format", "json"])
    let items = (try? JSON(parsing: ended.out))?["findings"]?.items ?? []
    guard !items.isEmpty else {
      throw Refusal(
        Fault("examination-failed", zh: "没有检查成：\(ended.words)", en: "nothing was looked at: \(ended.words)"))
    }
    return items.map { item in
      let todo = item["todoZh"]?.string.map { Words(zh: $0, en: item["todoEn"]?.string ?? $0) }
      return Finding(
        item["level"]?.string.flatMap(Finding.Level.init(rawValue:)) ?? .warning, item["code"]?.string ?? "",
        zh: item["zh"]?.string ?? "", en: item["en"]?.string ?? "", todo: todo)
    }
  }
}
