// Copies, the state of this machine, and the devices that are signed in: for the administrator, in plain words.

public import Basics

/// How the records are kept safe.
public struct MachinePage: Sendable {
  /// Where automatic copies go.
  public struct Medium: Sendable {
    public enum State: Hashable, Sendable { case good, missing, sameDisk, full }

    public var path: String
    public var state: State
    /// Copies of these records that lie there, newest first.
    public var copies: [(at: Instant, megabytes: Int)]

    public init(path: String, state: State, copies: [(at: Instant, megabytes: Int)]) {
      self.path = path
      self.state = state
      self.copies = copies
    }
  }

  /// Something that was looked at.
  public struct Finding: Sendable {
    public enum Level: Hashable, Sendable { case fine, warning, bad }

    public var level: Level
    public var words: Words
    public var todo: Words?

    public init(level: Level, words: Words, todo: Words?) {
      self.level = level
      self.words = words
      self.todo = todo
    }
  }

  public struct Device: Sendable {
    public var judge: String
    public var event: Words
    public var device: String
    public var since: Instant
    public var seen: Instant

    public init(judge: String, event: Words, device: String, since: Instant, seen: Instant) {
      self.judge = judge
      self.event = event
      self.device = device
      self.since = since
      self.seen = seen
    }
  }

  /// When the last copy was made; nil where there never was one.
  public var last: Instant?
  /// Changes since then.
  public var changes: Int
  public var medium: Medium?
  /// Sticks and disks that were found on this machine.
  public var found: [String]
  /// Nil until somebody has asked.
  public var findings: [Finding]?
  public var devices: [Device]
  public var faults: [Fault]
  public var done: Words?

  public init(
    last: Instant?, changes: Int, medium: Medium?, found: [String], findings: [Finding]?, devices: [Device],
    faults: [Fault] = [], done: Words? = nil
  ) {
    self.last = last
    self.changes = changes
    self.medium = medium
    self.found = found
    self.findings = findings
    self.devices = devices
    self.faults = faults
    self.done = done
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("备份与设备", "Copies and devices"),
      body: .several([
        el("h1", text: frame.say("备份与设备", "Copies and devices")),
        done.map { done in
          el("p", .class("card"), .id("done"), Attribute("role", "status")) {
            state(.good, frame.say(done), "good")
          }
        } ?? .nothing,
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        copies(frame), mediumCard(frame), examination(frame), deviceList(frame),
      ]))
  }

  private func copies(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("copies")) {
      el("h2", text: frame.say("备份", "Copies"))
      el("p", .id("standing")) { standing(frame) }
      el("div", .class("actions")) {
        if medium != nil {
          form("/office/machine/copy", csrf: frame.csrf) {
            submit(frame.say("现在备份到 U 盘", "Copy to the stick now"))
          }
        }
        form("/office/machine/download", csrf: frame.csrf) {
          submit(frame.say("下载一份备份", "Download a copy"), class: "button plain")
        }
      }
      el(
        "p", .class("soft small"),
        text: frame.say(
          "备份里没有密钥：证件号打不开，也签不了证书。密钥的恢复码只在纸上，请在这台电脑上打印并锁好。",
          "A copy holds no keys: identity numbers do not open from it and nothing can be signed. The keys' recovery code belongs on paper, printed at this computer and locked away."
        ))
    }
  }

  private func standing(_ frame: Frame) -> HTML {
    guard let last else {
      return state(.attention, frame.say("还没有任何备份", "There is no copy at all"), "warn")
    }
    let since =
      changes == 0
      ? frame.say("，之后没有改动", ", nothing has changed since")
      : frame.say("，之后有 \(changes) 处改动", ", \(changes) changes since")
    return state(
      changes == 0 ? .good : .info,
      frame.say("最近一次：\(last.localText)", "The last one: \(last.localText)") + since,
      changes == 0 ? "good" : "go")
  }

  private func mediumCard(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("medium")) {
      el("h2", text: frame.say("第二份放在哪里", "Where the second copy goes"))
      if let medium {
        facts([(label: frame.say("位置", "Place"), value: .text(medium.path))])
        el("p") { words(medium.state, frame) }
        list(medium, frame)
      } else {
        el("p") {
          state(
            .attention,
            frame.say(
              "没有第二份：电脑一坏，全部记录就没有了。请插上 U 盘或移动硬盘。",
              "There is no second copy: if this computer fails, everything is lost. Put in a stick or a disk."
            ), "warn")
        }
      }
      form("/office/machine/medium", csrf: frame.csrf) {
        if found.isEmpty {
          el("p", .class("soft"), text: frame.say("没有找到 U 盘或移动硬盘。", "No stick or disk was found."))
        } else {
          el("div", .class("field"), Attribute("role", "radiogroup"), Attribute("aria-labelledby", "media")) {
            el("span", .class("label"), .id("media"), text: frame.say("选一个", "Choose one"))
            found.map { path in
              el("label", .class("choice")) {
                void(
                  "input", .type("radio"), .name("found"), .value(path),
                  Attribute(
                    "checked", flag: medium?.path.hasPrefix(path + "/") == true || medium?.path == path))
                path
              }
            }
          }
        }
        field(
          "path", frame.say("或者写文件夹的位置", "or write the folder's place"), value: "", required: false,
          complete: "off")
        submit(frame.say("以后每小时自动备份到这里", "Copy there by itself every hour"))
      }
    }
  }

  private func words(_ state: Medium.State, _ frame: Frame) -> HTML {
    switch state {
    case .good:
      Pages.state(.good, frame.say("已接好，每小时自动备份", "It is there; a copy is made every hour"), "good")
    case .missing:
      Pages.state(
        .bad, frame.say("现在找不到它：U 盘可能拔掉了", "It is not there: the stick may have been pulled out"), "bad")
    case .sameDisk:
      Pages.state(
        .attention,
        frame.say("它和数据在同一块磁盘上，磁盘坏了两份都没有", "It lies on the same disk as the records: one failure takes both"),
        "warn")
    case .full: Pages.state(.bad, frame.say("空间不够再放一份", "There is no room for another copy"), "bad")
    }
  }

  private func list(_ medium: Medium, _ frame: Frame) -> HTML {
    guard !medium.copies.isEmpty else { return .nothing }
    return el("details") {
      el(
        "summary", text: frame.say("那里有 \(medium.copies.count) 份", "\(medium.copies.count) copies lie there"))
      el("ul") {
        medium.copies.prefix(40).map { copy in
          el("li", text: "\(copy.at.localText) · \(copy.megabytes) MB")
        }
      }
    }
  }

  private func examination(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("findings")) {
      el("h2", text: frame.say("检查这台电脑", "Look this machine over"))
      if let findings {
        el("ul", .class("findings")) {
          findings.map { finding in
            el("li") {
              sign(finding, frame)
              if let todo = finding.todo { el("p", .class("soft small"), text: "→ \(frame.say(todo))") }
            }
          }
        }
      } else {
        el(
          "p", .class("soft"),
          text: frame.say(
            "检查数据库、审计、密钥、磁盘空间和落盘速度。数据多时要等一会儿。",
            "The database, the audit, the keys, room on the disk and whether a flush is one. With many records it takes a while."
          ))
      }
      form("/office/machine/examine", csrf: frame.csrf) {
        submit(frame.say("现在检查", "Look now"), class: "button plain")
      }
    }
  }

  private func sign(_ finding: Finding, _ frame: Frame) -> HTML {
    switch finding.level {
    case .fine: state(.good, frame.say(finding.words), "good long")
    case .warning: state(.attention, frame.say(finding.words), "warn long")
    case .bad: state(.bad, frame.say(finding.words), "bad long")
    }
  }

  private func deviceList(_ frame: Frame) -> HTML {
    el("section", .id("devices")) {
      el("h2", text: frame.say("评委的设备", "Judges' devices"))
      if devices.isEmpty {
        el("p", .class("soft"), text: frame.say("现在没有评委登录。", "No judge is signed in."))
      } else {
        table(
          frame.say("评委的设备", "Judges' devices"), class: "scroll stack-phone", isTitled: true,
          head: [
            (frame.say("评委", "Judge"), false), (frame.say("活动", "Event"), false),
            (frame.say("设备", "Device"), false), (frame.say("登录", "Signed in"), false),
            (frame.say("最近联系", "Last heard of"), false),
          ]
        ) {
          devices.map { device in
            el("tr") {
              el("th", .scope("row"), text: device.judge)
              el("td", text: frame.say(device.event))
              el("td", .class("mono small"), text: String(device.device.prefix(8)))
              el("td", text: device.since.localText)
              el("td", text: device.seen.localText)
            }
          }
        }
      }
    }
  }
}
