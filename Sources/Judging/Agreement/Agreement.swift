// Statistics on the judges of one tally: what the chief judge should know, and the figures for those who ask.

public import Basics
import Rubrics

/// How the judges of a panel agree; it looks at results and never changes one.
///
/// Over the judges' sheet totals: profiles, Kendall's W, intraclass correlation, Cronbach's alpha, outliers. Figures
/// that know no gaps take the subjects that every judge marked (`complete`). Over what was written, item by item:
/// Fleiss' kappa, Krippendorff's alpha and the Rasch model.
public struct Agreement: Sendable {
  /// Fewer judges or subjects than this, and nothing is said in words.
  public static let fewestJudges = 3
  public static let fewestSubjects = 5

  public let ratings: Ratings
  /// The panel's id; nil where nobody has marked.
  public let panel: String?
  public let profiles: [JudgeProfile]
  /// What the figures without gaps were computed over.
  public let complete: RatingMatrix.Block?
  public let kendall: KendallW?
  public let icc: IntraclassCorrelation?
  public let fleissKappa: Double?
  public let krippendorff: KrippendorffAlpha
  public let cronbachAlpha: Double?
  public let outliers: [Outlier]
  public let rasch: Rasch
  public let topTens: [TopTen]
  /// Nil where it was not computed.
  public let withoutJudges: [TopTenWithout]?
  public let notes: [Fault]

  /// Too few judges or works to say anything about anybody.
  public var isTooFew: Bool {
    ratings.judges.count < Self.fewestJudges || ratings.subjects.count < Self.fewestSubjects
  }

  /// - Parameter panel: the id of the panel; by default the one with most judges.
  public init(tally: Tally, panel wanted: String? = nil) {
    let (plan, book) = (tally.plan, tally.evaluator.book)
    let place =
      wanted.flatMap { id in plan.rubric.panels.firstIndex { $0.id == id } }
      ?? Ratings.largestPanel(plan: plan, book: book)
    panel = place.map { plan.rubric.panels[$0].id }
    ratings =
      place.map { Ratings(plan: plan, book: book, panel: $0) }
      ?? Ratings(subjects: [], judges: [], items: [], marks: [], totals: RatingMatrix([]))
    profiles = JudgeProfile.all(ratings)
    complete = ratings.totals.complete
    kendall = complete.flatMap { KendallW($0) }
    icc = complete.flatMap { IntraclassCorrelation($0) }
    cronbachAlpha = complete.flatMap { Judging.cronbachAlpha($0) }
    let units = ratings.units
    fleissKappa = Judging.fleissKappa(units)
    krippendorff = KrippendorffAlpha(units)
    outliers = ratings.outliers()
    rasch = Rasch(ratings)
    topTens = TopTen.all(tally.standing)
    withoutJudges = TopTenWithout.all(tally, judges: ratings.judges, marks: ratings.marks.count)
    let others = Set(book.keys.map { Int($0.panel) }).filter { $0 != place }.sorted()
    notes =
      Self.notes(ratings, complete, panel: panel, others: others.map { plan.rubric.panels[$0].id })
      + (withoutJudges == nil ? [Self.tooLarge] : []) + rasch.notes
  }

  private static let tooLarge = Fault(
    "agreement-top-ten-skipped", zh: "评分太多，没有逐一计算去掉每位评委后的前十名",
    en: "too many marks to compute the top ten once more without each judge")

  private static func notes(
    _ ratings: Ratings, _ complete: RatingMatrix.Block?, panel: String?, others: [String]
  ) -> [Fault] {
    var notes: [Fault] = []
    let (judges, subjects) = (ratings.judges.count, ratings.subjects.count)
    if judges < fewestJudges || subjects < fewestSubjects {
      notes.append(
        Fault(
          "agreement-too-few",
          zh: "只有 \(judges) 位评委、\(subjects) 件作品：少于 \(fewestJudges) 位评委或 \(fewestSubjects) 件作品时，看不出谁严谁松",
          en:
            "\(judges) judges and \(subjects) works: with fewer than \(fewestJudges) judges or \(fewestSubjects) works nothing can be said about anybody"
        ))
    }
    if let panel, !others.isEmpty {
      notes.append(
        Fault(
          "agreement-panel",
          zh: "只看评委组 \(panel)；另有 \(others.joined(separator: "、"))，可用 --panel 指定",
          en: "panel \(panel) only; others can be chosen with --panel: \(others.joined(separator: ", "))"))
    }
    let used = complete?.subjects.count ?? 0
    if subjects > 0, used < subjects || complete?.judges.count != judges {
      notes.append(
        Fault(
          "agreement-incomplete",
          zh:
            "不是每件作品都由每位评委评完：W、ICC 与 α 只用了 \(complete?.judges.count ?? 0) 位评委都评完的 \(used) 件作品",
          en:
            "not every work was marked in full by every judge: W, ICC and alpha use the \(used) works that the same \(complete?.judges.count ?? 0) judges marked"
        ))
    }
    return notes
  }
}
