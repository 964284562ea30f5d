"""The errors that a tutorial's reader meets, caught and printed: in the words of Node, which is asked."""

import json
import os
import subprocess

import pytest

from program import write_tree

PROGRAMS = [
    # What a program says itself stays as it says it, and an error stays as it was made.
    "throw new TypeError('Invalid Date')", "throw new SyntaxError('Unexpected keyword if')", "throw TypeError('No default value')",
    "const e = new TypeError('a'); Object.defineProperty(e, 'message', { enumerable: true }); try { throw e; } catch (x) { throw Error(JSON.stringify(x)); }",
    # Nothing is asked of an object twice, and what cannot be looked through keeps the engine's kind of error.
    "let n = 0; const d = { get g() { n++; return d; } }; try { JSON.stringify(d); } catch (e) { throw Error(n); }",
    "try { JSON.parse('['.repeat(100000)); } catch (e) { throw Error(e.name); }",
    # What stands where something is put into the program.
    "try { null.x; } catch (e) {import('util'); throw e; }", "try { throw { m: 1 }; } catch ({ m, n = import('util') }) { throw Error(m); }",
    "try { throw {}; } catch ({ m = (() => { try { y(); } catch (e) { return e.message; } })() }) { throw Error(m); }",
    # A pattern keeps its text and its scope.
    "const v = 'outer'; try { throw {}; } catch ({ a = () => v }) { let v = 'inner'; throw Error(a()); }",
    "const v = 'outer'; try { throw {}; } catch ({ a = v }) { let v = 'inner'; throw Error(a); }",
    "const f = () => 'outer'; try { throw {}; } catch ({ a = f() }) { function f() { return 'inner'; } throw Error(a); }",
    "const k = 'a'; try { throw { a: 1 }; } catch ({ [k]: a }) { let k = 2; throw Error(a + k); }",
    "try { throw {}; } catch ({ a = 'x\\\ny' }) { throw Error(a); }",
    "try { throw {}; } catch ({ a = 'p\u2028q' }) { throw Error(a.charCodeAt(1)); }",
    "try { throw {}; } catch ({ a = `x\ny` // why\n}) { throw Error(a.length); }",
    "for (const n of [1, 2]) { try { if (n === 1) continue; null.x; } catch ({ message }) { throw Error(message); } }",
    "const f = () => { try { return 1; } catch ({ a }) {} finally { throw Error('last'); } }; f()",
    "let seen; try {} catch ({ a }) { seen = a; } throw Error(seen)",
    # Methods with the names of keywords.
    "class A { m() { return 1; } catch({ a }) { return a; } } throw Error(new A().catch({ a: 4 }))",
    "const csv = { import(text) { return text; } }; throw Error(csv.import('abc') + csv?.import('d'))",
    "class K { static import(text) { return text; } } throw Error(K.import('q'))",
    "const t = { import: 1, from: 'b' }; throw Error(t.from)", "const t = {}; t.import = 1; t.export = 'b'; throw Error(t.export)",
    # Where there is no room left, as anywhere.
    "function r(n) { try { return r(n + 1); } catch (e) { return e.message; } } throw Error(r(0))",
    "function r() { try { r(); } catch (e) { throw e; } } r()",
    # A circle is found before it has been gone round often.
    "const all = Array.from({ length: 600 }, (_, i) => ({ i, text: 'x'.repeat(200) })); const o = { all }; o.self = o; JSON.stringify(o)",
    "''.repeat(-1)", "'a'.repeat(Infinity)",
    "x.y", "let a; a.b", "let a = null; a.b.c", "let a = {}; a.b.c()", "let a; a['x-y']", "let a; a[0].c",
    "let u; u\n  .filter(1)\n  .map(2)", "let a; a.x = 1", "let a = {}; a.b.c = a.d", "let o = {}; o.a.b++",
    "let a = {}; a.b()", "let a = {}; a['b']()", "let a = []; a[0]()", "let i = 0, o = { list: [{}] }; o.list[i].go()",
    "function g() {} g()()", "function g() { return {}; } g().x()", "new Date().foo()", "'abc'.foo()", "(5).foo()",
    "let a = {}; (a.b || a.c)()", "class A { m() { super.z(); } } new A().m()", "Promise.resolve().foo()",
    "let A = {}; new A()", "let A = {}; new A.b('c')", "new (() => 1)()", "class A {} A()",
    "class A {} class B extends A { constructor() { this.x = 1; } } new B()",
    "for (const x of 5);", "let o = {}; for (const x of o);", "let o = {}; for (const x of o.list());",
    "let use = {}; const [state, setState] = use();", "let o = { list() {} }; for (const x of o.list());",
    "for (const [k, v] of [1]);", "for (let [k] of new Map([[1, 2]]).keys());",
    "let u; for (const x of u);", "let a; const [b] = a;", "let a = 5; const [b, c] = a;", "let a = {}; [...a]",
    "let u; [0, ...u]", "(([a]) => a)()",
    "JSON.parse('')", "JSON.parse('{a')", "JSON.parse('abc')", "JSON.parse(undefined)", "JSON.parse({})",
    "JSON.parse('<!DOCTYPE html><html>')", "JSON.parse('[1,]')", "JSON.parse('{\"a\":1,}')", "JSON.parse(\"{'a':1}\")",
    "JSON.parse('{\"a\" 1}')", "JSON.parse('[1 2]')", "JSON.parse('\"abc')", "JSON.parse('1 2')", "JSON.parse('nul')",
    "JSON.parse('{\"a\":1')", "JSON.parse('{\"a\":\"x\\ny\"}')", "JSON.parse('{\"a\":\"\\\\x\"}')", "JSON.parse('-')",
    "JSON.parse('01')", "JSON.parse('1.')", "JSON.parse('1e')", "JSON.parse('\"\\\\u12\"')",
    "JSON.parse('{\"name\":\"alice\",\"age\":!}')", "JSON.parse('[1,2,3,4,5,6,7,8,9,10,11,x]')",
    "let o = {}; o.o = o; JSON.stringify(o)", "const o = { l: [{}] }; o.l[0].up = o; JSON.stringify(o)",
    "JSON.stringify({ n: 1n })",
    "new Array(-1)", "(1).toFixed(101)", "(1).toString(1)", "new Date('x').toISOString()",
    "new Intl.DateTimeFormat('en', { timeZone: 'Mars' })", "new Intl.NumberFormat('en', { style: 'currency' })",
    "[].reduce((a, b) => a)", "[1].sort(5)", "1n + 1", "1n / 0n", "Math.max(1n)",
    "class A { #x; static g(o) { return o.#x; } } A.g({})", "class A { #x; static g(o) { o.#x = 1; } } A.g({})",
    "1 instanceof 5", "({}) instanceof {}", "(function f() { f(); })()",
    "'a'.replaceAll(/a/, '')", "'a'.startsWith(/a/)", "decodeURIComponent('%')", "`${Symbol('a')}`",
    "Object.keys(undefined)", "Object.entries(null)", "`${Object.create(null)}`", "new WeakMap().set(1, 1)",
    "const c = 1; c = 2", "for (const i = 0; i < 2; i++);", "const c = 1; c += 1",
    "const o = Object.freeze({ a: 1 }); o.a = 2", "const o = Object.freeze({ a: 1 }); o.b = 2",
    "const o = Object.freeze({ a: 1 }); delete o.a", "const o = { get a() { return 1; } }; o.a = 2",
    "class P { get x() { return 1; } } const p = new P(); p.x = 2",
    "class P { constructor() { Object.freeze(this); } set(v) { this.v = v; } } new P().set(1)",
    "const l = Object.freeze([1, 2]); l.push(3)", "const l = Object.freeze([1, 2]); l[0] = 3",
    "const l = Object.freeze([3, 1]); l.sort()", "const s = 'abc'; s[0] = 'x'",
    "const o = Object.seal({ a: 1 }); delete o.a", "let t = later; let later = 1", "use(); const use = () => 1",
    "fetch2('x')", "undefined.x", "null.x()",
    "let b = null; console.assert(1); for (const r of b);", "let b = null; [0].map(String); const [r] = b;",
    "let b = {}; console.assert(1); for (const r of b);", "const f = () => null; const [a] = f()",
    "const o = { f: () => null }; const [a] = o.f()", "const o = { f: () => null }; for (const a of o.f());",
    "const o = { f: () => ({}) }; for (const a of o.f());", "let b = null; const [a] = [[], b]; o.p; const [c] = b",
    "(([a]) => a)(null)", "let o = {}; const a = o.b; a.c", "let o = {}; const [a] = o.b.map(String)",
    "class A { constructor() { this.data = { up: this }; } toJSON() { return this.data; } } JSON.stringify([new A()])",
    "const o = { t: { toJSON() { return { x: o }; } } }; JSON.stringify(o)",
    "let d = {}; for (let i = 0; i < 26; i++) d = { l: d, r: d };"
    " const o = { t: { toJSON: () => 1, d } }; o.o = o; JSON.stringify(o)",
]


@pytest.fixture(scope="module")
def printed(stepwise, tmp_path_factory) -> dict:
    """What each program prints in Stepwise, and in Node."""
    folder = tmp_path_factory.mktemp("messages")
    texts = [f"'use strict';\ntry {{\n{one}\n}} catch (e) {{ console.log(`${{e.name}}: ${{e.message}}`); }}" for one in PROGRAMS]
    write_tree(folder, {f"docs/{number}/1.md": f"---\nsdk: twilio-node@5\n---\n# A\n\n````js file=a.js\n{text}\n````\n"
                        for number, text in enumerate(texts)})
    stepwise("check", folder / "docs", "--format", f"json={folder / 'report.json'}", "--time-limit", "20")
    lessons = json.loads((folder / "report.json").read_text())["lessons"]
    ours = {int(one["path"].split("/")[0]): one["steps"][0]["runs"][0]["console"] for one in lessons}
    script = "for (const text of JSON.parse(process.argv[1])) (0, Function)('require', text)(require)"
    node = subprocess.run(["node", "-e", script, json.dumps(texts)], capture_output=True, check=True, text=True,
                          env=os.environ | {"TZ": "UTC"}).stdout
    theirs = iter(node.replace("\n    ", "\0").split("\n"))
    return {program: ([line["text"] for line in ours[number]], [next(theirs).replace("\0", "\n    ")])
            for number, program in enumerate(PROGRAMS)}


@pytest.mark.parametrize("program", PROGRAMS)
def test_says_what_node_says(printed, program):
    ours, theirs = printed[program]
    assert ours == theirs
