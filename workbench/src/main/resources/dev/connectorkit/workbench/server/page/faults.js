import {h} from './page.js';
import {chip, table} from './parts.js';

const KINDS = [
  ['ERROR', 'error', 'answers with an error; the connector does not get the request'],
  ['LATENCY', 'latency', 'delays the request'],
  ['LOST_ANSWER', 'lost answer', 'drops the answer after the connector sent it'],
  ['SENT_TWICE', 'sent twice', 'sends the request twice'],
  ['NO_CREDENTIALS', 'no credentials', 'sends the request without credentials'],
  ['OLD_LOCATION', 'old Location', 'sends the request to the URL before'],
];

/** Draws the switches of all faults for each operation, with their numbers. */
export async function draw({api, command, query}) {
  const [operations, on] = await Promise.all([api('operations'), api('faults')]);
  const status = h('select', {'aria-label': 'status'}, ['503', '500', '429', '408'].map(value => h('option', {value}, value)));
  const number = (label, value) => h('input', {type: 'number', class: 'short', value, min: 0, 'aria-label': label});
  const rate = number('rate', 100);
  const count = number('count', 1);
  const seconds = number('seconds', 5);
  const turn = (operation, kind, isOn) => command(() => api('faults', {operation, kind, on: isOn, status: Number(status.value),
    rate: Number(rate.value), count: Number(count.value), seconds: Number(seconds.value)}));
  const cell = (operation, kind) => {
    const fault = on.find(one => one.operation === operation && one.kind === kind);
    return h('button', {type: 'button', 'aria-pressed': String(Boolean(fault)), 'aria-label': `${kind} ${operation}`, onclick: () => turn(operation, kind, !fault)},
        fault ? `on ${fault.rate} %` + (fault.count ? ` × ${fault.count}` : '') : 'off');
  };
  const rows = [['*', 'All operations'], ...operations.filter(one => !one.hidden).map(one => [one.id, one.summary || one.id])];
  return [
    h('h2', {}, 'Faults'),
    h('p', {class: 'note'}, 'A fault lies between the engine and the connector. The engine then does what its retry policy says: 408, 429, 5xx and lost answers are tried again, four times.'),
    h('div', {class: 'panel'}, h('div', {class: 'row'}, 'New faults:', ' rate %', rate, 'times (0: always)', count, 'error status', status, 'seconds of latency or Retry-After', seconds)),
    h('div', {class: 'panel'}, table(['Operation', ...KINDS.map(([, title, about]) => h('span', {title: about}, title))], rows.map(([id, title]) =>
      [title, ...KINDS.map(([kind]) => cell(id, kind))]))),
    on.length ? h('p', {}, chip(`${on.length} on`, 'bad'), ' ', h('button', {type: 'button', onclick: () => command(async () => {
      for (const fault of on) {
        await api('faults', {...fault, on: false});
      }
    })}, 'Turn all off')) : '',
  ];
}
