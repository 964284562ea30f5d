// `require('events')`.
(function (kit) {
  'use strict';
  const { apply, NativeError, ownKeys } = kit;

  class EventEmitter {
    #listeners(name) { this._events ??= Object.create(null); return this._events[name] ??= []; }
    on(name, action) { this.#listeners(name).push({ action }); return this; }
    addListener(name, action) { return this.on(name, action); }
    prependListener(name, action) { this.#listeners(name).unshift({ action }); return this; }
    once(name, action) { this.#listeners(name).push({ action, isOnce: true }); return this; }
    off(name, action) {
      const list = this.#listeners(name), at = list.findLastIndex((listener) => listener.action === action);
      if (at >= 0) list.splice(at, 1);
      return this;
    }
    removeListener(name, action) { return this.off(name, action); }
    removeAllListeners(name) { if (name === undefined) this._events = undefined; else this.#listeners(name).length = 0; return this; }
    emit(name, ...list) {
      const listeners = [...this.#listeners(name)];
      if (name === 'error' && listeners.length === 0) throw list[0] instanceof NativeError ? list[0] : new NativeError(`Unhandled error. (${list[0]})`);
      for (const listener of listeners) {
        if (listener.isOnce) this.off(name, listener.action);
        apply(listener.action, this, list);
      }
      return listeners.length > 0;
    }
    listeners(name) { return this.#listeners(name).map(({ action }) => action); }
    listenerCount(name) { return this.#listeners(name).length; }
    eventNames() { return ownKeys(this._events ?? {}).filter((name) => this._events[name].length > 0); }
    setMaxListeners() { return this; }
  }
  EventEmitter.EventEmitter = EventEmitter;
  EventEmitter.once = (emitter, name) => new Promise((done) => { emitter.once(name, (...list) => done(list)); });
  return { EventEmitter };
})
