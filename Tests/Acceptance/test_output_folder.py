"""The folder that `build` writes: only what changed, nothing of others, and whole at every moment."""

import os
import random
import shutil
import signal
import subprocess
import time

import pytest

from program import snapshot, write_tree

MANIFEST = ".stepwise-manifest"


def lesson(title: str, text: str = "a") -> str:
    return f"# {title}\n\n```js\nexports.handler = (context, event, callback) => callback(null, '{text}');\n```\n"


def content(root, count: int = 3, text: str = "a"):
    return write_tree(root, {f"docs/en/tour/{number:02}.md": lesson(f"Lesson {number}", text)
                             for number in range(1, count + 1)})


@pytest.fixture
def built(stepwise, tmp_path):
    content(tmp_path)
    assert stepwise("build", "docs", "--output", "out", cwd=tmp_path).code == 0
    return tmp_path


def times(root) -> dict[str, int]:
    return {str(path.relative_to(root)): path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}


def test_nothing_is_written_where_nothing_changed(stepwise, built):
    before, folder = times(built / "out"), (built / "out").stat().st_ino
    assert stepwise("build", "docs", "--output", "out", cwd=built).code == 0
    assert times(built / "out") == before and (built / "out").stat().st_ino == folder


def test_one_lesson_changes_its_pages_and_the_indexes(stepwise, built):
    before = times(built / "out")
    (built / "docs/en/tour/02.md").write_text(lesson("Lesson 2", "b"))
    assert stepwise("build", "docs", "--output", "out", cwd=built).code == 0
    changed = {path for path, moment in times(built / "out").items() if before.get(path) != moment} - {MANIFEST}
    assert "en/tour/02/index.html" in changed
    assert not [path for path in changed if "/01/" in path or "/03/" in path], changed


def test_a_removed_lesson_leaves_nothing(stepwise, built):
    (built / "docs/en/tour/03.md").unlink()
    assert stepwise("build", "docs", "--output", "out", cwd=built).code == 0
    assert not (built / "out/en/tour/03").exists()
    assert "tour/03" not in (built / "out" / MANIFEST).read_text()


def test_what_others_put_there_stays(stepwise, built):
    write_tree(built / "out", {".git/HEAD": "ref", "CNAME": "example.org", "en/tour/02/notes.txt": "mine"})
    (built / "docs/en/tour/02.md").unlink()
    assert stepwise("build", "docs", "--output", "out", cwd=built).code == 0
    files = snapshot(built / "out")
    assert files[".git/HEAD"] == b"ref" and files["CNAME"] == b"example.org"
    assert files["en/tour/02/notes.txt"] == b"mine" and "en/tour/02/index.html" not in files
    assert not (built / ".out.next").exists()


@pytest.mark.parametrize("git", [".git", ".git/HEAD"])
def test_a_new_working_tree_takes_a_site_and_stays_one(stepwise, tmp_path, git):
    content(tmp_path)
    write_tree(tmp_path / "out", {git: "mine"})
    for _ in range(2):
        result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
        files = snapshot(tmp_path / "out")
        assert result.code == 0 and files[git] == b"mine" and "index.html" in files, result
        assert git not in files[MANIFEST].decode() and not (tmp_path / ".out.next").exists()


@pytest.mark.parametrize("place", [".", "sub"])
def test_a_folder_of_somebody_else_is_refused(stepwise, tmp_path, place):
    content(tmp_path)
    write_tree(tmp_path / "out", {f"{place}/index.html": "mine"})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.code == 2 and "was not made by Stepwise" in result.err, result
    assert snapshot(tmp_path / "out") == {f"{place}/index.html".replace("./", ""): b"mine"}
    assert not (tmp_path / ".out.next").exists()


# What stood there before, and what the content has in its place then.
CHANGES = {
    "a folder becomes a file": ({"static/downloads/x.txt": "x"}, {"static/downloads": "y"}),
    "a file becomes a folder": ({"static/downloads": "y"}, {"static/downloads/x.txt": "x"}),
    "an old address becomes a file": ({"en/tour/01.md": "---\naliases: [/guide]\n---\n# A\n"}, {"static/guide": "g", "en/tour/01.md": "# A\n"}),
    "a deep folder becomes a file": ({"static/a/b/c/x.txt": "x", "static/a/b/y.txt": "y"}, {"static/a": "z"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_folder_and_a_file_may_change_places(stepwise, tmp_path, change):
    first, second = CHANGES[change]
    for files in [first, second]:
        shutil.rmtree(tmp_path / "docs", ignore_errors=True)
        content(tmp_path)
        write_tree(tmp_path / "docs", files)
        result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
        assert result.code == 0, result
    shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
    assert stepwise("build", "docs", "--output", "fresh", cwd=tmp_path).code == 0
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "fresh")


@pytest.mark.parametrize("theirs, ours", [("downloads/mine.txt", "static/downloads"), ("downloads", "static/downloads/x.txt")])
def test_files_of_others_are_in_the_way(stepwise, built, theirs, ours):
    write_tree(built / "docs", {"static/downloads/a.txt": "x"} if "/" in theirs else {})
    assert stepwise("build", "docs", "--output", "out", cwd=built).code == 0
    write_tree(built / "out", {theirs: "mine"})
    shutil.rmtree(built / "docs/static", ignore_errors=True)
    write_tree(built / "docs", {ours: "y"})
    result = stepwise("build", "docs", "--output", "out", cwd=built)
    assert result.code == 2 and "not made by Stepwise" in result.err, result
    assert (built / "out" / theirs).read_text() == "mine"


def test_files_that_take_the_place_of_the_sites_own_are_told(stepwise, tmp_path):
    content(tmp_path)
    write_tree(tmp_path / "docs", {"static/search.js": "// mine", "static/en/search.html": "mine", "static/404.html": "mine", "static/robots.txt": "x"})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.code == 0 and "`static/en/search.html`, `static/search.js` of the content stand in place" in result.err, result
    assert "404.html" not in result.err.split("wrote")[0].replace("(404.html)", "") and "robots" not in result.err
    assert snapshot(tmp_path / "out")["search.js"] == b"// mine"


def test_nothing_is_written_over_a_file_of_somebody_else(stepwise, built):
    write_tree(built / "out", {"en/tour/04/index.html": "mine"})
    before = snapshot(built / "out")
    (built / "docs/en/tour/04.md").write_text(lesson("Lesson 4"))
    result = stepwise("build", "docs", "--output", "out", cwd=built)
    assert result.code == 2 and "out/en/tour/04/index.html" in result.err, result
    assert snapshot(built / "out") == before


def test_nothing_is_written_through_a_link(stepwise, built):
    (built / "elsewhere").mkdir()
    (built / "out/en/more").symlink_to(built / "elsewhere")
    write_tree(built, {"docs/en/more/01.md": lesson("More")})
    result = stepwise("build", "docs", "--output", "out", cwd=built)
    assert result.code == 2 and "symbolic link" in result.err and not list((built / "elsewhere").iterdir()), result


def test_the_output_may_be_a_link(stepwise, tmp_path):
    content(tmp_path)
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    for text in "ab":
        content(tmp_path, text=text)
        assert stepwise("build", "docs", "--output", "out", cwd=tmp_path).code == 0
    assert (tmp_path / "out").is_symlink() and (tmp_path / "real/index.html").is_file()


def rebuild(stepwise, root, text: str = "b"):
    content(root, text=text)
    return stepwise("build", "docs", "--output", "out", cwd=root)


def test_a_file_of_others_beside_a_new_page_stays(stepwise, built):
    write_tree(built / "out", {"ja/google123.html": "mine", "en/new/notes.txt": "mine"})
    write_tree(built, {"docs/ja/tour/01.md": lesson("一"), "docs/en/new/01.md": lesson("New")})
    assert stepwise("build", "docs", "--output", "out", cwd=built).code == 0
    files = snapshot(built / "out")
    assert files["ja/google123.html"] == files["en/new/notes.txt"] == b"mine" and "en/new/01/index.html" in files


def test_what_a_link_leads_to_is_not_moved(stepwise, built):
    """Whoever sends the output folder along must not have files from elsewhere moved into the site."""
    write_tree(built / "elsewhere", {"key": "private", "inner/key": "private"})
    (built / "out/stuff").symlink_to(built / "elsewhere")
    (built / "out" / MANIFEST).write_text((built / "out" / MANIFEST).read_text() + "stuff/none\n")
    assert rebuild(stepwise, built).code == 0
    assert snapshot(built / "elsewhere") == {"key": b"private", "inner/key": b"private"}
    assert (built / "out/stuff").is_symlink()


def test_a_link_in_place_of_a_folder_of_the_site_is_refused(stepwise, built):
    (built / "out/en/tour").rename(built / "moved")
    (built / "out/en/tour").symlink_to(built / "moved")
    before = snapshot(built / "moved")
    result = rebuild(stepwise, built)
    assert result.code == 2 and "symbolic link" in result.err and snapshot(built / "moved") == before, result


@pytest.mark.parametrize("name", ["vol", "en/tour/vol"])
def test_a_disk_in_the_output_stays_where_it_is(stepwise, built, name):
    if not may_mount():
        pytest.skip("nothing may be mounted here")
    write_tree(built / "out", {f"{name}/gone": "", "wiki/page.html": "mine", "notes.txt": "mine"})
    content(built, text="b")
    script = f"""mount -t tmpfs none out/{name}
echo mine > out/{name}/data
"$0" build docs --output out
cp -a out seen"""
    done = subprocess.run(["unshare", "-m", "sh", "-ec", script, stepwise.binary], cwd=built, capture_output=True, text=True)
    files = snapshot(built / "seen") if done.returncode == 0 else {}
    assert files.get(f"{name}/data") == b"mine\n" and files["wiki/page.html"] == files["notes.txt"] == b"mine", done
    assert b"'b'" in files["en/tour/02/index.md"] and not (built / ".out.next").exists()


def test_of_two_texts_for_one_file_the_last_stays(stepwise, tmp_path):
    """A lesson shows an asset whose place is also that of another lesson's step."""
    write_tree(tmp_path / "docs", {"en/ws/00.md": "# A\n\n[code](01/steps/1.js)\n", "en/ws/01/steps/1.js": "asset\n",
                                   "en/ws/01.md": lesson("B")})
    texts = set()
    for _ in range(3):
        stepwise("build", "docs", "--output", "out", cwd=tmp_path)
        texts.add((tmp_path / "out/en/ws/01/steps/1.js").read_text())
    assert len(texts) == 1


def test_an_asset_whose_name_has_a_line_break_is_refused(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"en/a.md": "# A\n\n![x](a%0Ab.png)\n", "en/a\nb.png": b"\x89PNG"})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.code == 2 and "line break" in result.err, result


def may_mount() -> bool:
    return not subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode


DISK = """mount -t tmpfs none out
"$0" build docs --output out && echo mine > out/notes.txt && stat -c %y out/en/tour/01/index.html > before
rm docs/en/tour/03.md && sed -i "s/'a'/'b'/" docs/en/tour/02.md && "$0" build docs --output out
stat -c %y out/en/tour/01/index.html > after && cp -a out seen
"""


def test_the_output_may_be_a_disk_of_its_own(stepwise, tmp_path):
    """A volume of a container, say: nothing can be exchanged with what lies beside it."""
    if not may_mount():
        pytest.skip("nothing may be mounted here")
    content(tmp_path)
    (tmp_path / "out").mkdir()
    result = subprocess.run(["unshare", "-m", "sh", "-ec", DISK, stepwise.binary], cwd=tmp_path,
                            capture_output=True, text=True)
    assert result.returncode == 0, result
    files = snapshot(tmp_path / "seen")
    assert files["notes.txt"] == b"mine\n" and b"'b'" in files["en/tour/02/index.md"]
    assert not [path for path in files if "tour/03" in path or ".stepwise-next" in path], files.keys()
    assert (tmp_path / "before").read_text() == (tmp_path / "after").read_text()
    assert sorted(set(files) - {MANIFEST, "notes.txt"}) == files[MANIFEST].decode().splitlines()


@pytest.mark.parametrize("change", CHANGES)
def test_a_folder_and_a_file_may_change_places_on_a_disk_of_its_own(stepwise, tmp_path, change):
    if subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    for name, files in zip(["first", "second"], CHANGES[change]):
        content(tmp_path)
        (tmp_path / "docs").rename(tmp_path / name)
        write_tree(tmp_path / name, files)
    (tmp_path / "out").mkdir()
    script = 'mount -t tmpfs none out; "$0" build first --output out && "$0" build second --output out && cp -a out seen && "$0" build second --output fresh'
    result = subprocess.run(["unshare", "-m", "sh", "-ec", script, stepwise.binary], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result
    assert snapshot(tmp_path / "seen") == snapshot(tmp_path / "fresh")


def test_two_builds_at_a_time(stepwise, built):
    import fcntl
    (built / ".out.next").mkdir()
    descriptor = os.open(built / ".out.next", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    result = stepwise("build", "docs", "--output", "out", cwd=built)
    os.close(descriptor)
    assert result.code == 2 and "another build" in result.err, result


def test_static_files(stepwise, built):
    write_tree(built / "docs/static", {"CNAME": "example.org", ".nojekyll": "", "img/logo.png": b"\x89PNG",
                                       "notes.md": "# no lesson", "404.html": "my own"})
    assert stepwise("build", "docs", "--output", "out", cwd=built).code == 0
    files = snapshot(built / "out")
    assert files["CNAME"] == b"example.org" and files[".nojekyll"] == b"" and files["img/logo.png"] == b"\x89PNG"
    assert files["notes.md"] == b"# no lesson" and files["404.html"] == b"my own"
    assert not [path for path in files if "static" in path]


def test_fail_fast_leaves_the_site_alone(stepwise, built):
    before = snapshot(built / "out")
    (built / "docs/en/tour/02.md").write_text("# Failing\n\n```js\nexports.handler = () => { throw new Error('x'); };\n```\n")
    assert stepwise("build", "docs", "--output", "out", "--fail-fast", cwd=built).code == 1
    assert snapshot(built / "out") == before


def test_a_build_of_one_lesson_keeps_the_others(stepwise, built):
    """PATH selects what is reported; the site has all that the content root has."""
    write_tree(built, {"docs/stepwise.yml": "title: Tour", "docs/en/other/01.md": lesson("Other")})
    assert stepwise("build", "docs/en/tour/02.md", "--output", "out", cwd=built).code == 0
    assert (built / "out/en/tour/01/index.html").is_file() and (built / "out/en/other/01/index.html").is_file()


def test_killed_at_any_moment_the_site_is_whole(stepwise, tmp_path):
    """At 20 random moments of a build that changes every page: the folder is the old site or the new one."""
    def build(text: str) -> list[str]:
        content(tmp_path, 60, text)
        write_tree(tmp_path, {f"docs/en/tour/{text}.md": lesson("Only here")})
        (tmp_path / "docs/en/tour" / ("b.md" if text == "a" else "a.md")).unlink(missing_ok=True)
        return [str(stepwise.binary), "build", "docs", "--output", "out", "--quiet"]

    wholes = {}
    for text in "ab":
        begin = time.monotonic()
        subprocess.run(build(text), cwd=tmp_path, env=stepwise.environment, check=True, capture_output=True)
        duration = time.monotonic() - begin
        wholes[text] = snapshot(tmp_path / "out")
    assert wholes["a"] != wholes["b"]
    (tmp_path / "out/mine.txt").write_text("mine")
    randomness, seen = random.Random(8), []
    for attempt in range(20):
        process = subprocess.Popen(build("ab"[attempt % 2]), cwd=tmp_path, env=stepwise.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Half of the moments lie where the exchange is.
        time.sleep(duration * (randomness.uniform(0, 1.1) if attempt % 4 < 2 else randomness.uniform(0.8, 1.1)))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = snapshot(tmp_path / "out")
        found.pop("mine.txt", None)
        seen.append(next((text for text, whole in wholes.items() if found == whole), "neither"))
        assert seen[-1] != "neither", f"after {attempt + 1} kills: {seen}"
    assert stepwise("build", "docs", "--output", "out", cwd=tmp_path).code == 0
    assert (tmp_path / "out/mine.txt").read_text() == "mine", "what was not ours is gone"
    assert not (tmp_path / ".out.next").exists()
