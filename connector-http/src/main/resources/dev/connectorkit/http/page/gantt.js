import {duration, h} from './page.js';

const SVG = 'http://www.w3.org/2000/svg';
const ROW = 24;
const LEFT = 260;
const RIGHT = 90;
const WIDTH = 1_000;

function s(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

/**
 * Returns a drawing over time of rows, each with a label and a style: spans from one time to another, or to now where that is
 * absent, and moments at a time.
 */
export function gantt(all) {
  const times = all.flatMap(row => [row.from ?? row.at, row.to ?? row.at]).filter(Boolean);
  if (!times.length) {
    return h('p', {class: 'note'}, 'No history.');
  }
  const first = Math.min(...times);
  const running = all.some(row => row.from && !row.to);
  const last = Math.max(...times, running ? Date.now() : 0, first + 1);
  const x = at => LEFT + (at - first) / (last - first) * (WIDTH - LEFT - RIGHT);
  const svg = s('svg', {class: 'gantt', viewBox: `0 0 ${WIDTH} ${(all.length + 1) * ROW + 8}`, role: 'img'});
  svg.append(s('title', {}, 'The history over time'));
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const at = first + part * (last - first);
    svg.append(
        s('line', {x1: x(at), x2: x(at), y1: ROW, y2: (all.length + 1) * ROW}),
        s('text', {x: x(at), y: 14, class: 'quiet', 'text-anchor': 'middle'}, duration(at - first)));
  }
  all.forEach((row, index) => {
    const y = (index + 1) * ROW;
    svg.append(s('text', {x: 0, y: y + 16}, row.label.length > 42 ? row.label.slice(0, 41) + '…' : row.label));
    if (row.from) {
      const to = row.to ?? last;
      svg.append(
          s('rect', {x: x(row.from), y: y + 5, width: Math.max(3, x(to) - x(row.from)), height: 14, class: row.style + (row.to ? '' : ' open')}),
          s('text', {x: x(to) + 6, y: y + 16, class: 'quiet'}, row.to ? duration(row.to - row.from) : 'waits'));
    } else {
      svg.append(s('circle', {cx: x(row.at), cy: y + 12, r: 5, class: row.style}));
    }
  });
  return svg;
}
