// The public ranking of an event: per division and overall, readable on a phone, with the spread of the judges.

public import Basics

/// A published ranking.
public struct RankingPage: Sendable {
  public struct Line: Sendable {
    public var entry: String
    /// Nil for those without a place.
    public var place: String?
    public var name: String
    public var unit: String
    public var work: String
    public var total: String?
    public var awards: [Words]
    /// Why there is no place, where there is none.
    public var status: Words?
    /// The judges' totals, for the picture.
    public var spread: [Rational]

    public init(
      entry: String, place: String?, name: String, unit: String = "", work: String = "", total: String?,
      awards: [Words],
      status: Words? = nil, spread: [Rational] = []
    ) {
      self.entry = entry
      self.place = place
      self.name = name
      self.unit = unit
      self.work = work
      self.total = total
      self.awards = awards
      self.status = status
      self.spread = spread
    }
  }

  /// A division, or the overall ranking.
  public struct Section: Sendable {
    public var id: String
    public var title: Words
    public var lines: [Line]
    public var isOverall: Bool

    public init(id: String, title: Words, lines: [Line], isOverall: Bool = false) {
      self.id = id
      self.title = title
      self.lines = lines
      self.isOverall = isOverall
    }
  }

  public var event: String
  public var title: Words
  public var sections: [Section]
  public var version: Int
  public var published: Instant
  /// The end of the notice period and where to object.
  public var notice: Words?
  /// Why this version replaces an earlier one.
  public var reason: String?
  /// SHA-256 of the result's bytes.
  public var digest: String
  /// Files from which anybody can compute the ranking again.
  public var files: [(address: String, title: Words)]

  public init(
    event: String, title: Words, sections: [Section], version: Int, published: Instant, notice: Words? = nil,
    reason: String? = nil, digest: String, files: [(address: String, title: Words)] = []
  ) {
    self.event = event
    self.title = title
    self.sections = sections
    self.version = version
    self.published = published
    self.notice = notice
    self.reason = reason
    self.digest = digest
    self.files = files
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say(title), isPublic: true,
      body: .several([
        el("p", .class("eyebrow"), text: frame.say("成绩公布", "Results")),
        el("h1", text: frame.say(title)),
        el("p", .class("soft")) {
          frame.say("公布时间 \(published.localText)", "Published \(published.localText) (UTC+8)")
          version > 1 ? frame.say("，第 \(version) 版", ", version \(version)") : ""
        },
        reason.map { given in
          el("p", .class("card")) {
            el("strong", text: frame.say("更正原因：", "Corrected because: "))
            given
          }
        } ?? .nothing,
        notice.map { el("p", .class("card"), text: frame.say($0)) } ?? .nothing,
        jump(frame),
        .several(sections.map { table($0, frame) }),
        fileList(frame),
        el("p", .class("small soft mono"), text: "SHA-256 \(digest)"),
      ]))
  }

  private func jump(_ frame: Frame) -> HTML {
    guard sections.count > 1 else { return .nothing }
    return el("nav", .class("actions no-print"), .aria(label: frame.say("组别", "Divisions"))) {
      sections.map { link("#\($0.id)", frame.say($0.title), .class("button plain")) }
    }
  }

  private func fileList(_ frame: Frame) -> HTML {
    guard !files.isEmpty else { return .nothing }
    return el("section", .class("card no-print")) {
      el("h2", text: frame.say("核对用的文件", "Files to check it with"))
      el(
        "p", .class("soft"),
        text: frame.say(
          "用这些文件可以把名次重新算一遍；manifest.json 写明每个文件的 SHA-256，并有签名。",
          "The ranking can be computed again from these files; manifest.json holds the SHA-256 of every file and is signed."
        ))
      el("ul") { files.map { file in el("li") { link(file.address, frame.say(file.title)) } } }
    }
  }

  private func table(_ section: Section, _ frame: Frame) -> HTML {
    let all = section.lines.flatMap(\.spread).map(\.approximate)
    let (low, high) = (all.min() ?? 0, all.max() ?? 0)
    let hasSpread = !all.isEmpty
    var head = [
      (frame.say("名次", "Place"), false), (frame.say("姓名", "Name"), false),
      (frame.say("单位、作品", "From, work"), false),
    ]
    if hasSpread { head.append((frame.say("评委打分分布", "Judges' spread"), false)) }
    head += [(frame.say("奖项", "Award"), false), (frame.say("总分", "Total"), true)]
    return el("section", .id(section.id)) {
      el("h2", text: frame.say(section.title))
      Pages.table(
        frame.say(section.title), class: "scroll stack-phone", isTitled: true,
        head: head.map { (text: $0.0, isNumber: $0.1) }
      ) {
        section.lines.map { row($0, hasSpread: hasSpread, low: low, high: high, frame) }
      }
    }
  }

  private func row(_ line: Line, hasSpread: Bool, low: Double, high: Double, _ frame: Frame) -> HTML {
    let isPodium = ["1", "2", "3"].contains(line.place ?? "")
    return el("tr", Attribute("class", isPodium ? "podium" : nil)) {
      el("td", .class("place"), text: line.place ?? "–")
      el("th", .scope("row")) { link(frame.address(ofEntry: line.entry, in: event), line.name) }
      el(
        "td", .class("wide-cell soft small"),
        text: [line.unit, line.work].filter { !$0.isEmpty }.joined(separator: " · "))
      if hasSpread {
        el("td", .class("only-wide")) {
          if !line.spread.isEmpty {
            strip(
              line.spread, low: low, high: high, title: line.spread.map(\.shortText).joined(separator: ", "))
          }
        }
      }
      el("td", .class("wide-cell")) {
        if let status = line.status { el("span", .class("soft"), text: frame.say(status)) }
        for award in line.awards { el("span", .class("badge award"), text: frame.say(award)) }
      }
      el("td", .class("number total"), text: line.total ?? "–")
    }
  }
}
