// The sample exam: two batches of twenty candidates, theory and stations, and one retake of the failed gate alone.

internal import Basics
internal import Exams
internal import Rubrics

extension SampleData {
  public static let examID = "exam-2026-04"
  public static let retakeID = "exam-2026-06"

  mutating func addExam(rubrics: [String: Rubric], people: inout SamplePeople) {
    let titles = [
      "exam-mother-baby": Words(zh: "母婴护理员（五级）组", en: "Mother and infant care, level 5"),
      "exam-elder-care": Words(zh: "养老护理员（五级）组", en: "Elder care, level 5"),
    ]
    let chosen = ["exam-mother-baby", "exam-elder-care"].filter { rubrics[$0] != nil }
    guard !chosen.isEmpty else { return }
    events.append(
      Event(
        id: Self.examID, series: "home-care", kind: .exam,
        title: Words(zh: "2026年第一批家政服务技能考核（示例）", en: "Home care skills exam 2026, first batch (sample)"),
        day: Self.examDay,
        divisions: chosen.compactMap { id in
          rubrics[id].map { Division(id: id, title: titles[id] ?? Words(zh: id, en: id), rubric: $0) }
        }))
    judges += (1...3).map { place in
      Judge(
        id: "judge-e\(place)", event: Self.examID, name: ["彭考评员", "陆考评员", "欧考评员"][place - 1] + "（示例）",
        unit: "黔东南考评站（示例）", duty: .examiner, pin: String(260_500 + place))
    }
    for (index, division) in chosen.enumerated() {
      guard let rubric = rubrics[division] else { continue }
      var marks = SampleMarks(
        division: division, rubric: rubric, seed: 0x4558_414D &+ UInt64(index), spread: 25
      ) { _ in
        zip(1...3, [-12, 0, 10]).map { SampleMarker(id: "judge-e\($0.0)", bias: $0.1) }
      }
      var chance = SplitMix64(seed: 0x5448_454F &+ UInt64(index))
      let letter = division == "exam-mother-baby" ? "M" : "E"
      let codes = chance.shuffled(Array(1...20))
      for place in 0..<20 {
        let candidate = index * 20 + place + 1
        let person = people.next(youngest: 20, oldest: 52, women: letter == "M" ? 95 : 75)
        let code = letter + padded(codes[place], 2)
        let isAbsent = letter == "E" && place == 11
        let one = Participation(
          id: "\(Self.examID)-" + padded(candidate, 3), person: person.id, event: Self.examID,
          division: division,
          number: "K" + padded(candidate, 3), unit: person.unit, work: "",
          entry: "entry-\(Self.examID)-\(code.lowercased())", code: code, lot: codes[place],
          station: "\(place % 3 + 1)", status: isAbsent ? "absent" : "ok")
        participations.append(one)
        guard !isAbsent else { continue }
        addIdentity(one.id, isOdd: letter == "M" && place == 6)
        let theory = Self.theory(letter, place) ?? 120 + chance.number(4...66)
        theoryMarks.append(
          TheoryMark(
            event: Self.examID, participation: one.id, number: one.number,
            mark: Marks(units: theory * 500).description))
        let failsPractice = letter == "M" && place == 9
        marks.mark(
          SampleWork(code: code, quality: failsPractice ? 470 : 840 + chance.around(140)), chief: "judge-e1")
      }
      self.marks += marks.rows
      decisions += marks.decisions
    }
    if let rubric = rubrics["exam-mother-baby"] { addRetake(rubric) }
  }

  /// Half marks of those whose theory mark is told by the story: 59.5 fails, and nothing rounds it up.
  private static func theory(_ letter: String, _ place: Int) -> Int? {
    switch (letter, place) {
    case ("M", 3), ("E", 7): 119
    case ("E", 16): 104
    case ("M", 12): 120
    default: nil
    }
  }

  private mutating func addIdentity(_ participation: String, isOdd: Bool) {
    if isOdd {
      identities.append(
        Identity(
          participation: participation, result: .mismatch, document: .card, note: "报名表号码与证件末两位不符（示例）"))
      identities.append(
        Identity(
          participation: participation, result: .matched, document: .card, note: "经核对为报名表抄写错误，已更正（示例）"))
    } else {
      identities.append(Identity(participation: participation, result: .matched, document: .card, note: nil))
    }
  }

  /// Candidate K004 had 59.5 in theory and passed the practice: theory alone is sat again in June.
  private mutating func addRetake(_ rubric: Rubric) {
    guard let first = participations.first(where: { $0.event == Self.examID && $0.number == "K004" }) else {
      return
    }
    let theoryGate = Gate.all(of: rubric).first { gate in
      rubric.modules.contains { $0.id == gate.id && $0.blueprint != nil } || gate.id == "theory"
    }
    events.append(
      Event(
        id: Self.retakeID, series: "home-care", kind: .exam,
        title: Words(zh: "2026年家政服务技能考核补考（示例）", en: "Home care skills exam 2026, retakes (sample)"),
        day: Self.retakeDay,
        divisions: [
          Division(
            id: "exam-mother-retake", title: Words(zh: "母婴护理员（五级）补考组", en: "Mother and infant care, retakes"),
            rubric: rubric)
        ]))
    let again = Participation(
      id: "\(Self.retakeID)-001", person: first.person, event: Self.retakeID, division: "exam-mother-retake",
      number: "B001", unit: first.unit, work: "", entry: "entry-\(Self.retakeID)-r01", code: "R01", lot: 1,
      station: "1", status: "ok")
    participations.append(again)
    addIdentity(again.id, isOdd: false)
    theoryMarks.append(
      TheoryMark(event: Self.retakeID, participation: again.id, number: again.number, mark: "71.5"))
    retakes.append(Retake(participation: first.id, gate: theoryGate?.id ?? "theory", satAs: again.id))
  }
}
