// The sample class of rural managers: twelve trainees, a pitch and a plan, completions.

internal import Basics
internal import Rubrics

extension SampleData {
  public static let classID = "manager-2026"

  mutating func addClass(rubrics: [String: Rubric], people: inout SamplePeople) {
    let titles = [
      "manager-pitch": Words(zh: "乡村职业经理人·路演", en: "Rural managers: pitch"),
      "manager-plan": Words(zh: "乡村职业经理人·计划书", en: "Rural managers: plan"),
    ]
    let chosen = ["manager-pitch", "manager-plan"].filter { rubrics[$0] != nil }
    guard !chosen.isEmpty else { return }
    events.append(
      Event(
        id: Self.classID, series: "rural-manager", kind: .training,
        title: Words(zh: "2026年岑巩县农村职业经理人培训班（示例）", en: "Rural managers' class 2026 (sample)"),
        day: Self.classDay,
        divisions: chosen.compactMap { id in
          rubrics[id].map { Division(id: id, title: titles[id] ?? Words(zh: id, en: id), rubric: $0) }
        }))
    judges += (1...5).map { place in
      Judge(
        id: "judge-m\(place)", event: Self.classID,
        name: ["黄老师", "陈老师", "李老师", "王老师", "蒋老师"][place - 1] + "（示例）", unit: "农业农村技术推广站（示例）", duty: .pitch,
        pin: String(260_600 + place))
    }
    let projects = [
      "思州柚分级与直供", "黑山羊合作养殖", "腊猪脚真空包装", "绿豆粉小作坊升级", "稻鱼共生示范田", "林下土鸡", "中药材育苗", "农家乐联营", "油茶压榨加工", "蔬菜进佛山专线",
      "手工米豆腐连锁",
      "村集体农机服务",
    ]
    let trainees = projects.indices.map { _ in people.next(youngest: 25, oldest: 50, women: 40) }
    for (index, division) in chosen.enumerated() {
      guard let rubric = rubrics[division] else { continue }
      var marks = SampleMarks(division: division, rubric: rubric, seed: 0x434C_4153 &+ UInt64(index)) { _ in
        zip(1...5, [-25, 15, 0, 20, -10]).map { SampleMarker(id: "judge-m\($0.0)", bias: $0.1) }
      }
      var chance = SplitMix64(seed: 0x5049_5443 &+ UInt64(index))
      let letter = division == "manager-pitch" ? "P" : "W"
      let codes = chance.shuffled(Array(1...12))
      for (place, person) in trainees.enumerated() {
        let code = letter + padded(codes[place], 2)
        participations.append(
          Participation(
            id: "\(division)-" + padded(place + 1, 3), person: person.id, event: Self.classID,
            division: division,
            number: letter + "-" + padded(place + 1, 2), unit: person.unit, work: projects[place],
            entry: "entry-\(Self.classID)-\(code.lowercased())", code: code, lot: codes[place], station: "1",
            status: "ok"))
        marks.mark(
          SampleWork(code: code, quality: 800 + chance.around(160) + (place < 2 ? 80 : 0)), chief: "judge-m1")
        let start = Self.classDay.start.adding(seconds: 9 * 3_600 + codes[place] * 1_080)
        let limit = rubric.modules.compactMap(\.timeLimit).max() ?? 720
        for round in rubric.rounds {
          times.append(
            Times(
              division: division, entry: code, round: rubric.rounds.count == 1 ? nil : round.id, start: start,
              finish: start.adding(seconds: limit + (place == 5 ? 95 : -chance.number(15...150))),
              by: "judge-m1"))
        }
      }
      self.marks += marks.rows
      decisions += marks.decisions
    }
    let first = chosen[0]
    for (place, person) in trainees.enumerated() {
      completions.append(
        Completion(
          participation: "\(first)-" + padded(place + 1, 3), person: person.id,
          course: Words(zh: "农村职业经理人培训", en: "Rural manager training"), hours: 96,
          from: sampleDay("2026-05-06"),
          to: Self.classDay,
          result: place < 2 ? Words(zh: "优秀", en: "with distinction") : Words(zh: "合格", en: "completed")))
    }
  }
}
