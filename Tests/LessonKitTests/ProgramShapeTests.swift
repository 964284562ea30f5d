import JavaScript
import Testing

@testable import LessonKit

/// A shape that grew with its program says what one made anew says.
@Suite struct ProgramShapeTests {
  static let programs = [
    """
    const url = require('url');
    // A handler
    exports.handler = function (context, event, callback) {
      const name = event.name;

      if (name) {
        console.log(name);
      }
      callback(null, { name });
    };
    """,
    """
    class Room {
      constructor(name) { this.name = name; }
      open() {
        return this.name;
      }
    }
    function enter(room) {
      for (const door of room.doors) {
        door.open();
      }
      switch (room.name) {
        case 'a':
          room.open();
      }
      return room
    }
    const rooms = [
      new Room('a'),
    ];
    enter(rooms[0]);
    """,
    "",
    """
    #!/usr/bin/env node
    // What it shows
    const list = { class: 'a', items: [] };
    for (const item of list.items)
      console.log(item);
    if (list.class)
      show(list)
    else
      hide(list);
    do
      list.next();
    while (list.more());
    do {
      list.next();
    }
    while (list.more())
    while (list.more())
      list.next();
    function show(x) {
      return x.map(String)
    }
    function hide(x) {
      return x;
    }
    """,
  ]

  static let fragments = [
    "const size = 1;", "other(size)\n\n// more\nconst more = other;",
    "function greet(who) {\n  const text = who;\n  return text;\n}\n",
    "try {\n  later();\n} catch (error) {\n  report(error);\n}",
  ]

  @Test(arguments: programs) func growing(program: String) {
    var places = 0
    for fragment in Self.fragments {
      let lines = Self.lines(program)
      for line in 0...lines.count {
        let old = ProgramShape(lines)
        let growth = Growth(lines, shape: old, isScript: true, SyntaxReader())
        let placement = Placement(Self.lines(fragment), inPlaceOf: line..<line, in: lines)
        guard let statements = growth.statements(of: placement) else { continue }
        places += 1
        var grown = old
        grown.insert(statements.shape, before: statements.line)
        #expect(
          Self.drawn(grown, placement.lines)
            == Self.drawn(ProgramShape(placement.lines), placement.lines))
        #expect(
          SyntaxReader().reading(of: placement.lines.map { $0.text + "\n" }.joined(), language: nil)
            == .script)
      }
    }
    #expect(places > 3)
  }

  @Test(
    "what does not parse, declares again, answers or stands in a class or switch is read anew",
    arguments: [
      (0, 1, "await x;"), (0, 4, "const name = 1;"), (0, 4, "callback(null, 1);"),
      (1, 2, "const a = 1;"),
      (1, 12, "const a = 1;"), (1, 17, "const a = 1;"), (0, 4, "{ a: 1 }"),
      (0, 1, "exports.x = 1;"), (1, 6, "each((x, callback) => { callback(x); });"),
    ])
  func notGrowing(program: Int, line: Int, fragment: String) {
    let lines = Self.lines(Self.programs[program])
    let growth = Growth(lines, shape: ProgramShape(lines), isScript: true, SyntaxReader())
    let placement = Placement(Self.lines(fragment), inPlaceOf: line..<line, in: lines)
    #expect(growth.statements(of: placement) == nil)
  }

  /// Before the `while` of a `do` there is no place for a statement; below it there is one.
  @Test(arguments: [
    ("do\n  f();\nwhile (x);\ng();", [0, 3, 4]),
    ("do {\n  f();\n}\nwhile (x)\ng();", [0, 4, 5]),
    ("do\n  if (a) f();\nwhile (x);", [0, 3]),
    ("do {\n  while (x)\n    f();\n} while (x);", [0, 4]),
    ("do\n  while (a) f();\nwhile (x);", [0, 3]),
    ("for (;;)\n  if (a)\n    f();\n  else\n    g();\nwhile (x)\n  h();", [0, 5, 7]),
  ])
  func bodiesWithoutBraces(program: String, places: [Int]) {
    #expect(Array(ProgramShape(Self.lines(program)).gaps(of: 0)) == places)
  }

  private static func lines(_ text: String) -> [ProgramLine] {
    let texts = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false)
    return zip(texts, NormalLine.lines(of: lex(text), count: texts.count)).enumerated().map {
      ProgramLine(
        text: String($1.0), normal: $1.1, origin: .init(path: "a.md", line: $0 + 1, columnOffset: 0)
      )
    }
  }

  /// Blocks are named by where they open: their numbers are of no matter.
  private static func drawn(_ shape: ProgramShape, _ lines: [ProgramLine]) -> [String] {
    func name(_ block: Int) -> String {
      let own = shape.blocks[block]
      return
        "\(own.opening)-\(own.closing) of \(own.statement) in \(own.parent.map { shape.blocks[$0].opening } ?? -2) \(own.isHandler) \(own.takesStatements)"
    }
    let source = lex(lines.map { $0.text + "\n" }.joined())
    let names = Set(source.lexemes.map { String(source.text($0)) })
    let blocks = shape.blocks.indices.sorted { name($0) < name($1) }
    return shape.gaps.map { $0.map(name) ?? "-" } + blocks.map(name)
      + blocks.map { "\(shape.gaps(of: $0)) \(shape.answer(of: $0) ?? -1)" }
      + names.sorted().flatMap { word in
        [
          "\(word) \(shape.declares(word)) \(shape.firstUse(of: word) ?? -1) \(shape.onlyStatement(declaring: word) ?? 0..<0)"
        ]
          + blocks.map { "\(shape.firstLine(knowing: [word], in: $0) ?? -1)" }
      }
  }
}
