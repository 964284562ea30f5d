import LessonKit
import Testing

/// Lessons and what is found in them, as `line:column severity id`.
@Suite struct RuleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var markdown: String
    var findings: [String]
    var testDescription: String { name }
  }

  /// A handler with a branch that its run does not take.
  static func branch(_ code: String, reply: String = "  callback(null, event.name);\n") -> String {
    """
    ```js
    exports.handler = function (context, event, callback) {
      if (event.name === 'nobody') {
        \(code)
      }
    \(reply)};
    ```
    """
  }

  static let cases = [
    Case(
      name: "a mark on lines the step before has",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const a = 1;
        };
        ```
        ```js
        exports.handler = function(context, event, callback) {
          // Added in this step
          const a = 1;
          // Added in this step
          callback(null, a);
        };
        ```
        """, findings: ["8:3 error mark-on-unchanged-line"]),
    Case(
      name: "a misplaced mark is one finding, not two",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const a = 1;
        };
        ```
        ```js
        exports.handler = function(context, event, callback) {
          // Added in this step
          const a = 1;
          callback(null, a);
        };
        ```
        """, findings: ["8:3 error mark-on-unchanged-line"]),
    Case(
      name: "a change without a mark, where the lesson marks its changes",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const a = 1;
        };
        ```
        ```js
        exports.handler = function(context, event, callback) {
          const b = 2;
          const a = 1;
          // 今回追加分
          callback(null, a);
        };
        ```
        """, findings: ["8:3 warning unmarked-change"]),
    Case(
      name: "a branch that replies and goes on",
      markdown: branch("callback(null, 'none');"),
      findings: ["4:5 warning callback-called-twice"]),
    Case(
      name: "a branch that returns a value and does not reply",
      markdown: branch("return { error: 'none' };"),
      findings: ["4:5 warning callback-never-called"]),
    Case(
      name: "a branch that replies, and returns a value on the next line",
      markdown: branch("callback(null, 'none');\n    return {};"), findings: []),
    Case(
      name: "a return that hangs on a value nobody gave, and a reply below it",
      markdown: branch("return;\n  }\n  if (event.done) {\n    return"), findings: []),
    Case(
      name: "a return that hangs on a value nobody gave, and no reply below it",
      markdown: branch(
        "return;\n  }\n  if (event.done) {\n    return", reply: "  console.log(1);\n"),
      findings: ["1:1 warning callback-never-called"]),
    Case(
      name: "a branch that replies later and returns a value",
      markdown: branch("setTimeout(() => callback(null, 'later'), 10);\n    return 'ok';"),
      findings: []),
    Case(
      name: "a method that is called like a keyword, at the very end",
      markdown: """
        ```js
        exports.handler = (context, event, callback) => { console.log(event.done); };
        const cb = (x) => x;
        const q = { if() {} };
        const done = 1
        q.if(cb(done))
        ```
        """, findings: ["1:1 warning callback-never-called"]),
    Case(
      name: "a handler that hands the reply on above a value",
      markdown: branch(
        "return callback(null, 'none');",
        reply: """
            setTimeout(function () {
              callback(null, 'x');
            });
            return 'sent';

          """), findings: []),
    Case(
      name: "a value below a branch that replied and returned",
      markdown: branch(
        "return callback(null, 'none');\n  }\n  if (event.name === 'some') {\n    return { a: 1 };"),
      findings: ["7:5 warning callback-never-called"]),
    Case(
      name: "a branch that replies, and a guarded return below it",
      markdown: branch(
        "callback(null, 'none');\n  }\n  if (event.name === 'nobody') return;\n  {"),
      findings: []),
    Case(
      name: "a branch that replies, and a loop in which a function returns",
      markdown: branch(
        "callback(null, 'none');\n  }\n  [1].forEach(() => {\n    return;\n  });\n  {"),
      findings: ["4:5 warning callback-called-twice"]),
    Case(
      name: "a comment that announces a result, and a handler below it",
      markdown: """
        ```js
        const headers = { a: 1 };
        // Returns
        exports.handler = function (context, event, callback) {
          const token = new Twilio.jwt.AccessToken(;
          callback(null, token);
        };
        ```
        """, findings: ["5:3 error syntax-error"]),
    Case(
      name: "a branch that replies and returns", markdown: branch("return callback(null, 'none');"),
      findings: []),
    Case(
      name: "a branch that replies, then returns",
      markdown: branch("callback(null, 'none');\n    return;"),
      findings: []),
    Case(
      name: "a branch with another",
      markdown: branch(
        "callback(null, 'none');\n  } else {\n    callback(null, event.name);", reply: ""),
      findings: []),
    Case(
      name: "a value that a function in the handler returns",
      markdown: branch(
        "return [1].map(() => {\n      return { a: 1 };\n    }).forEach(() => callback(null));"),
      findings: []),
    Case(
      name: "a step that changes nothing",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          callback(null, 'a');
        };
        ```
        ```js
        exports.handler = function(context, event, callback) {
          callback(null, 'a')
        }
        ```
        """, findings: ["6:1 warning empty-step"]),
    Case(
      name: "an exception, at its Markdown position in a list, once though it repeats",
      markdown: """
        - item

          ```js
          exports.handler = function(context, event, callback) {
            const a = nothing.here;
          };
          ```

          ```js
          exports.handler = function(context, event, callback) {
            const a = nothing.here;
            callback(null, a);
          };
          ```
        """, findings: ["5:15 error uncaught-error"]),
    Case(
      name: "a comment excuses no failure of a Function; outside of one it does",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          // Throws a TypeError
          null.token; // error
          callback(null, 1);
        };
        ```

        ```js
        const parsed = JSON.parse('half');
        // Throws a SyntaxError
        ```

        ```js
        const list = [1];
        list.frst();
        ```
        """,
      findings: ["4:8 error uncaught-error", "16:6 error uncaught-error"]),
    Case(
      name: "an exception in a fragment, where the fragment was written",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const list = { a: 1 };
          callback(null, list);
        };
        ```
        ```js
        list.b.c();
        ```
        """, findings: ["8:8 error uncaught-error"]),
    Case(
      name: "an identity set after construction breaks from twilio-node 4 on",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const token = new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret');
          token.identity = 'a';
          callback(null, token.toJwt());
        };
        ```
        """, findings: ["3:17 warning sdk-incompatible"]),
    Case(
      name: "the same as an error, where the lesson promises that profile",
      markdown: """
        ---
        sdk: twilio-node@4
        ---
        ```js
        exports.handler = function(context, event, callback) {
          const token = new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret');
          callback(null, token.toJwt());
        };
        ```
        """, findings: ["6:17 error uncaught-error"]),
    Case(
      name: "a failure on purpose is none, and succeeding then is",
      markdown: """
        <!-- stepwise: expect error="identity is required" sdk=twilio-node@5 -->
        ```js
        exports.handler = function(context, event, callback) {
          const token = new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret');
          callback(null, token.toJwt());
        };
        ```

        <!-- stepwise: expect error="no such thing" -->
        ```js
        console.log('fine');
        ```
        """, findings: ["9:1 error expected-error-missing"]),
    Case(
      name: "code that does not parse: an error in a Function, a warning elsewhere",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const a = = 1;
        };
        ```
        ```js file=b.js
        const c = = 2;
        ```
        """, findings: ["3:3 error syntax-error", "7:1 warning syntax-error"]),
    Case(
      name: "a made-up value excuses what is made of it, no misspelt class and no unknown name",
      markdown: """
        ```js file=a.js
        exports.handler = function(context, event, callback) {
          callback(null, JSON.parse(event.payload));
        };
        ```
        ```js file=b.js
        exports.handler = function(context, event, callback) {
          callback(null, new Twilio.jwt.AccessTokn(context.ACCOUNT_SID));
        };
        ```
        ```js file=c.js
        const AccessToken = Twilo.jwt.AccessToken;
        exports.handler = function(context, event, callback) {
          callback(null, 'x');
        };
        ```
        ```js file=d.js
        exports.handler = function(context, event, callback) {
          const { ACCOUNT_SID } = context;
          callback(null, new Twilio.jwt.AccessToken(ACCOUNT_SID, 'SK', API_SECRT, { identity: 'a' }));
        };
        ```
        """,
      findings: [
        "8:18 error uncaught-error", "12:21 error uncaught-error", "20:64 error uncaught-error",
      ]),
    Case(
      name: "a forged stack",
      markdown: """
        ```js
        exports.handler = function() {
          const e = new Error('x');
          e.stack = 'f@stepwise:program:3:0\\ng@stepwise:program:-9223372036854775808:1';
          throw e;
        };
        ```
        """, findings: ["3:13 error uncaught-error"]),
    Case(
      name: "a forged stack of the engine's own error",
      markdown: """
        ```js
        exports.handler = function() {
          try { null.x; } catch (e) {
            e.stack = 'f@stepwise:program:3:0\\ng@stepwise:program:-9223372036854775808:1';
            throw e;
          }
        };
        ```
        """, findings: ["3:14 error uncaught-error"]),
    Case(
      name: "an endless wait",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          setInterval(() => {}, 1000);
        };
        ```
        """, findings: ["1:1 error timed-out"]),
    Case(
      name: "what the lesson says comes out",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          const token = new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret', { identity: 'a' });
          token.addGrant(new Twilio.jwt.AccessToken.VideoGrant({ room: 'r' }));
          callback(null, { token: token.toJwt() });
        };
        ```

        ```json expected=payload
        { "iss": "…", "grants": { "identity": "a", "video": { "room": "R" } } }
        ```
        ```json expected=header
        { "alg": "HS256" }
        ```
        ```json expected=response
        { "status": 200, "body": { "token": "..." } }
        ```
        """, findings: ["9:1 error token-mismatch"]),
    Case(
      name: "directives that are wrong",
      markdown: """
        <!-- stepwise: skipp -- x -->

        <!-- stepwise: skip -->

        <!-- stepwise: allow no-such-rule -- x -->

        <!-- stepwise: allow empty-step -->

        <!-- stepwise: allow empty-step -- nothing here -->

        Text

        <!-- stepwise: skip -- no snippet follows -->

        <!-- stepwise: allow empty-step -- \u{A0}\u{200B}. -->

        <!-- stepwise: allow empty-step wiki-link -- two -->

        <!-- stepwise: allow empty-step, wiki-link -- two -->
        """,
      findings: [
        "1:1 error bad-directive", "3:1 error reason-missing", "5:1 error unknown-rule",
        "7:1 error reason-missing", "9:1 warning unused-allow", "13:1 error bad-directive",
        "15:1 error reason-missing", "17:1 error bad-directive", "19:1 error bad-directive",
      ]),
    Case(
      name: "an allowed finding",
      markdown: """
        ```js
        exports.handler = function(context, event, callback) {
          callback(null, 'a');
        };
        ```

        <!-- stepwise: allow empty-step -- shown again for readers who skipped -->
        ```js
        exports.handler = function(context, event, callback) {
          callback(null, 'a');
        };
        ```
        """, findings: []),
    Case(
      name: "front matter that is no YAML", markdown: "---\ntitle: [a\n---\ntext\n",
      findings: ["3:1 error bad-front-matter"]),
    Case(
      name: "front matter that says something impossible",
      markdown: "---\nsdk: twilio-node@2\n---\ntext\n",
      findings: ["2:1 error bad-front-matter"]),
    Case(
      name: "a profile that is nearly called so",
      markdown: "---\nsdk: twilo-node5\n---\ntext\n",
      findings: ["2:1 error bad-front-matter"]),
    Case(
      name: "a date that is none",
      markdown: "---\ntitle: a\nupdated: 2024-3-5\n---\ntext\n",
      findings: ["3:1 error bad-front-matter"]),
    Case(
      name: "an hour that no day has",
      markdown: "---\nupdated: 2024-03-05T25:00:00Z\n---\ntext\n",
      findings: ["2:1 error bad-front-matter"]),
    Case(
      name: "dates as YAML and others write them",
      markdown: "---\nupdated: 2024-03-05 10:00:00 +0900\ndate: soon\n---\ntext\n", findings: []),
    Case(name: "another host's word", markdown: "---\nsdk: docker\n---\ntext\n", findings: []),
    Case(
      name: "a fence that is never closed", markdown: "Text\n\n```js\nconst a = 1;\n",
      findings: ["3:1 warning unclosed-fence"]),
    Case(
      name: "an image that is not there", markdown: "Text ![alt](no.png)\n",
      findings: ["1:6 error missing-asset"]),
    Case(
      name: "data that the lesson shows by the name of its file",
      markdown: """
        ```json file=assets/menu.private.json
        { "soup": { "price": 5 } }
        ```
        ```js
        exports.handler = function (context, event, callback) {
          const menu = JSON.parse(Runtime.getAssets()['/menu.json'].open());
          callback(null, menu.salad.price);
        };
        ```
        """, findings: ["7:29 error uncaught-error"]),
    Case(
      name: "data that changes below a step",
      markdown: """
        ```json file=assets/menu.private.json
        { "soup": 5 }
        ```
        ```js
        exports.handler = function (context, event, callback) {
          const menu = JSON.parse(Runtime.getAssets()['/menu.json'].open());
          callback(null, menu.soup.toFixed(1));
        };
        ```
        Now the menu changes:
        ```json file=assets/menu.private.json
        { "salad": 5 }
        ```
        """, findings: []),
    Case(
      name: "browser code, modules and other people's programs are no errors",
      markdown: """
        ```js
        import express from 'express';
        const app = express();
        app.listen(3000);
        ```
        ```js
        const express = require('express');
        const app = express();
        app.get('/', (req, res) => res.send('x'));
        ```
        ```jsx
        function App() { return <p>Hi</p>; }
        ```
        ```ts
        interface A { b: string }
        ```
        ```js
        fetch('/token').then((r) => r.json()).then(({ token }) => Twilio.Video.connect(token));
        ```
        """, findings: []),
  ]

  @Test(arguments: cases) func findings(_ sample: Case) throws {
    #expect(try Judge(sample.markdown).places == sample.findings)
  }
}
