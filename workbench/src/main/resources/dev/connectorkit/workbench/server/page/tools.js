import {h} from './page.js';
import {chip, tree} from './parts.js';

const PATH = 'mcp-path';

/** Draws the tools that the connector's MCP server gives to agents, and calls them. */
export async function draw({api, command, state}) {
  const path = sessionStorage.getItem(PATH) ?? '/mcp';
  const input = h('input', {value: path, 'aria-label': 'path of the MCP server', required: true});
  const form = h('form', {class: 'panel row', onsubmit: event => {
    event.preventDefault();
    sessionStorage.setItem(PATH, input.value);
    command(async () => undefined);
  }}, input, h('button', {type: 'submit'}, 'List'));
  if (!state.connector) {
    return [h('h2', {}, 'Tools'), h('p', {class: 'note'}, 'Import a connector first.')];
  }
  const answer = await api('tools', {path});
  const all = answer.body?.result?.tools;
  if (!Array.isArray(all)) {
    const reason = answer.body?.error?.message ?? answer.failure ?? '';
    return [h('h2', {}, 'Tools'), form, h('p', {class: 'note'}, `There is no MCP server at ${path}: the answer is ${answer.status || 'missing'}. ${reason}`)];
  }
  const size = JSON.stringify(all).length;
  return [h('h2', {}, 'Tools ', h('span', {}, `${all.length}, ${size} characters`)), form, ...all.map(tool => card(api, path, tool))];
}

function card(api, path, tool) {
  const names = Object.keys(tool.inputSchema?.properties ?? {});
  const example = Object.fromEntries(names.filter(name => tool.inputSchema.required?.includes(name)).map(name => [name, null]));
  const given = h('textarea', {rows: 4, class: 'wide', 'aria-label': 'arguments of ' + tool.name}, JSON.stringify(example, null, 1));
  const result = h('div', {});
  const call = async event => {
    event.preventDefault();
    try {
      const answer = await api('tools', {path, name: tool.name, arguments: JSON.parse(given.value || '{}')});
      const outcome = answer.body?.result;
      const failed = !outcome || outcome.isError;
      result.replaceChildren(chip(failed ? 'failed' : 'done', failed ? 'bad' : 'good'), h('div', {class: 'tree'}, tree(outcome ?? answer.body ?? answer)));
    } catch (error) {
      result.replaceChildren(h('p', {class: 'error'}, error.message));
    }
  };
  const hints = tool.annotations ?? {};
  return h('div', {class: 'panel'},
      h('div', {class: 'row'}, h('strong', {}, tool.title ?? tool.name), h('code', {}, tool.name),
          hints.readOnlyHint ? chip('read only', 'good') : hints.destructiveHint ? chip('asks a person first', 'wait') : '', ...dropped(tool).map(why => chip(why, 'bad'))),
      h('p', {class: 'note'}, tool.description ?? ''),
      h('details', {}, h('summary', {}, 'Schema'), h('div', {class: 'tree'}, tree(tool.inputSchema ?? {}))),
      h('form', {onsubmit: call}, given, h('div', {class: 'row'}, h('button', {type: 'submit'}, 'Call'))), result);
}

/** Returns the reasons for which Copilot Studio leaves a tool out. */
function dropped(tool) {
  const schema = JSON.stringify(tool.inputSchema ?? {});
  return [schema.includes('"$ref"') ? '$ref: left out by Copilot Studio' : '', /"type":\[/.test(schema) ? 'several types: left out by Copilot Studio' : ''].filter(Boolean);
}
