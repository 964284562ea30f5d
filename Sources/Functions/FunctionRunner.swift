import JavaScript
import TokenEngine

/// Runs programs as Twilio would run them, one after the other, each in a fresh context.
package final class FunctionRunner {
  private let engine: ScriptEngine
  private let timeLimit: Double
  /// The programs of late: each may run under several profiles.
  private var read: [String: ReadProgram] = [:]
  /// Whether the engine had to be stopped in the middle of something: it may not be sound since.
  package private(set) var wasStopped = false

  /// - Parameter timeLimit: seconds of real time that a program may run: the safety net below the virtual clock.
  package init(timeLimit: Double = 2) {
    engine = ScriptEngine(timeLimit: timeLimit)
    self.timeLimit = timeLimit
  }

  /// Runs a program; if chance had a part in it, twice, to see whether it has one in the tokens.
  ///
  /// - Parameters:
  ///   - onProfile: hears when the program first asks which version of the SDK it has.
  ///   - onOutcome: hears what the run has come to when only tokens are still looked for; what does that may never
  ///     end.
  package func outcome(
    of run: Run, onProfile: @escaping () -> Void = {}, onOutcome: (Outcome) -> Void = { _ in }
  ) -> Outcome {
    let program = read(run.program)
    var outcome = outcome(of: run, program, onProfile, onOutcome)
    guard outcome.usedRandomness, !outcome.tokens.isEmpty, outcome.status != .timedOut else {
      return outcome
    }
    var other = run
    other.settings.seed ^= 0x5bd1_e995
    let tokens = self.outcome(of: other, program, onProfile) { _ in }.tokens
    outcome.tokensDependOnChance = tokens.map(\.jwt) != outcome.tokens.map(\.jwt)
    return outcome
  }

  private func outcome(
    of run: Run, _ program: ReadProgram, _ onProfile: @escaping () -> Void,
    _ onOutcome: (Outcome) -> Void
  ) -> Outcome {
    let recorder = Recorder(
      run: run, sites: program.sites, timeLimit: timeLimit, onProfile: onProfile)
    let context = ScriptContext(in: engine)
    do {
      let driver = try execute(run, program, in: context, recorder)
      let outcome = recorder.beginEnding()
      onOutcome(outcome)
      do { _ = try context.call(driver, .text("end")) } catch {
        wasStopped = true
        return outcome
      }
    } catch {
      wasStopped = wasStopped || error.kind == .terminated
      recorder.end(with: error)
    }
    return recorder.finished
  }

  private func read(_ text: String) -> ReadProgram {
    if let known = read[text] { return known }
    if read.count >= 16 { read.removeAll(keepingCapacity: true) }
    let program = ReadProgram(text)
    read[text] = program
    return program
  }

  /// Makes what is made once, before anybody waits for it.
  package func warmUp() {
    let program = """
      exports.handler = (context, event, callback) => {
        const token = new Twilio.jwt.AccessToken('AC', 'SK', 's', { identity: 'a' });
        callback(null, token.toJwt());
      };
      """
    _ = outcome(of: Run(program: program, profile: .twilioNode5))
  }

  /// - Returns: what ends the run.
  private func execute(
    _ run: Run, _ program: ReadProgram, in context: ScriptContext, _ recorder: Recorder
  ) throws(ScriptError) -> ScriptFunction {
    let (body, isModule) = try compile(program.text, in: context)
    var programs = [program.text]
    // Whatever this holds strongly, the context would hold through it, and never be freed.
    let host = context.hostFunction { [unowned context, unowned recorder] operation, text in
      switch operation {
      case "part": return Self.part(text, in: context)
      case "compile":
        let file = RewrittenProgram(lex((run.settings.files[text] ?? "").withoutHashbang))
        programs.append(file)
        return Self.compiled(file, text, in: context)
      case "written":
        return programs.lazy.compactMap { $0.written(text) }.first.map(ScriptValue.text)
          ?? .undefined
      default: return recorder.answer(operation, text).map(ScriptValue.text) ?? .undefined
      }
    }
    guard
      case .function(let makeWorld) = try context.evaluate(
        Preludes.prelude, url: Preludes.preludeURL),
      case .function(let driver) = try context.call(
        makeWorld, .function(host),
        .text(world(of: program, run).settings(of: run, virtualLimit: Recorder.virtualLimit)))
    else { preconditionFailure("the prelude makes a world") }
    context.onUnhandledRejection(call: driver)

    _ = try context.call(driver, .text(isModule ? "module" : "script"), .function(body))
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: .seconds(timeLimit))
    turns: while !recorder.isSettled {
      if clock.now > deadline {
        recorder.overrun()
        break
      }
      guard case .text(let turn) = try context.call(driver, .text("turn")) else { break }
      switch turn {
      case "more": continue
      case "late":
        recorder.timeOut()
        break turns
      default: break turns
      }
    }
    return driver
  }

  /// The world of a program and of the files that it may load, and they.
  private func world(of program: ReadProgram, _ run: Run) -> World {
    var world = program.world
    var files = run.settings.files.filter { !$0.key.hasSuffix(".json") }.sorted { $0.key < $1.key }
    var open = [world]
    while let next = open.popLast() {
      files.removeAll { file in
        guard next.mayLoad(file.key) else { return false }
        let own = read(file.value).world
        world = world.with(own)
        open.append(own)
        return true
      }
    }
    return world
  }

  private static let parameters = [
    "exports", "require", "module", "__filename", "__dirname", ModuleSyntax.dynamicImport,
    CatchClause.caught,
  ]

  /// A program is a script unless it only parses as a module.
  private func compile(
    _ program: RewrittenProgram, in context: ScriptContext
  ) throws(ScriptError) -> (ScriptFunction, isModule: Bool) {
    func compiled(_ text: String, line: Int) throws(ScriptError) -> ScriptFunction {
      try context.compile(
        text, parameters: Self.parameters, url: CallSites.programURL, line: line)
    }
    let line = CallSites.wrapperLines - 1
    if !program.isModule, let script = try? compiled(program.rewritten, line: line) {
      return (script, false)
    }
    if program.mayBeModule {
      let body = "'use strict';return(async function(){\n\(program.rewritten)\n})()"
      if let module = try? compiled(body, line: line - 1) { return (module, true) }
    }
    return (try compiled(program.written, line: line), false)
  }

  private static func part(_ name: String, in context: ScriptContext) -> ScriptValue {
    guard let script = Preludes.part(name) else { return .undefined }
    return (try? context.evaluate(script, url: "stepwise:\(name)")) ?? .undefined
  }

  /// One of the lesson's own files as a function, or what is wrong with its syntax.
  private static func compiled(
    _ file: RewrittenProgram, _ path: String, in context: ScriptContext
  ) -> ScriptValue {
    let program =
      file.isModule ? "'use strict';(function(){\(file.rewritten)\n})()" : file.rewritten
    do {
      return .function(
        try context.compile(program, parameters: parameters, url: "stepwise:file\(path)"))
    } catch { return .text(error.message) }
  }
}
