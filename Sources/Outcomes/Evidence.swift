// How well a fact is known: told, shown on paper, seen on the spot, or found in a register.

public import Basics

/// The evidence behind a dated fact, weakest first.
public enum Evidence: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Said on the phone or in a message.
  case told
  /// A paper or a picture of it was shown.
  case paper
  /// Somebody was there and saw it.
  case seen
  /// Found in the register that is kept about it.
  case register

  public static func < (left: Evidence, right: Evidence) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }

  public var words: Words {
    switch self {
    case .told: Words(zh: "口头告知", en: "told")
    case .paper: Words(zh: "书面材料", en: "paper shown")
    case .seen: Words(zh: "现场查看", en: "seen on the spot")
    case .register: Words(zh: "登记系统核实", en: "found in the register")
    }
  }
}
