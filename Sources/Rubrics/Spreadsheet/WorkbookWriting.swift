// A rubric as a workbook: a sheet each for settings, panels, marking scheme, rounds, and what results become.

public import Basics

/// The rubric as sheets that people can edit, with headers and choices in `language`.
///
/// `rubric(from:)` gives an equal rubric back, but for line numbers and the SHA-256. Sheets and columns that the rubric
/// does not need are left out.
public func workbook(of rubric: Rubric, _ language: Language) -> Workbook {
  Workbook(sheets: WorkbookWriter(rubric, language).sheets)
}

/// Turns the parts of a rubric into rows.
struct WorkbookWriter {
  let rubric: Rubric
  let language: Language

  init(_ rubric: Rubric, _ language: Language) {
    self.rubric = rubric
    self.language = language
  }

  var sheets: [Workbook.Sheet] {
    let tables = [
      panels, deviations, scheme, theory, rounds, factors, roundGroups, rounding, pass, ranking, awards,
      certificates,
    ]
    return [settings] + tables.compactMap { $0.sheet(language) }
  }
}

// Words of cells.
extension WorkbookWriter {
  /// A choice, or nothing where it is the usual one.
  func word<Choice: SheetChoice>(_ choice: Choice?, unless usual: Choice? = nil) -> String? {
    choice == usual ? nil : choice?.word(language)
  }

  func flag(_ value: Bool) -> String? { value ? Flag.yes.word(language) : nil }

  func number(_ value: Int?, unless usual: Int? = nil) -> String? {
    value == usual ? nil : value.map { String($0) }
  }

  func marks(_ value: Marks?, unless usual: Marks? = nil) -> String? {
    value == usual ? nil : value?.description
  }

  /// Both languages of a text under two keys; what is the same is written once.
  func texts(_ key: String, _ words: Words?) -> [(String, String?)] {
    guard let words else { return [] }
    let (zh, en) = (words[.zh], words[.en])
    return [(key, zh), (key + "En", zh == en ? nil : en)]
  }

  func label(_ label: Label) -> [(String, String?)] {
    texts("title", label.title) + texts("hint", label.hint)
  }

  func aggregate(_ aggregate: Aggregate?) -> [(String, String?)] {
    guard let aggregate else { return [] }
    return [
      ("method", word(aggregate.method)), ("dropHigh", number(aggregate.dropHigh, unless: 0)),
      ("dropLow", number(aggregate.dropLow, unless: 0)), ("best", number(aggregate.best)),
      ("minJudges", number(aggregate.minJudges, unless: 1)),
      ("ifFewer", word(aggregate.ifFewer, unless: .block)), ("judges", number(aggregate.judges)),
    ] + placing(aggregate.placing)
  }

  func placing(_ placing: Placing?) -> [(String, String?)] {
    guard let placing else { return [] }
    return [
      ("as", word(placing.as)),
      ("placePoints", placing.points.map(\.description).joined(separator: " ")),
      ("tied", word(placing.tied, unless: .average)), ("first", word(placing.first)),
      ("among", word(placing.within, unless: .division)),
    ]
  }
}

// Settings, panels, rounds.
extension WorkbookWriter {
  private var settings: Workbook.Sheet {
    let results = rubric.results
    let ranking = results.ranking
    let values: [(String, String?)] = [
      ("id", rubric.id), ("version", String(rubric.version)), ("schema", rubric.schemaVersion),
      ("kind", word(rubric.kind)), ("occupation", rubric.occupation?.code),
      ("level", number(rubric.occupation?.level)), ("scale", results.scale.description),
      ("missing", word(results.missing)), ("bestRounds", number(results.bestRounds)),
      ("medianAt", results.medianScale?.at.description),
      ("medianFactor", results.medianScale?.factor.description), ("order", word(ranking.order)),
      ("numbering", word(ranking.numbering)), ("ties", word(ranking.ties)),
      ("upTo", number(ranking.upTo)),
      ("veto", results.pass.map { ($0.vetoFails ? VetoAndPass.fails : .ignored).word(language) }),
      ("atTie", word(results.awards?.atTie)), ("tiedWithin", marks(results.awards?.tiedWithin)),
      ("enlarged", word(results.awards?.enlarged)),
    ]
    let known = Dictionary(values + label(rubric.label), uniquingKeysWith: { first, _ in first })
    let rows = RubricForms.settings.columns.compactMap { line -> [String]? in
      guard let value = known[line.key] ?? nil, !value.isEmpty else { return nil }
      let english = known[line.key + "En"] ?? nil
      return [line.header[language], value] + [english].compactMap { $0 }
    }
    let head = RubricForms.settingColumns.map { $0.header[language] }
    return Workbook.Sheet(
      name: RubricForms.settings.name[language],
      rows: ([head] + rows).enumerated().map { Workbook.Row(number: $0 + 1, cells: $1) })
  }

  private var panels: SheetRows {
    var rows = SheetRows(RubricForms.panels)
    for panel in rubric.panels {
      let how: [(String, String?)] =
        panel.double.map { double in
          [
            ("scheme", word(double.scheme)), ("tolerance", double.tolerance.description),
            ("per", word(double.per, unless: .sheet)),
          ]
        } ?? aggregate(panel.aggregate)
      rows.add(
        [("id", panel.id), ("role", word(panel.role, unless: .judges)), ("blind", flag(panel.blind))]
          + [("missing", word(panel.missing))] + label(panel.label) + how)
    }
    return rows
  }

  private var deviations: SheetRows {
    var rows = SheetRows(RubricForms.deviations)
    func add(_ owner: (String, String?), _ deviations: [Deviation]) {
      for deviation in deviations {
        rows.add([
          owner, ("scope", word(deviation.scope)), ("max", deviation.max.description),
          ("unit", word(deviation.unit)), ("compare", word(deviation.compare, unless: .range)),
          ("action", word(deviation.action)),
        ])
      }
    }
    for panel in rubric.panels { add(("panel", panel.id), panel.deviations) }
    for criterion in rubric.modules.flatMap(\.allCriteria) {
      add(("criterion", criterion.id), criterion.deviations)
    }
    return rows
  }

  private var rounds: SheetRows {
    var rows = SheetRows(RubricForms.rounds)
    for round in rubric.rounds {
      for (index, use) in round.uses.enumerated() {
        let own: [(String, String?)] = [
          ("id", round.id), ("weight", round.weight?.description),
          ("times", round.times.map(multiplierText)), ("restart", flag(round.restarts)),
          ("runs", number(round.runs, unless: 1)), ("combine", word(round.combine, unless: .best)),
          ("best", number(round.best, unless: round.combine == .best ? 1 : 0)),
          ("missing", word(round.missing)), ("runMissing", word(round.runMissing)),
        ]
        rows.add(
          (index == 0 ? own + label(round.label) + placing(round.placing) : []) + [
            ("module", use.module), ("moduleWeight", use.weight?.description),
            ("moduleTimes", use.times.map(multiplierText)),
          ])
      }
    }
    return rows
  }

  private var factors: SheetRows {
    var rows = SheetRows(RubricForms.factors)
    for round in rubric.rounds {
      for factor in round.factors {
        rows.add([("round", round.id), ("item", factor.item), ("value", factor.value.description)])
      }
    }
    return rows
  }
}
