// The sample fits the real rubrics: every sheet is complete, every result comes out, twice the same.

import Basics
import Judging
import Office
import Rubrics
import Testing

@Suite("The sample")
struct SampleFits {
  @Test("It is the same at every run")
  func same() throws {
    let rubrics = try RealRubrics.all()
    #expect(SampleData(rubrics: rubrics) == SampleData(rubrics: rubrics))
  }

  @Test("It has 42 contestants in four divisions, 40 candidates, 12 trainees, one retake")
  func counts() throws {
    let data = SampleData(rubrics: try RealRubrics.all())
    func count(_ kind: EventKind) -> [Int] {
      data.events.filter { $0.kind == kind }.map { event in data.participations.count { $0.event == event.id }
      }
    }
    #expect(count(.contest) == [42])
    #expect(count(.exam) == [40, 1])
    #expect(data.completions.count == 12)
    #expect(data.events[0].divisions.map(\.id) == ["chef-hot", "chef-cold", "chef-pastry", "chef-snack"])
    #expect(data.participations.filter { $0.status == "absent" }.count == 2)
    #expect(data.participations.filter { $0.status == "withdrawn" }.count == 1)
  }

  @Test(
    "Nobody in it can be a real person: the area of every number is given to no county, and none stands twice"
  )
  func invented() throws {
    let people = SampleData(rubrics: try RealRubrics.all()).people
    #expect(people.allSatisfy { $0.idNumber.area == "522699" })
    #expect(try people.allSatisfy { try IDNumber($0.idNumber.text) == $0.idNumber })
    #expect(people.allSatisfy { $0.phone.hasPrefix("1380000") && isMobilePhone($0.phone) })
    #expect(Set(people.map(\.idNumber)).count == people.count)
    #expect(Set(people.map(\.name)).count == people.count)
    #expect(Set(people.map(\.phone)).count == people.count)
  }

  @Test("Ids and codes are ids, and unique within their event")
  func ids() throws {
    let data = SampleData(rubrics: try RealRubrics.all())
    #expect(
      data.participations.allSatisfy {
        isIdentifier($0.id) && isIdentifier($0.code) && isIdentifier($0.entry)
      })
    #expect(Set(data.participations.map { "\($0.event) \($0.code)" }).count == data.participations.count)
    #expect(Set(data.participations.map { "\($0.event) \($0.number)" }).count == data.participations.count)
    #expect(Set(data.judges.map(\.id)).count == data.judges.count)
  }

  @Test(
    "Every division is ranked without a fault",
    arguments: [
      "chef-hot", "chef-cold", "chef-pastry", "chef-snack", "exam-mother-baby", "exam-elder-care",
      "manager-pitch",
    ])
  func complete(division: String) throws {
    let rubrics = try RealRubrics.all()
    let rubric = try #require(rubrics[division])
    let tally = try tally(SampleData(rubrics: rubrics), division, rubric)
    #expect(tally.standing.faults.map { $0.sentence(.zh) } == [])
  }

  @Test("The contest has a zeroed dish, late ones and close ties, and winners do not all score alike")
  func interesting() throws {
    let rubrics = try RealRubrics.all()
    let data = SampleData(rubrics: rubrics)
    let hot = try tally(data, "chef-hot", try #require(rubrics["chef-hot"])).standing.lines
    #expect(hot.contains { !$0.tieSteps.isEmpty })
    #expect(Set(hot.compactMap(\.place)).count >= 12)
    #expect(hot.contains { $0.status == "absent" })
  }

  private func tally(_ data: SampleData, _ division: String, _ rubric: Rubric) throws -> Tally {
    var rows = data.marks.filter { $0.division == division }.map {
      [$0.entry, $0.judge, $0.item, $0.value, $0.round, String($0.run), $0.panel]
    }
    for mark in data.theoryMarks {
      guard
        let one = data.participations.first(where: { $0.id == mark.participation && $0.division == division }
        ),
        let module = rubric.modules.first(where: { $0.blueprint != nil }), let panel = module.panel,
        let round = rubric.rounds.first(where: { $0.uses.contains { $0.module == module.id } })
      else { continue }
      rows.append([one.code, "machine", module.id, mark.mark, round.id, "1", panel])
    }
    let entries = data.participations.filter { $0.division == division }.map { one in
      [one.code, "", one.status, String(one.lot), "", ""]
    }
    let times = data.times.filter { $0.division == division }.map { one in
      [one.entry, one.round ?? "", "", "", one.start.utcText, one.finish.utcText]
    }
    let decisions = data.decisions.filter { $0.division == division }.map { one in
      [
        one.entry, one.round ?? "", one.panel ?? "", one.item ?? "", one.decision, one.value, one.by,
        one.reason,
      ]
    }
    return try Tally(
      rubric: rubric,
      sheets: Table(header: ["entry", "judge", "item", "value", "round", "run", "panel"], rows: rows),
      entries: Table(header: ["entry", "round", "status", "lot", "start", "finish"], rows: entries + times),
      decisions: decisions.isEmpty
        ? nil
        : Table(
          header: ["entry", "round", "panel", "item", "decision", "value", "by", "reason"], rows: decisions))
  }
}
