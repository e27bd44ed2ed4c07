// The facts of a certificate read back from its credential.

public import Basics

extension OpenBadge {
  /// Reads a credential that this program built; nil for any other shape.
  ///
  /// It builds the credential again and compares, so no member of the file escapes the eye of whoever is
  /// shown the facts.
  public init?(credential: JSON) {
    let unsigned = JSON.members((credential.entries ?? []).filter { $0.key != "proof" })
    guard let id = unsigned["id"]?.string, let issuerId = unsigned["issuer"]?["id"]?.string,
      let issuerName = unsigned["issuer"]?["name"]?.string, let facts = Self.facts(unsigned)
    else { return nil }
    self.init(
      facts: facts,
      issuer: Issuer(id: issuerId, name: issuerName, address: unsigned["issuer"]?["url"]?.string), id: id)
    guard json.canonical.utf8.elementsEqual(unsigned.canonical.utf8) else { return nil }
  }

  private static func facts(_ credential: JSON) -> CertificateFacts? {
    guard let subject = credential["credentialSubject"], let achievement = subject["achievement"],
      let kind = CertificateKind.allCases.first(where: {
        $0.achievementType == achievement["achievementType"]?.string
      }),
      let name = subject["identifier"]?[0]?["identityHash"]?.string,
      let number = subject["licenseNumber"]?.string,
      let event = achievement["description"]?.string, let end = day(subject["activityEndDate"]),
      let issued = day(credential["validFrom"]), let results = subject["result"]?.items,
      let descriptions = achievement["resultDescription"]?.items, results.count == descriptions.count
    else { return nil }
    var texts: [String: String] = [:]
    var organizers: [String] = []
    var scores: [CertificateFacts.Score] = []
    for (result, description) in zip(results, descriptions) {
      guard let id = result["resultDescription"]?.string?.split(separator: "#result-").last.map(String.init),
        let value = result["value"]?.string, let label = description["name"]?.string
      else { return nil }
      if id.hasPrefix("organizer-") {
        organizers.append(value)
      } else if id.hasPrefix("score-") {
        scores.append(
          CertificateFacts.Score(
            label: label, value: value, outOf: description["valueMax"]?.string,
            needed: description["requiredValue"]?.string))
      } else {
        texts[id] = value
      }
    }
    return CertificateFacts(
      kind: kind, number: number, title: texts["title"], name: name, unit: texts["unit"], event: event,
      division: texts["division"], work: texts["work"], award: texts["award"], result: texts["result"],
      scores: scores,
      hours: texts["hours"], start: day(subject["activityStartDate"]), end: end, issued: issued,
      validUntil: day(credential["validUntil"]), organizers: organizers, rubric: texts["rubric"],
      supersedes: texts["supersedes"], sample: achievement["tag"] != nil)
  }

  private static func day(_ value: JSON?) -> Day? { value?.string.flatMap { Instant($0) }?.day }
}
