// Values as tutorials print them, one on each line.
console.log(Promise.resolve(5));
console.log(Promise.reject(new Error('x')).catch(()=>1));
console.log((() => { const p = Promise.reject(3); p.catch(() => {}); return p })());
console.log(new Promise(() => {}));
console.log({ p: Promise.resolve('a') });
console.log({ p: Promise.resolve({ a: 1 }) }, Promise.resolve([1, 2]));
console.log(new Map([[1,{a:2}]]).entries());
console.log(new Map([[1,2]]).keys());
console.log(new Map([['a',2]]).values());
console.log(new Set([1,'b']).values());
console.log(new Set([1,2]).entries());
console.log([1,2][Symbol.iterator]());
console.log('ab'[Symbol.iterator]());
console.log('ab'.matchAll(/a/g));
console.log(new Map([['a',{b:[1,2,{c:3}]}]]));
console.log(new Set(['a',{b:1}]));
console.log(new AggregateError([new Error('a'), new TypeError('b')], 'both').message);
console.log(new AggregateError([]).name);
console.log(new Date('2024-02-30'));
console.log(new Date('2024-02-30T00:00:00'));
console.log(new Date('2024-13-01'));
console.log(new Date('2024-2-3'));
console.log(new Date('2024/02/30'));
console.log(new Date('2024-01-05'));
console.log(new Date('2024-01-05 10:00'));
console.log(new Date('Jan 5, 2024'));
console.log(new Date('5 Jan 2024 10:00 GMT'));
console.log(new Date('2024-01-05T10:00:00+09:00'));
console.log(new Date('January 32, 2024'));
console.log(new Date(2024, 1, 30));
console.log(new Date(''));
console.log(new Date('garbage'));
console.log(new Date('2024'));
console.log(new Date('20240105'));
console.log(new Date('2024-1'));
console.log(new Date('Fri, 05 Jan 2024 10:00:00 GMT'));
console.log(new Date('2024-01-05T25:00:00'));
console.log(new Date('1/5/2024'));
console.log(new Date('12:00'));
console.log(new Date(2024, 0, 5).toString());
console.log(new Date(2024, 0, 5).toLocaleDateString());
console.log(new Date(2024, 0, 5).toLocaleDateString('ja-JP'));
console.log(new Date(2024, 0, 5).toLocaleString('en-US'));
console.log(new Date(2024, 0, 5).toLocaleTimeString());
console.log(new Date(2024, 0, 5).toLocaleString('en-GB', { timeZone: 'Asia/Tokyo' }));
console.log(new Date(2024, 0, 5).toLocaleDateString('en-US', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }));
console.log(new Date(2024, 0, 5).toUTCString());
console.log(new Date(2024, 0, 5).toDateString());
console.log(new Date(2024, 0, 5).toTimeString());
console.log([new Date(0)]);
console.log({ d: new Date(NaN) });
console.log((1234567.891).toLocaleString());
console.log((1234.5).toLocaleString('ja-JP', { style: 'currency', currency: 'JPY' }));
console.log(new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format(3.14159));
console.log(new Intl.PluralRules('en').select(1));
console.log(new Intl.RelativeTimeFormat('en').format(-1, 'day'));
console.log(new Intl.ListFormat('en').format(['a','b','c']));
console.log(new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(0));
console.log(Intl.DateTimeFormat().resolvedOptions().timeZone);
console.log(Intl.DateTimeFormat().resolvedOptions().locale);
console.log([undefined, null, NaN, -0, 0n, Symbol('s')]);
console.log([,1,,2]);
console.log(Array(3));
console.log([1.5, 'a\nb', "it's", `b"t'`]);
console.log({ 'a-b': 1, 2: 3, [Symbol('k')]: 4 });
console.log({ a: { b: { c: { d: 1 } } } });
console.log({ f() {}, g: () => 1, h: class X {}, async i() {}, *j() {}, k: async () => {} , l: async function* m() {} });
console.log(new (class Foo { a = 1; #b = 2 })());
console.log(new (class Foo extends Array {})(3));
console.log(new (class extends Map {})([[1,2]]));
console.log(Object.create(null));
console.log(Object.create({ a: 1 }));
console.log(Object.assign(Object.create(null), { x: 1 }));
console.log(Object.assign(() => {}, { a: 1 }));
console.log(new Proxy({ a: 1 }, {}));
console.log(new Proxy(function f() {}, {}));
console.log(Math);
console.log(JSON);
console.log(Reflect);
console.log(Symbol);
console.log((function () { return arguments })(1, 2));
console.log(new Error('x').message);
console.log(Object.assign(new Error('x'), { code: 'E' }).code);
console.log([new Error('x').name]);
console.log(/a+/gi);
console.log(new RegExp('/'));
console.log(Buffer.from('abc'));
console.log([Buffer.from('a')]);
console.log(new Uint8Array([1,2,3]));
console.log(new Float64Array(2));
console.log(new ArrayBuffer(4));
console.log(new DataView(new ArrayBuffer(2)));
console.log(new URL('https://a.b/c?d=e#f'));
console.log(new URLSearchParams('a=1&b=2'));
console.log(new URL('https://a.b/c?d=e').searchParams);
console.log(new TextEncoder().encode('é'));
console.log(new WeakMap());
console.log(new WeakSet());
console.log(new String('abc'));
console.log(new Number(5));
console.log(new Boolean(false));
console.log(Object(1n));
console.log(Object(Symbol('a')));
console.log('a'.repeat(200));
console.log(['a'.repeat(80)]);
console.log(Array.from({ length: 120 }, (_, i) => i));
console.log(Array.from({ length: 30 }, (_, i) => 'item' + i));
console.log(Array.from({ length: 7 }, (_, i) => ({ i })));
console.log(Object.fromEntries(Array.from({ length: 30 }, (_, i) => ['k' + i, i])));
console.log([[1,[2,[3,[4]]]]]);
console.log([['a',1],['b',2]]);
console.log({ get a() { return 1 }, set b(v) {}, get c() { return 1 }, set c(v) {} });
console.log((() => { const o = { n: 1 }; o.self = o; return o })());
console.log((() => { const a = [1]; a.push(a); return a })());
console.log([true, false, null]);
console.log({ u: undefined, n: null });
console.log('plain');
console.log('');
console.log(['']);
console.log(-0);
console.log(0.1 + 0.2);
console.log(1e21);
console.log(123456789012345680000);
console.log(5e-324);
console.log((25).toString(36));
console.log([1,2,3].toString());
console.log(String([1,[2,3]]));
console.log(String({}));
console.log(String(() => 1));
console.log(`${[1,2]} ${{}} ${null}`);
console.log([3,1,10,2].sort());
console.log(['b','a','C'].sort((x, y) => x.localeCompare(y)));
console.log('äpfel'.localeCompare('zebra'));
console.log('ﬀ'.toUpperCase());
console.log('İ'.toLowerCase().length);
console.log([1,2,3].at(-1));
console.log([1,2,3].toSorted ? 1 : 0);
console.log(structuredClone({ a: new Date(0), b: [1, new Map([[1, 2]])] }));
console.log(new Intl.Collator('de').compare('ä', 'z'));
console.log([..."👍🏽é"].length);
console.log('abc'.padStart(5, '*'));
console.log(encodeURIComponent("a b&c/d'é"));
console.log(escape('é a'));
console.log(parseInt('08'));
console.log(Number('0x1f'));
console.log(Number(''));
console.log(+[]);
console.log([] + {});
console.log(typeof null);
console.log(isNaN('x'));
console.log(new Array(5).fill(0).map((_, i) => i * 2));
console.log(Object.entries({ a: 1, b: 2 }));
console.log(new Map(Object.entries({ a: 1 })));
console.log(JSON.stringify({ a: undefined, b: () => 1, c: NaN, d: new Date(0), e: [undefined] }, null, 2));
console.log(JSON.stringify({ date: new Date(0) }));
console.log(async () => {});
console.log(function* g() {});
console.log((function* g() {})());
console.log((async function* g() {})());
console.log(require('util').inspect({ a: { b: { c: {} } } }, { depth: 0 }));
console.log(require('util').inspect('str'));
console.log(require('util').inspect({ a: 1n, b: 'x' }, false, null, false));
console.log(require('util').format('%s %d %i %j %o %%', 'a', 1.5, 2.7, { a: 1 }, [1]));
console.log(require('util').format('%s', null, undefined, 5n, Symbol('a')));
console.log(require('util').format('%s', { a: { b: 1 } }));
console.log(require('util').format('a', 'b', { c: 1 }));
console.log(require('util').types.isPromise(Promise.resolve()));
console.log(require('util').isDeepStrictEqual({ a: [1] }, { a: [1] }));
console.log(require('path').join('/a', '..', 'b', './c.txt'));
console.log(require('path').parse('/a/b.tar.gz'));
console.log(require('querystring').parse('a=1&a=2&b=%20'));
console.log(require('querystring').stringify({ a: [1, 2], b: 'x y' }));
console.log(require('url').parse ? 1 : 0);
console.log(typeof performance.now());
console.log([1, 2, 3].includes(2));
console.log(Number.MAX_SAFE_INTEGER);
console.log([new Map([['a', new Set([1])]])]);
console.log({ m: new Map([['k', { deep: { er: { est: 1 } } }]]) });
console.log(new (class Temp { constructor() { this.c = 20 } get f() { return this.c * 9 / 5 + 32 } static from() {} })());
console.log(Object.freeze({ a: [1] }));
console.log([function () {}, class {}, Symbol.iterator]);
console.log({ toString() { return 'custom' } });
console.log({ [require('util').inspect.custom]() { return 'CUSTOM' } });
console.log({ toJSON() { return 1 } });
console.log('tab\there');
console.log(new Date(8.64e15 + 1));
console.log(new Date(Date.UTC(2024, 1, 29)).toISOString());
console.log([1.0, 2.50, 100]);
console.log([-1, -22, 333]);
console.log([1,2,3,4,5,6,7,8,9,10].map((n) => n * 1000));
console.log(['apple', 'banana', 'cherry', 'date', 'elderberry', 'fig', 'grape']);
console.log({ name: 'Alice', age: 30, tags: ['a', 'b'], address: { city: 'Tokyo', geo: { lat: 35.6, lng: 139.7 } } });
console.log([{ id: 1, name: 'Alice' }, { id: 2, name: 'Bob' }]);
console.log({ status: 200, headers: { 'content-type': 'application/json', 'x-request-id': 'abc' }, data: [1, 2, 3] });
console.log(new AbortController().signal.aborted);
console.log(typeof setTimeout(() => {}, 1));
console.log(require('crypto').createHash('sha256').update('a').digest('hex'));
console.log(require('crypto').createHmac('sha1', 'k').update('a').digest('base64'));
console.log(require('crypto').randomBytes(4).length);
console.log(require('assert') && 1);
console.log(Error('x') instanceof Error);
console.log(new Error('outer', { cause: 'inner' }).cause);
console.log(Object.getOwnPropertyNames(class { static a() {} }));
console.log(Object.keys(new (class { a = 1; b() {} })()));
console.log([10, 9, 8].entries());
console.log(Array.from([10, 9].entries()));
console.log([...new Set([1, 1, 2])]);
console.log(new Set([[1, 2], [3]]));
console.log(Symbol.for('x').description);
console.log(Atomics ? 1 : 0);
console.log([1, [2, [3, [4]]]].flat(Infinity));
console.log('a-b-c'.split('-', 2));
console.log('2024-01-05'.match(/(\d+)-(\d+)/));
console.log(/(?<y>\d+)-(?<m>\d+)/.exec('2024-01').groups);
console.log('aXbX'.replace(/x/gi, (m, i) => `[${m}${i}]`));
console.log('abc'.match(/z/));
console.log([...'a1b2'.matchAll(/[a-z](\d)/g)]);
console.log('x'.codePointAt(0));
console.log(new Intl.NumberFormat('ja-JP').format(1234567));
console.log([0, -0]);
console.log(Number.parseFloat('1.50').toFixed(1));
console.log((1.005).toFixed(2));
console.log((0.000001234).toString());
console.log((1e-7).toString());
console.log((123.456).toPrecision(4));
console.log((255).toString(16).toUpperCase());
console.log(~~5.7);
console.log(5 % -3);
console.log(2 ** 53);
console.log(0.1 * 3);
console.log(1 / 3);
console.log([1, 2, 3] + '');
console.log(null ?? 'd');
console.log(void 0);
console.log('%c styled', 'color: red');
console.log('%s is %d years and %i', 'Bob', 42.5, 42.9);
console.log('%o', {a:{b:[1,2]}});
console.log('%O', {a:{b:{c:{d:1}}}});
console.log('%j', {a:1});
console.log('100%', 5);
console.log('%s');
console.log('a', 1, true, null, undefined, {a:1}, [1], () => 1);
console.log();
console.log('');
console.log([1,2,3].map(parseInt), ['1','2','3'].map(Number));
console.log(typeof undeclared, typeof function(){}, typeof class{}, typeof 1n, typeof Symbol());
console.log([..."ab"].entries().next(), Object.is(NaN, NaN));
console.log(new Error('msg').toString(), Object.prototype.toString.call([]), Object.prototype.toString.call(null));
console.log(Buffer.from('aGVsbG8=', 'base64').toString(), Buffer.from('hi').toString('hex'), Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), btoa('hi'), atob('aGk='));
console.log(new Date('2024-03-10T12:00:00Z').getDay(), new Date(2020, 1, 29).getMonth(), Date.UTC(2020, 0), new Date(0).getTimezoneOffset());
console.log(Date.parse('2024-01-01'), Number.isNaN(Date.parse('nope')), new Date() - new Date(), +new Date(5));
console.log([new Date(0)], { d: new Date(0) }, String(new Date(0)));
console.log(require.main === module, typeof require.resolve);
for (const native of [Promise.prototype.then, Promise.resolve, JSON.parse, Date.now, Date, Error, Math.random, Map, Function.prototype.toString]) console.log(String(native));
console.log(`${Map.prototype[Symbol.iterator]}`, String(Set.prototype.keys), String(new Set().values));

try { require('assert').strictEqual(1, 2); } catch (e) { console.log(e.message); }
try { require('assert').ok(0, 'zero'); } catch (e) { console.log(e.message); }
try { require('assert').equal(1, 2); } catch (e) { console.log(e.message); }
try { require('assert').notEqual(1, 1); } catch (e) { console.log(e.message); }
try { require('assert').notStrictEqual(1, 1); } catch (e) { console.log(e.message); }
try { require('assert').throws(() => {}); } catch (e) { console.log(e.message); }
try { require('assert').fail('boom'); } catch (e) { console.log(e.message); }
try { require('assert').match('abc', /x/); } catch (e) { console.log(e.message); }
try { require('assert').doesNotThrow(() => { throw new Error('it'); }); } catch (e) { console.log(e.message); }
require('assert').rejects(Promise.resolve(1)).catch((e) => console.log(e.message));

const iterator = new Map([['a', 1], ['b', 2]]).entries();
iterator.next();
console.log(iterator, new Set([1, 2]).keys(), new Map().values());
for (const key of new Map([['a', 1]]).keys()) console.log(key);
const known = Promise.resolve(1);
known.then(() => console.log(known));
Promise.any([Promise.reject(1), Promise.reject(2)]).catch((e) => console.log(e.name, e.message, e.errors));
console.log(new Date('2023-02-29T10:00:00Z'), Date.parse('2024-04-31'), new Date('2024-02-32'), new Date('2024-02-30 10:00'));

// Loops that wait: for each promise in its turn, for what rejects, for what is no list; and no list is left open.
const through = async (list) => {
  try { for await (const item of list) console.log(item); } catch (error) { console.log('caught', error.message ?? error); } finally { console.log('done'); }
};
function* closing() { try { yield 1; yield 2; } finally { console.log('closed'); } }
async function* waiting() { try { yield 1; yield 2; } finally { console.log('closed'); } }
(async () => {
  await through([1, Promise.resolve(2)]);
  await through([Promise.resolve(1), Promise.reject(new Error('rejected')), 3]);
  await through(new Map([[1, 2]]));
  await through(waiting());
  await through(5);
  await through(undefined);
  await through({ [Symbol.iterator]: () => ({ next: () => 5 }) });
  for await (const one of closing()) { console.log(one); break; }
  for await (const one of waiting()) { console.log(one); break; }
  const place = {};
  for await (place.of of 'a' // a list
  ) console.log(place);
  for await (const of of [7]) console.log(of);
  for await (const { of } of [{ of: 8 }]) console.log(of);
  for await (const [of] of [[9]]) console.log(of);
  for (const way of [
    () => 5, () => ({}), () => ({ next: 5 }), 5, () => ({ next: () => ({ value: 1, done: false }), return: 5 }),
  ]) {
    for (const key of [Symbol.asyncIterator, Symbol.iterator]) {
      const list = { [key]: way };
      try { for await (const x of list) break; console.log('through'); } catch (error) { console.log(error.message); }
    }
  }
  const shop = { list: () => ({}) };
  try { for await (const x of shop.list()); } catch (error) { console.log(error.message); }
  const trapped = new Proxy({}, { has() { throw new Error('has'); } });
  console.log(await Promise.resolve(trapped).then((value) => value === trapped), await Promise.reject(trapped).catch((value) => value === trapped));
  for await (const { a = [1].map((of) => of) } of [{}]) console.log(a);
  const steps = Promise.resolve();
  let turn = steps;
  for (const name of ['t1', 't2', 't3', 't4', 't5', 't6', 't7']) turn = turn.then(() => console.log(name));
  for await (const one of [1, 2]) console.log(one);
  console.log('end');
  const member = { list: {} };
  try { for await (const one of member.list); } catch (error) { console.log(error.message); }
  try { for await (const one of (await 5)); } catch (error) { console.log(error.message); }
})();
