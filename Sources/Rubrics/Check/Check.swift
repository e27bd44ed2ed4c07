// The rules that a schema cannot say: sums, references, and what one part must know of another.

public import Basics

/// Every fault of a rubric against the rules R001 to R079 (`rubrics/README.md` lists them), in the order of the rules.
///
/// Lines come from the model; the file and the column are added by whoever read the file.
public func check(_ rubric: Rubric) -> [Fault] {
  var checker = Checker(rubric)
  checker.checkIDs()
  checker.checkPanels()
  for module in rubric.modules { checker.check(module) }
  checker.checkRounds()
  checker.checkPlacings()
  checker.checkRounding()
  checker.checkPass()
  checker.checkTieBreaks()
  checker.checkAwards()
  checker.checkCertificates()
  checker.checkWording()
  return checker.faults
}

/// A rubric under inspection, with what was found so far.
struct Checker {
  let rubric: Rubric
  let modules: [String: Module]
  let items: [String: Item]
  let criteria: [String: Criterion]
  private(set) var faults: [Fault] = []

  init(_ rubric: Rubric) {
    self.rubric = rubric
    modules = Dictionary(rubric.modules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    items = Dictionary(
      rubric.modules.flatMap(\.items).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    criteria = Dictionary(
      rubric.modules.flatMap(\.allCriteria).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Notes a fault; `does` says what to do about it.
  mutating func fault(_ code: String, _ line: Int, zh: String, en: String, does zhDo: String, _ enDo: String)
  {
    faults.append(
      Fault(code, zh: zh, en: en, suggestion: Words(zh: zhDo, en: enDo), line: line > 0 ? line : nil))
  }

  /// Notes a fault whose cure is one of the ids that exist.
  mutating func unknown(_ code: String, _ line: Int, what: Words, _ id: String, known: [String]) {
    let list = known.isEmpty ? "-" : known.prefix(20).joined(separator: ", ")
    let near = nearestName(to: id, in: known)
    fault(
      code, line, zh: "没有编号为“\(id)”的\(what.zh)", en: "there is no \(what.en) \"\(id)\"",
      does: (near.map { "是不是想写 \($0)？" } ?? "") + "可用的编号：\(list)",
      (near.map { "did you mean \($0)? " } ?? "") + "those that exist: \(list)")
  }

  mutating func check(_ module: Module) {
    checkSums(module)
    for criterion in module.criteria { checkNesting(criterion, depth: 1) }
    for item in module.items {
      checkItem(item, in: module)
      if let aggregate = item.aggregate { check(aggregate, of: item.id, line: item.line) }
    }
    for criterion in module.allCriteria {
      if let aggregate = criterion.aggregate { check(aggregate, of: criterion.id, line: criterion.line) }
      check(criterion.deviations, of: criterion.id, line: criterion.line)
    }
    checkBlueprint(module)
  }

  private mutating func checkNesting(_ criterion: Criterion, depth: Int) {
    if depth == 4 {
      fault(
        "R050", criterion.line, zh: "评分要素 \(criterion.id) 嵌套超过 3 层",
        en: "criterion \(criterion.id) nests more than 3 deep",
        does: "把它移到上一层", "move it one level up")
      return
    }
    for part in criterion.parts {
      if case .criterion(let child) = part { checkNesting(child, depth: depth + 1) }
    }
  }
}
