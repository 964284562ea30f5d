import Markdown

/// The cues of a lesson that somebody speaks: paragraphs that begin with a time, after an optional speaker.
struct Transcript {
  /// A time in a recording.
  struct Time: Hashable {
    var seconds: Int
    /// As the author writes it: `0:50`.
    var text: String

    /// ISO 8601 (`PT50S`), as `<time>` wants it.
    var duration: String { "PT\(seconds)S" }

    /// `00:00:50.000`.
    static func webVTT(_ seconds: Int) -> String {
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)).000"
    }
  }

  struct Cue {
    var time: Time
    /// Who begins to speak here; nil while the one before goes on.
    var speaker: String?
    var text: String
    var place: SourceLocation
    /// The fragment of its address, unique on the page.
    var anchor: String
    /// The steps whose snippets follow it before the next cue does.
    var steps: [Int] = []
  }

  private(set) var cues: [Cue] = []
  private var chapters: [(title: String, cue: Int)] = []

  init(_ lesson: Lesson, steps: [Step]) {
    var taken: Set<String> = []
    var heading: String?
    var hasCode = false
    for block in lesson.document.blocks {
      if let found = block.heading, found.level > 1 {
        heading = found.text
        hasCode = false
      }
      if case .code = block.kind { hasCode = true }
      guard block.isParagraph, let (speaker, time, text) = Self.read(block.text[...]) else {
        continue
      }
      // A heading above a snippet belongs to what was said before, which the snippet shows.
      if let heading { chapters.append((heading, hasCode ? max(0, cues.count - 1) : cues.count)) }
      heading = nil
      var anchor = "t-" + time.text.replacing(":", with: "-")
      while !taken.insert(anchor).inserted { anchor += "-2" }
      cues.append(
        Cue(
          time: time, speaker: speaker, text: text, place: block.range.lowerBound, anchor: anchor))
    }
    for step in steps {
      let place = step.snippet.block.range.lowerBound
      if let index = cues.lastIndex(where: { $0.place < place }) {
        cues[index].steps.append(step.number)
      }
    }
  }

  /// The cue at which the recording comes to a place of the text.
  func cue(before place: SourceLocation) -> Cue? { cues.last { $0.place < place } }

  /// Speaker, time and the rest of a paragraph that is a cue.
  static func read(_ paragraph: Substring) -> (speaker: String?, time: Time, text: String)? {
    guard Timestamp.starts(String(paragraph.prefix(80))) else { return nil }
    var rest = paragraph
    var speaker: String?
    if let first = rest.first, !first.isNumber, first != "[", first != "(",
      let colon = rest.firstIndex(of: ":")
    {
      speaker = String(rest[..<colon]).trimmed
      rest = rest[rest.index(after: colon)...].drop { $0 == " " }
    }
    rest = rest.drop { $0 == "[" || $0 == "(" }
    let stamp = rest.prefix { $0.isNumber || $0 == ":" }
    let parts = stamp.split(separator: ":").compactMap { Int($0) }
    rest = rest[stamp.endIndex...].drop { $0 == "]" || $0 == ")" }.drop(while: \.isWhitespace)
    let seconds = parts.reduce(0) { $0 * 60 + $1 }
    if speaker == nil, let colon = rest.prefix(41).firstIndex(of: ":"),
      stamp != paragraph.prefix(stamp.count),
      !rest[..<colon].contains(where: { ".,!?。、".contains($0) }),
      rest[..<colon].split(separator: " ").count <= 3
    {
      // `[00:12] Ada: …`
      speaker = String(rest[..<colon]).trimmed
      rest = rest[rest.index(after: colon)...].drop(while: \.isWhitespace)
    }
    return (speaker, Time(seconds: seconds, text: String(stamp)), String(rest))
  }

  // MARK: - WebVTT

  /// What is said, as captions of the recording. A cue ends where the next begins, the last one after ten seconds.
  var captions: String {
    var speaker: String?
    return "WEBVTT\n\n"
      + cues.enumerated().map { index, cue in
        let changed = cue.speaker != nil && cue.speaker != speaker
        speaker = cue.speaker ?? speaker
        let voice = changed ? "<v \(Self.escaped(cue.speaker!))>" : ""
        return entry(index, to: index + 1, text: voice + Self.escaped(cue.text))
      }.joined(separator: "\n")
  }

  /// The headings, as chapters of the recording.
  var chapterList: String {
    "WEBVTT\n\n"
      + chapters.indices.map { number in
        let end = number + 1 < chapters.count ? chapters[number + 1].cue : cues.count
        return entry(chapters[number].cue, to: end, text: Self.escaped(chapters[number].title))
      }.joined(separator: "\n")
  }

  var hasChapters: Bool { !chapters.isEmpty }

  private func entry(_ cue: Int, to next: Int, text: String) -> String {
    let start = cues[cue].time.seconds
    let end = next < cues.count ? cues[next].time.seconds : start + 10
    return "\(Time.webVTT(start)) --> \(Time.webVTT(max(end, start + 1)))\n\(text)\n"
  }

  /// On one line, without what WebVTT takes for markup.
  private static func escaped(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
