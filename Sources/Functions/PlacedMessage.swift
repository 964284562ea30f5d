import JavaScript

/// An error message of the engine that says less than V8's: the rest stands in the program, where the engine stands.
struct PlacedMessage {
  private let message: String
  private let builtIn: Substring?
  private let place: Int
  private let program: ProgramText

  init?(_ message: String, _ builtIn: Substring?, _ place: Int?, _ program: ProgramText) {
    guard let place else { return nil }
    self.message = message
    self.builtIn = builtIn
    self.place = place
    self.program = program
  }

  /// V8's words, and where it stands if that is another place.
  var nodeWords: (String, Int?)? {
    for value in ["undefined", "null"] {
      if message.hasPrefix("\(value) is not an object (evaluating '"),
        let expression = message.text(between: "(evaluating '", and: "')")
      {
        return emptyAccess(of: value, expression).map { ($0, nil) }
      }
    }
    if let near = message.text(between: "undefined is not a function (near '...", and: "...')") {
      return iterated(near).map { ("\($0) is not iterable", nil) }
    }
    switch message {
    case "Attempted to assign to readonly property." where builtIn != nil,
      "Unable to delete property." where builtIn != nil:
      return frozenList.map { ($0, nil) }
    case "Attempted to assign to readonly property.":
      if let member { return readOnly(member).map { ($0, nil) } }
      return program.assignedConstant(from: place).map { ("Assignment to constant variable.", $0) }
    case "Attempting to define property on object that is not extensible." where builtIn == nil:
      return member?.key.map { ("Cannot add property \($0), object is not extensible", nil) }
    case "Unable to delete property." where builtIn == nil:
      // The engine stands behind what it deletes.
      guard let key = program.key(endingAt: place - 1) else { return nil }
      let base = program.startOfKey(endingAt: place - 1) - 1
      return object(endingAt: base, key).map { ("Cannot delete property '\(key)' of \($0)", nil) }
    case "String.prototype.repeat argument must be greater than or equal to 0 and not be Infinity":
      guard program.text(place) == "(",
        let count = program.expression(from: place + 1).wholeMatch(of: /-?(\d+|Infinity)/)?.0
      else { return nil }
      return ("Invalid count value: \(count)", nil)
    case "Cannot access uninitialized variable.":
      return program.nameUsedBeforeItsDeclaration(from: place).map {
        ("Cannot access '\(program.text($0))' before initialization", $0)
      }
    case "Cannot call a class constructor without |new|":
      let name = program.text(place - 1)
      guard program.text(place) == "(", program.declaresClass(name) else { return nil }
      return ("Class constructor \(name) cannot be invoked without 'new'", nil)
    case "Spread syntax requires ...iterable not be null or undefined",
      "Spread syntax requires ...iterable[Symbol.iterator] to be a function":
      guard let list = program.onlyListSpread else { return nil }
      let name = CallPrinter.print(list)
      return name.contains("await ") ? nil : ("\(name) is not iterable", nil)
    default: return nil
    }
  }

  // MARK: - undefined and null

  private func emptyAccess(of value: String, _ expression: Substring) -> String? {
    let part = ProgramText(lex(String(expression)), edits: [])
    let count = part.code.count
    guard count > 0 else { return nil }
    if part.text(0) == "delete" { return "Cannot convert undefined or null to object" }
    if builtIn == nil {
      let list = MissingList(value: value, part: part, place: place, program: program)
      switch list.verdict {
      case .said(let words): return words
      case .unknown: return nil
      case .elsewhere: break
      }
    }
    if let assignment = part.topLevel("=") {
      guard let key = part.key(endingAt: assignment - 1) else { return nil }
      return "Cannot set properties of \(value) (setting '\(key)')"
    }
    if part.text(count - 1) == ")", builtIn != nil, part.text(0) == "Object" {
      return "Cannot convert undefined or null to object"
    }
    if part.text(count - 2) == "?." { return nil }
    if let key = part.key(endingAt: count - 1), count > 1 {
      return "Cannot read properties of \(value) (reading '\(key)')"
    }
    return part.text(count - 1) == "]" ? "Cannot read properties of \(value)" : nil
  }

  /// What a loop or a pattern goes through: `list` of `x of list`, and of `[a, b]` where `const [a, b] = list`.
  private func iterated(_ near: Substring) -> String? {
    let part = ProgramText(lex(String(near)), edits: [])
    if let list = part.iteratedBehindOf { return CallPrinter.print(list.drop { $0.isWhitespace }) }
    let start = program.text(place) == "[" ? place : place - 1
    guard program.text(start) == "[", let end = program.source.closing(start, in: program.code),
      ["const", "let", "var"].contains(program.text(start - 1))
    else { return nil }
    // What V8 calls each value that a loop takes apart.
    if program.text(end + 1) == "of" { return ".for" }
    guard program.text(end + 1) == "=" else { return nil }
    // Of what is not named, V8 says what kind of value it is.
    let list = program.expression(from: end + 2)
    let isNamed = program.endOfExpression(from: end + 2) == end + 3 || list == "{}"
    return isNamed || list.hasPrefix("await ") ? CallPrinter.print(list) : nil
  }

  // MARK: - Members that cannot be changed

  /// The member that is assigned to, where the engine stands on its `.` or `[`.
  private var member: (base: Int, key: String?)? {
    let end: Int?
    switch program.text(place) {
    case ".", "?.": end = place + 1
    case "[": end = program.source.closing(place, in: program.code)
    default: end = nil
    }
    guard place > 0, let end,
      program.assigns(end + 1)
        || ["++", "--"].contains(program.text(program.startOfCallee(endingAt: end) - 1))
    else { return nil }
    return (place - 1, program.key(endingAt: end))
  }

  private func readOnly(_ member: (base: Int, key: String?)) -> String? {
    guard let key = member.key, let object = object(endingAt: member.base, key) else { return nil }
    if program.hasOnlyGetter(key) {
      return "Cannot set property \(key) of \(object) which has only a getter"
    }
    let isString = object.hasPrefix("string ")
    return
      "Cannot assign to read only property '\(key)' of \(isString ? object : "object '\(object)'")"
  }

  /// What V8 calls the object that the expression ending here gives, where the program shows it.
  private func object(endingAt end: Int, _ key: String) -> String? {
    let name = program.text(end)
    if name == "this" { return "#<\(program.enclosingClass(of: end) ?? "Object")>" }
    let value = program.value(of: name)
    if let value, program.code[value].kind == .string {
      return "string '\(program.text(value).dropFirst().dropLast())'"
    }
    if let value, program.text(value) == "new" { return "#<\(program.text(value + 1))>" }
    if let value, program.listLength(from: value) != nil { return "[object Array]" }
    return key == "length" || key.allSatisfy(\.isNumber) ? nil : "#<Object>"
  }

  /// What `push` and its like meet in a list that is frozen where the program declares it.
  private var frozenList: String? {
    let name = program.text(program.startOfCallee(endingAt: place - 1))
    guard program.text(place) == "(", place >= 3, program.text(place - 3) == name, let builtIn,
      let length = program.value(of: name).flatMap({ program.listLength(from: $0) })
    else { return nil }
    switch builtIn {
    case "push": return "Cannot add property \(length), object is not extensible"
    case "pop" where length > 0: return "Cannot delete property '\(length - 1)' of [object Array]"
    case "sort", "reverse":
      return "Cannot assign to read only property '0' of object '[object Array]'"
    default: return nil
    }
  }
}
