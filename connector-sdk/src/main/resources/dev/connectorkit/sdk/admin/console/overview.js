import {chip} from './parts.js';

const SAMPLES = 120;
const samples = [];
const PLOTS = [
  ['Deliveries', 'per minute', 'connectorkit.callbacks.delivered', 'rate'],
  ['Age of the queue', 'seconds', 'connectorkit.callbacks.queue.age', 'value'],
  ['Dead letters', 'per minute', 'connectorkit.callbacks.dead', 'rate'],
  ['Running operations', '', 'connectorkit.actions.running', 'value'],
  ['Orchestrations ended', 'per minute', 'connectorkit.orchestrations.finished', 'rate'],
  ['Requests', 'per minute', 'connectorkit.http.requests', 'rate'],
];

function total(meters, name, tags = {}) {
  return meters.filter(meter => meter.name === name && Object.entries(tags).every(([key, value]) => meter.tags[key] === value))
      .reduce((sum, meter) => sum + meter.value, 0);
}

/** Returns the change per minute between samples. */
function rates(name) {
  return samples.slice(1).map((sample, index) => {
    const before = samples[index];
    const minutes = (sample.at - before.at) / 60_000;
    return minutes > 0 ? Math.max(0, total(sample.meters, name) - total(before.meters, name)) / minutes : 0;
  });
}

function values(name) {
  return samples.map(sample => total(sample.meters, name));
}

function plot(h, title, unit, list) {
  const most = Math.max(...list, 1);
  const step = 100 / Math.max(1, list.length - 1);
  const line = list.map((value, index) => `${index ? 'L' : 'M'}${index * step},${38 - value / most * 34}`).join('');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'plot');
  svg.setAttribute('viewBox', '0 0 100 40');
  svg.setAttribute('preserveAspectRatio', 'none');
  for (const [style, d] of [['area', line && `${line}L100,40L0,40Z`], ['', line]]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('class', style);
    path.setAttribute('d', d);
    svg.append(path);
  }
  const latest = list.length ? list.at(-1).toFixed(list.at(-1) < 10 ? 1 : 0) : '';
  return h('div', {class: 'card'}, h('h3', {}, title, h('span', {class: 'note'}, `${latest} ${unit}`)), svg);
}

/** Draws the health of the parts and the meters, with their development since this page was opened. */
export async function draw({api, h}) {
  const overview = await api('overview');
  samples.push({at: Date.parse(overview.at), meters: overview.meters});
  samples.splice(0, samples.length - SAMPLES);
  const parts = {...overview.liveness, ...overview.readiness};
  const meters = overview.meters;
  const names = [...new Set(meters.map(meter => meter.name))].sort();
  const plots = PLOTS.filter(([, , name]) => names.includes(name));
  return [
    h('h2', {}, 'Health'),
    h('div', {class: 'cards'}, Object.keys(parts).length
      ? Object.entries(parts).map(([name, up]) => h('div', {class: 'card'}, chip(h, up ? 'up' : 'down', up ? 'good' : 'bad'), ' ', h('span', {}, name)))
      : h('p', {class: 'note'}, 'This connector has no parts that can fail.')),
    plots.length ? h('h2', {}, 'Since this page was opened') : '',
    h('div', {class: 'plots'}, plots.map(([title, unit, name, kind]) => plot(h, title, unit, kind === 'rate' ? rates(name) : values(name)))),
    h('h2', {}, 'Meters ', h('span', {}, String(names.length))),
    names.length
      ? h('div', {class: 'cards'}, names.map(name => h('div', {class: 'card'},
          h('strong', {}, format(total(meters, name))), h('span', {}, name.replace(/^connectorkit\./, '')))))
      : h('p', {class: 'note'}, 'The connector has no meter registry; give its builder one with metrics(…).'),
  ];
}

function format(value) {
  return Number.isInteger(value) ? value.toLocaleString() : value.toFixed(2);
}
