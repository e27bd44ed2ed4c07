// What the closing statement says, as plain lines: the same for the page and for the paper that is signed.

public import Basics

/// The closing statement of an event, ready to be shown or printed.
public struct ClosingView: Hashable, Sendable {
  /// Something explained instead of signed.
  public struct Line: Hashable, Sendable {
    public var entry: String
    public var judge: String
    public var what: Words
    public var reason: String
    public var by: String
    public var when: String

    public init(entry: String, judge: String, what: Words, reason: String, by: String, when: String) {
      self.entry = entry
      self.judge = judge
      self.what = what
      self.reason = reason
      self.by = by
      self.when = when
    }
  }

  public struct Division: Hashable, Sendable {
    public var title: Words
    public var rubric: String
    public var entries: Int
    public var expected: Int
    public var signed: Int
    public var paper: Int
    public var explained: [Line]
    /// Panels that had nothing to record: how many sheets.
    public var nothing: Int
    public var open: [Fault]
    public var lateAdmitted: Int
    public var lateRefused: Int
    public var discussed: Int
    public var undiscussed: Int

    public init(
      title: Words, rubric: String, entries: Int, expected: Int, signed: Int, paper: Int, explained: [Line],
      nothing: Int, open: [Fault], lateAdmitted: Int, lateRefused: Int, discussed: Int, undiscussed: Int
    ) {
      self.title = title
      self.rubric = rubric
      self.entries = entries
      self.expected = expected
      self.signed = signed
      self.paper = paper
      self.explained = explained
      self.nothing = nothing
      self.open = open
      self.lateAdmitted = lateAdmitted
      self.lateRefused = lateRefused
      self.discussed = discussed
      self.undiscussed = undiscussed
    }
  }

  /// Two duties in one person's hands.
  public struct Waiver: Hashable, Sendable {
    public var what: Words
    public var reason: String
    public var by: String
    public var when: String

    public init(what: Words, reason: String, by: String, when: String) {
      self.what = what
      self.reason = reason
      self.by = by
      self.when = when
    }
  }

  public var event: String
  public var title: Words
  public var day: Day
  public var divisions: [Division]
  public var check: Words
  public var waivers: [Waiver]
  /// Names and words of separations that were not kept and are not waived.
  public var unwaived: [(id: String, words: Words)]
  public var digest: String
  public var at: Instant
  public var isComplete: Bool

  public init(
    event: String, title: Words, day: Day, divisions: [Division], check: Words, waivers: [Waiver],
    unwaived: [(id: String, words: Words)], digest: String, at: Instant, isComplete: Bool
  ) {
    self.event = event
    self.title = title
    self.day = day
    self.divisions = divisions
    self.check = check
    self.waivers = waivers
    self.unwaived = unwaived
    self.digest = digest
    self.at = at
    self.isComplete = isComplete
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.digest == right.digest && left.at == right.at && left.event == right.event
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

extension ClosingView.Division {
  /// The figures of a division in one sentence.
  func summary(_ language: Language) -> String {
    let told = self.explained.count { !$0.judge.isEmpty }
    if language == .zh {
      return
        "作品 \(entries) 件；应签评分表 \(expected) 份，已签名 \(signed) 份（其余见说明，纸上签名 \(paper) 份），说明 \(told) 条；"
        + "无事可记 \(nothing) 份；迟到采用 \(lateAdmitted) 份、不采用 \(lateRefused) 份；分差已讨论 \(discussed) 处。"
    }
    return
      "\(entries) entries; \(expected) sheets to sign, \(signed) signed (the rest is explained, \(paper) signed on paper), "
      + "\(told) explanations; \(nothing) with nothing to record; late sheets: \(lateAdmitted) admitted, "
      + "\(lateRefused) refused; \(discussed) differences discussed."
  }
}

extension ClosingView {
  /// What the chief judge puts her name under.
  func declaration(_ language: Language) -> String {
    if isComplete {
      return language == .zh
        ? "经核对，以上应收评分表全部签名或已说明，没有遗漏。"
        : "Every sheet expected above is signed or explained; nothing is missing."
    }
    return language == .zh
      ? "尚未结束：还有未签名也未说明的评分表或未处理的事项，不得签字，不能计算成绩。"
      : "Not closed: sheets are neither signed nor explained, or something is undecided. Not to be signed; no results."
  }
}
