"""Tokens judged by two libraries that are not ours: PyJWT verifies them, twilio-python makes them again."""

import json
import re
from base64 import urlsafe_b64decode

import jwt
import pytest
from twilio.jwt.access_token import AccessToken, AccessTokenGrant
from twilio.jwt.access_token import grants as twilio_grants

from pages import read_pages
from program import write_tree
from report import Site, environment, resolved

ALGORITHMS = ["HS256", "HS384", "HS512"]
GRANT_KEYS = {
    "VideoGrant": "video", "SyncGrant": "data_sync", "ChatGrant": "chat", "VoiceGrant": "voice",
    "TaskRouterGrant": "task_router", "PlaybackGrant": "player",
    "IpMessagingGrant": "ip_messaging", "ConversationsGrant": "rtc",
}

# One program that uses every option of an access token, with settings this test chose.
SETTINGS = {
    "ACCOUNT_SID": "AC" + "1" * 32, "API_KEY": "SK" + "2" * 32,
    "API_SECRET": "a secret of the acceptance test, 秘密 included",
}
EVERY_OPTION = """---
title: Every option of an access token
sdk: twilio-node@5
environment:
""" + "".join(f"  {name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in SETTINGS.items()) + """---

# Every option

```js
exports.handler = function (context, event, callback) {
  const { AccessToken } = Twilio.jwt;
  const { VideoGrant, SyncGrant, ChatGrant, VoiceGrant, TaskRouterGrant, PlaybackGrant } = AccessToken;
  const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {
    identity: 'アリス "<b>" 😀/\\u2028', ttl: 14400, nbf: 1704067000, region: 'ie1',
  });
  token.addGrant(new VideoGrant({ room: 'standup' }));
  token.addGrant(new SyncGrant({ serviceSid: 'IS3', endpointId: 'device' }));
  token.addGrant(new ChatGrant({ serviceSid: 'IS4', pushCredentialSid: 'CR5' }));
  token.addGrant(new VoiceGrant({
    incomingAllow: true, outgoingApplicationSid: 'AP6', outgoingApplicationParams: { 10: 'b', 9: 'a', z: 1.5 },
  }));
  token.addGrant(new TaskRouterGrant({ workspaceSid: 'WS7', workerSid: 'WK8', role: 'worker' }));
  token.addGrant(new PlaybackGrant({ grant: { requestCredentials: null, playbackUrl: 'https://example.com/p' } }));
  callback(null, { tokens: ['HS256', 'HS384', 'HS512'].map((name) => token.toJwt(name)) });
};
```
"""


@pytest.fixture(scope="module")
def every_option(stepwise, tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("options")
    write_tree(folder / "Content", {"options.md": EVERY_OPTION})
    return Site.build(stepwise, folder / "Content", folder)


def test_there_are_tokens_to_judge(site, sites, every_option):
    for name, one in (sites | {"every option": every_option}).items():
        assert one.tokens, f"no step of {name} issued a token"
    assert any(token["implicit"] for *_, token in site.tokens), "no step of Content shows an implicit token"


def test_signatures(any_site, every_option):
    for where, step, run, token in any_site.tokens + every_option.tokens:
        secret = secret_of(step, run, where)
        assert secret is not None, f"{where}: no AccessToken.init names the secret"
        decoded = jwt.decode_complete(token["jwt"], secret, algorithms=ALGORITHMS,
                                      options={"verify_exp": False, "verify_nbf": False})
        assert decoded["payload"] == token["payload"], f"{where}: the reported payload is not the token's"
        assert decoded["header"] == token["header"], f"{where}: the reported header is not the token's"
        with pytest.raises(jwt.InvalidSignatureError):
            jwt.decode(token["jwt"], secret + "x", algorithms=ALGORITHMS)


def test_configured_secret_signs(every_option):
    """The one check that takes no value from the report: the key is what stepwise.yml says."""
    for where, *_, token in every_option.tokens:
        jwt.decode(token["jwt"], SETTINGS["API_SECRET"], algorithms=ALGORITHMS,
                   options={"verify_exp": False})
    for where, _, run in every_option.runs:
        assert [token["header"]["alg"] for token in run["tokens"]] == ALGORITHMS, where


def test_configured_secret_is_masked(every_option):
    pages = "".join(page.path.read_text() for page in read_pages(every_option.output))
    for name, text in [("the JSON report", json.dumps(every_option.report, ensure_ascii=False)),
                       ("a page", pages)]:
        assert SETTINGS["API_SECRET"] not in text, f"{name} prints the configured API_SECRET"


def test_headers(any_site, every_option):
    for where, *_, token in any_site.tokens + every_option.tokens:
        header = parts(token["jwt"])[0]
        region = [("twr", header["twr"])] if "twr" in header else []
        expected = [("alg", header["alg"]), ("typ", "JWT"), ("cty", "twilio-fpa;v=1")] + region
        assert list(header.items()) == expected, f"{where}: header {header}"
        assert header["alg"] in ALGORITHMS, f"{where}: {header['alg']}"


def test_claims(any_site, every_option):
    for one, where, step, run, token in [(one, *entry) for one in (any_site, every_option) for entry in one.tokens]:
        payload = parts(token["jwt"])[1]
        order = ["jti", "grants", *(["nbf"] if "nbf" in payload else []), "iat", "exp", "iss", "sub"]
        assert list(payload) == order, f"{where}: claims stand in the order {list(payload)}"
        made = access_token_arguments(step, run, where)
        assert payload["iat"] == one.time(step), f"{where}: iat is not the lesson's time"
        assert payload["jti"] == f"{payload['iss']}-{payload['iat']}", f"{where}: jti {payload['jti']}"
        ttl = made.get("ttl", 3600)
        assert payload["exp"] - payload["iat"] == ttl, f"{where}: exp - iat is not {ttl}"
        assert (payload["iss"], payload["sub"]) == (made["keySid"], made["accountSid"]), \
            f"{where}: issuer and subject are not what the program passed"
        assert payload.get("nbf") == made.get("nbf"), f"{where}: nbf"


def test_grants_are_those_the_program_added(any_site, every_option):
    for where, _, run, token in any_site.tokens + every_option.tokens:
        made = {GRANT_KEYS[call["call"].removesuffix(".init")] for call in run["calls"]
                if call["call"].removesuffix(".init") in GRANT_KEYS}
        added = sum(call["call"] == "AccessToken.addGrant" for call in run["calls"])
        keys = [key for key in token["payload"]["grants"] if key != "identity"]
        assert set(keys) <= made, f"{where}: grants {keys}, the program made {sorted(made)}"
        assert bool(keys) == bool(added), f"{where}: {added} addGrant calls, grants {keys}"


# What the prose of each lesson of Content/ promises of its last token: identity, grant, patterns of its members.
PROMISES = [
    ("01-sync-token", "alice", "data_sync", {"service_sid": r"IS[0-9a-f]{32}"}),
    ("02-video-notes", "alice", "video", {"room": "standup"}),
    ("03-voice-transcript", "alice_smith", "voice",
     {"incoming": {"allow": True}, "outgoing": {"application_sid": r"AP[0-9a-f]{32}"}}),
]


@pytest.mark.parametrize("name, identity, key, promise", PROMISES, ids=[name for name, *_ in PROMISES])
@pytest.mark.parametrize("locale", ["en", "ja"])
def test_content_keeps_its_promises(site, locale, name, identity, key, promise):
    last = site.lesson(f"{locale}/tokens/{name}.md")["steps"][-1]
    for run in last["runs"]:
        where = f"{last['address']} under {run['sdk']}"
        issued = [token for token in run["tokens"] if not token["implicit"]]
        assert len(issued) == 1, f"{where}: {len(issued)} tokens issued, {run['status']}, {run['error']}"
        grants = issued[0]["payload"]["grants"]
        assert list(grants) == ["identity", key], f"{where}: grants {list(grants)}"
        assert grants["identity"] == identity, f"{where}: identity {grants['identity']}"
        assert matches(grants[key], promise), f"{where}: {key} is {grants[key]}, the lesson says {promise}"


def test_locales_issue_the_same_tokens(site):
    def tokens(locale: str) -> dict:
        return {(step["address"].split("@")[0], run["sdk"], number): token["jwt"]
                for lesson in site.lessons if lesson["locale"] == locale
                for step in lesson["steps"] for run in step["runs"]
                for number, token in enumerate(run["tokens"])}
    assert tokens("en") and tokens("en") == tokens("ja")


def test_tokens_on_pages_are_those_of_the_report(any_site, every_option):
    for one in (any_site, every_option):
        reported = {token["jwt"] for *_, token in one.tokens}
        shown = [(page.name, "".join(element.get_text().split()))
                 for page in read_pages(one.output) for element in page.soup.select(".jwt")]
        assert shown, "no page shows a token"
        for name, text in shown:
            assert text in reported, f"{name}: shows a token that no step issued: {text}"
        primary = {token["jwt"] for step in one.steps for run in step["runs"][:1] for token in run["tokens"]}
        missing = primary - {text for _, text in shown}
        assert not missing, f"tokens of primary runs that no page shows: {missing}"


def test_twilio_python_makes_equal_tokens(any_site, every_option, monkeypatch):
    """Equal but for what specs/token-engine.md §7 lists: python has no iat, and another order."""
    for where, step, run, token in any_site.tokens + every_option.tokens:
        claims, secret = token["payload"], secret_of(step, run, where)
        monkeypatch.setattr("time.time", lambda: claims["iat"] + 0.5)
        twin = AccessToken(
            claims["sub"], claims["iss"], secret, identity=claims["grants"].get("identity"),
            nbf=claims.get("nbf"), ttl=claims["exp"] - claims["iat"], region=token["header"].get("twr"),
            grants=[twilio_grant(key, value) for key, value in claims["grants"].items() if key != "identity"])
        twin.algorithm = token["header"]["alg"]
        theirs = jwt.decode_complete(twin.to_jwt(), secret, algorithms=ALGORITHMS,
                                     options={"verify_exp": False, "verify_nbf": False})
        ours = {name: value for name, value in claims.items() if name != "iat"}
        assert theirs["payload"] == ours, f"{where}: twilio-python claims otherwise"
        assert theirs["header"] == token["header"], f"{where}: twilio-python writes another header"


# --

def parts(token: str) -> list[dict]:
    """Header and payload, in the order in which the bytes have them."""
    return [json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in token.split(".")[:2]]


def access_token_arguments(step: dict, run: dict, where: str) -> dict:
    """Arguments of the only AccessToken of a run, later assignments applied, settings by value."""
    made = [call["arguments"] for call in run["calls"] if call["call"] == "AccessToken.init"]
    assert len(made) == 1, f"{where}: {len(made)} AccessToken.init calls"
    values = environment(step) | {name: value for name, value in SETTINGS.items()
                                  if step["address"].startswith("options")}
    assigned = {call["arguments"]["property"]: call["arguments"]["value"]
                for call in run["calls"] if call["call"] == "AccessToken.set"}
    return {name: resolved(value, values) for name, value in (made[0] | assigned).items()}


def secret_of(step: dict, run: dict, where: str) -> str | None:
    return access_token_arguments(step, run, where).get("secret")


def twilio_grant(key: str, value: dict) -> AccessTokenGrant:
    outgoing = value.get("outgoing", {}) if key == "voice" else {}
    match key:
        case "video": return twilio_grants.VideoGrant(room=value.get("room"))
        case "data_sync": return twilio_grants.SyncGrant(**value)
        case "chat": return twilio_grants.ChatGrant(**value)
        case "task_router": return twilio_grants.TaskRouterGrant(**value)
        case "player": return twilio_grants.PlaybackGrant(grant=value)
        case "voice": return twilio_grants.VoiceGrant(
            incoming_allow=value.get("incoming", {}).get("allow"),
            outgoing_application_sid=outgoing.get("application_sid"),
            outgoing_application_params=outgoing.get("params"),
            push_credential_sid=value.get("push_credential_sid"), endpoint_id=value.get("endpoint_id"))
    raise AssertionError(f"twilio-python has no grant with the key {key}")


def matches(value, pattern) -> bool:
    """Whether `value` has the members of `pattern`; strings in it are regular expressions."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(
            name in value and matches(value[name], part) for name, part in pattern.items())
    if isinstance(pattern, str):
        return isinstance(value, str) and re.fullmatch(pattern, value) is not None
    return value == pattern
