import TokenEngine

extension Outcome.Response {
  /// Bytes of all headers that are kept; Twilio itself takes 15 kB.
  private static let headerLimit = 1 << 18

  /// - Parameters:
  ///   - report: the reply as the prelude reports it, its headers clipped there to little more than is kept.
  ///   - truncate: called with the part of which too much was there.
  init(report: JSONValue, sites: CallSites, truncate: (String) -> Void) {
    var left = Self.headerLimit
    let all = report["headers"]?.arrayValue ?? []
    let kept = all.prefix { header in
      left -= (header.arrayValue ?? []).reduce(0) { $0 + ($1.stringValue?.utf8.count ?? 0) }
      // What a header costs besides its text.
      left -= 64
      return left > 0
    }
    if kept.count < all.count { truncate("headers") }
    self.init(
      status: report.integer("status") ?? 500,
      headers: kept.compactMap { header in
        guard let pair = header.arrayValue, pair.count == 2 else { return nil }
        return .init(name: pair[0].stringValue ?? "", value: pair[1].stringValue ?? "")
      },
      body: sites.withNodeFrames(report.text("body")).cut(to: Recorder.textLimit) {
        truncate("body")
      },
      encoding: report.text("encoding") == "base64" ? .base64 : .utf8)
  }
}
