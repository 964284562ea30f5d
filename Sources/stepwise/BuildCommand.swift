import ArgumentParser
import LessonKit

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Judge everything and write the site (the default verb).")

  @Argument(help: "The content root.", completion: .directory)
  var content = "Content"

  @Option(help: "The folder to write.", completion: .directory)
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
    try folder.requireWords()
    var site = try OutputFolder(output)
    do {
      let code = try fill(&site, from: folder)
      if judging.failFast, code != .success {
        site.abandon()
        if !judging.quiet { Terminal.inform("\(output)/ is left as it was (--fail-fast)") }
      } else {
        try site.finish()
        if !judging.quiet { inform(of: site, from: folder) }
      }
      throw code
    } catch {
      if !(error is ExitCode) { site.abandon() }
      throw error
    }
  }

  /// What a publisher should know of a site that is written.
  private func inform(of site: OutputFolder, from folder: ContentFolder) {
    if folder.site.locales.count > 1, !folder.site.hasBaseURL {
      Terminal.inform(
        "no base URL is known, so there are no hreflang, no sitemap and no feeds, and the page for wrong addresses (404.html) finds its style and the lessons only at the top of the site; give it with --base-url, or as `baseURL` in stepwise.yml"
      )
    }
    let replaced = site.replaced.map { "`static/\($0)`" }
    if !replaced.isEmpty {
      Terminal.inform(
        "\(replaced.joined(separator: ", ")) of the content stand\(replaced.count == 1 ? "s" : "") in place of what the site has there itself; rename what is not meant so"
      )
    }
    Terminal.inform("wrote \(output)/ — open \(output)/index.html")
  }

  private func fill(_ site: inout OutputFolder, from folder: ContentFolder) throws -> ExitCode {
    for file in ContentFolder.staticFiles(in: folder.root) {
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
