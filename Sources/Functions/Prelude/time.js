// The clock of a run: an input that only timers advance. The machine's clock and time zone do not show.
(function (kit) {
  'use strict';
  const { apply, construct, defineProperty, NativeDate, NativeIntl } = kit;
  const { toString } = NativeDate.prototype;
  const define = (object, name, value) =>
    defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });

  define(NativeDate, 'now', function now() { return kit.clock; });
  const Clock = new Proxy(NativeDate, {
    __proto__: null,
    construct: (target, list, newTarget) => construct(target, list.length === 0 ? [kit.clock] : list, newTarget),
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
