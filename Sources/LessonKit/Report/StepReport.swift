import Functions
import Markdown
import TokenEngine

/// One step as the terminal shows it.
package struct StepReport {
  private let result: StepResult
  private let lesson: Lesson

  package init(_ result: StepResult, of lesson: Lesson) {
    self.result = result
    self.lesson = lesson
  }

  package var text: String {
    let masking = Masking(lesson.settings)
    var text = "\(result.address)"
    if let heading = result.step.snippet.heading { text += " — \(heading)" }
    text += "\n"
    section("program", result.step.revision?.program ?? result.step.snippet.block.code, &text)
    for run in result.runs {
      text +=
        "\n\(run.sdk.rawValue): \(run.outcome.status.rawValue)\(run.failsOnPurpose ? " (on purpose)" : "")\n"
      if let reason = run.outcome.reason { text += "  \(masking.masked(reason).harmless)\n" }
      if let failure = run.outcome.failure {
        let place = failure.position.flatMap { result.range(of: $0) }?.lowerBound
        text +=
          "  \(masking.masked("\(failure.name): \(failure.message)").harmless)\(place.map { " at \(lesson.path):\($0.line):\($0.column)" } ?? "")\n"
      }
    }
    guard let outcome = result.primary?.outcome else { return text }
    section(
      "calls",
      outcome.calls.map { call in
        let place = call.position.flatMap { result.range(of: $0) }?.lowerBound
        return "\(place.map { "\($0.line):\($0.column) " } ?? "")\(call.call)"
      }.joined(separator: "\n"), &text)
    section("swift", result.listing?.source ?? "", &text)
    for token in outcome.tokens {
      section(
        token.isImplicit ? "token it would issue at this point" : "token",
        masking.masked(token.jwt),
        &text)
      section("payload", masking.masked(token.payload).pretty(), &text)
    }
    if let reply = outcome.reply(of: result) {
      let headers = reply.headers.map { "\($0.name): \(masking.masked($0.value))" }
      section(
        "response",
        (["HTTP/1.1 \(reply.status)"] + headers + ["", masking.masked(reply.body)]).joined(
          separator: "\n"), &text)
    }
    section(
      "console", outcome.console.map { masking.masked($0.text) }.joined(separator: "\n"), &text)
    return text
  }

  private func section(_ name: String, _ content: String, _ text: inout String) {
    if content.isEmpty { return }
    text += "\n\(name):\n"
    for line in content.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
      content.hasSuffix("\n") ? 1 : 0)
    {
      // Tabs are a program's indentation; whatever else moves the cursor is shown, not sent.
      let shown = line.split(separator: "\t", omittingEmptySubsequences: false)
        .map(\.harmless).joined(separator: "\t")
      text += line.isEmpty ? "\n" : "  \(shown)\n"
    }
  }
}
