import Foundation

/// The command started once more, as a worker: with an empty environment and two pipes. The rest of what it does
/// not need it gives up itself (`Confinement`).
final class WorkerProcess {
  private let id: pid_t
  private let input: Int32
  private let output: Int32
  let pipe: MessagePipe
  private var status: Int32?

  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// - Throws: `CommandFailure` where no process can be had.
  init(_ limits: RunLimits) throws {
    let (theirInput, input) = try Self.pipe()
    let (output, theirOutput) = try Self.pipe()
    defer {
      close(theirInput)
      close(theirOutput)
    }
    self.input = input
    self.output = output
    pipe = MessagePipe(reading: output, writing: input, patience: limits.patience)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, theirInput, 0)
    posix_spawn_file_actions_adddup2(&actions, theirOutput, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    #if canImport(Glibc)
      let executable = "/proc/self/exe"
    #else
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_CLOEXEC_DEFAULT))
      let executable = Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
    let words = ["stepwise", "worker", "\(limits.seconds)", "\(limits.memory)"]
    var arguments = words.map { strdup($0) } + [nil]
    defer { for word in arguments { free(word) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var id = pid_t()
    let failure = posix_spawn(
      &id, executable, &actions, &attributes, &arguments, &environment)
    self.id = id
    guard failure == 0 else {
      status = 0
      throw CommandFailure(
        "no worker process can be started to run the steps in (\(String(cString: strerror(failure)))); free some memory or processes and try again"
      )
    }
  }

  deinit {
    end()
    close(input)
    close(output)
  }

  /// Whether it has said that it is there: its first message is empty. Waits for that.
  private(set) lazy var isReady = pipe.receive()?.isEmpty ?? false

  /// Whether it has not ended by itself, or by somebody's hand.
  var isAlive: Bool {
    if status == nil {
      var status: Int32 = 0
      if waitpid(id, &status, WNOHANG) == id { self.status = status }
    }
    return status == nil
  }

  /// Ends it, if it has not ended itself: then the way it did is what is told.
  @discardableResult func end() -> Ending {
    if isAlive {
      kill(id, SIGKILL)
      var status: Int32 = 0
      while waitpid(id, &status, 0) < 0, errno == EINTR {}
      self.status = status
    }
    let status = status ?? 0
    return status & 0x7F == 0 ? .exit((status >> 8) & 0xFF) : .signal(status & 0x7F)
  }

  /// Two ends, above the standard descriptors even where those are closed, inherited by nobody.
  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else {
      throw CommandFailure("no pipe to a worker process can be had; close some files")
    }
    let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
    for end in ends { close(end) }
    return (moved[0], moved[1])
  }
}
