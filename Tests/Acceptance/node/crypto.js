// Hashes and signatures.
const crypto = require('crypto');
const show = (action) => { try { console.log(action()); } catch (error) { console.log(error.name, error.code, error.message); } };
for (const name of ['md5', 'sha1', 'sha256', 'SHA256', 'sha384', 'sha512', 'RSA-SHA256']) show(() => crypto.createHash(name).update('日本').digest('hex'));
show(() => crypto.createHash('sha256').update('a').update(Buffer.from('b')).digest('base64')); show(() => crypto.createHash('sha1').update('6869', 'hex').digest('base64url')); show(() => crypto.createHash('sha1').digest()); show(() => crypto.createHash('md5').update('').digest('latin1').length);
for (const key of ['secret', '', Buffer.from('k'), 'k'.repeat(200), '鍵']) show(() => crypto.createHmac('sha256', key).update('data').digest('hex'));
show(() => crypto.createHmac('sha1', 'key').update('https://h/').update(new Uint8Array([1, 2, 255])).digest('base64'));
show(() => crypto.createHash('nope')); show(() => crypto.createHmac('nope', 'k')); show(() => crypto.createHash('sha1').update(1)); show(() => crypto.createHash('sha1').update(null)); show(() => crypto.createHmac('sha1')); show(() => crypto.createHmac('sha1', 1));
show(() => { const hash = crypto.createHash('sha1'); hash.digest(); return hash.digest(); }); show(() => { const hash = crypto.createHash('sha1'); hash.digest(); return hash.update('a'); });
show(() => [crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')), crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('b'))]); show(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab'))); show(() => crypto.timingSafeEqual('a', 'a'));
show(() => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())); show(() => [crypto.randomBytes(8).length, crypto.randomBytes(4).toString('hex').length, crypto.randomInt(1), crypto.randomInt(3, 4)]); show(() => { const list = new Uint8Array(4); return globalThis.crypto.getRandomValues(list) === list; });
show(() => crypto.getHashes().includes('sha256')); show(() => crypto.createHash('sha256').copy().update('a').digest('hex')); show(() => crypto.hash?.('sha1', 'a')); show(() => Object.prototype.toString.call(crypto.createHash('sha1').update('x').digest()));
