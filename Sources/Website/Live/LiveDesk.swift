// Server-sent events: which version an event has, whenever it changes, and a sign of life in between.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Office
internal import Records
internal import ServiceLifecycle

/// Answers screens that wait for changes.
struct LiveDesk: Sendable {
  let hub: LiveHub
  let events: ShowEvents

  /// A stream of `{"event","version"}` with the version as id.
  ///
  /// Anybody may watch what is published; before that only staff and the event's judges.
  @Sendable func stream(_ request: Request, _ context: SiteContext) async throws -> Response {
    let id = try context.parameter("event")
    guard let line = try await events.event(id), Self.may(context.caller, line) else {
      throw Trouble(.notFound)
    }
    let versions = hub.listen(to: id)
    let first = try await events.version(ofEvent: id) ?? ""
    var headers: HTTPFields = [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"]
    if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody { writer in
        var last = first
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n" + Self.message(id, first)))
        for await version in versions.cancelOnGracefulShutdown() {
          let text = version == last ? ": \n\n" : Self.message(id, version)
          last = version
          try await writer.write(ByteBuffer(string: text))
        }
        try await writer.finish(nil)
      })
  }

  private static func may(_ caller: Caller?, _ line: EventLine) -> Bool {
    if line.isPublished { return true }
    switch caller?.who {
    case .staff(_, let grants, let mustChange):
      return !mustChange && grants.contains { $0.region == line.event.region }
    case .judge(_, let event): return event == line.event.id
    case nil: return false
    }
  }

  private static func message(_ event: String, _ version: String) -> String {
    let data = JSON.object([("event", .string(event)), ("version", .string(version))]).compact
    return "id: \(version)\ndata: \(data)\n\n"
  }
}
