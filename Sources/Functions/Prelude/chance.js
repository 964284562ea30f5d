// Randomness that repeats: seeded by the lesson, and told to the host when first used.
(function (kit) {
  'use strict';
  const { host, settings } = kit, { imul } = Math;
  let state = settings.seed, told = false;
  const next = () => {
    if (!told) { told = true; host('random', ''); }
    state = (state + 0x9e3779b9) | 0;
    let word = state ^ (state >>> 16);
    word = imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  };
  return { next, random: () => (next() * 0x200000 + (next() >>> 11)) / 0x20000000000000, byte: () => next() >>> 24 };
})
