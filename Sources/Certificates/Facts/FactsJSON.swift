// The facts of a certificate as JSON, for the register and for the answer of `certificate verify`.

public import Basics

extension CertificateFacts {
  /// The facts; those that are not there are left out.
  public var json: JSON {
    var members: [(String, JSON)] = []
    func add(_ key: String, _ text: String?) {
      if let text { members.append((key, .string(text))) }
    }
    add("kind", kind.rawValue)
    add("number", number)
    add("title", title)
    add("name", name)
    add("unit", unit)
    add("event", event)
    add("division", division)
    add("work", work)
    add("award", award)
    add("result", result)
    if !scores.isEmpty { members.append(("scores", .array(scores.map(\.json)))) }
    add("hours", hours)
    add("start", start?.text)
    add("end", end.text)
    add("issued", issued.text)
    add("validUntil", validUntil?.text)
    members.append(("organizers", .strings(organizers)))
    add("rubric", rubric)
    add("supersedes", supersedes)
    members.append(("sample", .bool(sample)))
    return .object(members)
  }

  /// Reads what `json` writes; nil for anything else, unknown members included.
  public init?(json: JSON) {
    let known: Set<String> = [
      "kind", "number", "title", "name", "unit", "event", "division", "work", "award", "result", "scores",
      "hours",
      "start", "end", "issued", "validUntil", "organizers", "rubric", "supersedes", "sample",
    ]
    guard let entries = json.entries, entries.allSatisfy({ known.contains($0.key) }),
      let kind = json["kind"]?.string.flatMap(CertificateKind.init(rawValue:)),
      let number = json["number"]?.string, let title = json["title"]?.string, let name = json["name"]?.string,
      let event = json["event"]?.string, let end = json["end"]?.string.flatMap({ Day($0) }),
      let issued = json["issued"]?.string.flatMap({ Day($0) }), let sample = json["sample"]?.bool
    else { return nil }
    self.init(
      kind: kind, number: number, title: title, name: name, unit: json["unit"]?.string, event: event,
      division: json["division"]?.string, work: json["work"]?.string, award: json["award"]?.string,
      result: json["result"]?.string, scores: (json["scores"]?.items ?? []).compactMap(Score.init(json:)),
      hours: json["hours"]?.string, start: json["start"]?.string.flatMap { Day($0) }, end: end,
      issued: issued,
      validUntil: json["validUntil"]?.string.flatMap { Day($0) },
      organizers: (json["organizers"]?.items ?? []).compactMap(\.string), rubric: json["rubric"]?.string,
      supersedes: json["supersedes"]?.string, sample: sample)
    // What was not understood would be lost without a word: then these are not our facts.
    guard self.json.canonical == json.canonical else { return nil }
  }
}

extension CertificateFacts.Score {
  var json: JSON {
    var members: [(String, JSON)] = [("label", .string(label)), ("value", .string(value))]
    if let outOf { members.append(("outOf", .string(outOf))) }
    if let needed { members.append(("needed", .string(needed))) }
    return .object(members)
  }

  init?(json: JSON) {
    guard let label = json["label"]?.string, let value = json["value"]?.string else { return nil }
    self.init(label: label, value: value, outOf: json["outOf"]?.string, needed: json["needed"]?.string)
  }
}
