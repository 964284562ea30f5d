import Functions
import TokenEngine

/// What came out when a step was run: tokens, reply, console, and how it fares under each SDK profile. What is as it
/// was at the step before is said, not shown again.
struct StepOutput {
  private let result: StepResult
  private let page: LessonContext
  private let anchor: String
  private let earlier: StepResult?

  init(_ result: StepResult, in page: LessonContext) {
    self.result = result
    self.page = page
    anchor = "step-\(result.step.number)"
    earlier = page.predecessor(of: result.step)
  }

  private var strings: Strings { page.strings }
  private var outcome: Outcome? { result.primary?.outcome }

  var html: HTML { failure + tokens + response + console + status }

  private func section(
    _ kind: HTML, _ title: HTML, _ content: HTML, isOpen: Bool = true
  ) -> HTML {
    """
    <details class="out \(kind)"\(isOpen ? " open" : "")><summary>\(title)</summary>
    \(content)</details>

    """
  }

  /// A sentence in place of an output that did not change.
  private func same(_ title: String, as earlier: StepResult) -> HTML {
    let step = earlier.step
    let link: HTML =
      "<a href=\"#step-\(step.number)\">\(strings.asInStep(page.labels.name(of: step)))</a>"
    return """
      <p class="out same">\(strings.labelled.filled(["label": "\(title)", "value": link]))</p>

      """
  }

  // MARK: - Failure

  private var failure: HTML {
    guard let run = result.primary, run.isFailure, let failure = run.outcome.failure else {
      return .empty
    }
    let words = run.failsOnPurpose ? strings.failsOnPurpose : strings.fails
    let place: HTML =
      failure.position.map { position in
        " <a href=\"#\(anchor)-L\(position.line)\">\(strings.line(position.line))</a>"
      } ?? .empty
    let kind: HTML = run.failsOnPurpose ? "purpose" : "failed"
    return """
      <p class="failure \(kind)"><strong>\(words)</strong> \
      <code lang="en">\(page.masking.masked("\(failure.name): \(failure.message)"))</code>\(place)</p>

      """
  }

  // MARK: - Tokens

  private var tokens: HTML {
    guard let outcome else { return .empty }
    let before = earlier?.primary?.outcome.tokens ?? []
    return outcome.tokens.enumerated().map { index, token -> HTML in
      let title = token.isImplicit ? strings.tokenSoFar : strings.token
      let old = before.indices.contains(index) ? before[index] : nil
      if let old, let earlier, old.jwt == token.jwt, old.isImplicit == token.isImplicit {
        return same(title, as: earlier)
      }
      let isSample = outcome.reads.contains { $0.isSample && $0.value == token.secret }
      let note: HTML = isSample ? " <span class=\"note\">\(strings.sample)</span>" : .empty
      let key = outcome.reads.first { $0.source == .environment && $0.value == token.secret }?.name
      let panel = TokenPanel(token, before: old, key: key, strings: strings, masking: page.masking)
      return section("token", "\(title)\(note)", panel.html, isOpen: !token.isImplicit)
    }.joined()
  }

  // MARK: - Reply and console

  private var response: HTML {
    guard let reply = reply(of: result) else { return .empty }
    if let earlier, reply == self.reply(of: earlier) { return same(strings.response, as: earlier) }
    return section(
      "response", "\(strings.response)",
      "<pre tabindex=\"0\" translate=\"no\"><code>\(ColouredCode(reply, .http).html)</code></pre>\n"
    )
  }

  /// As it goes over the wire; nil where there is none.
  private func reply(of result: StepResult) -> String? {
    guard let outcome = result.primary?.outcome, outcome.status != .threw,
      let reply = outcome.reply(of: result)
    else { return nil }
    let headers = reply.headers.map { "\($0.name): \(page.masking.masked($0.value))" }
    return (["HTTP/1.1 \(reply.status)"] + headers + ["", page.masking.masked(reply.body)])
      .joined(separator: "\n")
  }

  private var console: HTML {
    let lines = outcome?.console ?? []
    if lines.isEmpty { return .empty }
    let text = lines.map { line -> HTML in
      let text = page.masking.masked(line.text)
      return ["error", "warn"].contains(line.level)
        ? "<span class=\"\(line.level)\">\(text)</span>" : "\(text)"
    }
    return section(
      "console", "\(strings.console)",
      "<pre tabindex=\"0\" translate=\"no\"><code>\(text.joined(separator: "\n"))</code></pre>\n")
  }

  // MARK: - Status

  /// One line for the profiles that fared alike.
  private var status: HTML {
    var groups: [(names: [String], word: String, kind: HTML, detail: HTML)] = []
    for run in result.runs {
      let (word, kind) = word(for: run)
      let detail = detail(of: run)
      let name = run.sdk.rawValue
      if let index = groups.firstIndex(where: { $0.word == word && $0.detail == detail }) {
        groups[index].names.append(name)
      } else {
        groups.append(([name], word, kind, detail))
      }
    }
    let items = groups.map { group -> HTML in
      let names = group.names.map { "<code>\($0)</code>" as HTML }.joined(separator: " ")
      let said: HTML =
        group.detail.isEmpty
        ? "\(group.word)"
        : strings.labelled.filled(["label": "\(group.word)", "value": group.detail])
      return "<li class=\"\(group.kind)\">\(names) \(said)</li>\n"
    }
    return items.isEmpty ? .empty : "<ul class=\"status\">\n\(items.joined())</ul>\n"
  }

  private func detail(of run: StepResult.ProfileRun) -> HTML {
    if let failure = run.outcome.failure {
      let isSaid = run.sdk == result.primary?.sdk && run.isFailure
      return isSaid
        ? .empty
        : "<span lang=\"en\">\(page.masking.masked("\(failure.name): \(failure.message)"))</span>"
    }
    return run.outcome.reason.map {
      ReasonSentence(page.masking.masked($0), strings: strings).html
    } ?? .empty
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
