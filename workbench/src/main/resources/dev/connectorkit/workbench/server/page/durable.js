import {gantt} from './gantt.js';
import {h} from './page.js';
import {chip, clock, table} from './parts.js';

const STATES = {Pending: 'wait', Running: 'busy', Suspended: 'wait', Completed: 'good', Failed: 'bad', Terminated: ''};

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
    h('div', {class: 'panel'}, h('h3', {}, 'History'), gantt(rows(one.historyEvents ?? []))),
  ];
}

/** Returns the spans of a history; Durable Functions folds the start of a task into its end. */
function rows(history) {
  return history.filter(event => !/^Orchestrator/.test(event.EventType)).map(event => {
    const at = Date.parse(event.Timestamp);
    const from = Date.parse(event.ScheduledTime ?? '');
    const label = event.FunctionName ?? event.Name ?? event.EventType.replace(/^Execution/, '').toLowerCase();
    const style = /Failed/.test(event.EventType) ? 'bad' : /Timer/.test(event.EventType) ? 'wait' : /SubOrch/.test(event.EventType) ? 'child' : '';
    const ends = /Completed|Failed|Fired/.test(event.EventType) && !Number.isNaN(from);
    return {label: /Timer/.test(event.EventType) ? 'timer' : label, style, ...(ends ? {from, to: at} : {at})};
  });
}
