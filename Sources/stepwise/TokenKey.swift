import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The key of `token verify`. What was given for it is repeated in no message: who mistakes an option
/// may have put the secret there.
struct TokenKey {
  let value: TokenReading.Key

  private static let largestFile = 65_536

  init(env: String?, file: String?, publicKey: String?, bare: String?) throws {
    guard bare == nil else {
      throw CommandFailure(
        "a secret on the command line is seen by other users of the machine; use --secret-env NAME or --secret-file FILE"
      )
    }
    switch (env, file, publicKey) {
    case (let name?, nil, nil):
      guard let secret = ProcessInfo.processInfo.environment[name], !secret.isEmpty else {
        throw CommandFailure(
          "the environment variable that --secret-env names is not set or empty; export it, or use --secret-file FILE"
        )
      }
      value = .secret(try Self.checked(Array(secret.utf8), option: "--secret-env"))
    case (nil, let path?, nil):
      var bytes = try Self.contents(of: path, option: "--secret-file")
      if bytes.last == 0x0A {
        bytes.removeLast()
        if bytes.last == 0x0D { bytes.removeLast() }
      }
      value = .secret(try Self.checked(bytes, option: "--secret-file"))
    case (nil, nil, let path?):
      let bytes = try Self.contents(of: path, option: "--public-key")
      value = .publicKey(String(decoding: bytes, as: UTF8.self))
    case (nil, nil, nil):
      throw CommandFailure(
        "there is no key; give one of --secret-env NAME, --secret-file FILE and --public-key FILE, or use `stepwise token decode`"
      )
    default:
      throw CommandFailure(
        "only one of --secret-env, --secret-file and --public-key can be the key; leave out the others"
      )
    }
  }

  private static func checked(_ secret: [UInt8], option: String) throws -> [UInt8] {
    guard !secret.isEmpty else {
      throw CommandFailure("the file of \(option) holds no secret; write the secret into it")
    }
    guard secret.contains(where: { $0 != 0 }) else {
      throw CommandFailure(
        "the file of \(option) holds zeros alone, with which everybody can sign; write the secret into it"
      )
    }
    return secret
  }

  private static func contents(of path: String, option: String) throws -> [UInt8] {
    let bytes: [UInt8]?
    if let handle = fopen(path, "rb") {
      bytes = InputBytes(limit: largestFile + 1).of(handle)
      fclose(handle)
    } else {
      bytes = nil
    }
    guard let bytes else {
      throw CommandFailure(
        "the file of \(option) cannot be read: \(String(cString: strerror(errno))); give the path of a file that you may read"
      )
    }
    guard bytes.count <= largestFile else {
      throw CommandFailure(
        "the file of \(option) is larger than \(largestFile) bytes; give the file of the key alone")
    }
    return bytes
  }
}

extension TokenReading.Key {
  /// Why the key cannot have signed any token, and what to give in its place; `nil` if it can.
  func refusal(by reading: TokenReading) -> String? {
    if reading.secretIsKey {
      return
        "what was given as the secret is the text of a key (PEM, DER, JWK or SSH), which is no secret: whoever has it could sign; give a public key with --public-key FILE"
    }
    guard reading.keyIsUnusable, case .publicKey(let text) = self else { return nil }
    if text.contains("-----BEGIN CERTIFICATE-----") {
      return
        "the file of --public-key holds a certificate; take the key out of it with `openssl x509 -pubkey -noout -in FILE` and give that"
    }
    if text.contains("PRIVATE KEY-----") {
      return
        "the file of --public-key holds a private key, which signs and is shown to nobody; make the public one of it with `openssl pkey -pubout -in FILE` and give that"
    }
    return
      "the file of --public-key holds no RSA public key in PEM of at least 2048 bits; it begins with -----BEGIN PUBLIC KEY-----"
  }
}
