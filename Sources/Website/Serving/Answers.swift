// The kinds of answers: a page, JSON, a file, a redirection.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Pages

extension Response {
  static func page(_ page: Page, _ frame: Frame) -> Response {
    bytes(page.bytes(in: frame), type: "text/html; charset=utf-8", status: .init(code: page.status))
  }

  static func json(_ json: JSON, status: HTTPResponse.Status = .ok) -> Response {
    bytes(Array(json.compact.utf8), type: "application/json; charset=utf-8", status: status)
  }

  static func bytes(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// After a form: the browser gets the next page with GET, so reloading never sends the form again.
  static func redirect(_ path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }

  /// Bytes that a browser may keep but asks about each time; 304 where it has them.
  static func kept(_ bytes: ByteBuffer, type: String, tag: String, request: Request) -> Response {
    let headers: HTTPFields = [
      .contentType: type, .eTag: tag, .cacheControl: "public, no-cache", .vary: "Cookie, Accept-Language",
    ]
    let known = (request.headers[.ifNoneMatch] ?? "").split(separator: ",").map {
      $0.drop { $0 == " " || $0 == "W" || $0 == "/" }
    }
    if known.contains(tag[...]) { return Response(status: .notModified, headers: headers) }
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: bytes))
  }

  func with(_ name: HTTPField.Name, _ value: String) -> Response {
    var copy = self
    copy.headers[name] = value
    return copy
  }

  /// A file to keep or print.
  func named(_ file: String) -> Response {
    with(
      .contentDisposition,
      "inline; filename=\"\(file.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) })\""
    )
  }
}
