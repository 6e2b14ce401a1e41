import {curl, inputs, kindOf, operations, outputs} from './operations.js';

const DESIGNER_DOCUMENT = 'swagger.json?profile=designer';
const base = new URL('.', document.baseURI).href.replace(/\/$/, '');

/** Returns an element with attributes and children; text is never read as HTML. */
function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child !== undefined));
  return element;
}

function copyable(text) {
  const button = h('button', {type: 'button', onclick: async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = 'copied';
    setTimeout(() => { button.textContent = 'copy'; }, 1500);
  }}, 'copy');
  return h('pre', {}, text, navigator.clipboard ? button : undefined);
}

function table(fields) {
  return h('table', {}, h('tbody', {}, fields.map(field => h('tr', {},
      h('td', {class: field.required ? 'required' : undefined}, field.label),
      h('td', {}, field.type),
      h('td', {}, field.description ?? '')))));
}

function section(title, fields) {
  return fields.length ? [h('h3', {}, title), table(fields)] : [];
}

function card(operation, swagger) {
  const kind = kindOf(operation);
  const body = h('div', {class: 'body'},
      section('Inputs', inputs(operation, swagger)),
      section('Outputs', outputs(operation, swagger)),
      h('h3', {}, kind.step),
      curl(operation, swagger, base).map(copyable));
  const details = h('details', {id: operation.id, class: kind.style},
      h('summary', {},
          h('span', {class: 'kind'}, kind.name),
          h('div', {}, h('strong', {}, operation.summary), h('small', {}, operation.description ?? ''))),
      body);
  details.addEventListener('toggle', () => {
    if (details.open) {
      history.replaceState(null, '', '#' + encodeURIComponent(operation.id));
    }
  });
  return details;
}

function group(title, list, swagger) {
  return list.length
      ? h('section', {}, h('h2', {}, title + ' ', h('span', {}, String(list.length))), list.map(one => card(one, swagger)))
      : undefined;
}

function draw(swagger) {
  const info = swagger.info ?? {};
  document.title = info.title ?? 'Connector';
  document.getElementById('title').textContent = info.title ?? 'Connector';
  document.getElementById('description').textContent = info.description ?? '';
  const schemes = Object.values(swagger.securityDefinitions ?? {}).map(security => security.type);
  const facts = ['version ' + info.version, schemes.length ? 'sign-in: ' + schemes.join(', ') : 'no sign-in', info.contact?.email];
  document.getElementById('facts').textContent = facts.filter(Boolean).join(' · ');
  if (info['x-ms-icon-brand-color']) {
    document.getElementById('mark').style.setProperty('--mark', info['x-ms-icon-brand-color']);
  }
  const all = operations(swagger);
  const sections = [
    group('Triggers', all.filter(operation => operation.trigger), swagger),
    group('Actions', all.filter(operation => !operation.trigger), swagger),
  ].filter(Boolean);
  document.getElementById('operations').replaceChildren(
      ...(sections.length ? sections : [h('p', {class: 'note'}, 'The document has no operations that a designer shows.')]));
  open(decodeURIComponent(location.hash.slice(1)));
}

function open(id) {
  const details = id && document.getElementById(id);
  if (details instanceof HTMLDetailsElement) {
    details.open = true;
    details.scrollIntoView({block: 'nearest'});
  }
}

async function health() {
  const chip = document.getElementById('health');
  const answer = await fetch('health').catch(() => undefined);
  chip.className = answer?.ok ? 'up' : 'down';
  chip.textContent = answer?.ok ? 'ready' : 'not ready';
}

async function start() {
  document.getElementById('import').replaceWith(copyable(base + '/' + DESIGNER_DOCUMENT));
  health();
  setInterval(health, 15_000);
  try {
    const answer = await fetch(DESIGNER_DOCUMENT, {headers: {Accept: 'application/json'}});
    if (!answer.ok) {
      throw new Error(`The document answers ${answer.status}.`);
    }
    draw(await answer.json());
  } catch (error) {
    document.getElementById('operations').replaceChildren(h('p', {class: 'error'}, error.message));
  }
}

addEventListener('hashchange', () => open(decodeURIComponent(location.hash.slice(1))));
start();
