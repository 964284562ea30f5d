import Functions
import Markdown
import TokenEngine

/// What would be run, and why the rest would not: lessons, their steps and asides. Fed with lessons judged in
/// `Lanes.planning()`.
package struct Plan {
  private var lessons: [JSONValue] = []
  private var toRun = 0
  private var notRun = 0
  private var asides = 0

  package init() {}

  /// - Returns: the lesson for people.
  package mutating func add(_ result: LessonResult, displayPath: String) -> String {
    let lesson = result.lesson
    var rows: [Row] = []
    for step in result.steps { rows.append(row(step)) }
    rows += result.asides.map { aside in
      Row(
        line: aside.snippet.block.range.lowerBound.line, address: "–", kind: "aside",
        text: aside.reason)
    }
    rows.sort { $0.line < $1.line }
    asides += result.asides.count
    lessons.append(json(result))
    var text =
      "\(displayPath.oneLine): \(lesson.title.oneLine) (\(lesson.kind.rawValue), \(lesson.locale))\n"
    if rows.isEmpty { return text + "  no JavaScript\n\n" }
    let widths = rows.reduce(into: (0, 0)) { widths, row in
      widths = (max(widths.0, row.address.terminalWidth), max(widths.1, row.kind.count))
    }
    for row in rows {
      text +=
        "  \(row.address.padded(to: widths.0))  line \("\(row.line)".padded(to: 4))  \(row.kind.padded(to: widths.1))  \(row.text.oneLine)\n"
    }
    return text + "\n"
  }

  package var recap: String {
    "\(lessons.count) lesson\(lessons.count == 1 ? "" : "s"), \(toRun) step\(toRun == 1 ? "" : "s") to run, \(notRun) not to run, \(asides) aside\(asides == 1 ? "" : "s"); nothing was executed\n"
  }

  /// - Parameter root: the content root, relative to the working directory.
  package func json(root: String) -> String {
    JSONValue.object([
      "formatVersion": 1, "root": .string(root), "lessons": .array(lessons),
      "summary": [
        "lessons": .number(Double(lessons.count)), "toRun": .number(Double(toRun)),
        "notRun": .number(Double(notRun)), "asides": .number(Double(asides)),
      ],
    ]).pretty() + "\n"
  }

  private struct Row {
    var line: Int
    var address: String
    var kind: String
    var text: String
  }

  private mutating func row(_ result: StepResult) -> Row {
    let snippet = result.step.snippet
    let reason = Self.reason(result)
    if reason == nil { toRun += 1 } else { notRun += 1 }
    var text =
      reason.map { "not run: \($0)" }
      ?? "runs under \(result.runs.map(\.sdk.rawValue).joined(separator: ", "))"
    if let file = result.step.file { text += ", in \(file)" }
    if let heading = snippet.heading { text += "  “\(heading)”" }
    return Row(
      line: snippet.block.range.lowerBound.line, address: "#\(result.step.number)",
      kind: result.step.revision?.kind.rawValue ?? "unplaced", text: text)
  }

  /// Why a step is not run; nil where it is.
  private static func reason(_ result: StepResult) -> String? {
    guard let outcome = result.primary?.outcome else { return "no profile is selected" }
    switch outcome.status {
    case .notRun, .blocked: return outcome.reason ?? outcome.status.rawValue
    default: return nil
    }
  }

  private func json(_ result: LessonResult) -> JSONValue {
    func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    func line(_ snippet: Snippet) -> JSONValue {
      .number(Double(snippet.block.range.lowerBound.line))
    }
    let lesson = result.lesson
    return [
      "id": .string(lesson.id), "locale": .string(lesson.locale.text), "path": .string(lesson.path),
      "title": .string(lesson.title), "kind": .string(lesson.kind.rawValue),
      "steps": .array(
        result.steps.map { one in
          [
            "number": .number(Double(one.step.number)), "address": .string(one.address),
            "heading": text(one.step.snippet.heading), "file": text(one.step.file),
            "line": line(one.step.snippet),
            "revision": .string(one.step.revision?.kind.rawValue ?? "unplaced"),
            "sdk": .array(one.runs.map { .string($0.sdk.rawValue) }),
            "reason": text(Self.reason(one)),
          ]
        }),
      "asides": .array(
        result.asides.map { aside in
          [
            "line": line(aside.snippet), "language": text(aside.snippet.language),
            "reason": .string(aside.reason),
          ]
        }),
    ]
  }
}

extension String {
  /// With blanks up to so many columns of a terminal.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - terminalWidth))
  }
}
