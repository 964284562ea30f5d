import ArgumentParser
import LessonKit

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Judge everything and write the site (the default verb).")

  @Argument(help: "The content root.")
  var content = "Content"

  @Option(help: "The folder to write.")
  var output = "Output"

  @OptionGroup var judging: JudgingOptions

  func run() throws {
    let folder = try judging.narrowed(
      ContentFolder([content], output: output, levels: judging.levels()))
    var site = try OutputFolder(output)
    do {
      let code = try fill(&site, from: folder)
      if judging.failFast, code != .success {
        site.abandon()
        if !judging.quiet { Terminal.inform("\(output)/ is left as it was (--fail-fast)") }
      } else {
        try site.finish()
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
    let map = PageMap(folder.site)
    var cards: [IndexCard] = []
    var folderPages: [LessonResult] = []
    let judge = Judging(content: folder, options: judging, arguments: [content], isWhole: true)
    let code = try judge.run { result in
      cards.append(IndexCard(result))
      // A locale's own page lists the lessons, which are known only at the end.
      if result.lesson.id.isEmpty {
        folderPages.append(result)
      } else {
        try write(result, folder, map, &site)
      }
    }
    let index = IndexPages(folder.site, cards: cards)
    for result in folderPages {
      try write(result, folder, map, &site, index.section(in: result.lesson.locale))
    }
    for page in index.pages { try site.write(page) }
    for page in folder.site.theme.pages { try site.write(page) }
    for file in folder.site.theme.files { try site.copy(folder.root + "/" + file, to: file) }
    return code
  }

  private func write(
    _ result: LessonResult, _ folder: ContentFolder, _ map: PageMap, _ site: inout OutputFolder,
    _ index: HTML = ""
  ) throws {
    let rendering = LessonPage(result, site: folder.site, map: map).render(index)
    for page in rendering.pages { try site.write(page) }
    for file in rendering.files.sorted() {
      try site.copy(folder.root + "/" + file, to: PageMap.file(file))
    }
  }
}
