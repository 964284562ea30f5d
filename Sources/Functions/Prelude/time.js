// The clock of a run: an input that only timers advance. The machine's clock and time zone do not show.
(function (kit) {
  'use strict';
  const { apply, construct, defineProperty, NativeDate, NativeIntl } = kit;
  const { toString } = NativeDate.prototype;
  const { replace, standFor } = kit.part('caught');

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
  replace(NativeDate, { now() { return kit.clock; }, parse(text) { return read(`${text}`); } });
  const Clock = standFor(new Proxy(NativeDate, {
    __proto__: null,
    construct: (target, list, newTarget) => construct(
      target, list.length === 0 ? [kit.clock] : list.length === 1 && typeof list[0] === 'string' ? [read(list[0])] : list, newTarget),
    apply: () => apply(toString, new NativeDate(kit.clock), []),
  }));
  kit.defineProperty(NativeDate.prototype, 'constructor', { value: Clock, writable: true, configurable: true, enumerable: false });

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
  replace(DateTimeFormat.prototype, {
    formatToParts(date) { return apply(formatToParts, this, [date === undefined ? kit.clock : date]); },
  });
  const performance = {
    timeOrigin: kit.settings.time, now: () => kit.clock - kit.settings.time, mark() {}, measure() {},
    toJSON: () => ({ timeOrigin: kit.settings.time }),
  };
  return { Date: Clock, Intl: NativeIntl, performance };
})
