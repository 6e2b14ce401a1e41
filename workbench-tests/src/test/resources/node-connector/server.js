// A connector in JavaScript: orders are polled and pushed, cakes take a while. Everything outlives a restart.
// Environment: DATA, the file of its state; RETRY_MS, the wait before the first retry of a callback; API_KEY.
'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const express = require('express');

const PAGE = 2;
const POLL_SECONDS = 15;
const DAY_MS = 24 * 60 * 60 * 1000;
const FLAVOURS = ['plum', 'cherry', 'burnt'];
const {DATA, API_KEY} = process.env;
const RETRY_MS = Number(process.env.RETRY_MS || 5000);

const data = fs.existsSync(DATA)
    ? JSON.parse(fs.readFileSync(DATA, 'utf8'))
    : {port: 0, secret: crypto.randomBytes(32).toString('hex'), orders: [], hooks: {}, deliveries: {}, cakes: {}, keys: {}};

function save() {
  fs.writeFileSync(DATA + '.new', JSON.stringify(data));
  fs.renameSync(DATA + '.new', DATA);
}

function fail(status, code, message) {
  return Object.assign(new Error(message), {status, code});
}

const url = (req, path) => `${req.protocol}://${req.get('host')}/api${path}`;

// ---- The state of polls: opaque, and signed, so that an altered one is refused.

const sign = text => crypto.createHmac('sha256', data.secret).update(text).digest('base64url');

function encode(state) {
  const text = Buffer.from(JSON.stringify(state)).toString('base64url');
  return text + '.' + sign(text);
}

function decode(cursor) {
  const [text, signature] = String(cursor).split('.', 2);
  const expected = Buffer.from(sign(text));
  // The text of the signature is compared: several texts of Base64 are the same bytes.
  const given = Buffer.from(String(cursor).slice(text.length + 1));
  if (signature === undefined || given.length !== expected.length || !crypto.timingSafeEqual(given, expected)) {
    throw fail(400, 'InvalidCursor', 'cursor is invalid: start again without one');
  }
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}

// ---- Deliveries: at least once, repeated until the receiver takes them, gives up the URL, or a day has passed.

function deliver(id) {
  const delivery = data.deliveries[id];
  if (!delivery) {
    return;
  }
  setTimeout(() => attempt(id), Math.max(0, delivery.due - Date.now()));
}

async function attempt(id) {
  const delivery = data.deliveries[id];
  const hook = delivery && data.hooks[delivery.hook];
  if (!hook) {
    delete data.deliveries[id];
    save();
    return;
  }
  let status = 0;
  let retryAfter = 0;
  try {
    const answer = await fetch(hook.url, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify(delivery.body),
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    status = answer.status;
    retryAfter = Number(answer.headers.get('Retry-After') || 0) * 1000;
    await answer.body?.cancel();
  } catch {
    status = 0; // no answer: try again
  }
  const again = status === 0 || status === 408 || status === 429 || status >= 500;
  if (status === 410) {
    delete data.hooks[delivery.hook];
  }
  delivery.attempts++;
  if (!again || Date.now() - delivery.created > DAY_MS) {
    delete data.deliveries[id];
  } else {
    const backoff = Math.min(RETRY_MS * 2 ** (delivery.attempts - 1), 5 * 60_000);
    delivery.due = Date.now() + Math.max(backoff, retryAfter);
    deliver(id);
  }
  save();
}

function checkedCallback(callbackUrl) {
  if (typeof callbackUrl !== 'string' || callbackUrl === '') {
    throw fail(400, 'MissingCallbackUrl', 'callbackUrl is missing');
  }
  let target;
  try {
    target = new URL(callbackUrl);
  } catch {
    throw fail(400, 'InvalidCallbackUrl', 'callbackUrl is not a URL');
  }
  // This connector runs beside its engine; one in the Internet refuses every address of its own network.
  if (!/^https?:$/.test(target.protocol) || target.hostname.startsWith('169.254.')) {
    throw fail(400, 'InvalidCallbackUrl', 'callbackUrl must be a URL with http or https, outside of this network');
  }
  return callbackUrl;
}

// ---- The operations.

const api = express.Router();
api.use((req, res, next) => {
  next(req.get('X-Api-Key') === API_KEY ? undefined : fail(401, 'Unauthorized', 'X-Api-Key is missing or wrong'));
});

api.get('/me', (req, res) => res.json({name: 'test'}));

api.get('/orders/new', (req, res) => {
  const after = req.query.cursor === undefined ? data.orders.length : decode(req.query.cursor).after;
  const found = data.orders.slice(after, after + PAGE);
  const end = after + found.length;
  res.set('Location', url(req, '/orders/new?cursor=' + encode({after: end})));
  res.set('Retry-After', String(end < data.orders.length ? 0 : POLL_SECONDS));
  if (found.length === 0) {
    res.status(202).end();
  } else {
    res.json({value: found});
  }
});

api.post('/hooks', (req, res) => {
  const callbackUrl = checkedCallback(req.body?.callbackUrl);
  const known = Object.keys(data.hooks).find(id => data.hooks[id].url === callbackUrl);
  const id = known || crypto.randomUUID();
  data.hooks[id] = {url: callbackUrl};
  save();
  res.status(201).location(url(req, '/hooks/' + id)).end();
});

api.delete('/hooks/:id', (req, res) => {
  if (!data.hooks[req.params.id]) {
    throw fail(404, 'NotFound', 'There is no such subscription');
  }
  delete data.hooks[req.params.id];
  save();
  res.status(204).end();
});

function accepted(req, res, id) {
  res.status(202).location(url(req, '/cakes/' + id)).set('Retry-After', '1').end();
}

api.post('/cakes', (req, res) => {
  const {flavour, layers = 1} = req.body ?? {};
  if (flavour === undefined) {
    throw fail(400, 'MissingFlavour', 'flavour is missing');
  }
  if (!FLAVOURS.includes(flavour)) {
    throw fail(400, 'InvalidFlavour', 'flavour must be one of ' + FLAVOURS.join(', '));
  }
  if (!Number.isInteger(layers) || layers < 1) {
    throw fail(400, 'InvalidLayers', 'layers must be a whole number above 0');
  }
  const key = req.get('Idempotency-Key');
  const id = (key && data.keys[key]) || crypto.randomUUID();
  data.cakes[id] ??= {flavour, layers, readyAt: Date.now() + 1000};
  if (key) {
    data.keys[key] = id;
  }
  save();
  accepted(req, res, id);
});

api.get('/cakes/:id', (req, res) => {
  const cake = data.cakes[req.params.id];
  if (!cake) {
    throw fail(404, 'NotFound', 'There is no such cake');
  }
  if (Date.now() < cake.readyAt) {
    accepted(req, res, req.params.id);
  } else if (cake.flavour === 'burnt') {
    throw fail(422, 'Burnt', 'The cake is burnt');
  } else {
    res.json({flavour: cake.flavour, layers: cake.layers});
  }
});

const app = express();
app.disable('x-powered-by');
app.use(express.json({limit: '100kb'}));
app.get('/swagger.json', (req, res) => res.sendFile('swagger.json', {root: __dirname}));
app.use('/api', api);

// For tests: makes one order.
app.post('/fire', (req, res) => {
  const order = {id: String(data.orders.length + 1), created: new Date().toISOString()};
  data.orders.push(order);
  for (const hook of Object.keys(data.hooks)) {
    const id = crypto.randomUUID();
    data.deliveries[id] = {hook, body: order, attempts: 0, created: Date.now(), due: Date.now()};
    deliver(id);
  }
  save();
  res.status(204).end();
});

// For tests: ends the process at once, as a crash does.
app.post('/crash', (req, res) => process.exit(1));

app.use((req, res, next) => next(fail(404, 'NotFound', 'There is no such operation')));
app.use((error, req, res, next) => {
  const status = error.status || 500;
  const message = status < 500 ? error.message : 'The connector failed';
  res.status(status).json({error: {code: error.code || error.type || 'Error', message}});
});

const server = app.listen(data.port, '127.0.0.1', error => {
  if (error) {
    throw error;
  }
  data.port = server.address().port;
  save();
  Object.keys(data.deliveries).forEach(deliver);
  console.log('http://127.0.0.1:' + data.port);
});
