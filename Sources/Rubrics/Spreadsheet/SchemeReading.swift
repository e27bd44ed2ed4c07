// The rows of a marking scheme put in order: which criterion belongs to which, and what stands below each item.

import Basics

extension WorkbookReading {
  /// Sorts the rows; faults where a row belongs to nothing.
  mutating func readScheme(_ sheet: FoundSheet, into draft: inout SchemeDraft) {
    for row in sheet.rows {
      for key in ["sub", "id"] where isID(row[key].foldedToPlain) { draft.ids.insert(row[key].foldedToPlain) }
    }
    let block = criteriaAbove(sheet)
    for row in sheet.rows where row.cells.values.contains(where: { !$0.isEmpty }) {
      asked[row.line, default: []].formUnion(RubricForms.unusedKeys)
      if isSum(row) {
        ask(row, "sub", "subName", "title", "id", "max", "points")
        note("table-sum", row, zh: "是合计，没有读", en: "is a sum and was not read")
        continue
      }
      guard let type = schemeRow(row, &draft) else { continue }
      switch type {
      case .module: addModule(row, to: &draft)
      case .criterion: addCriterion(row, block, to: &draft)
      case _ where type.isDetail: addDetail(row, type, to: &draft)
      default: addItem(row, type, to: &draft)
      }
    }
    noteUnused(sheet)
    if draft.added > 0 {
      note(
        "table-default-ids", zh: "给 \(draft.added) 处没有编号的内容编了号",
        en: "\(draft.added) things without an id were given one")
    }
    if draft.untyped > 0 {
      note(
        "table-default-type", zh: "有 \(draft.untyped) 项没有写类型，按打分读",
        en: "\(draft.untyped) items without a type were read as points")
    }
  }

  private mutating func noteUnused(_ sheet: FoundSheet) {
    let filled = RubricForms.unusedKeys.filter { key in sheet.rows.contains { !$0[key].isEmpty } }
      .compactMap { RubricForms.scheme.column($0)?.header }
    guard !filled.isEmpty else { return }
    note(
      "table-not-kept", zh: "这些列细则里没有位置，没有读：\(filled.map(\.zh).joined(separator: "、"))",
      en:
        "a rubric has no place for these columns, which were not read: \(filled.map(\.en).joined(separator: ", "))"
    )
  }

  private func isSum(_ row: FoundRow) -> Bool {
    let names = ["合计", "总计", "总分", "小计", "total", "sum", "totalmark"]
    let texts = ["sub", "subName", "title"].map { row[$0].headerKernel }.filter { !$0.isEmpty }
    return row["type"].isEmpty && texts.count == 1 && names.contains(texts[0])
  }

  /// What a row is: by its type, else by what it holds.
  private mutating func schemeRow(_ row: FoundRow, _ draft: inout SchemeDraft) -> SchemeRow? {
    if let text = text(row, "type") {
      // Some exports write "Meas" and "Judg".
      switch text.headerKernel {
      case "meas", "measurement": return .measurement
      case "judg", "judgement", "judgment": return .judgement
      default: break
      }
      return choice(row, "type")
    }
    if !row["score"].isEmpty { return .level }
    if !row["title"].isEmpty || !row["titleEn"].isEmpty {
      draft.untyped += 1
      return .points
    }
    if !row["sub"].isEmpty || !row["subName"].isEmpty { return .criterion }
    let rest = row.cells.filter { !$0.value.isEmpty && !RubricForms.unusedKeys.contains($0.key) }.map(\.key)
    if rest.isEmpty { return nil }
    if rest.allSatisfy({ ["detail", "detailEn", "requirement"].contains($0) }), !draft.items.isEmpty {
      draft.items[draft.items.count - 1].remarks.append(row)
      return nil
    }
    fault(
      "table-row", row, nil, zh: "看不出这一行是什么", en: "it is not clear what this row is",
      Words(zh: "补上类型和名称，或删去这一行", en: "add its type and name, or delete it"))
    return nil
  }

  /// The list of criteria that stands above the header of a CIS export: names by id.
  private func criteriaAbove(_ sheet: FoundSheet) -> [String: String] {
    var block: [String: String] = [:]
    var columns: (id: Int, name: Int)?
    for row in sheet.above {
      let kernels = row.cells.map(\.headerKernel)
      if let id = kernels.firstIndex(of: "id"), let name = kernels.firstIndex(of: "name") {
        columns = (id, name)
      } else if let columns {
        let id = row[columns.id].foldedToPlain
        if isID(id), !row[columns.name].trimmed.isEmpty { block[id] = row[columns.name].trimmed }
      }
    }
    return block
  }
}

// Adding rows.
extension WorkbookReading {
  private mutating func addModule(_ row: FoundRow, to draft: inout SchemeDraft) {
    let title = words(row, "subName") ?? words(row, "title")
    if title == nil { missing(row, "subName", Words(zh: "模块的名称", en: "the module's name")) }
    let id = id(row, "sub") ?? (row["sub"].isEmpty ? draft.newID("M") : "")
    draft.modules.append(SchemeDraft.Module(row: row, id: id, title: title ?? Words(zh: id, en: id)))
    draft.place = .module
  }

  /// A module for rows that name none.
  private mutating func needModule(_ draft: inout SchemeDraft) {
    guard draft.modules.isEmpty else { return }
    let id = draft.ids.contains("marks") ? draft.newID("marks") : "marks"
    draft.ids.insert(id)
    draft.modules.append(SchemeDraft.Module(id: id, title: Words(zh: "评分", en: "Marks")))
    note(
      "table-default-module", zh: "没有模块，全部放进模块 \(id)", en: "there is no module; everything is put into \(id)")
  }

  /// Puts a criterion into the last module, or into another criterion.
  private func append(_ criterion: SchemeDraft.Criterion, in parent: Int?, to draft: inout SchemeDraft) {
    draft.criteria.append(criterion)
    let index = draft.criteria.count - 1
    if let parent {
      draft.criteria[parent].parts.append(.criterion(index))
    } else {
      draft.modules[draft.modules.count - 1].criteria.append(index)
    }
    draft.place = .criterion(index)
  }

  private mutating func addCriterion(
    _ row: FoundRow, _ block: [String: String], to draft: inout SchemeDraft
  ) {
    needModule(&draft)
    let title = words(row, "subName") ?? words(row, "title")
    let id = id(row, "sub") ?? (row["sub"].isEmpty ? draft.newID("C") : "")
    let parent = parent(of: row, id: id, block, &draft)
    append(
      SchemeDraft.Criterion(row: row, id: id, title: title ?? Words(zh: id, en: id)), in: parent, to: &draft)
  }

  /// The criterion that a row names as the one above it; in a plain scheme it need not have a row of its own.
  private mutating func parent(
    of row: FoundRow, id: String, _ block: [String: String], _ draft: inout SchemeDraft
  ) -> Int? {
    let letters = String(id.prefix { $0.isLetter })
    let isInBlock = row["criterion"].isEmpty && letters != id && block[letters] != nil
    guard let wanted = isInBlock ? letters : self.id(row, "criterion") else { return nil }
    if let known = draft.criterion(where: { $0.id == wanted }) { return known }
    guard draft.isPlain, wanted != id else {
      unknown(row, "criterion", Words(zh: "要素", en: "criterion"), draft.criteria.map(\.id))
      return nil
    }
    draft.ids.insert(wanted)
    let name = block[wanted] ?? wanted
    append(SchemeDraft.Criterion(id: wanted, title: Words(zh: name, en: name)), in: nil, to: &draft)
    return draft.criteria.count - 1
  }

  private mutating func addItem(_ row: FoundRow, _ type: SchemeRow, to draft: inout SchemeDraft) {
    needModule(&draft)
    findPlace(row, &draft)
    let isExtra = [.deduct, .veto, .bonus, .given, .global].contains(type)
    let module = draft.modules.count - 1
    if draft.place == .module, !isExtra {
      if let added = draft.modules[module].added {
        draft.place = .criterion(added)
      } else {
        let id = draft.newID("\(draft.modules[module].id)-")
        append(SchemeDraft.Criterion(id: id, title: draft.modules[module].title), in: nil, to: &draft)
        draft.modules[module].added = draft.criteria.count - 1
      }
    }
    let owner =
      if case .criterion(let index) = draft.place { draft.criteria[index].id } else {
        draft.modules[module].id
      }
    let id = id(row, "id") ?? (row["id"].isEmpty ? draft.newID("\(owner).") : "")
    draft.items.append(SchemeDraft.Item(row: row, type: type, id: id))
    let index = draft.items.count - 1
    if case .criterion(let owner) = draft.place {
      draft.criteria[owner].parts.append(.item(index))
    } else {
      draft.modules[module].extras.append(index)
    }
  }

  /// Where an item's row says what it belongs to, that becomes the place.
  private mutating func findPlace(_ row: FoundRow, _ draft: inout SchemeDraft) {
    let name = words(row, "subName")
    guard let wanted = id(row, "sub") else {
      guard row["sub"].isEmpty, let name else { return }
      if let known = draft.criterion(where: { $0.title == name }) {
        draft.place = .criterion(known)
      } else {
        append(SchemeDraft.Criterion(id: draft.newID("C"), title: name), in: nil, to: &draft)
      }
      return
    }
    if wanted == draft.modules.last?.id {
      draft.place = .module
    } else if let known = draft.criterion(where: { $0.id == wanted }) {
      draft.place = .criterion(known)
    } else if let name {
      append(SchemeDraft.Criterion(id: wanted, title: name), in: nil, to: &draft)
    } else {
      unknown(
        row, "sub", Words(zh: "要素", en: "criterion"), draft.criteria.map(\.id) + draft.modules.map(\.id))
    }
  }

  private mutating func addDetail(_ row: FoundRow, _ type: SchemeRow, to draft: inout SchemeDraft) {
    let fitting: [SchemeRow] =
      switch type {
      case .level: [.levels, .global, .judgement]
      case .step: [.checklist, .measurement]
      case .band: [.measure, .deduct]
      case .linear: [.measure]
      default: [.points]
      }
    guard let last = draft.items.indices.last, fitting.contains(draft.items[last].type) else {
      let list = Words(
        zh: fitting.map { $0.word(.zh) }.joined(separator: "、"),
        en: fitting.map { $0.word(.en) }.joined(separator: ", "))
      fault(
        "table-detail", row, "type", zh: "“\(type.word(.zh))”要写在\(list.zh)的下面",
        en: "a row \(type.word(.en)) belongs below \(list.en)",
        Words(zh: "移到它的评分项下面", en: "move it below its item"))
      return
    }
    draft.items[last].details.append(row)
  }
}
