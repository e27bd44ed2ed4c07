// What an examination of an installation found, in plain words with what to do.

public import Basics

/// One thing that was looked at.
public struct Finding: Hashable, Sendable {
  public enum Level: String, Hashable, Sendable {
    case fine
    /// Somebody should see to it; the program works.
    case warning
    /// Something must be done.
    case bad
  }

  public var level: Level
  /// What was found; its code names what was looked at.
  public var fault: Fault

  public init(_ level: Level, _ code: String, zh: String, en: String, todo: Words? = nil) {
    self.level = level
    fault = Fault(code, zh: zh, en: en, suggestion: todo)
  }

  public var json: JSON {
    .object([
      ("code", .string(fault.code)), ("level", .string(level.rawValue)), ("zh", .string(fault.words.zh)),
      ("en", .string(fault.words.en)), ("todoZh", .optional(fault.suggestion?.zh)),
      ("todoEn", .optional(fault.suggestion?.en)),
    ])
  }

  /// For a terminal: a sign, the sentence, and what to do below it.
  public func lines(_ language: Language) -> [String] {
    let sign =
      switch level {
      case .fine: language == .zh ? "正常" : "ok   "
      case .warning: language == .zh ? "注意" : "note "
      case .bad: language == .zh ? "问题" : "BAD  "
      }
    var lines = ["\(sign)  \(fault.words[language])"]
    if let todo = fault.suggestion {
      lines.append((language == .zh ? "      → " : "       -> ") + todo[language])
    }
    return lines
  }
}
