// The frame that a request's page stands in: language, navigation by role, banners.

internal import Basics
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

/// Makes frames.
struct Frames: Sendable {
  let assets: Assets
  let isSample: Bool
  /// Neither TLS nor loopback.
  let isPlain: Bool

  func frame(_ request: Request, _ context: SiteContext) -> Frame {
    Frame(
      language: context.language, path: request.uri.string, visitor: context.caller.flatMap(Self.visitor),
      isSample: isSample, isPlain: isPlain, style: assets.style.address, script: assets.live.address)
  }

  /// The frame of a page that everybody gets alike and that is kept ready.
  func common(_ language: Language, path: String) -> Frame {
    Frame(
      language: language, path: path, isSample: isSample, style: assets.style.address,
      script: assets.live.address)
  }

  private static func visitor(_ caller: Caller) -> Frame.Visitor? {
    guard case .staff(_, let grants, let mustChange) = caller.who else { return nil }
    let title = title(grants.first?.role ?? .clerk)
    if mustChange { return Frame.Visitor(name: caller.name, role: title, links: [], csrf: caller.csrf) }
    var links: [(address: String, title: Words)] = [("/office", Words(zh: "工作台", en: "Office"))]
    if !caller.regions(may: .seeOutcomes).isEmpty {
      links += [
        ("/office/shops", Words(zh: "门店", en: "Shops")),
        ("/office/outcomes", Words(zh: "成效", en: "Outcomes")),
      ]
    }
    if !caller.regions(may: .seeRubrics).isEmpty {
      links.append(("/office/rubrics", Words(zh: "评分标准", en: "Rubrics")))
    }
    if !caller.regions(may: .makeEvent).isEmpty {
      links.append(("/office/new-event", Words(zh: "新建活动", en: "New event")))
    }
    if !caller.regions(may: .keepAccounts).isEmpty {
      links += [
        ("/office/people", Words(zh: "人员", en: "People")),
        ("/office/accounts", Words(zh: "账户", en: "Accounts")),
        ("/office/machine", Words(zh: "备份与设备", en: "Copies and devices")),
      ]
    }
    if !caller.regions(may: .readAudit).isEmpty {
      links.append(("/office/audit", Words(zh: "审计", en: "Audit")))
    }
    links += [("/", Words(zh: "公布", en: "Public")), ("/check", Words(zh: "证书查验", en: "Certificates"))]
    return Frame.Visitor(name: caller.name, role: title, links: links, csrf: caller.csrf)
  }

  static func title(_ role: Role) -> Words {
    switch role {
    case .administrator: Words(zh: "管理员", en: "administrator")
    case .organizer: Words(zh: "组委会", en: "organizer")
    case .chief: Words(zh: "裁判长", en: "chief judge")
    case .official: Words(zh: "人社干部", en: "official")
    case .clerk: Words(zh: "统分员", en: "clerk")
    case .supervisor: Words(zh: "监督员", en: "supervisor")
    }
  }
}
