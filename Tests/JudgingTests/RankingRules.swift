// Places, tie-breaks, divisions, awards and states: what a published ranking promises.

import Basics
import Judging
import Rubrics
import Testing

private let mean = [panel("judges", Aggregate(method: .mean))]

private func simple(_ ranking: Ranking = Ranking(), awards: Awards? = nil, missing: Missing = .block)
  -> Rubric
{
  rubric(
    panels: mean, modules: [module(criterion("all", max: 100, points("mark", max: 100)))], missing: missing,
    ranking: ranking, awards: awards)
}

@Suite("Ranking")
struct RankingRules {
  @Test(
    "Equal totals share a place, numbered as the rubric says",
    arguments: [
      (Ranking.Numbering.standard, ["1", "2", "2", "4"]), (.dense, ["1", "2", "2", "3"]),
      (.modified, ["1", "3", "3", "4"]), (.fractional, ["1", "2.5", "2.5", "4"]),
    ])
  func numbering(numbering: Ranking.Numbering, expected: [String]) throws {
    let marks = sheets(item: "mark", [("yang", ["90"]), ("wu", ["85"]), ("long", ["85"]), ("tian", ["80"])])
    let tally = try Tally(rubric: simple(Ranking(numbering: numbering)), sheets: marks)
    #expect(tally.places == expected)
    #expect(tally.order == ["yang", "long", "wu", "tian"])
  }

  @Test("Places are counted overall and within each division")
  func divisions() throws {
    let marks = sheets(item: "mark", [("A", ["90"]), ("B", ["85"]), ("C", ["80"])])
    let tally = try Tally(
      rubric: simple(), sheets: marks, entries: table("entry,division\nA,hot\nB,cold\nC,hot"))
    #expect(tally.standing.lines.map(\.divisionPlace) == ["1", "1", "2"])
    #expect(tally.places == ["1", "2", "3"])
  }

  @Test("A criterion breaks a tie; what is still equal shares the place")
  func criterionBreaksTie() throws {
    let rule = rubric(
      panels: mean,
      modules: [
        module(
          criterion("taste", max: 60, points("t", max: 60)), criterion("look", max: 40, points("l", max: 40)))
      ],
      ranking: Ranking(tieBreaks: [Ranking.TieBreak(by: .criterion, ref: "taste")]))
    let marks = table(
      """
      entry,judge,item,value
      A,J1,t,50
      A,J1,l,30
      B,J1,t,55
      B,J1,l,25
      C,J1,t,50
      C,J1,l,30
      """)
    let tally = try Tally(rubric: rule, sheets: marks)
    #expect(tally.order == ["B", "A", "C"])
    #expect(tally.places == ["1", "2", "2"])
  }

  @Test("A draw that the rubric asks for and nobody held blocks the tied entries and nobody else")
  func drawMissing() throws {
    let rule = simple(Ranking(tieBreaks: [Ranking.TieBreak(by: .draw)]))
    let marks = sheets(item: "mark", [("A", ["90"]), ("B", ["90"]), ("C", ["80"])])
    let tally = try Tally(rubric: rule, sheets: marks)
    #expect(tally.order == ["C", "A", "B"])
    #expect(tally.places == ["1", "-", "-"])
    #expect(tally.standing.faults.map(\.code) == ["tie-undecided", "tie-undecided"])
    let drawn = try Tally(rubric: rule, sheets: marks, entries: table("entry,lot\nA,2\nB,1\nC,3"))
    #expect(drawn.order == ["B", "A", "C"])
  }

  @Test(
    "Unranked entries follow the ranked: not finished, not started, absent, withdrawn, disqualified, blocked")
  func unranked() throws {
    let marks = sheets(
      item: "mark", [("A", ["90"]), ("B", ["80"]), ("C", [""]), ("D", ["70"]), ("E", ["60"]), ("F", ["50"])])
    let tally = try Tally(
      rubric: simple(), sheets: marks,
      entries: table(
        "entry,status\nA,ok\nB,disqualified\nC,\nD,withdrawn\nE,not-finished\nF,not-started\nG,absent"))
    #expect(tally.order == ["A", "E", "F", "G", "D", "B", "C"])
    #expect(tally.statuses["C"] == "blocked")
    #expect(tally.standing.isComplete == false)
  }

  @Test("Each award goes to the next in line; one enlarged by a tie does not shrink the next")
  func awardsInLine() throws {
    let awards = Awards(
      atTie: .include,
      awards: [
        Awards.Award(id: "gold", label: label("gold"), top: 1),
        Awards.Award(id: "silver", label: label("silver"), top: 2),
      ])
    let marks = sheets(
      item: "mark", [("A", ["90"]), ("B", ["90"]), ("C", ["80"]), ("D", ["70"]), ("E", ["60"])])
    let tally = try Tally(rubric: simple(awards: awards), sheets: marks)
    #expect(tally.awards == ["A": ["gold"], "B": ["gold"], "C": ["silver"], "D": ["silver"], "E": []])
    let strict = Awards(atTie: .exclude, awards: awards.awards)
    #expect(try Tally(rubric: simple(awards: strict), sheets: marks).awards["A"] == ["silver"])
  }

  @Test("A threshold holds an award back, and a best-in award is extra")
  func thresholdsAndBestIn() throws {
    let awards = Awards(
      atTie: .include,
      awards: [
        Awards.Award(id: "gold", label: label("gold"), top: 2, minTotal: 85),
        Awards.Award(id: "bronze", label: label("bronze"), top: 1),
        Awards.Award(id: "taste", label: label("taste"), bestIn: "all"),
      ])
    let marks = sheets(item: "mark", [("A", ["90"]), ("B", ["84"])])
    #expect(
      try Tally(rubric: simple(awards: awards), sheets: marks).awards == [
        "A": ["gold", "taste"], "B": ["bronze"],
      ])
  }

  @Test(
    "An entry without any mark is blocked, has no place, or counts zero, as the rubric says",
    arguments: [(Missing.block, "blocked", "-"), (.absent, "absent", "-"), (.zero, "ok", "2")])
  func entryWithoutMarks(missing: Missing, status: String, place: String) throws {
    let tally = try Tally(
      rubric: simple(missing: missing), sheets: sheets(item: "mark", [("A", ["90"])]),
      entries: table("entry\nA\nB"))
    let line = tally.standing.lines.first { $0.entry.id == "B" }
    #expect(line?.status == status)
    #expect(line?.place ?? "-" == place)
  }
}
