import Functions
import TokenEngine

/// A token: its three parts, what they hold, and what each claim means and has become since the step before.
struct TokenPanel {
  private let token: IssuedToken
  private let before: IssuedToken?
  /// The environment variable that signed it.
  private let key: String?
  private let strings: Strings
  private let masking: Masking

  init(
    _ token: IssuedToken, before: IssuedToken?, key: String?, strings: Strings, masking: Masking
  ) {
    self.token = token
    self.before = before
    self.key = key
    self.strings = strings
    self.masking = masking
  }

  var html: HTML {
    let parts = masking.masked(token.jwt).split(separator: ".", omittingEmptySubsequences: false)
    let header = masking.masked(token.header)
    let payload = masking.masked(token.payload)
    return """
      <p class="jwt" translate="no" dir="ltr"><b class="jh">\(parts[0])</b>.<wbr><b class="jp">\(parts[1])</b>\
      .<wbr><b class="js">\(parts[2])</b></p>
      <dl class="parts">
      <div><dt class="jh">\(strings.header)</dt><dd>\(json(header))</dd></div>
      <div><dt class="jp">\(strings.payload)</dt><dd>\(json(payload))</dd></div>
      <div><dt class="js">\(strings.signature)</dt><dd>\(signature(header))</dd></div>
      </dl>
      \(table(header, payload))
      """
  }

  private func json(_ value: JSONValue) -> HTML {
    "<pre tabindex=\"0\" translate=\"no\"><code>\(ColouredCode(value.pretty(), .json).html)</code></pre>"
  }

  private func signature(_ header: JSONValue) -> HTML {
    let algorithm: HTML = header["alg"]?.stringValue.map { "<code>\($0)</code>" } ?? .empty
    let secret: HTML = key.map { " · <code>\($0)</code>" } ?? .empty
    return "\(algorithm)\(secret)"
  }

  // MARK: - Claims

  private func table(_ header: JSONValue, _ payload: JSONValue) -> HTML {
    let old = before.map { (masking.masked($0.header), masking.masked($0.payload)) }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(strings.claims)">
      <table class="claims">
      <thead><tr><th scope="col">\(strings.claim)</th><th scope="col">\(strings.value)</th>\
      <th scope="col">\(strings.meaning)</th></tr></thead>
      <tbody class="jh">
      \(rows(header, old?.0, whole: header))</tbody>
      <tbody class="jp">
      \(rows(payload, old?.1, whole: payload))</tbody>
      </table>
      </div>

      """
  }

  private func rows(_ part: JSONValue, _ old: JSONValue?, whole: JSONValue) -> HTML {
    let claims = Self.flat(part)
    let oldClaims = old.map(Self.flat)
    let known = Dictionary(
      (oldClaims ?? []).map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    let paths = Set(claims.map(\.path))
    let gone = (oldClaims ?? []).filter { !paths.contains($0.path) }
    return claims.map { claim -> HTML in
      var value = shown(claim.value)
      var kind = HTML.empty
      if oldClaims != nil {
        if let previous = known[claim.path] {
          if previous != claim.value {
            value = "<del>\(shown(previous))</del> <ins>\(value)</ins>"
            kind = " class=\"new\""
          }
        } else {
          value = "<ins>\(value)</ins>"
          kind = " class=\"new\""
        }
      }
      return """
        <tr\(kind)><th scope="row">\(name(claim.path))</th><td>\(value)</td>\
        <td>\(meaning(of: claim.path, claim.value, in: whole))</td></tr>

        """
    }.joined()
      + gone.map { claim -> HTML in
        """
        <tr class="gone"><th scope="row">\(name(claim.path))</th><td><del>\(shown(claim.value))</del></td>\
        <td></td></tr>

        """
      }.joined()
  }

  /// A line may end after its dots, and nowhere else.
  private func name(_ path: String) -> HTML {
    let escaped: HTML = "\(path)"
    return "<code>\(HTML(trusted: escaped.text.with(".<wbr>", inPlaceOf: ".")))</code>"
  }

  private func shown(_ value: JSONValue) -> HTML {
    "<code>\(value.stringValue ?? value.compact)</code>"
  }

  private func meaning(of path: String, _ value: JSONValue, in part: JSONValue) -> HTML {
    let words: HTML = strings.claimMeanings[path].map { "\($0)" } ?? .empty
    guard ["iat", "nbf", "exp"].contains(path), let seconds = value.numberValue,
      let date = CalendarDate(seconds)
    else { return words }
    let moment: HTML = "<time datetime=\"\(date.iso)\">\(strings.moment(date))</time>"
    guard path == "exp", let start = (part["nbf"] ?? part["iat"])?.numberValue ?? issued,
      let span = strings.span(seconds - start)
    else { return labelled(words, moment) }
    let detail: HTML = "\(strings.validFor(span))"
    return labelled(words, strings.withDetail.filled(["text": moment, "detail": detail]))
  }

  private func labelled(_ words: HTML, _ value: HTML) -> HTML {
    words.isEmpty ? value : strings.labelled.filled(["label": words, "value": value])
  }

  private var issued: Seconds? { token.now }

  /// The scalar members at any depth with their paths.
  private static func flat(_ value: JSONValue) -> [(path: String, value: JSONValue)] {
    var claims: [(path: String, value: JSONValue)] = []
    func add(_ value: JSONValue, _ path: String) {
      if let members = value.objectValue, !members.isEmpty {
        for (key, value) in members { add(value, path.isEmpty ? key.text : "\(path).\(key.text)") }
      } else if !path.isEmpty {
        claims.append((path, value))
      }
    }
    add(value, "")
    return claims
  }
}

extension Strings {
  /// A span of time in the largest unit that fits: `1 hour`, `90 minutes`; nil for none.
  func span(_ seconds: Seconds) -> String? {
    guard seconds > 0, seconds == seconds.rounded(), seconds < 1e9 else { return nil }
    let seconds = Int(seconds)
    if seconds % 3600 == 0 { return hours(seconds / 3600) }
    return seconds % 60 == 0 ? minutes(seconds / 60) : self.seconds(seconds)
  }
}
