// What the desks of the office share: rights by role and place, frames of pages that answer forms, files to keep.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

extension SiteContext {
  /// The caller, if one of the roles is hers for the event's region and for this event.
  ///
  /// An administrator of the region may do everything there. Otherwise sign-in, or a plain no.
  func staff(_ roles: Role..., for event: EventRow) throws -> Caller {
    try staff(roles, region: event.region, event: event.id)
  }

  /// The caller, if one of the roles is hers for the region.
  func staff(_ roles: Role..., region: String) throws -> Caller {
    try staff(roles, region: region, event: nil)
  }

  /// The caller, if one of the roles is hers for the region, and for the event where there is one.
  func staff(_ roles: [Role], region: String, event: String?) throws -> Caller {
    guard let caller, case .staff(_, let grants, _) = caller.who else { throw Trouble(.unauthorized) }
    let fits = grants.contains { grant in
      (roles.contains(grant.role) || grant.role == .administrator) && grant.region == region
        && (grant.event == nil || grant.event == event)
    }
    guard fits else { throw Trouble(.forbidden) }
    return caller
  }
}

extension Caller {
  /// Whether one of the roles is the caller's for the event; administrators hold all.
  func may(_ roles: Role..., for event: EventRow) -> Bool {
    guard case .staff(_, let grants, _) = who else { return false }
    return grants.contains { grant in
      (roles.contains(grant.role) || grant.role == .administrator) && grant.region == event.region
        && (grant.event == nil || grant.event == event.id)
    }
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
