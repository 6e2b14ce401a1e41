import {h} from './page.js';
import {chip, clock} from './parts.js';

/** Draws the way in which tests make events. */
export async function firing({api, command, operations}) {
  const now = await api('firing');
  const actions = operations.filter(one => !one.trigger && !one.hidden);
  const inputs = h('input', {class: 'wide', id: 'fire-inputs', 'aria-label': 'inputs as JSON', value: JSON.stringify(now.inputs ?? {}),
    title: 'inputs as JSON; {n} is a number that differs each time'});
  const choice = h('select', {id: 'fire', 'aria-label': 'events are made by'},
      h('option', {value: ''}, 'nothing'),
      now.hasCommand ? h('option', {value: '$command', selected: now.kind === 'command'}, 'the command of --fire') : '',
      actions.map(one => h('option', {value: one.id, selected: now.operation === one.id}, one.summary || one.id)));
  const save = () => command(() => api('firing', choice.value === '' ? {kind: 'none'} : choice.value === '$command' ? {kind: 'command'}
      : {kind: 'action', operation: choice.value, inputs: JSON.parse(inputs.value || '{}')}));
  choice.addEventListener('change', () => suggest(api, choice.value, inputs).then(save));
  inputs.addEventListener('change', save);
  return h('div', {class: 'panel row'}, 'Events are made by', choice,
      now.kind === 'action' ? [inputs, h('small', {class: 'note'}, '{n} becomes a new number each time')] : '');
}

/** Fills in the inputs that an action needs. */
async function suggest(api, operation, inputs) {
  if (!operation || operation === '$command') {
    return;
  }
  const card = await api('operations/' + encodeURIComponent(operation));
  const example = input => input.choices?.[0]?.value ?? input.value ?? (/integer|number/.test(input.type) ? 1 : input.type === 'boolean' ? true : 'event-{n}');
  inputs.value = JSON.stringify(Object.fromEntries(card.inputs.filter(one => one.required).map(one => [one.key, example(one)])));
}

/** Draws the drills with their last scores. */
export async function draw({api, command}) {
  const [{drills, results, running, problem}, operations] = await Promise.all([api('drills'), api('operations')]);
  const outage = h('input', {type: 'number', class: 'short', min: 1, max: 3600, value: 20, 'aria-label': 'seconds of an outage'});
  const play = drill => command(() => api('drills', {drill, outage: Number(outage.value)}));
  const title = id => operations.find(one => one.id === id)?.summary ?? id;
  return [
    h('div', {class: 'spread'}, h('h2', {}, 'Drills'), running ? chip(`playing ${running} …`, 'busy') : ''),
    h('p', {class: 'note'}, 'A drill is a fixed script of a mishap, played at each trigger, with a score at its end.'),
    await firing({api, command, operations}),
    h('div', {class: 'panel row'}, h('button', {type: 'button', class: 'main', disabled: Boolean(running), onclick: () => play('all')}, 'Play all'),
        'An outage lasts', outage, 'seconds'),
    problem ? h('p', {class: 'error'}, problem) : '',
    h('div', {class: 'cards drills', id: 'drills'}, drills.map(drill => {
      const own = results.filter(one => one.drill === drill.id);
      return h('section', {class: 'panel'},
          h('div', {class: 'spread'}, h('strong', {}, drill.id), h('button', {type: 'button', disabled: Boolean(running) || !drill.playable,
            title: drill.playable ? '' : 'the workbench was started without --restart', 'aria-label': 'play ' + drill.id, onclick: () => play(drill.id)}, 'Play')),
          h('p', {class: 'note'}, drill.title + '.'),
          own.map(one => result(one, title(one.operation))));
    })),
  ];
}

function result(one, title) {
  const line = [chip(one.skipped ? 'skipped' : String(one.score), one.skipped ? '' : one.score === 100 ? 'good' : 'bad'), ' ', title, ' ', h('span', {class: 'note'}, clock(one.at))];
  return one.skipped ? h('p', {}, line, h('span', {class: 'note'}, ' ' + one.skipped)) : h('details', {}, h('summary', {}, line),
      one.checks.map(check => h('div', {}, chip(check.passed ? 'passed' : 'failed', check.passed ? 'good' : 'bad'), ' ', check.title, check.seen ? h('span', {class: 'note'}, ' ' + check.seen) : '',
          check.passed ? '' : (check.evidence ?? []).map(text => h('pre', {}, text)))));
}
