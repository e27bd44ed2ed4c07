// The audit for those who watch: who, what, when, old, new and why; filtered by any of them.

public import Basics

/// One page of the audit.
public struct AuditPage: Sendable {
  public struct Line: Sendable {
    public var at: Instant
    /// The name of whoever acted; nil is the program itself.
    public var who: String?
    public var actor: String
    public var act: String
    public var subject: String
    public var old: [(key: String, value: String)]
    public var new: [(key: String, value: String)]
    public var reason: String?
    /// Chain and place in it, and the beginning of the hash.
    public var place: String
    public var hash: String

    public init(
      at: Instant, who: String?, actor: String, act: String, subject: String,
      old: [(key: String, value: String)],
      new: [(key: String, value: String)], reason: String?, place: String, hash: String
    ) {
      self.at = at
      self.who = who
      self.actor = actor
      self.act = act
      self.subject = subject
      self.old = old
      self.new = new
      self.reason = reason
      self.place = place
      self.hash = hash
    }
  }

  public var lines: [Line]
  /// What was asked, as the form's fields.
  public var asked: [String: String]
  public var acts: [String]
  /// Addresses of the pages before and after this one.
  public var newer: String?
  public var older: String?
  public var faults: [Fault]

  public init(
    lines: [Line], asked: [String: String], acts: [String], newer: String?, older: String?,
    faults: [Fault] = []
  ) {
    self.lines = lines
    self.asked = asked
    self.acts = acts
    self.newer = newer
    self.older = older
    self.faults = faults
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("审计", "Audit"),
      body: .several([
        el("h1", text: frame.say("审计记录", "Audit")),
        el(
          "p", .class("lead"),
          text: frame.say(
            "每次改动一条，前后相扣。人只以编号出现，不显示证件号。",
            "One entry a change, each sealing the one before. People appear by id only, never by identity number."
          )),
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        asking(frame),
        lines.isEmpty
          ? el("p", text: frame.say("没有符合的记录。", "No entry fits."))
          : el("ol", .class("audit")) { lines.map { row($0, frame) } },
        turning(frame),
      ]))
  }

  private func asking(_ frame: Frame) -> HTML {
    el("form", .action("/office/audit"), Attribute("method", "get"), .class("card compact-form no-print")) {
      field("who", frame.say("谁", "Who"), value: asked["who"] ?? "", required: false, complete: "off")
      field(
        "act", frame.say("做了什么", "What"), value: asked["act"] ?? "", required: false,
        list: [(value: "", text: frame.say("全部", "everything"))]
          + groups.map { (value: $0 + ".", text: frame.say(Self.title(ofGroup: $0))) })
      field(
        "subject", frame.say("对象", "On what"), value: asked["subject"] ?? "", required: false, complete: "off"
      )
      field("from", frame.say("从", "From"), type: "date", value: asked["from"] ?? "", required: false)
      field("to", frame.say("到", "To"), type: "date", value: asked["to"] ?? "", required: false)
      submit(frame.say("筛选", "Filter"))
    }
  }

  /// The acts' first words, each once.
  private var groups: [String] {
    var seen: Set<String> = []
    return acts.compactMap { $0.split(separator: ".").first.map(String.init) }.filter {
      seen.insert($0).inserted
    }
  }

  private func row(_ line: Line, _ frame: Frame) -> HTML {
    el("li", .class("card")) {
      el("p") {
        el("strong", text: frame.say(Self.title(ofAct: line.act)))
        el("span", .class("mono small soft"), text: " \(line.act)")
      }
      facts(
        [
          (frame.say("时间", "When"), line.at.localText),
          (frame.say("谁", "Who"), line.who.map { "\($0)（\(line.actor)）" } ?? Self.program(line.actor, frame)),
          (frame.say("对象", "On what"), line.subject), (frame.say("理由", "Why"), line.reason ?? ""),
        ].filter { !$0.1.isEmpty }.map { (label: $0.0, value: .text($0.1)) })
      change(frame.say("改前", "Before"), line.old)
      change(frame.say("改后", "After"), line.new)
      el("p", .class("mono small soft"), text: "\(line.place) · \(line.hash)")
    }
  }

  private static func program(_ actor: String, _ frame: Frame) -> String {
    actor == "system" ? frame.say("程序（命令行或自动）", "the program (command line or by itself)") : actor
  }

  private func change(_ title: String, _ members: [(key: String, value: String)]) -> HTML {
    guard !members.isEmpty else { return .nothing }
    return el("p", .class("small wrap")) {
      el("strong", text: title)
      " "
      for (index, member) in members.enumerated() {
        if index > 0 { " · " }
        member.key.isEmpty ? "" : "\(member.key) "
        el("span", .class("mono"), text: member.value)
      }
    }
  }

  private func turning(_ frame: Frame) -> HTML {
    el("nav", .class("actions no-print"), .aria(label: frame.say("翻页", "Pages"))) {
      if let newer { link(newer, frame.say("← 更新的", "← Newer"), .class("button plain")) }
      if let older { link(older, frame.say("更早的 →", "Older →"), .class("button plain")) }
    }
  }
}
