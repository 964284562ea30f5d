/// ECMA-262 §12.7.2 without `await` and `yield`, whose role depends on the function around them.
let keywords: Set<String> = [
  "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do",
  "else", "enum", "export", "extends", "false", "finally", "for", "function", "if", "import", "in",
  "instanceof", "new", "null", "return", "super", "switch", "this", "throw", "true", "try",
  "typeof", "var", "void", "while", "with",
]

/// Words before the name of a class or object member, with TypeScript's.
let modifiers: Set<String> = [
  "abstract", "accessor", "async", "declare", "get", "override", "private", "protected", "public",
  "readonly", "set", "static",
]

/// ECMA-262 §12.8 with the `@` of decorators; the longer before its prefixes.
let punctuators: [StaticString] = [
  ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
  "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
  "<<", ">>", "**", "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&",
  "|", "^", "!", "~", "?", ":", "=", ".", "@",
]

/// By their first byte.
let punctuatorsByByte: [[StaticString]] = (0..<128).map { byte in
  punctuators.filter { $0.utf8Start[0] == UInt8(byte) }
}
