import Markdown

/// The author's text between headings and snippets, made of whole elements: cues of a transcript, alerts and the
/// list of contents become what they stand for.
struct LessonProse {
  private let page: LessonContext
  private var nextCue = 0
  /// Whether the author has put the contents where they belong.
  private(set) var hasContents = false

  init(_ page: LessonContext) { self.page = page }

  mutating func decorated(_ markup: HTML) -> HTML {
    var text = withoutEmptyAddresses(markup.text)
    if text.has("<blockquote>\n<p>[!") { text = withAlerts(text) }
    for mark: StaticString in [
      "<p>[[toc]]</p>", "<p>[[TOC]]</p>", "<p>[[<em>TOC</em>]]</p>", "<p>[toc]</p>", "<p>[TOC]</p>",
    ] where text.has(mark) {
      // A page has one such landmark.
      if !hasContents { text = text.replacing("\(mark)", with: contents.text, maxReplacements: 1) }
      hasContents = true
      text = text.replacing("\(mark)", with: "")
    }
    if page.transcript != nil { text = withCues(text) }
    return HTML(trusted: text)
  }

  /// What is not there, or whose address cmark dropped as dangerous: an image shows its text instead, as without an
  /// address it is not valid; a link is none, as it would lead to its own page; a player stays, with nothing to play.
  private func withoutEmptyAddresses(_ markup: String) -> String {
    var markup = markup
    if markup.has(" href=\"\"") { markup = markup.replacing(" href=\"\"", with: "") }
    if markup.has(" src=\"\">") {
      markup = markup.replacing(/<img( id="[^"]*")?[^<>]*? alt="([^"]*)"[^<>]* src="">/) {
        missingImage($0.2, $0.1 ?? "")
      }
      markup = markup.replacing(/<source[^<>]* src="">/, with: "")
      markup = markup.replacing(" src=\"\">", with: ">")
    }
    guard markup.has("<img src=\"\"") else { return markup }
    return markup.replacing(/<img src="" alt="([^"]*)"(?: title="[^"]*")? \/>/) {
      missingImage($0.1)
    }
  }

  /// - Parameters:
  ///   - text: of the image, as markup.
  ///   - identifier: the whole attribute.
  private func missingImage(_ text: Substring, _ identifier: Substring = "") -> String {
    let name: HTML = "\(page.strings.missingImage)"
    let said =
      text.isEmpty
      ? name
      : page.strings.labelled.filled([
        "label": name, "value": HTML(trusted: "<em>\(text)</em>"),
      ])
    return "<span\(identifier) class=\"missing-image\">\(said.text)</span>"
  }

  // MARK: - Contents

  /// Of a lesson that asks for it with `[[toc]]`.
  private var contents: HTML {
    let headings = page.lesson.document.outline.filter { (2...3).contains($0.level) }
    guard !headings.isEmpty else { return .empty }
    let items = headings.map { heading -> HTML in
      let level: HTML = heading.level == 3 ? " class=\"deep\"" : ""
      return "<li\(level)><a href=\"#\(heading.id)\">\(heading.text)</a></li>\n"
    }
    return """
      <nav class="toc" aria-label="\(page.strings.onThisPage)"><ul>
      \(items.joined())</ul></nav>
      """
  }

  // MARK: - Alerts

  /// GitHub's: a quote that begins with `[!NOTE]` or its like.
  private func withAlerts(_ markup: String) -> String {
    var result = ""
    var rest = markup[...]
    while let start = rest.firstRange(of: "<blockquote>\n<p>[!") {
      result += rest[..<start.lowerBound]
      let kindEnd = rest[start.upperBound...].firstIndex(of: "]") ?? rest.endIndex
      let kind = rest[start.upperBound..<kindEnd].lowercased()
      guard let title = page.strings.alerts[kind],
        let end = Self.endOfQuote(in: rest, from: start.lowerBound)
      else {
        result += rest[start]
        rest = rest[start.upperBound...]
        continue
      }
      var inside = rest[rest.index(after: kindEnd)..<end.lowerBound]
      inside = inside.drop { $0 == " " || $0 == "\n" }
      if inside.hasPrefix("<br />") {
        inside = inside.dropFirst("<br />".count).drop(while: \.isNewline)
      }
      let isEmpty = inside.hasPrefix("</p>")
      let body = isEmpty ? inside.dropFirst("</p>".count).drop(while: \.isNewline) : inside
      let box: HTML = """
        <div class="box \(kind)" role="note"><p class="box-title">\(title)</p>

        """
      result += box.text + (isEmpty ? "" : "<p>") + withAlerts(String(body)) + "</div>"
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  private static func endOfQuote(in text: Substring, from start: String.Index) -> Range<
    String.Index
  >? {
    var depth = 0
    var place = start
    while let tag = text[place...].firstRange(of: /<\/?blockquote>/) {
      depth += text[tag].hasPrefix("</") ? -1 : 1
      if depth == 0 { return tag }
      place = tag.upperBound
    }
    return nil
  }

  // MARK: - Cues

  private mutating func withCues(_ markup: String) -> String {
    guard let cues = page.transcript?.cues else { return markup }
    var result = ""
    var rest = markup[...]
    while let start = rest.firstRange(of: "<p>") {
      result += rest[..<start.lowerBound]
      let end = rest[start.upperBound...].firstRange(of: "</p>") ?? rest.endIndex..<rest.endIndex
      let inside = rest[start.upperBound..<end.lowerBound]
      let words = SpokenText(inside)
      let plain = words.plain
      if let read = Transcript.read(plain[...]),
        let index = cues[nextCue...].firstIndex(where: { $0.time == read.time })
      {
        nextCue = index + 1
        let spoken = words.dropping(plain.count - read.text.count)
        result += self.markup(of: cues[index], spoken: spoken).text
      } else {
        result += rest[start.lowerBound..<end.upperBound]
      }
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  private func markup(of cue: Transcript.Cue, spoken: HTML) -> HTML {
    let speaker: HTML = cue.speaker.map { "<b class=\"speaker\">\($0)</b> " } ?? .empty
    let steps = cue.steps.map { number -> HTML in
      let step = page.steps.first { $0.step.number == number }
      let name = step.map { page.labels.name(of: $0.step) } ?? "\(number)"
      return " <a class=\"shows\" href=\"#step-\(number)\">\(name)</a>"
    }
    return """
      <p class="cue" id="\(cue.anchor)"><a class="time" href="#\(cue.anchor)">\
      <time datetime="\(cue.time.duration)">\(cue.time.text)</time></a> \(speaker)\(spoken)\(steps.joined())</p>
      """
  }
}

extension String {
  /// Whether some bytes stand in it: what searching by characters finds, at the speed of bytes.
  fileprivate func has(_ part: StaticString) -> Bool {
    let size = part.utf8CodeUnitCount
    let first = part.utf8Start[0]
    return utf8.withContiguousStorageIfAvailable { bytes in
      var place = 0
      while let found = bytes[place...].firstIndex(of: first) {
        if found + size > bytes.count { return false }
        if (0..<size).allSatisfy({ bytes[found + $0] == part.utf8Start[$0] }) { return true }
        place = found + 1
      }
      return false
    } ?? contains("\(part)")
  }
}
