/// What random values look like, and what placeholders look like.
enum SecretShape {
  /// Whether letters and digits follow each other as in a generator's output: many different ones, in no order, not
  /// repeated, and no word that says "put yours here".
  static func isRandom(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    guard Set(bytes).count >= 10, bytes.contains(where: { (0x30...0x39).contains($0) }),
      bytes.contains(where: { (0x41...0x5A).contains($0 & 0xDF) })
    else { return false }
    let steps = zip(bytes, bytes.dropFirst()).filter { pair in
      (-1...1).contains(Int(pair.1) - Int(pair.0))
    }
    if steps.count * 3 > bytes.count { return false }
    for period in 1...16 where bytes.count >= period * 2 {
      if zip(bytes, bytes.dropFirst(period)).allSatisfy({ $0 == $1 }) { return false }
    }
    let lower = text.lowercased()
    return !placeholders.contains { lower.contains($0) }
  }

  private static let placeholders = [
    "xxx", "your", "example", "sample", "dummy", "fake", "test", "secret", "token", "change",
    "replace", "insert", "todo", "placeholder", "0000", "1111", "1234", "abcd", "deadbeef",
    "foobar",
    "mysid", "account", "apikey", "redacted",
  ]

  /// Keys of services that are known by their beginning.
  static func service(of word: Substring) -> String? {
    let kinds: [(prefix: String, length: Int, kind: String)] = [
      ("ghp_", 40, "GitHub token"), ("github_pat_", 82, "GitHub token"),
      ("sk_live_", 32, "Stripe key"), ("AKIA", 20, "AWS key"), ("AIza", 39, "Google API key"),
      ("SG.", 69, "SendGrid key"), ("xoxb-", 50, "Slack token"), ("xoxp-", 50, "Slack token"),
    ]
    return kinds.first {
      word.hasPrefix($0.prefix) && word.utf8.count >= $0.length
        && isRandom(word.dropFirst($0.prefix.count))
    }?.kind
  }

  /// Whether a line speaks of secrets, in one of the languages of tutorials.
  static func namesSecret(_ line: String) -> Bool {
    let line = line.lowercased()
    return secretWords.contains { line.contains($0) }
  }

  private static let secretWords = [
    "secret", "token", "auth", "password", "passwd", "apikey", "api_key", "api key", "accesstoken",
    "シークレット", "トークン", "秘密", "パスワード", "密钥", "密鑰", "令牌", "密码", "비밀", "토큰",
    "geheim", "passwort", "secreto", "contraseña", "segredo", "senha", "clé", "jeton",
    "mot de passe",
  ]

  /// Whether a line speaks of something else that looks random.
  static func namesSum(_ line: String) -> Bool {
    let line = line.lowercased()
    return [
      "md5", "sha1", "sha-1", "sha256", "checksum", "commit", "etag", "digest", "hash", "uuid",
      "badge",
    ]
    .contains { line.contains($0) }
  }
}
