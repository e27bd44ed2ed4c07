// The program's own files: served under the hash of their content, named by hash in the page's security policy.

internal import Basics
internal import CWebAssets
internal import Pages

/// Everything compiled in, read once.
public struct Assets: Sendable {
  let style: Asset
  let live: Asset
  /// The description of the API.
  let openAPI: [UInt8]
  /// Shows what changed while a rubric is being typed.
  let authoring: Asset
  private let judge: JudgePage
  /// The judge's page by language, and the policy that lets exactly its script and style run.
  let judgePages: [Language: [UInt8]]
  let judgePolicy: String

  /// A file and the address that names its content.
  struct Asset: Sendable {
    var bytes: [UInt8]
    var type: String
    var name: String

    init(_ bytes: [UInt8], type: String, ending: String) {
      self.bytes = bytes
      self.type = type
      name = String(sha256Hex(bytes).prefix(16)) + ending
    }

    var address: String { "/assets/" + name }
  }

  public init() {
    let files = Assets.files
    let script = files.filter { $0.name.hasPrefix("judge/") }.sorted { $0.name.precedesByBytes($1.name) }
      .flatMap { Self.lean($0.bytes) }
    let site = files.first { $0.name == "site.css" }?.bytes ?? []
    let page = files.first { $0.name == "judge.css" }?.bytes ?? []
    style = Asset(site, type: "text/css; charset=utf-8", ending: ".css")
    let scripts = files.filter { $0.name == "live.js" || $0.name.hasPrefix("site/") }
      .sorted { $0.name.precedesByBytes($1.name) }.flatMap(\.bytes)
    live = Asset(scripts, type: "text/javascript; charset=utf-8", ending: ".js")
    authoring = Asset(
      files.first { $0.name == "authoring.js" }?.bytes ?? [], type: "text/javascript; charset=utf-8",
      ending: ".js")
    openAPI = files.first { $0.name == "openapi.json" }?.bytes ?? []
    judge = JudgePage(style: Self.lean(site + page), script: script)
    judgePages = [.zh: judge.bytes(.zh), .en: judge.bytes(.en)]
    judgePolicy =
      "default-src 'none'; script-src 'sha256-\(base64(sha256(judge.script)))'; "
      + "style-src 'sha256-\(base64(sha256(judge.style)))'; connect-src 'self'; img-src data: blob:; "
      + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }

  /// A script or style without indentation and lines of comment: a fifth less to carry over a venue's Wi-Fi.
  private static func lean(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = line.drop { $0 == UInt8(ascii: " ") }
      guard !text.isEmpty, !text.starts(with: Array("//".utf8)) else { continue }
      out += text
      out.append(UInt8(ascii: "\n"))
    }
    return out
  }

  func asset(named name: String) -> Asset? { [style, live, authoring].first { $0.name == name } }

  /// A rubric or schema compiled in, such as `rubrics/chef-hot.xml`.
  public static func rubric(_ name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }

  private static var files: [(name: String, bytes: [UInt8])] {
    (0..<sizhou_asset_count()).map { index in
      let file = sizhou_asset_at(index)
      return (String(cString: file.name), Array(UnsafeBufferPointer(start: file.bytes, count: file.count)))
    }
  }
}

/// RFC 4648 base 64 with padding.
func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var text = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0..<4 {
      text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
    }
  }
  return text
}
