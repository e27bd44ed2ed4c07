// The choices of a rubric as people write them in a spreadsheet: the word of the language, or a Chinese one.

import Basics

/// A choice with a Chinese word for each of its cases.
protocol SheetChoice: RawRepresentable<String>, CaseIterable, Equatable {
  /// In the order of the cases.
  static var chinese: [String] { get }
}

extension SheetChoice {
  /// The choice that a text names, in either language.
  init?(written text: String) {
    let wanted = text.headerKernel
    let cases = Array(Self.allCases)
    guard
      let index = cases.indices.first(where: {
        cases[$0].rawValue.headerKernel == wanted || Self.chinese[$0].headerKernel == wanted
      })
    else { return nil }
    self = cases[index]
  }

  func word(_ language: Language) -> String {
    guard language == .zh, let index = Array(Self.allCases).firstIndex(of: self) else { return rawValue }
    return Self.chinese[index]
  }

  /// All of them, for a fault.
  static func list(_ language: Language) -> String {
    allCases.map { $0.word(language) }.joined(separator: language == .zh ? "、" : ", ")
  }
}

extension EventKind: SheetChoice {
  static let chinese = ["竞赛", "考核", "培训"]
}
extension Missing: SheetChoice {
  static let chinese = ["不出成绩", "不计入", "按零分"]
}
extension NotSeen: SheetChoice {
  static let chinese = ["不出成绩", "不计入"]
}
extension Panel.Role: SheetChoice {
  static let chinese = ["评委", "监理", "机器", "公众"]
}
extension Aggregate.Method: SheetChoice {
  static let chinese = ["平均", "去高低后平均", "去高低后求和", "中位数", "求和", "最好几个平均", "唯一"]
}
extension Aggregate.IfFewer: SheetChoice {
  static let chinese = ["取平均", "不出成绩"]
}
extension Placing.As: SheetChoice {
  static let chinese = ["名次", "名次分", "占比"]
}
extension Placing.Tied: SheetChoice {
  static let chinese = ["平均", "取最好"]
}
extension Placing.First: SheetChoice {
  static let chinese = ["高者", "低者"]
}
extension Placing.Within: SheetChoice {
  static let chinese = ["同组", "全部"]
}
extension DoubleMarking.Scheme: SheetChoice {
  static let chinese = ["二加一", "二加一加仲裁"]
}
extension DoubleMarking.Per: SheetChoice {
  static let chinese = ["评分表", "评分项"]
}
extension Deviation.Scope: SheetChoice {
  static let chinese = ["评分项", "要素", "评分表"]
}
extension Deviation.Unit: SheetChoice {
  static let chinese = ["分", "百分比", "等级"]
}
extension Deviation.Comparison: SheetChoice {
  static let chinese = ["最高减最低", "与中位数之差"]
}
extension Deviation.Action: SheetChoice {
  static let chinese = ["提示", "讨论", "不出成绩"]
}
extension Item.Need: SheetChoice {
  static let chinese = ["不要", "可选", "必须"]
}
extension Item.TakenOff: SheetChoice {
  static let chinese = ["模块", "总分", "本轮"]
}
extension Deduct.Counting: SheetChoice {
  static let chinese = ["满才算", "不满也算"]
}
extension Veto.Effect: SheetChoice {
  static let chinese = [
    "评分项记零分", "要素记零分", "模块记零分", "本轮记零分", "总分记零分", "模块封顶", "总分封顶", "取消资格",
  ]
}
extension Given.Effect: SheetChoice {
  static let chinese = ["加上", "减去", "从每位评委减去"]
}
extension Blueprint.Variant: SheetChoice {
  static let chinese = ["同一份卷", "AB卷", "每人一份卷"]
}
extension Blueprint.Part.QuestionType: SheetChoice {
  static let chinese = ["单选", "多选", "判断", "简答"]
}
extension Round.Combine: SheetChoice {
  static let chinese = ["求和", "平均", "最好", "最后"]
}
extension Rounding.Stage: SheetChoice {
  static let chinese = ["评分项", "评委", "单独合成", "只乘系数后", "乘系数后", "评判组", "模块", "轮次", "总分", "合格线"]
}
extension RoundingMode: SheetChoice {
  static let chinese = ["四舍五入", "四舍六入五成双", "舍去", "进一"]
}
extension Ranking.Order: SheetChoice {
  static let chinese = ["高者在前", "低者在前"]
}
extension Ranking.Numbering: SheetChoice {
  static let chinese = ["1224", "1223", "1334", "平均名次"]
}
extension Ranking.Ties: SheetChoice {
  static let chinese = ["并列", "裁定"]
}
extension Ranking.TieBreak.By: SheetChoice {
  static let chinese = [
    "要素", "评分项", "模块", "轮次", "扣分最少", "用时最短", "中位数最高", "单个评委最高", "好名次多", "给分评委多", "去掉的分",
    "下一次试做", "取整前总分", "表决", "抽签",
  ]
}
extension Awards.AtTie: SheetChoice {
  static let chinese = ["都给", "都不给"]
}
extension Awards.Scope: SheetChoice {
  static let chinese = ["组别", "全体"]
}
extension Awards.Enlarged: SheetChoice {
  static let chinese = ["不减", "减少", "减少但接近仍给"]
}
extension Awards.Award.RatioRounding: SheetChoice {
  static let chinese = ["舍去", "进一", "四舍五入"]
}
extension Awards.Award.Of: SheetChoice {
  static let chinese = ["有名次者", "报名者"]
}
extension CertificateRule.On: SheetChoice {
  static let chinese = ["获奖", "合格", "参加"]
}

/// Yes or no.
enum Flag: String, SheetChoice {
  case yes = "true"
  case no = "false"
  static let chinese = ["是", "否"]
}

/// How multiple choice is marked.
enum PartialMarks: String, SheetChoice {
  case allOrNothing = "all-or-nothing"
  case halfIfSubset = "half-if-subset"
  static let chinese = ["全对才得分", "少选得一半"]
}

enum Difficulty: String, SheetChoice {
  case easy, medium, hard
  static let chinese = ["易", "中", "难"]
}

/// Whether a veto fails a candidate.
enum VetoAndPass: String, SheetChoice {
  case fails, ignored
  static let chinese = ["不合格", "不影响"]
}

/// What a line of the sheet of pass marks is about.
enum GateKind: String, SheetChoice {
  case total, module, round, station, stations
  static let chinese = ["总分", "模块", "轮次", "考站", "合格考站数"]
}

/// A stage that does not round.
enum NoDecimals: String, SheetChoice {
  case none
  static let chinese = ["不取整"]
}

enum OfCuts: String, SheetChoice {
  case sum, mean
  static let chinese = ["求和", "平均"]
}

/// What a line of the sheet of ranking does.
enum RankingStep: String, SheetChoice {
  case compare
  case tieBreak = "tie-break"
  static let chinese = ["依次比较", "同分规则"]
}

/// What a line of the marking scheme is.
enum SchemeRow: String, SheetChoice {
  case module, criterion
  case points, levels, checklist, measure, deduct, veto, bonus, rank, count, given, global
  case level, step, band, linear, anchor
  /// Judgement and measurement as a CIS export has them.
  case judgement = "J"
  case measurement = "M"

  static let chinese = [
    "模块", "要素", "打分", "等级项", "清单", "测量", "扣分", "一票否决", "加分", "排名", "计数", "给定值", "总体印象", "等级",
    "步骤", "分档", "按比例", "分数段", "评价", "测定",
  ]

  /// Whether the line belongs to the item above it.
  var isDetail: Bool {
    switch self {
    case .level, .step, .band, .linear, .anchor: true
    default: false
    }
  }
}
