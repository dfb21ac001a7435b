// Elements, and how amounts and moments are written.

/** An element with text or children; text is never taken for HTML. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

export const lower = text => text.toLowerCase().replaceAll('_', ' ');
export const number = value => value.toLocaleString('en');
export const many = (count, one, more = `${one}s`) => `${number(count)} ${count === 1 ? one : more}`;

const MOMENT = new Intl.DateTimeFormat('en-GB',
  { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

export const zoneHere = MOMENT.resolvedOptions().timeZone;
export const written = text => MOMENT.format(new Date(text));
export const clock = ms => CLOCK.format(ms);

/** A moment, and how long ago that is; kept true by {@link refreshMoments}. */
export function moment(text) {
  return el('time', { datetime: text, title: text }, told(text));
}

const told = text => `${written(text)} (${relative(new Date(text) - Date.now())})`;

export function refreshMoments() {
  document.querySelectorAll('time').forEach(time => { time.textContent = told(time.dateTime); });
}

export function relative(ms) {
  const units = [['day', 86400000], ['hour', 3600000], ['minute', 60000], ['second', 1000]];
  const [unit, size] = units.find(([, s]) => Math.abs(ms) >= s) ?? units[3];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(ms / size), unit).replaceAll(' ', '\u00a0');
}

export function duration(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1000) return `${ms} ms`;
  if (ms < 59950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function size(bytes) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** The day that a moment is in, as in 2026-12-01, by a zone's clocks; by UTC's where the browser does not know the zone. */
export function dayIn(zone, at) {
  return new Intl.DateTimeFormat('en-CA', { timeZone: known(zone), year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
}

export function known(zone) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (unknown) {
    return 'UTC';
  }
}

/** A day without its year, as in 1 Dec. */
export function dayName(day, options = { day: 'numeric', month: 'short' }) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(new Date(`${day}T12:00:00Z`));
}

/** A message whose commands stand out. */
export function message(text) {
  return text.split(/((?:\.\/hma|heroku) [a-z:-]+(?: (?:--?[a-z][a-z-]*|[a-z0-9][\w-]*=\d+|(?<=(?:--[a-z-]+|-a) )[\w-]+))*)/)
    .map((part, index) => index % 2 ? el('code', {}, part) : part);
}
