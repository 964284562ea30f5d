// What `for await` goes through: by the list's own asynchronous way, else by its plain one, one promise after the other.
(function (kit) {
  'use strict';
  const { apply, list, NativeTypeError } = kit, { asyncIterator, iterator } = Symbol;
  const isObject = (value) => typeof value === 'object' && value !== null || typeof value === 'function';
  const checked = (result) => {
    if (!isObject(result)) throw new NativeTypeError(`Iterator result ${String(result)} is not an object`);
    return result;
  };
  const nameOf = (value) => `${typeof value === 'object' || value === undefined ? '' : `${typeof value} `}${String(value)}`;
  const call = (action, way) => {
    if (typeof action !== 'function') throw new NativeTypeError(`${nameOf(action)} is not a function`);
    return apply(action, way, []);
  };
  const begun = (make, items, symbol) => {
    const way = call(make, items);
    if (!isObject(way)) throw new NativeTypeError(`Result of the ${symbol} method is not an object`);
    return way;
  };
  const own = (way) => {
    const { next } = way;
    return list({
      next: () => call(next, way),
      get return() {
        const end = way.return;
        return end === undefined || end === null ? undefined : () => call(end, way);
      },
    });
  };
  const waitingFor = (way) => {
    const { next } = way;
    return list({
      async next() {
        const { done, value } = checked(call(next, way));
        return { done, value: await value };
      },
      async return() {
        const end = way.return;
        if (end === undefined || end === null) return { done: true, value: undefined };
        const { done, value } = checked(call(end, way));
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
    if (typeof (isOwn ? make : plain) !== 'function') {
      throw new NativeTypeError(`${name} is not ${name.endsWith('(...)') ? 'a function or its return value is not ' : ''}async iterable`);
    }
    return list({
      [asyncIterator]: () => isOwn
        ? own(begun(make, items, 'Symbol.asyncIterator')) : waitingFor(begun(plain, items, 'Symbol.iterator')),
    });
  };
  return { each };
})
