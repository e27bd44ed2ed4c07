// The rubrics that an office can work with: those that come with the program and those that it keeps, with where they are used.

public import Basics
internal import Judging
public import Records
public import Rubrics
internal import SQL

/// A rubric that comes with the program.
public struct ShippedRubric: Sendable {
  /// The file's name, such as `chef-snack.xml`.
  public var name: String
  public var rubric: Rubric
  public var bytes: [UInt8]

  public init(name: String, rubric: Rubric, bytes: [UInt8]) {
    self.name = name
    self.rubric = rubric
    self.bytes = bytes
  }

  public var title: Words { rubric.label.title }
}

/// One rubric of the office.
public struct RubricOnShelf: Sendable {
  public var rubric: Rubric
  /// Nil where it only comes with the program.
  public var added: Instant?
  public var isShipped: Bool
  public var uses: [RubricUseRow]
}

/// Reads the office's rubrics.
public struct ShowRubrics: Sendable {
  let ports: OfficePorts
  let shipped: [ShippedRubric]

  public init(_ ports: OfficePorts, shipped: [ShippedRubric]) {
    self.ports = ports
    self.shipped = shipped
  }

  /// Those that come along first, then those that are kept, by id and version.
  ///
  /// A kept file that this program cannot read any more is left out; `doctor` tells about it.
  public func callAsFunction() async throws -> [RubricOnShelf] {
    let (rows, uses) = try await ports.engine.read { (try $0.keptRubrics(), try $0.rubricUses()) }
    let own = Dictionary(grouping: uses, by: \.sha256)
    var list: [RubricOnShelf] = []
    for one in shipped {
      let added = rows.first { $0.sha256 == one.rubric.sha256 }?.added
      list.append(
        RubricOnShelf(rubric: one.rubric, added: added, isShipped: true, uses: own[one.rubric.sha256] ?? []))
    }
    let known = Set(shipped.map(\.rubric.sha256))
    for row in rows where !known.contains(row.sha256) {
      guard let plan = try? await ports.rubrics.plan(sha256: row.sha256, from: ports.engine) else { continue }
      list.append(
        RubricOnShelf(rubric: plan.rubric, added: row.added, isShipped: false, uses: own[row.sha256] ?? []))
    }
    return list
  }

  /// One rubric with its bytes; nil where the office has none of that digest.
  public func find(_ sha256: String) async throws -> (rubric: Rubric, bytes: [UInt8])? {
    if let one = shipped.first(where: { $0.rubric.sha256 == sha256 }) { return (one.rubric, one.bytes) }
    guard let bytes = try await ports.engine.read({ try $0.rubricBytes(sha256: sha256) }) else { return nil }
    return (try await ports.rubrics.plan(sha256: sha256, from: ports.engine).rubric, bytes)
  }

  /// The lowest version that is higher than all of that id.
  public func nextVersion(of id: String) async throws -> Int {
    let rows = try await ports.engine.read { try $0.keptRubrics() }
    let versions =
      rows.filter { $0.id == id }.map(\.version)
      + shipped.map(\.rubric).filter { $0.id == id }.map(\.version)
    return (versions.max() ?? 0) + 1
  }
}
