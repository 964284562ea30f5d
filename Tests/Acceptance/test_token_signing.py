"""Validation tokens that a Swift program signs with an RSA key of this test, verified by PyJWT."""

import subprocess

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from twilio.http.validation_client import ValidationPayload
from twilio.jwt.validation import ClientValidationJwt

from program import ROOT

DEBUG = ROOT / ".build/debug"
NOW = 1704067200
URL = "https://api.twilio.com/2010-04-01/Accounts?b=%C3%A9&a=1"

# The engine and what it stands on, as objects of the build: a package would compile BoringSSL once more.
MODULES = ["TokenEngine", "Crypto", "CryptoExtras", "_CryptoExtras", "CryptoBoringWrapper", "SwiftASN1",
           "CCryptoBoringSSL", "CCryptoBoringSSLShims", "CXKCP", "CXKCPShims"]

PROGRAM = """import TokenEngine

var pem = ""
while let line = readLine() { pem += line + "\\n" }
let request = try SignedRequest(
  method: "get", url: "%s", authorization: "Basic eA==", parameters: ["b": "é", "a": "1"],
  body: "k=1&l=*")
for algorithm in ValidationToken.Algorithm.allCases {
  let token = ValidationToken(
    accountSID: "AC1", credentialSID: "CR1", signingKeySID: "SK1", privateKey: pem,
    algorithm: algorithm)
  print(try token.jwt(for: request, issuedAt: %d))
}
"""


# The same request as twilio-python's client hands it over.
REQUEST = ValidationPayload(
    method="GET", path="/2010-04-01/Accounts", query_string="b=%C3%A9&a=1", body="k=1&l=*",
    all_headers={"Authorization": "Basic eA==", "Host": "api.twilio.com"}, signed_headers=["authorization", "host"])


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module", params=["PKCS8", "TraditionalOpenSSL"])
def pem(request, key) -> str:
    form = getattr(serialization.PrivateFormat, request.param)
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


@pytest.fixture(scope="module")
def signer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signer")
    (folder / "main.swift").write_text(PROGRAM % (URL, NOW))
    objects = [path for module in MODULES for path in (DEBUG / f"{module}.build").rglob("*.o")]
    subprocess.run(["swiftc", "-I", DEBUG / "Modules", folder / "main.swift", *objects, "-lstdc++",
                    "-o", folder / "signer"], check=True)
    return folder / "signer"


@pytest.fixture(scope="module")
def tokens(signer, pem) -> dict[str, str]:
    done = subprocess.run([signer], input=pem, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(zip(["RS256", "PS256"], done.stdout.split(), strict=True))


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_pyjwt_verifies(tokens, key, algorithm):
    options = {"verify_exp": False}
    token = jwt.decode_complete(tokens[algorithm], key.public_key(), algorithms=[algorithm], options=options)
    assert token["header"] == {"alg": algorithm, "typ": "JWT", "kid": "CR1", "cty": "twilio-pkrv;v=1"}
    assert token["payload"]["iat"] == NOW and token["payload"]["exp"] == NOW + 300
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(tokens[algorithm], other.public_key(), algorithms=[algorithm], options=options)


def test_pyjwt_signs_the_same(tokens, key):
    """RS256 holds no chance: PyJWT's signature of our text is ours."""
    text, ours = tokens["RS256"].rsplit(".", 1)
    theirs = jwt.get_algorithm_by_name("RS256").sign(text.encode(), key)
    assert jwt.utils.base64url_encode(theirs).decode() == ours


def test_twilio_python_makes_the_same_digest(tokens, pem, monkeypatch):
    """Of its claims `nbf` is its own, and node's `iat` ours (specs/token-engine.md §7)."""
    monkeypatch.setattr("time.time", lambda: NOW + 0.5)
    twin = ClientValidationJwt("AC1", "SK1", "CR1", pem, REQUEST)
    theirs = jwt.decode_complete(twin.to_jwt(), options={"verify_signature": False})
    ours = jwt.decode_complete(tokens["RS256"], options={"verify_signature": False})
    assert theirs["payload"].pop("nbf") == ours["payload"].pop("iat") == NOW
    assert ours["payload"] == theirs["payload"] and ours["header"] == theirs["header"]
