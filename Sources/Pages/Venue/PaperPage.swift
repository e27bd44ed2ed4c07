// Clerks type paper sheets here: a table at a time, by keyboard alone; the second clerk never sees what the first typed.

public import Basics

/// The clerks' page of an event.
public struct PaperPage: Sendable {
  public struct Column: Hashable, Sendable {
    public var item: String
    public var title: Words
    public var range: String
    public var isOptional: Bool

    public init(item: String, title: Words, range: String, isOptional: Bool) {
      self.item = item
      self.title = title
      self.range = range
      self.isOptional = isOptional
    }
  }

  public enum Stage: String, Hashable, Sendable { case open, first, differs, second, checked, signed }

  public struct Difference: Hashable, Sendable {
    public var item: String
    public var title: Words
    public var first: String
    public var second: String
    /// Nil: no device has delivered anything.
    public var device: String?

    public init(item: String, title: Words, first: String, second: String, device: String?) {
      self.item = item
      self.title = title
      self.first = first
      self.second = second
      self.device = device
    }
  }

  public struct Row: Hashable, Sendable {
    public var sheet: String
    public var code: String
    public var stage: Stage
    public var differences: [Difference]
    public var hasConflict: Bool
    /// The reader typed the first and may only type over it.
    public var isOwn: Bool
    /// What is to be read back, by item.
    public var typed: [String: String]
    /// The reader may put her name under it.
    public var mayCheck: Bool

    public init(
      sheet: String, code: String, stage: Stage, differences: [Difference], hasConflict: Bool, isOwn: Bool,
      typed: [String: String], mayCheck: Bool
    ) {
      self.sheet = sheet
      self.code = code
      self.stage = stage
      self.differences = differences
      self.hasConflict = hasConflict
      self.isOwn = isOwn
      self.typed = typed
      self.mayCheck = mayCheck
    }

    var isTypable: Bool { stage == .open || stage == .first || stage == .signed }
  }

  public struct Table: Hashable, Sendable {
    public var title: Words
    public var columns: [Column]
    public var rows: [Row]

    public init(title: Words, columns: [Column], rows: [Row]) {
      self.title = title
      self.columns = columns
      self.rows = rows
    }
  }

  public var event: String
  public var title: Words
  public var tables: [Table]
  /// Which table is open; nil shows the list.
  public var shown: Int?
  public var isReadBack: Bool
  /// What was typed into the open table and refused, by sheet and item.
  public var typed: [String: String]
  public var faults: [Fault]
  public var done: Words?

  public init(
    event: String, title: Words, tables: [Table], shown: Int?, isReadBack: Bool,
    typed: [String: String] = [:],
    faults: [Fault] = [], done: Words? = nil
  ) {
    self.event = event
    self.title = title
    self.tables = tables
    self.shown = shown
    self.isReadBack = isReadBack
    self.typed = typed
    self.faults = faults
    self.done = done
  }

  var address: String { "/office/events/\(event)/paper" }

  public func page(_ frame: Frame) -> Page {
    let open = shown.flatMap { tables.indices.contains($0) ? $0 : nil }
    var page = Page(
      frame.say("纸质录入", "Paper sheets"),
      body: .several([
        el("p", .class("crumbs no-print")) {
          open == nil
            ? link("/office/events/\(event)/console", "← " + frame.say("控制台", "Console"))
            : link(address, "← " + frame.say("全部录入表", "All tables"))
        },
        el("h1", text: open.map { frame.say(tables[$0].title) } ?? frame.say("纸质评分表录入", "Paper sheets")),
        doneNote(done, frame),
        faults.isEmpty ? .nothing : faultBox(Array(faults.prefix(40)), frame),
        open.map { table($0, frame) } ?? list(frame),
      ]))
    page.isScripted = true
    return page
  }

  private func list(_ frame: Frame) -> HTML {
    .several([
      el(
        "p", .class("lead"),
        text: isReadBack
          ? frame.say(
            "录入第一遍后，由另一人对照纸面读回，再由复核员签认。",
            "After the first typing somebody else reads it back from the paper; then a checker signs.")
          : frame.say(
            "两位统分员各录一遍，第二人看不到第一遍；不同的逐项比对，由复核员签认。",
            "Two clerks type each sheet; the second does not see the first. Differences are settled item by item; a checker signs."
          )),
      el("form", .action(address), Attribute("method", "get"), .class("compact-form")) {
        field("scan", frame.say("扫描评分表上的二维码，或输入表号", "Scan the QR code of a sheet, or type its number"))
        submit(frame.say("打开它的表", "Open its table"), class: "button plain")
      },
      Pages.table(
        frame.say("录入表", "Tables"), isTitled: true,
        head: [
          (frame.say("评委", "Judge"), false), (frame.say("待录", "To type"), true),
          (frame.say("录一遍", "Once"), true), (frame.say("待核对", "To check"), true),
          (frame.say("已签认", "Checked"), true),
        ]
      ) {
        tables.enumerated().map { place, table in
          el("tr") {
            el("th", .scope("row")) { link("\(address)?t=\(place)", frame.say(table.title)) }
            el("td", .class("number"), text: "\(table.rows.count { $0.stage == .open })")
            el("td", .class("number"), text: "\(table.rows.count { $0.stage == .first })")
            el(
              "td", .class("number"),
              text: "\(table.rows.count { $0.stage == .differs || $0.stage == .second })")
            el("td", .class("number"), text: "\(table.rows.count { $0.stage == .checked })")
          }
        }
      },
    ])
  }

  private func table(_ place: Int, _ frame: Frame) -> HTML {
    let table = tables[place]
    return .several([
      checks(table, place, frame),
      readBack(table, place, frame),
      grid(table, place, frame),
    ])
  }

  private func grid(_ table: Table, _ place: Int, _ frame: Frame) -> HTML {
    let rows = table.rows.filter { row in row.isTypable && !(isReadBack && row.stage == .first && !row.isOwn)
    }
    guard !rows.isEmpty else {
      return el("p", text: frame.say("这张表没有要录入的了。", "Nothing is left to type in this table."))
    }
    return el("section", .class("card"), .id("typing")) {
      el("h2", text: frame.say("录入", "Type"))
      el(
        "p", .class("soft"),
        text: frame.say(
          "输入编码（或扫二维码）按回车到那一行；输入数字按回车到下一格；全部录完再保存。",
          "Type a code (or scan the QR) and Enter to reach its row; a number and Enter to the next box; save the whole table at the end."
        ))
      el("div", .class("field")) {
        el("label", Attribute("for", "goto"), text: frame.say("编码", "Code"))
        void(
          "input", .type("text"), .id("goto"), Attribute("autocomplete", "off"), Attribute("data-goto", "1"))
      }
      form("\(address)/type", csrf: frame.csrf) {
        void("input", .type("hidden"), .name("t"), .value("\(place)"))
        el(
          "div", .class("scroll grid-entry"), Attribute("tabindex", "0"), Attribute("role", "region"),
          .aria(label: frame.say(table.title))
        ) {
          el("table") {
            el("thead") {
              el("tr") {
                el("th", .scope("col"), text: frame.say("编码", "Code"))
                table.columns.map { column in
                  el("th", .scope("col")) {
                    frame.say(column.title)
                    el("span", .class("soft small block"), text: column.range)
                  }
                }
              }
            }
            el("tbody") { rows.enumerated().map { index, row in line(row, index, table, frame) } }
          }
        }
        submit(frame.say("保存整张表", "Save the table"))
      }
    }
  }

  private func line(_ row: Row, _ index: Int, _ table: Table, _ frame: Frame) -> HTML {
    el("tr", Attribute("data-code", row.code), Attribute("data-sheet", row.sheet)) {
      el("th", .scope("row"), .class("code")) {
        row.code
        void("input", .type("hidden"), .name("s\(index)"), .value(row.sheet))
        if row.stage == .first {
          el(
            "span", .class("soft small block"),
            text: row.isOwn ? frame.say("您录过，可重录", "yours: type over") : frame.say("第二遍", "second typing"))
        }
        if row.stage == .signed {
          el("span", .class("soft small block"), text: frame.say("设备已签名", "signed on a device"))
        }
      }
      table.columns.map { column in
        el("td") {
          void(
            "input", .type("text"), .name("v\(index).\(column.item)"),
            .value(typed["\(row.sheet) \(column.item)"] ?? ""), Attribute("inputmode", "decimal"),
            Attribute("autocomplete", "off"), Attribute("data-cell", "1"),
            .aria(label: "\(row.code) \(frame.say(column.title))"))
        }
      }
    }
  }
}
