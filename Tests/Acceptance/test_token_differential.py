"""Random access tokens, made by lessons and made again by twilio-python.

Two lessons of many steps are written from seeded chance, one for each SDK profile, so that a token takes the
whole way: Markdown, program, JavaScript engine, token engine, report. Of what twilio-python does otherwise
(specs/token-engine.md §7) only this concerns these tokens: it writes no `iat`, numbers in other digits, and members
in another order.
"""

import json
from random import Random

import jwt
import pytest
from twilio.jwt.access_token import AccessToken, grants as twilio_grants

from program import write_tree

SEED = 20240101
NOW = 1704067200
STEPS, TOKENS_A_STEP = 30, 8
ALGORITHMS = ["HS256", "HS384", "HS512"]
PROFILES = ["twilio-node@5", "twilio-node@3"]

# JavaScript's class → the names of its options in JavaScript and in Python.
TEXT_OPTIONS = {
    "VideoGrant": {"room": "room"},
    "SyncGrant": {"serviceSid": "service_sid", "endpointId": "endpoint_id"},
    "ChatGrant": {"serviceSid": "service_sid", "endpointId": "endpoint_id",
                  "deploymentRoleSid": "deployment_role_sid", "pushCredentialSid": "push_credential_sid"},
    "VoiceGrant": {"outgoingApplicationSid": "outgoing_application_sid",
                   "pushCredentialSid": "push_credential_sid", "endpointId": "endpoint_id"},
    "TaskRouterGrant": {"workspaceSid": "workspace_sid", "workerSid": "worker_sid", "role": "role"},
    "PlaybackGrant": {},
}
ALPHABETS = ["abcXYZ019 -_./~+&=%", "\"'\\`${}<>/\b\n\r\t\0\x1f\x7f", "éßøñ\u0301\u00a0", "アリス語한글",
             "😀👩\u200d💻🇯🇵\U0010ffff", "\u2028\u2029\ufeff\u202e\ufffd"]


class Chance(Random):
    def text(self, least: int = 0) -> str:
        return "".join(self.choice(self.choice(ALPHABETS)) for _ in range(self.randint(least, 12)))

    def maybe(self, value):
        return value if self.random() < 0.6 else None

    def json(self, depth: int = 3):
        kind = self.randrange(7 if depth else 5)
        if kind == 5:
            return [self.json(depth - 1) for _ in range(self.randrange(4))]
        if kind == 6:
            return {self.text(): self.json(depth - 1) for _ in range(self.randrange(4))}
        return [None, self.random() < 0.5, self.randint(-2**53, 2**53),
                self.uniform(-1, 1) * 10.0 ** self.randint(-30, 30), self.text()][kind]

    def grant(self) -> tuple[str, dict]:
        """A class of grants and JavaScript's options for it."""
        name = self.choice(list(TEXT_OPTIONS))
        options = {option: self.text() for option in TEXT_OPTIONS[name] if self.random() < 0.6}
        if name == "PlaybackGrant":
            options["grant"] = {"playbackUrl": self.text(1), "more": self.json()}
        if name == "VoiceGrant":
            options["incomingAllow"] = self.random() < 0.5
            if self.random() < 0.6:
                options["outgoingApplicationParams"] = {self.text(1): self.json(), "10": 1, "9": 2}
        return name, options

    def token(self, profile: str) -> dict:
        # 5 refuses a token without an identity.
        identity = self.text(1) if profile == PROFILES[0] else self.maybe(self.text(1))
        return {
            "account": "AC" + self.text(), "key": "SK" + self.text(), "secret": self.text(1),
            "identity": identity, "ttl": self.maybe(self.choice([1, 60, 86400, self.randint(1, 10**9)])),
            "nbf": self.maybe(self.randint(0, 2**33)), "region": self.maybe(self.choice(["ie1", "au1", "x y"])),
            "algorithm": self.choice(ALGORITHMS), "grants": [self.grant() for _ in range(self.randrange(5))]}


@pytest.fixture(scope="module", params=PROFILES)
def issued(request, stepwise, tmp_path_factory) -> list[tuple[dict, str]]:
    """What each token was made of, and the token."""
    chance = Chance(f"{SEED} {request.param}")
    steps = [[chance.token(request.param) for _ in range(TOKENS_A_STEP)] for _ in range(STEPS)]
    folder = tmp_path_factory.mktemp("chance")
    write_tree(folder, {"lesson.md": lesson(request.param, steps)})
    result = stepwise("check", folder, "--format", f"json={folder / 'report.json'}", "--min-executed", STEPS)
    report = json.loads((folder / "report.json").read_bytes())
    pairs = []
    for data, step in zip(steps, report["lessons"][0]["steps"], strict=True):
        run, = step["runs"]
        assert run["status"] == "completed" and run["sdk"] == request.param, f"{run['error']}\n{result.out[:2000]}"
        tokens = [token["jwt"] for token in run["tokens"] if not token["implicit"]]
        pairs += zip(data, tokens, strict=True)
    return pairs


def test_twilio_python_makes_equal_claims(issued, monkeypatch):
    monkeypatch.setattr("time.time", lambda: NOW + 0.5)
    assert len(issued) == STEPS * TOKENS_A_STEP
    for data, token in issued:
        ours = jwt.decode_complete(token, data["secret"], algorithms=[data["algorithm"]], options={
            "verify_exp": False, "verify_nbf": False, "verify_iat": False})
        theirs = jwt.decode_complete(twin(data).to_jwt(), options={"verify_signature": False})
        assert ours["payload"].pop("iat") == NOW
        assert canonical(ours["payload"]) == canonical(theirs["payload"]), data
        assert ours["header"] == theirs["header"], data


def test_chance_tries_everything(issued):
    names = {name for data, _ in issued for name, _ in data["grants"]}
    assert names == TEXT_OPTIONS.keys()
    assert {data["algorithm"] for data, _ in issued} == set(ALGORITHMS)
    for option in ("nbf", "ttl", "region"):
        assert {data[option] is None for data, _ in issued} == {True, False}, option
    assert len({data["identity"] for data, _ in issued}) > 100


# --

def canonical(claims: dict) -> str:
    """As text, since Python takes True for 1."""
    return json.dumps(as_doubles(claims), sort_keys=True)


def as_doubles(value):
    """JavaScript writes the double 1e20 in digits, which Python reads as another number than its own 1e+20."""
    if isinstance(value, dict):
        return {name: as_doubles(member) for name, member in value.items()}
    if isinstance(value, list):
        return [as_doubles(element) for element in value]
    return float(value) if type(value) is int else value


def twin(data: dict) -> AccessToken:
    """The same token by twilio-python; the voice parameters that it drops are none of these."""
    token = AccessToken(
        data["account"], data["key"], data["secret"], identity=data["identity"], nbf=data["nbf"],
        ttl=3600 if data["ttl"] is None else data["ttl"], region=data["region"],
        grants=[twilio_grant(name, options) for name, options in data["grants"]])
    token.algorithm = data["algorithm"]
    return token


def twilio_grant(name: str, options: dict):
    names = TEXT_OPTIONS[name] | {"grant": "grant", "incomingAllow": "incoming_allow",
                                  "outgoingApplicationParams": "outgoing_application_params"}
    return getattr(twilio_grants, name)(**{names[option]: value for option, value in options.items()})


def lesson(profile: str, steps: list[list[dict]]) -> str:
    text = f"---\ntitle: Chance\nsdk: {profile}\ntime: 2024-01-01T00:00:00Z\n---\n\n# Chance\n"
    for number, tokens in enumerate(steps, 1):
        made = "".join(program(data) for data in tokens)
        text += f"\n## Step {number}\n\n```js\nexports.handler = function (context, event, callback) {{\n" \
                f"  const {{ AccessToken }} = Twilio.jwt;\n  const all = [];\n{made}" \
                f"  callback(null, all);\n}};\n```\n"
    return text


def program(data: dict) -> str:
    arguments = ", ".join(literal(data[name]) for name in ("account", "key", "secret"))
    options = {name: data[name] for name in ("identity", "ttl", "nbf", "region") if data[name] is not None}
    grants = "".join(f"    token.addGrant(new AccessToken.{name}({literal(options)}));\n"
                     for name, options in data["grants"])
    return f"  {{\n    const token = new AccessToken({arguments}, {literal(options)});\n{grants}" \
           f"    all.push(token.toJwt({literal(data['algorithm'])}));\n  }}\n"


def literal(value) -> str:
    """JSON is JavaScript, and what is not ASCII stands in the Markdown as it is."""
    return json.dumps(value, ensure_ascii=False)
