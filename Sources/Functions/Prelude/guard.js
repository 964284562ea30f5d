// What a program replaces among the language's built-ins is replaced for the program alone: our own parts, also those
// that are made later, and what the engine looks up in their name, go on with what was there before.
(function (kit) {
  'use strict';
  const { apply, defineProperty, list, ownKeys, NativeError } = kit;
  const { getOwnPropertyDescriptor, getOwnPropertyDescriptors, getPrototypeOf, defineProperties } = Object;
  const { slice, indexOf, lastIndexOf, startsWith } = String.prototype;
  const { has, get: find, set: put } = Map.prototype;

  const stackOf = (frames) => {
    const limit = NativeError.stackTraceLimit;
    try {
      NativeError.stackTraceLimit = frames;
      const { stack } = new NativeError();
      return typeof stack === 'string' ? stack : '';
    } catch { return ''; } finally { try { NativeError.stackTraceLimit = limit; } catch { /* frozen */ } }
  };
  const linesOf = (text) => {
    let count = 1;
    for (let at = apply(indexOf, text, ['\n']); at >= 0; at = apply(indexOf, text, ['\n', at + 1])) count += 1;
    return count;
  };
  // Who asks is told by the innermost frame that is neither the engine's nor of this file. A program may write a frame
  // into the `displayName` of a function of ours: what stands after the last `@` is the engine's, and as many lines
  // as frames mean that none was added.
  const isOurs = () => {
    const stack = stackOf(20);
    for (let start = 0, frames = 1; start < stack.length; frames += 1) {
      const found = apply(indexOf, stack, ['\n', start]), end = found < 0 ? stack.length : found;
      const frame = apply(slice, stack, [start, end]);
      const place = apply(slice, frame, [apply(lastIndexOf, frame, ['@']) + 1]);
      start = end + 1;
      const isOf = (words) => apply(startsWith, place, [words]);
      if (isOf('[native code]') || isOf('stepwise:guard:')) continue;
      if (isOf('stepwise:') && !isOf('stepwise:program:') && !isOf('stepwise:file/')) return true;
      return linesOf(stackOf(frames)) !== frames;
    }
    return stack === '';
  };

  // Each built-in member is a place: what stood there first, and what the program put there. Once a program has
  // planted members of its own, setters perhaps, our `push` asks no prototype.
  const holders = new Map();
  let isPlanted = false;
  kit.part('time');
  const theirPush = Array.prototype.push;
  const push = { __proto__: null, value: function push(...items) {
    for (let index = 0; index < items.length; index += 1) {
      defineProperty(this, this.length, { value: items[index], writable: true, enumerable: true, configurable: true });
    }
    return this.length;
  } };
  const placesOf = (holder) => apply(find, holders, [holder]);
  const currentOf = ({ original, patch }) => {
    const isPush = isPlanted && original.value === theirPush;
    if (patch === undefined && !isPush) return original;
    return isOurs() ? isPush ? push : original : patch ?? original;
  };
  const protect = (holder, places, key) => {
    const original = list(getOwnPropertyDescriptor(holder, key));
    if (!original.configurable || typeof original.value === 'string' || typeof original.value === 'number') return;
    const place = places[key] = { __proto__: null, original, patch: undefined };
    defineProperty(holder, key, {
      enumerable: original.enumerable, configurable: false,
      get() {
        const current = currentOf(place);
        return 'value' in current ? current.value : current.get && apply(current.get, this, []);
      },
      // Assigned to an object that inherits the member, it becomes a member of that object; a global has no object.
      set(value) {
        if (this === holder || this === undefined) place.patch = { __proto__: null, value };
        else defineProperty(this, key, { value, writable: true, enumerable: true, configurable: true });
      },
    });
  };

  // What the program put there, else what is there.
  kit.theirs = (holder, key) => {
    const patch = placesOf(holder)?.[key]?.patch;
    return patch === undefined ? holder[key] : patch.get ? apply(patch.get, holder, []) : patch.value;
  };

  // -- Descriptors show a program its own side of a place, and change that.
  const placeAt = (target, key) => placesOf(target)?.[typeof key === 'symbol' ? key : `${key}`];
  const shown = (place) => {
    const { enumerable, configurable } = place.original, current = currentOf(place);
    return 'value' in current ? { value: current.value, writable: true, enumerable, configurable }
      : { get: current.get, set: current.set, enumerable, configurable };
  };
  const change = (target, key, descriptor) => {
    if (!placesOf(target)) return false;
    isPlanted = true;
    const place = placeAt(target, key);
    if (!place || typeof descriptor !== 'object' || descriptor === null) return false;
    place.patch = 'get' in descriptor || 'set' in descriptor
      ? { __proto__: null, get: descriptor.get, set: descriptor.set }
      : { __proto__: null, value: 'value' in descriptor ? descriptor.value : currentOf(place).value };
    return true;
  };
  const { replace } = kit.part('caught');
  for (const object of [Object, Reflect]) {
    const { defineProperty: define, getOwnPropertyDescriptor: describe } = object;
    replace(object, {
      defineProperty(target, key, descriptor) {
        return change(target, key, descriptor) ? object === Object ? target : true : define(target, key, descriptor);
      },
      getOwnPropertyDescriptor(target, key) {
        const place = placeAt(target, key);
        return place ? shown(place) : describe(target, key);
      },
    });
  }
  replace(Object, {
    defineProperties(target, descriptors) {
      if (!placesOf(target)) return defineProperties(target, descriptors);
      for (const key of ownKeys(descriptors)) Object.defineProperty(target, key, descriptors[key]);
      return target;
    },
    getOwnPropertyDescriptors(target) {
      const result = getOwnPropertyDescriptors(target), places = placesOf(target);
      for (const key of places ? ownKeys(places) : []) result[key] = shown(places[key]);
      return result;
    },
  });
  replace(Object.prototype, {
    __defineGetter__(key, get) { Object.defineProperty(this, key, { get, enumerable: true, configurable: true }); },
    __defineSetter__(key, set) { Object.defineProperty(this, key, { set, enumerable: true, configurable: true }); },
  });

  // What is above a built-in is above our own parts too. Above the first of all the engine itself lets nothing be put.
  const { prototype: first } = Object;
  const raise = (target, above, go) => {
    const isObject = typeof above === 'function' || typeof above === 'object' && above !== null;
    if (isObject && target !== first && placesOf(target) && above !== getPrototypeOf(target)) {
      kit.unavailable('Another prototype of a built-in');
    }
    return go();
  };
  for (const object of [Object, Reflect]) {
    const { setPrototypeOf: raised } = object;
    replace(object, { setPrototypeOf: (target, above) => raise(target, above, () => raised(target, above)) });
  }
  const { get: below, set: raised } = getOwnPropertyDescriptor(first, '__proto__');
  defineProperty(first, '__proto__', {
    get: below, configurable: true, enumerable: false,
    set(above) { raise(this, above, () => apply(raised, this, [above])); },
  });

  const iterators = [[][Symbol.iterator](), ''[Symbol.iterator](), new Map().entries(), new Set().values(), 'a'.matchAll(/a/g)];
  const generator = getPrototypeOf((function* () {})());
  const typed = getPrototypeOf(Uint8Array);
  const names = ['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Error', 'Promise', 'RegExp',
    'Date', 'Map', 'Set', 'WeakMap', 'WeakSet', 'ArrayBuffer', 'DataView', 'Uint8Array', 'Proxy', 'Reflect', 'JSON', 'Math'];
  const all = [typed, typed.prototype, getPrototypeOf(generator), getPrototypeOf(getPrototypeOf(iterators[0]))];
  for (const iterator of iterators) all.push(getPrototypeOf(iterator));
  for (const name of names) {
    const value = globalThis[name];
    all.push(value);
    if (value.prototype) all.push(value.prototype);
  }
  for (const holder of all) apply(put, holders, [holder, { __proto__: null }]);
  apply(put, holders, [globalThis, { __proto__: null }]);
  for (const holder of all) for (const key of ownKeys(holder)) if (key !== '__proto__') protect(holder, placesOf(holder), key);
  for (const name of [...names, 'TypeError', 'RangeError', 'SyntaxError', 'parseInt', 'parseFloat', 'isNaN', 'encodeURIComponent',
    'decodeURIComponent', 'encodeURI']) protect(globalThis, placesOf(globalThis), name);
  return {};
})
