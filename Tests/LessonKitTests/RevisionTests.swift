import LessonKit
import Testing

@Suite struct RevisionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var markdown: String
    var steps: [String]
    var asides: [String] = []
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name:
        "complete listings; spacing, comments, trailing commas and final semicolons are no changes",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const a = { b: 1 }
          // gone later
          callback(null, a)
        }
        ```
        ```js
        exports.handler = function(context, event, callback) {
        \tconst a = { b: 1, };

        \tcallback(null, a);
        };
        ```
        ```js
        exports.handler = function(context, event, callback) {
          const a = { b: 2 };
          const c = 1;
          callback(null, a);
        };
        ```
        """,
      steps: ["complete", "repeat", "complete 2→2-3"]),
    Case(
      name: "a fragment goes where a later listing has it",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const user = event.user;
          callback(null, user);
        };
        ```
        ```js
        const greeting = 'hello';
        ```
        ```js
        exports.handler = function(context, event, callback) {
          const greeting = 'hello';
          const user = event.user;
          callback(null, user + greeting);
        };
        ```
        """,
      steps: ["complete", "fragment +2", "complete 4→4"]),
    Case(
      name: "a fragment by the names it uses goes before the callback",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const user = event.user;
          callback(null, user);
        };
        ```
        Add this:
        ```js
        console.log(user);
        ```
        """,
      steps: ["complete", "fragment +3"]),
    Case(
      name: "a fragment placed by a directive",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const user = event.user;
          const b = 2;
          callback(null, user);
        };
        ```

        <!-- stepwise: place after "const user" -->
        ```js
        console.log(user);
        ```

        <!-- stepwise: place replace "const b" -->
        ```js
        const b = user;
        ```
        """,
      steps: ["complete", "fragment +3", "fragment 4→4"]),
    Case(
      name: "an elision stands for what the step before has",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const user = event.user;
          const b = 2;
          callback(null, user);
        };
        ```
        ```js
        exports.handler = function(context, event, callback) {
          // ...
          callback(null, user + b);
        };
        ```
        """,
      steps: ["complete", "elided 4→4"], asides: []),
    Case(
      name: "half typed until a later snippet has its lines",
      markdown: """
        ```js
        exports.handler = 
        ```
        ```js
        exports.handler = function (context, event, callback) {
        ```
        ```js
        exports.handler = function (context, event, callback) {
          const user =
        };
        ```
        ```js
        exports.handler = function (context, event, callback) {
          const user = event.user;
          callback(null, user);
        };
        ```
        """,
      steps: ["complete"],
      asides: [String](repeating: "it is half typed: a later snippet completes its lines", count: 3)
    ),
    Case(
      name: "what not to do is no step",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          callback(null, event.user);
        };
        ```
        Wrong:
        ```js
        exports.handler = function (context, event, callback) {
          callback(null, 1);
          callback(null, event.user);
        };
        ```
        ```js
        // ❌ never twice
        exports.handler = function (context, event, callback) {
          callback(null, 2);
          callback(null, event.user);
        };
        ```
        It is a common mistake to forget the room, so we send it, and bad requests end here:
        ```js
        exports.handler = function (context, event, callback) {
          callback(null, event.room);
        };
        ```
        """,
      steps: ["complete", "complete 2→2"],
      asides: [String](repeating: "the text shows it as what not to do", count: 2)),
    Case(
      name: "members go where a later whole listing has them",
      markdown: """
        `webpack.config.js`:
        ```js
        const path = require('path');
        module.exports = {
          entry: './src/index.js',
          output: {
            filename: 'main.js',
          },
        };
        ```
        ```js
          module: {
            rules: [{ test: /\\.css$/ }],
          },
        ```
        ```js
        const path = require('path');
        module.exports = {
          entry: './src/index.js',
          output: {
            filename: 'main.js',
          },
          module: {
            rules: [{ test: /\\.css$/ }],
          },
        };
        ```
        """,
      steps: ["complete", "fragment +7-9", "repeat"]),
    Case(
      name: "a quoted line is an aside, and so is code of a browser",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const user = event.user;
          callback(null, user);
        };
        ```
        The line
        ```js
        const user = event.user;
        ```
        reads it.
        ```js
        document.querySelector('#a').textContent = 'x';
        ```
        """,
      steps: ["complete"],
      asides: ["it quotes lines that are already there", "browser code"]),
    Case(
      name: "two Functions are two programs",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const room = event.room;
          callback(null, { room });
        };
        ```
        ```js
        exports.handler = function(context, event, callback) {
          const twilio = 1, name = 'x', other = 2;
          console.log(name);
          callback(null, name);
        };
        ```
        """,
      steps: ["complete", "complete"]),
    Case(
      name: "unlabelled fences are read by content; shell and JSON are not ours",
      markdown: """
        ```
        npm install twilio
        ```
        ```
        const a = require('twilio');
        console.log(a.jwt.AccessToken.name);
        ```
        ```json
        { "a": 1 }
        ```
        ~~~javascript title=x.js
        const b = 2;
        ~~~
        """,
      steps: ["complete", "complete"]),
    Case(
      name: "info strings as people write them",
      markdown: """
        ```js{2-3}
        const a = 1;
        ```
        ```js {3-5}
        const b = 1;
        ```
        ```javascript title="x.js"
        const c = 1;
        ```
        ``` js \u{0009}
        const d = 1;
        ```
        ````JS
        const e = 1;
        ````
           ~~~ts
           const f: number = 1;
           ~~~
        """, steps: ["complete", "complete", "complete", "complete", "complete"],
      asides: ["TypeScript"]),
    Case(
      name: "elisions in Japanese; a fragment with elisions goes where its lines are",
      markdown: """
        ```js
        exports.handler = function(context, event, callback)
        {
          const user = event.user;
          const b = 2;
          callback(null, user);
        };
        ```
        ```js
        exports.handler = function(context, event, callback)
        {
          // （中略）
          callback(null, user + b);
        };
        ```
        ```js
        // ...
        const b = 2;
        const c = user + b;
        // ...
        ```
        ```js
        return callback(null, c);
        ```
        """,
      steps: ["complete", "elided 5→5", "elided +5", "fragment 6→6"]),
    Case(
      name: "methods, getters, labels and typeof are no names from elsewhere",
      markdown: """
        ```js
        const o = { a: 1, m() { return 2; }, get g() { return 3; } };
        outer: for (const x of [1]) { if (typeof window !== 'undefined') continue outer; }
        console.log(o, encodeURI('x'));
        ```
        """, steps: ["complete"]),
    Case(
      name: "lines that moved",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const a = 1;
          const b = 2;
          const c = 3;
          callback(null, a + b + c);
        };
        ```
        ```js
        exports.handler = function(context, event, callback) {
          const b = 2;
          const c = 3;
          const a = 1;
          callback(null, a + b + c);
        };
        ```
        """,
      steps: ["complete", "complete 2⇒4"]),
    Case(
      name: "snippets in lists and quotes",
      markdown: """
        1. First

           ```js
           exports.handler = function(context, event, callback) {
             null.x;
           };
           ```

        > ```js
        > exports.handler = function(context, event, callback) {
        >   null.x;
        >   callback();
        > };
        > ```
        """,
      steps: ["complete", "complete +3"]),
  ]

  @Test(arguments: cases) func chains(_ sample: Case) throws {
    let judged = try Judge(sample.markdown)
    #expect(judged.steps.map(\.drawn) == sample.steps)
    #expect(judged.results.flatMap(\.asides).map(\.reason) == sample.asides)
  }

  @Test func aChainContinuesOnTheNextPage() throws {
    let first = """
      ```js
      exports.handler = function(context, event, callback) {
        const user = event.user;
        const room = event.room;
        const both = user + room;
        callback(null, both);
      };
      ```
      """
    let second = first.replacing("callback(null", with: "console.log(both);\n  callback(null")
    let judged = try Judge(["docs/01-a.md": first, "docs/02-b.md": second])
    #expect(judged.steps.map(\.drawn) == ["complete", "complete +5"])
    #expect(judged.steps.map(\.address) == ["docs/01-a#1@en", "docs/02-b#1@en"])
  }
}
