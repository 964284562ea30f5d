import Functions
import Markdown
import TokenEngine

/// What a step shows at its snippet: the code with its changes, its Swift equivalent, and what came out when it
/// was run. What has no content is not there.
struct StepPanel {
  private let result: StepResult
  private let lesson: Lesson
  private let strings: Strings
  private let masking: Masking

  init(_ result: StepResult, lesson: Lesson) {
    self.result = result
    self.lesson = lesson
    strings = Strings.of(lesson.locale)
    masking = Masking(lesson.settings)
  }

  var html: HTML {
    let name = strings.step("\(result.step.number)")
    return """
      <div class="step" id="step-\(result.step.number)" role="group" aria-label="\(name)">
      \(code)\(swift)\(tokens)\(response)\(console)\(status)</div>

      """
  }

  // MARK: - Code

  private var code: HTML {
    let step = result.step
    let name: HTML = "<a href=\"#step-\(step.number)\">\(strings.step("\(step.number)"))</a>"
    let file: HTML = step.file.map { " <code>\($0)</code>" } ?? ""
    guard let revision = step.revision else {
      return figure(
        name + file, "<pre tabindex=\"0\"><code>\(step.snippet.block.code)</code></pre>")
    }
    let listing = ProgramListing(revision, strings: strings)
    let caption = name + file + listing.summary
    guard revision.kind == .fragment || revision.kind == .elided else {
      return figure(caption, listing.html)
    }
    return figure(
      caption,
      """
      <pre tabindex="0" translate="no"><code>\(step.snippet.block.code)</code></pre>
      <details><summary>\(strings.wholeProgram)</summary>
      \(listing.html)
      </details>
      """)
  }

  private func figure(_ caption: HTML, _ content: HTML, _ kind: HTML = "javascript") -> HTML {
    "<figure class=\"\(kind)\"><figcaption>\(caption)</figcaption>\n\(content)\n</figure>\n"
  }

  private var swift: HTML {
    guard let source = result.listing?.source else { return .empty }
    return """
      <details class="swift"><summary>\(strings.swift)</summary>
      <pre tabindex="0" translate="no"><code class="language-swift">\(source)</code></pre>
      </details>

      """
  }

  // MARK: - Output

  private var tokens: HTML {
    (result.primary?.outcome.tokens ?? []).map { token -> HTML in
      let parts = masking.masked(token.jwt).split(separator: ".").map(String.init)
      let isSample =
        result.primary?.outcome.reads.contains { $0.isSample && $0.value == token.secret }
        ?? false
      let note: HTML = isSample ? " <span class=\"sample\">\(strings.sample)</span>" : ""
      let jwt: HTML = """
        <p class="jwt" translate="no"><b class="header" title="\(strings.header)">\(parts[0])</b>.\
        <b class="payload" title="\(strings.payload)">\(parts[1])</b>.\
        <b class="signature" title="\(strings.signature)">\(parts[2])</b></p>
        """
      return figure(
        "\(token.isImplicit ? strings.tokenSoFar : strings.token)\(note)",
        """
        \(jwt)
        <dl class="claims">
        <dt class="header">\(strings.header)</dt><dd><pre tabindex="0" translate="no">\(masking.masked(token.header).pretty())</pre></dd>
        <dt class="payload">\(strings.payload)</dt><dd><pre tabindex="0" translate="no">\(masking.masked(token.payload).pretty())</pre></dd>
        </dl>
        """, "token")
    }.joined()
  }

  private var response: HTML {
    guard let reply = result.primary?.outcome.reply(of: result),
      result.primary?.outcome.status != .threw
    else {
      return .empty
    }
    let headers = reply.headers.map { "\($0.name): \(masking.masked($0.value))" }
    let text = (["HTTP/1.1 \(reply.status)"] + headers + ["", masking.masked(reply.body)]).joined(
      separator: "\n")
    return figure(
      "\(strings.response)", "<pre tabindex=\"0\" translate=\"no\"><code>\(text)</code></pre>",
      "response")
  }

  private var console: HTML {
    let lines = result.primary?.outcome.console ?? []
    if lines.isEmpty { return .empty }
    let text = lines.map { masking.masked($0.text) }.joined(separator: "\n")
    return figure(
      "\(strings.console)", "<pre tabindex=\"0\" translate=\"no\"><code>\(text)</code></pre>",
      "console")
  }

  // MARK: - Status

  private var status: HTML {
    let items = result.runs.map { run -> HTML in
      let (word, kind) = word(for: run)
      let detail = run.outcome.failure.map { "\($0.name): \($0.message)" } ?? run.outcome.reason
      let text: HTML = detail.map { ": <span lang=\"en\">\(masking.masked($0))</span>" } ?? ""
      return "<li class=\"\(kind)\"><code>\(run.sdk.rawValue)</code> \(word)\(text)</li>\n"
    }
    return items.isEmpty ? .empty : "<ul class=\"status\">\n\(items.joined())</ul>\n"
  }

  private func word(for run: StepResult.ProfileRun) -> (String, HTML) {
    if run.failsOnPurpose { return (strings.failsOnPurpose, "purpose") }
    return switch run.outcome.status {
    case .completed: (strings.works, "fine")
    case .incomplete: (strings.waits, "fine")
    case .threw, .crashed, .outOfMemory: (strings.fails, "failed")
    case .timedOut: (strings.timedOut, "failed")
    case .notRun, .blocked: (strings.notRun, "not-run")
    }
  }
}
