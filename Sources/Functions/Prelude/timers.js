// Timers on the virtual clock, and the queue of `process.nextTick`.
(function (kit) {
  'use strict';
  const { apply, fail, list, NativeTypeError, settings, then } = kit;
  const { floor } = Math;
  const timers = new Map();
  const { get, set, delete: remove, forEach } = Map.prototype;
  const settled = Promise.resolve();
  const soon = (action) => { apply(then, settled, [action]); };
  const checkAction = (action, name = 'callback') => {
    if (typeof action !== 'function') {
      const error = new NativeTypeError(
        `The "${name}" argument must be of type function. Received ${action === null ? 'null' : typeof action}`);
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
  };

  class Timeout {
    constructor(id) { kit.defineProperty(this, 'id', { value: id }); }
    ref() { return this; }
    unref() { apply(get, timers, [this.id])?.quiet(true); return this; }
    hasRef() { return true; }
    refresh() { return this; }
    close() { clear(this); return this; }
    [Symbol.toPrimitive]() { return this.id; }
  }
  const Immediate = class Immediate extends Timeout {};
  let lastID = 0;
  const schedule = (Kind, action, delay, list, every) => {
    checkAction(action);
    const wait = Kind === Immediate ? 0 : +delay >= 1 && +delay <= 0x7fffffff ? floor(+delay) : 1;
    const id = ++lastID;
    const entry = { due: kit.clock + wait, action, list, every: every ? wait : 0, isQuiet: false };
    entry.quiet = (value) => { entry.isQuiet = value; };
    apply(set, timers, [id, entry]);
    return new Kind(id);
  };
  const clear = (timer) => {
    const id = timer instanceof Timeout ? timer.id : +timer;
    apply(remove, timers, [id]);
  };
  const setTimeout = (action, delay, ...list) => schedule(Timeout, action, delay, list, false);
  const setInterval = (action, delay, ...list) => schedule(Timeout, action, delay, list, true);
  const setImmediate = (action, ...list) => schedule(Immediate, action, 0, list, false);

  // Node runs the queue before promise jobs: it drains in a job that is queued ahead of the program's own.
  let ticks = list([]), isDraining = false;
  const drain = () => {
    isDraining = false;
    while (ticks.length > 0) {
      const batch = ticks;
      ticks = list([]);
      for (let index = 0; index < batch.length; index += 1) {
        try { batch[index](); } catch (thrown) { fail(thrown); }
      }
    }
  };
  const nextTick = (action, ...list) => {
    checkAction(action);
    ticks[ticks.length] = () => apply(action, undefined, list);
    if (!isDraining) { isDraining = true; soon(drain); }
  };
  const queueMicrotask = (action) => {
    checkAction(action);
    soon(() => { try { action(); } catch (thrown) { fail(thrown); } });
  };
  // Ahead of what a program queues when it starts.
  kit.arm = () => { isDraining = true; soon(drain); };

  // Runs the timer that is due next; the earlier of two that are due at once was set first.
  kit.turn = () => {
    let next, due = Infinity, isWaiting = false;
    apply(forEach, timers, [(timer, id) => {
      if (!timer.isQuiet) isWaiting = true;
      if (timer.due < due) { due = timer.due; next = id; }
    }]);
    if (!isWaiting || kit.settled) return '';
    const timer = apply(get, timers, [next]);
    if (due > kit.clock) kit.clock = due;
    if (kit.clock - settings.time > settings.virtualLimit) return 'late';
    apply(remove, timers, [next]);
    if (timer.every) {
      timer.due = kit.clock + timer.every;
      apply(set, timers, [next, timer]);
    }
    kit.arm();
    try { apply(timer.action, undefined, timer.list); } catch (thrown) { fail(thrown); }
    return 'more';
  };
  return {
    setTimeout, setInterval, setImmediate, clearTimeout: clear, clearInterval: clear, clearImmediate: clear,
    nextTick, queueMicrotask, soon,
  };
})
