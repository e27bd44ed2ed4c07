// The two languages that Sizhou speaks, and a text written in both.

/// A language of the reader: Chinese first, English beside it.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case zh
  case en

  /// The language of a tag such as `zh-CN`, `zh_CN.UTF-8` or `en`; Chinese for anything that is not English.
  public init(tag: String) {
    self = tag.lowercased().hasPrefix("en") ? .en : .zh
  }

  /// The tag for `lang` and `xml:lang` attributes.
  public var tag: String { self == .zh ? "zh-CN" : "en" }
}

/// One text in Chinese and in English; where a language is missing the other stands in for it.
public struct Words: Hashable, Sendable {
  public var zh: String
  public var en: String

  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// The text for a reader of `language`, or the other language's text where this one is empty.
  public subscript(_ language: Language) -> String {
    let wanted = language == .zh ? zh : en
    if !wanted.isEmpty { return wanted }
    return language == .zh ? en : zh
  }
}
