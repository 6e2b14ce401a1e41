import {gantt} from './gantt.js';
import {rows} from './history.js';
import {chip, filters, pager, table, time} from './parts.js';

const OPERATIONS = {QUEUED: 'wait', RUNNING: 'busy', SUCCEEDED: 'good', FAILED: 'bad', CANCELLED: ''};
const INSTANCES = {Pending: 'wait', Running: 'busy', Suspended: 'wait', Completed: 'good', Failed: 'bad', Terminated: ''};
const FINISHED = new Set(['Completed', 'Failed', 'Terminated']);

/** Draws the operations of actions, which can be cancelled. */
export async function operations({api, run, go, h, query}) {
  const asked = new URLSearchParams(query);
  asked.set('limit', '100');
  const list = await api('operations?' + asked);
  const open = one => one.state === 'QUEUED' || one.state === 'RUNNING';
  return [
    filters({h, go, query}, 'operations', [
      {name: 'action', label: 'action'},
      {name: 'state', label: 'any state', values: Object.keys(OPERATIONS)},
    ]),
    table(h, ['Operation', 'Action', 'State', 'Progress', 'Accepted', 'Kept until', ''], list.map(one => [
      {class: 'id', content: one.id},
      one.action + (one.called ? ' (calls back)' : ''),
      chip(h, one.state.toLowerCase(), OPERATIONS[one.state]),
      [one.percent === undefined ? '' : one.percent + ' % ', one.message],
      time(one.createdAt),
      time(one.keepUntil),
      {class: 'buttons', content: open(one)
        ? h('button', {type: 'button', class: 'danger', onclick: () => run('cancel', `operations/${one.id}/cancel`, {method: 'POST'}, `Cancel ${one.id}?`)}, 'cancel')
        : ''},
    ])),
    pager({h, go, query}, 'operations', list, 100),
  ];
}

/** Draws the instances of orchestrations; one of them with its history and its commands. */
export async function orchestrations({api, run, go, h, parts, query}) {
  if (parts[1]) {
    return instance({api, run, h}, parts[1]);
  }
  const asked = new URLSearchParams(query);
  asked.set('limit', '100');
  const page = await api('orchestrations?' + asked);
  return [
    filters({h, go, query}, 'orchestrations', [
      {name: 'name', label: 'orchestration'},
      {name: 'idPrefix', label: 'id begins with'},
      {name: 'status', label: 'any status', values: Object.keys(INSTANCES)},
    ]),
    table(h, ['Instance', 'Orchestration', 'Status', 'Custom status', 'Started', 'Last turn'], page.instances.map(one => [
      {class: 'id', content: h('a', {href: `#/orchestrations/${encodeURIComponent(one.id)}`}, one.id)},
      one.name + (one.version ? ' ' + one.version : ''),
      chip(h, one.status, INSTANCES[one.status]),
      one.customStatus === undefined ? '' : JSON.stringify(one.customStatus),
      time(one.createdAt),
      time(one.updatedAt),
    ])),
    pager({h, go, query}, 'orchestrations', page.instances, 100, page.next),
  ];
}

async function instance({api, run, h}, id) {
  const path = `orchestrations/${encodeURIComponent(id)}`;
  const [one, history] = await Promise.all([api(path), api(path + '/history')]);
  const finished = FINISHED.has(one.status);
  const command = (name, style, method = 'POST') => h('button', {type: 'button', class: style, onclick: () =>
    run(name, method === 'POST' ? `${path}/${name}` : path, {method}, style ? `${name} ${id}?` : undefined)}, name);
  const facts = [
    ['Orchestration', one.name + (one.version ? ', version ' + one.version : '')],
    ['Status', chip(h, one.status, INSTANCES[one.status])],
    ['Started', time(one.createdAt)],
    [finished ? 'Ended' : 'Last turn', time(one.completedAt ?? one.updatedAt)],
    ['Tags', Object.entries(one.tags).map(([key, value]) => `${key}=${value}`).join(', ')],
    ['Input', one.input], ['Custom status', one.customStatus], ['Output', one.output], ['Failure', one.failure],
  ];
  return [
    h('h2', {}, h('a', {href: '#/orchestrations'}, 'Orchestrations'), ' / ', id),
    h('dl', {}, facts.filter(([, value]) => value !== undefined && value !== '').flatMap(([name, value]) =>
      [h('dt', {}, name), h('dd', {}, value instanceof Node || name === 'Failure' || !/put|status/i.test(name) ? value : JSON.stringify(value))])),
    h('p', {},
        finished ? '' : one.status === 'Suspended' ? command('resume') : command('suspend'),
        finished ? '' : command('terminate', 'danger'),
        one.status === 'Failed' ? command('rewind') : '',
        finished ? command('restart') : '',
        finished ? command('remove', 'danger', 'DELETE') : ''),
    finished ? '' : eventForm({run, h}, path),
    h('h2', {}, 'History ', h('span', {}, String(history.length))),
    h('div', {class: 'card'}, gantt(rows(history))),
  ];
}

function eventForm({run, h}, path) {
  const name = h('input', {placeholder: 'event', 'aria-label': 'event', required: true});
  const payload = h('input', {placeholder: 'payload as JSON', 'aria-label': 'payload as JSON'});
  return h('form', {onsubmit: event => {
    event.preventDefault();
    run('raise ' + name.value, `${path}/events/${encodeURIComponent(name.value)}`, {method: 'POST', body: payload.value || undefined});
  }}, name, payload, h('button', {type: 'submit'}, 'Raise event'));
}
