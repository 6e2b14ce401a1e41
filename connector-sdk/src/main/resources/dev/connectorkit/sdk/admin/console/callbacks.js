import {chip, filters, pager, table, time} from './parts.js';

const STATES = {ACTIVE: 'good', PAUSED: 'wait', ENDED: 'bad'};

/** Draws the subscriptions: pause, resume, send again, remove. */
export async function subscriptions({api, run, go, h, query}) {
  const asked = new URLSearchParams(query);
  asked.set('limit', '100');
  const list = await api('callbacks/subscriptions?' + asked);
  const command = (one, name, style) => h('button', {type: 'button', class: style, onclick: () =>
    run(name, `callbacks/subscriptions/${one.id}` + (name === 'remove' ? '' : '/' + name), {method: name === 'remove' ? 'DELETE' : 'POST'},
        name === 'remove' ? `Remove the subscription with all that waits for it?` : undefined)}, name);
  return [
    filters({h, go, query}, 'subscriptions', [
      {name: 'event', label: 'event'},
      {name: 'state', label: 'any state', values: Object.keys(STATES)},
    ]),
    table(h, ['Subscription', 'Event', 'Host', 'Filter', 'State', 'Since', ''], list.map(one => [
      {class: 'id', content: h('a', {href: `#/deliveries?subscription=${one.id}`, title: 'its deliveries'}, one.id)},
      one.event + (one.label ? ` (${one.label})` : ''),
      one.host,
      JSON.stringify(one.filter, (name, value) => value ?? undefined), // without absent members
      [chip(h, one.state.toLowerCase(), STATES[one.state]), one.reason ? ' ' + one.reason : ''],
      time(one.createdAt),
      {class: 'buttons', content: [
        one.state === 'ACTIVE' ? command(one, 'pause') : command(one, 'resume'),
        one.state === 'ACTIVE' ? command(one, 'resend') : '',
        command(one, 'remove', 'danger'),
      ]},
    ])),
    pager({h, go, query}, 'subscriptions', list, 100),
  ];
}

/** Draws the deliveries that have not arrived; one of them with its attempts. */
export async function deliveries({api, go, h, parts, query}) {
  if (parts[1]) {
    const attempts = await api(`callbacks/deliveries/${encodeURIComponent(parts[1])}/attempts`);
    return [
      h('h2', {}, 'Attempts of ', h('span', {}, parts[1])),
      table(h, ['At', 'Took', 'Status', 'Outcome'], attempts.map(one =>
        [time(one.at), one.millis + ' ms', one.status || '', one.outcome])),
    ];
  }
  const asked = new URLSearchParams(query);
  asked.set('limit', '100');
  const list = await api('callbacks/deliveries?' + asked);
  return [
    filters({h, go, query}, 'deliveries', [{name: 'subscription', label: 'subscription'}]),
    table(h, ['Delivery', 'Event', 'Host', 'Attempts', 'Published', 'Next attempt'], list.map(one => [
      {class: 'id', content: h('a', {href: `#/deliveries/${encodeURIComponent(one.id)}`, title: 'its attempts'}, one.id)},
      one.event,
      one.host,
      one.attempts,
      time(one.publishedAt),
      one.underWay ? chip(h, 'under way', 'busy') : one.dueAt ? time(one.dueAt) : 'after the one before',
    ])),
    pager({h, go, query}, 'deliveries', list, 100),
  ];
}

/** Draws the dead letters: send one again, those that are chosen, or all that the filter finds, on every page. */
export async function deadLetters({api, run, report, go, h, query}) {
  const asked = new URLSearchParams(query);
  asked.set('limit', '100');
  const list = await api('callbacks/dead-letters?' + asked);
  const resend = one => `callbacks/dead-letters/${encodeURIComponent(one.id)}/resend`;
  const chosen = new Set();
  const many = h('button', {type: 'button', disabled: true, onclick: async () => {
    let sent = 0;
    for (const id of chosen) {
      sent += await api(resend({id}), {method: 'POST'}).then(() => 1, () => 0);
    }
    await report(sent, chosen.size - sent);
  }}, 'Send the chosen again');
  const all = async () => {
    let after = '';
    let sent = 0;
    let left = 0;
    do {
      const asked = new URLSearchParams({limit: '1000', after});
      if (query.get('subscription')) {
        asked.set('subscription', query.get('subscription'));
      }
      const page = await api('callbacks/dead-letters/resend?' + asked, {method: 'POST'});
      sent += page.resent;
      left += page.left;
      after = page.next ?? '';
    } while (after);
    await report(sent, left);
  };
  const choose = (id, on) => {
    chosen[on ? 'add' : 'delete'](id);
    many.disabled = !chosen.size;
  };
  return [
    filters({h, go, query}, 'dead-letters', [{name: 'subscription', label: 'subscription'}]),
    list.length ? h('p', {}, many, ' ', h('button', {type: 'button', id: 'resend-all', onclick: all},
        query.get('subscription') ? 'Send all of this subscription again' : 'Send all again')) : '',
    table(h, ['', 'Delivery', 'Event', 'Host', 'Attempts', 'Published', 'Reason', ''], list.map(one => [
      h('input', {type: 'checkbox', 'aria-label': 'choose ' + one.id, onchange: event => choose(one.id, event.target.checked)}),
      {class: 'id', content: h('a', {href: `#/deliveries/${encodeURIComponent(one.id)}`, title: 'its attempts'}, one.id)},
      one.event,
      one.host,
      one.attempts,
      time(one.publishedAt),
      one.reason,
      {class: 'buttons', content: h('button', {type: 'button', onclick: () => run('resend', resend(one), {method: 'POST'})}, 'resend')},
    ])),
    pager({h, go, query}, 'dead-letters', list, 100),
  ];
}
