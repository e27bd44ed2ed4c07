// The papers that a county may issue itself, what each is called, and what it is not.

public import Basics

/// A kind of paper (domain.md 4.2).
///
/// State certificates are recorded elsewhere and never issued here.
public enum CertificateKind: String, Hashable, Sendable, CaseIterable {
  /// 荣誉证书: an award won in a contest.
  case award
  /// 结业证书: a training or its exam completed.
  case completion
  /// 考核成绩单: the marks of an exam.
  case scoreReport = "score-report"

  /// The heading of the paper where the rubric names none.
  public var title: Words {
    switch self {
    case .award: Words(zh: "荣誉证书", en: "Certificate of Award")
    case .completion: Words(zh: "结业证书", en: "Certificate of Completion")
    case .scoreReport: Words(zh: "考核成绩单", en: "Score Report")
    }
  }

  /// What the paper is and is not, for the check page.
  ///
  /// It names state certificates, so it is never printed on a paper.
  public var meaning: Words {
    switch self {
    case .award:
      Words(
        zh: "这是竞赛组织单位颁发的获奖证明，记录一次比赛的结果。它不是职业技能等级证书，不是职业资格证书，也不能代替它们。",
        en: "This records the result of one contest and was given by its organisers. "
          + "It is not a state certificate of vocational skill or qualification and cannot stand in for one.")
    case .completion:
      Words(
        zh: "这是培训组织单位颁发的结业证明，记录一次培训及其考核。它不是职业技能等级证书，不是职业资格证书，也不能代替它们。",
        en:
          "This records that a training and its examination were completed, and was given by its organisers. "
          + "It is not a state certificate of vocational skill or qualification and cannot stand in for one.")
    case .scoreReport:
      Words(
        zh: "这是一次考核的成绩记录，不是任何资格或等级的证明。",
        en: "This reports the marks of one examination. It proves no qualification and no level.")
    }
  }
}
