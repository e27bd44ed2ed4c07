// Marking schemes that know nothing of rubrics: a CIS export, and lists of items and marks as offices keep them.

import Basics
import Rubrics
import Testing

/// A workbook of one sheet; rows are numbered from 1.
private func book(_ rows: [[String]], name: String = "Sheet1", file: String? = "T.xlsx") -> Workbook {
  Workbook(
    file: file,
    sheets: [
      Workbook.Sheet(
        name: name,
        rows: rows.enumerated().filter { $1.contains { !$0.isEmpty } }.map {
          Workbook.Row(number: $0 + 1, cells: $1)
        })
    ])
}

/// The rows of a CIS export as the program of the trade's world contests writes them.
private let export: [[String]] = [
  ["Cooking"],
  [],
  ["ID", "Name", "Mark"],
  ["A", "Work organization", "2.5"],
  ["B", "Taste", "5"],
  [
    "Sub\nCriterion\nID", "Sub Criterion\nName or Description", "Day of Marking",
    "Aspect\nType\nM = Meas\nJ = Judg",
    "Aspect - Description", "Judg Score",
    "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
    "Requirement\n(Measurement Only)", "WSOS Section", "Calculation Row \n(Export only)", "Max\nMark",
  ],
  ["A1", "Hygiene", "1"],
  ["", "", "", "M", "Hands washed", "", "before each task", "yes", "1", "1", "0.5"],
  ["", "", "", "M", "Bench clean", "", "", "", "1", "1", "2"],
  ["B1", "Sauce", "2"],
  ["", "", "", "J", "Harmony", "", "", "", "4", "1", "5"],
  ["", "", "", "", "", "0", "poor"],
  ["", "", "", "", "", "1", "acceptable"],
  ["", "", "", "", "", "2", "good"],
  ["", "", "", "", "", "3", "excellent"],
]

@Suite struct PlainSchemes {
  @Test("A CIS export becomes a rubric: its criteria, judgement scaled to its mark, measurement as yes or no")
  func cis() throws {
    let made = try rubric(from: book(export)).get()
    let module = made.rubric.modules[0]
    #expect(made.rubric.label.title.en == "Cooking")
    #expect(module.criteria.map(\.id) == ["A", "B"])
    #expect(module.criteria.map(\.label.title.en) == ["Work organization", "Taste"])
    #expect(module.allCriteria.map(\.id) == ["A", "A1", "B", "B1"])
    let items = module.items
    #expect(items.map(\.id) == ["A1.1", "A1.2", "B1.1"])
    #expect(items[0].label.hint?.en == "before each task; yes")
    #expect(items[0].panel == "measurers")
    guard case .checklist(let steps) = items[1].kind, case .levels(let levels) = items[2].kind else {
      Issue.record("\(items)")
      return
    }
    #expect(steps.map(\.points) == [Marks(whole: 2)])
    #expect(levels.map(\.value) == [0, 1, 2, 3])
    #expect(levels[3].text.en == "excellent")
    #expect(items[2].times == Rational(5, over: 3))
    #expect(items[2].aggregate?.method == .mean)
    #expect(made.rubric.panels.map(\.id) == ["experts", "measurers"])
    #expect(made.rubric.panels[0].deviations.map(\.unit) == [.levels])
  }

  @Test("What the export lacks is added, and each addition is told")
  func told() throws {
    let codes = try rubric(from: book(export)).get().notes.map(\.code)
    for code in [
      "table-default-id", "table-default-title", "table-default-ids", "table-default-panels",
      "table-default-rounds", "table-default-rounding", "table-default-module", "table-not-kept",
    ] { #expect(codes.contains(code), "\(code)") }
  }

  @Test("A list of items and marks is enough")
  func list() throws {
    let made = try rubric(
      from: book([["评分项", "满分"], ["色泽", "40"], ["味道", "60"], ["合计", "100"]], file: "酸汤 soup-1.xlsx")
    ).get()
    #expect(made.rubric.id == "soup-1")
    #expect(made.rubric.modules[0].max == Marks(whole: 100))
    #expect(made.rubric.results.scale == Marks(whole: 100))
    #expect(made.rubric.modules[0].items.map(\.label.title.zh) == ["色泽", "味道"])
    #expect(made.rubric.panels.map(\.aggregate.method) == [.mean])
    #expect(made.rubric.results.rounding == [Rounding(stage: .final, decimals: 2, mode: .halfUp)])
    #expect(made.notes.contains { $0.code == "table-sum" && $0.row == 4 })
  }

  @Test("A criterion whose name stands in every row, or in merged cells, is one criterion")
  func flat() throws {
    let rows = [
      ["岑巩县酸汤赛评分表"], ["要素", "评分项", "分值", "评分说明"], ["味道", "酸味", "40", "酸而不涩"], ["味道", "香气", "20", ""],
      ["外观", "色泽", "40", ""],
    ]
    let made = try rubric(from: book(rows)).get()
    let criteria = made.rubric.modules[0].criteria
    #expect(criteria.map(\.label.title.zh) == ["味道", "外观"])
    #expect(criteria.map(\.allItems.count) == [2, 1])
    #expect(criteria[0].allItems[0].label.hint?.zh == "酸而不涩")
    #expect(made.rubric.label.title.zh == "岑巩县酸汤赛评分表")
  }

  @Test("A mark of 2.5 without a step goes in halves, and that is told")
  func steps() throws {
    let made = try rubric(from: book([["评分项", "满分"], ["色泽", "2.5"]])).get()
    guard case .points(let points) = made.rubric.modules[0].items[0].kind else {
      Issue.record("no points")
      return
    }
    #expect(points.step == Marks(units: 500))
    #expect(made.notes.contains { $0.code == "table-default-step" && $0.row == 2 })
  }

  @Test("Other columns of a plain list are noted and not read")
  func others() throws {
    let made = try rubric(from: book([["序号", "评分项", "满分", "组长意见"], ["1", "色泽", "5", "好"]])).get()
    #expect(made.notes.contains { $0.code == "table-unknown-column" && $0.column == 4 })
  }

  @Test(
    "A slip is a fault in its cell with what to do",
    arguments: [
      (["评分项", "满分"], ["色泽", "四十"], "table-value", 2),
      (["评分项", "满分"], ["色泽", ""], "table-missing-value", 2),
      (["评分项", "满分"], ["色泽", "1,5"], "table-value", 2), (["评分项", "满分"], ["色泽", "50%"], "table-value", 2),
      (["项目编号", "评分项", "满分"], ["一", "色泽", "5"], "table-id", 1),
      (["类型", "评分项", "满分"], ["等极项", "色泽", "5"], "table-value", 1),
      (["类型", "评分项", "满分"], ["排名", "色泽", "5"], "table-no-effect", 3),
      (["类型", "评分项", "满分"], ["测量", "重量", "5"], "table-missing-value", nil),
      (["评分项", "满分", "等级值"], ["", "", "3"], "table-detail", nil),
    ] as [([String], [String], String, Int?)])
  func slips(header: [String], row: [String], code: String, column: Int?) throws {
    let refusal = #expect(throws: Refusal.self) { try rubric(from: book([header, row])).get() }
    let fault = try #require(refusal?.faults.first { $0.code == code })
    #expect(fault.row == 2)
    #expect(fault.column == column)
    #expect(fault.suggestion != nil)
    #expect(fault.words.zh.hasPrefix("“Sheet1”") && fault.words.en.hasPrefix("\"Sheet1\""))
  }

  @Test("A workbook without a marking scheme is refused with a way to begin")
  func nothing() throws {
    let refusal = #expect(throws: Refusal.self) { try rubric(from: book([["a", "b"], ["1", "2"]])).get() }
    #expect(refusal?.faults.map(\.code) == ["table-no-scheme"])
  }

  @Test("In our own sheets a mistyped header is a fault that names the right one")
  func headers() throws {
    var own = workbook(of: sampleRubric(), .zh)
    let index = try #require(own.sheets.firstIndex { $0.name == "轮次" })
    own.sheets[index].rows[0].cells = own.sheets[index].rows[0].cells.map {
      $0 == "轮次权重（%）" ? "轮次权中（%）" : $0
    }
    let refusal = #expect(throws: Refusal.self) { try rubric(from: own).get() }
    #expect(refusal?.faults.first?.code == "table-unknown-column")
    #expect(refusal?.faults.first?.suggestion?.zh.contains("轮次权重") == true)
  }

  @Test("Chinese and English headers and words mean the same")
  func languages() throws {
    let zh = try rubric(from: workbook(of: sampleRubric(), .zh)).get()
    let en = try rubric(from: workbook(of: sampleRubric(), .en)).get()
    #expect(zh == en)
  }
}
