import {copyable, duration, h} from './page.js';
import {inspector} from './inspector.js';
import {body, chip, clock, table, download, nameOf} from './parts.js';
import {record, started} from './run.js';

const ANSWERS = ['202', '200', '500', '429', '408', '400', '401', '403', '404', '410', 'redirect', 'slow', 'drip', 'close', 'huge'];

/** Draws the subscriptions and the callbacks that came. */
export async function draw({api, command, state, query}) {
  const [workflows, exchanges] = await Promise.all([api('workflows'), api('exchanges')]);
  const hooks = workflows.filter(one => one.kind === 'webhook');
  const inbox = exchanges.filter(one => one.direction === 'CALLBACK');
  const answers = one => {
    const choice = h('select', {disabled: !one.state.started, 'aria-label': 'answer of ' + one.id, onchange: () => command(() => api(`workflows/${one.id}/answer`, {answer: choice.value}))},
        ANSWERS.map(answer => h('option', {value: answer, selected: (one.state.answer ?? '202') === answer}, answer)));
    return choice;
  };
  const switches = one => h('button', {type: 'button', onclick: () => command(() => api(`workflows/${one.id}/${one.state.started ? 'stop' : 'start'}`, {}))},
      one.state.started ? 'Unsubscribe' : 'Subscribe');
  const renew = one => one.state.started ? h('button', {type: 'button', title: 'subscribe with another callback URL', onclick: () => command(() => api(`workflows/${one.id}/start`, {}))}, 'Renew') : '';
  const certificate = one => h('button', {type: 'button', 'aria-pressed': String(Boolean(one.state.untrusted)), disabled: !one.state.started,
    title: 'subscribe again with https and a certificate that nobody trusts: no callback must come',
    onclick: () => command(() => api(`workflows/${one.id}/certificate`, {untrusted: !one.state.untrusted}))}, 'Bad certificate');
  const chosen = query.get('exchange');
  return [
    h('div', {class: 'spread'}, h('h2', {}, 'Subscriptions ', h('span', {}, String(hooks.length))),
        h('button', {type: 'button', 'aria-pressed': String(state.receiverDown), title: 'refuse all connections', onclick: () => command(() => api('receiver', {down: !state.receiverDown}))},
            state.receiverDown ? 'The receiver is down; start it' : 'Take the receiver down')),
    h('div', {class: 'panel'}, table(['Workflow', 'Operation', 'State', 'Location', 'Answer callbacks with', ''], hooks.map(one => [
      h('a', {href: '#/run/' + one.id}, one.id), one.title, started(one), h('code', {}, one.state.location ?? ''), answers(one), h('div', {class: 'row'}, switches(one), renew(one), certificate(one))]),
    'No subscription yet: start a webhook trigger from its card.')),
    h('h2', {}, 'Inbox ', h('span', {}, String(inbox.length))),
    h('div', {class: chosen ? 'two' : ''},
        h('div', {class: 'panel', id: 'inbox'}, table(['At', 'Operation', 'Answered', 'Delivery', ''], inbox.slice(0, 100).map(one => [
          clock(one.at), one.operation, chip(one.status || 'closed', one.status >= 200 && one.status < 300 ? 'good' : 'bad'),
          one.status === 401 ? chip('wrong signature', 'bad') : chip('signature right', 'good'),
          h('a', {href: '#/callbacks?exchange=' + one.id}, 'inspect')]), 'No callback yet.')),
        chosen ? await inspector(api, chosen) : ''),
  ];
}

/** Draws the call of an action: the ladder of its 202 answers up to the result. */
export async function ladder({api, command, parts, query}) {
  const id = parts[1];
  const one = await api('workflows/' + id);
  const steps = [...one.exchanges].reverse();
  const chosen = query.get('exchange');
  const file = one.state.outcome && one.state.body?.$content !== undefined
      ? download(one.state.body, nameOf((await api('exchanges/' + one.exchanges[0].id)).response.headers)) : undefined;
  const waits = steps.map((step, index) => index ? step.at - steps[index - 1].at : 0);
  return [
    h('div', {class: 'spread'}, h('h2', {}, one.title), h('div', {class: 'row'}, started(one),
        one.state.started ? h('button', {type: 'button', class: 'danger', onclick: () => command(() => api(`workflows/${id}/stop`, {}))}, 'Cancel')
            : h('button', {type: 'button', class: 'main', onclick: () => command(() => api(`workflows/${id}/start`, {}))}, 'Run again'),
        record(id), h('a', {href: '#/replay/' + id}, 'Replay'))),
    h('div', {class: 'two'},
        h('div', {class: 'panel'}, h('h3', {}, 'Ladder'), h('ol', {class: 'ladder', id: 'ladder'}, steps.map((step, index) =>
          h('li', {class: step.status === 202 ? '' : step.status >= 200 && step.status < 300 ? 'ok' : 'bad'},
              h('div', {class: 'row'}, h('a', {href: `#/async/${id}?exchange=${step.id}`}, `${step.method} → ${step.status || 'no answer'}`),
                  waits[index] ? chip('after ' + duration(waits[index])) : '', step.attempt > 1 ? chip('attempt ' + step.attempt, 'wait') : '',
                  step.fault ? chip(step.fault.toLowerCase().replaceAll('_', ' '), 'bad') : ''),
              h('small', {class: 'note'}, clock(step.at) + '  ' + step.url))))),
        h('div', {},
            h('div', {class: 'panel', id: 'result'}, h('h3', {}, 'Result'),
                file ?? (one.state.outcome ? body(JSON.stringify(one.state.body)) : h('p', {class: 'note'}, one.state.started ? 'The action runs.' : 'Call it again to see its result.')),
                h('h3', {}, 'Inputs'), copyable(JSON.stringify(one.inputs, (key, value) => key === '$content' && value.length > 64 ? value.slice(0, 64) + '…' : value, 2))),
            chosen ? await inspector(api, chosen) : '')),
  ];
}
