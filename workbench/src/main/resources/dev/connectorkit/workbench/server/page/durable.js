import {h} from './page.js';
import {chip, clock, duration, table} from './parts.js';

const STATES = {Pending: 'wait', Running: 'busy', Suspended: 'wait', Completed: 'good', Failed: 'bad', Terminated: ''};
const SVG = 'http://www.w3.org/2000/svg';
const ROW = 24;
const LEFT = 240;
const WIDTH = 1_000;

/** Draws the orchestrations of a connector with the HTTP API of Durable Functions; one of them with its history. */
export async function draw({api, command, parts}) {
  if (parts[1]) {
    return instance({api, command}, parts[1]);
  }
  const key = codes()[''] ?? '';
  const answer = await api('durable/instances?top=100' + (key ? '&code=' + encodeURIComponent(key) : ''));
  if (!Array.isArray(answer.body) && answer.status !== 401) {
    return [h('h2', {}, 'Orchestrations'), h('p', {class: 'note'}, `This connector does not have the HTTP API of Durable Functions: its answer is ${answer.status || answer.failure}.`)];
  }
  const name = h('input', {placeholder: 'orchestration', 'aria-label': 'orchestration', required: true});
  const input = h('input', {class: 'wide', placeholder: 'input as JSON', 'aria-label': 'input as JSON'});
  const code = h('input', {type: 'password', class: 'wide', placeholder: 'key (code)', autocomplete: 'off', 'aria-label': 'key'});
  const all = answer.body?.length === undefined ? undefined : answer.body;
  const own = Object.keys(codes()).filter(Boolean);
  return [
    h('h2', {}, 'Orchestrations ', all ? h('span', {}, String(all.length)) : ''),
    h('form', {class: 'panel row', onsubmit: async event => {
      event.preventDefault();
      const started = await command(() => send(api, `orchestrators/${encodeURIComponent(name.value)}`, input.value));
      if (started?.body?.id) {
        remember(started.body.id, new URL(started.body.statusQueryGetUri).searchParams.get('code') ?? '');
        location.hash = '#/orchestrations/' + encodeURIComponent(started.body.id);
      }
    }}, name, input, h('button', {class: 'main', type: 'submit'}, 'Start')),
    all ? '' : h('form', {class: 'panel row', onsubmit: event => {
      event.preventDefault();
      remember('', code.value);
      command(async () => undefined);
    }}, 'The list needs a key, which stays in this tab; an instance that is started here needs none.', code, h('button', {type: 'submit'}, 'Show')),
    own.length && !all ? h('div', {class: 'panel'}, table(['Started here'], own.map(id => [h('a', {href: '#/orchestrations/' + encodeURIComponent(id)}, id)]))) : '',
    all && h('div', {class: 'panel'}, table(['Instance', 'Orchestration', 'Status', 'Started', 'Last turn'], all.map(one => [
      h('a', {href: '#/orchestrations/' + encodeURIComponent(one.instanceId)}, one.instanceId), one.name, chip(one.runtimeStatus, STATES[one.runtimeStatus]),
      clock(Date.parse(one.createdTime)), clock(Date.parse(one.lastUpdatedTime))]), 'No instance yet.')),
  ];
}

/** Returns the keys of this tab by instance; that of the whole API has an empty name. */
function codes() {
  return JSON.parse(sessionStorage.getItem('durable') ?? '{}');
}

function remember(id, code) {
  sessionStorage.setItem('durable', JSON.stringify({...codes(), [id]: code}));
}

async function send(api, path, text, method = 'POST') {
  const answer = await api('durable/' + path, text ? JSON.parse(text) : undefined, method);
  if (answer.status >= 400 || !answer.status) {
    throw new Error(answer.body?.detail ?? answer.failure ?? `The answer is ${answer.status}.`);
  }
  return answer;
}

/** Draws the page again in a while, unless the user has gone on or is typing. */
function again(hash, command) {
  clearTimeout(again.timer);
  again.timer = setTimeout(() => {
    if (location.hash !== hash) {
      return;
    }
    if (/^(INPUT|SELECT)$/.test(document.activeElement?.tagName)) {
      again(hash, command);
    } else {
      command(async () => undefined);
    }
  }, 1_500);
}

async function instance({api, command}, id) {
  const path = 'instances/' + encodeURIComponent(id);
  const code = codes()[id] ?? codes()[''];
  const key = code ? '&code=' + encodeURIComponent(code) : '';
  const {body: one, status} = await api(`durable/${path}?showHistory=true&showHistoryOutput=true&showInput=true${key}`);
  if (!one?.runtimeStatus) {
    return [h('p', {class: 'error'}, `There is no instance ${id}: the answer is ${status}.`)];
  }
  const finished = /Completed|Failed|Terminated/.test(one.runtimeStatus);
  const act = (name, style) => h('button', {type: 'button', class: style, onclick: () => command(() => send(api, `${path}/${name}?reason=workbench${key}`))}, name);
  const event = h('input', {placeholder: 'event', 'aria-label': 'event', required: true});
  const payload = h('input', {class: 'wide', placeholder: 'payload as JSON', 'aria-label': 'payload as JSON'});
  if (!finished) {
    again(location.hash, command);
  }
  const facts = [['Input', one.input], ['Custom status', one.customStatus], ['Output', one.output]];
  return [
    h('div', {class: 'spread'}, h('h2', {}, h('a', {href: '#/orchestrations'}, 'Orchestrations'), ' / ', id), h('div', {class: 'row'}, one.name, chip(one.runtimeStatus, STATES[one.runtimeStatus]),
        h('button', {type: 'button', onclick: () => command(async () => undefined)}, 'Refresh'))),
    h('div', {class: 'panel'},
        table(['', ''], facts.filter(([, value]) => value !== undefined && value !== null).map(([title, value]) => [title, h('code', {}, JSON.stringify(value))]), 'No input.'),
        h('p', {class: 'row'}, finished ? '' : one.runtimeStatus === 'Suspended' ? act('resume') : act('suspend'), finished ? '' : act('terminate', 'danger'),
            one.runtimeStatus === 'Failed' ? act('rewind') : ''),
        finished ? '' : h('form', {class: 'row', onsubmit: submitted => {
          submitted.preventDefault();
          command(() => send(api, `${path}/raiseEvent/${encodeURIComponent(event.value)}?${key.slice(1)}`, payload.value));
        }}, event, payload, h('button', {type: 'submit'}, 'Raise event'))),
    h('div', {class: 'panel'}, h('h3', {}, 'History'), gantt(one.historyEvents ?? [])),
  ];
}

function s(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text ?? '';
  return element;
}

/** Returns the spans of a history; Durable Functions folds the start of a task into its end. */
function rows(history) {
  return history.filter(event => !/^Orchestrator/.test(event.EventType)).map(event => {
    const at = Date.parse(event.Timestamp);
    const from = Date.parse(event.ScheduledTime ?? '');
    const label = event.FunctionName ?? event.Name ?? event.EventType.replace(/^Execution/, '').toLowerCase();
    const style = /Failed/.test(event.EventType) ? 'bad' : /Timer/.test(event.EventType) ? 'wait' : /SubOrch/.test(event.EventType) ? 'child' : '';
    const ends = /Completed|Failed|Fired/.test(event.EventType) && !Number.isNaN(from);
    return {label: /Timer/.test(event.EventType) ? 'timer' : label, style, at, from: ends ? from : undefined};
  });
}

function gantt(history) {
  const all = rows(history);
  const times = all.flatMap(row => [row.from ?? row.at, row.at]).filter(time => !Number.isNaN(time));
  if (!times.length) {
    return h('p', {class: 'note'}, 'No history.');
  }
  const first = Math.min(...times);
  const last = Math.max(...times, first + 1);
  const x = at => LEFT + (at - first) / (last - first) * (WIDTH - LEFT - 90);
  const svg = s('svg', {class: 'gantt', viewBox: `0 0 ${WIDTH} ${(all.length + 1) * ROW + 8}`, role: 'img', 'aria-label': 'The history over time'});
  for (const part of [0, 0.5, 1]) {
    const at = first + part * (last - first);
    svg.append(s('line', {x1: x(at), x2: x(at), y1: ROW, y2: (all.length + 1) * ROW}), s('text', {x: x(at), y: 14, class: 'quiet', 'text-anchor': 'middle'}, duration(at - first)));
  }
  all.forEach((row, index) => {
    const y = (index + 1) * ROW;
    svg.append(s('text', {x: 0, y: y + 16}, row.label));
    if (row.from === undefined) {
      svg.append(s('circle', {cx: x(row.at), cy: y + 12, r: 5}));
    } else {
      svg.append(s('rect', {x: x(row.from), y: y + 5, width: Math.max(4, x(row.at) - x(row.from)), height: 14, rx: 3, class: row.style}),
          s('text', {x: x(row.at) + 6, y: y + 16, class: 'quiet'}, duration(row.at - row.from)));
    }
  });
  return svg;
}
