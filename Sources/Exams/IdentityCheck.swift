// The identity check at the door of an exam: who was compared with which document, by whom, when, and with what result.

public import Basics

/// One look at a candidate's document.
///
/// Later looks are added, none is overwritten; the last one counts.
public struct IdentityCheck: Hashable, Sendable {
  public enum Result: String, Hashable, Sendable, CaseIterable {
    case matched
    /// The person, the document and the roll do not agree.
    case mismatch
    /// The document is not there.
    case missing

    public var words: Words {
      switch self {
      case .matched: Words(zh: "一致", en: "matched")
      case .mismatch: Words(zh: "不一致", en: "mismatch")
      case .missing: Words(zh: "未带证件", en: "no document")
      }
    }
  }

  public enum Document: String, Hashable, Sendable, CaseIterable {
    case card = "id-card"
    case temporaryCard = "temporary-card"
    case policeProof = "police-proof"
    case other

    public var words: Words {
      switch self {
      case .card: Words(zh: "居民身份证", en: "identity card")
      case .temporaryCard: Words(zh: "临时身份证", en: "temporary identity card")
      case .policeProof: Words(zh: "公安机关户籍证明", en: "proof by the police")
      case .other: Words(zh: "其他证件", en: "other document")
      }
    }
  }

  public var candidate: String
  public var result: Result
  /// Nil where the document is missing.
  public var document: Document?
  public var by: String
  public var at: Instant
  /// Needed for a mismatch, and for a match that follows a mismatch.
  public var note: String?

  public init(
    candidate: String, result: Result, document: Document?, by: String, at: Instant, note: String? = nil
  ) {
    self.candidate = candidate
    self.result = result
    self.document = document
    self.by = by
    self.at = at
    self.note = note
  }

  /// What speaks against adding this check after `earlier` ones.
  public func faults(after earlier: [IdentityCheck]) -> [Fault] {
    var faults: [Fault] = []
    let isExplained = note.map { !$0.trimmed.isEmpty } ?? false
    if result == .mismatch, !isExplained {
      faults.append(
        Fault(
          "identity-note", zh: "身份不一致时须写明情况", en: "a mismatch needs a note of what differs",
          suggestion: Words(zh: "例如：照片与本人不符", en: "for example: the photo shows somebody else")))
    }
    if result == .matched, earlier.last?.result == .mismatch, !isExplained {
      faults.append(
        Fault(
          "identity-resolution", zh: "不一致后改为一致，须写明如何核实",
          en: "a match after a mismatch needs a note of how it was resolved"))
    }
    if result != .missing, document == nil {
      faults.append(Fault("identity-document", zh: "须选择所核对的证件", en: "say which document was compared"))
    }
    if let last = earlier.last, last.at > at {
      faults.append(Fault("identity-order", zh: "核验时间早于上一次核验", en: "this check is older than the one before"))
    }
    return faults
  }
}

extension Sequence where Element == IdentityCheck {
  /// Whether the candidate may enter: the last check in time says matched.
  public var mayEnter: Bool { self.max { $0.at < $1.at }?.result == .matched }
}
