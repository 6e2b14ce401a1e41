import {copyable, duration, h} from './page.js';
import {body, chip, clock, lens, table} from './parts.js';

/** Draws an exchange: line, headers, bodies, timing, the cursor in its URLs, and itself as a command. */
export async function inspector(api, id) {
  const one = await api('exchanges/' + id);
  const location = Object.entries(one.response.headers ?? {}).find(([name]) => name.toLowerCase() === 'location')?.[1];
  const cursor = location ? lens(location) : [];
  return h('div', {class: 'panel', id: 'inspector'},
      h('div', {class: 'spread'},
          h('h3', {}, one.direction === 'CALLBACK' ? 'The connector called back' : 'The engine called'),
          h('div', {class: 'row'}, chip(one.status || 'no answer', one.status >= 200 && one.status < 300 ? 'good' : 'bad'),
              one.attempt > 1 ? chip('attempt ' + one.attempt, 'wait') : '', one.fault ? chip('fault: ' + one.fault.toLowerCase().replaceAll('_', ' '), 'bad') : '',
              h('span', {class: 'note'}, `${clock(one.at)}, took ${duration(one.took)}`))),
      h('p', {class: 'mono'}, one.method + ' ' + one.url),
      one.failure ? h('p', {class: 'error'}, one.failure) : '',
      h('h3', {}, 'Answer'), headers(one.response.headers), body(one.response.body),
      cursor.length ? [h('h3', {}, 'Cursor: the state in Location'), table(['Parameter', 'Value', 'Read'], cursor)] : '',
      h('h3', {}, 'Request'), headers(one.request.headers), one.request.body ? body(one.request.body) : '',
      h('h3', {}, 'curl'), copyable(curl(one)),
      isBinary(one.request) ? h('p', {class: 'note'}, 'The body is binary: save its bytes as the file body.bin first.') : '');
}

/** Reports whether a body has bytes that are no text, which no shell passes on as they are. */
function isBinary(request) {
  const type = Object.entries(request.headers ?? {}).find(([name]) => /^content-type$/i.test(name))?.[1] ?? '';
  return Boolean(request.body)
    && (/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(request.body)
      || /^(image|audio|video|font)\/(?!svg)|octet-stream|\/(zip|pdf|gzip)|^multipart\//i.test(type));
}

function headers(all = {}) {
  return h('table', {class: 'headers'}, h('tbody', {}, Object.entries(all).map(([name, value]) =>
    h('tr', {}, h('td', {}, name), h('td', {}, value)))));
}

function curl(one) {
  const quoted = text => "'" + text.replaceAll("'", "'\\''") + "'";
  const words = ['curl -i'];
  if (one.method !== 'GET') {
    words.push('-X ' + one.method);
  }
  for (const [name, value] of Object.entries(one.request.headers ?? {})) {
    if (!/^(x-ms-|user-agent|accept-language|host|content-length|connection)/i.test(name)) {
      words.push('-H ' + quoted(name + ': ' + value));
    }
  }
  if (one.request.body) {
    words.push(isBinary(one.request) ? '--data-binary @body.bin' : '--data-raw ' + quoted(one.request.body));
  }
  return [...words, quoted(one.url)].join(' ');
}
