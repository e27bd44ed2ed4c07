// Pages as files beside each other: addresses that work from a folder, a stick or any web server.

/// Where a page lies in a static publication: `index.html` and `entries/CODE.html`, the same below `en/`.
public struct FilePlace: Hashable, Sendable {
  /// From the page to the folder that holds the ranking in its language: empty, or `../`.
  public var toRanking: String
  /// From the page to the same page in the other language.
  public var other: String

  public init(toRanking: String, other: String) {
    self.toRanking = toRanking
    self.other = other
  }
}

extension Frame {
  /// Where the ranking of an event is read.
  func address(ofRanking event: String) -> String {
    files.map { $0.toRanking + "index.html" } ?? "/events/\(event)"
  }

  /// Where it is explained how the result of an entry came about.
  func address(ofEntry entry: String, in event: String) -> String {
    files.map { $0.toRanking + "entries/\(entry).html" } ?? "/events/\(event)/entries/\(entry)"
  }
}
