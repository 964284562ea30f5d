import LessonKit
import Testing

/// Snippets of every shape that real lessons have, and the programs they make.
@Suite struct RevisionShapeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    /// Follows a Function in `token.js`, whose lines are numbered 1 to 8.
    var markdown: String
    var steps: [String]
    /// The last program; nil to leave it alone.
    var program: String?
    var asides: [String] = []
    var findings: [String] = []
    var testDescription: String { name }
  }

  static let function = """
    const prefix = 'user-';

    exports.handler = function (context, event, callback) {
      const user = prefix + event.user;
      const room = event.room;
      console.log(user);
      callback(null, { user, room });
    };
    """

  static let cases = [
    Case(
      name: "a diff fence",
      markdown: """
        ```diff js
           const user = prefix + event.user;
        -  const room = event.room;
        +  const room = event.room || 'lobby';
           console.log(user);
        +  console.log(room);
           callback(null, { user, room });
        ```
        """, steps: ["patch 5→5 +7"],
      program: function.replacing("event.room;", with: "event.room || 'lobby';").replacing(
        "(user);\n", with: "(user);\n  console.log(room);\n")),
    Case(
      name: "a diff without a language, with hunks and file names",
      markdown: """
        ```diff
        --- a/token.js
        +++ b/token.js
        @@ -1,2 +1,2 @@
        -const prefix = 'user-';
        +const prefix = 'guest-';
        @@ -6,2 +6,2 @@
        -  console.log(user);
        ```
        """, steps: ["patch 1→1 −6"]),
    Case(
      name: "a diff of something else",
      markdown: """
        ```diff
        - name: ci
        + name: test
        ```
        """, steps: []),
    Case(
      name: "a diff that does not fit",
      markdown: """
        ```diff-js
        -  const rooms = event.rooms;
        +  const rooms = [];
           const room = event.room;
        ```
        """, steps: ["unplaced"], findings: ["14:1 error fragment-unplaced"]),
    Case(
      name: "a fragment whose names are used before they can be made",
      markdown: """
        <!-- stepwise: place before "const user" -->
        ```js
          console.log(label);
        ```

        The label:

        ```js
          const label = user + room;
        ```
        """, steps: ["fragment +4", "unplaced"],
      findings: ["21:1 error fragment-unplaced"]),
    Case(
      name: "the handler alone, below requires that stay",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          const user = prefix + event.user;
          const room = event.room;
          console.log(user, room);
          callback(null, { user, room });
        };
        ```
        """, steps: ["fragment 6→6"],
      program: function.replacing("(user);", with: "(user, room);")),
    Case(
      name: "a require goes to the top",
      markdown: """
        Add to `token.js`:

        ```js
        const twilio = require('twilio');
        ```
        """, steps: ["fragment +1"]),
    Case(
      name: "a declaration given anew takes the place of the old one",
      markdown: """
        ```js
          const room = event.room || 'lobby';
          console.log(room);
        ```
        """, steps: ["fragment 5→5-6"],
      program: function.replacing(
        "event.room;", with: "event.room || 'lobby';\n  console.log(room);")),
    Case(
      name: "an old line shown, then the new line",
      markdown: """
        Change

        ```js
        console.log(user);
        ```

        to

        ```js
        console.log('hello', user);
        ```
        """, steps: ["fragment 6→6"],
      program: function.replacing("  console.log(user);", with: "console.log('hello', user);"),
      asides: ["it quotes lines that are already there"]),
    Case(
      name: "the prose says where",
      markdown: """
        Below `user`:

        ```js
        const name = user.trim();
        ```
        """, steps: ["fragment +5"]),
    Case(
      name: "an excerpt shown again",
      markdown: """
        ```js
          const user = prefix + event.user;
          const room = event.room;
          console.log(user);
        ```
        """, steps: [], asides: ["it quotes lines that are already there"]),
    Case(
      name: "a body left out",
      markdown: """
        ```js
        const prefix = 'guest-';

        exports.handler = function (context, event, callback) { ... };
        ```
        """, steps: ["elided 1→1"], program: function.replacing("user-", with: "guest-")),
    Case(
      name: "elisions within and words that mean one",
      markdown: """
        ```js
        const prefix = 'user-';
        // ... existing code ...
        exports.handler = function (context, event, callback) {
          /* ... */
          console.log(user, room);
          // … rest of the handler
        };
        ```
        """, steps: ["elided 6→6"]),
    Case(
      name: "new lines between two elisions go where their names are known",
      markdown: """
        ```js
        const prefix = 'user-';

        exports.handler = function (context, event, callback) {
          // ... wie bisher ...
          const label = user + room;
          console.log(label);
          // ... Rest unverändert
        };
        ```
        """, steps: ["elided +7-8"]),
    Case(
      name: "a declaration of another name changes none whose name is used",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          // previous code
          const rooms = [event.room];
          console.log(user, room, rooms);
          callback(null, { user, room });
        };
        ```
        """, steps: ["elided 6→6-7"]),
    Case(
      name: "what a listing has below the elision at its end goes before the reply",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          // ...
          console.log(room);
        };
        ```
        """, steps: ["elided +7"]),
    Case(
      name: "a member of an object between two elisions",
      markdown: """
        ```js title="options.js"
        const options = {
          user: 1,
          room: 2
        };
        ```

        ```js title="options.js"
        const options = {
          // ...
          label: 3,
          // ...
        };
        ```
        """, steps: ["complete", "elided +2"]),
    Case(
      name: "what ends a block ends the same block in a part of it",
      markdown: """
        ```js title="send.js"
        const one = {
          user: 1,
        };
        send(one, {
          room: 2,
        });
        function send(...all) {
          console.log(all);
        }
        ```

        ```js title="send.js"
        const one = {
          // ...
          label: 3,
        };
        ```

        ```js title="send.js"
        send(one, {
          // ...
          label: 4,
        });
        ```

        ```js title="send.js"
        function send(...all) {
          // ...
          console.log('all');
        }
        ```
        """, steps: ["complete", "elided +3", "elided +7", "elided +11"],
      program: """
        const one = {
          user: 1,
          label: 3,
        };
        send(one, {
          room: 2,
          label: 4,
        });
        function send(...all) {
          console.log(all);
          console.log('all');
        }
        """),
    Case(
      name: "a handler in parts leaves the function below it alone",
      markdown: """
        ```js
        const prefix = 'user-';

        exports.handler = function (context, event, callback) {
          const user = prefix + event.user;
          const room = event.room;
          console.log(user);
          callback(null, { user, room: clean(room) });
        };

        function clean(room) {
          return room.trim();
        }
        ```

        ```js
        exports.handler = function (context, event, callback) {
          // ...
          console.log(room);
          callback(null, { user, room: clean(room), at: 1 });
        };
        ```
        """, steps: ["complete 7→7-11", "elided 7→7-8"]),
    Case(
      name: "a call beside an elision is one more",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          console.log(prefix);
          // ...
        };
        ```
        """, steps: ["elided +4"]),
    Case(
      name: "an elision that stands for nothing",
      markdown: """
        ```js
        const prefix = 'user-';

        exports.handler = function (context, event, callback) {
          const user = prefix + event.user;
          const room = event.room;
          // ...
          console.log(user);
          callback(null, { user, room, at: 1 });
        };
        ```
        """, steps: ["elided 7→8"], findings: ["20:3 warning elision-unclear"]),
    Case(
      name: "an invitation is no elision",
      markdown: """
        ```js
        const prefix = 'user-';

        exports.handler = function (context, event, callback) {
          const user = prefix + event.user;
          const room = event.room;
          console.log(user);
          // ... your code here
          callback(null, { user, room, at: 1 });
        };
        ```
        """, steps: ["complete 7→8"]),
    Case(
      name: "names that two functions have",
      markdown: """
        ```js
        function first() {
          const shared = 1;
          return shared;
        }

        function second() {
          const shared = 2;
          return shared;
        }
        exports.handler = function (context, event, callback) {
          callback(null, first() + second());
        };
        ```

        ```js
        console.log(shared);
        ```
        """, steps: ["complete", "unplaced"], findings: ["29:1 error fragment-unplaced"]),
    Case(
      name: "the prose names the function",
      markdown: """
        ```js
        function first() {
          const shared = 1;
          return shared;
        }

        function second() {
          const shared = 2;
          return shared;
        }
        exports.handler = function (context, event, callback) {
          callback(null, first() + second());
        };
        ```

        In `second()`:

        ```js
        console.log(shared);
        ```
        """, steps: ["complete", "fragment +8"]),
    Case(
      name: "a directive that names no line",
      markdown: """
        <!-- stepwise: place after "no such line" -->
        ```js
        console.log(room);
        ```
        """, steps: ["unplaced"], findings: ["15:1 error fragment-unplaced"]),
    Case(
      name: "the end of the handler",
      markdown: """
        <!-- stepwise: place end of handler -->
        ```js
        const last = 1;
        ```
        """, steps: ["fragment +7"]),
    Case(
      name: "a diff that shows lines in another layout",
      markdown: """
        ```diff js
        -  callback(null, { user, room });
        +  callback(null, { user, room, size: 1 });
        ```
        ```diff js
           callback(
             null,
             { user, room, size: 1 },
           );
        +  console.log('sent');
        ```
        """, steps: ["patch 7→7", "patch 7→7-11"]),
    Case(
      name: "words that say in other languages that something is added",
      markdown: """
        Rajoutez ceci :

        ```js
        console.log(room, other);
        ```
        Das hier wiedereinfügen:

        ```js
        console.log(user, another);
        ```
        The input is this:

        ```js
        console.log(user, others);
        ```
        """, steps: ["fragment +7", "fragment +8"],
      asides: ["it needs `others`, `user` from elsewhere"],
      findings: ["17:19 error uncaught-error"]),
    Case(
      name: "another file",
      markdown: """
        ```js title="voice calls.js"
        console.log(1);
        ```
        ```js title="Voice calls"
        console.log(2);
        ```
        ```js:token.js
        console.log(room);
        ```
        """, steps: ["complete", "complete", "fragment +7"]),
    Case(
      name: "a fragment for a file that is nearly called so",
      markdown: """
        ```js file=tokn.js
        console.log(room);
        ```
        """, steps: ["complete"], findings: ["14:1 error fragment-unplaced"]),
    Case(
      name: "a file that is called by the plural of another",
      markdown: """
        ```js file=tokens.js
        console.log(room);
        ```
        """, steps: ["complete"]),
    Case(
      name: "a file of its own, whose declarations use names of one that is nearly called so",
      markdown: """
        ```js file=tokn.js
        const rooms = [room];
        ```
        """, steps: ["complete"]),
    Case(
      name: "a fragment for a file that is called so in another language",
      markdown: """
        ```ts file=token.ts
        console.log(room);
        ```
        """, steps: ["complete"]),
    Case(
      name: "a small program of a file that is nearly called so",
      markdown: """
        ```js file=tokens.js
        console.log('room');
        ```
        """, steps: ["complete"]),
    Case(
      name: "what the reader must fill in",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          const sid = <your service SID>;
          const other = [1, 2, ...];
          callback(null, sid);
        };
        ```
        """, steps: ["complete"]),
  ]

  @Test(arguments: cases) func shapes(_ sample: Case) throws {
    let judged = try Judge(
      "```js title=\"token.js\"\n\(Self.function)\n```\n\nThen:\n\n" + sample.markdown)
    let steps = judged.steps.dropFirst().map(\.drawn)
    #expect(steps == sample.steps)
    let asides = judged.results.flatMap(\.asides).map(\.reason)
    #expect(asides == sample.asides)
    let places = judged.places
    #expect(places == sample.findings)
    if let program = sample.program {
      let last = judged.steps.last?.step.revision?.program
      #expect(last == program + "\n")
    }
  }
}
