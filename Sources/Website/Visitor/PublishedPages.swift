// From a publication's document to the pages that show it.

internal import Basics
internal import Exams
internal import Judging
internal import Office
internal import Pages

extension JSON {
  /// A title written as `titleZh` and `titleEn`.
  var titleWords: Words { Words(zh: text("titleZh"), en: text("titleEn")) }
}

/// Who stands behind a code, as published.
struct PublishedPerson: Sendable {
  var name: String
  var unit: String
  var work: String

  static func all(_ document: JSON) -> [String: PublishedPerson] {
    Dictionary(
      (document["people"]?.items ?? []).map {
        (
          $0.text("entry"),
          PublishedPerson(name: $0.text("name"), unit: $0.text("unit"), work: $0.text("work"))
        )
      }
    ) { first, _ in first }
  }
}

extension RankingPage {
  init(_ publication: Publication, event: String, spreads: [String: [Rational]]) {
    let document = publication.document
    let people = PublishedPerson.all(document)
    let divisions = document["divisions"]?.items ?? []
    var lines: [String: Line] = [:]
    var sections = divisions.map { division in
      let own = Self.lines(division, people: people, spreads: spreads)
      for line in own { lines[line.entry] = line }
      return Section(id: division.text("id"), title: division.titleWords, lines: own)
    }
    let overall = (document["overall"]?.items ?? []).compactMap { row -> Line? in
      guard var line = lines[row.text("entry")] else { return nil }
      line.place = row.text("place")
      line.spread = []
      return line
    }
    if divisions.count > 1, !overall.isEmpty {
      sections.append(
        Section(id: "overall", title: Words(zh: "总排名", en: "Overall"), lines: overall, isOverall: true))
    }
    let until = publication.noticeUntil
    self.init(
      event: event, title: document["event"]?.titleWords ?? Words(zh: event, en: event), sections: sections,
      version: publication.number, published: publication.published,
      notice: Words(
        zh: "公示期至 \(until.words(.zh))。对成绩有异议，请在公示期内向组委会书面提出。",
        en: "Open to objections until \(until.words(.en)), in writing to the organisers."),
      reason: publication.reason, digest: sha256Hex(document.canonical.utf8))
  }

  private static func lines(
    _ division: JSON, people: [String: PublishedPerson], spreads: [String: [Rational]]
  ) -> [Line] {
    let titles = Dictionary(
      (division["awards"]?.items ?? []).map { ($0.text("id"), $0.titleWords) }
    ) { first, _ in first }
    return (division["tally"]?["ranking"]?.items ?? []).map { row in
      let entry = row.text("entry")
      let person = people[entry]
      let status = row.text("status")
      return Line(
        entry: entry, place: row["divisionPlace"]?.string ?? row["place"]?.string,
        name: person?.name ?? entry,
        unit: person?.unit ?? "", work: person?.work ?? "", total: row["total"]?.string,
        awards: (row["awards"]?.items ?? []).compactMap { $0.string.flatMap { titles[$0] } },
        status: status == "ok" ? nil : Self.words(ofStatus: status), spread: spreads[entry] ?? [])
    }
  }

  /// What a status of the contract (section 3) is called in public.
  static func words(ofStatus status: String) -> Words {
    switch status {
    case "absent": Words(zh: "缺席", en: "absent")
    case "withdrawn": Words(zh: "退赛", en: "withdrawn")
    case "disqualified": Words(zh: "取消成绩", en: "disqualified")
    case "not-started": Words(zh: "未开始", en: "not started")
    case "not-finished": Words(zh: "未完成", en: "not finished")
    case "not-advanced": Words(zh: "未晋级", en: "did not advance")
    default: Words(zh: "待定", en: "open")
    }
  }
}

extension ExplanationPage {
  /// - Parameter numbered: what judges are called, by id; nil numbers those of this entry in the order of their ids.
  init(
    _ explanation: Explanation, of publication: Publication, event: String,
    judges numbered: [String: Words]? = nil
  ) {
    let document = publication.document
    let person = PublishedPerson.all(document)[explanation.entry]
    var named = explanation
    named.name = person?.name ?? explanation.name
    // In public, judges are numbered in the order of their ids and not named.
    let judges = explanation.judgeIDs.enumerated().map { index, id in
      (id, Words(zh: "评委 \(index + 1)", en: "Judge \(index + 1)"))
    }
    self.init(
      event: event, eventTitle: document["event"]?.titleWords ?? Words(zh: event, en: event),
      explanation: named,
      unit: person?.unit ?? "", work: person?.work ?? "",
      judges: numbered ?? Dictionary(judges) { first, _ in first })
  }
}

extension PassListPage {
  init(_ list: NamedPassList, isPublic: Bool, back: String) {
    self.init(
      title: list.title, decided: list.day, gates: list.list.gates,
      lines: list.lines.map {
        Line(
          number: $0.number, name: $0.name, unit: $0.unit, outcome: $0.outcome, retakeUntil: $0.retakeUntil)
      },
      isPublic: isPublic, back: back)
  }
}
