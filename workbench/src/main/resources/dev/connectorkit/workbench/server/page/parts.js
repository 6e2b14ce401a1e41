import {h} from './page.js';

/** Parts of the workbench's pages. */

/** Returns a table; a cell is text, a node or a list of them. */
export function table(titles, rows, empty = 'Nothing yet.') {
  return rows.length
      ? h('div', {class: 'scroll'}, h('table', {},
          h('thead', {}, h('tr', {}, titles.map(title => h('th', {scope: 'col'}, title)))),
          h('tbody', {}, rows.map(row => h('tr', {}, row.map(cell => h('td', {}, ...[cell ?? ''].flat())))))))
      : h('p', {class: 'note'}, empty);
}

export function chip(text, style) {
  return h('span', {class: 'chip ' + (style ?? '')}, text);
}

export function clock(millis) {
  return new Date(millis).toLocaleTimeString(undefined, {hour12: false});
}

/** Returns a time to go as minutes and seconds. */
export function countdown(millis) {
  const seconds = Math.max(0, Math.ceil(millis / 1_000));
  const two = number => String(number).padStart(2, '0');
  return seconds >= 3_600
      ? `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
      : `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** Returns JSON as a tree that opens and closes. */
export function tree(value, name, depth = 0) {
  const label = name === undefined ? '' : h('b', {}, name + ': ');
  if (value === null || typeof value !== 'object') {
    return h('div', {}, label, h('i', {}, JSON.stringify(value)));
  }
  const list = Array.isArray(value);
  const entries = Object.entries(value);
  const note = list ? `[${entries.length}]` : entries.length ? '' : '{}';
  return h('details', {open: depth < 3}, h('summary', {}, label, h('span', {class: 'note'}, note || '{ … }')),
      entries.slice(0, 200).map(([key, child]) => tree(child, key, depth + 1)));
}

/** Returns a link that saves a file, which engines have as an object with its media type and Base64; undefined for other values. */
export function download(value, name) {
  if (typeof value?.$content !== 'string' || typeof value['$content-type'] !== 'string') {
    return undefined;
  }
  const bytes = Uint8Array.from(atob(value.$content), one => one.charCodeAt(0));
  const type = value['$content-type'];
  return h('p', {}, h('a', {class: 'download', href: URL.createObjectURL(new Blob([bytes], {type})), download: name}, 'Save ' + name), ` ${type}, ${bytes.length} bytes`);
}

/** Returns the name of a file in the headers of an answer. */
export function nameOf(headers = {}) {
  const disposition = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-disposition')?.[1] ?? '';
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition);
  return extended ? decodeURIComponent(extended[1]) : /filename="?([^";]+)/i.exec(disposition)?.[1] ?? 'file';
}

/** Returns the body of a message as a tree, or as text if it is not JSON. */
export function body(text) {
  if (!text) {
    return h('p', {class: 'note'}, 'No body.');
  }
  try {
    return h('div', {class: 'tree'}, tree(JSON.parse(text)));
  } catch {
    return h('pre', {}, text);
  }
}

/** Returns the parameters of a cursor's URL, and the state within them as far as it can be read. */
export function lens(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return [];
  }
  return [...parsed.searchParams].map(([name, value]) => [h('code', {}, name), h('code', {}, value), readable(value) ?? '']);
}

function readable(value) {
  for (const part of [value, ...value.split('.')]) {
    try {
      const text = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
      if (/^[\x20-\x7e]{2,}$/.test(text)) {
        return h('code', {}, text);
      }
    } catch {
      // not Base64
    }
  }
  return undefined;
}

/** Returns an exchange in a few words, for a line of them. */
export function dot(exchange, href, current) {
  const style = exchange.direction === 'CALLBACK' ? 'call'
      : exchange.status === 202 ? 'none' : exchange.status >= 200 && exchange.status < 300 ? 'ok' : 'bad';
  const words = [exchange.direction === 'CALLBACK' ? '▲ callback' : exchange.method === 'GET' ? '' : exchange.method,
    exchange.status || 'no answer', exchange.attempt > 1 ? `retry ${exchange.attempt - 1}` : '',
    exchange.fault ? '⚡ ' + exchange.fault.toLowerCase().replaceAll('_', ' ') : ''];
  return h('a', {class: 'dot ' + style, href, title: clock(exchange.at), 'aria-current': current ? 'true' : undefined},
      words.filter(Boolean).join(' '));
}
