/// How far a program may go before its worker process ends it.
struct RunLimits: Equatable {
  /// Seconds of computing.
  var seconds = 2.0
  /// MiB of resident memory of the whole process, of which some 60 are the engine's own.
  var memory = 512

  /// Computing beyond this is ended from the watching thread: what the engine's own limit does not stop.
  var watchedSeconds: Double { seconds + 0.25 }
  /// On a busy machine, so much real time may pass before that.
  var realSeconds: Double { seconds * 5 + 1 }
  /// So long the command waits for a sign of life before it gives a worker up.
  var patience: Double { realSeconds + 10 }
  /// A worker that has grown beyond this is replaced, so that no program pays for the one before it; never one that
  /// holds little more than the engine.
  var retirement: Int { max(memory / 4, 96) }
}

/// How a worker says why it ends itself.
enum WorkerExit: Int32 {
  case outOfTime = 81
  case outOfTimeAfterAskingForProfile = 82
  case outOfMemory = 83
  case outOfMemoryAfterAskingForProfile = 84
}
