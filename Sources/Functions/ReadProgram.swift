import JavaScript

/// A program with all that is known of it before it runs, whatever the profile and the settings.
struct ReadProgram {
  /// As it is handed to the engine: the body of a function …
  let script: String
  /// … and that of an async function, if it may be a module.
  let module: String?
  let world: World
  let sites: CallSites

  init(_ text: String) {
    // The engine knows `#!` at the start of a file alone, and a program is the body of a function.
    let source = lex(text.hasPrefix("#!") ? "//" + text.dropFirst(2) : text)
    let rewritten = ModuleSyntax.rewritten(source)
    script = rewritten.isModule ? source.source : rewritten.program
    module =
      rewritten.isModule
      ? "'use strict';return(async function(){\n\(rewritten.program)\n})()" : nil
    world = World(of: source)
    sites = CallSites(program: source)
  }
}
