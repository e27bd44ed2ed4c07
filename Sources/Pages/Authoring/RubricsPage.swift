// The rubrics of an office: those that come along, those that it keeps, where each is used, and how to begin another.

public import Basics

/// The list of rubrics.
public struct RubricsPage: Sendable {
  public struct Line: Sendable {
    public var sha256: String
    public var id: String
    public var version: Int
    public var title: Words
    public var kind: Words
    public var isShipped: Bool
    public var added: Instant?
    /// Event and division, and whether sheets were delivered there.
    public var uses: [(title: Words, isFrozen: Bool)]

    public init(
      sha256: String, id: String, version: Int, title: Words, kind: Words, isShipped: Bool, added: Instant?,
      uses: [(title: Words, isFrozen: Bool)]
    ) {
      self.sha256 = sha256
      self.id = id
      self.version = version
      self.title = title
      self.kind = kind
      self.isShipped = isShipped
      self.added = added
      self.uses = uses
    }
  }

  public var lines: [Line]
  public var mayChange: Bool
  public var faults: [Fault]

  public init(lines: [Line], mayChange: Bool, faults: [Fault] = []) {
    self.lines = lines
    self.mayChange = mayChange
    self.faults = faults
  }

  public func page(_ frame: Frame) -> Page {
    let (shipped, own) = (lines.filter(\.isShipped), lines.filter { !$0.isShipped })
    return Page(
      frame.say("评分标准", "Rubrics"),
      body: .several([
        el("h1", text: frame.say("评分标准", "Rubrics")),
        el(
          "p", .class("lead"),
          text: frame.say(
            "从一份现有的评分标准改起，试算之后存为新版本。原来的版本从不改动，已经用它评过分的活动也不受影响。",
            "Begin with a rubric that exists, try it, and save a new version. What is kept never changes, and events that were judged by it stay as they are."
          )),
        placedFaultBox(faults, frame),
        el("h2", text: frame.say("本单位保存的", "Kept here")),
        own.isEmpty
          ? el("p", .class("soft"), text: frame.say("还没有。", "None yet."))
          : el("div", .class("grid wide"), .id("own")) { own.map { card($0, frame) } },
        el("h2", text: frame.say("随程序提供的", "Come with the program")),
        el("div", .class("grid wide"), .id("shipped")) { shipped.map { card($0, frame) } },
        mayChange ? upload(frame) : .nothing,
      ]))
  }

  private func card(_ line: Line, _ frame: Frame) -> HTML {
    el("section", .class("card rubric-card")) {
      el(
        "p", .class("eyebrow"),
        text: "\(line.id) · \(frame.say("第 \(line.version) 版", "version \(line.version)"))")
      el("h3", text: frame.say(line.title))
      el("p", .class("soft")) {
        frame.say(line.kind)
        if let added = line.added, !line.isShipped { " · \(added.localText)" }
      }
      if !line.uses.isEmpty {
        el("ul", .class("plain-list small")) {
          line.uses.prefix(4).map { use in
            el("li") {
              frame.say(use.title)
              if use.isFrozen {
                el("span", .class("soft"), text: frame.say("（已有评分，固定不变）", " (judged, fixed)"))
              }
            }
          }
          if line.uses.count > 4 {
            el("li", text: frame.say("等 \(line.uses.count) 处", "\(line.uses.count) in all"))
          }
        }
      }
      el("p", .class("actions")) {
        if mayChange {
          link(
            "/office/rubrics/\(line.sha256)/edit", frame.say("从它改起", "Change a copy"), .class("button"),
            .aria(label: frame.say("从“\(line.title.zh)”改起", "Change a copy of \(line.title[.en])")))
        }
        link("/office/rubrics/\(line.sha256)", frame.say("查看", "Look"), .class("button plain"))
      }
    }
  }

  private func upload(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("upload")) {
      el("h2", text: frame.say("上传一份", "Upload one"))
      el(
        "p", .class("soft"),
        text: frame.say(
          "XML 文件，或 Excel / WPS 表格（XLSX）：只有“评分项”和“满分”两列也可以，其余取常用值，之后可以在这里改。",
          "An XML file or a spreadsheet (XLSX). A list of items and full marks is enough; the rest gets usual values that you can change here."
        ))
      form("/office/rubrics", csrf: frame.csrf, files: true) {
        el("div", .class("field")) {
          el("label", Attribute("for", "rubric-file"), text: frame.say("文件", "File"))
          void(
            "input", .id("rubric-file"), .type("file"), .name("file"), Attribute("required", flag: true),
            Attribute("accept", ".xml,.xlsx,.csv"))
        }
        submit(frame.say("上传并查看", "Upload and look"))
      }
    }
  }
}
