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

  /// What is said, as captions of the recording, in the order of time. A cue ends where a later one begins, the last
  /// one after ten seconds. The one before who spoke goes on until somebody else is named.
  var captions: String {
    var speaker: String?
    let entries = cues.map { cue in
      speaker = cue.speaker ?? speaker
      let voice = speaker.map { "<v \(Self.escaped($0))>" } ?? ""
      return (start: cue.time.seconds, text: voice + Self.escaped(cue.text))
    }
    return Self.file(entries)
  }

  /// The headings, as chapters of the recording.
  var chapterList: String {
    let end = (cues.map(\.time.seconds).max() ?? 0) + 10
    return Self.file(
      chapters.map { (cues[$0.cue].time.seconds, Self.escaped($0.title)) }, end: end)
  }

  var hasChapters: Bool { !chapters.isEmpty }

  /// Each until the next time at which one begins; those of the same time together.
  private static func file(_ entries: [(start: Int, text: String)], end: Int? = nil) -> String {
    let starts = Set(entries.map(\.start)).sorted()
    let ends = Dictionary(uniqueKeysWithValues: zip(starts, starts.dropFirst()))
    let ordered = entries.enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }
    return "WEBVTT\n\n"
      + ordered.map(\.element).map { start, text in
        let stop = ends[start] ?? max(end ?? 0, start + 10)
        return "\(Time.webVTT(start)) --> \(Time.webVTT(stop))\n\(text)\n"
      }.joined(separator: "\n")
  }

  /// On one line, without what WebVTT takes for markup.
  private static func escaped(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
