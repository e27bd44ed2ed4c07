// The re-adding list: every sheet of the best thirty in a hundred and of a drawn sample, to be added up by hand and ticked.

public import Basics

/// What a checker adds up again.
public struct ReaddPage: Sendable {
  public struct Sheet: Sendable {
    public var judge: String
    public var panel: Words
    public var items: [(title: Words, value: String, marks: String)]
    public var sum: String

    public init(
      judge: String, panel: Words, items: [(title: Words, value: String, marks: String)], sum: String
    ) {
      self.judge = judge
      self.panel = panel
      self.items = items
      self.sum = sum
    }
  }

  public struct Line: Sendable {
    public var code: String
    public var isTop: Bool
    public var total: String
    public var sheets: [Sheet]

    public init(code: String, isTop: Bool, total: String, sheets: [Sheet]) {
      self.code = code
      self.isTop = isTop
      self.total = total
      self.sheets = sheets
    }
  }

  public struct Division: Sendable {
    public var title: Words
    public var lines: [Line]
    public var ranked: Int
    /// Who drew the sample and when; nil: not drawn.
    public var drawn: (by: String, when: String)?
    public var open: Int

    public init(title: Words, lines: [Line], ranked: Int, drawn: (by: String, when: String)?, open: Int) {
      self.title = title
      self.lines = lines
      self.ranked = ranked
      self.drawn = drawn
      self.open = open
    }
  }

  public var event: String
  public var title: Words
  public var divisions: [Division]
  public var faults: [Fault]
  public var mayDraw: Bool

  public init(event: String, title: Words, divisions: [Division], faults: [Fault] = [], mayDraw: Bool) {
    self.event = event
    self.title = title
    self.divisions = divisions
    self.faults = faults
    self.mayDraw = mayDraw
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("复核加总", "Re-adding"),
      body: .several([
        el("p", .class("crumbs no-print")) {
          link("/office/events/\(event)/console", "← " + frame.say("控制台", "Console"))
        },
        el("p", .class("eyebrow"), text: frame.say(title)),
        el("h1", text: frame.say("复核加总表", "Re-adding list")),
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        el(
          "p", .class("lead"),
          text: frame.say(
            "前 30% 的作品全部复核，其余抽 10%。逐份把得分重新加一遍，与“小计”一致的打勾。",
            "All sheets of the best 30 % and of a drawn 10 % of the rest: add the marks again and tick where the sum agrees."
          )),
        draw(frame),
        .several(divisions.map { division($0, frame) }),
        el("div", .class("sign-lines only-print")) {
          for name in [frame.say("复核员", "Checker"), frame.say("日期", "Date")] {
            el("p", text: name + "：____________________")
          }
        },
      ]))
  }

  private func draw(_ frame: Frame) -> HTML {
    guard mayDraw, divisions.contains(where: { $0.drawn == nil }) else { return .nothing }
    return form("/office/events/\(event)/readd", csrf: frame.csrf, class: "no-print") {
      submit(frame.say("抽取其余作品的样本", "Draw the sample of the rest"))
    }
  }

  private func division(_ division: Division, _ frame: Frame) -> HTML {
    el("section") {
      el("h2", text: frame.say(division.title))
      el("p", .class("soft")) {
        frame.say(
          "有名次 \(division.ranked) 件，列出 \(division.lines.count) 件",
          "\(division.ranked) ranked, \(division.lines.count) listed")
        if let drawn = division.drawn {
          frame.say("；抽样：\(drawn.by) \(drawn.when)", "; drawn by \(drawn.by), \(drawn.when)")
        } else {
          frame.say("；还没有抽样", "; no sample drawn yet")
        }
        if division.open > 0 {
          frame.say("；还有 \(division.open) 份评分表没有结束", "; \(division.open) sheets are still open")
        }
      }
      division.lines.map { entry($0, frame) }
    }
  }

  private func entry(_ line: Line, _ frame: Frame) -> HTML {
    el("section", .class("card")) {
      el("h3") {
        el("span", .class("code"), text: line.code)
        " · "
        line.isTop ? frame.say("前 30%", "best 30 %") : frame.say("抽样", "drawn")
        " · "
        frame.say("总分 \(line.total)", "total \(line.total)")
      }
      el("div", .class("readd")) {
        line.sheets.map { sheet in
          table(
            "\(sheet.judge) · \(frame.say(sheet.panel))",
            head: [
              (frame.say("项目", "Item"), false), (frame.say("填写", "Written"), true),
              (frame.say("得分", "Marks"), true),
            ]
          ) {
            sheet.items.map { item in
              el("tr") {
                el("td", text: frame.say(item.title))
                el("td", .class("number"), text: item.value)
                el("td", .class("number"), text: item.marks)
              }
            }
            el("tr") {
              el("th", .scope("row"), text: frame.say("小计", "Sum"))
              el("td", .class("number"), text: "☐")
              el("td", .class("number total"), text: sheet.sum)
            }
          }
        }
      }
    }
  }
}
