// The audit checked as a whole: the chains, the rows they vouch for, and checkpoints from outside.

public import Basics
public import Certificates
public import Records
public import SQL

/// What checking the audit of a store found.
public struct AuditCheck: Hashable, Sendable {
  public var store: String
  public var report: Audit.Report
  public var comparison: Audit.Comparison
  /// Files of checkpoints that prove nothing, with the reason.
  public var unusable: [Fault]
  public var heads: [Checkpoint.Head]

  /// Checks everything on one snapshot.
  /// - Parameters:
  ///   - files: checkpoints by file name.
  ///   - trusted: keys whose checkpoints count.
  public init(
    checkpoints files: [(name: String, bytes: [UInt8])], trusted: [TrustedKey],
    in transaction: any SQLTransaction
  ) throws {
    var read: [Checkpoint] = []
    unusable = []
    for file in files {
      do throws(Refusal) { read.append(try Checkpoint(file.bytes, trusted: trusted)) } catch {
        unusable += error.faults.map { $0.placed(in: file.name) }
      }
    }
    let present = try Checkpoint(at: Instant(milliseconds: 0), in: transaction)
    (store, heads) = (present.store, present.heads)
    report = try Audit.verify(in: transaction)
    comparison = try Audit.compare(read, in: transaction)
  }

  public var isSound: Bool { faults.isEmpty }
  /// The first bad entry first.
  public var faults: [Fault] {
    report.breaks.map(\.fault) + comparison.faults + report.strays.map(\.fault) + unusable
  }

  public func json(_ language: Language) -> JSON {
    .object([
      ("sound", .bool(isSound)), ("store", .string(store)), ("entries", .integer(report.entries)),
      (
        "heads",
        .array(
          heads.map {
            .object([
              ("chain", .string($0.chain)), ("sequence", .integer($0.sequence)), ("hash", .string($0.hash)),
            ])
          })
      ),
      (
        "checkpoints",
        .object([
          ("compared", .integer(comparison.compared)), ("covered", .integer(comparison.covered)),
          ("newest", .optional(comparison.newest?.utcText)),
        ])
      ),
      ("faults", .array(faults.map { $0.json(language) })),
      ("notes", .array(comparison.notes.map { $0.json(language) })),
    ])
  }

  /// For a terminal.
  public func lines(_ language: Language) -> [String] {
    var lines: [String] = []
    if isSound {
      lines.append(
        language == .zh
          ? "完好：审计记录 \(report.entries) 条，各表现有内容与最后一次记录一致"
          : "sound: \(report.entries) audit entries, and every row is as the audit last left it")
    } else {
      lines.append(language == .zh ? "有 \(faults.count) 处不符：" : "not sound, \(faults.count) findings:")
      lines += faults.prefix(50).map { "  " + $0.sentence(language) }
      if faults.count > 50 {
        lines.append(language == .zh ? "  还有 \(faults.count - 50) 处" : "  and \(faults.count - 50) more")
      }
    }
    if let newest = comparison.newest {
      lines.append(
        language == .zh
          ? "与 \(comparison.compared) 个检查点比对，最近的是 \(newest.localText)，到第 \(comparison.covered) 条为止都有外部凭证"
          : "compared with \(comparison.compared) checkpoints, the newest of \(newest.utcText): entries up to \(comparison.covered) are vouched for from outside"
      )
    } else {
      lines.append(
        language == .zh
          ? "没有检查点可比：如果末尾几条被删去，看不出来（--checkpoints 指定存放在别处的检查点）"
          : "no checkpoints to compare with: that the newest entries were cut off would not show (--checkpoints names those kept elsewhere)"
      )
    }
    lines += comparison.notes.map { $0.sentence(language) }
    return lines
  }
}
