// R042: no two things that rows of a sheet or references may name share an id.

import Basics

extension Checker {
  /// Modules, criteria, items, steps and parts share one list of ids; panels, rounds, awards and certificates have their own.
  mutating func checkIDs() {
    var marked: [(String, Int)] = []
    for module in rubric.modules {
      marked.append((module.id, module.line))
      marked += module.blueprint?.parts.map { ($0.id, $0.line) } ?? []
      marked += module.allCriteria.map { ($0.id, $0.line) }
      for item in module.items {
        marked.append((item.id, item.line))
        if case .checklist(let steps) = item.kind { marked += steps.map { ($0.id, $0.line) } }
      }
    }
    checkUnique(marked)
    checkUnique(rubric.panels.map { ($0.id, $0.line) })
    checkUnique(rubric.rounds.map { ($0.id, $0.line) })
    checkUnique(rubric.results.awards?.awards.map { ($0.id, $0.line) } ?? [])
    checkUnique(rubric.results.certificates.map { ($0.id, $0.line) })
  }

  private mutating func checkUnique(_ ids: [(id: String, line: Int)]) {
    var first: [String: Int] = [:]
    for (id, line) in ids where !id.isEmpty {
      if let before = first[id] {
        fault(
          "R042", line, zh: "编号 \(id) 重复（第 \(before) 行已用）",
          en: "id \(id) is used twice (line \(before) has it too)",
          does: "换一个编号，例如 \(id)-2", "choose another, for example \(id)-2")
      } else {
        first[id] = line
      }
    }
  }
}
