// The statistics on judges for a terminal: plain words and bars first, then the figures.

import Basics
import Judging
import Rubrics

struct AgreementText {
  let agreement: Agreement
  let rubric: Rubric
  let language: Language

  init(_ agreement: Agreement, _ rubric: Rubric, _ language: Language) {
    self.agreement = agreement
    self.rubric = rubric
    self.language = language
  }

  private static let half = 12

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  private func number(_ value: Double?, _ decimals: Int = 2) -> String { Agreement.plain(value, decimals) }

  var text: String {
    let ratings = agreement.ratings
    let panel = agreement.panel.map { id in
      rubric.panels.first { $0.id == id }.map { "\($0.label.title[language]) (\(id))" } ?? id
    }
    var blocks = [
      "\(rubric.label.title[language]) · \(rubric.id) v\(rubric.version)\n"
        + [
          panel, say("\(ratings.subjects.count) 件作品", "\(ratings.subjects.count) works"),
          say("\(ratings.judges.count) 位评委", "\(ratings.judges.count) judges"),
          say("\(ratings.items.count) 个评分项", "\(ratings.items.count) items"),
        ].compactMap { $0 }.joined(separator: " · ") + "\n"
    ]
    blocks.append(notes { !$0.code.hasPrefix("rasch-") })
    if !agreement.isTooFew { blocks += [strictness, spreads, topTens, outliers] }
    if !ratings.judges.isEmpty {
      blocks += [figures, judges, items, entries, notes { $0.code.hasPrefix("rasch-") }]
    }
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func notes(_ isWanted: (Fault) -> Bool) -> String {
    agreement.notes.filter(isWanted).map { "· " + $0.words[language] + "\n" }.joined()
  }

  private func block(_ zh: String, _ en: String, _ body: String) -> String {
    body.isEmpty ? "" : "[\(say(zh, en))]\n" + body
  }

  /// Bars to the right for the strict, to the left for the lenient.
  private var strictness: String {
    let widest = agreement.profiles.compactMap { $0.severity.map(abs) }.max() ?? 0
    let rows = agreement.profiles.map { profile -> [String] in
      let severity = profile.severity ?? 0
      let length = widest > 0 ? Int((abs(severity) / widest * Double(Self.half)).rounded()) : 0
      let bar = String(repeating: "█", count: length)
      let space = String(repeating: " ", count: Self.half - length)
      let picture = severity < 0 ? space + bar + "|" : String(repeating: " ", count: Self.half) + "|" + bar
      return [profile.id, picture + (severity < 0 ? "" : space), profile.words[language]]
    }
    let head = ["", say("松          |          严", "lenient     |     strict"), ""]
    return block("谁严谁松", "Who is strict, who is lenient", columns([head] + rows))
  }

  private var spreads: String {
    let widest = agreement.profiles.compactMap(\.spread).max() ?? 0
    let rows = agreement.profiles.map { profile -> [String] in
      let length = widest > 0 ? Int(((profile.spread ?? 0) / widest * Double(2 * Self.half)).rounded()) : 0
      return [
        profile.id, String(repeating: "█", count: length), number(profile.spread),
        profile.widthWords[language],
      ]
    }
    return block("谁拉得开，谁挤在一起", "Who spreads, who bunches", columns(rows, rightAligned: [2]))
  }

  private var topTens: String {
    let rows = (agreement.withoutJudges ?? []).map { [$0.judge, $0.words[language]] }
    let body =
      agreement.topTens.isEmpty
      ? say("成绩还不完整，没有名次可比\n", "results are not complete yet: there are no places to compare\n")
      : columns(rows)
    return block("少了哪位评委，前十名会怎样", "The top ten without each judge", body)
  }

  private var outliers: String {
    let most = 20
    // The farthest beyond its limit first.
    let order = agreement.outliers.sorted { abs($0.value) / $0.limit > abs($1.value) / $1.limit }
    let lines = order.prefix(most).map { $0.words(agreement.ratings)[language] + "\n" }
    let more = agreement.outliers.count - most
    let rest = more > 0 ? say("……另有 \(more) 条\n", "... and \(more) more\n") : ""
    return block("值得再看一眼的分数（不改成绩）", "Marks worth a second look (nothing is changed)", lines.joined() + rest)
  }

  private var figures: String {
    let forms = IntraclassCorrelation.Form.allCases.map { form -> [String] in
      let limits = agreement.icc?.limits[form].map { "[\(number($0.low, 3)), \(number($0.high, 3))]" } ?? ""
      return ["ICC(\(form.rawValue))", number(agreement.icc?.values[form], 4), limits]
    }
    let p = agreement.kendall.map { "p = " + ($0.p < 0.0001 ? "< 0.0001" : number($0.p, 4)) } ?? ""
    let alpha = agreement.krippendorff
    return block(
      "给想细看的人", "For those who ask",
      columns(
        [["Kendall W", number(agreement.kendall?.w, 4), p]] + forms + [
          ["Fleiss κ", number(agreement.fleissKappa, 4), ""],
          ["Krippendorff α", number(alpha.nominal, 4), "nominal"],
          ["", number(alpha.ordinal, 4), "ordinal"], ["", number(alpha.interval, 4), "interval"],
          ["", number(alpha.ratio, 4), "ratio"],
          ["Cronbach α", number(agreement.cronbachAlpha, 4), say("以评委为题", "judges as items")],
        ], rightAligned: [1]))
  }

  private var judges: String {
    let head =
      language == .zh
      ? ["评委", "作品", "均分", "比别人低", "标准差", "相关", "Rasch 严格度", "标准误"]
      : ["judge", "works", "mean", "below others", "spread", "correlation", "Rasch severity", "se"]
    let rows = zip(agreement.profiles, agreement.rasch.judges).map { profile, judge in
      [
        profile.id, String(profile.n), number(profile.mean), number(profile.severity), number(profile.spread),
        number(profile.correlation, 3), number(judge.severity, 3), number(judge.error, 3),
      ]
    }
    return columns([head] + rows, rightAligned: Set(1...7))
  }

  private var items: String {
    let head =
      language == .zh ? ["评分项", "Rasch 难度", "标准误"] : ["item", "Rasch difficulty", "se"]
    let rows = agreement.rasch.items.map { [$0.id, number($0.difficulty, 3), number($0.error, 3)] }
    return columns([head] + rows, rightAligned: [1, 2])
  }

  private var entries: String {
    let head =
      language == .zh
      ? ["作品", "Rasch 水平", "标准误", "公平均分", "公平总分"]
      : ["entry", "Rasch measure", "se", "fair mean", "fair total"]
    let rows = agreement.rasch.entries.map {
      [$0.id, number($0.measure, 3), number($0.error, 3), number($0.fairMean), number($0.fairTotal)]
    }
    return columns([head] + rows, rightAligned: [1, 2, 3, 4])
  }
}
