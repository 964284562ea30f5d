"""A page of many steps costs about as much a step as one of few: each fragment is put into the program there is."""

import resource
import subprocess

import pytest

from program import write_tree

START = """# Page

```js file=app.js
exports.handler = function (context, event, callback) {
  const value0 = event.value;
  callback(null, { value0 });
};
```
"""


def fragment(number: int, shows: bool) -> str:
    """A value made of the one before, with or without the line it goes below."""
    old = f"  const value{number - 1} = {f'value{number - 2} + {number - 1}' if number > 1 else 'event.value'};\n"
    return f"\nAdd the next value:\n\n```js\n{old if shows else ''}  const value{number} = value{number - 1} + {number};\n```\n"


def seconds(stepwise, folder, count: int, shows: bool) -> float:
    folder.mkdir()
    (folder / "page.md").write_text(START + "".join(fragment(number + 1, shows) for number in range(count)))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    plan = subprocess.run([stepwise.binary, "plan", folder], capture_output=True, text=True, check=True,
                          env=stepwise.environment)
    assert f"#{count + 1}  " in plan.stdout and "unplaced" not in plan.stdout
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


@pytest.mark.parametrize("shows", [False, True])
def test_fragments_take_linear_time(stepwise, tmp_path, shows):
    few, many = (seconds(stepwise, tmp_path / str(count), count, shows) for count in (150, 600))
    assert many < 7 * few, f"{few:.2f} s for 150 fragments, {many:.2f} s for 600"


def test_no_text_is_kept_that_was_only_looked_at(stepwise, tmp_path):
    """The engine that says whether a snippet parses would keep each of them: 14 MiB here."""
    def peak(count: int) -> float:
        snippets = "".join(f"<!-- stepwise: aside -->\n```js\nconst name{{0}}_{number} = '{'x' * 3500}';\n```\n\n" for number in range(60))
        root = write_tree(tmp_path / str(count), {f"en/w{number}/a.md": f"# A\n\n{snippets.replace('{0}', str(number))}" for number in range(count)})
        code, mebibytes = stepwise.peak("check", root, "--jobs", "1")
        assert code == 0
        return mebibytes
    assert peak(60) - peak(10) < 7
