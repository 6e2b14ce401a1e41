import {h} from './page.js';
import {chip, table} from './parts.js';

const KINDS = {polling: 'polling', webhook: 'webhook', long: 'long action', action: 'action'};

/** Draws the form of an import, and the cards of the connector. */
export async function draw({api, command, state, query}) {
  if (!state.connector) {
    return [importForm({api, command, state})];
  }
  const operations = await api('operations');
  const search = (query.get('q') ?? '').toLowerCase();
  const shown = operations.filter(one => !search || (one.summary + one.id).toLowerCase().includes(search));
  const group = (title, list) => list.length
      ? [h('h2', {}, title + ' ', h('span', {}, String(list.length))), h('div', {class: 'cards'}, list.map(card))] : [];
  const hidden = shown.filter(one => one.hidden);
  return [
    h('div', {class: 'spread'},
        h('p', {class: 'note'}, 'Click a card, fill in its form, and start: the workbench then does what a workflow engine does.'),
        searchForm(query)),
    ...group('Triggers', shown.filter(one => one.trigger && !one.hidden)),
    ...group('Actions', shown.filter(one => !one.trigger && !one.hidden)),
    hidden.length ? h('details', {class: 'more', open: Boolean(search)}, h('summary', {}, `${hidden.length} hidden operations`), h('div', {class: 'cards'}, hidden.map(card))) : '',
    h('details', {class: 'more'}, h('summary', {}, 'Import another connector'), importForm({api, command, state})),
  ];
}

function searchForm(query) {
  const input = h('input', {id: 'search', placeholder: 'search  /', 'aria-label': 'search', value: query.get('q') ?? ''});
  return h('form', {class: 'row', onsubmit: event => {
    event.preventDefault();
    location.hash = '#/?q=' + encodeURIComponent(input.value);
  }}, input);
}

function card(one) {
  const findings = one.findings ?? [];
  const worst = findings.some(finding => finding.severity === 'ERROR') ? 'bad' : 'wait';
  const serious = findings.filter(finding => finding.severity !== 'INFO');
  return h('a', {href: '#/op/' + encodeURIComponent(one.id), class: one.kind},
      h('div', {class: 'spread'}, h('strong', {}, one.summary || one.id)),
      h('small', {}, one.description),
      h('div', {class: 'row'}, chip(KINDS[one.kind]), one.batch ? chip('batch') : '',
          serious.length ? chip(`${serious.length} ${serious.length === 1 ? 'finding' : 'findings'}`, worst) : ''));
}

function importForm({api, command, state}) {
  const field = (label, input) => [h('label', {}, label), input];
  const address = h('input', {name: 'document', placeholder: 'http://localhost:8080/swagger.json', required: true});
  const base = h('input', {name: 'base', placeholder: 'that of the document'});
  const kind = h('select', {name: 'kind', 'aria-label': 'connection'},
      ['none', 'basic', 'header', 'query', 'bearer'].map(value => h('option', {value}, value)));
  const name = h('input', {name: 'name', placeholder: 'user, header or parameter', 'aria-label': 'name'});
  const secret = h('input', {name: 'secret', type: 'password', placeholder: 'secret', autocomplete: 'off', 'aria-label': 'secret'});
  const load = (document, from) => command(() => api('import', {document, base: from,
    connection: {kind: kind.value, name: name.value, secret: secret.value}}));
  return h('div', {class: 'panel'},
      h('h2', {}, 'Import a connector'),
      h('form', {onsubmit: event => {
        event.preventDefault();
        load(address.value, base.value);
      }},
          field('Swagger 2.0 document: a URL or a file', address),
          field('Base URL', base),
          h('label', {}, 'Connection ', h('small', {}, 'its secrets stay in memory')),
          h('div', {class: 'row'}, kind, name, secret),
          h('p', {}, h('button', {class: 'main', type: 'submit'}, 'Import'))),
      state.recent?.length ? h('h3', {}, 'Recent') : '',
      state.recent?.length ? table(['Connector', 'Document', ''], state.recent.map(one => [one.title, h('code', {}, one.source),
        h('button', {type: 'button', onclick: () => load(one.source, one.base)}, 'Open')])) : '');
}
