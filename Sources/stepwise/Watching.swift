import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Judges again whenever a file is saved. What is known of lessons and programs is remembered, so that what a file does
/// not touch is not judged again, and a change of prose runs nothing.
struct Watching {
  let paths: [String]
  let options: JudgingOptions

  /// How often the files are looked at: the time from saving to the findings is half of it on average, and the judging.
  private static let interval = Duration.milliseconds(20)
  /// Looking takes at most this part of the time, however many files there are.
  private static let share = 10

  func run() throws -> Never {
    let workers = options.workers.pool()
    let memory = OutcomeMemory()
    let lanes = workers.lanes.remembering(memory)
    let lessons = BuildMemory()
    let changes = FindingChanges()
    var stamps: [String: Stamp]?
    while true {
      let root = try ContentFolder.root(of: paths)
      let look = ContinuousClock.now
      let now = Self.stamps(below: root)
      let pause = max(Self.interval, (ContinuousClock.now - look) * Self.share)
      if now != stamps {
        stamps = now
        let begin = ContinuousClock.now
        let before = memory.executed
        do {
          let content = try options.narrowed(ContentFolder(paths, levels: options.levels()))
          _ = try Judging(
            content: content, options: options, arguments: paths, lanes: lanes, memory: lessons,
            changes: changes
          ).run()
        } catch let failure as CommandFailure {
          // Half a saved configuration is no reason to stop watching.
          Terminal.complain(failure.description)
        }
        if Terminal.hasLostReader { throw ExitCode(0) }
        let time = (ContinuousClock.now - begin) / .milliseconds(1)
        Terminal.inform(
          "judged in \(Int(time)) ms, \(memory.executed - before) programs run; watching \(root), end with Ctrl-C\n"
        )
      }
      usleep(useconds_t(pause / .microseconds(1)))
    }
  }

  private struct Stamp: Hashable {
    var modified: Int
    var nanoseconds: Int
    var size: Int
  }

  /// When each file below a folder was last written, without dot-folders, modules and sites.
  private static func stamps(below folder: String) -> [String: Stamp] {
    var stamps: [String: Stamp] = [:]
    var folders = [folder]
    while let folder = folders.popLast() {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      where !name.hasPrefix(".") && name != "node_modules" {
        let path = folder + "/" + name
        var status = stat()
        guard lstat(path, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          if access(path + "/" + SiteManifest.name, F_OK) != 0 { folders.append(path) }
        } else {
          #if canImport(Glibc)
            let time = status.st_mtim
          #else
            let time = status.st_mtimespec
          #endif
          stamps[path] = Stamp(
            modified: time.tv_sec, nanoseconds: time.tv_nsec, size: Int(status.st_size))
        }
      }
    }
    return stamps
  }
}
