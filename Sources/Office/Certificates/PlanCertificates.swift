// What issuing now would issue, and everything that stands in the way, before anything is numbered.

public import Basics
internal import Certificates
public import Exams
internal import Records
internal import Rubrics
internal import SQL

/// What one event has earned and not been given yet.
public struct CertificatePlan: Sendable {
  /// Without a certificate so far, in the order of the ranking or the pass list.
  public var claims: [CertificateClaim]
  /// How many have theirs already, whatever became of it.
  public var issued: Int
  /// Each names the person; nothing can be issued while there is one.
  public var faults: [Fault]
}

/// Gathers the claims of an event and holds them against the rules of issuing.
public struct PlanCertificates: Sendable {
  let ports: OfficePorts
  public let desk: IssuingDesk

  public init(_ ports: OfficePorts, desk: IssuingDesk) {
    self.ports = ports
    self.desk = desk
  }

  /// Awards of the published ranking and passes of the decided exam.
  ///
  /// A contest without a publication, an exam without a decision is a fault of the plan. Throws a `Refusal` for an
  /// unknown event.
  public func callAsFunction(event id: String, period: RetakePeriod) async throws -> CertificatePlan {
    guard let event = try await ports.engine.read({ try $0.event(id) }) else { throw unknownEvent(id) }
    var claims: [CertificateClaim] = []
    var closed: [Fault] = []
    if event.kind != .exam {
      do {
        claims += try await CertificateClaims(ports).awards(event: id)
      } catch let refusal as Refusal {
        closed += refusal.faults
      }
    }
    if event.kind != .contest {
      if try await PassListOf(ports)(event: id, period: period) != nil {
        claims += try await CertificateClaims(ports).passes(event: id, period: period)
        closed = []
      } else if event.kind == .exam {
        closed.append(
          Fault(
            "passes-undecided", zh: "考核结果还没有确定", en: "the exam is not decided yet",
            suggestion: Words(zh: "先在考务台判定", en: "decide it at the exam desk first")))
      }
    }
    return try await plan(claims, closed)
  }

  private func plan(_ claims: [CertificateClaim], _ closed: [Fault]) async throws -> CertificatePlan {
    let open = try await desk.engine.read { transaction in
      try claims.filter { claim in
        try CertificateRegister.newest(
          event: claim.event, participation: claim.participation, cause: claim.cause, in: transaction) == nil
      }
    }
    var plan = CertificatePlan(claims: open, issued: claims.count - open.count, faults: closed)
    guard !open.isEmpty else { return plan }
    do { try await desk.check(open) } catch let refusal as Refusal {
      let names = Dictionary(open.map { ($0.participation, $0.facts.name) }) { first, _ in first }
      plan.faults += refusal.faults.map { fault in
        var named = fault
        named.entry = fault.entry.map { names[$0] ?? $0 }
        return named
      }
    }
    return plan
  }
}
