// `sizhou bench-event`: an event open for judging, with the judges' cards in clear; `make bench` and the kill tests use it.

import ArgumentParser
import Basics
import Office
import Records
import Rubrics

struct BenchEvent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "bench-event", shouldDisplay: false)

  /// Made as a demonstration where there is none; no server may hold it.
  @Option var data = "data"
  @OptionGroup var records: DatabaseOption
  @Option var judges = 16
  @Option var entries = 64

  /// Every judge gets a sheet of eight items for every entry.
  func run() async throws {
    let installation = try await Installation.open(
      Place(data, database: records.database), sample: true)
    let ports = installation.ports
    let event = ports.entropy.identifier("bench")
    let actor = "bench"
    let title = Words(zh: "示例·测速", en: "Sample: benchmark")
    try await OpenStore(ports).addRegion(
      SampleData.region.id, title: SampleData.region.title, office: "bench", officeTitle: title)
    try await CreateEvent(ports)(
      EventRow(
        id: event, region: SampleData.region.id, kind: .contest, title: title, day: ports.now().day,
        isSample: true),
      by: actor)
    try await SetDivision(ports)(
      id: event, event: event, position: 1, title: title, rubric: Array(Self.rubric.utf8), by: actor)
    let roster = (1...entries).map { RosterLine(name: "示例选手\($0)", division: event) }
    let entered = try await ImportPeople(ports)(roster, event: event, by: actor)
    try await DrawCodes(ports)(division: event, prefix: "B", by: actor)
    var cards: [JudgeCredentials] = []
    for number in 1...judges {
      cards.append(
        try await KeepJudges(ports).add(
          id: "\(event)-\(number)", event: event, name: "示例评委\(number)", by: actor))
    }
    try await AssignJudges(ports)(
      cards.flatMap { card in
        entered.lines.map {
          AssignmentRow(judge: card.judge, panel: "judges", entry: $0.entry, round: "final")
        }
      },
      by: actor)
    try await CreateSheets(ports)(division: event, by: actor)
    try await SetEventState(ports)(event: event, to: .open, by: actor)
    let answer = JSON.object([
      ("event", .string(event)),
      (
        "judges",
        .array(
          cards.map {
            .object([("id", .string($0.judge)), ("card", .string($0.qrToken)), ("pin", .string($0.pin))])
          })
      ),
    ])
    Console.print(answer.compact + "\n")
  }

  private static let rubric: String = {
    let items = (1...8).map {
      #"<points id="i\#($0)" max="10" step="0.5"><title xml:lang="zh-CN">第 \#($0) 项</title></points>"#
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <rubric xmlns="urn:x-sizhou:rubric:1" schema-version="1.0" id="bench" version="1" event-kind="contest" xml:lang="zh-CN">
        <metadata><title xml:lang="zh-CN">测速</title></metadata>
        <panels>
          <panel id="judges" role="judges" blind="true">
            <title xml:lang="zh-CN">评委</title>
            <aggregate method="trimmed-mean" drop-high="1" drop-low="1" min-judges="3" if-fewer="mean"/>
          </panel>
        </panels>
        <modules>
          <module id="dish" max="80" panel="judges">
            <title xml:lang="zh-CN">作品</title>
            <criterion id="whole" max="80"><title xml:lang="zh-CN">整体</title>\(items.joined())</criterion>
          </module>
        </modules>
        <rounds><round id="final"><title xml:lang="zh-CN">决赛</title><use module="dish"/></round></rounds>
        <results scale="80"><rounding stage="final" decimals="2" mode="half-up"/></results>
      </rubric>
      """
  }()
}
