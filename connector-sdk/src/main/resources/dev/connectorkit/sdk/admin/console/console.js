import {h} from './page.js';
import * as callbacks from './callbacks.js';
import * as overview from './overview.js';
import * as work from './work.js';

const KEY = 'operator-key';
const REFRESH = 5_000;
const PAGES = [
  {path: '', title: 'Overview', draw: overview.draw},
  {path: 'subscriptions', title: 'Subscriptions', draw: callbacks.subscriptions, needs: 'callbacks/subscriptions?limit=1'},
  {path: 'deliveries', title: 'Deliveries', draw: callbacks.deliveries, needs: 'callbacks/subscriptions?limit=1'},
  {path: 'dead-letters', title: 'Dead letters', draw: callbacks.deadLetters, needs: 'callbacks/subscriptions?limit=1'},
  {path: 'operations', title: 'Operations', draw: work.operations, needs: 'operations?limit=1'},
  {path: 'orchestrations', title: 'Orchestrations', draw: work.orchestrations, needs: 'orchestrations?limit=1'},
];

const main = document.getElementById('page');
const state = document.getElementById('state');
const offered = new Map();
let drawing = 0;

/** Sends a request with the operator's key; returns the JSON of the answer, or undefined if it has none. */
async function api(path, {method = 'GET', body} = {}) {
  const headers = {Authorization: 'Bearer ' + (sessionStorage.getItem(KEY) ?? ''), Accept: 'application/json'};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const answer = await fetch(path, {method, headers, body});
  const text = await answer.text();
  const json = text && /json/.test(answer.headers.get('Content-Type') ?? '') ? JSON.parse(text) : undefined;
  if (!answer.ok) {
    throw Object.assign(new Error(json?.detail ?? `The answer is ${answer.status}.`), {status: answer.status});
  }
  return json;
}

/** Returns the path and the parameters of the page's own URL. */
function place() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return {parts: path.split('/').map(decodeURIComponent), query: new URLSearchParams(query)};
}

function go(parts, query) {
  const text = new URLSearchParams([...query].filter(([, value]) => value)).toString();
  location.hash = '#/' + parts.map(encodeURIComponent).join('/') + (text ? '?' + text : '');
}

/** Runs a command of the operator, after a question if it cannot be undone; reports its outcome and draws the page again. */
async function run(title, path, options, question) {
  if (question && !confirm(question)) {
    return;
  }
  try {
    await api(path, options);
    state.textContent = title + ': done';
  } catch (error) {
    state.textContent = title + ': ' + error.message;
  }
  await draw();
}

/** Reports how many dead letters were sent again, and draws the page again. */
async function report(sent, left) {
  state.textContent = `${sent} sent again` + (left ? `, ${left} left: their subscriptions are not active` : '');
  await draw();
}

async function offers(page) {
  if (!page.needs) {
    return true;
  }
  if (!offered.has(page.needs)) {
    offered.set(page.needs, api(page.needs).then(() => true, error => {
      if (error.status !== 404) {
        offered.delete(page.needs);
        throw error;
      }
      return false;
    }));
  }
  return offered.get(page.needs);
}

async function tabs(current) {
  const shown = [];
  for (const page of PAGES) {
    if (await offers(page)) {
      shown.push(h('a', {href: '#/' + page.path, 'aria-current': page.path === current ? 'page' : undefined}, page.title));
    }
  }
  document.getElementById('tabs').replaceChildren(...shown);
}

async function draw() {
  const turn = ++drawing;
  if (!sessionStorage.getItem(KEY)) {
    askForKey();
    return;
  }
  const {parts, query} = place();
  const page = PAGES.find(one => one.path === parts[0]) ?? PAGES[0];
  try {
    const content = await page.draw({api, run, report, go, h, parts, query});
    await tabs(page.path);
    if (turn === drawing) {
      main.replaceChildren(...content);
    }
  } catch (error) {
    if (turn !== drawing) {
      return;
    }
    if (error.status === 401) {
      sessionStorage.removeItem(KEY);
      askForKey(error.message);
    } else {
      main.replaceChildren(h('p', {class: 'error'}, error.message));
    }
  }
}

function askForKey(problem) {
  const input = h('input', {type: 'password', name: 'key', autocomplete: 'current-password', 'aria-label': "The operator's key", required: true});
  main.replaceChildren(
      h('p', {}, "The operator's key is in admin.key of the data folder, unless the builder was given one. It stays in this tab."),
      problem ? h('p', {class: 'error'}, problem) : '',
      h('form', {onsubmit: event => {
        event.preventDefault();
        sessionStorage.setItem(KEY, input.value.trim());
        offered.clear();
        draw();
      }}, input, h('button', {type: 'submit'}, 'Open')));
  input.focus();
}

function busy() {
  const focus = document.activeElement;
  return document.hidden || !sessionStorage.getItem(KEY) || main.querySelector('input:checked') || main.contains(focus) && /^(INPUT|SELECT)$/.test(focus.tagName);
}

addEventListener('hashchange', () => {
  state.textContent = '';
  draw();
});
setInterval(() => busy() || draw(), REFRESH);
draw();
