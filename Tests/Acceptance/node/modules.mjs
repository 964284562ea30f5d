import assert, { strict } from 'node:assert';
import * as path from 'path';
import { createHash as hash, default as crypto } from 'crypto';
import util, { format as print, inspect } from 'node:util';
import 'events';
import {
  join,
  basename as base,
} from 'path';

export const one = 1, { two, ...others } = { two: 2, three: 3 };
export let four = 4;
export function handle(value) { return value + one; }
export async function later() { return 'later'; }
export class Thing { static of() { return new Thing(); } }
export { one as uno, path as files };
export default class Main { constructor() { this.name = 'main'; } }

console.log(typeof assert, typeof strict.equal, path.join('a', 'b'), typeof path.default, join('c', 'd'), base('/e/f.txt'));
console.log(hash('sha256').update('a').digest('hex').slice(0, 8), crypto.createHash === hash, print('%s!', 'hi'), util.inspect === inspect);
console.log(handle(1), await later(), Thing.of() instanceof Thing, new Main().name, two, others, four, this);
const { posix } = await import('path');
console.log(typeof posix?.join, typeof import.meta.url, import.meta.url.startsWith('file:///'));
const lazy = await import('node:querystring');
console.log(lazy.stringify({ a: [1, 2] }), Object.keys(lazy).includes('parse'));
console.log((function () { return this; })());
label: for (const i of [1, 2, 3]) { if (i === 2) continue label; console.log(i); }
for await (const x of [Promise.resolve('awaited'), 'plain']) console.log(x);

// A declaration ends on its line, and what it imports is known above it.
console.log(above('a', 'b'))
import { join as above } from 'path'
(() => console.log('a line of its own'))()
export { four as vier }
[1].forEach((n) => console.log(n))
try { await Promise.reject(new Error('rejected')) } catch (error) { console.log(error.message) }
console.log([await 1, await later()], (await import('path')).sep)
