// Addresses that exist answer other methods with 405 and the ones they take, so that nobody thinks they are gone.

internal import Basics
internal import HTTPTypes
internal import Hummingbird

/// The methods of every address of the site.
struct Addresses: Sendable {
  private struct Pattern: Sendable {
    /// Nil stands for any one part.
    var parts: [String?]
    var methods: Set<String>
  }

  private var patterns: [Pattern] = []

  /// - Parameter routes: path with `:name` or `{name}` for what varies, and method.
  init(_ routes: [(path: String, method: String)]) {
    for route in routes {
      let parts = Self.parts(route.path).map { part -> String? in
        part.hasPrefix(":") || part.hasPrefix("{") || part.hasPrefix("$") ? nil : String(part)
      }
      if let known = patterns.firstIndex(where: { $0.parts == parts }) {
        patterns[known].methods.insert(route.method)
      } else {
        patterns.append(Pattern(parts: parts, methods: [route.method]))
      }
    }
  }

  private static func parts(_ path: String) -> [Substring] { path.split(separator: "/") }

  /// The methods that an address takes, in byte order; empty where there is no such address.
  func methods(at path: String) -> [String] {
    let parts = Self.parts(path)
    let fitting = patterns.filter { pattern in
      pattern.parts.count == parts.count
        && zip(pattern.parts, parts).allSatisfy { $0 == nil || $0.map { Substring($0) } == $1 }
    }
    let methods = fitting.reduce(into: Set<String>()) { $0.formUnion($1.methods) }
    return (methods.contains("GET") ? methods.union(["HEAD"]) : methods).sorted()
  }
}

/// Says which methods an address takes, where the router found none for this one.
struct KnownMethods: RouterMiddleware {
  let addresses: Addresses

  @concurrent
  func handle(
    _ request: Request, context: SiteContext,
    next: @concurrent (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as any HTTPResponseError where error.status == .notFound {
      // Only the router says this; handlers have their own way.
      let methods = addresses.methods(at: request.uri.path)
      guard !methods.isEmpty, !methods.contains(request.method.rawValue) else { throw error }
      throw Trouble(.methodNotAllowed, allow: methods)
    }
  }
}
