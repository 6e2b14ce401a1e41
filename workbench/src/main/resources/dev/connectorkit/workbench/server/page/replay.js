import {h} from './page.js';
import {chip, table} from './parts.js';

/** Draws the replay of a recorded workflow: each request, and how its answer differs from the recorded one. */
export async function draw({api, command, parts}) {
  const id = parts[1];
  const [workflow, replay] = await Promise.all([api('workflows/' + id), api(`workflows/${id}/replay`)]);
  const steps = replay.steps ?? [];
  const different = steps.filter(one => one.differences.length).length;
  return [
    h('div', {class: 'spread'}, h('h2', {}, 'Replay: ', workflow.title), h('a', {href: (workflow.kind === 'action' ? '#/async/' : '#/run/') + id}, 'the recorded workflow')),
    h('p', {class: 'note'}, 'Sends the recorded requests again, in their order, to the connector as it is now, and compares the answers: status, headers, and the shape of the body. '
        + 'Before a poll that found something, an event is made, if ', h('a', {href: '#/drills'}, 'there is a way to'), '.'),
    h('div', {class: 'panel'},
        h('div', {class: 'row'}, h('button', {type: 'button', class: 'main', id: 'replay', disabled: replay.running, onclick: () => command(() => api(`workflows/${id}/replay`, {}))}, 'Replay'),
            replay.running ? chip('running …', 'busy') : steps.length ? chip(different ? `${different} of ${steps.length} differ` : `all ${steps.length} answers are alike`, different ? 'bad' : 'good') : ''),
        replay.problem ? h('p', {class: 'error'}, replay.problem) : '',
        table(['Request', 'Recorded', 'Now', 'Differences'], steps.map(one => [
          h('code', {}, `${one.method} ${one.url}`), String(one.before), chip(one.after || 'no answer', one.after === one.before ? 'good' : 'bad'),
          one.differences.length ? one.differences.map(text => h('div', {}, h('code', {}, text))) : h('span', {class: 'note'}, 'none')]), 'Not replayed yet.')),
  ];
}
