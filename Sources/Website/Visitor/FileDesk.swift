// The program's own files: the address names the content, so a browser may keep them for a year.

internal import HTTPTypes
internal import Hummingbird

/// Serves styles and scripts.
struct FileDesk: Sendable {
  let assets: Assets

  @Sendable func asset(_ request: Request, _ context: SiteContext) throws -> Response {
    guard let asset = assets.asset(named: try context.parameter("name")) else { throw Trouble(.notFound) }
    return Response.bytes(asset.bytes, type: asset.type).with(
      .cacheControl, "public, max-age=31536000, immutable")
  }

  @Sendable func icon(_ request: Request, _ context: SiteContext) -> Response {
    let drawing =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\"><rect width=\"48\" height=\"48\" rx=\"9\" fill=\"#a32b1c\"/>"
      + "<text x=\"24\" y=\"35\" text-anchor=\"middle\" font-family=\"serif\" font-size=\"30\" fill=\"#fff\">思</text></svg>"
    return Response.bytes(Array(drawing.utf8), type: "image/svg+xml").with(
      .cacheControl, "public, max-age=86400")
  }
}
