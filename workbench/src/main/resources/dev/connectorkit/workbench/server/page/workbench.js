import {h} from './page.js';
import {clock, countdown} from './parts.js';
import * as callbacks from './callbacks.js';
import * as cards from './cards.js';
import * as check from './check.js';
import * as connection from './connection.js';
import * as drills from './drills.js';
import * as durable from './durable.js';
import * as faults from './faults.js';
import * as operation from './operation.js';
import * as replay from './replay.js';
import * as run from './run.js';
import * as tools from './tools.js';

const PAGES = [
  {path: '', title: 'Cards', draw: cards.draw, live: /^(connector|ready)/},
  {path: 'op', draw: operation.draw, live: /^connector/},
  {path: 'runs', title: 'Workflows', draw: run.list, live: /^(workflow|ready)/},
  {path: 'run', draw: run.draw, live: /^(workflow|ready|time)/},
  {path: 'callbacks', title: 'Callbacks', draw: callbacks.draw, live: /^(workflow|ready)/},
  {path: 'async', draw: callbacks.ladder, live: /^(workflow|ready)/},
  {path: 'faults', title: 'Faults', draw: faults.draw, live: /^faults/},
  {path: 'drills', title: 'Drills', draw: drills.draw, live: /^(drill|firing|ready)/},
  {path: 'connection', draw: connection.draw, live: /^ready/},
  {path: 'replay', draw: replay.draw, live: /^(replay|ready)/},
  {path: 'check', title: 'Conformance', draw: check.draw, live: /^(check|firing|ready)/},
  {path: 'tools', title: 'Tools', draw: tools.draw, live: /^connector/},
  {path: 'orchestrations', title: 'Orchestrations', draw: durable.draw, live: /^ready/},
];

const main = document.getElementById('page');
const toast = document.getElementById('toast');
let drawing = 0;
let state = {};
let offset = 0;

/** Sends a request to the API; returns its JSON. */
async function api(path, body, method = body === undefined ? 'GET' : 'POST') {
  const options = method === 'GET' ? {} : {method, headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body ?? {})};
  const answer = await fetch('/api/' + path, options);
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(json.detail ?? `The answer is ${answer.status}.`);
  }
  return json;
}

function say(text) {
  toast.textContent = text;
  clearTimeout(say.timer);
  if (text.length < 200) {
    say.timer = setTimeout(() => { toast.textContent = ''; }, 6_000);
  }
}
toast.addEventListener('click', () => { toast.textContent = ''; }); // a long text stays until then

/** Runs a command, shows its failure, and draws the page again. */
async function command(action) {
  try {
    const result = await action();
    await draw();
    return result;
  } catch (error) {
    say(error.message);
    return undefined;
  }
}

function place() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return {parts: path.split('/').map(decodeURIComponent), query: new URLSearchParams(query)};
}

/** Returns the engine's time now, by the time of the last answer and the factor. */
function now() {
  return state.now === undefined ? Date.now() : state.now + (Date.now() - offset) * state.factor;
}

function took(json) {
  state = json;
  offset = Date.now();
}

const context = {api, command, now, say, get state() { return state; }};

/** Returns the page that the URL names; that of the import as long as there is no connector. */
function here(parts) {
  return state.connector && PAGES.find(one => one.path === parts[0]) || PAGES[0];
}

async function draw() {
  const turn = ++drawing;
  const {parts, query} = place();
  try {
    took(await api('state'));
    const page = here(parts);
    frame(page);
    const content = await page.draw({...context, state, parts, query});
    if (turn === drawing) {
      main.replaceChildren(...content.filter(Boolean));
      ticks();
    }
  } catch (error) {
    if (turn === drawing) {
      main.replaceChildren(h('p', {class: 'error'}, error.message));
    }
  }
}

function frame(page) {
  const connector = state.connector;
  document.title = (connector ? connector.title + ' · ' : '') + 'Workbench';
  document.getElementById('title').textContent = connector?.title ?? 'Workbench';
  document.getElementById('base').replaceChildren(...(connector
    ? [connector.base, ' · ', h('a', {href: '#/connection', title: 'the connection'}, connector.connection === 'none' ? 'no credentials' : connector.connection)]
    : [state.waiting ? 'waiting for the connector' : 'no connector yet']));
  const problem = document.getElementById('problem');
  problem.textContent = state.problem ?? '';
  document.getElementById('tabs').replaceChildren(...PAGES.filter(one => one.title).map(one =>
    h('a', {href: '#/' + one.path, 'aria-current': one === page ? 'page' : undefined}, one.title)));
  const speed = factor => h('button', {type: 'button', 'aria-pressed': String(state.factor === factor), title: factor ? `time goes ${factor} times as fast` : 'time stands still',
    onclick: () => command(() => api('time', {factor}))}, factor ? '×' + factor : 'Pause');
  document.getElementById('clock').replaceChildren(...(connector ? [
    h('span', {'data-clock': ''}, clock(now())), speed(0), speed(1), speed(10), speed(60),
    h('button', {type: 'button', onclick: skip, title: 'jump to the next thing the engine has to do (s)'}, 'Skip the wait')] : []));
}

function skip() {
  return command(() => api('time', {skip: true}));
}

/** Keeps the times on the page going. */
function ticks() {
  document.querySelectorAll('[data-clock]').forEach(one => { one.textContent = clock(now()); });
  document.querySelectorAll('[data-until]').forEach(one => { one.textContent = countdown(Number(one.dataset.until) - now()); });
}

function typing() {
  const focus = document.activeElement;
  return focus && /^(INPUT|SELECT|TEXTAREA)$/.test(focus.tagName);
}

addEventListener('keydown', event => {
  if (typing() || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === '?') {
    document.getElementById('help').showModal();
  } else if (event.key === 's' && state.connector) {
    skip();
  } else if (event.key === 'p') {
    document.getElementById('poll-now')?.click();
  } else if (event.key === '/') {
    event.preventDefault();
    document.getElementById('search')?.focus();
  }
});
addEventListener('hashchange', draw);
setInterval(ticks, 250);

let waiting;
let connected = false;
const first = draw();
new EventSource('/api/events').onmessage = event => {
  const page = here(place().parts);
  if (event.data === 'ready' && !connected) {
    connected = true; // the page is being drawn already, but perhaps of what was before
    first.then(() => document.querySelector('.waiting') && draw());
    return;
  }
  if ((page.live.test(event.data) || event.data === 'connector') && !typing() && !waiting) {
    waiting = setTimeout(() => {
      waiting = undefined;
      draw();
    }, 150);
  }
};
