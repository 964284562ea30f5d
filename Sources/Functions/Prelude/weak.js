// Whether something was collected is a matter of the machine and of its neighbours: what a program holds weakly stays.
(function (kit) {
  'use strict';
  const { NativeTypeError } = kit;
  const isObject = (value) => typeof value === 'object' && value !== null || typeof value === 'function';
  class WeakRef {
    #target;
    constructor(target) {
      if (!isObject(target)) throw new NativeTypeError('WeakRef: target must be an object');
      this.#target = target;
    }
    deref() { return this.#target; }
    get [Symbol.toStringTag]() { return 'WeakRef'; }
  }
  class FinalizationRegistry {
    constructor(cleanup) {
      if (typeof cleanup !== 'function') throw new NativeTypeError('FinalizationRegistry: cleanup must be callable');
    }
    register() {}
    unregister() { return false; }
    get [Symbol.toStringTag]() { return 'FinalizationRegistry'; }
  }
  return { WeakRef, FinalizationRegistry };
})
