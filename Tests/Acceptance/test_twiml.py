"""Random TwiML, made by lessons and made again by twilio-python: the same documents."""

import json
from random import Random
from xml.etree.ElementTree import canonicalize

import pytest
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse

from program import write_tree

SEED, DOCUMENTS = 20240102, 120
ALPHABETS = ["abc XYZ 019-_.,+%$~", "<>&\"'`\\${}]]>", "éßñ\u00a0\u0301", "アリス日本語한글", "😀🇯🇵\U0010ffff", "\n\t "]

# JavaScript's verb → twilio-python's, whether it takes a text, its attributes, the verbs inside.
SSML = {
    "break": ("break_", False, ["strength", "time"], {}), "emphasis": ("emphasis", True, ["level"], {}),
    "sayAs": ("say_as", True, ["role"], {}), "sub": ("sub", True, ["alias"], {}), "p": ("p", True, [], {}),
    "s": ("s", True, [], {}), "w": ("w", True, ["role"], {}), "phoneme": ("phoneme", True, ["alphabet", "ph"], {}),
    "prosody": ("prosody", True, ["volume", "rate", "pitch"], {}),
}
SAY = ("say", True, ["voice", "language", "loop"], SSML)
PLAY = ("play", True, ["loop", "digits"], {})
PAUSE = ("pause", False, ["length"], {})
PARAMETER = {"parameter": ("parameter", False, ["name", "value"], {})}
VOICE = {
    "say": SAY, "play": PLAY, "pause": PAUSE,
    "gather": ("gather", False, ["action", "method", "timeout", "numDigits", "language", "hints", "bargeIn", "input"],
               {"say": SAY, "play": PLAY, "pause": PAUSE}),
    "dial": ("dial", False, ["action", "timeout", "callerId", "record", "hangupOnStar", "timeLimit"], {
        "number": ("number", True, ["sendDigits", "url", "statusCallbackEvent"], {}),
        "client": ("client", False, ["url", "method"], {"identity": ("identity", True, [], {}), **PARAMETER}),
        "conference": ("conference", True, ["muted", "beep", "startConferenceOnEnter", "waitUrl"], {}),
        "sip": ("sip", True, ["username", "password"], {}), "queue": ("queue", True, ["url"], {})}),
    "record": ("record", False, ["maxLength", "transcribe", "playBeep", "finishOnKey"], {}),
    "redirect": ("redirect", True, ["method"], {}), "reject": ("reject", False, ["reason"], {}),
    "hangup": ("hangup", False, [], {}), "leave": ("leave", False, [], {}),
    "enqueue": ("enqueue", False, ["action", "workflowSid"], {"task": ("task", True, ["priority", "timeout"], {})}),
    "connect": ("connect", False, ["action"], {"stream": ("stream", False, ["name", "url"], PARAMETER), "room": ("room", True, ["participantIdentity"], {})}),
    "start": ("start", False, ["action"], {"stream": ("stream", False, ["name", "track"], PARAMETER)}),
    "refer": ("refer", False, ["action"], {"sip": ("sip", True, [], {})}), "sms": ("sms", True, ["to", "statusCallback"], {}),
}
MESSAGING = {
    "message": ("message", True, ["to", "action", "method"], {"body": ("body", True, [], {}), "media": ("media", True, [], {})}),
    "redirect": ("redirect", True, ["method"], {}),
}


class Chance(Random):
    def text(self) -> str:
        return "".join(self.choice(self.choice(ALPHABETS)) for _ in range(self.randint(1, 10)))

    def value(self):
        return self.choice([self.text(), self.text(), "", True, False, self.randint(-5, 1000), None])

    def verbs(self, table: dict, depth: int) -> list:
        """Verbs as (name, text, attributes, verbs inside)."""
        if not table or depth == 0:
            return []
        made = []
        for _ in range(self.randint(0, 3)):
            name = self.choice(list(table))
            _, has_text, options, inside = table[name]
            given = {option: self.value() for option in options if self.random() < 0.5}
            made.append((name, self.text() if has_text else None, given, self.verbs(inside, depth - 1)))
        return made


def javascript(parent: str, verbs: list, lines: list[str]) -> None:
    for name, text, given, inside in verbs:
        words = [json.dumps(given)] if given or text is None else []
        words += [json.dumps(text)] if text is not None else []
        variable = f"v{len(lines)}"
        lines.append(f"  const {variable} = {parent}.{name}({', '.join(words)});")
        javascript(variable, inside, lines)


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def python(parent, verbs: list, table: dict) -> None:
    for name, text, given, inside in verbs:
        method, _, _, below = table[name]
        words = [] if text is None else [text]
        # twilio-python drops what is None, and writes booleans as twilio-node does.
        python(getattr(parent, method)(*words, **{snake(key): value for key, value in given.items()}), inside, below)


@pytest.fixture(scope="module")
def documents(stepwise, tmp_path_factory):
    """Pairs of what the lesson replied and what twilio-python makes of the same calls."""
    folder = tmp_path_factory.mktemp("twiml")
    chance = Chance(SEED)
    lessons, expected = {}, {}
    for index in range(DOCUMENTS):
        kind, table, Response = ("VoiceResponse", VOICE, VoiceResponse) if index % 4 else ("MessagingResponse", MESSAGING, MessagingResponse)
        verbs = chance.verbs(table, 4)
        lines: list[str] = []
        javascript("twiml", verbs, lines)
        lessons[f"docs/{index:03}.md"] = "\n".join(
            ["# TwiML", "", "```js", "exports.handler = (context, event, callback) => {", f"  const twiml = new Twilio.twiml.{kind}();",
             *lines, "  callback(null, twiml);", "};", "```", ""])
        document = Response()
        python(document, verbs, table)
        expected[f"{index:03}.md"] = str(document)
    write_tree(folder, lessons)
    place = folder / "report.json"
    stepwise("check", folder / "docs", "--format", f"json={place}", "--sdk", "twilio-node@5")
    found = {}
    for lesson in json.loads(place.read_text())["lessons"]:
        found[lesson["path"]] = lesson["steps"][0]["runs"][0]
    return [(found[name], expected[name]) for name in sorted(expected)]


def test_replies_are_the_documents_of_twilio_python(documents):
    assert len(documents) == DOCUMENTS and sum("<" in text[60:] for _, text in documents) > 80
    for run, text in documents:
        assert run["response"] and run["response"]["headers"] == [["Content-Type", "text/xml; charset=utf-8"]], run
        body = run["response"]["body"]
        assert body.startswith('<?xml version="1.0" encoding="UTF-8"?><Response'), body
        assert canonicalize(body) == canonicalize(text)
