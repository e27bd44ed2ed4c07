// People's records for the administrator: found by name, erased on request, joined where one human being stands twice.

public import Basics

/// Records of people.
public struct PeoplePage: Sendable {
  public struct Person: Sendable {
    public var id: String
    public var name: String
    /// As shown, for example `5226**********0119`; empty where none is known.
    public var idMasked: String
    public var places: [(event: Words, number: String)]
    public var shops: Int
    public var isErased: Bool

    public init(
      id: String, name: String, idMasked: String, places: [(event: Words, number: String)], shops: Int,
      isErased: Bool
    ) {
      self.id = id
      self.name = name
      self.idMasked = idMasked
      self.places = places
      self.shops = shops
      self.isErased = isErased
    }
  }

  /// What was looked for; nil where nothing was.
  public var name: String?
  public var people: [Person]
  public var faults: [Fault]
  public var done: Words?

  public init(name: String?, people: [Person], faults: [Fault] = [], done: Words? = nil) {
    self.name = name
    self.people = people
    self.faults = faults
    self.done = done
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("人员", "People"),
      body: .several([
        el("h1", text: frame.say("人员", "People")),
        done.map { done in
          el("p", .class("card"), .id("done"), Attribute("role", "status")) {
            state(.good, frame.say(done), "good")
          }
        } ?? .nothing,
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        el("form", .action("/office/people"), Attribute("method", "get"), .class("card compact-form")) {
          field("name", frame.say("姓名或其中的字", "Name, or a part of it"), value: name ?? "", complete: "off")
          submit(frame.say("查找", "Find"))
        },
        name != nil && people.isEmpty ? el("p", text: frame.say("没有找到。", "Nobody was found.")) : .nothing,
        .several(people.map { card($0, frame) }),
      ]))
  }

  private func card(_ person: Person, _ frame: Frame) -> HTML {
    el("section", .class("card"), .id(person.id)) {
      el("h2", text: person.name)
      facts(
        [
          (frame.say("证件号", "Identity number"), person.idMasked),
          (
            frame.say("参加", "Took part in"),
            person.places.map { "\(frame.say($0.event)) \($0.number)" }.joined(separator: "；")
          ), (frame.say("门店", "Shops"), person.shops == 0 ? "" : String(person.shops)),
          (frame.say("编号", "Record"), person.id),
        ].filter { !$0.1.isEmpty }.map { (label: $0.0, value: .text($0.1)) })
      if person.isErased {
        el("p") { state(.info, frame.say("个人信息已删除", "personal data are erased"), "idle") }
      } else {
        erasing(person, frame)
        if people.count(where: { !$0.isErased }) > 1 { joining(person, frame) }
      }
    }
  }

  private func erasing(_ person: Person, _ frame: Frame) -> HTML {
    el("details") {
      el("summary", text: frame.say("本人要求删除个人信息", "She asks to be forgotten"))
      el(
        "p",
        text: frame.say(
          "姓名、证件号、电话、单位从记录和公布页上删除，不能恢复。成绩、名次和已签发的证书保留；以前的备份和已经印出去的不受影响。",
          "Name, identity number, telephone and unit leave the records and the public pages for good. Results, places and certificates that were issued stay; earlier copies and what was printed are out of reach."
        ))
      form("/office/people/\(person.id)/erase", csrf: frame.csrf) {
        reason("erase-\(person.id)", frame)
        el("label", .class("choice")) {
          void("input", .type("checkbox"), .name("sure"), .value("1"), Attribute("required", flag: true))
          frame.say("我已核对是本人的要求", "I have checked that it is her own wish")
        }
        submit(frame.say("删除个人信息", "Erase"), class: "button warn")
      }
    }
  }

  private func joining(_ person: Person, _ frame: Frame) -> HTML {
    el("details") {
      el("summary", text: frame.say("与另一条记录是同一个人", "The same human being as another record"))
      form("/office/people/\(person.id)/merge", csrf: frame.csrf) {
        el("div", .class("field")) {
          el("label", Attribute("for", "into-\(person.id)"), text: frame.say("并入", "Join it to"))
          el("select", .id("into-\(person.id)"), .name("into"), Attribute("required", flag: true)) {
            people.filter { $0.id != person.id && !$0.isErased }.map { other in
              el("option", .value(other.id)) {
                ([other.name, other.idMasked] + other.places.map(\.number)).filter { !$0.isEmpty }
                  .joined(separator: " · ")
              }
            }
          }
        }
        reason("merge-\(person.id)", frame)
        submit(frame.say("合并", "Join"), class: "button plain")
      }
    }
  }

  private func reason(_ id: String, _ frame: Frame) -> HTML {
    el("div", .class("field")) {
      el("label", Attribute("for", id), text: frame.say("理由", "Reason"))
      void(
        "input", .id(id), .type("text"), .name("reason"), Attribute("required", flag: true),
        Attribute("autocomplete", "off"))
    }
  }
}
