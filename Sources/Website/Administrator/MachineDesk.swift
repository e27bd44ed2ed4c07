// The administrator's machine: copies and where they go, a look at everything, judges' devices.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Office
internal import Pages

/// Answers administrators.
struct MachineDesk: Sendable {
  private static let path = "/office/machine"
  let ports: OfficePorts
  let frames: Frames
  let means: MachineMeans

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/machine", use: page)
    router.post("/office/machine/copy", use: copy)
    router.post("/office/machine/download", use: download)
    router.post("/office/machine/medium", use: choose)
    router.post("/office/machine/examine", use: examine)
  }

  @Sendable func page(_ request: Request, _ context: SiteContext) async throws -> Response {
    let done: Words? =
      switch request.uri.queryParameters.get("done") {
      case "copy": Words(zh: "备份已完成", en: "the copy is made")
      case "medium": Words(zh: "以后自动备份到这里", en: "copies go there from now on")
      default: nil
      }
    return try await show(request, context, done: done)
  }

  @Sendable func copy(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.staff(may: .keepCopies)
    _ = try await request.form(of: caller)
    do { try await means.copy(caller.actor) } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    return .redirect(Self.path + "?done=copy")
  }

  @Sendable func choose(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.staff(may: .keepCopies)
    let form = try await request.form(of: caller)
    do { try await means.choose(form.optional("path") ?? form["found"]) } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    return .redirect(Self.path + "?done=medium")
  }

  @Sendable func examine(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.staff(may: .keepCopies)
    _ = try await request.form(of: caller)
    return try await show(request, context, findings: try await means.examine())
  }

  /// The copy leaves piece by piece, so that the server's memory stays small.
  @Sendable func download(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.staff(may: .keepCopies)
    _ = try await request.form(of: caller)
    let parcel: MachineMeans.Parcel
    do { parcel = try await means.parcel(caller.actor) } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    let body = ResponseBody(contentLength: parcel.bytes) { writer in
      defer { parcel.remove() }
      while true {
        let piece = try parcel.next()
        if piece.isEmpty { break }
        try await writer.write(ByteBuffer(bytes: piece))
      }
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "application/octet-stream"], body: body)
      .kept(as: parcel.name)
  }

  private func show(
    _ request: Request, _ context: SiteContext, findings: [Finding]? = nil, faults: [Fault] = [],
    done: Words? = nil
  ) async throws -> Response {
    let caller = try context.staff(may: .keepCopies)
    let standing = try await Backups(ports).standing()
    let devices = try await ShowDevices(ports)(regions: caller.regions(may: .keepCopies))
    let frame = frames.frame(request, context, at: Self.path)
    var page = MachinePage(
      last: standing.last, changes: standing.changes, medium: await means.medium().map { .init($0) },
      found: means.found(), findings: findings.map { $0.map { .init($0) } },
      devices: devices.map {
        .init(judge: $0.judge, event: $0.event, device: $0.device, since: $0.since, seen: $0.seen)
      }, faults: faults, done: done
    ).page(frame)
    if !faults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }
}

extension MachinePage.Medium {
  fileprivate init(_ medium: MachineMeans.Medium) {
    let state: State =
      switch medium.state {
      case .good: .good
      case .missing: .missing
      case .sameDisk: .sameDisk
      case .full: .full
      }
    self.init(path: medium.path, state: state, copies: medium.copies)
  }
}

extension MachinePage.Finding {
  fileprivate init(_ finding: Finding) {
    let level: Level =
      switch finding.level {
      case .fine: .fine
      case .warning: .warning
      case .bad: .bad
      }
    self.init(level: level, words: finding.fault.words, todo: finding.fault.suggestion)
  }
}
