// The clock of a run: an input that only timers advance. The machine's clock and time zone do not show.
(function (kit) {
  'use strict';
  const { apply, construct, defineProperty, NativeDate, NativeIntl } = kit;
  const { toString } = NativeDate.prototype;
  const define = (object, name, value) =>
    defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });

  // V8 takes the 31st of every month, and goes on into the next one.
  const { exec } = RegExp.prototype, { slice } = String.prototype, { parse } = NativeDate;
  const dayAfterEnd = /^(\d{4})-(0[1-9]|1[0-2])-(29|3[01])($|[T ])/;
  const read = (text) => {
    const time = parse(text);
    if (time === time || typeof text !== 'string') return time;
    const match = apply(exec, dayAfterEnd, [text]);
    if (match === null) return time;
    const first = parse(`${match[1]}-${match[2]}-01${apply(slice, text, [10])}`);
    return first + (match[3] - 1) * 86400000;
  };
  define(NativeDate, 'now', function now() { return kit.clock; });
  define(NativeDate, 'parse', { parse(text) { return read(`${text}`); } }.parse);
  const Clock = new Proxy(NativeDate, {
    __proto__: null,
    construct: (target, list, newTarget) => construct(
      target, list.length === 0 ? [kit.clock] : list.length === 1 && typeof list[0] === 'string' ? [read(list[0])] : list, newTarget),
    apply: () => apply(toString, new NativeDate(kit.clock), []),
  });
  define(NativeDate.prototype, 'constructor', Clock);

  const { DateTimeFormat } = NativeIntl;
  const { formatToParts } = DateTimeFormat.prototype;
  const format = Object.getOwnPropertyDescriptor(DateTimeFormat.prototype, 'format').get;
  defineProperty(DateTimeFormat.prototype, 'format', {
    configurable: true,
    get() {
      const bound = apply(format, this, []);
      return (date) => bound(date === undefined ? kit.clock : date);
    },
  });
  define(DateTimeFormat.prototype, 'formatToParts', function (date) {
    return apply(formatToParts, this, [date === undefined ? kit.clock : date]);
  });
  const performance = {
    timeOrigin: kit.settings.time, now: () => kit.clock - kit.settings.time, mark() {}, measure() {},
    toJSON: () => ({ timeOrigin: kit.settings.time }),
  };
  return { Date: Clock, Intl: NativeIntl, performance };
})
