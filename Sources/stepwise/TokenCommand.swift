import ArgumentParser
import LessonKit

struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Read a token, or check who signed it.",
    discussion: """
      Exit codes: 0 decoded or valid · 1 malformed, not valid or expired · 2 wrong usage.
      """,
    subcommands: [TokenDecodeCommand.self, TokenVerifyCommand.self])

  private static let options = [
    "--secret-env", "--secret-file", "--public-key", "--at", "--format",
  ]

  /// The parser's message without what might be a secret in the wrong place, as in `-s3cret`.
  static func discreet(_ message: String, about words: ArraySlice<String>) -> String {
    guard words.first(where: { !$0.hasPrefix("-") }) == configuration.commandName else {
      return message
    }
    let quoted = message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map(\.element)
    let isKnown = quoted.allSatisfy { text in options.contains { text.hasPrefix($0) } }
    return isKnown
      ? message
      : "a word that was given is no option of `stepwise token`, and is not repeated, as it may be a secret; the options are \(options.joined(separator: ", ")); see `stepwise token verify --help`"
  }
}

struct TokenDecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Print what a token says, whoever signed it.",
    discussion: "Exit codes: 0 decoded · 1 malformed, or with --at not valid then · 2 wrong usage.")

  @OptionGroup var options: TokenOptions

  func run() throws {
    let reading = try options.read(key: .none)
    throw ExitCode(reading.isDecoded ? 0 : 1)
  }
}

struct TokenVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Print what a token says, and whether the key given signed it.",
    discussion: """
      Exit codes: 0 valid · 1 malformed, not signed by the key, not checkable, or with --at not valid then · 2 wrong usage.
      A secret is never read from the command line, where other users of the machine see it.
      """)

  @OptionGroup var options: TokenOptions

  @Option(help: ArgumentHelp("The environment variable that holds the secret.", valueName: "name"))
  var secretEnv: String?

  @Option(
    help: ArgumentHelp(
      "The file that holds the secret; one line break (LF or CRLF) at its end is not part of it.",
      valueName: "file"))
  var secretFile: String?

  @Option(
    help: ArgumentHelp(
      "The file that holds an RSA public key in PEM, for RS256 and PS256.", valueName: "file"))
  var publicKey: String?

  @Option(help: .hidden) var secret: String?

  func run() throws {
    let key = try TokenKey(env: secretEnv, file: secretFile, publicKey: publicKey, bare: secret)
    let reading = try options.read(key: key.value)
    throw ExitCode(reading.isVerified ? 0 : 1)
  }
}

/// What both verbs take.
struct TokenOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The token; without it, or for -, it is read from standard input.", valueName: "token"))
  var tokens: [String] = []

  @Option(
    help: ArgumentHelp(
      "Judge exp, nbf and iat at this time, such as 2024-01-01T00:00:00Z; without it no time is taken as now.",
      valueName: "time"))
  var at: String?

  @Option(help: "human (default) or json.")
  var format = "human"

  /// Reads the token and prints what was found out.
  func read(key: TokenReading.Key) throws -> TokenReading {
    guard ["human", "json"].contains(format) else {
      throw CommandFailure("there is no such format of a token; there are human and json")
    }
    let time = try at.map { text in
      guard let time = TokenReading.time(text) else {
        throw CommandFailure(
          "`--at` takes a time such as 2024-01-01T00:00:00Z, in the years 1583 to 9999")
      }
      return time
    }
    let reading = TokenReading(try bytes(), key: key, at: time)
    if let refusal = key.refusal(by: reading) { throw CommandFailure(refusal) }
    let report = TokenReport(reading)
    Terminal.write(format == "json" ? report.json : report.text)
    return reading
  }

  private func bytes() throws -> [UInt8] {
    guard tokens.count <= 1 else {
      throw CommandFailure(
        "\(tokens.count) words were given and one is the token; quote it, and give a secret with --secret-env or --secret-file only"
      )
    }
    let bytes: [UInt8]
    if let token = tokens.first, token != "-" {
      bytes = Array(token.utf8)
    } else {
      // One byte more than a token may have, to know that it is too long.
      guard let input = InputBytes(limit: TokenReading.largestToken + 1).ofStandardInput() else {
        throw CommandFailure("standard input cannot be read; give the token as an argument")
      }
      bytes = input
    }
    guard bytes.contains(where: { $0 > 0x20 }) else {
      throw CommandFailure("there is no token; give it as an argument or on standard input")
    }
    return bytes
  }
}
