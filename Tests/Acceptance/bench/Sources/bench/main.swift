import TokenEngine

// bench sign|verify COUNT: signs tokens, or one, and verifies it so often; prints the first token and
// the seconds it took.

let secretBytes = Array("an API secret of 32 characters..".utf8)

func token(_ number: Int) throws -> String {
  var token = AccessToken(
    accountSID: "AC00000000000000000000000000000000", keySID: "SK00000000000000000000000000000000",
    secretBytes: secretBytes, identity: "user\(number)")
  token.addGrant(SyncGrant(serviceSID: "IS00000000000000000000000000000000"))
  return try token.jwt(issuedAt: 1_704_067_200)
}

let arguments = CommandLine.arguments
guard arguments.count == 3, ["sign", "verify"].contains(arguments[1]), let count = Int(arguments[2])
else { fatalError("bench sign|verify COUNT") }
let first = try token(0)
let duration = try ContinuousClock().measure {
  for number in 0..<count {
    if arguments[1] == "sign" {
      guard try token(number).utf8.count > 100 else { fatalError("no token") }
    } else {
      let decoded = try DecodedToken(first)
      guard decoded.verify(secretBytes: secretBytes) == .valid else { fatalError("not valid") }
    }
  }
}
print(first)
print(duration / .seconds(1))
