// What pages that only look at results share: whose name stands for a judge, links to choose, a word that nothing changes.

internal import Basics

/// Names in place of the judges' ids; the id stays where a name is missing, and beside one that two share.
struct JudgeNames: Sendable {
  private var names: [String: String]

  init(_ all: [String: String]) {
    names = all.filter { !$0.value.isEmpty }
    let counts = Dictionary(names.values.map { ($0, 1) }, uniquingKeysWith: +)
    for (id, name) in names where counts[name] != 1 { names[id] = "\(name)（\(id)）" }
  }

  subscript(_ judge: String) -> String { names[judge] ?? judge }
}

/// Links to choose one of several; nothing where there is no choice.
func chooser(
  _ label: String, _ choices: [AgreementPage.Choice], _ current: String, _ frame: Frame,
  address: (String) -> String
) -> HTML {
  guard choices.count > 1 else { return .nothing }
  return el("nav", .class("chooser no-print"), .aria(label: label)) {
    el("span", .class("soft"), text: label)
    choices.map { choice in
      link(
        address(choice.id), frame.say(choice.title),
        Attribute("aria-current", choice.id == current ? "true" : nil))
    }
  }
}

/// A page that only looks says so in its head.
func onlyLooking(_ frame: Frame, _ text: String) -> HTML {
  el("p", .class("looking"), .id("only-looking"), Attribute("role", "note")) {
    Sign.info.svg
    el("span", text: text)
  }
}
