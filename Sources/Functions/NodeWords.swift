import JavaScript

/// An error message of JavaScriptCore, put as V8 puts it: readers run Node. What the engine does not say and the
/// program does not show, nobody guesses: then its own words stay.
struct NodeWords {
  let text: String
  /// Where V8 stands, if that is another place.
  private(set) var position: ProgramPosition?

  /// Nil where V8 says the same, or where its words are not known.
  ///
  /// - Parameters:
  ///   - builtIn: the built-in function that raised the error.
  ///   - place: the piece of code that the engine stands on.
  init?(
    for message: String, raisedBy builtIn: Substring?, at place: Int?, in program: ProgramText
  ) {
    // What is longer names a value that is.
    guard message.utf8.count < 2_000 else { return nil }
    // What the program says itself stays as it says it.
    if builtIn == nil, let place, !message.contains(bytes: "(evaluating '"),
      program.makesError(near: place)
    {
      return nil
    }
    if let words = Self.fixed[message] ?? Self.ofSyntax[message] {
      text = words
    } else if let words = Self.renamed(message) {
      text = words
    } else if let name = message.text(after: "Can't find variable: ") {
      text = "\(name) is not defined"
      position = place.flatMap { program.last(name, upTo: $0) }
    } else if let callee = message.text(before: " is not a function. (In '") {
      let iterated = ProgramText(lex(String(callee)), edits: []).iteratedBehindOf
      let isIterated = iterated != nil || place.map(program.isIterated(callAt:)) ?? false
      let name = CallPrinter.print(iterated ?? String(callee))
      text =
        name == CallPrinter.nameless && iterated != nil
        ? "\(name) is not iterable"
        : "\(name) is not a function\(isIterated ? " or its return value is not iterable" : "")"
    } else if message.contains(bytes: " is not a constructor (evaluating 'new "),
      let made = message.text(between: "(evaluating 'new ", and: "')")
    {
      text = "\(CallPrinter.printConstructor(of: made)) is not a constructor"
    } else if let (words, at) = PlacedMessage(message, builtIn, place, program)?.nodeWords {
      text = words
      position = at.map(program.position(of:))
    } else {
      return nil
    }
  }

  private static func renamed(_ message: String) -> String? {
    if message.hasPrefix("Invalid mix of BigInt and other type in ") {
      return "Cannot mix BigInt and other types, use explicit conversions"
    }
    if message.hasPrefix("Object."), message.hasSuffix(" not be null or undefined") {
      return "Cannot convert undefined or null to object"
    }
    if message.hasPrefix("invalid language tag: ") {
      return "Incorrect locale information provided"
    }
    if let zone = message.text(after: "invalid time zone: ") {
      return "Invalid time zone specified: \(zone)"
    }
    if let name = message.text(after: "Argument to "), name.hasSuffix(" cannot be a RegExp") {
      return "First argument to \(name.dropLast(19)) must not be a regular expression"
    }
    if let name = message.text(before: " argument must not be a non-global regular expression") {
      return "\(name) called with a non-global RegExp argument"
    }
    if let name = message.text(before: " requires that |this| not be null or undefined") {
      return "\(name) called on null or undefined"
    }
    if message.contains(bytes: " is not a function. (evaluating '"),
      message.contains(bytes: " instanceof ")
    {
      return "Right-hand side of 'instanceof' is not callable"
    }
    if message.hasPrefix("Cannot access invalid private field (evaluating '"),
      let expression = message.text(between: "'", and: "')"),
      let name = expression.firstMatch(of: /#[\w$]+/)?.0
    {
      let isWritten = expression.contains("=")
      return
        "Cannot \(isWritten ? "write" : "read") private member \(name) \(isWritten ? "to" : "from") an object whose class did not declare it"
    }
    if let name = message.wholeMatch(of: /Cannot declare a \w+ (?:variable )?twice: '(.+)'\./)?.1 {
      return "Identifier '\(name)' has already been declared"
    }
    if let word = message.text(after: "Unexpected keyword ") { return "Unexpected token \(word)" }
    if message.hasPrefix("Unexpected number '") { return "Unexpected number" }
    if message.hasPrefix("Invalid character: '") { return "Invalid or unexpected token" }
    return nil
  }

  static let ofSyntax = [
    "Unexpected end of script": "Unexpected end of input",
    "Return statements are only valid inside functions.": "Illegal return statement",
    "Left side of assignment is not a reference.": "Invalid left-hand side in assignment",
    "'break' is only valid inside a switch or loop statement.": "Illegal break statement",
    "No identifiers allowed directly after numeric literal": "Invalid or unexpected token",
    "Function statements must have a name.": "Function statements require a function name",
    "'with' statements are not valid in strict mode.":
      "Strict mode code may not include a with statement",
  ]

  private static let fixed = [
    "A Proxy's 'handler' should be an Object":
      "Cannot create proxy with a non-object as target or handler",
    "A Proxy's 'target' should be an Object":
      "Cannot create proxy with a non-object as target or handler",
    "Array length must be a positive integer of safe magnitude.": "Invalid array length",
    "Array length is not writable":
      "Cannot assign to read only property 'length' of object '[object Array]'",
    "Array.prototype.sort requires the comparator argument to be a function or undefined":
      "The comparison function must be either a function or undefined",
    "Cannot convert a symbol to a number": "Cannot convert a Symbol value to a number",
    "Cannot convert a symbol to a string": "Cannot convert a Symbol value to a string",
    "Cannot set prototype of undefined or null":
      "Object.setPrototypeOf called on null or undefined",
    "Cannot resolve a promise with itself": "Chaining cycle detected for promise #<Promise>",
    "Conversion from 'BigInt' to 'number' is not allowed.":
      "Cannot convert a BigInt value to a number",
    "Invalid Date": "Invalid time value",
    "JSON.stringify cannot serialize BigInt.": "Do not know how to serialize a BigInt",
    "JSON.stringify cannot serialize cyclic structures.": "Converting circular structure to JSON",
    "Maximum call stack size exceeded.": "Maximum call stack size exceeded",
    "No default value": "Cannot convert object to primitive value",
    "Properties can only be defined on Objects.": "Object.defineProperty called on non-object",
    "Right hand side of instanceof is not an object":
      "Right-hand side of 'instanceof' is not an object",
    "String contained an illegal UTF-16 sequence.": "URI malformed",
    "URI error": "URI malformed",
    "WeakMap keys must be objects or non-registered symbols":
      "Invalid value used as weak map key",
    "WeakSet values must be objects or non-registered symbols": "Invalid value used in weak set",
    "argument does not match any normalization form":
      "The normalization form should be one of NFC, NFD, NFKC, NFKD.",
    "currency must be a string": "Currency code is required with currency style.",
    "reduce of empty array with no initial value": "Reduce of empty array with no initial value",
    "reduceRight of empty array with no initial value":
      "Reduce of empty array with no initial value",
    "toFixed() argument must be between 0 and 100":
      "toFixed() digits argument must be between 0 and 100",
    "'super()' must be called in derived constructor before accessing |this| or returning non-object.":
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    "0 is an invalid divisor value.": "Division by zero",
  ]
}
