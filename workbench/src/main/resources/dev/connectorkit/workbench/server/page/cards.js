import {h} from './page.js';
import {chip, table} from './parts.js';

const KINDS = {polling: 'polling', webhook: 'webhook', long: 'long action', action: 'action'};

/** Draws the form of an import, and the cards of the connector. */
export async function draw({api, command, state, query}) {
  if (!state.connector) {
    return [state.waiting ? waiting(state.waiting) : '', importForm({api, command, state})];
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

function waiting({document, problem}) {
  return h('div', {class: 'panel waiting', role: 'status'}, h('strong', {}, 'Waiting for the connector'),
      h('p', {}, h('code', {}, document)), h('p', {class: 'note'}, problem || 'Its document is being read.'),
      problem ? h('p', {class: 'note'}, 'Start the connector, and its cards appear here.') : '');
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
  const load = (body) => command(async () => {
    const imported = await api('import', body);
    location.hash = imported.connector.asked.kind === 'none' ? '#/' : '#/connection';
  });
  const file = h('input', {type: 'file', accept: '.json,.zip', 'aria-label': 'file', onchange: async () => {
    const [chosen] = file.files;
    const content = await new Promise(done => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result.split(',')[1]);
      reader.readAsDataURL(chosen);
    });
    load({document: chosen.name, content, base: base.value});
  }});
  return h('div', {class: 'panel'},
      h('h2', {}, 'Import a connector'),
      h('form', {onsubmit: event => {
        event.preventDefault();
        load({document: address.value, base: base.value});
      }},
          field('Swagger 2.0 document, or the folder or archive of a package: a URL or a path', address),
          field('or a file', file),
          field('Base URL', base),
          h('p', {}, h('button', {class: 'main', type: 'submit'}, 'Import'))),
      state.recent?.length ? h('h3', {}, 'Recent') : '',
      state.recent?.length ? table(['Connector', 'Document', ''], state.recent.map(one => [one.title, h('code', {}, one.source),
        h('button', {type: 'button', onclick: () => load({document: one.source, base: one.base})}, 'Open')])) : '');
}
