import Markdown

/// A lesson to begin with, written as the others of its workshop are: its number, language, headings and marks.
package struct NewLesson {
  /// Below the content root.
  package let path: String
  package let text: String
  /// A lesson of the folder that has this title in its name already.
  package let sameTitle: String?

  /// - Parameters:
  ///   - folder: the folder of the workshop, below the content root; empty for the root itself.
  ///   - name: of the file; nil to be made of the title, with the number after the last lesson's.
  package init(titled title: String, in folder: String, name: String? = nil, of site: Site) {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let neighbours = site.workshops.flatMap { workshop in
      workshop.pages.filter { Self.folder(of: $0.path) == folder }
    }
    let locale =
      site.layout.place(of: prefix + (name ?? "new.md")).locale ?? neighbours.first?.locale
      ?? site.locales.first ?? LocaleTag("en")
    let pages = neighbours.filter { $0.locale == locale && !$0.place.isFolderPage }
    let number = Number(after: pages.map { Self.name(of: $0.path) })
    let slug = Self.slug(of: title)
    if let name {
      path = prefix + name
    } else {
      let isSuffixed = pages.contains { Self.name(of: $0.path).hasSuffix(".\(locale).md") }
      path = prefix + number.text + slug + (isSuffixed ? ".\(locale)" : "") + ".md"
    }
    sameTitle =
      pages.first { page in
        let stem = page.place.lesson.split(separator: "/").last ?? ""
        return stem == slug || stem.drop { $0.isNumber || "-_ .".contains($0) } == slug
      }?.path
    let parser = LessonParser(defaults: site.configuration.lesson, reader: SyntaxReader())
    let lessons = pages.compactMap { page -> Lesson? in
      var findings: [Diagnostic] = []
      return site.text(of: page.path).map { parser.parse($0, of: page, &findings) }
    }
    text = Self.text(
      title: title, file: Self.fileName(slug, number.value),
      heading: HeadingStyle(of: lessons),
      mark: Self.mark(in: lessons, locale, own: site.configuration.lesson.marks),
      hasFrontMatter: lessons.last.map { $0.document.frontMatter != nil } ?? true,
      hasHeading: lessons.last.map(Self.hasTitleHeading) ?? false,
      isJapanese: locale.language == "ja")
  }

  // MARK: - The workshop

  /// The number that begins a file name: `04-` after `03-`, nothing where the others have none.
  private struct Number {
    let value: Int
    let text: String

    init(after names: [String]) {
      let numbered = names.compactMap { name -> (digits: Substring, sign: Character)? in
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count <= 6, let sign = name.dropFirst(digits.count).first,
          "-_ .".contains(sign)
        else { return nil }
        return (digits, sign)
      }
      guard let last = numbered.max(by: { Int($0.digits)! < Int($1.digits)! }) else {
        value = names.count + 1
        text = names.isEmpty ? "01-" : ""
        return
      }
      value = Int(last.digits)! + 1
      let width = last.digits.count
      text =
        String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)\(last.sign)"
    }
  }

  /// How the headings of steps are numbered: `2-1: `, `Step 1. `, or not at all.
  private struct HeadingStyle {
    private var before = ""
    private var chapter = ""
    private var after: String?

    /// As in the last lesson that has any numbers.
    init(of lessons: [Lesson]) {
      for (later, lesson) in lessons.reversed().enumerated() {
        for heading in lesson.document.headings where heading.level > 1 {
          guard let step = StepNumber.parse(heading.text),
            let range = heading.text.firstRange(of: step)
          else { continue }
          before = String(heading.text[..<range.lowerBound])
          let first = step.prefix(while: \.isNumber)
          if let sign = step.dropFirst(first.count).first, let number = Int(first) {
            chapter = "\(number + later + 1)\(sign)"
          }
          let rest = heading.text[range.upperBound...]
          after = String(rest.prefix { !$0.isLetter && !$0.isNumber })
          return
        }
      }
    }

    func heading(_ step: Int, _ words: String) -> String {
      after.map { "## \(before)\(chapter)\(step)\($0)\(words)" } ?? "## \(words)"
    }
  }

  /// The comment that the lessons use most, else the one of the language.
  private static func mark(in lessons: [Lesson], _ locale: LocaleTag, own: [String]) -> String {
    var uses: [String: Int] = [:]
    for lesson in lessons {
      let phrases = MarkPhrases(own: lesson.settings.marks)
      for line in lesson.snippets.flatMap(\.lines) {
        if let mark = phrases.mark(on: line), !mark.isTrailing, mark.text.hasPrefix("//") {
          uses[mark.text, default: 0] += 1
        }
      }
    }
    let most = uses.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    return most ?? own.first.map { "// \($0)" } ?? MarkPhrases.usual(in: locale)
  }

  private static func hasTitleHeading(_ lesson: Lesson) -> Bool {
    lesson.document.blocks.contains { $0.heading?.level == 1 }
  }

  // MARK: - Names

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Letters and digits of any script, in lower case, with hyphens in between.
  private static func slug(of title: String) -> String {
    let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }
    let slug = words.joined(separator: "-").prefix(60)
    return slug.isEmpty ? "lesson" : String(slug)
  }

  /// A file of its own keeps the program apart from those of earlier lessons.
  private static func fileName(_ slug: String, _ number: Int) -> String {
    slug.allSatisfy(\.isASCII) ? slug + ".js" : "lesson-\(number).js"
  }

  // MARK: - The text

  private static func text(
    title: String, file: String, heading: HeadingStyle, mark: String, hasFrontMatter: Bool,
    hasHeading: Bool, isJapanese: Bool
  ) -> String {
    let quoted = title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let words = isJapanese ? Words.japanese : .english
    let front = hasFrontMatter ? "---\ntitle: \"\(quoted)\"\n---\n\n" : ""
    let top = hasHeading || !hasFrontMatter ? "# \(title)\n\n" : ""
    return front + top + """
      \(words.introduction)

      \(heading.heading(1, words.begin))

      \(words.beginText)

      <!-- stepwise: file \(file) -->
      ```js
      exports.handler = function (context, event, callback) {
        const AccessToken = Twilio.jwt.AccessToken;

        const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: event.user });

        callback(null, { token: token.toJwt() });
      };
      ```

      \(heading.heading(2, words.grow))

      \(words.growText)

      ```js
      exports.handler = function (context, event, callback) {
        const AccessToken = Twilio.jwt.AccessToken;

        const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: event.user });

        \(mark)
        const grant = new AccessToken.SyncGrant({ serviceSid: context.SYNC_SERVICE_SID });
        token.addGrant(grant);

        callback(null, { token: token.toJwt() });
      };
      ```

      """
  }

  private struct Words {
    var introduction: String
    var begin: String
    var beginText: String
    var grow: String
    var growText: String

    static let english = Words(
      introduction:
        "Say what the reader will have at the end. Set `ACCOUNT_SID`, `API_KEY`, `API_SECRET` and `SYNC_SERVICE_SID` as environment variables first.",
      begin: "Begin with a token",
      beginText: "The token is made out to the user of the request, as in `?user=alice`:",
      grow: "Add a grant", growText: "The grant says what the token is good for:")

    static let japanese = Words(
      introduction:
        "このレッスンで作るものを説明します。はじめに環境変数`ACCOUNT_SID`、`API_KEY`、`API_SECRET`、`SYNC_SERVICE_SID`を設定します。",
      begin: "トークンを生成", beginText: "リクエストのユーザー（`?user=alice`）に対するトークンを生成します。",
      grow: "Grantを追加", growText: "Grantはトークンで利用できる機能を表します。")
  }
}
