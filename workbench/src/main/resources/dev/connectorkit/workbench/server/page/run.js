import {h} from './page.js';
import {inspector} from './inspector.js';
import {chip, clock, countdown, dot, table} from './parts.js';

/** Draws all workflows. */
export async function list({api}) {
  const all = await api('workflows');
  return [
    h('h2', {}, 'Workflows ', h('span', {}, String(all.length))),
    h('div', {class: 'panel'}, table(['Workflow', 'Operation', 'State', 'Runs', 'Exchanges', 'Made'], all.map(one => [
      h('a', {href: (one.kind === 'action' ? '#/async/' : '#/run/') + one.id}, one.id),
      one.title, started(one), one.runCount, one.exchangeCount, clock(one.createdAt)]), 'No workflow yet: click a card and start one.')),
  ];
}

export function started(one) {
  const outcome = one.state.outcome;
  return outcome ? chip(outcome.toLowerCase().replaceAll('_', ' '), outcome === 'SUCCEEDED' ? 'good' : 'bad')
      : one.state.started ? chip('started', 'good') : chip('stopped');
}

/** Returns the link to all exchanges of a workflow as a file. */
export function record(id) {
  return h('a', {href: `/api/workflows/${id}/har`, download: `workflow-${id}.har`, title: 'all exchanges, in HTTP Archive 1.2'}, 'HAR');
}

/** Draws a workflow: its commands, the next poll, the timeline with the inspector, runs and items. */
export async function draw({api, command, now, parts, query}) {
  const id = parts[1];
  const one = await api('workflows/' + id);
  const act = (name, title, style, key) => h('button', {type: 'button', class: style, id: key, onclick: () => command(() => api(`workflows/${id}/${name}`, {}))}, title);
  const chosen = Number(query.get('exchange')) || undefined;
  const exchanges = [...one.exchanges].reverse();
  const inspected = chosen ?? one.exchanges[0]?.id;
  return [
    h('div', {class: 'spread'}, h('h2', {}, one.title), h('div', {class: 'row'}, started(one), h('code', {}, one.operation), h('code', {}, id), record(id), one.kind === 'poll' ? h('a', {href: '#/replay/' + id}, 'Replay') : '')),
    h('div', {class: 'panel'},
        h('div', {class: 'spread'}, next(one, now),
            h('div', {class: 'row'},
                one.state.started ? act('stop', one.kind === 'webhook' ? 'Unsubscribe' : 'Stop') : act('start', one.kind === 'webhook' ? 'Subscribe' : 'Start', 'main'),
                one.kind === 'webhook' && one.state.started ? act('start', 'Renew') : '',
                one.kind === 'poll' ? h('button', {type: 'button', class: 'main', id: 'poll-now', disabled: !one.state.started, title: 'p',
                  onclick: () => command(() => api(`workflows/${id}/poll`, {}))}, 'Poll now') : '')),
        h('h3', {}, 'Timeline'),
        h('div', {class: 'line', id: 'timeline'}, exchanges.slice(-80).map(exchange => dot(exchange, `#/run/${id}?exchange=${exchange.id}`, exchange.id === inspected))),
        one.state.failures?.length ? h('p', {class: 'error'}, one.state.failures.at(-1)) : ''),
    h('div', {class: 'two'},
        h('div', {},
            h('div', {class: 'panel'}, h('h3', {}, `Runs: ${one.runCount}`),
                table(['Run', 'Started', 'Output of the trigger'], one.runs.slice(0, 50).map(run => [String(run.id), clock(run.at), h('code', {}, brief(run.body))]),
                    one.kind === 'poll' ? 'No run yet: a poll that is answered with 200 starts one.' : 'No run yet: a callback starts one.')),
            items(one.runs)),
        inspected ? await inspector(api, inspected) : h('div', {class: 'panel note'}, 'No exchange yet.')),
  ];
}

function next(one, now) {
  if (one.kind === 'webhook') {
    return h('div', {}, h('strong', {}, one.state.started ? 'Waits for callbacks' : 'Not subscribed'),
        one.state.location ? h('p', {class: 'mono'}, 'DELETE ' + one.state.location) : '');
  }
  if (!one.state.started) {
    return h('div', {class: 'countdown'}, h('strong', {}, '--:--'), h('span', {class: 'note'}, 'stopped'));
  }
  const at = one.state.nextAt ?? one.nextDue;
  const reason = one.state.nextAt ? one.state.reason : 'back-off before a retry';
  return h('div', {class: 'countdown'}, h('span', {}, one.state.nextAt ? 'next poll in' : 'next try in'),
      h('strong', {'data-until': at, id: 'countdown'}, countdown(at - now())), h('span', {class: 'note', id: 'reason'}, reason));
}

function brief(value) {
  const text = JSON.stringify(value);
  return text.length > 160 ? text.slice(0, 159) + '…' : text;
}

/** Draws how often each item was seen: once is right. */
function items(runs) {
  const seen = new Map();
  for (const run of runs) {
    const key = run.body?.id !== undefined ? 'id ' + run.body.id : brief(run.body);
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const rows = [...seen].sort((a, b) => b[1] - a[1]).slice(0, 50);
  return rows.length ? h('div', {class: 'panel'}, h('h3', {}, `Items: ${seen.size}`),
      table(['Item', 'Times seen'], rows.map(([key, times]) => [h('code', {}, key), chip('× ' + times, times === 1 ? 'good' : 'wait')]))) : '';
}
