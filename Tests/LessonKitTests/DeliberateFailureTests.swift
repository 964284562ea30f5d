import LessonKit
import Testing

/// Outside Functions, what a page shows failing on purpose is no finding; what merely fails is one.
@Suite struct DeliberateFailureTests {
  @Test(arguments: [
    // Mistakes, whatever stands beside them.
    ("const user = null;\nconsole.log(user.name);", true),
    ("const list = [1];\nlist.frst(); // log the error, if there is one", true),
    ("const list = [1];\nlist.frst();\nconsole.log(list);\n// throws nothing", true),
    ("function show(list) {\n  console.log('list');\n  list.frst();\n}\nshow([]);", true),
    ("const handleError = undefined;\nhandleError('x');", true),
    ("const path = require('path');\nconst list = [];\nlist.frst(path.join('a'));", true),
    ("setTimeout(() => { [].frst(); }, 10);", true),
    ("const list = [1];\nlist.frst(); // Error handling comes later", true),
    ("const list = [1];\nlist.frst(); // エラー処理", true),
    ("const list = [1];\nlist.frst(); // returns an error code", true),
    ("const cache = null;\ncache.invalidate('x');", true),
    ("const brokenLinks = [];\nbrokenLinks.frst();", true),
    (
      "// lib.js\nexports.add = 1;\n```\n\n```js\n// main.js\nconst lib = require('./lib.js');\nlib.ad(1);",
      true
    ),
    ("const list = [1];\nlist.frst(); // Errors are shown below", true),
    ("require('natural-order');\n```\n\n```js\nconst list = [1];\nlist.frst();", true),
    ("const list = [1];\nlist.psuh(3); // error-first style", true),
    ("const express = require('express');\n```\n\n```js\nString.naturalOrder('a');", true),
    ("require('natural-order');\n```\n\n```js\nObject.entires({ a: 1 });", true),
    // Announced.
    ("const list = [1];\nlist.psuh(3); // error - no such method", false),
    ("const list = [1];\nlist.psuh(3); // Error, as there is no such method", false),
    ("const list = [1];\nlist.frst(); // Error — there is no such method", false),
    ("const list = [1];\nlist.frst(); // TypeError", false),
    ("const list = [1];\nlist.frst(\n  1,\n);\n// Throws, as there is no such method", false),
    ("function call(list) {\n  list.frst();\n}\ncall([]); // TypeError: not a function", false),
    // Thrown by the program itself.
    ("function check() {\n  throw new RangeError('negative');\n}\ncheck();", false),
    ("Promise.reject(new Error('late'));", false),
    ("throw 'a text';", false),
    // Of a library that the page asks for elsewhere.
    (
      "const Promise = require('vow');\n```\n\n```js\nconst read = Promise.denodeify(1);\nread();",
      false
    ),
    (
      "require('natural-order');\n```\n\n```js\nconst list = [1];\nlist.sort(String.naturalOrder('a'));",
      false
    ),
    // Members of Node's objects that are not here.
    ("process.stdin\n  .on('data', console.log)\n  .on('end', console.log);", false),
    ("const { styleText } = require('util');\nconsole.log(styleText('red', 'x'));", false),
    ("const util = require('util');\nutil.noSuchThing();", false),
    ("const bytes = Buffer.from('a');\nbytes.noSuchThing();", false),
    ("console.profile('x');", false),
    ("const { Console } = console;\nnew Console({ stdout: process.stdout });", false),
    ("const options = {};\nconst illegalAccess = options.deep.deeper;", false),
    (
      "function c() {\n  const error = new Error();\n  Error.captureStackTrace(error, b);\n  throw error;\n}\nfunction b() { c(); }\nb();",
      false
    ),
  ])
  func failure(code: String, isFound: Bool) throws {
    let found = try Judge("```js\n\(code)\n```\n").findings.filter { $0.rule == .uncaughtError }
    #expect(found.count == (isFound ? 1 : 0))
  }

  /// A `throw` excuses what may have come to it.
  @Test(arguments: [
    (
      "check();\nfunction check() {\n  throw made();\n}\nfunction made() {\n  return fail('x');\n}",
      true
    ),
    (
      "const check = () => {\n  refuse();\n};\ncheck();\nfunction refuse() {\n  throw fail('x');\n}",
      true
    ),
    ("crypto.createHash('none');\nfunction later() {\n  throw fail('x');\n}", false),
  ])
  func thrown(code: String, isOwn: Bool) throws {
    let program = "const crypto = require('crypto');\nconst fail = Error;\n" + code
    let reasons = try Judge("```js\n\(program)\n```\n").findings.map(\.message)
    #expect(reasons.contains { $0.contains("it throws this error itself") } == isOwn)
  }
}
