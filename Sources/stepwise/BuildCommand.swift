import ArgumentParser
import LessonKit

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Judge everything and write the site (the default verb).")

  @Argument(help: "The content root.")
  var content = "Content"

  @Option(help: "The folder to write.")
  var output = "Output"

  @Option(
    help: ArgumentHelp(
      "Where the site will be: canonical addresses, hreflang, sitemap and feeds need it.",
      valueName: "url"))
  var baseURL: String?

  @Flag(help: "Show what is wrong with a lesson on its page, for its author.")
  var showFindings = false

  @OptionGroup var judging: JudgingOptions

  func run() throws {
    let folder = try judging.narrowed(
      ContentFolder([content], output: output, levels: judging.levels(), baseURL: baseURL))
    var site = try OutputFolder(output)
    do {
      let code = try fill(&site, from: folder)
      if judging.failFast, code != .success {
        site.abandon()
        if !judging.quiet { Terminal.inform("\(output)/ is left as it was (--fail-fast)") }
      } else {
        try site.finish()
        if !judging.quiet, folder.site.locales.count > 1, !folder.site.hasBaseURL {
          Terminal.inform(
            "no base URL is known, so there are no hreflang, no sitemap and no feeds; give it with --base-url, or as `baseURL` in stepwise.yml"
          )
        }
        if !judging.quiet {
          for locale in folder.site.localesWithoutWords {
            Terminal.inform(
              "the pages in `\(locale)` have English words around the lessons; \(folder.root)/theme/strings/\(locale).yml gives them others"
            )
          }
        }
        if !judging.quiet { Terminal.inform("wrote \(output)/ — open \(output)/index.html") }
      }
      throw code
    } catch {
      if !(error is ExitCode) { site.abandon() }
      throw error
    }
  }

  private func fill(_ site: inout OutputFolder, from folder: ContentFolder) throws -> ExitCode {
    for file in folder.staticFiles {
      try site.give(folder.root + "/" + file.source, as: file.target)
    }
    let workers = judging.workers.pool()
    defer { workers.close() }
    var publication = Publication(folder.site, lanes: workers.lanes)
    let judge = Judging(
      content: folder, options: judging, arguments: [content], isWhole: true, lanes: workers.lanes,
      collisions: publication.collisions)
    let code = try judge.run { result, findings in
      try publication.add(result, showFindings ? findings : []) { try site.take($0, from: folder) }
    }
    try publication.finish { try site.take($0, from: folder) }
    return code
  }
}
