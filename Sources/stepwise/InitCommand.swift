import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract:
      "Write a stepwise.yml with what was detected, or a file of words; never over one that is there."
  )

  @Argument(help: "The content root.", completion: .directory)
  var path = "."

  @Option(
    help: ArgumentHelp(
      "Write theme/strings/LANGUAGE.yml instead: the English words of the pages, to be translated.",
      valueName: "language"))
  var strings: String?

  func run() throws {
    if let strings { return try writeStrings(of: strings) }
    let file = path == "." ? "stepwise.yml" : path + "/stepwise.yml"
    if FileManager.default.fileExists(atPath: file) {
      throw CommandFailure("`\(file)` is there already; nothing was written")
    }
    let content = try ContentFolder([path])
    guard ContentFolder.absolute(content.root) == ContentFolder.absolute(path) else {
      throw CommandFailure(
        "`\(path)` belongs to the content root `\(content.root)`\(content.guess == nil ? ", which has a stepwise.yml" : ": \(content.guess!.signs.map { "`\($0)/`" }.joined(separator: " and ")) stand beside it; `stepwise init \(content.root)` writes one there"); nothing was written"
      )
    }
    var title: String?
    var steps = 0
    var lessons = 0
    _ = Build(content.site, lanes: .planning()).judge { result, _ in
      if result.lesson.id.isEmpty, title == nil { title = result.lesson.title }
      lessons += 1
      steps += result.steps.count
    }
    let text = Self.configuration(
      title: title, locales: content.site.locales.map(\.text), sdk: Self.profile(near: content.root)
    )
    // What we write must be what we read.
    do { _ = try SiteConfiguration(yaml: text) } catch {
      throw CommandFailure("what was detected makes no configuration: \(error.message)")
    }
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: file)) } catch {
      throw CommandFailure("`\(file)` cannot be written")
    }
    Terminal.write(text)
    Terminal.inform(
      "wrote \(file): \(lessons) lesson\(lessons == 1 ? "" : "s") with \(steps) step\(steps == 1 ? "" : "s"). Next: stepwise check \(path)"
    )
  }

  private func writeStrings(of language: String) throws {
    guard let tag = LocaleTag(validating: language) else {
      throw CommandFailure("`\(language)` is the tag of no language; write it as in ja or pt-BR")
    }
    let file = try ContentFolder.root(of: [path]) + "/\(Theme.folder)/strings/\(tag).yml"
    if FileManager.default.fileExists(atPath: file) {
      throw CommandFailure("`\(file)` is there already; nothing was written")
    }
    do {
      try StagingFolder.makeFolder(ofFile: file)
      try Data(Languages.wordsToTranslate(into: tag).utf8).write(to: URL(fileURLWithPath: file))
    } catch { throw CommandFailure("`\(file)` cannot be written") }
    Terminal.inform(
      "wrote \(file): translate it, and list under `sameAsSource` what is rightly the same; `stepwise doctor \(path)` names what is left"
    )
  }

  private static func configuration(
    title: String?, locales: [String], sdk: (profile: String, file: String)?
  ) -> String {
    var text = "# What `stepwise init` detected. All of it is optional.\n"
    text += title.map { "title: \(quoted($0))\n" } ?? "# title: The title of the site\n"
    text += "# The first locale is the source of the others.\n"
    text += "locales: [\(locales.joined(separator: ", "))]\n"
    if let sdk {
      text += "# The SDK profiles that every lesson must work with; from \(sdk.file).\n"
      text += "sdk: \(sdk.profile)\n"
    } else {
      text +=
        "# The SDK profiles that every lesson must work with; without it, a difference is a warning.\n"
      text += "# sdk: [twilio-node@5, twilio-node@3]\n"
    }
    return text + """
      # Values of the environment that the programs read; others get made-up ones of the right shape.
      # environment:
      #   SYNC_SERVICE_SID: IS00000000000000000000000000000000
      # Levels of rules: error, warning, note or off. `stepwise rules` lists them.
      # rules:
      #   missing-alt: off

      """
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  /// The profile of the `twilio` that the nearest package.json upwards, within the repository, asks for.
  private static func profile(near root: String) -> (profile: String, file: String)? {
    let top = ContentFolder.gitFolder(of: root) ?? ContentFolder.absolute(".")
    var folder = ContentFolder.absolute(root)
    while true {
      if let data = FileManager.default.contents(atPath: folder + "/package.json"),
        let match = String(decoding: data, as: UTF8.self).firstMatch(
          of: /"twilio"\s*:\s*"[^0-9"]*([0-9]+)/),
        let major = Int(match.1), major >= 3
      {
        return (major == 3 ? "twilio-node@3" : "twilio-node@5", "package.json")
      }
      guard folder.hasPrefix(top + "/"), let slash = folder.lastIndex(of: "/") else { return nil }
      folder = String(folder[..<slash])
    }
  }
}
