import Functions
import TokenEngine

/// Validation tokens and the requests they vouch for.
extension SwiftListing {
  mutating func makeValidation(_ call: EngineCall) {
    guard let account = call.text("accountSid"), let credential = call.text("credentialSid"),
      let signingKey = call.text("signingKey"), let privateKey = call.text("privateKey")
    else { return }
    let token = ValidationToken(
      accountSID: account, credentialSID: credential, signingKeySID: signingKey,
      privateKey: privateKey,
      algorithm: call.text("algorithm").flatMap(ValidationToken.Algorithm.init) ?? .rs256)
    validations[call.object] = (declare("token", literals.validation(token)), token)
  }

  /// - Returns: the token that the printed statements give.
  mutating func issue(
    _ issued: IssuedToken, _ wanted: ValidationToken, of request: SignedRequest, url: String
  ) -> String? {
    if validations[issued.object] == nil {
      validations[issued.object] = (declare("token", literals.validation(wanted)), wanted)
    }
    guard let (name, old) = validations[issued.object] else { return nil }
    var token = old
    for (part, label) in [
      (\ValidationToken.accountSID, "accountSID"), (\.credentialSID, "credentialSID"),
      (\.signingKeySID, "signingKeySID"), (\.privateKey, "privateKey"),
    ] where adopt(part, of: wanted, into: &token) {
      change(name, ".\(label) = \(literals.string(wanted[keyPath: part]))")
    }
    if adopt(\.algorithm, of: wanted, into: &token) {
      change(name, ".algorithm = .\(wanted.algorithm)")
    }
    if adopt(\.ttl, of: wanted, into: &token) {
      change(name, ".ttl = \(literals.number(wanted.ttl))")
    }
    validations[issued.object] = (name, token)
    printToken(
      """
      \(name).jwt(
        for: \(literals.request(request, url: url)), issuedAt: \(literals.number(issued.now)))
      """)
    return try? token.jwt(for: request, issuedAt: issued.now)
  }
}
