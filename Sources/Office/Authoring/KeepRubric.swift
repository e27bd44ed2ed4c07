// A rubric joins those of the office: new bytes beside the old ones, never in place of them.

internal import Basics
internal import Records
internal import Rubrics
internal import SQL

/// Keeps a rubric under its digest, for divisions to be set up with.
public struct KeepRubric: Sendable {
  let ports: OfficePorts
  let shipped: [ShippedRubric]

  public init(_ ports: OfficePorts, shipped: [ShippedRubric]) {
    self.ports = ports
    self.shipped = shipped
  }

  /// Keeping the same bytes twice changes nothing.
  /// - Parameters:
  ///   - bytes: the file, kept as it is.
  ///   - base: the digest of the rubric that it was made from; nil for a file from outside.
  /// - Returns: the digest, which names the rubric from now on.
  /// - Throws: `Refusal` with every fault of the file, or where another rubric has its id and version.
  @discardableResult
  public func callAsFunction(_ bytes: [UInt8], basedOn base: String? = nil, by actor: String) async throws
    -> String
  {
    var rubric = try ports.readRubric(bytes).get()
    let sha256 = sha256Hex(bytes)
    rubric.sha256 = sha256
    let (kept, now) = (rubric, ports.now())
    if shipped.contains(where: { $0.rubric.sha256 == sha256 }) { return sha256 }
    let reserved = shipped.map(\.rubric)
    try await ports.engine.write { transaction in
      let rows = try transaction.keptRubrics()
      if rows.contains(where: { $0.sha256 == sha256 }) { return }
      let versions =
        rows.filter { $0.id == kept.id }.map(\.version)
        + reserved.filter { $0.id == kept.id }.map(\.version)
      // Looked up and kept in one transaction: of two windows that save at once, one is told.
      guard !versions.contains(kept.version) else {
        throw Refusal(Self.taken(kept, next: (versions.max() ?? 0) + 1))
      }
      try transaction.addRubric(kept, bytes: bytes, at: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "rubric.keep", subject: "rubric:\(sha256)",
        old: base.map { .object([("sha256", .string($0))]) },
        new: .object([
          ("id", .string(kept.id)), ("scoring", .string(kept.scoringHash)), ("sha256", .string(sha256)),
          ("version", .integer(kept.version)),
        ]))
    }
    return sha256
  }

  private static func taken(_ rubric: Rubric, next: Int) -> Fault {
    Fault(
      "rubric-taken", zh: "\(rubric.id) 第 \(rubric.version) 版已经有了，内容不同；已存的评分标准从不改动",
      en:
        "\(rubric.id) has a version \(rubric.version) already, with other content; what is kept never changes",
      suggestion: Words(zh: "改为第 \(next) 版再保存", en: "save it as version \(next)"))
  }
}
