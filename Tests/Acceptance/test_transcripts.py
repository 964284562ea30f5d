"""Transcripts: cues with times and speakers, links between cues and steps, and WebVTT as a browser reads it."""

import pytest

from pages import Page, read_pages
from program import write_tree
from report import Site

TRANSCRIPT = """# A long talk

Ada Lovelace: [0:05] Welcome & hello <b>all</b>. A --> B.

[0:20] She goes on, with `code` and **more**.

## The function

Bob: [0:40] First the handler.

```js
exports.handler = function (context, event, callback) {
  callback(null, 'a');
};
```

Carol: [0:40] At the same time, Carol.

No time, and nobody: this is no cue.

Ada Lovelace: [0:35] Said before, told later.

## After an hour

[59:59] Just before.

Bob: [1:00:00] An hour.

```js
exports.handler = function (context, event, callback) {
  callback(null, 'b');
};
```

**Ada & Bob:** [1:02:03] The *end*.

[1:02:10] **Carol:** Credits & thanks.
"""
# Start, end, speaker and text of each cue, in the order of time.
CAPTIONS = [
    (5, 20, "Ada Lovelace", "Welcome & hello all. A --> B."),
    (20, 35, "Ada Lovelace", "She goes on, with code and more."),
    (35, 40, "Ada Lovelace", "Said before, told later."),
    (40, 3599, "Bob", "First the handler."),
    (40, 3599, "Carol", "At the same time, Carol."),
    (3599, 3600, "Ada Lovelace", "Just before."),
    (3600, 3723, "Bob", "An hour."),
    (3723, 3730, "Ada & Bob", "The end."),
    (3730, 3740, "Carol", "Credits & thanks."),
]
CHAPTERS = [(40, 3599, "The function"), (3599, 3740, "After an hour")]
READ = """async (address) => {
  const track = document.body.appendChild(document.createElement('video')).appendChild(document.createElement('track'));
  track.track.mode = 'hidden';
  const loaded = new Promise((resolve, reject) => { track.onload = resolve; track.onerror = reject; });
  track.src = address;
  await loaded;
  return [...track.track.cues].map((cue) => [cue.startTime, cue.endTime, cue.getCueAsHTML().querySelector('[title]')?.title ?? null,
    cue.getCueAsHTML().textContent]);
}"""


@pytest.fixture(scope="module")
def talk(stepwise, tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("talk")
    write_tree(folder / "Content", {"talk.md": TRANSCRIPT, "silent.md": "# Notes\n\n[0:05] One.\n\n[0:10] Two.\n\n[0:20] Three.\n"})
    return Site.build(stepwise, folder / "Content", folder)


@pytest.fixture(scope="module")
def page(talk) -> Page:
    return next(page for page in read_pages(talk.output) if page.name == "en/talk/index.html")


def test_a_browser_reads_the_captions(talk, page, visit):
    assert talk.lesson("talk")["kind"] == "transcript"
    complaints: list[str] = []
    view = visit(page.path, complaints)
    captions = view.evaluate(READ, "captions.vtt")
    assert [tuple(cue) for cue in captions] == CAPTIONS
    chapters = view.evaluate(READ, "chapters.vtt")
    assert [(start, end, text) for start, end, _, text in chapters] == CHAPTERS
    view.context.close()
    assert not complaints, complaints


def test_cues_and_steps_lead_to_each_other(page):
    cues = {cue["id"]: cue for cue in page.soup.select(".cue")}
    assert list(cues) == ["t-0-05", "t-0-20", "t-0-40", "t-0-40-2", "t-0-35", "t-59-59", "t-1-00-00", "t-1-02-03", "t-1-02-10"]
    assert [cue.time["datetime"] for cue in cues.values()] == ["PT5S", "PT20S", "PT40S", "PT40S", "PT35S", "PT3599S", "PT3600S", "PT3723S", "PT3730S"]
    speakers = [speaker.get_text() if (speaker := cue.select_one(".speaker")) else None for cue in cues.values()]
    assert speakers == ["Ada Lovelace", None, "Bob", "Carol", "Ada Lovelace", None, "Bob", "Ada & Bob", "Carol"]
    said = [" ".join(cue.decode_contents().split("</b>")[-1].split()) for cue in list(cues.values())[-2:]]
    assert said == ["The <em>end</em>.", "Credits &amp; thanks."]
    for cue in cues.values():
        assert cue.select_one("a.time")["href"] == f"#{cue['id']}"
    shown = {cue: link["href"] for cue, element in cues.items() for link in element.select("a.shows")}
    assert shown == {"t-0-40": "#step-1", "t-1-00-00": "#step-2"}
    back = {f"#{step['id']}": step.select_one(".at a")["href"].removeprefix("#") for step in page.soup.select(".step")}
    assert back == {step: cue for cue, step in shown.items()}
    assert "No time, and nobody: this is no cue." in [text.get_text() for text in page.soup.select("article p:not(.cue)")]


def test_nothing_is_linked_that_is_not_there(talk):
    """Without headings there are no chapters, and without code still captions."""
    page = next(page for page in read_pages(talk.output) if page.name == "en/silent/index.html")
    links = [link["href"] for link in page.soup.select(".facts a")]
    assert links == (["captions.vtt"] if page.soup.select(".cue") else [])
    assert all((page.path.parent / link).is_file() for link in links)
