import LessonKit
import Testing

/// How a lesson's code evolves, and what is found in it, as `line:column severity id`.
@Suite struct EvolutionRuleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var markdown: String
    var findings: [String] = []
    var testDescription: String { name }
  }

  /// A Function of nine lines; each `$n` of the second listing is a place to change.
  static func pair(_ prose: String = "Now with a greeting:", fence: String = "js", second: String)
    -> String
  {
    """
    ```js
    exports.handler = function (context, event, callback) {
      const user = event.user;
      const room = event.room;
      console.log(user, room);
      const service = context.SERVICE_SID;
      const both = user + room;
      const all = both + service;
      const reply = { all };
      callback(null, reply);
    };
    ```

    \(prose)

    ```\(fence)
    \(second)
    ```
    """
  }

  static let grown = """
    exports.handler = function (context, event, callback) {
      const user = event.user;
      const room = event.room;
      console.log(user, room);
      const service = context.SERVICE_SID;
      const both = user + room;
      const all = both + service;
      const greeting = 'hello';
      const reply = { all, greeting };
      callback(null, reply);
    };
    """
  static let lacking = grown.replacing("  console.log(user, room);\n", with: "")
  static let altered = grown.replacing("event.room", with: "event.place")

  static let longer = grown.replacing(
    "  const reply = { all, greeting };",
    with: "  console.log(greeting);\n  const reply = { all };")

  /// A step that marks its change, a fragment, and the sum of both.
  static func marked(sum: String, altered: String = "user + room") -> String {
    let whole = grown.replacing("  const greeting = 'hello';\n", with: sum)
    return pair(
      second: grown.replacing("  const greeting", with: "  // added in this step\n  const greeting")
    )
      + """


      Add below `greeting`:

      ```js
        console.log(all);
      ```

      The complete code:

      ```js
      \(whole.replacing("user + room", with: altered))
      ```
      """
  }

  static let cases = [
    Case(
      name: "the recap of all parts changes nothing, and is meant to",
      markdown: pair(fence: "text", second: "output") + """


        ```js
          console.log(all);
        ```

        All of it:

        ```js
        \(grown.replacing("  const greeting = 'hello';\n", with: "").replacing("{ all, greeting }", with: "{ all }").replacing("  callback(", with: "  console.log(all);\n  callback("))
        ```
        """),
    Case(name: "a listing that only grows", markdown: pair(second: grown)),
    Case(
      name: "a listing that lost a line",
      markdown: pair(second: lacking),
      findings: ["20:3 warning silent-removal"]),
    Case(
      name: "a listing that altered a line", markdown: pair(second: altered),
      findings: ["19:3 warning silent-removal"]),
    Case(
      name: "the prose names what is gone",
      markdown: pair("We no longer read the `room` parameter.", second: altered)),
    Case(
      name: "the prose names an expression",
      markdown: pair("In place of `event.room` comes another name.", second: altered)),
    Case(
      name: "Japanese prose has no spaces around names",
      markdown: pair("パラメータroomの名前が変わりました。", second: altered)),
    Case(
      name: "a mark says it",
      markdown: pair(
        second: altered.replacing("  const room", with: "  // changed in this step\n  const room")
          .replacing("  const greeting", with: "  // added in this step\n  const greeting"))),
    Case(
      name: "a trailing mark says it",
      markdown: pair(
        second: altered.replacing("event.place;", with: "event.place; // changed in this step")
          .replacing("'hello';", with: "'hello'; // added in this step"))),
    Case(name: "a highlight says it", markdown: pair(fence: "js {3,8-9}", second: altered)),
    Case(
      name: "hardly the same program",
      markdown: pair(
        second: """
          exports.handler = function (context, event, callback) {
            const user = event.user;
            const room = event.room;
            console.log(user, room);
            console.log(user, room);
            callback(null, { user, room });
          };
          """)),
    Case(
      name: "a trailing mark on an unchanged line",
      markdown: pair(
        second: grown.replacing("event.user;", with: "event.user; // new")
          .replacing("'hello';", with: "'hello'; // new")),
      findings: ["18:28 error mark-on-unchanged-line"]),
    Case(
      name: "a run that begins above its mark",
      markdown: pair(
        second: grown.replacing(
          "  const greeting = 'hello';",
          with: "  console.log(all);\n  // added in this step\n  const greeting = 'hello';")),
      findings: ["24:3 warning unmarked-change"]),
    Case(
      name: "highlights that miss, where others of the lesson hit",
      markdown: pair(fence: "js {8-9}", second: grown) + "\n\nMore:\n\n```js {2}\n"
        + grown.replacing("'hello'", with: "'hello' + user") + "\n```\n",
      findings: ["32:1 warning mark-on-unchanged-line"]),
    Case(
      name: "a highlight that is off by one line",
      markdown: pair(fence: "js {9-10}", second: longer),
      findings: ["16:1 warning mark-on-unchanged-line"]),
    Case(
      name: "a highlight that begins one line too early",
      markdown: pair(fence: "js {7-8}", second: longer),
      findings: ["16:1 warning mark-on-unchanged-line"]),
    Case(name: "a highlight that is right", markdown: pair(fence: "js {8-9}", second: longer)),
    Case(name: "a highlight of more", markdown: pair(fence: "js {7-9}", second: longer)),
    Case(
      name: "a highlight of lines that the fence does not have",
      markdown: pair(fence: "js {13-14}", second: longer),
      findings: ["16:1 warning mark-on-unchanged-line"]),
    Case(
      name: "the same in a first listing; not where its lines begin with another number",
      markdown: """
        ```js {9}
        const a = 1;
        console.log(a);
        ```

        ```js showLineNumbers=10 {11}
        const b = 1;
        console.log(b);
        ```
        """, findings: ["1:1 warning mark-on-unchanged-line"]),
    Case(
      name: "steps of other pages, and ranges",
      markdown: """
        ## 1-1. a

        ## 1-2. b

        In lesson 3,
        Step 1-9 did so. 手順 1-5 は次のページにあります。 As in step 1-8 of [it](#1-1-a).

        Do Step 1-3 below: Steps 1 to 3. The ratio is step 1-99.

        The lesson ends. Step 1-3 is missing. See the pages.
        """, findings: ["10:18 warning unknown-step"]),
    Case(
      name: "arguments that changed places",
      markdown: pair(second: grown.replacing("log(user, room)", with: "log(room, user)")),
      findings: ["20:3 warning silent-removal"]),
    Case(
      name: "members that changed places",
      markdown: pair(second: grown) + "\n\nMore:\n\n```js\n"
        + grown.replacing("{ all, greeting }", with: "{ greeting, all }")
        .replacing("  callback", with: "  console.log(reply);\n  callback") + "\n```\n"),
    Case(
      name: "what the sum of the steps has otherwise is found without marks",
      markdown: marked(
        sum: "  const greeting = 'hello';\n  console.log(all);\n", altered: "room * 2"),
      findings: ["45:3 warning final-listing-differs"]),
    Case(
      name: "what the sum of the steps has besides",
      markdown: marked(
        sum: "  const greeting = 'hello';\n  console.log(all);\n  console.log(user);\n"),
      findings: ["49:3 warning unmarked-change"]),
    Case(
      name: "the sum of the steps needs no marks",
      markdown: marked(sum: "  const greeting = 'hello';\n  console.log(all);\n")),
    Case(
      name: "after a diff that does not fit nothing else is found",
      markdown: pair(
        second: grown.replacing(
          "  const greeting", with: "  // added in this step\n  const greeting"))
          + """


          ```diff js
             const user = event.user;
          +  console.log(user);
             const rooms = event.rooms;
          ```

          The complete code:

          ```js
          \(grown.replacing("  const room", with: "  console.log(user);\n  const room"))
          ```
          """, findings: ["31:1 error fragment-unplaced"]),
    Case(
      name: "an added block whose brace could be another's",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          if (event.a) {
            console.log(1);
          }
          if (event.c) {
            console.log(3);
          }
          callback(null, 'x');
        };
        ```

        ```js
        exports.handler = function (context, event, callback) {
          if (event.a) {
            console.log(1);
          }
          // added in this step
          if (event.b) {
            console.log(2);
          }
          if (event.c) {
            console.log(3);
          }
          callback(null, 'x');
        };
        ```
        """),
    Case(
      name: "a highlight may stress anything", markdown: pair(fence: "js {2}", second: grown)),
    Case(
      name: "a listing shown again to point at a line",
      markdown: pair(second: grown) + "\n\nLook:\n\n```js {2}\n" + grown + "\n```\n"),
    Case(
      name: "a final listing that is not the sum of the steps",
      markdown: pair(fence: "text", second: "output") + """


        Add after it:

        ```js
          const reply = { all };
          console.log('replying', all);
        ```

        The complete code:

        ```js
        \(grown)
        ```
        """, findings: ["37:3 warning final-listing-differs"]),
    Case(
      name: "numbers with a gap",
      markdown: "# 1. A\n\n## 1-1 a\n\n## 1-3 b\n\n# 2. B\n\n## 2-1 c\n\n### 1. x\n\n### 1. y\n",
      findings: ["5:4 warning step-number-gap"]),
    Case(
      name: "numbers that repeat", markdown: "## Step 1: a\n\n## Step 2: b\n\n## Step 2: c\n",
      findings: ["5:9 warning step-number-gap"]),
    Case(
      name: "手順 without a gap, and one with",
      markdown: "## 手順1. あ\n\n## 手順2. い\n\n## 手順４\n\n## 手順5. う\n",
      findings: ["5:10 warning step-number-gap"]),
    Case(
      name: "numbers that are none",
      markdown: """
        ## 200 OK
        ## 404 Not Found
        ## 2021
        ## 2023
        ## 3 ways to fail
        ## 5 ways to win
        ## 1.1 a
        ## 1.3 b
        ## 5. five
        ## 4. four
        ## 3. three
        """),
    Case(
      name: "the missing number is a bold line", markdown: "## 1. a\n\n**2. b**\n\n## 3. c\n"),
  ]

  @Test(arguments: cases) func findings(_ sample: Case) throws {
    let places = try Judge(sample.markdown).places
    #expect(places == sample.findings)
  }
}
