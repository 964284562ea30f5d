import JavaScript
import TokenEngine

/// Runs programs as Twilio would run them, one after the other, each in a fresh context.
package final class FunctionRunner {
  private let engine: ScriptEngine
  private let timeLimit: Double

  /// - Parameter timeLimit: seconds of real time that a program may run: the safety net below the virtual clock.
  package init(timeLimit: Double = 2) {
    engine = ScriptEngine(timeLimit: timeLimit)
    self.timeLimit = timeLimit
  }

  /// - Parameter onProfile: hears when the program first asks which version of the SDK it has.
  package func outcome(of run: Run, onProfile: @escaping () -> Void = {}) -> Outcome {
    let recorder = Recorder(run: run, timeLimit: timeLimit, onProfile: onProfile)
    let context = ScriptContext(in: engine)
    do {
      try execute(run, in: context, recorder)
    } catch {
      recorder.end(with: error)
    }
    return recorder.finish()
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

  private func execute(
    _ run: Run, in context: ScriptContext, _ recorder: Recorder
  ) throws(ScriptError) {
    let host = context.hostFunction { [unowned recorder] in recorder.answer($0) }
    let world = try context.evaluate(Preludes.world, url: "stepwise:prelude")
    let twilio = try context.evaluate(Preludes.twilio, url: "stepwise:twilio")
    let capabilities = try context.evaluate(
      Preludes.capabilities, url: "stepwise:twilio-capabilities")
    guard case .function(let makeWorld) = world, case .function = twilio,
      case .function = capabilities,
      case .function(let driver) = try context.call(
        makeWorld, .function(host), twilio, capabilities)
    else { preconditionFailure("the prelude evaluates to functions") }

    let program = try context.compile(
      run.program, parameters: ["exports", "require", "module", "__filename", "__dirname"],
      url: CallSites.programURL)
    let reject = try context.evaluate(Self.rejection, url: "stepwise:rejection")
    if case .function(let makeReject) = reject,
      case .function(let handler) = try context.call(makeReject, .function(driver))
    {
      context.onUnhandledRejection(call: handler)
    }
    _ = try context.call(driver, .text("settings"))
    _ = try context.call(driver, .text("start"), .function(program))
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
    _ = try context.call(driver, .text("end"))
  }

  private static let rejection =
    "(function (driver) { return function (promise, reason) { driver('rejected', reason); }; })"
}
