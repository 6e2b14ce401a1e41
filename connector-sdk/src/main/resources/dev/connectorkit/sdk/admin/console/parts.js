/** Parts of the console's pages: tables, filters, pages of a list, states and times. */

/** Returns a table; a cell is text, a node, a list of them, or an object with class and content. */
export function table(h, titles, rows) {
  const cell = value => value && typeof value === 'object' && 'content' in value
      ? h('td', {class: value.class}, value.content)
      : h('td', {}, ...[value ?? ''].flat());
  return rows.length
      ? h('div', {class: 'scroll'}, h('table', {},
          h('thead', {}, h('tr', {}, titles.map(title => h('th', {scope: 'col'}, title)))),
          h('tbody', {}, rows.map(row => h('tr', {}, row.map(cell))))))
      : h('p', {class: 'note'}, 'Nothing here.');
}

/** Returns a form of filters that stand in the page's URL. */
export function filters({h, go, query}, page, fields) {
  const controls = fields.map(field => field.values
      ? h('select', {name: field.name, 'aria-label': field.label},
          h('option', {value: ''}, field.label),
          field.values.map(value => h('option', {value, selected: query.get(field.name) === value}, value)))
      : h('input', {name: field.name, value: query.get(field.name) ?? '', placeholder: field.label, 'aria-label': field.label}));
  const form = h('form', {role: 'search'}, controls, h('button', {type: 'submit'}, 'Show'));
  form.addEventListener('submit', event => {
    event.preventDefault();
    go([page], new FormData(form));
  });
  form.addEventListener('change', event => event.target.tagName === 'SELECT' && form.requestSubmit());
  return form;
}

/** Returns the link to the next page of a list whose pages begin after an id. */
export function pager({h, go, query}, page, list, limit, next = list.length === limit ? list.at(-1).id : undefined) {
  const asked = after => {
    const parameters = new URLSearchParams(query);
    parameters.delete('after');
    return after ? [...parameters, ['after', after]] : [...parameters];
  };
  return h('p', {},
      query.get('after') ? h('button', {type: 'button', onclick: () => go([page], asked())}, 'First page') : '',
      next ? h('button', {type: 'button', onclick: () => go([page], asked(next))}, 'Next page') : '');
}

export function chip(h, text, style) {
  return h('span', {class: 'chip ' + (style ?? '')}, text);
}

/** Returns a time of the last day as hours, minutes and seconds, and any other with its date. */
export function time(text) {
  if (!text) {
    return '';
  }
  const at = new Date(text);
  const clock = at.toLocaleTimeString(undefined, {hour12: false});
  return Math.abs(Date.now() - at) < 43_200_000 ? clock : at.toLocaleDateString() + ' ' + clock;
}
