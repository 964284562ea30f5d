// twilio-node's checks of `X-Twilio-Signature`.
(function (kit) {
  'use strict';
  const { isArray, part, keys, unavailable } = kit;
  const hash = (algorithm, text, encoding) => part('crypto').module.createHash(algorithm).update(text, 'utf-8').digest(encoding);
  const withParameter = (name, value) => isArray(value) && value.length > 0
    ? Array.from(new Set(value)).sort().map((item) => withParameter(name, item)).join('') : `${name}${value}`;
  const getExpectedTwilioSignature = (authToken, url, params) => {
    const given = url.includes('bodySHA256') && params === null ? {} : params;
    const data = keys(given).sort().reduce((text, key) => text + withParameter(key, given[key]), url);
    return part('crypto').module.createHmac('sha1', authToken).update(data, 'utf-8').digest('base64');
  };
  const getExpectedBodyHash = (body) => hash('sha256', body, 'hex');
  // The port may or may not have been part of what was signed; the URL's text is kept as it was written.
  const withPort = (url) => {
    const { port, protocol } = new (part('url').URL)(url);
    return port ? url : url.replace(/^(\w+:\/\/[^/?#]*)/, `$1:${protocol === 'https:' ? 443 : 80}`);
  };
  const withoutPort = (url) => url.replace(/^(\w+:\/\/[^/?#]*?):\d+(?=[/?#]|$)/, '$1');
  const validateRequest = (authToken, signature, url, params) => {
    const given = signature || '';
    return [withPort(url), withoutPort(url)].some((text) => getExpectedTwilioSignature(authToken, text, params) === given);
  };
  const validateBody = (body, bodyHash) => getExpectedBodyHash(body) === bodyHash;
  const validateRequestWithBody = (authToken, signature, url, body) => {
    const expected = new (part('url').URL)(url).searchParams.get('bodySHA256') || '';
    return validateRequest(authToken, signature, url, {}) && validateBody(body, expected);
  };
  const unable = (name) => ({ [name]() { return unavailable(`Twilio.${name}`); } })[name];
  return {
    RequestClient: unable('RequestClient'), validateBody, validateRequest, validateRequestWithBody,
    validateExpressRequest: unable('validateExpressRequest'), validateIncomingRequest: unable('validateIncomingRequest'),
    getExpectedBodyHash, getExpectedTwilioSignature, webhook: unable('webhook'),
  };
})
