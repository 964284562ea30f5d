// Where a program takes hold of an error of the engine's, the error gets the words that it has in Node: in `catch`, whose
// parameter passes through here, and in the handlers of promises.
(function (kit) {
  'use strict';
  const { apply, clip, defineProperty, hasOwn, host, list, ownKeys, then } = kit;
  const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { startsWith } = String.prototype, { get, set } = WeakMap.prototype, { get: find, set: put } = Map.prototype;
  const define = (object, key, value) => defineProperty(object, key, { value, writable: true, configurable: true, enumerable: false });
  const prototypes = list([TypeError, RangeError, ReferenceError, SyntaxError, URIError].map((Class) => Class.prototype));
  const isOfEngine = (error) => {
    const prototype = typeof error === 'object' && error !== null && getPrototypeOf(error);
    for (let index = 0; index < prototypes.length; index += 1) if (prototypes[index] === prototype) return true;
    return false;
  };

  const textOf = (error, key) => {
    const value = getOwnPropertyDescriptor(error, key)?.value;
    return typeof value === 'string' ? clip(value) : undefined;
  };
  // What each error said before.
  const spoken = new WeakMap(), known = new Map();
  let asked = 0;
  const reword = (error, words) => {
    const stack = textOf(error, 'stack') ?? '', { message } = error;
    apply(set, spoken, [error, { __proto__: null, message, words }]);
    if (words !== message) defineProperty(error, 'message', { value: words });
    kit.traceOfEngine?.(error, stack, message);
    return error;
  };
  // `Promise.any` says nothing.
  const { prototype: aggregate } = AggregateError;
  const isOfAny = (error) => typeof error === 'object' && error !== null && getPrototypeOf(error) === aggregate
    && textOf(error, 'message') === undefined && apply(startsWith, textOf(error, 'stack') ?? '', ['@[native code]']);
  const isOverflow = (error) => isOfEngine(error) && error.message === 'Maximum call stack size exceeded.';
  const caught = (error) => {
    try {
      if (isOfAny(error)) {
        define(error, 'message', 'All promises were rejected');
        kit.traceOfEngine?.(error, '', '');
      }
      // What is traced already has its words, or was made by the program.
      if (!isOfEngine(error) || apply(get, spoken, [error]) || kit.isTraced(error)) return error;
      // Some have no trace.
      const stack = textOf(error, 'stack') ?? (hasOwn(error, 'stack') ? undefined : ''), message = textOf(error, 'message');
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
    } catch (thrown) {
      // Where there is no room left for a call, the next frame takes hold of it. Else its members are the program's own.
      if (isOverflow(thrown)) throw thrown;
    }
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
  // Asked only where a promise is shown: the program's own traps may hear it.
  const isPlain = (value) => {
    if (typeof value !== 'object' && typeof value !== 'function' || value === null) return true;
    try { return !('then' in value); } catch { return false; }
  };
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
      if (this === Native && promise !== value) note(promise, value, false);
      return promise;
    },
    reject(reason) {
      const promise = apply(reject, this, [reason]);
      if (this === Native) note(promise, reason, true);
      return promise;
    },
  };
  // What a function says of itself is what its author wrote, and nothing where it stands for one of the language's.
  const { toString: textOfFunction } = Function.prototype, names = new WeakMap();
  const { endsWith, includes, slice } = String.prototype, body = '{\n    [native code]\n}';
  const standFor = (made, name = made.name) => { apply(set, names, [made, name]); return made; };
  const replace = (object, methods) => {
    for (const key of ownKeys(methods)) define(object, key, standFor(methods[key]));
  };
  replace(Function.prototype, {
    toString() {
      const name = apply(get, names, [this]);
      if (name !== undefined) return `function ${name}() { [native code] }`;
      const text = apply(textOfFunction, this, []);
      if (apply(endsWith, text, [body])) return `${apply(slice, text, [0, -body.length])}{ [native code] }`;
      const isOurs = apply(includes, text, ['$caught']) || apply(includes, text, ['$mport']);
      return isOurs ? host('written', text) ?? text : text;
    },
  });
  standFor(Math.random, 'random');
  replace(Promise.prototype, { then: own.then });
  replace(Promise, { resolve: own.resolve, reject: own.reject });
  caught.each = (items, name) => kit.part('loops').each(items, name);
  const stateOf = (promise) => {
    const state = apply(get, states, [promise]);
    return state && (state.isRejected || isPlain(state.value)) ? state : undefined;
  };
  return { caught, replace, reword, spokenOf, standFor, stateOf };
})
