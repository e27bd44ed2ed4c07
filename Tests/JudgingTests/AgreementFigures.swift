// The figures of agreement against worked examples of the literature, and what must hold whatever the marks.

import Testing

@testable import Judging

private func matrix(_ rows: [[Double?]]) -> RatingMatrix { RatingMatrix(rows) }

private func near(_ a: Double?, _ b: Double, within distance: Double = 5e-4) -> Bool {
  a.map { abs($0 - b) <= distance } ?? false
}

/// Marks that look like marks: entries differ, judges differ, and there is some chance in it.
func markedByChance(subjects: Int, judges: Int, seed: UInt64, missing: Int = 0) -> RatingMatrix {
  var dice = Lot(seed)
  return RatingMatrix(
    (0..<subjects).map { _ in
      let quality = Double(dice.draw(20)) + 70
      return (0..<judges).map { judge in
        let mark = quality + Double(judge) - Double(dice.draw(17)) / 2
        return missing > 0 && dice.draw(missing) == 0 ? nil : mark
      }
    }, judges: judges)
}

/// The same draws at every run.
struct Lot {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 2 &+ 1 }

  mutating func draw(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }
}

@Suite("Figures of agreement")
struct AgreementFigures {
  /// Shrout and Fleiss (1979), table 2: six subjects, four judges.
  static let shroutAndFleiss = matrix([
    [9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7],
  ])

  @Test(
    "The six intraclass correlations of Shrout and Fleiss (1979) come out as printed, with their limits",
    arguments: [
      (IntraclassCorrelation.Form.oneSingle, 0.17, -0.13, 0.72), (.twoSingle, 0.29, 0.02, 0.76),
      (.threeSingle, 0.71, 0.34, 0.95), (.oneMean, 0.44, -0.88, 0.91), (.twoMean, 0.62, 0.07, 0.93),
      (.threeMean, 0.91, 0.68, 0.99),
    ])
  func icc(form: IntraclassCorrelation.Form, value: Double, low: Double, high: Double) throws {
    let block = try #require(Self.shroutAndFleiss.complete)
    let icc = try #require(IntraclassCorrelation(block))
    #expect(near(icc.values[form], value, within: 0.005))
    #expect(near(icc.limits[form]?.low, low, within: 0.006))
    #expect(near(icc.limits[form]?.high, high, within: 0.006))
  }

  @Test("Ten subjects, fourteen raters and five categories give the printed kappa of 0.210")
  func kappa() {
    let counts = [
      [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]
    #expect(near(fleissKappa(counts: counts), 0.2099, within: 1e-4))
    let written = counts.map { row -> [Double?] in
      row.enumerated().flatMap { [Double?](repeating: Double($0), count: $1) }
    }
    #expect(fleissKappa(matrix(written)) == fleissKappa(counts: counts))
  }

  /// Krippendorff (2011), four observers, twelve units, some values missing.
  static let krippendorff: RatingMatrix = {
    let observers: [[Double?]] = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
      [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
    ]
    return matrix((0..<12).map { unit in observers.map { $0[unit] } })
  }()

  @Test("Krippendorff's example with missing values gives 0.743, 0.815, 0.849 and 0.797")
  func alpha() {
    let alpha = KrippendorffAlpha(Self.krippendorff)
    #expect(near(alpha.nominal, 0.743))
    #expect(near(alpha.ordinal, 0.815))
    #expect(near(alpha.interval, 0.849))
    #expect(near(alpha.ratio, 0.797))
  }

  @Test("Kendall's example with ties, three judges and ten objects, gives W = 0.828")
  func concordance() throws {
    let judges: [[Double]] = [
      [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10], [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
      [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
    let block = try #require(matrix((0..<10).map { object in judges.map { $0[object] } }).complete)
    let w = try #require(KendallW(block))
    #expect(near(w.w, 0.828))
    #expect(w.degrees == 9)
    #expect(near(w.chiSquare, 3 * 9 * w.w, within: 1e-12))
  }

  @Test(
    "The chance of W is the tail of chi-square, as printed",
    arguments: [(3.841, 1.0), (5.991, 2), (16.919, 9), (124.342, 100)])
  func tail(x: Double, degrees: Double) {
    #expect(near(ChiSquare.upperTail(x, degrees: degrees), 0.05, within: 2e-5))
  }

  @Test("Cronbach's alpha is the intraclass correlation 3,k", arguments: [1, 2, 3])
  func cronbach(seed: UInt64) throws {
    let block = try #require(markedByChance(subjects: 12, judges: 5, seed: seed).complete)
    let alpha = try #require(cronbachAlpha(block))
    #expect(near(IntraclassCorrelation(block)?.values[.threeMean], alpha, within: 1e-12))
  }

  @Test("Judges who give the same marks agree perfectly by every figure")
  func perfect() throws {
    let same = matrix((0..<8).map { subject in [Double?](repeating: Double(60 + subject * 3), count: 4) })
    let block = try #require(same.complete)
    #expect(near(KendallW(block)?.w, 1, within: 1e-12))
    #expect(IntraclassCorrelation(block)?.values.values.allSatisfy { abs($0 - 1) < 1e-12 } == true)
    #expect(near(fleissKappa(same), 1, within: 1e-12))
    #expect(near(KrippendorffAlpha(same).interval, 1, within: 1e-12))
    #expect(near(cronbachAlpha(block), 1, within: 1e-12))
  }

  @Test("Where nobody differs in anything there is nothing to compute")
  func flat() throws {
    let flat = matrix([[5, 5, 5], [5, 5, 5], [5, 5, 5]])
    let block = try #require(flat.complete)
    #expect(KendallW(block) == nil)
    #expect(IntraclassCorrelation(block)?.values.isEmpty == true)
    #expect(fleissKappa(flat) == nil)
    #expect(KrippendorffAlpha(flat).ordinal == nil)
    #expect(cronbachAlpha(block) == nil)
  }

  @Test(
    "One judge, one subject or nothing at all gives no figure", arguments: [[[1.0], [2.0]], [[1, 2]], []])
  func few(rows: [[Double]]) {
    let matrix = RatingMatrix(rows.map { $0.map(Optional.some) })
    #expect(matrix.complete == nil)
  }

  @Test("The order of judges and subjects changes no figure", arguments: [4, 5, 6])
  func order(seed: UInt64) throws {
    let marks = markedByChance(subjects: 9, judges: 4, seed: seed, missing: 9)
    let turned = RatingMatrix(marks.rows.reversed().map { Array($0.reversed()) })
    let (block, other) = (try #require(marks.complete), try #require(turned.complete))
    #expect(near(KendallW(block)?.w, try #require(KendallW(other)).w, within: 1e-12))
    for form in IntraclassCorrelation.Form.allCases {
      let value = try #require(IntraclassCorrelation(other)?.values[form])
      #expect(near(IntraclassCorrelation(block)?.values[form], value, within: 1e-12))
    }
    #expect(near(fleissKappa(marks), try #require(fleissKappa(turned)), within: 1e-12))
    let (alpha, beta) = (KrippendorffAlpha(marks), KrippendorffAlpha(turned))
    #expect(near(alpha.ratio, try #require(beta.ratio), within: 1e-12))
    #expect(near(alpha.ordinal, try #require(beta.ordinal), within: 1e-12))
  }

  @Test(
    "A gap leaves out its subject where two complete ones are left, else the largest block without gaps counts"
  )
  func gaps() throws {
    let one = try #require(matrix([[1, 2, 3], [2, nil, 4], [3, 4, 5]]).complete)
    #expect(one.subjects == [0, 2])
    #expect(one.judges == [0, 1, 2])
    let turns = try #require(
      matrix([[1, 2, nil, nil], [2, 3, nil, nil], [nil, nil, 4, 5], [nil, nil, 4, 6], [nil, nil, 5, 5]])
        .complete)
    #expect(turns.judges == [2, 3])
    #expect(turns.subjects == [2, 3, 4])
  }

  @Test("Adding marks to one judge moves only strictness: correlation, spread and 3,1 stay")
  func shift() throws {
    let marks = markedByChance(subjects: 10, judges: 4, seed: 8)
    let moved = RatingMatrix(marks.rows.map { row in [row[0].map { $0 - 6 }] + row.dropFirst() })
    let (before, after) = (profiles(marks), profiles(moved))
    #expect(near(after[0].severity, try #require(before[0].severity) + 6, within: 1e-9))
    #expect(near(after[1].severity, try #require(before[1].severity) - 2, within: 1e-9))
    #expect(near(after[0].spread, try #require(before[0].spread), within: 1e-9))
    #expect(near(after[0].correlation, try #require(before[0].correlation), within: 1e-9))
    let three = try #require(marks.complete.flatMap { IntraclassCorrelation($0)?.values[.threeSingle] })
    #expect(
      near(moved.complete.flatMap { IntraclassCorrelation($0)?.values[.threeSingle] }, three, within: 1e-9))
    #expect(after[0].strictness == .strict)
  }

  @Test("A judge who saw only weak works does not look strict")
  func weakWorks() {
    let rows: [[Double?]] =
      (0..<6).map { [90 + Double($0 % 3), 91, nil] } + (0..<6).map { [nil, 61, 61 + Double($0 % 2)] }
    let last = profiles(matrix(rows))[2]
    #expect(last.mean.map { $0 < 62 } == true)
    #expect(last.strictness == .even)
  }

  private func profiles(_ totals: RatingMatrix) -> [JudgeProfile] {
    JudgeProfile.all(ratings(totals, full: 100))
  }

  private func ratings(_ totals: RatingMatrix, full: Double) -> Ratings {
    Ratings(
      subjects: totals.rows.indices.map { .init(id: "E\($0)", full: full) },
      judges: (0..<totals.judges).map { "J\($0)" }, items: [], marks: [], totals: totals)
  }

  @Test("4.5 of 100 from the mean is worth a look, 4.4 is not")
  func distance() {
    let found = ratings(matrix([[90, 90, 90, 96], [90, 90, 90, 95.8]]), full: 100).outliers()
    #expect(found.filter { $0.test == .distance }.map(\.subject) == [0])
    #expect(found.first?.judge == 3)
  }

  @Test(
    "The range allowed narrows as marks rise: 8 from 90, 9 from 80, else 10",
    arguments: [
      ([88, 92, 96.0], true), ([88.5, 92, 96], false), ([80, 84, 89], true), ([80, 84, 88.5], false),
      ([60, 65, 70], true), ([60, 65, 69.5], false),
    ])
  func range(marks: [Double], isFound: Bool) {
    let found = ratings(matrix([marks.map(Optional.some)]), full: 100).outliers()
    #expect(found.contains { $0.test == .range } == isFound)
  }

  @Test("Dixon's Q finds the mark that stands alone, on either side, and only from a gap of 4 on")
  func dixon() {
    let rows: [[Double?]] = [[80, 81, 82, 90], [72, 80, 81, 82], [80, 81, 82, 83], [80, 80.1, 80.2, 83]]
    let found = ratings(matrix(rows), full: 100).outliers().filter { $0.test == .dixon }
    #expect(found.map(\.subject) == [0, 1])
    #expect(found.map(\.judge) == [3, 0])
    #expect(near(found.first?.value, 0.8, within: 1e-12))
  }
}
