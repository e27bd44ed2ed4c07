// The sample contest: four divisions, 42 contestants, seven product judges and three on site.

internal import Basics
internal import Rubrics

/// One division of the contest as it is planned.
private struct Plan {
  var id: String
  var title: Words
  var letter: String
  var count: Int
  var dishes: [String]
}

private let plans = [
  Plan(
    id: "chef-hot", title: Words(zh: "热菜组", en: "Hot dishes"), letter: "A", count: 14,
    dishes: [
      "思州腊猪脚", "酸汤鱼", "酸汤猪脚", "血浆鸭", "社饭腊味煲", "糟辣脆皮鱼", "柚香排骨", "山笋焖土鸡", "蕨粑炒腊肉", "折耳根炒腊肉", "思州羊肉粉锅", "小炒黑山羊",
      "豆腐圆子烩时蔬", "苗家酸汤鸡",
    ]),
  Plan(
    id: "chef-cold", title: Words(zh: "冷拼组", en: "Cold platters"), letter: "B", count: 9,
    dishes: ["思州山水", "荷塘月色", "锦鸡报春", "风雨桥", "柚园丰收", "孔雀开屏", "龙江晨雾", "鱼跃人家", "梯田如画"]),
  Plan(
    id: "chef-pastry", title: Words(zh: "面点组", en: "Pastry"), letter: "C", count: 9,
    dishes: ["清明粑", "荞麦酥", "柚子酥", "糯米粽", "桐叶粑", "红薯糕", "南瓜饼", "油香", "玉米窝窝"]),
  Plan(
    id: "chef-snack", title: Words(zh: "思州小吃组", en: "Sizhou snacks"), letter: "D", count: 10,
    dishes: ["岑巩米豆腐", "思州绿豆粉", "社饭", "糍粑", "灰水粽", "豆花面", "酸萝卜", "油茶", "卷粉", "炸洋芋粑"]),
]

extension SampleData {
  public static let contestID = "chef-2026"

  mutating func addContest(rubrics: [String: Rubric], people: inout SamplePeople) {
    let chosen = plans.filter { rubrics[$0.id] != nil }
    guard !chosen.isEmpty else { return }
    events.append(
      Event(
        id: Self.contestID, series: "sizhou-chef", kind: .contest,
        title: Words(
          zh: "2026年岑巩县“思州厨师”职业技能大赛（示例）", en: "Cengong “Sizhou Chef” Skills Contest 2026 (sample)"),
        day: Self.contestDay,
        divisions: chosen.compactMap { plan in
          rubrics[plan.id].map { Division(id: plan.id, title: plan.title, rubric: $0) }
        }))
    judges += Self.contestJudges
    var number = 0
    for (index, plan) in plans.enumerated() {
      guard let rubric = rubrics[plan.id] else { continue }
      var chance = SplitMix64(seed: 0x4348_4546 &+ UInt64(index))
      // Codes are drawn: the order of codes says nothing about the order of numbers.
      let codes = chance.shuffled(Array(1...plan.count))
      var marks = SampleMarks(division: plan.id, rubric: rubric, seed: 0x4D41_524B &+ UInt64(index)) {
        panel in
        Self.contestMarkers(panel)
      }
      for place in 0..<plan.count {
        number += 1
        let person = people.next(women: plan.letter == "A" ? 30 : 55)
        let code = plan.letter + padded(codes[place], 2)
        let status = Self.contestStatus(plan.letter, place)
        participations.append(
          Participation(
            id: "\(Self.contestID)-" + padded(number, 3), person: person.id, event: Self.contestID,
            division: plan.id, number: "S" + padded(number, 3), unit: person.unit, work: plan.dishes[place],
            entry: "entry-\(Self.contestID)-\(code.lowercased())", code: code, lot: codes[place],
            station: "\(plan.letter)-\(place + 1)", status: status))
        guard status == "ok" else { continue }
        let quality = 790 + chance.around(230) + (place < 3 ? 60 : 0)
        marks.mark(
          SampleWork(
            code: code, quality: min(quality, 950), isVetoed: plan.letter == "D" && place == 7,
            isDeducted: place == 4), chief: "chief")
        addTimes(plan.id, rubric, code: code, place: place, letter: plan.letter, chance: &chance)
      }
      if plan.letter == "A" || plan.letter == "C" {
        marks.tie(plan.letter + padded(codes[6], 2), with: plan.letter + padded(codes[5], 2))
      }
      self.marks += marks.rows
      decisions += marks.decisions
    }
  }

  /// One stays away, one withdraws.
  private static func contestStatus(_ letter: String, _ place: Int) -> String {
    switch (letter, place) {
    case ("A", 12): "absent"
    case ("B", 8): "withdrawn"
    default: "ok"
    }
  }

  /// Start and finish within the time allowed, except for three who are late.
  private mutating func addTimes(
    _ division: String, _ rubric: Rubric, code: String, place: Int, letter: String, chance: inout SplitMix64
  ) {
    var start = Self.contestDay.start.adding(
      seconds: 8 * 3_600 + 1_800 + place % 5 * 300 + place / 7 * 3 * 3_600)
    for round in rubric.rounds {
      let limits = round.uses.compactMap { use in rubric.modules.first { $0.id == use.module }?.timeLimit }
      let limit = limits.max() ?? 3_600
      let late: Int? =
        switch (letter, place) {
        case ("A", 9): 440
        case ("C", 3): 100
        case ("D", 5): 245
        default: nil
        }
      let taken = limit + (late ?? -chance.number(40...min(900, limit / 2)))
      times.append(
        Times(
          division: division, entry: code, round: rubric.rounds.count == 1 ? nil : round.id, start: start,
          finish: start.adding(seconds: taken), by: place < 7 ? "judge-t1" : "judge-t2"))
      start = start.adding(seconds: limit + 1_800)
    }
  }

  private static let contestJudges: [Judge] = {
    let product = ["杨评委", "吴评委", "龙评委", "田评委", "刘评委", "张评委", "潘评委"]
    let site = ["周现场", "姚现场", "石现场"]
    func judge(_ id: String, _ name: String, _ duty: Judge.Duty, _ pin: Int) -> Judge {
      Judge(
        id: id, event: contestID, name: name + "（示例）", unit: duty == .product ? "省烹饪协会（示例）" : "岑巩县职校（示例）",
        duty: duty, pin: String(pin))
    }
    return product.enumerated().map {
      judge("judge-p\($0.offset + 1)", $0.element, .product, 260_101 + $0.offset)
    }
      + site.enumerated().map { judge("judge-s\($0.offset + 1)", $0.element, .site, 260_201 + $0.offset) }
      + [
        judge("judge-t1", "罗计时", .timekeeper, 260_301), judge("judge-t2", "舒计时", .timekeeper, 260_302),
        judge("judge-c1", "吴裁判长", .chief, 260_401),
      ]
  }()

  /// Strict and lenient product judges; three on site; the first timekeeper for panels that only watch.
  private static func contestMarkers(_ panel: Panel) -> [SampleMarker] {
    if panel.role == .marshals, panel.aggregate.method == .single {
      return [SampleMarker(id: "judge-t1", bias: 0)]
    }
    if panel.role == .judges, panel.blind {
      return zip(1...7, [-35, 20, 0, -10, 40, 5, -20]).map { SampleMarker(id: "judge-p\($0.0)", bias: $0.1) }
    }
    return zip(1...3, [-15, 10, 5]).map { SampleMarker(id: "judge-s\($0.0)", bias: $0.1) }
  }
}
