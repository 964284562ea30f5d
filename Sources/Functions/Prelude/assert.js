// `require('assert')`, and the comparison behind it.
(function (kit) {
  'use strict';
  const { isArray, keys, NativeError, part } = kit;

  const sameDeep = (a, b, isStrict) => {
    if (isStrict ? Object.is(a, b) : a == b || a !== a && b !== b) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (isStrict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    if (isArray(a) !== isArray(b)) return false;
    if (a instanceof kit.NativeDate && b instanceof kit.NativeDate) return +a === +b;
    if (a instanceof RegExp && b instanceof RegExp) return `${a}` === `${b}`;
    if (a instanceof NativeError && (a.message !== b.message || a.name !== b.name)) return false;
    if (a instanceof Set || a instanceof Map) {
      return a.size === b.size && sameDeep([...a], [...b], isStrict);
    }
    const names = keys(a);
    return names.length === keys(b).length
      && names.every((name) => Object.hasOwn(b, name) && sameDeep(a[name], b[name], isStrict));
  };

  class AssertionError extends NativeError {
    constructor({ message, actual, expected, operator }) {
      super(message);
      Object.assign(this, { generatedMessage: false, code: 'ERR_ASSERTION', actual, expected, operator });
    }
  }
  AssertionError.prototype.name = 'AssertionError';
  const assert = (() => {
    const shown = (value) => part('inspect').inspect(value);
    const check = (isTrue, message, standard, actual, expected, operator) => {
      if (isTrue) return;
      if (message instanceof NativeError) throw message;
      throw new AssertionError({ message: message ?? standard, actual, expected, operator });
    };
    const ok = (value, message) =>
      check(value, message, `The expression evaluated to a falsy value: ${shown(value)}`, value, true, '==');
    const pair = (test, words, operator) => (a, b, message) =>
      check(test(a, b), message, `${words}\n\n${shown(a)} ${operator} ${shown(b)}\n`, a, b, operator);
    // Short ones stand on one line.
    const loosely = (test, operator) => (a, b, message) =>
      check(test(a, b), message, `${shown(a)} ${operator} ${shown(b)}`, a, b, operator);
    const unequal = (a, b, message) =>
      check(!Object.is(a, b), message, `Expected "actual" to be strictly unequal to: ${shown(b)}`, a, b, 'notStrictEqual');
    const throws = (action, expected, message) => {
      let thrown;
      try { action(); } catch (error) { thrown = { error }; }
      check(thrown, typeof expected === 'string' ? expected : message, 'Missing expected exception.', undefined, expected, 'throws');
      if (expected instanceof RegExp) check(expected.test(`${thrown.error}`), message, `The input did not match the regular expression ${expected}`, thrown.error, expected, 'throws');
    };
    const settled = async (given) => {
      try { await (typeof given === 'function' ? given() : given); } catch (error) { return { error }; }
      return undefined;
    };
    const rejects = async (given, expected, message) => {
      const thrown = await settled(given);
      check(thrown, message, 'Missing expected rejection.', undefined, expected, 'rejects');
      if (expected instanceof RegExp) throws(() => { throw thrown.error; }, expected, message);
    };
    const unwanted = (kind, thrown, message, operator) => check(
      !thrown, message, `Got unwanted ${kind}.\nActual message: "${thrown?.error?.message}"`, thrown?.error, undefined, operator);
    const doesNotReject = async (given, message) => unwanted('rejection', await settled(given), message, 'doesNotReject');
    const doesNotThrow = (action, message) => {
      let thrown;
      try { action(); } catch (error) { thrown = { error }; }
      unwanted('exception', thrown, message, 'doesNotThrow');
    };
    const strict = {
      ok, throws, rejects, doesNotThrow, doesNotReject, AssertionError, fail: (message = 'Failed') => check(false, message),
      strictEqual: pair(Object.is, 'Expected values to be strictly equal:', '!=='),
      notStrictEqual: unequal,
      deepStrictEqual: pair((a, b) => sameDeep(a, b, true), 'Expected values to be strictly deep-equal:', 'should equal'),
      notDeepStrictEqual: pair((a, b) => !sameDeep(a, b, true), 'Expected "actual" not to be strictly deep-equal to:', 'should not equal'),
      match: (text, pattern, message) => check(pattern.test(text), message, `The input did not match the regular expression ${pattern}. Input:\n\n${shown(text)}\n`, text, pattern, 'match'),
    };
    const loose = Object.assign((value, message) => ok(value, message), strict, {
      equal: loosely((a, b) => a == b, '=='),
      notEqual: loosely((a, b) => a != b, '!='),
      deepEqual: pair((a, b) => sameDeep(a, b, false), 'Expected values to be loosely deep-equal:', 'should loosely equal'),
    });
    loose.strict = Object.assign((value, message) => ok(value, message), strict, { equal: strict.strictEqual, deepEqual: strict.deepStrictEqual });
    return loose;
  })();
  return { assert, sameDeep };
})
