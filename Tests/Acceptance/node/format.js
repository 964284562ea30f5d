// `util.format` and the rest of `console`.
const { format, inspect } = require('util');
class Named { toString() { return 'named'; } }
class Plain { constructor() { this.a = { b: 1 }; } }

console.log(format('%s %s %s %s %s', 1, -0, 1n, Symbol('s'), undefined), format('%s', null), format('%s', 'a', 'b', 3));
console.log(format('%s|%s|%s', { a: { b: 1 } }, [1, [2, [3]]], () => 1), format('%s', function name() {}), format('%s', class A {}));
console.log(format('%s|%s|%s', new Named(), new Plain(), new Date(0)), format('%s', Object.create(null)), format('%s', Object.create({ a: 1 })));
console.log(format('%s', new Map([[1, { a: 1 }]])), format('%s', new Set([1])), format('%s', /x/), format('%s', Buffer.from('a')));
console.log(format('%d %d %d %d %d %d', 1, '2', 'x', 3n, {}, Symbol('s')), format('%d', -0), format('%d', '0x10'), format('%d', null), format('%d', []));
console.log(format('%i %i %i %i %i', 1.9, '42.5px', 'x', 3n, {}), format('%f %f %f', '1.50', 'x', 2n));
console.log(format('%j %j %j', { a: [1] }, 'x', undefined), format('%j', (() => { const a = {}; a.a = a; return a; })()), format('%j', { toJSON: () => 'own' }));
console.log(format('%o', { a: 1 }), format('%o', [1, 2]), format('%O', { a: { b: { c: { d: { e: 1 } } } } }), format('%o', 'text'));
console.log(format('%% %s %', 'a'), format('%%'), format('100%', 1), format('%x %s', 1, 2), format('%c styled', 'color: red'), format('%s'));
console.log(format(1, 2, 'x', { a: 'y' }), format('a', 'b', { c: 'd' }), format(), format(undefined), format('%s %s', 'only'));
console.log(format(new Named()), format([new Named()]), format('a\nb', ['a\nb']));

console.info('info %s', 'x'); console.debug('debug', { a: 1 });
console.group('outer'); console.log('in\nner'); console.group(); console.log({ a: 'x'.repeat(60), b: 'y'.repeat(30) }); console.groupEnd(); console.groupEnd(); console.groupEnd();
console.log('outside');
console.count(); console.count('a'); console.count(); console.countReset(); console.count();
console.dir({ a: { b: { c: { d: 1 } } } }); console.dir({ a: { b: { c: { d: 1 } } } }, { depth: null }); console.dir('text');
console.table([{ a: 1, b: 'x' }, { a: 2, c: true }]); console.table([[1, 2], [3, 4]]); console.table(['a', 'b']); console.table({ one: { x: 1 }, two: { x: 2 } });
console.table([{ a: 1, b: 2 }], ['b']); console.table('text'); console.table([]); console.table(new Map([['k', 1]])); console.table(new Set(['v'])); console.table([{ name: '日本', o: { p: 1 } }, 5]);
console.log(); console.log(''); console.log('a', '', 'b');
console.log('%s is %d years and %i, %f, %j %o %O', 'Bob', 42, 42.9, '1.5', { a: 1 }, [1], { b: 2 }, 'extra');
