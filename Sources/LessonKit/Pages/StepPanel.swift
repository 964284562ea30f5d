import Markdown

/// What hangs on a step's snippet: its code with what changed, the same in Swift, and what came out when it was
/// run. What has no content is not there.
struct StepPanel {
  private let result: StepResult
  private let page: LessonContext
  private let anchor: String
  private let name: String
  private let listing: ProgramListing?

  init(_ result: StepResult, in page: LessonContext) {
    self.result = result
    self.page = page
    let anchor = "step-\(result.step.number)"
    self.anchor = anchor
    name = page.labels.name(of: result.step)
    listing = result.step.revision.map {
      ProgramListing($0, anchor: anchor, strings: page.strings)
    }
  }

  private var strings: Strings { page.strings }

  private var title: String {
    [name, result.step.file].reduce(into: []) { titles, part in
      if let part, !titles.contains(part) { titles.append(part) }
    }.joined(separator: " · ")
  }

  var html: HTML {
    let views = views
    return """
      <div class="step" id="\(anchor)" role="group" aria-label="\(title)">
      <div class="bar">
      <p class="what">\(alias)\(heading)\(listing?.summary ?? .empty)</p>
      \(page.cueLink(to: result.step))\(chooser(views))</div>
      \(views.map(\.html).joined())\(StepOutput(result, in: page).html)</div>

      """
  }

  /// The author's own number is an address too.
  private var alias: HTML {
    guard let number = result.step.snippet.headingNumber,
      page.labels.firstSteps[number] == result.step.number,
      !page.lesson.document.headings.contains(where: { $0.id == number })
    else { return .empty }
    return "<span id=\"\(number)\"></span>"
  }

  private var heading: HTML {
    let label = page.labels[result.step.number]
    let file: HTML = result.step.file.map { "<code>\($0)</code>" } ?? .empty
    let text: HTML = label.map { "\($0)" } ?? (result.step.file == nil ? "\(name)" : file)
    let link: HTML = "<a href=\"#\(anchor)\">\(text)</a> "
    return label != nil && result.step.file != nil ? link + file + " " : link
  }

  // MARK: - Views

  /// One way to look at a step's code.
  private struct View {
    var value: HTML
    var title: String
    /// Empty for a view of markup that another one brings.
    var html: HTML
  }

  private var views: [View] {
    var views: [View] = []
    if let revision = result.step.revision, let listing {
      let isPart = revision.kind != .complete && revision.kind != .repeat
      if isPart {
        let isPatch = revision.kind == .patch
        views.append(
          view(
            "written", strings.asWritten,
            code(result.step.snippet.block.code, isPatch ? nil : .javaScript)))
      }
      let title =
        isPart ? strings.wholeFile : listing.hasChanges ? strings.changes : "JavaScript"
      views.append(view(isPart || !listing.hasChanges ? "whole" : "changes", title, listing.html))
      if listing.hasChanges, !isPart {
        views.append(View(value: "result", title: strings.result, html: .empty))
      }
    } else {
      views.append(
        view("written", strings.asWritten, code(result.step.snippet.block.code, .javaScript)))
    }
    if let swift = result.listing?.source {
      views.append(view("swift", "Swift", code(swift, .swift)))
    }
    return views
  }

  private func view(_ value: HTML, _ title: String, _ listing: HTML) -> View {
    let kind: HTML = value == "changes" ? "whole" : value
    let label = strings.labelled.filled(["label": "\(name)", "value": "\(title)"])
    return View(
      value: value, title: title,
      html: """
        <div class="view \(kind)">
        <div class="lines" tabindex="0" role="group" aria-label="\(label)" translate="no"><div>
        \(listing)</div></div>
        \(actions(kind))</div>

        """)
  }

  private func code(_ text: String, _ language: CodeLanguage?) -> HTML {
    "<pre><code>\(ColouredCode(text, language).html)</code></pre>\n"
  }

  /// The file alone. The script adds a button that copies.
  private func actions(_ kind: HTML) -> HTML {
    guard kind != "written" else { return "<p class=\"actions\"></p>\n" }
    let isSwift = kind == "swift"
    let file = isSwift ? "main.swift" : result.step.file ?? "step-\(result.step.number).js"
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let address = isSwift ? page.swiftFile(of: result.step) : page.programFile(of: result.step)
    return
      "<p class=\"actions\"><a class=\"raw\" href=\"\(address)\" download=\"\(name)\">\(strings.file)</a></p>\n"
  }

  private func chooser(_ views: [View]) -> HTML {
    guard views.count > 1 else { return .empty }
    let choices = views.enumerated().map { index, view -> HTML in
      let checked: HTML = index == 0 ? " checked" : ""
      return
        "<label><input type=\"radio\" name=\"view-\(result.step.number)\" value=\"\(view.value)\"\(checked)><span>\(view.title)</span></label>\n"
    }
    return """
      <fieldset class="views"><legend class="vh">\(strings.codeOf(name))</legend>
      \(choices.joined())</fieldset>

      """
  }
}
