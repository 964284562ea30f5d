import ArgumentParser
import Functions
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whether everything is there that the command needs, and how to mend what is not.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Say whether everything is there that the command needs; exits 2 if something is missing.")

  @Argument(help: "The content root.", completion: .directory)
  var content = "Content"

  @Option(help: "The folder that the site is to be written to.", completion: .directory)
  var output = "Output"

  @OptionGroup var workers: WorkerOptions

  private enum Finding {
    case good(String)
    case missing(String, mend: String)
  }

  func run() throws {
    var isHealthy = true
    for (name, finding) in [
      ("stepwise", .good(StepwiseCommand.version)),
      ("cmark-gfm", .good(Libraries.markdown)),
      ("JavaScriptCore", .good(Libraries.javaScript)),
      ("content", contentFinding()), ("words", wordsFinding()), ("workers", workerFinding()),
      ("git", gitFinding()),
      ("output", outputFinding()),
    ] {
      let label = name + String(repeating: " ", count: 16 - name.count)
      switch finding {
      case .good(let text): Terminal.write("ok       \(label)\(text)\n")
      case .missing(let text, let mend):
        isHealthy = false
        Terminal.write(
          "missing  \(label)\(text)\n         \(label.map { _ in " " }.joined())\(mend)\n")
      }
    }
    guard isHealthy else { throw ExitCode(2) }
  }

  private func contentFinding() -> Finding {
    do {
      let folder = try ContentFolder([content])
      let locales = folder.site.locales.map(\.text).joined(separator: ", ")
      let pages = folder.lessonCount
      return .good(
        "\(pages) page\(pages == 1 ? "" : "s") in \(folder.root) (\(locales)), \(folder.site.isConfigured ? "with" : "without") a stepwise.yml"
      )
    } catch  where ContentFolder.kind(of: content) != nil {
      return .missing("\(error)", mend: "mend this, and ask the doctor again")
    } catch {
      return .missing(
        "\(error)",
        mend:
          "name the folder of the lessons: stepwise doctor docs; or begin one: stepwise new docs \"My first lesson\""
      )
    }
  }

  /// What the pages say around the lessons, in every language that there are lessons in.
  private func wordsFinding() -> Finding {
    guard let folder = try? ContentFolder([content]) else {
      return .good("not looked at, as the content cannot be read")
    }
    folder.informOfUnlistedLanguages()
    do { try folder.requireWords() } catch {
      return .missing("\(error)", mend: "the build ends with exit 2 until then")
    }
    let locales = folder.site.locales.map(\.text)
    return .good("of the pages around the lessons, in \(locales.joined(separator: ", "))")
  }

  /// A program goes all the way: a process is started, the engine runs it, a token comes back.
  private func workerFinding() -> Finding {
    let pool = workers.pool()
    defer { pool.close() }
    var status: String?
    var tokens = 0
    _ = Build(.ofOneProgram, lanes: pool.lanes).judge { result, _ in
      guard let outcome = result.steps.first?.primary?.outcome else { return }
      status = outcome.status.rawValue
      tokens = outcome.tokens.count
    }
    guard status == "completed", tokens == 1 else {
      return .missing(
        "a program that should issue a token ended as `\(status ?? "nothing")`",
        mend: "see whether memory or processes are limited: ulimit -a, --memory-limit, --time-limit"
      )
    }
    return .good("a process of its own ran a program and sent its token")
  }

  private func gitFinding() -> Finding {
    guard let version = Git.output(["--version"], in: ".") else {
      return .missing(
        "git cannot be run, so --changed and .gitignore mean nothing", mend: "install git")
    }
    let text = String(decoding: version, as: UTF8.self).filter { !$0.isNewline }
    let isRepository = ContentFolder.gitFolder(of: content) != nil
    return .good(
      text + (isRepository ? "" : "; the content is in no repository, so there is no --changed"))
  }

  private func outputFinding() -> Finding {
    let files = FileManager.default
    var isFolder = false
    if files.fileExists(atPath: output, isDirectory: &isFolder) {
      guard isFolder else {
        return .missing("`\(output)` is a file", mend: "name a folder with --output")
      }
      let isMade = files.fileExists(atPath: output + "/" + SiteManifest.name)
      guard isMade || (try? OutputFolder.isEmpty(output)) != false else {
        return .missing(
          "`\(output)` is not empty and was not made by Stepwise",
          mend: "name another folder with --output, or empty it yourself")
      }
    }
    // The next site is written beside the old one.
    var place = ContentFolder.absolute(output)
    repeat {
      place = place.lastIndex(of: "/").map { String(place[..<$0]) } ?? ""
    } while !place.isEmpty && !files.fileExists(atPath: place)
    guard access(place.isEmpty ? "/" : place, W_OK) == 0 else {
      return .missing(
        "the folder of `\(output)` cannot be written",
        mend: "give yourself the right to, or name another folder with --output")
    }
    return .good("\(output) can be written")
  }
}

extension Site {
  fileprivate static var ofOneProgram: Site {
    let lesson = """
      ```js
      exports.handler = function (context, event, callback) {
        const token = new Twilio.jwt.AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: 'doctor' });
        callback(null, { token: token.toJwt() });
      };
      ```
      """
    return Site(
      configuration: SiteConfiguration(),
      files: [SourceFile(path: "doctor.md") { .success(Array(lesson.utf8)) }])
  }
}
