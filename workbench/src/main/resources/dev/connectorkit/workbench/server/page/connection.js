import {copyable, h} from './page.js';
import {chip} from './parts.js';

const KINDS = {
  none: 'None', basic: 'User name and password', header: 'Key in a header', query: 'Key in the query', bearer: 'Bearer token',
  oauth: 'OAuth 2.0, sign in', issuer: "OAuth 2.0, the workbench's own issuer",
};

/** Draws the connection: its kind, its fields, and what the connector's document asks for. */
export async function draw({api, command, state, query}) {
  const asked = state.connector.asked;
  const kind = query.get('kind') ?? (state.connector.connection === 'none' ? asked.kind : state.connector.connection);
  const urls = /oauth|issuer/.test(kind) ? await api('connection') : {};
  const fields = new Map();
  const field = (name, label, value = '', type = 'text') => {
    const input = h('input', {id: 'c-' + name, type, value, autocomplete: 'off'});
    fields.set(name, input);
    return [h('label', {for: 'c-' + name}, label), input];
  };
  const connect = async () => {
    const form = {kind, ...Object.fromEntries([...fields].map(([name, input]) => [name, input.value]))};
    const answer = await command(() => api('connection', form));
    if (answer?.signIn) {
      location.href = answer.signIn;
    }
  };
  return [
    h('div', {class: 'spread'}, h('h2', {}, 'Connection'), chip(KINDS[state.connector.connection] ?? state.connector.connection, state.connector.connection === 'none' ? '' : 'good')),
    h('p', {class: 'note'}, asked.kind === 'none' ? 'The document asks for no credentials.' : `The document asks for: ${KINDS[asked.kind]}.`, ' Secrets and tokens stay in the memory of the workbench.'),
    h('div', {class: 'two'},
        h('form', {class: 'panel', onsubmit: event => {
          event.preventDefault();
          connect();
        }},
            h('nav', {'aria-label': 'Kinds'}, Object.entries(KINDS).map(([name, title]) =>
              h('a', {href: '#/connection?kind=' + name, 'aria-current': name === kind ? 'page' : undefined}, title))),
            kind === 'basic' ? [...field('name', 'User name'), ...field('secret', 'Password', '', 'password')]
            : /header|query/.test(kind) ? [...field('name', kind === 'header' ? 'Header' : 'Parameter', asked.name), ...field('secret', 'Key', '', 'password')]
            : kind === 'bearer' ? field('secret', 'Token', '', 'password')
            : kind === 'oauth' ? [...field('authorizationUrl', 'Authorization URL', asked.authorizationUrl), ...field('tokenUrl', 'Token URL', asked.tokenUrl),
              ...field('clientId', 'Client ID', asked.clientId), ...field('clientSecret', 'Client secret, if there is one', '', 'password'),
              ...field('scopes', 'Scopes', asked.scopes), ...field('resource', 'Resource, if the issuer wants one', asked.resource)]
            : kind === 'issuer' ? field('resource', 'Audience of the tokens', asked.resource) : '',
            h('p', {}, h('button', {class: 'main', type: 'submit', id: 'connect'}, kind === 'oauth' ? 'Sign in' : 'Connect'))),
        kind === 'oauth' ? h('div', {class: 'panel'}, h('h3', {}, 'Register this redirect URL with the issuer'), copyable(urls.redirect))
        : kind === 'issuer' ? h('div', {class: 'panel'}, h('h3', {}, 'Let the connector trust this issuer'), copyable(urls.issuer.name),
            h('h3', {}, 'and take its keys from'), copyable(urls.issuer.keys),
            h('p', {class: 'note'}, 'The user always consents. Tokens are JSON Web Tokens, valid for an hour, and are renewed.'))
        : ''),
  ];
}
