"""Handlers in ES modules of several files, run by Node and by Stepwise: they print the same."""

import json
import subprocess

import pytest

from program import write_tree

CASES = {
    "named, default and renamed": {
        "lib.js": "export const a = 1;\nexport default function twice(x) { return 2 * x; }\nfunction hidden() { return 'h'; }\nexport { hidden as shown };\n",
        "main.js": "import twice, { a, shown as s } from './lib.js';\nconsole.log(twice(a + 20), s());\n"},
    "a namespace": {
        "lib.js": "export const a = 1;\nexport let b = 'two';\nexport class C { m() { return 'm'; } }\n",
        "main.js": "import * as lib from './lib.js';\nconsole.log(lib.a, lib.b, new lib.C().m(), lib.default, 'a' in lib, lib.missing);\n"},
    "exported again": {
        "base.js": "export const x = 'x', y = 'y';\nexport default 'base';\n",
        "lib.js": "export { x, y as why, default as base } from './base.js';\nexport * as all from './base.js';\n",
        "main.js": "import { x, why, base, all } from './lib.js';\nconsole.log(x, why, base, all.y, all.default);\n"},
    "all exported again": {
        "base.js": "export const x = 'x';\nexport function f() { return 'f'; }\n",
        "lib.js": "export * from './base.js';\nexport const own = 'own';\n",
        "main.js": "import { x, f, own } from './lib.js';\nconsole.log(x, f(), own);\n"},
    "default expressions": {
        "a.js": "export default { k: 'v' };\n", "b.js": "export default async () => 'arrow';\n",
        "c.js": "export default class { n() { return 'n'; } }\n", "d.js": "export default [1, 2];\n",
        "main.js": "import a from './a.js';\nimport b from './b.js';\nimport C from './c.js';\nimport d, * as all from './d.js';\n"
                   "console.log(a.k, await b(), new C().n(), d, all.default === d);\n"},
    "run once, in order": {
        "a.js": "console.log('a');\nexport const n = { count: 0 };\n",
        "b.js": "import { n } from './a.js';\nconsole.log('b');\nn.count += 1;\nexport default n;\n",
        "main.js": "import { n } from './a.js';\nimport b from './b.js';\nimport './a.js';\nconsole.log('main', n.count, b === n);\n"},
    "dynamic": {
        "lib.js": "export const a = 1;\nexport default 'd';\n",
        "main.js": "const lib = await import('./lib.js');\nconsole.log(lib.a, lib.default);\nawait import('./lib.js').then(({ a }) => console.log('then', a));\n"},
    "waiting in brackets, and functions that wait": {
        "lib.js": "export const later = async x => x;\nexport const each = (list) => Promise.all(list.map(async x => await later(x)));\n",
        "main.js": "import { later, each } from './lib.js';\nconsole.log(await (await later(later))(1), [await later(2)]);\nif (true) {\n  try { console.log(await each([3])); } catch (e) {}\n}\n"},
    "destructured exports": {
        "lib.js": "const source = { p: 1, q: { r: [2, 3] }, s: 4 };\nexport const { p, q: { r: [first, second] }, ...rest } = source;\nexport const [head, , tail = 'none'] = ['h', 'i'];\n",
        "main.js": "import { p, first, second, rest, head, tail } from './lib.js';\nconsole.log(p, first, second, rest, head, tail);\n"},
    "generators and strictness": {
        "lib.js": "export function* count() { yield 1; yield 2; }\nexport async function* later() { yield 'x'; }\nexport const self = typeof this;\n",
        "main.js": "import { count, later, self } from './lib.js';\nconsole.log([...count()], self, typeof this);\nfor await (const x of later()) console.log(x);\n"},
}


def with_handler(main: str) -> str:
    """The imports at the top, all else in a handler."""
    lines = main.rstrip("\n").split("\n")
    imports = [line for line in lines if line.startswith("import ")]
    body = [f"  {line}" for line in lines if not line.startswith("import ")]
    return "\n".join([*imports, "export const handler = async (context, event, callback) => {", *body, "  callback(null, 'ok');", "};", ""])


@pytest.mark.parametrize("files", CASES.values(), ids=CASES.keys())
def test_modules_print_what_node_prints(stepwise, files, tmp_path):
    files = files | {"main.js": with_handler(files["main.js"])}
    driver = "import { handler } from './main.js';\nawait handler({}, {}, () => {});\n"
    write_tree(tmp_path, {"node/driver.js": driver} | {f"node/{name}": text for name, text in files.items()} | {"node/package.json": '{"type": "module"}'})
    node = subprocess.run(["node", "--no-warnings", "driver.js"], cwd=tmp_path / "node", capture_output=True, text=True, check=True, timeout=60)
    lesson = "# Modules\n\n" + "\n".join(
        f"In `{name}`:\n\n```js file={name}\n{text}```\n" for name, text in files.items())
    write_tree(tmp_path, {"docs/lesson.md": lesson})
    report = tmp_path / "report.json"
    result = stepwise("check", tmp_path / "docs", "--format", f"json={report}")
    assert result.code == 0, result
    last = json.loads(report.read_text())["lessons"][0]["steps"][-1]
    assert last["file"] == "main.js" and last["runs"][0]["status"] == "completed", last["runs"]
    assert [line["text"] for line in last["runs"][0]["console"]] == node.stdout.rstrip("\n").split("\n")
