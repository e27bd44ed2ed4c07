// The audit for those who watch: who did what, when and why, found by any of them; never what is personal.

public import Basics
public import Records
internal import SQL

/// What to look for; nil and empty mean all.
public struct AuditQuestion: Hashable, Sendable {
  /// The beginning or a part of the name of whoever acted, or an id.
  public var who: String
  /// The beginning of an act's name, such as `sheet.`.
  public var act: String
  /// A part of the subject, such as `event:snacks`.
  public var subject: String
  public var from: Day?
  public var to: Day?

  public init(who: String = "", act: String = "", subject: String = "", from: Day? = nil, to: Day? = nil) {
    self.who = who
    self.act = act
    self.subject = subject
    self.from = from
    self.to = to
  }
}

/// One page of the audit, newest first.
public struct AuditPageOf: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public var entry: Audit.Entry
    /// The name of the member of staff or judge; nil for the program itself and for those who are gone.
    public var name: String?
  }

  public var lines: [Line]
  public var hasMore: Bool
  /// Acts that occur, for the choice.
  public var acts: [String]
}

/// Reads the audit of one or several counties.
public struct ShowAudit: Sendable {
  public static let linesOnPage = 50

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - regions: whose staff's and judges' acts are shown; the program's own are always.
  ///   - page: from 0.
  public func callAsFunction(_ question: AuditQuestion, regions: [String], page: Int) async throws
    -> AuditPageOf
  {
    let count = Self.linesOnPage
    return try await ports.engine.read { transaction in
      let actors = try transaction.auditActors(regions: regions)
      let wanted = actors.filter { question.who.isEmpty || $0.matches(question.who) }
      var ids = wanted.map(\.id)
      if question.who.isEmpty || "system".hasPrefix(question.who.lowercased()) { ids.append("system") }
      let entries = try Audit.entries(
        in: transaction,
        matching: Audit.Filter(
          actors: ids, act: question.act, subject: question.subject,
          from: question.from?.start, to: question.to?.adding(days: 1).start),
        limit: count + 1, offset: max(0, page) * count)
      let names = Dictionary(actors.map { ($0.id, $0.name) }) { first, _ in first }
      return AuditPageOf(
        lines: entries.prefix(count).map { AuditPageOf.Line(entry: $0, name: names[$0.actor]) },
        hasMore: entries.count > count, acts: try Audit.acts(in: transaction))
    }
  }
}

extension AuditActor {
  fileprivate func matches(_ part: String) -> Bool {
    id.contains(part) || name.contains(part) || login?.lowercased().hasPrefix(part.lowercased()) == true
  }
}
