/** Parts that the pages share. */

/** Returns an element with attributes and children; text is never read as HTML. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child !== undefined));
  return element;
}

/** Returns preformatted text with a button that copies it. */
export function copyable(text) {
  const button = h('button', {type: 'button', onclick: async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = 'copied';
    setTimeout(() => { button.textContent = 'copy'; }, 1500);
  }}, 'copy');
  return h('pre', {}, text, navigator.clipboard ? button : undefined);
}

/** Returns a time span in milliseconds as text. */
export function duration(millis) {
  if (millis < 1_000) {
    return Math.round(millis) + ' ms';
  }
  const seconds = millis / 1_000;
  return seconds < 120 ? seconds.toFixed(1) + ' s' : seconds < 7_200 ? Math.round(seconds / 60) + ' min' : (seconds / 3_600).toFixed(1) + ' h';
}
