// Names beside their blind codes: for organizers only, to be printed and locked away.

public import Basics

/// The list that nobody who judges may see.
public struct CodeListPage: Sendable {
  public struct Line: Sendable {
    /// Nil until drawn.
    public var code: String?
    public var number: String
    public var name: String
    public var unit: String
    public var work: String

    public init(code: String?, number: String, name: String, unit: String, work: String) {
      self.code = code
      self.number = number
      self.name = name
      self.unit = unit
      self.work = work
    }
  }

  public var event: String
  public var title: Words
  public var divisions: [(title: Words, lines: [Line])]

  public init(event: String, title: Words, divisions: [(title: Words, lines: [Line])]) {
    self.event = event
    self.title = title
    self.divisions = divisions
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("编码对照表", "Names and codes"),
      body: .several([
        el("p", .class("crumbs no-print")) {
          link("/office/events/\(event)/set-up#codes", "← " + frame.say("回到筹备", "Back to the set-up"))
        },
        el("p", .class("eyebrow"), text: frame.say(title)),
        el("h1", text: frame.say("编码对照表", "Names and codes")),
        el("p", .class("lead")) {
          Pages.state(
            .attention,
            frame.say(
              "保密：评委和选手都不能看。查看已记录在案。", "Confidential: not for judges or contestants. Looking is on record."),
            "warn")
        },
        .several(divisions.map { list($0.title, $0.lines, frame) }),
      ]))
  }

  private func list(_ title: Words, _ lines: [Line], _ frame: Frame) -> HTML {
    table(
      frame.say(title),
      head: [
        (frame.say("编码", "Code"), false), (frame.say("选手编号", "Number"), false),
        (frame.say("姓名", "Name"), false), (frame.say("单位", "Unit"), false),
        (frame.say("作品", "Work"), false),
      ]
    ) {
      lines.map { line in
        el("tr") {
          el("td", .class("code"), text: line.code ?? frame.say("未抽", "not drawn"))
          el("td", .class("code"), text: line.number)
          el("th", .scope("row"), text: line.name)
          el("td", text: line.unit)
          el("td", text: line.work)
        }
      }
    }
  }
}
