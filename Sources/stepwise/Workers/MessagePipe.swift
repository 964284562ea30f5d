import Foundation

/// Messages over two pipes: four bytes of length, the lowest first, then so many bytes.
final class MessagePipe {
  private let input: Int32
  private let output: Int32
  /// Seconds without a byte after which the other end is taken for dead; nil for ever.
  private let patience: Double?
  private(set) var end: End?

  /// Why there are no more messages to be had.
  enum End { case closed, silent, garbled }
  private var received: [UInt8] = []
  private var position = 0
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  /// No outcome comes near this: what a program may record is bounded.
  private static let largestMessage = 64 << 20

  init(reading input: Int32, writing output: Int32, patience: Double?) {
    self.input = input
    self.output = output
    self.patience = patience
  }

  /// - Returns: whether all of it was taken.
  func send(_ message: [UInt8]) -> Bool {
    let count = UInt32(message.count)
    var bytes = (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    bytes += message
    return bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        guard isReady(output, POLLOUT) else { return false }
        // No more than a pipe takes at once when it says it is ready, or it would wait here.
        let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(patience == nil ? .max : 4096))
        let written = write(output, piece.baseAddress, piece.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else {
          end = .closed
          return false
        }
        rest = rest.dropFirst(written)
      }
      return true
    }
  }

  /// The next message; nil where there will be none.
  func receive() -> [UInt8]? {
    guard fill(4) else { return nil }
    let count = (0..<4).reduce(0) { $0 | Int(received[position + $1]) << ($1 * 8) }
    guard count <= Self.largestMessage else {
      end = .garbled
      return nil
    }
    position += 4
    guard fill(count) else { return nil }
    defer { position += count }
    return Array(received[position..<position + count])
  }

  /// Reads until so many bytes are there that were not taken yet.
  private func fill(_ count: Int) -> Bool {
    if position == received.count {
      received.removeAll(keepingCapacity: received.capacity < 1 << 20)
      position = 0
    }
    while received.count - position < count {
      guard isReady(input, POLLIN) else { return false }
      let taken = read(input, &chunk, chunk.count)
      if taken < 0, errno == EINTR { continue }
      guard taken > 0 else {
        end = .closed
        return false
      }
      received += chunk[..<taken]
    }
    return true
  }

  private func isReady(_ descriptor: Int32, _ event: Int32) -> Bool {
    guard let patience else { return true }
    var poll = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    while true {
      let count = Foundation.poll(&poll, 1, Int32(patience * 1000))
      if count < 0, errno == EINTR { continue }
      if count == 0 { end = .silent }
      return count > 0
    }
  }
}
