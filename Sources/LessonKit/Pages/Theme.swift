import Mustache

/// How the site looks: Mustache templates, a style sheet and a script, each built in unless the publisher's
/// `theme` folder has a file of that name.
///
/// `page.mustache` is the whole document and includes `head`, `header` and `footer`, of which the first and the
/// last are empty until a publisher writes them. `theme.css` and `theme.js` are loaded after our own; every file
/// that is no template goes to `theme/` of the site as it is.
package struct Theme: Sendable {
  private let library: MustacheLibrary
  /// Paths in the output.
  let styles: [String]
  let scripts: [String]
  let logo: String?
  let favicon: String?
  /// Our style sheet and script, or what stands in their place.
  package let pages: [Page]
  /// The publisher's files that go to the site as they are: paths below the content root.
  package let files: [String]

  package static let folder = "theme"
  private static let templates = [
    "page": PackageResources.page_mustache, "head": PackageResources.head_mustache,
    "header": PackageResources.header_mustache, "footer": PackageResources.footer_mustache,
  ]

  package static let builtIn: Theme = {
    do { return try Theme() } catch { preconditionFailure("the built-in theme: \(error)") }
  }()

  /// What is wrong with a file of the publisher's theme.
  package struct Failure: Error {
    /// Below the content root.
    package var path: String
    package var line: Int
    package var message: String
  }

  /// - Parameters:
  ///   - names: the files of the publisher's theme, below its folder.
  ///   - read: the text of one of them.
  package init(names: [String] = [], read: (String) throws -> String = { _ in "" }) throws {
    let names = names.sorted().filter { !$0.hasPrefix("strings/") }
    var texts = Self.templates.mapValues { String(decoding: $0, as: UTF8.self) }
    for name in names where name.hasSuffix(".mustache") {
      texts[String(name.dropLast(".mustache".count))] = try read(name)
    }
    var includes = ThemeIncludes()
    for (name, text) in texts { includes.read(name, text) }
    for name in texts.keys.sorted() where names.contains(name + ".mustache") {
      if let line = includes.computed(in: name) {
        throw Failure(
          path: Self.folder + "/" + name + ".mustache", line: line,
          message:
            "the name of this include is computed, so it may lead back here, and a page would never end; write the name itself, in a section for each case"
        )
      }
      guard let circle = includes.circle(from: name) else { continue }
      throw Failure(
        path: Self.folder + "/" + name + ".mustache", line: circle.line,
        message:
          "this template includes itself (\(circle.names.joined(separator: " → "))), and a page would never end; take one of these includes out"
      )
    }
    library = MustacheLibrary(
      templates: Dictionary(
        uniqueKeysWithValues: try texts.sorted { $0.key < $1.key }.map {
          ($0, try Self.template($1, $0 + ".mustache"))
        }))
    func page(_ name: String, _ own: @autoclosure () -> String) throws -> Page {
      Page(path: name, text: names.contains(name) ? try read(name) : own())
    }
    pages = [
      try page("stepwise.css", StyleSheet.condensed(PackageResources.stepwise_css)),
      try page("stepwise.js", String(decoding: PackageResources.stepwise_js, as: UTF8.self)),
    ]
    let files = names.filter {
      !$0.hasSuffix(".mustache") && $0 != "stepwise.css" && $0 != "stepwise.js"
    }
    self.files = files.map { Self.folder + "/" + $0 }
    func place(_ name: String) -> String? {
      files.first { $0 == name || $0.hasPrefix(name + ".") }.map { Self.folder + "/" + $0 }
    }
    styles = ["stepwise.css"] + [place("theme.css")].compactMap(\.self)
    scripts = ["stepwise.js"] + [place("theme.js")].compactMap(\.self)
    logo = place("logo")
    favicon = place("favicon")
  }

  private static func template(_ text: String, _ name: String) throws -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: text)
    } catch let error as MustacheTemplate.ParserError {
      throw Failure(
        path: folder + "/" + name, line: error.context.lineNumber,
        message: "this is no Mustache template: \(error.error)")
    }
  }

  /// The document that `page.mustache` makes of a context.
  func document(_ context: [String: Any]) -> String {
    library.render(context, withTemplate: "page") ?? ""
  }
}
