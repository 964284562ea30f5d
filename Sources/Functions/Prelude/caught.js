// Where a program takes hold of an error of the engine's, the error gets the words that it has in Node: in `catch`, whose
// parameter passes through here, and in the handlers of promises.
(function (kit) {
  'use strict';
  const { apply, clip, defineProperty, host, list, then } = kit;
  const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { startsWith } = String.prototype, { get, set } = WeakMap.prototype, { get: find, set: put } = Map.prototype;
  const prototypes = list([TypeError, RangeError, ReferenceError, SyntaxError, URIError].map((Class) => Class.prototype));
  const isOfEngine = (error) => {
    const prototype = typeof error === 'object' && error !== null && getPrototypeOf(error);
    for (let index = 0; index < prototypes.length; index += 1) if (prototypes[index] === prototype) return true;
    return false;
  };

  // What each error said before.
  const spoken = new WeakMap(), known = new Map();
  let asked = 0;
  const reword = (error, words) => {
    apply(set, spoken, [error, { __proto__: null, message: error.message, words }]);
    if (words !== error.message) defineProperty(error, 'message', { value: words });
    return error;
  };
  const textOf = (error, key) => {
    const value = getOwnPropertyDescriptor(error, key)?.value;
    return typeof value === 'string' ? clip(value) : undefined;
  };
  // `Promise.any` says nothing.
  const { prototype: aggregate } = AggregateError;
  const isOfAny = (error) => typeof error === 'object' && error !== null && getPrototypeOf(error) === aggregate
    && textOf(error, 'message') === undefined && apply(startsWith, textOf(error, 'stack') ?? '', ['@[native code]']);
  const caught = (error) => {
    try {
      if (isOfAny(error)) defineProperty(error, 'message', { value: 'All promises were rejected', writable: true, configurable: true, enumerable: false });
      if (!isOfEngine(error) || apply(get, spoken, [error])) return error;
      const stack = textOf(error, 'stack'), message = textOf(error, 'message');
      if (stack === undefined || message === undefined) return error;
      const report = `${stack}\0${message}`;
      let words = apply(find, known, [report]);
      if (words === undefined) {
        // Nobody reads the words of the next thousand.
        if (asked === 512) return error;
        asked += 1;
        apply(put, known, [report, words = host('words', report) ?? message]);
      }
      reword(error, words);
      kit.traceOfEngine?.(error, stack);
    } catch { /* its members are the program's own */ }
    return error;
  };
  // The engine's own message, if the error still has ours.
  const spokenOf = (error) => {
    const known = apply(get, spoken, [error]);
    return known && known.words === error.message ? known.message : undefined;
  };

  // What is known of promises that are settled: the handlers hear it, and `Promise.resolve` makes it.
  const states = new WeakMap();
  const note = (promise, value, isRejected) => { apply(set, states, [promise, { __proto__: null, value, isRejected }]); return value; };
  const isPlain = (value) => typeof value !== 'object' && typeof value !== 'function' || value === null;
  const define = (object, key, value) => defineProperty(object, key, { value, writable: true, configurable: true, enumerable: false });
  const { resolve, reject } = Promise, { Promise: Native } = globalThis;
  const own = {
    then(done, failed) {
      return apply(then, this, [
        typeof done === 'function' ? (value) => done(note(this, value, false)) : done,
        typeof failed === 'function' ? (reason) => failed(note(this, caught(reason), true)) : failed,
      ]);
    },
    resolve(value) {
      const promise = apply(resolve, this, [value]);
      if (this === Native && isPlain(value)) note(promise, value, false);
      return promise;
    },
    reject(reason) {
      const promise = apply(reject, this, [reason]);
      if (this === Native) note(promise, reason, true);
      return promise;
    },
  };
  // What a function says of itself is what its author wrote.
  const { toString: textOfFunction } = Function.prototype, { includes } = String.prototype;
  const isOurs = (text) => apply(includes, text, ['$caught(']) || apply(includes, text, ['$mport']);
  const written = {
    toString() {
      const text = apply(textOfFunction, this, []);
      return isOurs(text) ? host('written', text) ?? text : text;
    },
  };
  define(Function.prototype, 'toString', written.toString);
  define(Promise.prototype, 'then', own.then);
  define(Promise, 'resolve', own.resolve);
  define(Promise, 'reject', own.reject);
  return { caught, reword, spokenOf, stateOf: (promise) => apply(get, states, [promise]) };
})
