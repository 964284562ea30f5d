"""`stepwise token`: PyJWT makes the tokens, the command says what they are."""

import datetime
import hashlib
import hmac
import json
from base64 import encodebytes, urlsafe_b64encode

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

SECRET = "an acceptance secret, 秘密 included, 32 bytes and more"
IAT, EXP = 1704067200, 1704070800
CLAIMS = {"iat": IAT, "exp": EXP, "sub": "AC1", "名": "アリス 😀"}


@pytest.fixture(scope="module")
def rsa_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def public_key(rsa_key, tmp_path_factory):
    return written(tmp_path_factory.mktemp("key"), rsa_key)


def written(folder, key):
    path = folder / "public.pem"
    path.write_bytes(key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
    return path


@pytest.fixture
def decode(stepwise):
    def run(token: str, *options, code: int = 0) -> dict:
        result = stepwise("token", "decode", token, "--format", "json", *options)
        assert result.code == code and result.err == "", result
        return json.loads(result.out)
    return run


@pytest.fixture
def verify(stepwise):
    """With a secret in the environment unless the options name a key."""
    def run(token: str, *options, code: int = 0, secret: str = SECRET) -> dict:
        key = [] if "--public-key" in options else ["--secret-env", "THE_SECRET"]
        result = stepwise("token", "verify", token, "--format", "json", *key, *options, THE_SECRET=secret)
        assert result.code == code and result.err == "", result
        assert secret not in result.text, "the secret reached the user"
        return json.loads(result.out)
    return run


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_shared_secrets(verify, algorithm):
    token = jwt.encode(CLAIMS, SECRET, algorithm)
    reading = verify(token)
    assert reading["payload"]["value"] == CLAIMS and reading["problem"] is None
    assert reading["header"]["value"] == {"alg": algorithm, "typ": "JWT"}
    assert reading["signature"]["status"] == "valid" and reading["signature"]["algorithm"] == algorithm
    wrong = verify(token, secret=SECRET + "x", code=1)
    assert wrong["signature"]["status"] == "invalid" and "another key" in wrong["signature"]["reason"]
    assert wrong["payload"]["value"] == CLAIMS, "a wrong signature hides the payload"


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_public_keys(verify, stepwise, rsa_key, public_key, tmp_path, algorithm):
    token = jwt.encode(CLAIMS, rsa_key, algorithm)
    assert verify(token, "--public-key", public_key)["signature"]["status"] == "valid"
    other = written(tmp_path, rsa.generate_private_key(public_exponent=65537, key_size=2048))
    assert verify(token, "--public-key", other, code=1)["signature"]["status"] == "invalid"
    confused = verify(token, code=1)["signature"]
    assert confused["status"] == "unknown" and "--public-key" in confused["reason"]
    (tmp_path / "no.pem").write_text("no key")
    assert_usage(stepwise("token", "verify", token, "--public-key", tmp_path / "no.pem"), "PEM")


def test_a_public_key_is_no_secret(stepwise, verify, public_key):
    """The known attack: sign with HS256 and the public key's text, and hope it is taken as the secret."""
    text = public_key.read_bytes()
    forged = signed(compact({"alg": "HS256"}, CLAIMS), text)
    assert verify(forged, "--public-key", public_key, code=1)["signature"]["status"] == "unknown"
    assert_usage(stepwise("token", "verify", forged, "--secret-file", public_key), "--public-key")


@pytest.mark.parametrize("form", [
    "pem", "line", "bom", "utf16", "bag", "pkcs1", "der", "base64", "ssh", "jwk", "jwks", "ec", "ed25519", "certificate"])
def test_no_form_of_a_public_key_is_a_secret(stepwise, tmp_path, rsa_key, form):
    text = public_key_as(form, rsa_key)
    forged = signed(compact({"alg": "HS256"}, CLAIMS), text)
    (tmp_path / "key").write_bytes(text)
    assert_usage(stepwise("token", "verify", forged, "--secret-file", tmp_path / "key"), "no secret")


def public_key_as(form: str, rsa_key) -> bytes:
    encoding, formats = serialization.Encoding, serialization.PublicFormat
    key = {"ec": lambda: ec.generate_private_key(ec.SECP256R1()), "ed25519": ed25519.Ed25519PrivateKey.generate}
    public = key.get(form, lambda: rsa_key)().public_key()
    def of(encoding, format=formats.SubjectPublicKeyInfo) -> bytes:
        return public.public_bytes(encoding, format)
    number = public.public_numbers().n.to_bytes(256, "big") if form in ("jwk", "jwks") else b""
    jwk = {"kty": "RSA", "e": "AQAB", "n": base64url(number)}
    return {
        "pem": lambda: of(encoding.PEM), "line": lambda: b"\n" + of(encoding.PEM),
        "bom": lambda: b"\xef\xbb\xbf" + of(encoding.PEM), "utf16": lambda: of(encoding.PEM).decode().encode("utf-16"),
        "bag": lambda: b"Bag Attributes\n" + of(encoding.PEM), "pkcs1": lambda: of(encoding.DER, formats.PKCS1),
        "der": lambda: of(encoding.DER), "base64": lambda: encodebytes(of(encoding.DER)),
        "ssh": lambda: of(encoding.OpenSSH, formats.OpenSSH), "jwk": lambda: json.dumps(jwk, indent=1).encode(),
        "jwks": lambda: b" " + json.dumps({"keys": [jwk]}).encode(), "ec": lambda: of(encoding.OpenSSH, formats.OpenSSH),
        "ed25519": lambda: of(encoding.DER), "certificate": lambda: certificate(rsa_key),
    }[form]()


def certificate(key) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "example.com")])
    start = datetime.datetime(2024, 1, 1)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, start, start + datetime.timedelta(days=1))
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def test_a_certificate_is_no_public_key(stepwise, tmp_path, rsa_key):
    (tmp_path / "key").write_bytes(certificate(rsa_key))
    token = jwt.encode(CLAIMS, rsa_key, "RS256")
    assert_usage(stepwise("token", "verify", token, "--public-key", tmp_path / "key"), "openssl x509 -pubkey")


def test_a_private_key_is_no_public_key(stepwise, tmp_path, rsa_key):
    (tmp_path / "key").write_bytes(rsa_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    assert_usage(stepwise("token", "verify", jwt.encode(CLAIMS, rsa_key, "RS256"), "--public-key", tmp_path / "key"),
                 "openssl pkey -pubout")


@pytest.mark.parametrize("salt, code", [(32, 0), (0, 1), (20, 1), (222, 1)])
def test_the_salt_of_ps256_has_the_length_of_the_digest(verify, rsa_key, public_key, salt, code):
    """RFC 7518, 3.5."""
    start = compact({"alg": "PS256"}, CLAIMS)
    signature = rsa_key.sign(start.encode(), padding.PSS(padding.MGF1(hashes.SHA256()), salt), hashes.SHA256())
    verify(f"{start}.{base64url(signature)}", "--public-key", public_key, code=code)


def test_zeros_are_no_secret(stepwise, tmp_path):
    """To HMAC they are the empty secret, with which everybody can sign."""
    (tmp_path / "secret").write_bytes(bytes(32))
    forged = signed(compact({"alg": "HS256"}, CLAIMS), b"")
    result = stepwise("token", "verify", forged, "--secret-file", tmp_path / "secret")
    assert_usage(result, "zeros")


def test_critical_extensions(verify):
    """RFC 7515, 4.1.11: who does not know an extension has to refuse the token."""
    token = signed(compact({"alg": "HS256", "crit": ["b64"], "b64": False}, CLAIMS), SECRET.encode())
    signature = verify(token, code=1)["signature"]
    assert signature["status"] == "invalid" and "`crit`" in signature["reason"]


def test_every_changed_character_is_noticed(verify):
    token = jwt.encode({"iat": IAT}, SECRET)
    for index in range(0, len(token), 7):
        if token[index] != ".":
            changed = token[:index] + ("A" if token[index] != "A" else "B") + token[index + 1:]
            assert verify(changed, code=1)["signature"]["status"] != "valid", index


@pytest.mark.parametrize("at, status, code, words", [
    ("2024-01-01T00:30:00Z", "valid", 0, []),
    ("2024-01-01T00:00:00Z", "valid", 0, []),
    ("2024-01-01T00:59:59Z", "valid", 0, []),
    ("2024-01-01T01:00:00Z", "invalid", 1, ["expired at 2024-01-01T01:00:00Z"]),
    ("2024-01-01T09:30:00+09:00", "valid", 0, []),
    ("2023-12-31", "invalid", 1, ["not valid before 2023-12-31T23:59:00Z", "issued at 2024-01-01T00:00:00Z"]),
])
def test_claims_at_a_time(verify, decode, at, status, code, words):
    token = jwt.encode(CLAIMS | {"nbf": IAT - 60}, SECRET)
    for reading in (verify(token, "--at", at, code=code), decode(token, "--at", at, code=code)):
        claims = reading["claims"]
        assert claims["status"] == status
        assert len(claims["problems"]) == len(words)
        for problem, word in zip(claims["problems"], words):
            assert problem.startswith(word), problem
        assert claims["times"] == [
            {"claim": "iat", "seconds": IAT, "utc": "2024-01-01T00:00:00Z"},
            {"claim": "nbf", "seconds": IAT - 60, "utc": "2023-12-31T23:59:00Z"},
            {"claim": "exp", "seconds": EXP, "utc": "2024-01-01T01:00:00Z"}]


def test_without_a_time_there_is_no_now(stepwise, verify):
    token = jwt.encode({"exp": 1}, SECRET)
    claims = verify(token)["claims"]
    assert claims["status"] == "unknown" and claims["at"] is None and claims["problems"] == []
    assert "not judged" in stepwise("token", "decode", token).out


@pytest.mark.parametrize("seconds, utc", [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (1.9, "1970-01-01T00:00:01Z"),
    (253402300799, "9999-12-31T23:59:59Z"), (253402300800, None), (1e300, None), (-1e300, None),
])
def test_dates_of_any_size(decode, seconds, utc):
    times = decode(unsigned({"alg": "HS256"}, {"exp": seconds}))["claims"]["times"]
    assert times == [{"claim": "exp", "seconds": seconds, "utc": utc}]


@pytest.mark.parametrize("algorithm, status, word", [
    ("none", "invalid", "nobody signed"), ("None", "invalid", "nobody signed"),
    ("ES256", "unknown", "not known here"), ("hs256", "unknown", "not known here"),
    ("HS256", "invalid", "missing"), (7, "unknown", "names no algorithm"),
])
def test_algorithms(verify, algorithm, status, word):
    reading = verify(unsigned({"alg": algorithm}, CLAIMS), code=1)
    assert reading["signature"]["status"] == status and word in reading["signature"]["reason"]
    assert reading["payload"]["value"] == CLAIMS


def test_decode_knows_no_key(decode):
    signature = decode(jwt.encode(CLAIMS, SECRET))["signature"]
    assert signature["status"] == "unknown" and "stepwise token verify" in signature["reason"]
    assert decode(unsigned({"alg": "none"}, CLAIMS))["signature"]["status"] == "invalid"


GOOD = "eyJhbGciOiJIUzI1NiJ9"


@pytest.mark.parametrize("token, part, word", [
    ("!.e30.AAAA", "header", "character 1"), (f"{GOOD}.e30=.AAAA", "payload", '"="'),
    (f"{GOOD}.e30A\x1b[2J.AAAA", "payload", "\\u001b"), (f"{GOOD}.e.AAAA", "payload", "cut off after"),
    (f"{GOOD}.e31.AAAA", "payload", "belong to no byte"), (f"{GOOD}.bm8.AAAA", "payload", "line 1, column 1"),
    (f"{GOOD}..AAAA", "payload", "not JSON"), (f"{GOOD}.W10.AAAA", "payload", "no object"),
    (f"Bearer {GOOD}.e30.AAAA", "header", "without `Bearer`"), (f"{GOOD}.gA.AAAA", "payload", "UTF-8"),
])
def test_malformed_parts(decode, token, part, word):
    reading = decode(token, code=1)
    assert word in reading[part]["problem"] and reading[part]["value"] is None
    other = "payload" if part == "header" else "header"
    assert reading[other]["problem"] is None, "the part that is in order is read"


@pytest.mark.parametrize("token, word", [
    ("abc", "no dot"), ('{"protected":"e30","payload":"e30","signature":""}', "is JSON; join its `protected`"), (f"{GOOD}.e30", "cut off"), ("a.b.c.d", "has 4"), ("a.b.c.d.e", "JWE"),
])
def test_not_three_parts(stepwise, decode, token, word):
    reading = decode(token, code=1)
    assert word in reading["problem"] and reading["header"] is reading["signature"] is None
    assert word in stepwise("token", "decode", token).out


def test_duplicate_keys(decode, verify):
    start = f'{base64url(b"""{"alg":"HS256"}""")}.{base64url(b"""{"sub":"alice","sub":"bob"}""")}'
    reading = decode(f"{start}.AAAA")
    assert reading["payload"] == {
        "value": {"sub": "bob"}, "problem": None, "duplicateKeys": ["sub"], "hugeNumbers": []}
    reading = verify(signed(start, SECRET.encode()), code=1)
    assert reading["signature"]["status"] == "valid" and reading["payload"]["duplicateKeys"] == ["sub"]


def test_many_duplicate_keys_are_counted(stepwise):
    members = ",".join(f'"{index}":1' for index in range(2000))
    result = stepwise("token", "decode", unsigned({"alg": "HS256"}, None, raw=f"{{{members},{members}}}"))
    ambiguous = next(line for line in result.out.splitlines() if "ambiguous" in line)
    assert '"9" and 1990 other keys more than once' in ambiguous and len(ambiguous) < 300


def test_a_time_too_large(decode):
    reading = decode(unsigned({"alg": "HS256"}, None, raw='{"exp":1e999,"grants":{"a b":[1,-2e308]}}'), code=0)
    assert reading["claims"]["times"] == [] and "no finite number" in reading["claims"]["problems"][0]
    assert reading["payload"]["value"]["exp"] is None
    assert reading["payload"]["hugeNumbers"] == ["exp", "grants.a b[1]"] and reading["header"]["hugeNumbers"] == []


def test_numbers_too_large_are_named(stepwise):
    """JSON has them, JavaScript does not: a bare null would say what nobody wrote."""
    numbers = ",".join(["1e999"] * 13)
    raw = '{"n\\u001b":[' + numbers + "]}"
    result = stepwise("token", "decode", unsigned({"alg": "HS256"}, None, raw=raw))
    line = next(line for line in result.out.splitlines() if "too large" in line)
    assert "as large as n\\u001b[0], " in line and "[9] and 3 other numbers, and shows null" in line, line


def test_standard_input(stepwise):
    token = jwt.encode(CLAIMS, SECRET)
    for arguments in ([], ["-"]):
        result = stepwise("token", "decode", *arguments, stdin=f"\r\n {token}\r\n".encode())
        assert result.code == 0 and "アリス" in result.out, result
    for empty in (b"", b" \n"):
        assert_usage(stepwise("token", "decode", stdin=empty), "no token")
    binary = stepwise("token", "decode", stdin=b"\xff\x00.\xfe.\x80")
    assert binary.code == 1 and "malformed" in binary.out


def test_the_limit_of_a_token(stepwise):
    def padded(size: int) -> str:
        start = unsigned({"alg": "HS256"}, {"a": ""})
        text = "x" * ((size - len(start)) * 3 // 4)
        return unsigned({"alg": "HS256"}, {"a": text})
    allowed, refused = padded(65_500), padded(65_600)
    assert len(allowed) <= 65_536 < len(refused)
    assert stepwise("token", "decode", stdin=allowed.encode()).code == 0
    for huge in (refused.encode(), b"a" * 50_000_000, b"." * 1_000_000):
        result = stepwise("token", "decode", stdin=huge)
        assert result.code == 1 and "longer than 65536" in result.out and len(result.out) < 300, result.code
    deep = stepwise("token", "decode", unsigned({"alg": "HS256"}, None, raw='{"a":' + "[" * 20_000))
    assert deep.code == 1 and "nested more than 512 deep" in deep.out


HOSTILE = "\x1b]0;owned\x07\r\n\t\x7f\x9b2J\u202e\u2066\u200b\u2028\ufeff\U000e0041\u3164\u115f\u2800\ufe0f\u034f\u00a0\ud800 end"


@pytest.mark.parametrize("format", ["human", "json"])
def test_nothing_steers_the_terminal(stepwise, format):
    header = {"alg": f"HS256\nsignature: valid{HOSTILE}", HOSTILE: 1}
    raw = json.dumps({HOSTILE: HOSTILE})
    doubled = raw[:-1] + ", " + raw[1:]
    for token in (unsigned(header, None, raw=doubled), f"{GOOD}.{HOSTILE[:-5].replace(chr(0xd800), '')}.AAAA"):
        for verb, key in (("decode", []), ("verify", ["--secret-env", "THE_SECRET"])):
            result = stepwise("token", verb, "--format", format, *key, stdin=token.encode(), THE_SECRET=SECRET)
            bad = [character for character in result.out if character != "\n" and not shown(character)]
            assert not bad, f"{bad} reached the terminal\n{result}"
            assert not [line for line in result.out.splitlines() if line.startswith("signature: valid")]
            if format == "json":
                json.loads(result.out)
    reading = json.loads(stepwise("token", "decode", "--format", "json",
                                  unsigned(header, None, raw=raw)).out)
    assert reading["payload"]["value"] == {HOSTILE: HOSTILE}, "the escapes change what is said"


def shown(character: str) -> bool:
    return (character.isprintable() or character == " ") and character not in "\u3164\u115f\u2800\ufe0f\u034f\u00a0"


def test_secrets_from_files(stepwise, tmp_path):
    token = jwt.encode(CLAIMS, SECRET)
    file = tmp_path / "secret"
    for ending, code in ((b"", 0), (b"\n", 0), (b"\r\n", 0), (b"\r", 1), (b"\n\n", 1), (b" ", 1)):
        file.write_bytes(SECRET.encode() + ending)
        result = stepwise("token", "verify", token, "--secret-file", file)
        assert result.code == code and SECRET not in result.text, result
    raw = bytes(range(256))
    file.write_bytes(raw)
    assert stepwise("token", "verify", jwt.encode(CLAIMS, raw), "--secret-file", file).code == 0
    file.write_bytes(b"x" * 70_000)
    assert_usage(stepwise("token", "verify", token, "--secret-file", file), "larger than")
    file.write_bytes(b"\n")
    assert_usage(stepwise("token", "verify", token, "--secret-file", file), "no secret")
    assert_usage(stepwise("token", "verify", token, "--secret-file", tmp_path), "cannot be read")


MISUSED = "s3cr3t_that_stands_in_the_wrong_place"


@pytest.mark.parametrize("options, word", [
    ([], "no key"), (["--secret", MISUSED], "--secret-env"), ([f"--secret={MISUSED}"], "--secret-env"),
    (["--secret-env", MISUSED], "not set"), (["--secret-file", MISUSED], "cannot be read"),
    (["--public-key", MISUSED], "cannot be read"), (["--secret-env", "THE_SECRET", MISUSED], "2 words"),
    (["--secret-env", "A", "--secret-file", "b"], "only one"), (["--secret-env", "EMPTY"], "empty"),
    (["-s3cret"], "may be a secret"), ([f"--{MISUSED}"], "may be a secret"), ([f"--{MISUSED}=x"], "may be a secret"),
    (["--secret-env"], "--secret-env"), (["--secret-env", "THE_SECRET", "--at", "0001-01-01"], "1583"),
    (["--secret-env", "THE_SECRET", "--at", "9999-12-31T23:59:59-05:00"], "9999"),
    (["--secret-env", "THE_SECRET", "--at", "yesterday"], "--at"),
    (["--secret-env", "THE_SECRET", "--at", "2024-02-30"], "--at"),
    (["--secret-env", "THE_SECRET", "--at", "2024-01-01T00:00:00"], "--at"),
    (["--secret-env", "THE_SECRET", "--format", "xml"], "human and json"),
])
def test_wrong_usage(stepwise, options, word):
    result = stepwise("token", "verify", jwt.encode(CLAIMS, SECRET), *options, THE_SECRET=SECRET, EMPTY="")
    assert_usage(result, word)
    assert not [text for text in (SECRET, MISUSED, "s3cret") if text in result.text], result


@pytest.mark.parametrize("words", [["--quiet", "token"], ["token"]])
def test_an_unknown_option_is_not_repeated(stepwise, words):
    result = stepwise(*words, "verify", f"--{MISUSED}")
    assert_usage(result, "may be a secret")
    assert MISUSED not in result.text


def test_what_people_see(stepwise):
    result = stepwise("token", "verify", jwt.encode({"exp": EXP, "iat": IAT}, SECRET), "--secret-env", "S",
                      "--at", "2024-01-01T01:00:00Z", S=SECRET)
    assert result.code == 1 and result.out == """header:
  {
    "alg": "HS256",
    "typ": "JWT"
  }

payload:
  {
    "exp": 1704070800,
    "iat": 1704067200
  }

signature: valid: signed by "HS256" with the secret given

claims: invalid at 2024-01-01T01:00:00Z
  iat  2024-01-01T00:00:00Z  (1704067200)
  exp  2024-01-01T01:00:00Z  (1704070800)
  expired at 2024-01-01T01:00:00Z (exp); issue a new token
"""


# --

def assert_usage(result, word: str) -> None:
    assert result.code == 2 and result.out == "" and word in result.err, result
    assert result.err.startswith("stepwise: error: ") and result.err.count("\n") == 1, result


def base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(header: dict, payload: dict | None, raw: str = "") -> str:
    payload_text = raw or json.dumps(payload)
    return f"{base64url(json.dumps(header).encode())}.{base64url(payload_text.encode())}"


def signed(start: str, secret: bytes) -> str:
    return f"{start}.{base64url(hmac.digest(secret, start.encode(), hashlib.sha256))}"


def unsigned(header: dict, payload: dict | None, raw: str = "") -> str:
    return compact(header, payload, raw) + "."
