// Where a PostgreSQL database lies, as a URL, and what of it may be shown to people.

internal import CLibPQ
internal import SQL

/// A `postgresql://` URL.
///
/// A password in it goes to the server and nowhere else: no message, log or file repeats it. What the URL leaves out
/// comes from the usual variables (`PGPASSWORD`, `PGSSLMODE`, `PGUSER` ...) or `~/.pgpass`.
public struct PostgresAddress: Hashable, Sendable {
  let url: String
  /// Host, port and database, for messages.
  public let shown: String
  /// Whether the server is on this machine.
  public let isLocal: Bool

  /// Whether a text looks like the address of a PostgreSQL database.
  public static func isOne(_ text: String) -> Bool {
    ["postgresql://", "postgres://"].contains { text.hasPrefix($0) }
  }

  /// - Throws: `SQLFailure.other` for what is no such URL; the text itself is never repeated.
  public init(_ url: String) throws {
    guard Self.isOne(url), !url.utf8.contains(0), let options = Self.options(of: url) else {
      throw SQLFailure.other("the address of the database cannot be read: postgresql://USER@HOST:PORT/NAME")
    }
    self.url = url
    func value(_ name: String) -> String { options[name] ?? "" }
    let host = value("hostaddr").isEmpty ? value("host") : value("hostaddr")
    let isSocket = host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@")
    isLocal = isSocket || ["localhost", "127.0.0.1", "::1"].contains(host)
    let port = value("port").isEmpty ? "5432" : value("port")
    let name = value("dbname").isEmpty ? value("user") : value("dbname")
    shown = "\(isSocket ? "localhost" : host):\(port)/\(name)"
  }

  /// The same address without any password, fit to be kept in a file.
  public var withoutPassword: String {
    guard let scheme = url.firstRange(of: "://") else { return "" }
    let rest = url[scheme.upperBound...]
    let end = rest.firstIndex { "/?".contains($0) } ?? rest.endIndex
    var authority = String(rest[..<end])
    if let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") {
      authority.removeSubrange(colon..<at)
    }
    let parts = rest[end...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let kept = (parts.count > 1 ? parts[1].split(separator: "&") : []).filter {
      !["password", "sslpassword"].contains($0.prefix { $0 != "=" }.lowercased())
    }
    let query = kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
    return url[..<scheme.upperBound] + authority + (parts.first.map(String.init) ?? "") + query
  }

  private static func options(of url: String) -> [String: String]? {
    guard let parsed = PQconninfoParse(url, nil) else { return nil }
    defer { PQconninfoFree(parsed) }
    var options: [String: String] = [:]
    var next = parsed
    while let keyword = next.pointee.keyword {
      if let value = next.pointee.val { options[String(cString: keyword)] = String(cString: value) }
      next += 1
    }
    return options
  }
}

extension PostgresAddress: CustomStringConvertible {
  public var description: String { shown }
}
