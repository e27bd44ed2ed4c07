// One rubric in words, with everything to print or download.

public import Basics

/// A rubric as people read it.
public struct RubricPage: Sendable {
  public var sha256: String
  public var scoring: String
  public var id: String
  public var version: Int
  public var title: Words
  /// What the rubric says, one statement a line, indented by two spaces a level.
  public var words: String
  public var mayChange: Bool
  public var done: Words?
  public var notes: [Fault]

  public init(
    sha256: String, scoring: String, id: String, version: Int, title: Words, words: String, mayChange: Bool,
    done: Words? = nil, notes: [Fault] = []
  ) {
    self.sha256 = sha256
    self.scoring = scoring
    self.id = id
    self.version = version
    self.title = title
    self.words = words
    self.mayChange = mayChange
    self.done = done
    self.notes = notes
  }

  public func page(_ frame: Frame) -> Page {
    let address = "/office/rubrics/\(sha256)"
    return Page(
      frame.say(title),
      body: .several([
        el("p", .class("crumbs")) { link("/office/rubrics", "← " + frame.say("评分标准", "Rubrics")) },
        el("p", .class("eyebrow"), text: "\(id) · \(frame.say("第 \(version) 版", "version \(version)"))"),
        el("h1", text: frame.say(title)),
        doneNote(done, frame),
        notes.isEmpty
          ? .nothing
          : el("section", .class("card"), .id("notes")) {
            el("h2", text: frame.say("读表时的说明", "What was understood kindly"))
            el("ul", .class("plain-list")) { notes.map { el("li", text: frame.say($0.words)) } }
          },
        el("p", .class("actions no-print")) {
          if mayChange {
            link("\(address)/edit", frame.say("从它改起", "Change a copy"), .class("button"))
          }
          link("\(address)/file?as=pdf", frame.say("空白评分表 PDF", "Score sheets (PDF)"), .class("button plain"))
          link("\(address)/file?as=xlsx", frame.say("表格 XLSX", "Spreadsheet"), .class("button plain"))
          link("\(address)/file?as=xml", "XML", .class("button plain"))
        },
        el("section", .class("card")) {
          el("h2", text: frame.say("这份标准说了什么", "What it says"))
          el("div", .class("described"), .id("described")) {
            words.split(separator: "\n").map { row in
              let depth = row.prefix { $0 == " " }.count / 2
              return el("p", .class("depth-\(min(depth, 5))"), text: String(row.drop { $0 == " " }))
            }
          }
        },
        el(
          "p", .class("soft small mono wrap-anywhere"),
          text: frame.say("文件指纹 \(sha256)", "File \(sha256)")),
        el(
          "p", .class("soft small mono wrap-anywhere"),
          text: frame.say("计分指纹 \(scoring)", "Scoring \(scoring)")),
      ]))
  }
}
