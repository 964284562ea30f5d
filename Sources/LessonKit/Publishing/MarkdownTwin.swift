import Functions
import JavaScript
import Markdown
import TokenEngine

/// A lesson as Markdown for programs that read text: as its author wrote it, with what each step really gives.
struct MarkdownTwin {
  private let result: LessonResult
  private let site: Site
  private let map: PageMap
  private let entry: PageMap.Entry

  init(_ result: LessonResult, site: Site, map: PageMap) {
    self.result = result
    self.site = site
    self.map = map
    entry = map.entry(of: result.lesson)
  }

  /// `…/index.md` beside `…/index.html`.
  static func path(of entry: PageMap.Entry) -> String {
    Addresses.withoutExtension(entry.path) + ".md"
  }

  var page: Page {
    let lesson = result.lesson
    let source = lesson.source
    var lines = (1...max(1, source.lineCount)).map { String(source.line($0)) }
    for link in lesson.document.links.reversed() { rewrite(link, in: &lines) }
    for step in result.steps.reversed() {
      let block = step.step.snippet.block
      let end = min(block.range.upperBound.line, lines.count)
      // Inside a list or a quote the output must be so, too.
      let indent = lines[block.range.lowerBound.line - 1].utf8.prefix(
        block.range.lowerBound.column - 1)
      let prefix = String(decoding: indent, as: UTF8.self)
        .map { $0 == ">" ? ">" : " " }.reduce(into: "") { $0.append($1) }
      lines.insert(contentsOf: output(of: step).map { prefix + $0 }, at: end)
    }
    let first = lesson.document.frontMatter.map { $0.isClosed ? $0.range.upperBound.line : 0 } ?? 0
    var text = lines.dropFirst(first).drop { $0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
    if !lesson.document.hasTitle { text = "# \(lesson.title)\n\n" + text }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return Page(path: Self.path(of: entry), text: text.hasSuffix("\n") ? text : text + "\n")
  }

  /// Links to lessons lead to their twins, files to their place on the site; what leads nowhere is the text alone.
  private func rewrite(_ link: Link, in lines: inout [String]) {
    let line = link.range.lowerBound.line - 1
    guard link.range.upperBound.line - 1 == line, lines.indices.contains(line) else { return }
    let target = map.target(
      link.destination, of: result.lesson, at: entry, isImage: link.isImage, in: site)
    // What comes after it on its line may have been rewritten before.
    let text = lines[line].utf8.dropFirst(link.range.lowerBound.column - 1)
    guard let range = lines[line][text.startIndex...].firstRange(ofBytes: "](" + link.destination)
    else { return }
    guard let address = target.address, !target.isMissingLesson else {
      let start = link.isImage ? "![" : "["
      guard lines[line][text.startIndex...].hasPrefix(start),
        let end = lines[line][range.upperBound...].firstIndex(of: ")")
      else { return }
      let words = lines[line][text.startIndex..<range.lowerBound].dropFirst(start.count)
      return lines[line].replaceSubrange(text.startIndex...end, with: words)
    }
    let path = address.prefix { $0 != "#" }
    let ending = target.hasTwin ? [".html", ".htm"].first { path.hasSuffix($0) } : nil
    let twin = ending.map { path.dropLast($0.utf8.count) + ".md" } ?? path
    lines[line].replaceSubrange(range, with: "](" + twin + address[path.endIndex...])
  }

  private func output(of step: StepResult) -> [String] {
    guard let run = step.primary else { return [] }
    let masking = Masking(result.lesson.settings)
    var lines = [
      "", "Step \(step.step.number), \(run.sdk.rawValue): \(run.outcome.status.rawValue)",
    ]
    if let failure = run.outcome.failure {
      lines[1] += " (\(masking.masked("\(failure.name): \(failure.message)")))"
    } else if let reason = run.outcome.reason {
      lines[1] += " (\(masking.masked(reason)))"
    }
    func block(_ title: String, _ language: String, _ text: String) {
      // A fence longer than any run of backticks in the text.
      let longest = text.utf8.split { $0 != UInt8(ascii: "`") }.map(\.count).max() ?? 0
      let fence = String(repeating: "`", count: max(3, longest + 1))
      lines += ["", title + ":", "", fence + language]
      lines += text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.append(fence)
    }
    for token in run.outcome.tokens {
      let name = token.isImplicit ? "Token it would issue at this point" : "Token"
      block(name, "text", token.jwt)
      block("Header", "json", masking.masked(token.header).pretty())
      block("Payload", "json", masking.masked(token.payload).pretty())
    }
    if let reply = run.outcome.reply(of: step), run.outcome.status == .completed {
      let headers = reply.headers.map { "\($0.name): \(masking.masked($0.value))" }
      block(
        "Response", "http",
        (["HTTP/1.1 \(reply.status)"] + headers + ["", masking.masked(reply.body)]).joined(
          separator: "\n"))
    }
    let console = run.outcome.console.map { masking.masked($0.text) }
    if !console.isEmpty { block("Console", "text", console.joined(separator: "\n")) }
    return lines + [""]
  }
}
