import {copyable, h} from './page.js';
import {chip, table, tree} from './parts.js';

/** The characters of a file's Base64 that the code view shows. */
const BRIEF = 64;

/** Draws the form of a card in the designer's words; beside it the code view, the request and the document. */
export async function draw({api, command, say, parts, query}) {
  const id = parts[1];
  const path = 'operations/' + encodeURIComponent(id);
  const card = await api(path);
  const controls = new Map();
  const shown = h('div', {});
  let chosen = query.get('view') ?? 'code';
  const given = brief => Object.fromEntries([...controls].map(([key, one]) => [key, one.value(brief)]).filter(([, value]) => value !== undefined));
  let previews = 0;
  const preview = async () => {
    const turn = ++previews;
    const view = await api(path + '/preview', {inputs: given(true)});
    if (turn !== previews) {
      return; // a later one knows more
    }
    shown.replaceChildren(chosen === 'raw' ? h('div', {class: 'tree'}, tree(card.raw))
        : chosen === 'curl' ? view.curl ? copyable(view.curl) : h('p', {class: 'note'}, view.problem)
        : copyable(JSON.stringify(view.code, null, 2)));
  };
  const row = input => {
    const one = control(input, {api, path, given, say, changed: preview, named: name => controls.get(input.key.replace(/[$]content$/, '$filename'))?.suggest?.(name)});
    controls.set(input.key, one);
    return [h('label', {class: input.required ? 'required' : '', for: 'in-' + input.key}, input.label, ' ', h('small', {}, input.type + (input.format ? ', ' + input.format : ''))), one.node];
  };
  const inputs = card.inputs ?? [];
  const folded = inputs.filter(input => input.folded);
  const recurrence = h('input', {type: 'number', min: 1, value: 180, class: 'short', 'aria-label': 'seconds between polls'});
  const timeout = h('input', {type: 'number', min: 1, class: 'short', placeholder: '86400', 'aria-label': 'timeout in seconds'});
  const pattern = h('input', {type: 'checkbox', id: 'async-pattern', checked: true});
  const policy = h('select', {id: 'retry-policy'}, h('option', {value: 'default'}, 'Default: four, after 7.5, 15, 30 and 45 s'),
      h('option', {value: 'none'}, 'None'), h('option', {value: 'fixed'}, 'Fixed waits'));
  const count = h('input', {type: 'number', min: 1, max: 90, value: 4, class: 'short', 'aria-label': 'most retries'});
  const interval = h('input', {type: 'number', min: 1, value: 10, class: 'short', 'aria-label': 'seconds between retries'});
  const fixed = h('div', {class: 'row', hidden: true}, count, 'retries,', interval, 'seconds apart');
  policy.addEventListener('change', () => fixed.hidden = policy.value !== 'fixed');
  const start = async () => {
    const made = await command(() => api('workflows', {operation: id, inputs: given(), recurrence: Number(recurrence.value),
      timeout: Number(timeout.value) || 0, asyncPattern: pattern.checked,
      retryPolicy: {type: policy.value, count: Number(count.value), interval: Number(interval.value)}}));
    if (made) {
      location.hash = (made.kind === 'action' ? '#/async/' : '#/run/') + made.id;
    }
  };
  const tab = (name, title) => {
    const href = `#/op/${encodeURIComponent(id)}?view=${name}`;
    const link = h('a', {href, 'aria-current': chosen === name ? 'page' : undefined, onclick: event => {
      event.preventDefault(); // the form keeps what was typed
      history.replaceState(null, '', href);
      chosen = name;
      [...link.parentElement.children].forEach(one => one.removeAttribute('aria-current'));
      link.setAttribute('aria-current', 'page');
      preview();
    }}, title);
    return link;
  };
  setTimeout(preview);
  return [
    h('div', {class: 'spread ' + card.kind}, h('h2', {}, card.summary || id), h('div', {class: 'row'}, chip(card.kind === 'long' ? 'long action' : card.kind), h('code', {}, id))),
    h('p', {class: 'note'}, card.description),
    h('div', {class: 'two'},
        h('form', {class: 'panel', onsubmit: event => {
          event.preventDefault();
          start();
        }, onchange: preview},
            inputs.length ? '' : h('p', {class: 'note'}, 'This card has no inputs.'),
            inputs.filter(input => !input.folded).flatMap(row),
            folded.length ? h('details', {class: 'more'}, h('summary', {}, 'Show advanced parameters'), folded.flatMap(row)) : '',
            card.kind === 'polling' ? [h('label', {}, 'How often do you want to check for items?'), h('div', {class: 'row'}, recurrence, 'seconds')] : '',
            h('details', {class: 'more'}, h('summary', {}, 'Settings'),
                h('div', {class: 'row'}, h('label', {for: 'retry-policy'}, 'Retry policy'), policy), fixed,
                card.trigger ? '' : [h('div', {class: 'row'}, 'Timeout', timeout, 'seconds'),
                  h('div', {class: 'row'}, pattern, h('label', {for: 'async-pattern'}, 'Asynchronous pattern: a 202 with a Location is followed'))]),
            h('p', {}, h('button', {class: 'main', type: 'submit', id: 'start'}, card.trigger ? 'Start workflow' : 'Run action'))),
        h('div', {},
            h('div', {class: 'panel'}, h('nav', {'aria-label': 'Views'}, tab('code', 'Code view'), tab('curl', 'curl'), tab('raw', 'Document')), shown),
            card.findings?.length ? h('div', {class: 'panel'}, h('h3', {}, 'Findings of the checker'),
                table(['', 'Rule', 'Finding'], card.findings.map(one => [chip(one.severity.toLowerCase(), one.severity === 'ERROR' ? 'bad' : 'wait'), one.rule, one.message + ' ' + one.fix]))) : '')),
  ];
}

function control(input, {api, path, given, say, changed, named}) {
  const id = 'in-' + input.key;
  const start = input.value === null || input.value === undefined ? '' : typeof input.value === 'object' ? JSON.stringify(input.value) : String(input.value);
  let node;
  if (input.choices) {
    node = h('select', {id, required: input.required}, h('option', {value: ''}, ''), input.choices.map(choice => {
      const value = typeof choice.value === 'string' ? choice.value : JSON.stringify(choice.value);
      return h('option', {value, selected: value === start}, choice.title || value);
    }));
    return {node, value: () => node.value === '' ? undefined : typed(node.value, input)};
  }
  if (input.type === 'boolean') {
    node = h('select', {id}, ['', 'true', 'false'].map(value => h('option', {value, selected: value === start}, value && (value === 'true' ? 'Yes' : 'No'))));
    return {node, value: () => node.value === '' ? undefined : node.value === 'true'};
  }
  if (/^(object|array|any)$/.test(input.type)) {
    node = h('textarea', {id, rows: 4, placeholder: 'JSON'}, start);
    return {node, value: () => node.value.trim() === '' ? undefined : typed(node.value, input)};
  }
  if (input.type === 'file' || input.format === 'binary') {
    let content;
    node = h('input', {id, type: 'file', required: input.required, onchange: async event => {
      event.stopPropagation(); // the form shows the request once the file is read
      content = node.files.length ? await read(node.files[0]) : undefined;
      named(node.files[0]?.name ?? '');
      changed();
    }});
    return {node, value: brief => content && (brief ? {...content, $content: content.$content.slice(0, BRIEF)} : content)};
  }
  const list = h('datalist', {id: id + '-list'});
  const text = h('input', {id, value: start, required: input.required, list: input.dynamic === 'VALUES' ? id + '-list' : undefined,
    type: /^(integer|number)$/.test(input.type) ? 'number' : 'text', step: 'any'});
  const note = h('small', {class: 'note'});
  const fetchChoices = async () => {
    try {
      const answer = await api(path + '/choices', {input: input.key, inputs: given()});
      list.replaceChildren(...answer.items.map(item => h('option', {value: String(item.value)}, item.title)));
      note.textContent = `${answer.items.length} values from ${answer.request} → ${answer.status}`;
    } catch (error) {
      say(error.message);
    }
  };
  text.addEventListener('focus', () => input.dynamic === 'VALUES' && fetchChoices());
  text.addEventListener('input', changed);
  node = h('div', {}, text, input.dynamic === 'VALUES' ? [list, note] : '');
  return {node, value: () => text.value === '' ? undefined : typed(text.value, input), suggest: name => text.value = name};
}

/** Returns the content of a file as engines have it. */
function read(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done({'$content-type': file.type || 'application/octet-stream', $content: reader.result.split(',')[1] ?? ''});
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

function typed(text, input) {
  if (/^(integer|number)$/.test(input.type)) {
    return Number(text);
  }
  if (/^(object|array|any)$/.test(input.type)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}
