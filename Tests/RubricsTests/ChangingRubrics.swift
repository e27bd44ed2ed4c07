// What a form may change of a rubric: only what was typed, never what cannot be read, and every fault at its field.

import Basics
import Rubrics
import Testing

@Suite("Changing a rubric in a form")
struct ChangingRubrics {
  private func draft(_ typed: [String: String]) -> RubricDraft {
    RubricDraft(base: sampleRubric(), typed: typed)
  }

  private func field(_ name: String, _ draft: RubricDraft) throws -> RubricField {
    try #require(draft.fields.first { $0.name == name })
  }

  @Test("Where nothing is typed the draft is the rubric it began from")
  func untouched() {
    #expect(draft([:]).rubric.withoutPlaces == sampleRubric().withoutPlaces)
  }

  @Test("Sending every field back as it is shown changes nothing")
  func sentBack() {
    let shown = Dictionary(
      draft([:]).fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    #expect(draft(shown).rubric.withoutPlaces == sampleRubric().withoutPlaces)
  }

  @Test("Field names are unique")
  func unique() {
    let names = draft([:]).fields.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test("A typed weight is the weight, full-width digits too")
  func weight() {
    let made = draft(["round.first.weight": "６０", "round.second.weight": "40"]).rubric
    #expect(made.rounds.map(\.weight) == [Weight(units: 60_000_000), Weight(units: 40_000_000)])
  }

  @Test(
    "What is no number is refused at its field and the former value stays",
    arguments: [
      ("abc", "draft-number"), ("", "draft-empty"), ("-5", "draft-negative"), ("12,5", "draft-comma"),
      ("1e3", "draft-number"), ("0.1234", "draft-number"), ("999999999999", "draft-large"),
      ("∞", "draft-number"),
    ])
  func notANumber(text: String, code: String) throws {
    let made = draft(["item.broth.max": text])
    let shown = try field("item.broth.max", made)
    #expect(shown.fault?.code == code)
    #expect(shown.value == text)
    #expect(made.rubric.withoutPlaces == sampleRubric().withoutPlaces)
    #expect(!made.isWhole)
  }

  @Test("A title may not be empty, a hint may")
  func empty() throws {
    let made = draft(["item.broth.title.zh": " ", "item.broth.title.en": "", "item.broth.hint.zh": ""])
    #expect(try field("item.broth.title.zh", made).fault?.code == "draft-empty")
    #expect(made.unreadable.count == 1)
  }

  @Test("Where both languages shared a text, changing one changes the other")
  func sharedText() {
    let made = draft(["item.broth.title.zh": "汤头"]).rubric
    #expect(made.modules[0].items[0].label.title == Words(zh: "汤头", en: "汤头"))
  }

  @Test("Tie-breaks stand in the order that was typed, and an empty place leaves one out")
  func tieBreaks() {
    let added = draft(["tie.new": "item:broth"]).rubric
    #expect(added.results.ranking.tieBreaks.map(\.ref) == ["taste", "broth"])
    let turned = RubricDraft(base: added, typed: ["tie.1": "2", "tie.2": "1"]).rubric
    #expect(turned.results.ranking.tieBreaks.map(\.ref) == ["broth", "taste"])
    #expect(draft(["tie.1": ""]).rubric.results.ranking.tieBreaks.isEmpty)
  }

  @Test("An item that is ticked off is gone, and a new one stands at the end of its criterion")
  func items() {
    let made = draft([
      "item.noodle.off": "1", "new.taste.1.title.zh": "配菜", "new.taste.1.max": "40",
    ]).rubric
    #expect(made.modules[0].items.map(\.id) == ["broth", "taste-N1"])
    #expect(made.modules[0].items[1].max == Marks(whole: 40))
  }

  @Test("Choosing the mean in place of trimming drops nobody any more")
  func mean() {
    var base = sampleRubric()
    base.panels[0].aggregate = Aggregate(method: .trimmedMean, dropHigh: 1, dropLow: 1, minJudges: 3)
    let made = RubricDraft(
      base: base, typed: ["panel.jury.method": "mean", "panel.jury.high": "1", "panel.jury.low": "1"])
    #expect(made.rubric.panels[0].aggregate.dropHigh == 0)
    #expect(made.rubric.panels[0].aggregate.dropLow == 0)
  }

  @Test("Texts for ranges of marks move with the full marks and still reach the top")
  func anchors() throws {
    var base = sampleRubric()
    let text = Words(zh: "好", en: "good")
    base.modules[0].criteria[0].parts[0] = .item(
      item(
        "broth",
        .points(
          Points(
            max: Marks(whole: 60), step: Marks(units: 500),
            anchors: [
              .init(from: Marks(whole: 54), to: Marks(whole: 60), text: text),
              .init(from: Marks(whole: 0), to: Marks(units: 53_500), text: text),
            ]))))
    let made = RubricDraft(base: base, typed: ["item.broth.max": "30"]).rubric.modules[0].items[0]
    guard case .points(let points) = made.kind else { return }
    #expect(points.anchors.map(\.from) == [Marks(whole: 27), .zero])
    #expect(points.anchors.map(\.to) == [Marks(whole: 30), Marks(units: 26_500)])
  }

  @Test("A change is told with titles in place of ids")
  func words() {
    let made = draft(["round.first.weight": "60", "item.broth.max": "50"]).rubric
    let difference = RubricDifference(from: sampleRubric(), to: made)
    let lines = difference.changes.map { difference.sentence(of: $0, .zh) }
    #expect(difference.changesScoring)
    #expect(lines.contains { $0.contains("60 → 50") && $0.contains("满分") })
    #expect(lines.contains { $0.contains("权重") && $0.contains("50 → 60") })
  }
}
