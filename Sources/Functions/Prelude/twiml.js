// `Twilio.twiml`: XML as twilio-node prints it, by the rules of its xmlbuilder.
(function (kit) {
  'use strict';
  const { defineProperty, isArray, keys, NativeError, part } = kit;

  class XMLDeclaration {
    constructor(parent) { this.parent = parent; this.version = '1.0'; this.encoding = 'UTF-8'; }
  }
  class XMLDocument {
    constructor() { this.children = []; this.children.push(new XMLDeclaration(this)); }
  }
  class XMLElement {
    constructor(parent, name) { this.parent = parent; this.name = name; this.attribs = {}; this.children = []; }
  }

  const illegal = /[\0-\x08\x0B\f\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF]/;
  const legal = (value) => {
    const text = `${value}`;
    const found = illegal.exec(text);
    if (found) throw new NativeError(`Invalid character in string: ${text} at index ${found.index}`);
    return text;
  };
  const escape = (text, pattern) => text.replace(pattern, (character) => escapes[character]);
  const escapes = {
    '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;',
  };
  const valueOf = (value) => {
    if (typeof value === 'function') return valueOf(value());
    return isArray(value) ? value.join(' ') : value;
  };

  const isObject = (value) => typeof value === 'object' && value !== null || typeof value === 'function';
  const addElement = (parent, name, attributes, text) => {
    let given = attributes, content = text;
    if (given === null && (content === null || content === undefined)) content = null;
    given ??= {};
    if (!isObject(given)) [content, given] = [given, content];
    const element = new XMLElement(parent, legal(name));
    for (const key of keys(given ?? {})) {
      const value = valueOf(given[key]);
      if (value !== null && value !== undefined) element.attribs[legal(key)] = legal(value);
    }
    // A text that is null is a node that is never printed.
    if (content === null) return element;
    if (content !== undefined) element.children.push({ text: legal(content) });
    parent.children.push(element);
    return element;
  };
  const checkComment = (text) => {
    const comment = `${text ?? ''}`;
    if (comment.includes('--')) throw new NativeError(`Comment text cannot contain double-hypen: ${comment}`);
    return { comment: legal(comment) };
  };
  const printed = (node) => {
    if (node instanceof XMLDeclaration) return '<?xml version="1.0" encoding="UTF-8"?>';
    if ('text' in node) return escape(node.text, /[&<>\r]/g);
    if ('comment' in node) return `<!-- ${node.comment} -->`;
    let result = `<${node.name}`;
    for (const key of keys(node.attribs)) result += ` ${key}="${escape(node.attribs[key], /[&<"\t\n\r]/g)}"`;
    const inside = node.children.map(printed).join('');
    return inside === '' ? `${result}/>` : `${result}>${inside}</${node.name}>`;
  };
  const documentOf = (element) => {
    let node = element;
    while (node.parent) node = node.parent;
    return node;
  };

  const xmlOf = new WeakMap();
  class TwiML {
    constructor(element, property) {
      this._propertyName = property;
      xmlOf.set(this, element);
      // Not assigned: a method's old name may stand on the prototype.
      defineProperty(this, property, { value: element, writable: true, enumerable: true, configurable: true });
    }
    toString() { return documentOf(xmlOf.get(this)).children.map(printed).join(''); }
    addText(text) { if (text !== undefined && text !== null) xmlOf.get(this).children.push({ text: legal(text) }); }
    addChild(name, attributes) { return new TwiML(addElement(xmlOf.get(this), name, attributes), name); }
    comment(text) { xmlOf.get(this).children.push(checkComment(text)); }
    commentBefore(text) { beside(this, text, 0); }
    commentAfter(text) { beside(this, text, 1); }
  }
  const beside = (twiml, text, offset) => {
    const element = xmlOf.get(twiml);
    const { children } = element.parent;
    children.splice(children.indexOf(element) + offset, 0, checkComment(text));
  };

  // -- The elements: which methods each class has, and the class (or `Class=tag`) that each makes.
  const speech = 'break:SsmlBreak emphasis:SsmlEmphasis lang:SsmlLang phoneme:SsmlPhoneme prosody:SsmlProsody '
    + 'sayAs:SsmlSayAs sub:SsmlSub w:SsmlW';
  const table = {
    VoiceResponse: 'connect:Connect dial:Dial echo:Echo enqueue:Enqueue gather:Gather hangup:Hangup leave:Leave '
      + 'pause:Pause pay:Pay play:Play prompt:Prompt queue:Queue record:Record redirect:Redirect refer:Refer '
      + 'reject:Reject say:Say sms:Sms start:Start stop:Stop',
    MessagingResponse: 'message:Message redirect:Redirect',
    FaxResponse: 'receive:Receive',
    Application: 'applicationSid:ApplicationSid parameter:Parameter',
    Client: 'identity:Identity parameter:Parameter',
    Connect: 'aiSession:AiSession autopilot:Autopilot conversation:Conversation conversationRelay:ConversationRelay '
      + 'conversationRelaySession:ConversationRelaySession room:Room stream:Stream virtualAgent:VirtualAgent',
    ConversationRelay: 'language:Language parameter:Parameter',
    Dial: 'application:Application client:Client conference:Conference number:Number queue:Queue sim:Sim sip:Sip '
      + 'whatsApp:WhatsApp',
    Enqueue: 'task:Task', Gather: 'pause:Pause play:Play say:Say', Hangup: 'parameter:Parameter',
    Headers: 'header:Header', Message: 'body:Body media:Media', Pay: 'parameter:Parameter prompt:Prompt',
    Prompt: 'pause:Pause play:Play say:Say', Refer: 'sip:ReferSip', Reject: 'parameter:Parameter',
    Say: `${speech} p:SsmlP s:SsmlS`, Sip: 'headers:Headers uri:SipUri', Siprec: 'parameter:Parameter',
    Start: 'recording:Recording siprec:Siprec stream:Stream transcription:Transcription',
    Stop: 'siprec:Siprec stream:Stream transcription:Transcription', Stream: 'parameter:Parameter',
    SsmlEmphasis: speech, SsmlLang: `${speech} p:SsmlP s:SsmlS`, SsmlP: `${speech} s:SsmlS`,
    SsmlProsody: `${speech} p:SsmlP s:SsmlS`, SsmlS: speech, SsmlW: speech,
    Transcription: 'config:Config parameter:Parameter', VirtualAgent: 'config:Config parameter:Parameter',
  };
  const tags = { ReferSip: 'Sip', SipUri: 'Uri', SsmlSayAs: 'say-as' };
  const tagOf = (type) => tags[type] ?? (type.startsWith('Ssml') ? type.slice(4).toLowerCase() : type);

  const classes = { __proto__: null };
  const classOf = (type) => {
    if (classes[type]) return classes[type];
    const isRoot = type.endsWith('Response');
    const Class = classes[type] = isRoot
      ? { [type]: class extends TwiML {
        constructor() {
          const document = new XMLDocument();
          super(addElement(document, 'Response', {}), 'response');
        }
      } }[type]
      : { [type]: class extends TwiML { constructor(element) { super(element, type[0].toLowerCase() + type.slice(1)); } } }[type];
    defineProperty(Class, 'name', { value: type, configurable: true });
    const define = (name, value) =>
      defineProperty(Class.prototype, name, { value, writable: true, configurable: true, enumerable: false });
    for (const entry of (table[type] ?? '').split(' ').filter(Boolean)) {
      const [name, child] = entry.split(':');
      const add = { [name](attributes, text) {
        const element = typeof attributes === 'string'
          ? addElement(xmlOf.get(this), tagOf(child), {}, attributes)
          : addElement(xmlOf.get(this), tagOf(child), attributes, text);
        return new (classOf(child))(element);
      } }[name];
      define(name, add);
      // What 4.0 renamed.
      if (child.startsWith('Ssml')) {
        for (const old of [`ssml${name[0].toUpperCase()}${name.slice(1)}`, ...name === 'break' ? ['break_'] : []]) {
          defineProperty(Class.prototype, old, {
            configurable: true, get: () => part('twilio').isVersion3() ? add : undefined,
          });
        }
      }
    }
    return Class;
  };
  const twiml = {
    VoiceResponse: classOf('VoiceResponse'), MessagingResponse: classOf('MessagingResponse'),
    FaxResponse: classOf('FaxResponse'),
  };
  kit.isTwiML = (value) => keys(twiml).some((name) => value instanceof classes[name]);
  return { twiml };
})
