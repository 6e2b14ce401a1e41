// Calls the samples by both official clients, each with its generation of the protocol, and prints what came as one line of JSON.
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const url = new URL(process.argv[2]);
const name = { name: 'samples-test', version: '1.0' };

async function run(client, transport, version) {
  await client.connect(transport);
  const tools = (await client.listTools()).tools;
  const touched = client.callTool({ name: 'TouchFile', arguments: { path: 'reports/today.txt' } });
  const refused = client.callTool({ name: 'OrderCake', arguments: { flavour: 'mud', layers: 1 } });
  const cake = client.callTool({ name: 'OrderCake', arguments: { flavour: 'plum', layers: 2 } });
  const unknown = await client.callTool({ name: 'EatCake', arguments: {} }).catch(error => ({ code: error.code }));
  const result = {
    version: version(),
    server: client.getServerVersion(),
    tools,
    touched: await touched,
    refused: await refused,
    unknown,
    cake: await cake,
  };
  await client.close();
  return result;
}

const oldTransport = new OldTransport(url);
const client = new Client(name, { versionNegotiation: { mode: 'auto' } });
const [old, current] = await Promise.all([
  run(new OldClient(name), oldTransport, () => oldTransport.protocolVersion),
  run(client, new StreamableHTTPClientTransport(url), () => client.getNegotiatedProtocolVersion()),
]);
console.log(JSON.stringify({ old, current }));
