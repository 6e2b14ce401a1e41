import {h} from './page.js';
import {firing} from './drills.js';
import {chip, clock} from './parts.js';

const LEVELS = ['designer', 'protocol', 'certification', 'strict'];
const STYLES = {PASSED: 'good', FAILED: 'bad', WARNING: 'wait', BYPASSED: '', SKIPPED: ''};

/** Draws the conformance test and the results of a report. */
export async function draw({api, command, query}) {
  const [{running, reports, problem}, operations] = await Promise.all([api('checks'), api('operations')]);
  const report = reports.find(one => one.id === query.get('report')) ?? reports[0];
  const shown = query.get('show') ?? 'notable';
  const results = (report?.results ?? []).filter(one => shown === 'all' || /FAILED|WARNING|BYPASSED/.test(one.status));
  const checked = [...new Set(results.map(one => one.operation))];
  return [
    h('h2', {}, 'Conformance'),
    await firing({api, command, operations}),
    h('div', {class: 'panel'},
        h('p', {class: 'note'}, 'Calls every trigger and action of the connector: run it where that does no harm.'),
        h('div', {class: 'row'}, LEVELS.map(level => h('button', {type: 'button', class: level === 'protocol' ? 'main' : '', disabled: running,
          onclick: () => command(() => api('checks', {level}))}, level)), running ? chip('running …', 'busy') : ''),
        problem ? h('p', {class: 'error'}, problem) : ''),
    report ? h('div', {class: 'panel', id: 'report'},
        h('div', {class: 'spread'},
            h('div', {class: 'row'}, h('strong', {}, `${report.level.toLowerCase()}, ${clock(report.at)}`), chip(`${report.passed} passed`, 'good'), chip(`${report.failed} failed`, report.failed ? 'bad' : ''),
                chip(`${report.warnings} warnings`, report.warnings ? 'wait' : ''), chip(`${report.skipped} skipped`), report.refused ? chip('the document has errors', 'bad') : ''),
            h('div', {class: 'row'}, ['html', 'markdown', 'junit', 'sarif'].map(form => h('a', {href: `/api/checks/${report.id}/${form}`, target: '_blank', rel: 'noopener'}, form)))),
        h('div', {class: 'row'}, h('a', {href: `#/check?report=${report.id}&show=${shown === 'all' ? 'notable' : 'all'}`}, shown === 'all' ? 'Only departures' : 'All results')),
        results.length ? checked.map(operation => [h('h3', {}, operation || 'All operations'), results.filter(one => one.operation === operation).map(row)])
            : h('p', {class: 'note'}, 'No departure from the protocol.')) : '',
  ];
}

function row(one) {
  const line = [chip(one.status.toLowerCase(), STYLES[one.status]), ' ', h('code', {}, one.rule), ' ', one.title, one.message ? h('div', {class: 'note'}, one.message) : ''];
  return one.evidence?.length
      ? h('details', {}, h('summary', {}, line), one.evidence.map(text => h('pre', {}, text)))
      : h('p', {}, line);
}
