import JavaScript
import Testing

/// Sources esprima cannot judge: newer than ES2017, TypeScript, or no program at all.
///
/// A row states every lexeme as its kind's letter and its text; punctuators have none, `!` says unclosed.
struct LexerTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let source: String
    let lexemes: [String]
    init(_ source: String, _ lexemes: String...) {
      self.source = source
      self.lexemes = lexemes
    }
    var testDescription: String { source.debugDescription }
  }

  @Test(arguments: [
    Row("a?.b ?? c?.5:d", "i a", "?.", "i b", "??", "i c", "?", "n .5", ":", "i d"),
    Row("a?.[0] / b ??= c", "i a", "?.", "[", "n 0", "]", "/", "i b", "??=", "i c"),
    Row("a ||= b; c &&= d", "i a", "||=", "i b", ";", "i c", "&&=", "i d"),
    Row("a?.if / b / c", "i a", "?.", "i if", "/", "i b", "/", "i c"),
    Row("#a in b; this.#c / 2", "# #a", "k in", "i b", ";", "k this", ".", "# #c", "/", "n 2"),
    Row(
      "1_000 0xF_F 10n 0x1Fn 1_0.0_1e1_0", "n 1_000", "n 0xF_F", "n 10n", "n 0x1Fn", "n 1_0.0_1e1_0"
    ),
    Row("1.e 1e 0x 1.5n", "n 1.", "i e", "n 1", "i e", "n 0", "i x", "n 1.5", "i n"),
    Row("({...a} / 2)", "(", "{", "...", "i a", "}", "/", "n 2", ")"),
    Row("for await (x of /a/) /b/", "k for", "i await", "(", "i x", "i of", "r /a/", ")", "r /b/"),
    Row("try {} catch {} /a/", "k try", "{", "}", "k catch", "{", "}", "r /a/"),
    Row(
      "class A { static { } #b = /c/; }", "k class", "i A", "{", "i static", "{", "}", "# #b", "=",
      "r /c/", ";", "}"),
    Row(
      "class A { a = 1\n delete() {} }", "k class", "i A", "{", "i a", "=", "n 1", "i delete", "(",
      ")", "{", "}", "}"),
    Row(
      "class A { async *for() {} }", "k class", "i A", "{", "i async", "*", "i for", "(", ")", "{",
      "}", "}"),
    Row(
      "export default {a: 1}\n/b/g", "k export", "k default", "{", "i a", ":", "n 1", "}", "/",
      "i b", "/", "i g"),
    Row(
      "import.meta / 2; import('a') / 3", "k import", ".", "i meta", "/", "n 2", ";", "k import",
      "(", "s 'a'", ")", "/", "n 3"),
    Row("#!node /a\n/b/", "h #!node /a", "r /b/"),
    Row(" #!", "u #", "!"),
    Row("--> a\nb /* c\n*/ --> d", "l --> a", "i b", "b /* c\n*/", "l --> d"),
    Row("/a/v; /[[a]]/v", "r /a/v", ";", "r /[[a]]/v"),
  ])
  func lexesNewerSyntax(_ row: Row) { expect(row) }

  @Test(arguments: [
    Row(
      "let a: Map<string, B<C>> = /d/", "i let", "i a", ":", "i Map", "<", "i string", ",", "i B",
      "<", "i C", ">>", "=", "r /d/"),
    Row("a! / 2; b!\n!c", "i a", "!", "/", "n 2", ";", "i b", "!", "!", "i c"),
    Row("<any>a / <T>b", "<", "i any", ">", "i a", "/", "<", "i T", ">", "i b"),
    Row(
      "x = <T,>(a: T) => a", "i x", "=", "<", "i T", ",", ">", "(", "i a", ":", "i T", ")", "=>",
      "i a"),
    Row(
      "x = <T extends U>(a) => /b/", "i x", "=", "<", "i T", "k extends", "i U", ">", "(", "i a",
      ")", "=>", "r /b/"),
    Row(
      "function f(a?: B): C<D> { } /e/", "k function", "i f", "(", "i a", "?", ":", "i B", ")", ":",
      "i C", "<", "i D", ">", "{", "}", "r /e/"),
    Row(
      "function f(): { a: B } { } /e/", "k function", "i f", "(", ")", ":", "{", "i a", ":", "i B",
      "}", "{", "}", "r /e/"),
    Row(
      "interface A { b?: C; } /d/", "i interface", "i A", "{", "i b", "?", ":", "i C", ";", "}",
      "r /d/"),
    Row(
      "a as { b: C }; d as any / 2", "i a", "i as", "{", "i b", ":", "i C", "}", ";", "i d", "i as",
      "i any", "/", "n 2"),
    Row(
      "@a() class B { @c d(): void {} } /e/", "@", "i a", "(", ")", "k class", "i B", "{", "@",
      "i c", "i d", "(", ")", ":", "k void", "{", "}", "}", "r /e/"),
  ])
  func toleratesTypeScript(_ row: Row) { expect(row) }

  @Test(arguments: [
    Row("(<>a b</>)", "(", "<", ">", "j a b", "<", "/", ">", ")"),
    Row(
      "x = <a.b:c-d e/> / 2", "i x", "=", "<", "i a", ".", "i b", ":", "i c-d", "i e", "/", ">",
      "/", "n 2"),
    Row(
      "(<a>\n  b \n\n  'c {d} </a>)", "(", "<", "i a", ">", "j b", "j 'c ", "{", "i d", "}", "j  ",
      "<", "/", "i a", ">", ")"),
    Row("(<a><br>b</a>)", "(", "<", "i a", ">", "<", "i br", ">", "j b", "<", "/", "i a", ">", ")"),
    Row("</a>\n/b/ 1", "<", "/", "i a", ">", "/", "i b", "/", "n 1"),
    Row(
      "(<A<B, C[]> d='e'>f</A>)", "(", "<", "i A", "<", "i B", ",", "i C", "[", "]", ">", "i d",
      "=", "s 'e'", ">", "j f", "<", "/", "i A", ">", ")"),
    Row("x = <a b; /c/", "i x", "=", "<", "i a", "i b", ";", "r /c/"),
    Row("<a>{...}</a>", "<", "i a", ">", "{", "...", "}", "<", "/", "i a", ">"),
    Row(
      "<a>{/* b */}// c</a>", "<", "i a", ">", "{", "b /* b */", "}", "j // c", "<", "/", "i a", ">"
    ),
  ])
  func lexesElements(_ row: Row) { expect(row) }

  @Test(arguments: [
    Row("// ...\n...\n{...}", "l // ...", "...", "{", "...", "}"),
    Row("x = {\n  ...\n};\n…", "i x", "=", "{", "...", "}", ";", "u …"),
    Row("...\nfunction f() {}\n/a/g", "...", "k function", "i f", "(", ")", "{", "}", "r /a/g"),
    Row("'a\nb", "s! 'a", "i b"), Row("\"a\\\nb", "s! \"a\\\nb"), Row("'\\", "s! '\\"),
    Row("/a[/]\nb", "r! /a[/]", "i b"), Row("/\\\nb", "r! /\\", "i b"), Row("/", "r! /"),
    Row("/*/", "b! /*/"), Row("`a${b", "t `a${", "i b"), Row("`a\\", "t! `a\\"),
    Row("`${(}`", "t `${", "(", "t }`"), Row("<a b='c\nd", "<", "i a", "i b", "=", "s! 'c", "i d"),
    Row("}) ] /a/", "}", ")", "]", "/", "i a", "/"),
    Row(
      "\\u{110000000} \\x # \u{0}", "u \\", "i u", "{", "n 110000000", "}", "u \\", "i x", "u #",
      "u \u{0}"),
    Row(""), Row(" \u{FEFF}\r\n"),
  ])
  func survivesGarbage(_ row: Row) { expect(row) }

  private func expect(_ row: Row) {
    let lexed = lex(row.source)
    let lexemes = lexed.lexemes.map { lexeme in
      let text = String(lexed.text(lexeme))
      let letter = letter(of: lexeme.kind)
      return letter.isEmpty ? text : letter + (lexeme.isTerminated ? " " : "! ") + text
    }
    #expect(lexemes == row.lexemes)
  }

  private func letter(of kind: Lexeme.Kind) -> String {
    switch kind {
    case .identifier: "i"
    case .keyword: "k"
    case .privateName: "#"
    case .punctuator: ""
    case .number: "n"
    case .string: "s"
    case .template: "t"
    case .regularExpression: "r"
    case .lineComment: "l"
    case .blockComment: "b"
    case .hashbang: "h"
    case .jsxText: "j"
    case .unknown: "u"
    }
  }
}
