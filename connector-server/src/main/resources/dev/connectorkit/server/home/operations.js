/** Reads a Swagger 2.0 document as a designer does: the operations of its page, their fields, and the requests of an engine. */

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const MOST_FIELDS = 60;

/** Returns the operations that a designer offers: neither internal ones nor those that only engines call. */
export function operations(swagger) {
  const found = [];
  for (const [path, item] of Object.entries(swagger.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item?.[method];
      if (operation && !hidden(operation)) {
        found.push({
          ...operation,
          id: operation.operationId ?? `${method} ${path}`,
          summary: operation.summary ?? operation.operationId ?? path,
          trigger: operation['x-ms-trigger'],
          notification: item['x-ms-notification-content'] ?? operation['x-ms-notification-content'],
          parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(one => resolve(one, swagger)),
          path,
          method,
        });
      }
    }
  }
  return found.sort((a, b) => Number(important(b)) - Number(important(a)));
}

/** Returns the name, style and first step of an operation's pattern. */
export function kindOf(operation) {
  if (operation.trigger && !callback(operation)) {
    return {name: operation.trigger === 'batch' ? 'Polling, batch' : 'Polling', style: 'polling',
      step: 'Poll it, then ask the Location of each answer'};
  }
  if (callback(operation)) {
    return {name: operation.trigger ? 'Webhook' : 'Webhook action', style: 'webhook',
      step: operation.trigger ? 'Subscribe; DELETE the Location of the answer to unsubscribe' : 'Call it; the result is sent to the callback URL'};
  }
  if (operation.responses?.['202']) {
    return {name: 'Long action', style: 'long', step: 'Call it, then ask the Location until the answer is not 202'};
  }
  return {name: 'Action', style: 'action', step: 'Call it'};
}

/** Returns the fields of the operation's card, as a designer lists them. */
export function inputs(operation, swagger) {
  return operation.parameters.filter(one => !hidden(one)).flatMap(parameter => {
    if (parameter.in !== 'body') {
      return [field(parameter.name, parameter, parameter.required)];
    }
    const schema = resolve(parameter.schema ?? {}, swagger);
    return schema.properties || dynamic(schema)
        ? fields(schema, swagger, '', new Set())
        : [field(parameter.name, {...schema, description: parameter.description}, parameter.required)];
  });
}

/** Returns the values that later steps of a workflow can use. */
export function outputs(operation, swagger) {
  const success = Object.keys(operation.responses ?? {}).sort().find(code => /^2/.test(code) && operation.responses[code].schema);
  const schema = operation.notification?.schema ?? operation.responses?.[success]?.schema;
  return schema ? fields(resolve(schema, swagger), swagger, '', new Set()) : [];
}

/** Returns the commands that play an engine's part, with values to replace in capitals. */
export function curl(operation, swagger, base) {
  const query = operation.parameters
      .filter(one => one.in === 'query' && one.required)
      .map(one => `${encodeURIComponent(one.name)}=${encodeURIComponent(example(one, swagger))}`);
  const path = operation.path.replace(/\{([^}]+)}/g, (all, name) => {
    const parameter = operation.parameters.find(one => one.in === 'path' && one.name === name);
    return encodeURIComponent(parameter ? example(parameter, swagger) : name.toUpperCase());
  });
  const words = [answersFile(operation) ? 'curl -OJ' : 'curl -i'];
  if (operation.method !== 'get' && operation.method !== 'post') {
    words.push('-X ' + operation.method.toUpperCase());
  }
  for (const security of Object.values(swagger.securityDefinitions ?? {})) {
    words.push(...credentials(security));
  }
  for (const header of operation.parameters.filter(one => one.in === 'header' && one.required)) {
    words.push('-H ' + quoted(`${header.name}: ${example(header, swagger)}`));
  }
  const body = operation.parameters.find(one => one.in === 'body');
  const form = operation.parameters.filter(one => one.in === 'formData' && (one.required || one.type === 'file'));
  const schema = resolve(body?.schema ?? {}, swagger);
  const type = (operation.consumes ?? swagger.consumes ?? [])[0] ?? 'application/json';
  if (schema.format === 'binary') {
    words.push('-H ' + quoted('Content-Type: ' + type), '--data-binary @FILE');
  } else if (body && /json/.test(type)) {
    words.push("-H 'Content-Type: application/json'", '-d ' + quoted(JSON.stringify(example(schema, swagger))));
  } else if (body) {
    words.push('-H ' + quoted('Content-Type: ' + type), '-d ' + quoted(String(example(schema, swagger))));
  } else if (form.length) {
    const parts = type === 'multipart/form-data';
    for (const field of form) {
      words.push(field.type === 'file'
          ? '-F ' + quoted(field.name + '=@FILE')
          : (parts ? '-F ' : '--data-urlencode ') + quoted(`${field.name}=${example(field, swagger)}`));
    }
  } else if (operation.method === 'post') {
    words.push('-X POST');
  }
  words.push(quoted(base + path + (query.length ? '?' + query.join('&') : '')));
  const first = words.join(' ');
  const followed = operation.trigger && !callback(operation) || kindOf(operation).style === 'long';
  return followed ? [first, 'curl -i "$LOCATION"'] : [first];
}

function answersFile(operation) {
  return operation.responses?.['200']?.schema?.type === 'file';
}

function credentials(security) {
  switch (security.type) {
    case 'basic': return ['-u USER:PASSWORD'];
    case 'apiKey': return security.in === 'header' ? [`-H '${security.name}: KEY'`] : [];
    default: return ["-H 'Authorization: Bearer TOKEN'"];
  }
}

function fields(schema, swagger, prefix, seen) {
  if (dynamic(schema) && !schema.properties) {
    return [{label: prefix + 'fields', type: 'dynamic', description: 'Known once the inputs before it have a value.'}];
  }
  if (schema.type === 'array' && schema.items) {
    const items = resolve(schema.items, swagger);
    return items.properties ? fields(items, swagger, prefix, seen) : [field(prefix + 'item', items)];
  }
  const found = [];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const value = resolve(property, swagger);
    if (hidden(value) || value['x-ms-notification-url'] || seen.has(value) || found.length >= MOST_FIELDS) {
      continue;
    }
    const one = field(name, value, schema.required?.includes(name));
    const children = value.properties || value.items
        ? fields(value.items ? resolve(value.items, swagger) : value, swagger, prefix + one.label + ' / ', new Set([...seen, value]))
        : [];
    found.push(...(children.length ? children : [{...one, label: prefix + one.label}]));
  }
  return found.concat(dynamic(schema) ? [{label: prefix + 'more fields', type: 'dynamic', description: 'They depend on the inputs before.'}] : []);
}

function field(name, schema, required = false) {
  const list = schema['x-ms-dynamic-values'] || schema['x-ms-dynamic-list'];
  return {
    label: schema['x-ms-summary'] ?? schema.title ?? name,
    type: list ? 'a list of values' : schema.format === 'binary' ? 'file' : schema.enum ? schema.enum.join(' | ') : [schema.type ?? 'any', schema.format].filter(Boolean).join(', '),
    description: schema.description,
    required,
  };
}

/** Returns an example value; a schema within itself ends after six levels. */
function example(schema, swagger, depth = 0) {
  const value = resolve(schema, swagger);
  if (value['x-ms-notification-url']) {
    return 'https://ENGINE/CALLBACK';
  }
  if (value.default !== undefined || value.enum) {
    return value.default ?? value.enum[0];
  }
  switch (value.type) {
    case 'integer': case 'number': return value.minimum ?? 1;
    case 'boolean': return true;
    case 'array': return depth < 6 && value.items ? [example(value.items, swagger, depth + 1)] : [];
    case 'string': return value.format === 'date-time' ? '2030-01-01T00:00:00Z' : value.format === 'date' ? '2030-01-01' : 'TEXT';
    default: {
      const required = Object.entries(value.properties ?? {})
          .filter(([name, property]) => value.required?.includes(name) || resolve(property, swagger)['x-ms-notification-url']);
      return depth < 6 ? Object.fromEntries(required.map(([name, property]) => [name, example(property, swagger, depth + 1)])) : {};
    }
  }
}

function callback(operation) {
  return operation.notification !== undefined;
}

function dynamic(schema) {
  return Boolean(schema['x-ms-dynamic-schema'] || schema['x-ms-dynamic-properties']);
}

function hidden(value) {
  return /^internal$/i.test(value['x-ms-visibility'] ?? '');
}

function important(operation) {
  return /^important$/i.test(operation['x-ms-visibility'] ?? '');
}

function resolve(value, swagger) {
  const name = /^#\/(definitions|parameters)\/(.+)$/.exec(value?.$ref ?? '');
  return name ? swagger[name[1]]?.[name[2].replaceAll('~1', '/').replaceAll('~0', '~')] ?? {} : value;
}

function quoted(text) {
  return "'" + text.replaceAll("'", "'\\''") + "'";
}
