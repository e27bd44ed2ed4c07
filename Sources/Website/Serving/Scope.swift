// What the desks of the office share: rights by the one table, frames of pages that answer forms, files to keep.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

extension SiteContext {
  /// The caller, if the act is hers anywhere; otherwise sign-in, or a plain no.
  func staff(may act: Act) throws -> Caller {
    guard let caller, case .staff = caller.who else { throw Trouble(.unauthorized) }
    guard caller.may(act) else { throw Trouble(.forbidden) }
    return caller
  }

  /// The caller, if the act is hers for this event; an event of another county is not there for her.
  func staff(may act: Act, for event: EventRow) throws -> Caller {
    let caller = try staff(may: act)
    guard caller.may(act, for: event) else { throw Trouble(.notFound) }
    return caller
  }

  /// The caller, if the act is hers for what belongs to the region.
  func staff(may act: Act, region: String) throws -> Caller {
    let caller = try staff(may: act)
    guard caller.may(act, region: region) else { throw Trouble(.notFound) }
    return caller
  }

  /// The caller and the region for which the act is hers: `home` where it is among several.
  func staff(may act: Act, home: String) throws -> (caller: Caller, region: String) {
    let caller = try staff(may: act)
    let regions = caller.regions(may: act)
    guard let region = regions.contains(home) ? home : regions.first else { throw Trouble(.forbidden) }
    return (caller, region)
  }

  /// The event of the address, if the act is the caller's for it.
  ///
  /// Sign-in and role come first, so that a stranger does not learn which events there are.
  func event(_ ports: OfficePorts, may act: Act) async throws -> (line: EventLine, caller: Caller) {
    _ = try staff(may: act)
    guard let line = try await ShowEvents(ports).event(try parameter("event")) else {
      throw Trouble(.notFound)
    }
    return (line, try staff(may: act, for: line.event))
  }
}

extension Frames {
  /// The frame of a page that answers a form too: its own address is where it is read, so that switching the language
  /// never asks for the form's.
  func frame(_ request: Request, _ context: SiteContext, at path: String) -> Frame {
    var frame = frame(request, context)
    frame.path = path
    return frame
  }
}

extension Response {
  /// A file to keep under a name.
  func kept(as file: String) -> Response {
    let name = file.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
    return with(.contentDisposition, "attachment; filename=\"\(name)\"")
  }
}
