// Modules and criteria of a marking scheme with their values, and the theory papers.

import Basics

extension WorkbookReading {
  mutating func modules(
    of draft: SchemeDraft, panels: [Panel], papers: [String: Blueprint], deviations: [String: [Deviation]]
  ) -> [Module] {
    let only = panels.count == 1 ? panels[0].id : draft.isPlain ? panels.first?.id : nil
    var modules: [Module] = []
    for module in draft.modules {
      let row = module.row ?? FoundRow()
      let criteria = module.criteria.map { criterion($0, of: draft, deviations) }
      let extras = module.extras.compactMap { item(draft.items[$0], draft) }
      let label = Label(title: module.title, hint: hint(row, remarks: []))
      var read = Module(
        id: module.id, label: label, panel: id(row, "panel") ?? only, max: marks(row, "max", .positive),
        timeLimit: seconds(row, "timeLimit"), rounding: draft.rounding[module.id] ?? [],
        blueprint: papers[module.id], criteria: criteria, extras: extras, line: row.line)
      if module.row == nil, !draft.isJudged {
        let sum = read.allCriteria.flatMap(\.parts).reduce(0) { sum, part in
          if case .item(let item) = part { sum + (item.isOptional ? 0 : item.max?.units ?? 0) } else { sum }
        }
        let hasFullMarks = read.items.allSatisfy { $0.isOptional || $0.max != nil }
        if hasFullMarks, sum > 0 { read.max = Marks(units: sum) }
      }
      modules.append(read)
    }
    let ids = draft.modules.map(\.id)
    for row in self[RubricForms.theory]?.rows ?? [] where !row["module"].isEmpty {
      if !ids.contains(row["module"].foldedToPlain) {
        unknown(row, "module", Words(zh: "模块", en: "module"), ids)
      }
    }
    for row in self[RubricForms.deviations]?.rows ?? [] where !row["criterion"].isEmpty {
      if !draft.criteria.contains(where: { $0.id == row["criterion"].foldedToPlain }) {
        unknown(row, "criterion", Words(zh: "要素", en: "criterion"), draft.criteria.map(\.id))
      }
    }
    return modules
  }

  private mutating func criterion(
    _ index: Int, of draft: SchemeDraft, _ deviations: [String: [Deviation]]
  ) -> Criterion {
    let own = draft.criteria[index]
    let row = own.row ?? FoundRow()
    var parts: [Criterion.Part] = []
    for part in own.parts {
      switch part {
      case .criterion(let child): parts.append(.criterion(criterion(child, of: draft, deviations)))
      case .item(let index):
        if let item = item(draft.items[index], draft) { parts.append(.item(item)) }
      }
    }
    if parts.isEmpty, row.number > 0 {
      fault(
        "table-empty-criterion", row, "sub", zh: "要素 \(own.id) 下面没有评分项",
        en: "criterion \(own.id) has no items",
        Words(zh: "在它下面写评分项，或删去这一行", en: "write items below it, or delete the row"))
    }
    return Criterion(
      id: own.id, label: Label(title: own.title, hint: hint(row, remarks: [])),
      max: marks(row, "max", .positive), panel: id(row, "panel"), aggregate: aggregate(row),
      rounding: draft.rounding[own.id] ?? [], deviations: deviations[own.id] ?? [], parts: parts,
      line: row.line)
  }

  /// What explains a row: its hint, more words beside and below it, and what a measurement must meet.
  mutating func hint(_ row: FoundRow, remarks: [FoundRow]) -> Words? {
    var pieces = [words(row, "hint"), words(row, "detail"), words(row, "requirement")]
    for remark in remarks { pieces += [words(remark, "detail"), words(remark, "requirement")] }
    let found = pieces.compactMap { $0 }
    guard let first = found.first else { return nil }
    return found.dropFirst().reduce(first) { joined, piece in
      let isOne = joined.zh == joined.en && piece.zh == piece.en
      let isChinese = joined.zh.unicodeScalars.contains { $0.value >= 0x2E80 }
      let zh = isChinese || !isOne ? "；" : "; "
      return Words(zh: joined.zh + zh + piece.zh, en: joined.en + (isOne ? zh : "; ") + piece.en)
    }
  }

  /// Theory papers by their module.
  mutating func theory() -> [String: Blueprint] {
    var papers: [String: Blueprint] = [:]
    var module = ""
    var first = FoundRow()
    var partRow = FoundRow()
    for row in self[RubricForms.theory]?.rows ?? [] {
      if !row["module"].isEmpty, row["module"] != first["module"] {
        module = id(row, "module") ?? ""
        papers[module] = Blueprint(
          bank: bank(row), variant: choice(row, "variant") ?? .perCandidate,
          shuffleOptions: flag(row, "shuffle") ?? true, parts: [])
        first = row
        partRow = FoundRow()
      } else {
        for key in ["module", "bank", "variant", "shuffle"] where row[key] == first[key] { ask(row, key) }
      }
      if !row["id"].isEmpty, row["id"] != partRow["id"] {
        papers[module]?.parts.append(part(row))
        partRow = row
      } else if partRow.number > 0 {
        let own = ["id", "title", "titleEn", "hint", "hintEn", "type", "each", "partial"]
        for key in own where row[key] == partRow[key] { ask(row, key) }
      }
      guard let last = papers[module]?.parts.indices.last else {
        missing(
          row, first.number == 0 ? "module" : "id", Words(zh: "模块和部分的编号", en: "the module's and part's id"))
        continue
      }
      papers[module]?.parts[last].picks.append(pick(row))
    }
    return papers
  }

  private mutating func bank(_ row: FoundRow) -> String {
    if row["bank"].isEmpty { missing(row, "bank", Words(zh: "题库", en: "the question bank")) }
    return id(row, "bank") ?? ""
  }

  private mutating func part(_ row: FoundRow) -> Blueprint.Part {
    for (key, what) in [
      ("type", Words(zh: "题型", en: "the question type")),
      ("each", Words(zh: "每题分值", en: "the marks of each")),
    ] where row[key].isEmpty { missing(row, key, what) }
    let type: Blueprint.Part.QuestionType? = choice(row, "type")
    let partial: PartialMarks? = choice(row, "partial")
    return Blueprint.Part(
      id: id(row, "id") ?? "", label: label(row), type: type ?? .singleChoice,
      each: marks(row, "each", .positive) ?? .zero, partial: partial?.rawValue, picks: [], line: row.line)
  }

  private mutating func pick(_ row: FoundRow) -> Blueprint.Pick {
    let topic = needed(row, "topic", Words(zh: "知识点", en: "the topic")) ?? ""
    if row["count"].isEmpty { missing(row, "count", Words(zh: "题数", en: "the number of questions")) }
    let difficulty: Difficulty? = choice(row, "difficulty")
    return Blueprint.Pick(
      topic: topic, count: count(row, "count") ?? 1, difficulty: difficulty?.rawValue,
      mandatory: flag(row, "mandatory") ?? false)
  }
}
