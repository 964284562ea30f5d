// What the iterators of Map and Set still have to give, as it is printed: who made them, and how often they were asked.
(function (kit) {
  'use strict';
  const { apply, part } = kit, { replace } = part('caught');
  const { getPrototypeOf } = Object, { get, set } = WeakMap.prototype;
  const made = new WeakMap(), makers = { __proto__: null };

  for (const [Class, names] of [[Map, ['entries', 'keys', 'values']], [Set, ['entries', 'values']]]) {
    const iterator = getPrototypeOf(new Class().values()), { next } = iterator;
    replace(iterator, { next() {
      const known = apply(get, made, [this]);
      if (known) known.taken += 1;
      return apply(next, this, []);
    } });
    for (const name of names) {
      const make = Class.prototype[name], key = `${Class.name} ${name}`;
      makers[key] = make;
      replace(Class.prototype, { [name]() {
        const result = apply(make, this, []);
        apply(set, made, [result, { __proto__: null, collection: this, key, taken: 0 }]);
        return result;
      } });
    }
  }
  replace(Map.prototype, { [Symbol.iterator]: Map.prototype.entries });
  replace(Set.prototype, { [Symbol.iterator]: Set.prototype.values, keys: Set.prototype.values });

  kit.restOf = (iterator) => {
    const known = apply(get, made, [iterator]);
    if (known === undefined) return undefined;
    const items = Array.from(apply(makers[known.key], known.collection, [])).slice(known.taken);
    return { items, name: `${known.key.slice(0, 3)} ${known.key.endsWith('entries') ? 'Entries' : 'Iterator'}` };
  };
  return {};
})
