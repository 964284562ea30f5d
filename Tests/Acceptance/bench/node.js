// node.js sign|verify COUNT: the same tokens by Node's own crypto alone, without any library.
'use strict';
const { createHmac, timingSafeEqual } = require('node:crypto');
const [what, count] = [process.argv[2], Number(process.argv[3])];
const secret = 'an API secret of 32 characters..';
const key = 'SK00000000000000000000000000000000';
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(number) {
  const now = 1704067200;
  const start = base64url({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' }) + '.' + base64url({
    jti: `${key}-${now}`,
    grants: { identity: `user${number}`, data_sync: { service_sid: 'IS00000000000000000000000000000000' } },
    iat: now, exp: now + 3600, iss: key, sub: 'AC00000000000000000000000000000000',
  });
  return start + '.' + createHmac('sha256', secret).update(start).digest('base64url');
}

function verify(text) {
  const [header, payload, signature] = text.split('.');
  JSON.parse(Buffer.from(header, 'base64url'));
  JSON.parse(Buffer.from(payload, 'base64url'));
  const code = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
  return timingSafeEqual(code, Buffer.from(signature, 'base64url'));
}

const first = token(0);
const begin = process.hrtime.bigint();
for (let number = 0; number < count; number += 1) {
  if (what === 'sign' ? token(number).length < 100 : !verify(first)) throw new Error('no token');
}
console.log(first);
console.log(Number(process.hrtime.bigint() - begin) / 1e9);
