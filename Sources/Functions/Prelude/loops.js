// What `for await` goes through: by the list's own asynchronous way, else by its plain one, one promise after the other.
(function (kit) {
  'use strict';
  const { apply, list, NativeTypeError } = kit, { asyncIterator, iterator } = Symbol;
  const isObject = (value) => typeof value === 'object' && value !== null || typeof value === 'function';
  const checked = (result) => {
    if (!isObject(result)) throw new NativeTypeError(`Iterator result ${String(result)} is not an object`);
    return result;
  };
  const waitingFor = (way) => {
    const { next } = way;
    return list({
      async next() {
        const { done, value } = checked(apply(next, way, []));
        return { done, value: await value };
      },
      async return() {
        const end = way.return;
        if (end === undefined || end === null) return { done: true, value: undefined };
        const { done, value } = checked(apply(end, way, []));
        return { done, value: await value };
      },
    });
  };
  // The loop asks what it is given once.
  const each = (items, name) => {
    if (items === undefined || items === null) {
      throw new NativeTypeError(`Cannot read properties of ${items} (reading 'Symbol(Symbol.asyncIterator)')`);
    }
    const make = items[asyncIterator];
    const isOwn = make !== undefined && make !== null, plain = isOwn ? undefined : items[iterator];
    if (typeof (isOwn ? make : plain) !== 'function') throw new NativeTypeError(`${name} is not async iterable`);
    return list({ [asyncIterator]: () => isOwn ? apply(make, items, []) : waitingFor(apply(plain, items, [])) });
  };
  return { each };
})
