import {h} from './page.js';
import {chip} from './parts.js';

const KINDS = [
  ['LOST_ANSWER', 'lost answer', 'The connector gets the request, the engine no answer.'],
  ['REQUEST_LOST', 'lost request', 'The connector does not get the request, the engine no answer.'],
  ['ERROR', 'error', 'The engine gets an error; the connector does not get the request.', 'status', 'seconds'],
  ['LATENCY', 'latency', 'The request is delayed.', 'seconds'],
  ['SENT_TWICE', 'sent twice', 'The connector gets the request twice, one after the other.'],
  ['SENT_TWICE_AT_ONCE', 'sent twice at once', 'The connector gets the request twice at the same time.'],
  ['REPLAYED', 'replayed', 'The connector gets the request before once more.'],
  ['OLD_LOCATION', 'old Location', 'The request goes to the URL of the request before.'],
  ['CUT_OFF', 'cut off', 'The connection is reset in the middle of the request.'],
  ['NO_CREDENTIALS', 'no credentials', 'The request is sent without credentials.'],
  ['WRONG_CLOCK', 'wrong clock', 'The request carries the date of a clock that is fast.', 'seconds'],
  ['RESTART', 'restart', 'The connector is restarted before the request, by the command of --restart.'],
];
const WHEN = [['rate', '%', 100, 1], ['nth', 'only the nth (0: each)', 0, 0], ['count', 'times (0: always)', 1, 0]];

/** Draws the faults of an operation with their switches, and those that are on elsewhere. */
export async function draw({api, command, query}) {
  const [operations, {on, canRestart}] = await Promise.all([api('operations'), api('faults')]);
  const chosen = query.get('operation') ?? '*';
  const shown = [{id: '*', summary: 'All operations'}, ...operations.filter(one => !one.hidden)];
  const title = id => shown.find(one => one.id === id)?.summary || id;
  const name = kind => KINDS.find(one => one[0] === kind)[1];
  const number = (label, value, min) => h('input', {type: 'number', class: 'short', value, min, 'aria-label': label});
  const when = Object.fromEntries(WHEN.map(([key, label, value, min]) => [key, number(label, value, min)]));
  const turn = (fault, isOn) => command(() => api('faults', {...fault, on: isOn}));
  const row = ([kind, , about, ...needs]) => {
    const fault = on.find(one => one.operation === chosen && one.kind === kind);
    const status = h('select', {'aria-label': 'status of ' + kind}, ['503', '500', '429', '408'].map(value => h('option', {value, selected: fault?.status === Number(value)}, value)));
    const seconds = h('input', {type: 'number', class: 'short', min: 0, max: 120, value: fault?.seconds ?? 5, 'aria-label': 'seconds of ' + kind});
    const asked = () => ({operation: chosen, kind, status: Number(status.value), seconds: Number(seconds.value),
      ...Object.fromEntries(Object.entries(when).map(([key, input]) => [key, Number(input.value)]))});
    const words = fault ? ['on', fault.rate < 100 ? fault.rate + ' %' : '', fault.nth ? `only no. ${fault.nth}` : fault.count ? `${fault.hits} of ${fault.count}` : `${fault.hits} so far`] : ['off'];
    return h('li', {class: 'spread'},
        h('div', {class: 'about'}, h('strong', {}, name(kind)), h('div', {class: 'note'}, about)),
        h('div', {class: 'row'}, needs.includes('status') ? status : '', needs.includes('seconds') ? [seconds, 's'] : '',
            h('button', {type: 'button', class: 'switch', 'aria-pressed': String(Boolean(fault)), 'aria-label': `${kind} ${chosen}`, disabled: kind === 'RESTART' && !canRestart,
              title: kind === 'RESTART' && !canRestart ? 'the workbench was started without --restart' : undefined, onclick: () => turn(asked(), !fault)}, words.filter(Boolean).join(' '))));
  };
  return [
    h('div', {class: 'spread'}, h('h2', {}, 'Faults'), h('div', {class: 'row'}, on.map(one => h('button', {type: 'button', title: 'turn off', onclick: () => turn(one, false)},
        `${name(one.kind)}: ${title(one.operation)} ✕`)))),
    h('p', {class: 'note'}, 'A fault lies between the engine and the connector. The engine then does what its retry policy says: 408, 429, 5xx and lost answers are tried again, four times. ',
        'What the receiver of callbacks does wrong is chosen in ', h('a', {href: '#/callbacks'}, 'Callbacks'), '.'),
    h('div', {class: 'panel'},
        h('nav', {'aria-label': 'Operations', class: 'picks'}, shown.map(one => h('a', {href: '#/faults?operation=' + encodeURIComponent(one.id), 'aria-current': one.id === chosen ? 'page' : undefined},
            one.summary || one.id, on.some(fault => fault.operation === one.id) ? [' ', chip('on', 'bad')] : '')))),
    h('div', {class: 'panel'},
        h('div', {class: 'row'}, 'Switch on for', when.rate, '% of the requests, only the nth', when.nth, '(0: each), at most', when.count, 'times (0: always)'),
        h('ul', {class: 'faults'}, KINDS.map(row))),
  ];
}
