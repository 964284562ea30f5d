import CryptoExtras
import Foundation
import Testing
import TokenEngine

/// What is no secret, whoever has it, and how verdicts are put into words.
@Suite struct SignatureVerdictTests {
  /// Who signed with the text of a public key, which everyone has, is not believed (RFC 8725, 2.1).
  @Test func takesNoPublicKeyForASecret() throws {
    let pem = ValidationTokenTests.key.publicKey.pemRepresentation
    let der = Array(ValidationTokenTests.key.publicKey.derRepresentation)
    let base64 = pem.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
    let sshBlob = "AAAAB3NzaC1yc2EAAAADAQABAAABgQ"
    let texts = [
      pem, "\n\u{FEFF}\(pem)", base64, #"{ "kty": "RSA" }"#, "ssh-rsa AAAA", "ecdsa-sha2",
      pem.replacingOccurrences(of: "\n", with: "\\n"), Data(pem.utf8).base64EncodedString(),
      der.map { String(format: "%02x", $0) }.joined(),
      der.map { String(format: "%02X", $0) }.joined(separator: ":"),
      Data(#"{"kty":"RSA","n":"x"}"#.utf8).base64EncodedString(), #"{"keys":[{"kty":"EC"}]}"#,
      "example.com ssh-rsa \(sshBlob)", sshBlob, #"command="x" ssh-rsa \#(sshBlob) me"#,
      "---- BEGIN SSH2 PUBLIC KEY ----", "<RSAKeyValue><Modulus>x</Modulus></RSAKeyValue>",
    ]
    let utf32 = pem.utf8.reduce(into: [UInt8]()) { $0 += [$1, 0, 0, 0] }
    let wire = [0, 0, 0, 7] + Array("ssh-rsa".utf8) + [0, 0, 0, 3, 1, 0, 1]
    for key in texts.map({ Array($0.utf8) }) + [der, der + [0x0A], der.dropLast(), utf32, wire] {
      let token = AccessToken(accountSID: "AC1", keySID: "SK1", secretBytes: key)
      let decoded = try DecodedToken(token.jwt(issuedAt: 0))
      #expect(decoded.verify(secretBytes: key) == .unknown(.secretIsKey))
    }
    for secret in [
      "kty", "{}", "MIIBIjANBgkqhkiG9w0BAQEF", "0\u{1E}" + String(repeating: "0", count: 29),
      "deadbeefdeadbeefdeadbeefdeadbeef", "a ssh key", "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB",
    ] {
      let token = AccessToken(accountSID: "AC1", keySID: "SK1", secret: secret)
      #expect(try DecodedToken(token.jwt(issuedAt: 0)).verify(secret: secret) == .valid)
    }
  }

  /// To HMAC a secret of zeros is an empty one, with which everybody can sign.
  @Test func takesNoZerosForASecret() throws {
    let zero = String(UnicodeScalar(0))
    for secret in [zero, String(repeating: zero, count: 32), String(repeating: zero, count: 100)] {
      let token = AccessToken(accountSID: "AC1", keySID: "SK1", secret: secret)
      let decoded = try DecodedToken(token.jwt(issuedAt: 0))
      #expect(decoded.verify(secret: secret) == .unknown(.keyUnusable))
    }
    let token = AccessToken(accountSID: "AC1", keySID: "SK1", secret: zero + "a")
    #expect(try DecodedToken(token.jwt(issuedAt: 0)).verify(secret: zero + "a") == .valid)
  }

  @Test(
    arguments: [
      (.valid, "valid"), (.invalid(.unsigned), "invalid: The header names the algorithm none: "),
      (.invalid(.criticalExtension), "invalid: The header demands extensions (crit)"),
      (.invalid(.algorithmNotAllowed("HS\n512")), #"algorithm "HS\n512" is not allowed."#),
      (.invalid(.notBase64URL), "invalid: The signature is not base64url."),
      (
        .invalid(.wrongLength(3, expected: 32)), "has 3 bytes; by this algorithm and key it has 32."
      ),
      (.invalid(.mismatch), "or another key signed."),
      (.unknown(.algorithmMissing), "unknown: The header cannot be read, or names no algorithm."),
      (.unknown(.algorithmNotSupported("ES256")), #"not for the algorithm "ES256","#),
      (.unknown(.keyUnusable), "unknown: The key given is empty or no key."),
      (.unknown(.secretIsKey), "which is no secret."),
    ] as [(SignatureVerdict, String)])
  func saysTheVerdict(_ verdict: SignatureVerdict, _ text: String) {
    #expect("\(verdict)".contains(text))
  }
}
