// A published folder checked by anybody: every file's digest, the signature, and the ranking computed again from what is published.

public import Basics
public import Certificates
internal import Judging
public import Rubrics

/// What checking a static publication found.
public struct PublicationCheck: Hashable, Sendable {
  public var event: String
  public var number: Int
  public var published: Instant
  public var noticeUntil: Day
  public var isSample: Bool
  /// The trusted key that signed it; nil where none did.
  public var keyId: String?
  /// Files that are as the manifest says.
  public var sound: Int
  /// Divisions whose ranking came out again, byte for byte.
  public var recomputed: Int
  public var faults: [Fault]

  public var isSound: Bool { faults.isEmpty }

  /// - Parameters:
  ///   - files: everything in the folder, by path with `/`.
  ///   - strange: what is neither a file nor a folder, such as links.
  ///   - trusted: keys that whoever checks vouches for.
  /// - Throws: `Refusal` where there is no manifest that could be checked.
  public init(
    _ files: [String: [UInt8]], strange: [String] = [], trusted: [TrustedKey],
    readRubric: ([UInt8]) -> Result<Rubric, Refusal>
  ) throws {
    let bytes = files[PublicationManifest.file] ?? []
    guard let manifest = PublicationManifest(bytes) else {
      throw Refusal(
        Fault(
          "publication-none", zh: "manifest.json 不是公布的清单",
          en: "manifest.json is no manifest of a publication",
          file: PublicationManifest.file))
    }
    event = manifest.event
    number = manifest.number
    published = manifest.published
    noticeUntil = manifest.noticeUntil
    isSample = manifest.isSample
    (keyId, faults) = Self.signature(manifest, bytes, trusted)
    sound = 0
    recomputed = 0
    compare(manifest, files, strange)
    recompute(manifest, files, readRubric)
  }

  private static func signature(_ manifest: PublicationManifest, _ bytes: [UInt8], _ trusted: [TrustedKey])
    -> (
      String?, [Fault]
    )
  {
    let file = PublicationManifest.file
    switch DataIntegrity.check(manifest.json, bytes: bytes, trusted: trusted) {
    case .valid(let key): return (key.id, [])
    case .altered(let fault): return (nil, [fault.placed(in: file)])
    case .unknownKey(let id):
      return (
        nil,
        [
          Fault(
            "publication-key", zh: "签名密钥 \(id) 不受信任",
            en: "it is signed by \(id), which is not among the trusted keys",
            suggestion: Words(
              zh: "用 --keys 指定公布单位的 issuer/keys.json", en: "name the office's issuer/keys.json with --keys"),
            file: file)
        ]
      )
    }
  }

  private mutating func compare(
    _ manifest: PublicationManifest, _ files: [String: [UInt8]], _ strange: [String]
  ) {
    var known: Set<String> = [PublicationManifest.file]
    for (path, digest) in manifest.files {
      guard known.insert(path).inserted else { continue }
      guard let bytes = files[path] else {
        faults.append(
          Fault("publication-file-missing", zh: "缺少文件 \(path)", en: "the file \(path) is missing", file: path)
        )
        continue
      }
      guard sha256Hex(bytes) == digest else {
        faults.append(
          Fault(
            "publication-file-changed", zh: "文件 \(path) 被改动", en: "the file \(path) was changed", file: path))
        continue
      }
      sound += 1
    }
    let added = files.keys.filter { !known.contains($0) } + strange
    for path in added.sorted(by: { $0.precedesByBytes($1) }) {
      faults.append(
        Fault("publication-file-added", zh: "多出文件 \(path)", en: "the file \(path) was added", file: path))
    }
  }

  private mutating func recompute(
    _ manifest: PublicationManifest, _ files: [String: [UInt8]],
    _ readRubric: ([UInt8]) -> Result<Rubric, Refusal>
  ) {
    let document = files["result.json"].flatMap { try? JSON(parsing: $0) }
    var tallies: [(id: String, tally: Tally)] = []
    for (id, digest) in manifest.divisions {
      let folder = "divisions/\(id)/"
      func fault(_ zh: String, _ en: String) {
        faults.append(Fault("publication-recompute", zh: "组别 \(id)：\(zh)", en: "division \(id): \(en)"))
      }
      guard let rubricBytes = files[folder + "rubric.xml"], sha256Hex(rubricBytes) == digest else {
        fault("评分细则不是清单写明的那一份", "the rubric is not the one that the manifest names")
        continue
      }
      do {
        var rubric = try readRubric(rubricBytes).get()
        rubric.sha256 = digest
        func table(_ name: String) throws -> Table {
          try Table.read(csv: files[folder + name] ?? []).get().placed(in: folder + name)
        }
        let tally = try Tally(
          rubric: rubric, sheets: try table("sheets.csv"), entries: try table("entries.csv"),
          decisions: try table("decisions.csv"))
        tallies.append((id, tally))
        let told = document?["divisions"]?.items?.first { $0["id"]?.string == id }?["tally"]
        guard Array(tally.json().pretty.utf8) == files[folder + "ranking.json"],
          told?.canonical == tally.json().canonical
        else {
          fault("由公布的评分表重算的名次与公布的不同", "the published sheets give another ranking than the published one")
          continue
        }
        recomputed += 1
      } catch let refusal as Refusal {
        faults += refusal.faults
        fault("公布的评分表无法计算", "the published sheets cannot be computed")
      } catch {
        fault("公布的评分表无法计算", "the published sheets cannot be computed")
      }
    }
    guard recomputed == manifest.divisions.count else { return }
    let order = overall(tallies).map { [$0.place, $0.entry, $0.division, $0.total] }
    let told = (document?["overall"]?.items ?? []).map { line in
      ["place", "entry", "division", "total"].map { line[$0]?.string ?? "" }
    }
    if order != told {
      faults.append(
        Fault(
          "publication-recompute", zh: "重算的总排名与公布的不同", en: "the overall ranking does not come out again"))
    }
  }
}

extension Table {
  fileprivate func placed(in file: String) -> Table {
    var table = self
    table.file = file
    return table
  }
}

extension PublicationCheck {
  public func json(_ language: Language) -> JSON {
    .object([
      ("sound", .bool(isSound)), ("event", .string(event)), ("number", .integer(number)),
      ("published", .string(published.utcText)), ("noticeUntil", .string(noticeUntil.text)),
      ("sample", .bool(isSample)), ("keyId", .optional(keyId)), ("files", .integer(sound)),
      ("recomputed", .integer(recomputed)), ("faults", .array(faults.map { $0.json(language) })),
    ])
  }

  /// For a terminal.
  public func lines(_ language: Language) -> [String] {
    let zh = language == .zh
    var lines = [
      zh
        ? "活动 \(event) 第 \(number) 版，\(published.localText) 公布，公示期至 \(noticeUntil.text)\(isSample ? "（示例）" : "")"
        : "event \(event), version \(number), published \(published.utcText), open to objections until \(noticeUntil.text)\(isSample ? " (sample)" : "")",
      zh
        ? "\(sound) 个文件与清单一致，\(recomputed) 个组别由评分表重算，结果逐字节相同"
        : "\(sound) files are as the manifest says, \(recomputed) divisions computed again with the same bytes",
    ]
    if let keyId { lines.append(zh ? "签名有效：\(keyId)" : "signed by \(keyId)") }
    lines += faults.prefix(100).map { $0.sentence(language) }
    if faults.count > 100 {
      lines.append(zh ? "还有 \(faults.count - 100) 处" : "and \(faults.count - 100) more")
    }
    lines.append(isSound ? (zh ? "完好" : "sound") : (zh ? "不是公布时的样子" : "not what was published"))
    return lines
  }
}
