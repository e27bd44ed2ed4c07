// From the office's closing statement to the lines of its page and paper.

internal import Basics
public import Office
public import Pages
internal import Records

extension ClosingView {
  /// The statement in words; names stand for actors where they are known.
  public init(_ statement: ClosingStatement) {
    self.init(
      event: statement.event.id, title: statement.event.title, day: statement.event.day,
      divisions: statement.divisions.map { Division($0, statement) },
      check: Self.words(statement.rules.check),
      waivers: statement.rules.waivers.map {
        Waiver(
          what: Self.words($0.separation), reason: $0.reason, by: statement.name($0.by),
          when: $0.at.localText)
      }, unwaived: statement.unwaived.map { ($0.rawValue, Self.words($0)) }, digest: statement.digest,
      at: statement.at, isComplete: statement.isComplete)
  }

  static func words(_ check: VenueRules.Check) -> Words {
    switch check {
    case .retype:
      Words(zh: "第二人盲录，逐项比对，复核员签认", en: "typed again blind, compared item by item, signed by a checker")
    case .readBack: Words(zh: "第二人对照纸面读回，复核员签认", en: "read back from the paper, signed by a checker")
    }
  }

  static func words(_ separation: VenueRules.Separation) -> Words {
    switch separation {
    case .chiefScores: Words(zh: "裁判长同时担任评委", en: "the chief judge scores too")
    case .chiefKnowsCodes:
      Words(zh: "裁判长抽过编码或看过编码对照表", en: "the chief judge drew the codes or saw whose they are")
    case .oneClerk:
      Words(
        zh: "纸质评分表的两遍录入和复核没有分给不同的人",
        en: "typing paper sheets twice and checking them was not split among people")
    }
  }
}

extension ClosingView.Division {
  init(_ division: ClosingStatement.Division, _ statement: ClosingStatement) {
    self.init(
      title: division.title, rubric: division.rubric, entries: division.entries, expected: division.expected,
      signed: division.signed, paper: division.paper,
      explained: division.explained.filter { $0.kind != .nothingToRecord }.map { line in
        ClosingView.Line(
          entry: line.entry, judge: line.judge, what: Self.words(line.kind), reason: line.reason,
          by: line.by.isEmpty ? "" : statement.name(line.by), when: line.at?.localText ?? "")
      }, nothing: division.explained.count { $0.kind == .nothingToRecord }, open: division.open.map(\.fault),
      lateAdmitted: division.lateAdmitted, lateRefused: division.lateRefused, discussed: division.discussed,
      undiscussed: division.undiscussed)
  }

  private static func words(_ kind: ClosingStatement.Explained.Kind) -> Words {
    switch kind {
    case .entry("absent"): Words(zh: "选手缺席", en: "contestant absent")
    case .entry("withdrawn"): Words(zh: "选手退赛", en: "contestant withdrew")
    case .entry("disqualified"): Words(zh: "取消资格", en: "disqualified")
    case .entry(let status): Words(zh: "作品状态 \(status)", en: "status \(status)")
    case .sheet(.leftOut): Words(zh: "评委不再评分，不计入", en: "judge excused, left out")
    case .sheet(.counted): Words(zh: "未签名，计入", en: "counts without a signature")
    case .sheet(.paper): Words(zh: "纸上签名，已录入核对", en: "signed on paper, typed and checked")
    case .takenBack: Words(zh: "执裁已收回", en: "assignment taken back")
    case .nothingToRecord: Words(zh: "无事可记", en: "nothing to record")
    }
  }
}
