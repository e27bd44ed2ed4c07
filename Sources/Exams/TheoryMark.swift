// A theory mark as it is typed or imported: from 0 to full marks in half marks, never guessed, never rounded.

public import Basics

/// The range of a theory mark; 0 to 100 in steps of 0.5 unless the paper says otherwise.
public struct TheoryMark: Hashable, Sendable {
  public var full: Marks
  public var step: Marks

  public init(full: Marks = Marks(whole: 100), step: Marks = Marks(units: 500)) {
    self.full = full
    self.step = step
  }

  /// Reads a typed mark; full-width digits are read as plain ones.
  ///
  /// An empty text is refused, it is not a zero.
  public func read(_ typed: some StringProtocol, row: Int? = nil) throws(Refusal) -> Marks {
    let text = typed.foldedToPlain
    guard !text.isEmpty else {
      throw Refusal(
        Fault(
          "theory-empty", zh: "理论成绩为空（空白不是零分）", en: "the theory mark is empty (unset is not zero)",
          suggestion: Words(zh: "未到考的登记缺考", en: "record an absent candidate as absent"), row: row))
    }
    guard let marks = Marks(text) else {
      throw Refusal(
        Fault(
          "theory-number", zh: "“\(typed)”不是成绩", en: "\"\(typed)\" is no mark",
          suggestion: text.contains(",")
            ? Words(zh: "小数点用“.”：\(text.replacing(",", with: "."))", en: "write the point as \".\"")
            : Words(zh: "填数字，例如 78.5", en: "give a number such as 78.5"), row: row))
    }
    guard marks >= .zero, marks <= full else {
      throw Refusal(
        Fault(
          "theory-range", zh: "理论成绩 \(marks) 不在 0 至 \(full) 之间",
          en: "the theory mark \(marks) is not within 0 and \(full)",
          row: row))
    }
    guard step.units <= 0 || marks.units % step.units == 0 else {
      throw Refusal(
        Fault(
          "theory-step", zh: "理论成绩 \(marks) 不是 \(step) 的整倍数",
          en: "the theory mark \(marks) is no multiple of \(step)",
          row: row))
    }
    return marks
  }
}
