import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds the one step that an address means, in the content root or in the file that it names.
struct StepFinder {
  let address: StepAddress
  let folder: ContentFolder
  /// Whether the address gives the lesson as a path from the working directory.
  private let isFile: Bool

  struct Found {
    var lesson: LessonResult
    var step: StepResult
    /// What was found in the lesson.
    var findings: [Diagnostic]
  }

  /// - Parameter content: the root, where the address names no file.
  init(_ text: String, content: String) throws {
    address = try StepAddress(text)
    isFile = FileManager.default.fileExists(atPath: address.lesson)
    folder = try ContentFolder([isFile ? address.lesson : Self.root(of: address.lesson, content)])
  }

  /// Where the lesson that no file is may be looked for, so that the nearest can be named.
  private static func root(of lesson: String, _ content: String) -> String {
    let above = lesson.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    let files = FileManager.default
    return !above.isEmpty && !files.fileExists(atPath: content) && files.fileExists(atPath: above)
      ? above : content
  }

  /// - Throws: what there is instead, where the address names no step.
  func find(_ sdk: String? = nil, lanes: Lanes) throws -> Found {
    let build = Build(folder.site, profiles: try JudgingOptions.profiles(in: sdk), lanes: lanes)
    var found: Found?
    var locales: [String] = []
    var known: [String] = []
    let pages = folder.site.workshops.flatMap(\.pages)
    let meant = isFile ? folder.selection : Set(pages.filter(address.names).map(\.path))
    if meant.isEmpty {
      let lessons = pages.flatMap { [$0.id, folder.places.display($0.path)] }
      let near = address.lesson.nearest(among: lessons)
      throw CommandFailure(
        "there is no lesson `\(address.lesson)`"
          + (near.map { "; did you mean `\($0)`?" } ?? "; `stepwise plan` lists them"))
    }
    _ = build.judge(meant) { result, findings in
      let lesson = result.lesson
      guard isFile ? folder.selection.contains(lesson.path) : address.names(lesson) else { return }
      locales.append(lesson.locale.text)
      guard address.locale.map({ $0 == lesson.locale.text }) ?? true, found == nil else { return }
      known += result.steps.map(\.address)
      guard let step = address.step(of: result) else { return }
      found = Found(lesson: result, step: step, findings: findings)
    }
    guard let found else {
      throw CommandFailure(missing(known: known, locales: locales))
    }
    return found
  }

  private func missing(known: [String], locales: [String]) -> String {
    if let locale = address.locale, !locales.isEmpty, !locales.contains(locale) {
      return
        "`\(address.lesson)` is not there in \(locale); it is in \(locales.joined(separator: ", "))"
    }
    if known.isEmpty, !locales.isEmpty {
      return "`\(address.lesson)` has no steps: `stepwise plan` says what its snippets are"
    }
    return
      "`\(address.lesson)#\(address.step)` is no step of the lesson; it has \(known.map { "`\($0)`" }.joined(separator: ", "))"
  }
}
