const { inspect } = require('util');
// The place without its folder; what Node's own loader adds below the program is no part of it.
const stack = (error, count = 2) => error.stack.split('\n').slice(0, count).join(' | ').replace(/[^ (|]*\/[^ (|/]*:(?=\d+:\d+)/g, '');
const head = (error) => inspect(error).split('\n').filter((line) => !/^ +at /.test(line)).join('|');

class AppError extends Error {
  constructor(message, status) {
    super(message);
    this.name = 'AppError';
    this.status = status;
  }
}
class NotFound extends AppError {}
class Oops extends Error {}
class WithGetter extends Error { get name() { return 'WithGetter'; } }
function thrower(message) {
  throw new RangeError(message);
}

console.log(stack(new Error('one')));
console.log(stack(new TypeError('two')));
console.log(stack(Error('without new')));
console.log(stack(new AppError('three', 404)));
console.log(stack(new NotFound('four')));
try { thrower('five'); } catch (error) { console.log(stack(error, 3)); }
console.log(stack(new Error()));
console.log(stack(new Error('two\nlines'), 3));

const early = new Error('before');
early.message = 'after';
console.log(stack(early, 1));
const late = new Error('before');
console.log(stack(late, 1));
late.message = 'after';
console.log(stack(late, 1));
const renamed = Object.assign(new Error('text'), { name: 'Custom', code: 'E_CODE' });
console.log(stack(renamed, 1), String(renamed));

console.log(head(new AppError('five', 500)));
console.log(head(new Oops('six')));
console.log(head(new WithGetter('seven')));
console.log(head(renamed));
console.log(head(Object.assign(new Error('a'), { stack: 'mine' })));
console.log(head(Object.assign(new Error('a'), { stack: '' })));
console.log(head(new Error('outer', { cause: 'why' })));
console.log(Object.keys(new Error('a')), 'stack' in new Error('a'), Object.hasOwn(new Error('a'), 'stack'));
console.log(JSON.stringify(new Error('a')), JSON.stringify(new AppError('a', 1)));
console.log(new AppError('x') instanceof Error, new TypeError('x') instanceof Error, Error('x').constructor === Error);
console.log(Object.getPrototypeOf(TypeError) === Error, Object.getPrototypeOf(RangeError.prototype) === Error.prototype);
console.log(Error.prototype.constructor === Error, AppError.prototype.constructor.name, Object.getPrototypeOf(AppError) === Error);

const captured = {};
Error.captureStackTrace(captured);
console.log(stack(captured));
function make() {
  const error = { message: 'made', name: 'Made' };
  Error.captureStackTrace(error, make);
  return error;
}
console.log(stack(make()));
console.log(typeof Error.stackTraceLimit);

// An error has nothing of its own but what V8 gives it, and `stack` comes first.
const own = (error) => console.log(Object.getOwnPropertyNames(error), 'line' in error, error.column, error.sourceURL);
own(new TypeError('x'));
own(new Error());
own(new Error('a', { cause: 1 }));
own(new AggregateError([1], 'm'));
own(new AppError('a', 1));
try { null.x; } catch (error) { own(error); console.log(JSON.stringify(error, ['message', 'line'])); }
try { JSON.parse(''); } catch (error) { own(error); }
class ParseError extends Error { constructor(message, line) { super(message); this.line = line; } }
console.log(Object.keys(new ParseError('a', 3)), JSON.stringify(Object.assign(new Error('b'), { column: 4 })));

// The engine's errors, where V8 stands.
{ const nowhere = 'known here alone'; }
try { nowhere.go(); } catch (error) { console.log(stack(error), inspect(error) === error.stack); }
const 日本 = () => { try { nowhere.go(); } catch (error) { throw error; } };
try { 日本(); } catch (error) { console.log(stack(error)); }
const é = new Error('behind letters'); console.log(stack(é), stack(new Error('again')));

// JSON's, too.
try { JSON.parse(''); } catch (error) { console.log(stack(error, 3)); }
try { const loop = {}; loop.loop = loop; JSON.stringify(loop); } catch (error) { console.log(stack(error, 5)); }
Promise.resolve('x').then(JSON.parse).catch((error) => console.log(stack(error, 1)));

// Caught again after its stack was looked at, an error is the same.
const again = (make) => {
  try { try { throw make(); } catch (error) { console.log(stack(error)); throw error; } } catch (error) { console.log(stack(error), error.message); }
};
again(() => new TypeError('t'));
again(() => { null.x; });
again(() => Object.assign(new TypeError('m'), { stack: 'custom' }));
again(() => { const made = new TypeError('m'); made.stack; made.message = 'changed'; return made; });
again(() => { const make = () => new RangeError('Invalid Date'); return make(); });
async function fails() {
  throw new Error('in an async function'); }
fails().catch((error) => console.log(stack(error, 3)));
const later = { async fails() { null.x; } };
later.fails().catch((error) => console.log(stack(error).replace('Object.', ''), error.stack.split('\n').filter((line) => line.includes('fails')).length));
Promise.any([Promise.reject(1)]).catch((error) => { console.log(stack(error)); own(error); });
