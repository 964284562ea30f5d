// What Node shares with browsers. What would reach the network ends the run as not-run when it is used.
(function (kit) {
  'use strict';
  const { isArray, keys, NativeError, part, unavailable } = kit;

  const copy = (value, seen) => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw Object.assign(new NativeError(`${typeof value === 'symbol' ? 'Symbol()' : value} could not be cloned.`), { name: 'DataCloneError', code: 25 });
    }
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (result) => { seen.set(value, result); return result; };
    if (value instanceof kit.NativeDate) return keep(new kit.NativeDate(+value));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof Number || value instanceof String || value instanceof Boolean) return keep(Object(value.valueOf()));
    if (value instanceof Map) {
      const result = keep(new Map());
      for (const [key, item] of value) result.set(copy(key, seen), copy(item, seen));
      return result;
    }
    if (value instanceof Set) {
      const result = keep(new Set());
      for (const item of value) result.add(copy(item, seen));
      return result;
    }
    if (value instanceof ArrayBuffer) return keep(value.slice(0));
    if (ArrayBuffer.isView(value)) return keep(Uint8Array.from(value));
    if (value instanceof NativeError) {
      const result = keep(new NativeError(value.message));
      result.name = value.name;
      result.stack = value.stack;
      return result;
    }
    const result = keep(isArray(value) ? new Array(value.length) : {});
    for (const key of keys(value)) result[key] = copy(value[key], seen);
    return result;
  };
  const structuredClone = (value) => copy(value, new Map());

  class Headers {
    #list = new Map();
    constructor(init = {}) {
      const pairs = typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init);
      for (const [name, value] of pairs) this.append(name, value);
    }
    append(name, value) {
      const key = `${name}`.toLowerCase(), present = this.#list.get(key);
      this.#list.set(key, present === undefined ? `${value}` : `${present}, ${value}`);
    }
    set(name, value) { this.#list.set(`${name}`.toLowerCase(), `${value}`); }
    get(name) { return this.#list.get(`${name}`.toLowerCase()) ?? null; }
    has(name) { return this.#list.has(`${name}`.toLowerCase()); }
    delete(name) { this.#list.delete(`${name}`.toLowerCase()); }
    forEach(action) { for (const [name, value] of this) action(value, name, this); }
    entries() { return [...this.#list].sort(([a], [b]) => a < b ? -1 : 1).values(); }
    * keys() { for (const [name] of this) yield name; }
    * values() { for (const [, value] of this) yield value; }
    [Symbol.iterator]() { return this.entries(); }
  }
  class AbortSignal {
    aborted = false;
    reason = undefined;
    onabort = null;
    #listeners = [];
    addEventListener(type, action) { if (type === 'abort') this.#listeners.push(action); }
    removeEventListener(type, action) { this.#listeners = this.#listeners.filter((listener) => listener !== action); }
    throwIfAborted() { if (this.aborted) throw this.reason; }
    static abort(signal, reason) {
      if (signal.aborted) return;
      signal.aborted = true;
      signal.reason = reason ?? Object.assign(new NativeError('This operation was aborted'), { name: 'AbortError', code: 20 });
      for (const action of [signal.onabort, ...signal.#listeners]) action?.call(signal, { type: 'abort', target: signal });
    }
  }
  const { abort } = AbortSignal;
  delete AbortSignal.abort;
  AbortSignal.timeout = (delay) => {
    const signal = new AbortSignal();
    part('timers').setTimeout(() => abort(signal, Object.assign(new NativeError('The operation was aborted due to timeout'), { name: 'TimeoutError' })), delay).unref();
    return signal;
  };
  class AbortController {
    signal = new AbortSignal();
    abort(reason) { abort(this.signal, reason); }
  }
  const absent = (name) => ({ [name]: class { constructor() { unavailable(`The global “${name}”`); } } })[name];
  const fetch = async function fetch(input) { return unavailable(`A request to ${typeof input === 'string' ? input : input?.url ?? input?.href ?? 'the network'}`); };
  const others = {};
  for (const name of ['BroadcastChannel', 'CompressionStream', 'CustomEvent', 'DOMException', 'DecompressionStream', 'MessageChannel', 'MessageEvent',
    'PerformanceObserver', 'ReadableStream', 'TextDecoderStream', 'TextEncoderStream', 'TransformStream', 'WritableStream']) others[name] = absent(name);
  return {
    ...others, structuredClone, Headers, AbortController, AbortSignal, fetch, Request: absent('Request'), FormData: absent('FormData'),
    Blob: absent('Blob'), File: absent('File'), WebSocket: absent('WebSocket'),
    EventTarget: absent('EventTarget'), Event: absent('Event'), SharedArrayBuffer: absent('SharedArrayBuffer'),
    WebAssembly: new Proxy({}, { __proto__: null, get: (target, key) => unavailable(`The global “WebAssembly.${String(key)}”`) }),
  };
})
