/// The words of the page frame in one language. Plural forms take their number.
struct Strings: Sendable {
  var skipToContent: String
  var languages: String
  var lessons: String
  var step: @Sendable (String) -> String
  var added: String
  var removed: String
  var movedHere: String
  var wholeProgram: String
  var swift: String
  var token: String
  var tokenSoFar: String
  var sample: String
  var header: String
  var payload: String
  var signature: String
  var response: String
  var console: String
  var works: String
  var waits: String
  var fails: String
  var failsOnPurpose: String
  var notRun: String
  var timedOut: String
  var home: String
  var stepCount: @Sendable (Int) -> String

  static func of(_ locale: LocaleTag) -> Strings {
    locale.text == "ja" || locale.text.hasPrefix("ja-") ? japanese : english
  }

  /// The name of a language in that language.
  static func autonym(_ locale: LocaleTag) -> String {
    switch locale.text {
    case "en": "English"
    case "ja": "日本語"
    case "es": "Español"
    case "fr": "Français"
    case "de": "Deutsch"
    case "pt-BR": "Português (Brasil)"
    case "zh-Hans": "简体中文"
    case "ko": "한국어"
    default: locale.text
    }
  }

  private static let english = Strings(
    skipToContent: "Skip to content", languages: "Languages", lessons: "Lessons",
    step: { "Step \($0)" }, added: "added", removed: "removed", movedHere: "moved here",
    wholeProgram: "The whole program at this step", swift: "The same in Swift",
    token: "Access token",
    tokenSoFar: "The token it would issue at this point",
    sample: "sample, signed with a made-up key", header: "Header", payload: "Payload",
    signature: "Signature", response: "HTTP response", console: "Console", works: "completes",
    waits: "runs; no reply yet", fails: "fails", failsOnPurpose: "fails on purpose",
    notRun: "not run", timedOut: "does not end", home: "Contents",
    stepCount: { $0 == 1 ? "1 step" : "\($0) steps" })

  private static let japanese = Strings(
    skipToContent: "本文へ移動", languages: "言語", lessons: "レッスン",
    step: { "ステップ \($0)" }, added: "追加", removed: "削除", movedHere: "移動",
    wholeProgram: "このステップのプログラム全体", swift: "Swift での同じ処理", token: "アクセストークン",
    tokenSoFar: "この時点で発行した場合のトークン",
    sample: "サンプル（架空のキーで署名）", header: "ヘッダー", payload: "ペイロード",
    signature: "署名", response: "HTTP レスポンス", console: "コンソール", works: "正常に完了",
    waits: "実行済み（応答はまだなし）", fails: "エラー", failsOnPurpose: "意図したエラー",
    notRun: "未実行", timedOut: "終了しない", home: "目次",
    stepCount: { "\($0) ステップ" })
}
