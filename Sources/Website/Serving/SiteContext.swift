// What a request carries through the site: the reader's language and who is calling.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Records

/// The context of one request.
struct SiteContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  var language: Language
  /// Staff by cookie, judges by the Authorization header; nil for visitors.
  var caller: Caller?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    language = .zh
    caller = nil
  }
}

/// An answer other than the page that was asked for.
struct Trouble: Error {
  var status: HTTPResponse.Status
  var faults: [Fault]
  /// Where a person goes next; nil stays.
  var goTo: String?
  /// With 405: the methods that the address takes.
  var allow: [String]

  init(_ status: HTTPResponse.Status, _ faults: [Fault] = [], goTo: String? = nil, allow: [String] = []) {
    self.status = status
    self.faults = faults
    self.goTo = goTo
    self.allow = allow
  }
}

extension SiteContext {
  /// The caller, if she is staff of any kind; otherwise sign-in.
  func staff() throws -> Caller {
    guard let caller, case .staff = caller.who else { throw Trouble(.unauthorized) }
    return caller
  }

  /// The value of a path parameter.
  func parameter(_ name: String) throws -> String {
    guard let value = parameters.get(name) else { throw Trouble(.notFound) }
    return value.removingPercentEncodingStrictly
  }
}

extension String {
  /// `%E6%80%9D` and the like as text; the text itself where that is no UTF-8.
  var removingPercentEncodingStrictly: String {
    guard contains("%") else { return self }
    return FormReader.decode(Array(utf8)[...], plus: false) ?? self
  }
}
