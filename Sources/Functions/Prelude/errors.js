// `error.stack` as V8 has it, for programs that look at it: what the error says at the first look, then its frames.
(function (kit) {
  'use strict';
  const { apply, construct, define, defineProperty, host, site, NativeError } = kit;
  const { toString } = NativeError.prototype;

  // `skipped` is the function whose callers count: the constructor of a class of the program's own.
  const trace = (error, stack, skipped) => {
    const name = kit.classesOf(skipped);
    kit.trace(error, stack);
    const keep = (value) =>
      defineProperty(error, 'stack', { value, writable: true, configurable: true, enumerable: false });
    defineProperty(error, 'stack', {
      configurable: true, enumerable: false,
      set(value) { kit.noteWritten(error); keep(value); },
      get() {
        const text = `${apply(toString, error, [])}${host('frames', `${name}\n${stack}`)}`;
        keep(text);
        return text;
      },
    });
    return error;
  };

  const wrap = (name) => {
    const Native = globalThis[name];
    const Wrapped = new Proxy(Native, {
      __proto__: null,
      construct(target, list, newTarget) {
        const isOwn = newTarget === Wrapped;
        const error = construct(target, list, isOwn ? target : newTarget);
        return trace(error, site(), isOwn ? undefined : newTarget);
      },
      apply: (target, receiver, list) => trace(construct(target, list), site()),
    });
    define(name, Wrapped);
    defineProperty(Native.prototype, 'constructor', { value: Wrapped, writable: true, configurable: true, enumerable: false });
    return Native;
  };
  for (const name of ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError']) wrap(name);
  defineProperty(NativeError, 'captureStackTrace', {
    value: function captureStackTrace(target, skipped) { trace(target, site(), skipped); },
    writable: true, configurable: true, enumerable: false,
  });
  kit.traceOfEngine = (error, stack) => trace(error, stack);
  return {};
})
