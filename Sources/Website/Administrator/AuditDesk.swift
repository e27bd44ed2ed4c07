// The audit in the browser, for supervisors and administrators of a county.

internal import Basics
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

/// Answers those who watch.
struct AuditDesk: Sendable {
  let ports: OfficePorts
  let frames: Frames

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/audit", use: page)
  }

  @Sendable func page(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.staff(may: .readAudit)
    let query = request.uri.queryParameters
    var asked: [String: String] = [:]
    for name in ["who", "act", "subject", "from", "to"] {
      asked[name] =
        query.get(name).map { String($0).replacing("+", with: " ").removingPercentEncodingStrictly } ?? ""
    }
    let number = query.get("page").flatMap { Int($0) }.map { min(max(0, $0), 1_000_000) } ?? 0
    var faults: [Fault] = []
    func day(_ name: String) -> Day? {
      guard let text = asked[name], !text.isEmpty else { return nil }
      if let day = Day(text) { return day }
      faults.append(Fault("day", zh: "“\(text)”不是日期", en: "“\(text)” is no day"))
      return nil
    }
    let question = AuditQuestion(
      who: asked["who"] ?? "", act: asked["act"] ?? "", subject: asked["subject"] ?? "", from: day("from"),
      to: day("to"))
    let found = try await ShowAudit(ports)(question, regions: caller.regions(may: .readAudit), page: number)
    let frame = frames.frame(request, context)
    let page = AuditPage(
      lines: found.lines.map { AuditPage.Line($0) }, asked: asked, acts: found.acts,
      newer: number > 0 ? Self.address(asked, number - 1) : nil,
      older: found.hasMore ? Self.address(asked, number + 1) : nil, faults: faults)
    return .page(page.page(frame), frame)
  }

  private static func address(_ asked: [String: String], _ page: Int) -> String {
    let fields = asked.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value.queryEscaped)" }
    return "/office/audit?" + (fields + ["page=\(page)"]).joined(separator: "&")
  }
}

extension AuditPage.Line {
  fileprivate init(_ line: AuditPageOf.Line) {
    let entry = line.entry
    self.init(
      at: entry.at, who: line.name, actor: entry.actor, act: entry.act, subject: entry.subject,
      old: Self.members(entry.old), new: Self.members(entry.new), reason: entry.reason,
      place: "\(entry.chain.prefix(12)) #\(entry.sequence)", hash: String(entry.hash.prefix(16)))
  }

  /// The members of what an entry holds; keyed hashes of identity numbers stay out of sight.
  private static func members(_ text: String?) -> [(key: String, value: String)] {
    guard let text, let json = try? JSON(parsing: text) else { return [] }
    guard let members = json.entries else { return [(key: "", value: json.string ?? json.compact)] }
    return members.filter { $0.key != "idHash" }.map { member in
      (key: member.key, value: member.value.string ?? member.value.compact)
    }
  }
}
