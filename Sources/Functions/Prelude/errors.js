// `error.stack` as V8 has it, for programs that look at it: what the error says at the first look, then its frames.
(function (kit) {
  'use strict';
  const { apply, construct, define, defineProperty, host, list, part, setPrototypeOf, site, NativeError } = kit;
  const { toString } = NativeError.prototype, { getOwnPropertyDescriptor } = Object, { deleteProperty } = Reflect;
  const { standFor } = part('caught');

  // V8's errors have no members for their place, and `stack` is their first.
  const places = list(['line', 'column', 'sourceURL']), members = list(['message', 'errors', 'cause']);
  const tidied = (error) => {
    for (let index = 0; index < places.length; index += 1) deleteProperty(error, places[index]);
    for (let index = 0; index < members.length; index += 1) {
      const member = getOwnPropertyDescriptor(error, members[index]);
      if (member && deleteProperty(error, members[index])) defineProperty(error, members[index], member);
    }
    return error;
  };

  // `skipped` is the function whose callers count: the constructor of a class of the program's own.
  // Of an error of the engine's, `spoken` is what the engine said.
  const trace = (error, stack, skipped, spoken = '') => {
    const name = kit.classesOf(skipped);
    kit.trace(error, stack);
    const keep = (value) =>
      defineProperty(error, 'stack', { value, writable: true, configurable: true, enumerable: false });
    defineProperty(error, 'stack', {
      configurable: true, enumerable: false,
      set(value) { kit.noteWritten(error); keep(value); },
      get() {
        const text = `${apply(toString, error, [])}${host('frames', `${name}\n${stack}\0${spoken}`)}`;
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
        return tidied(trace(error, site(), isOwn ? undefined : newTarget));
      },
      apply: (target, receiver, list) => tidied(trace(construct(target, list), site())),
    });
    define(name, standFor(Wrapped));
    if (name !== 'Error') setPrototypeOf(Native, globalThis.Error);
    defineProperty(Native.prototype, 'constructor', { value: Wrapped, writable: true, configurable: true, enumerable: false });
    return Native;
  };
  for (const name of ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError']) wrap(name);
  defineProperty(NativeError, 'captureStackTrace', {
    value: function captureStackTrace(target, skipped) { trace(target, site(), skipped); },
    writable: true, configurable: true, enumerable: false,
  });
  kit.traceOfEngine = (error, stack, spoken) => tidied(trace(error, stack, undefined, spoken));
  return {};
})
