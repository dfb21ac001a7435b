// Everything shown here is asked from the API; nothing is kept but in this page's memory.
const API = '/api/v1';
const PHASES = ['PREPARING', 'COPYING', 'STOPPING', 'CUTTING_OVER', 'STARTING', 'FINISHING'];
const LINES_OF_STEPS = 200;
const RECONNECT_AFTER = 2000;
const LOST_AFTER = 25000;
const PAGE = 20;

const at = id => document.getElementById(id);
let readToken = null;
let status = null;
let lastHeard = 0;
let samples = [];
let history = [];
let shownRun = null;

// ---- small parts

/** An element with text or children; text is never taken for HTML. */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  return filled(element, attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

const other = side => side === 'master' ? 'slave' : 'master';
const lower = text => text.toLowerCase().replaceAll('_', ' ');
const number = value => value.toLocaleString('en');

function moment(text) {
  return el('time', { datetime: text, title: text }, told(text));
}

function told(text) {
  const date = new Date(text);
  return `${date.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })} (${relative(date - Date.now())})`;
}

// How long ago something was changes while nothing else does.
setInterval(() => document.querySelectorAll('time').forEach(time => { time.textContent = told(time.dateTime); }), 15000);

function relative(ms) {
  const units = [['day', 86400000], ['hour', 3600000], ['minute', 60000], ['second', 1000]];
  const [unit, size] = units.find(([, s]) => Math.abs(ms) >= s) ?? units[3];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(ms / size), unit);
}

function duration(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1000) return `${ms} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s` : `${Math.floor(seconds / 3600)} h ${Math.round(seconds % 3600 / 60)} min`;
}

function size(bytes) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** A message whose commands stand out. */
function message(text) {
  return text.split(/((?:\.\/hma|heroku) [a-z:-]+(?: (?:--?[a-z][a-z-]*|[a-z0-9][\w-]*=\d+|(?<=(?:--[a-z-]+|-a) )[\w-]+))*)/)
    .map((part, index) => index % 2 ? el('code', {}, part) : part);
}

// ---- asking

async function ask(path, options = {}, token = readToken) {
  const headers = { Accept: 'application/json', ...options.headers };
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch(API + path, { cache: 'no-store', ...options, headers });
  const text = await response.text();
  const body = text ? JSON.parse(text) : null;
  if (!response.ok) throw Object.assign(new Error(body?.detail ?? `answer ${response.status}`), { status: response.status });
  return body;
}

/** Server-sent events by fetch, since an EventSource can't send a token. */
async function* events(path, lastId) {
  const headers = { Accept: 'text/event-stream' };
  if (readToken) headers.Authorization = `Bearer ${readToken}`;
  if (lastId) headers['Last-Event-ID'] = lastId;
  const abort = new AbortController();
  const watch = setInterval(() => { if (Date.now() - lastHeard > LOST_AFTER) abort.abort(); }, 1000);
  try {
    lastHeard = Date.now();
    const response = await fetch(API + path, { headers, cache: 'no-store', signal: abort.signal });
    if (!response.ok) throw Object.assign(new Error(`answer ${response.status}`), { status: response.status });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      lastHeard = Date.now();
      const parts = (rest + value).split('\n\n');
      rest = parts.pop();
      for (const part of parts) {
        const event = {};
        for (const line of part.split('\n')) {
          const colon = line.indexOf(': ');
          if (colon > 0) event[line.slice(0, colon)] = line.slice(colon + 2);
        }
        yield event;
      }
    }
  } finally {
    clearInterval(watch);
    abort.abort();
  }
}

async function follow() {
  let lastId = '';
  for (;;) {
    try {
      for await (const event of events('/events', lastId)) {
        connected();
        if (event.event === 'status') {
          lastId = event.id;
          await show(JSON.parse(event.data));
        }
      }
      lost('the master has ended the line');
    } catch (failure) {
      if (failure.status === 401) {
        lost('the master shows nothing without a token');
        at('identify').hidden = false;
        await identified();
        lastId = '';
        continue;
      }
      lost(failure.status === 503 ? 'the master is not ready' : 'the master does not answer');
    }
    await new Promise(resolve => setTimeout(resolve, RECONNECT_AFTER));
  }
}

function connected() {
  at('line').classList.remove('lost');
  at('line').textContent = 'Live';
  at('identify').hidden = true;
}

function lost(why) {
  if (at('line').classList.contains('lost')) return;
  const since = new Date().toLocaleTimeString('en');
  at('line').classList.add('lost');
  at('line').textContent = status ? `Lost: ${why}. What you see is of ${since}; trying again.` : `No connection: ${why}; trying again.`;
}

let resolveIdentified = null;
const identified = () => new Promise(resolve => { resolveIdentified = resolve; });
at('identify').addEventListener('click', () => {
  const token = window.prompt('A token of the scope read (./hma token --scope read):');
  if (token) {
    readToken = token.trim();
    resolveIdentified?.();
  }
});

// ---- showing

async function show(now) {
  const before = status;
  status = now;
  const side = now.active;
  document.title = `${now.state === 'ALARM' ? '⚠ ' : ''}${side ?? 'unknown'} is active · HMA`;
  at('active').replaceChildren(side ? `${side} · ${now.apps[side]}` : 'not known');
  at('active').className = `big ${side ?? ''}`;
  at('state').textContent = lower(now.state);
  at('epoch').textContent = now.epoch;
  at('next').replaceChildren(...(now.next ? [`to the ${now.next.to}, `, moment(now.next.at)] : ['nothing: no schedule']));
  at('fresh').replaceChildren(now.standby.freshAsOf ? moment(now.standby.freshAsOf) : 'not known');
  showText('opened', now.standby.openUntil && ['The standby is open for migrations until ', moment(now.standby.openUntil), '.']);
  showText('paused', now.paused && ['The schedule is paused', now.paused.by ? ` by ${now.paused.by}` : '',
    ...(now.paused.until ? [' until ', moment(now.paused.until)] : []), '.']);
  showAlarms(now.alarms);
  showHours(now.quotas);
  showRun(now.switchover);
  const target = side && other(side);
  at('act-what').textContent = target ? `Moves the worker from the ${side} (${now.apps[side]}) to the ${target}. Type the name of its app: ${now.apps[target]}`
    : 'It is not known which side is active.';
  at('act-now').disabled = !target || now.switchover?.kind === 'switchover';
  if (!before || before.epoch !== now.epoch || before.active !== now.active || (before.switchover && !now.switchover)) {
    await Promise.allSettled([showYear(), showHistory()]);
  }
}

function showText(id, parts) {
  at(id).hidden = !parts;
  if (parts) at(id).replaceChildren(...parts);
}

function showAlarms(alarms) {
  at('alarms').hidden = alarms.length === 0;
  const items = alarms.map(alarm => el('li', {}, el('strong', {}, alarm.code), ' since ', moment(alarm.since), ': ', ...message(alarm.message)));
  // A screen reader reads out what changes here: only what is new.
  const key = JSON.stringify(alarms);
  if (at('alarm-list').dataset.key !== key) {
    at('alarm-list').dataset.key = key;
    at('alarm-list').replaceChildren(...items);
  }
}

function showHours(quotas) {
  if (quotas.length === 0) return;
  at('hours').replaceChildren(...quotas.map(quota => el('div', { class: 'bar' },
    el('span', { id: `hours-${quota.side}` }, `${quota.side} · ${status.apps[quota.side]}`),
    el('meter', { min: 0, max: quota.totalHours, low: quota.totalHours / 10, value: quota.leftHours, 'aria-labelledby': `hours-${quota.side}` }),
    el('span', {}, `${quota.leftHours.toFixed(1)} of ${quota.totalHours.toFixed(0)} h left`))));
}

function showRun(run) {
  at('run').hidden = !run;
  if (!run) {
    samples = [];
    shownRun = null;
    return;
  }
  const phase = `${run.kind} ${run.id}: ${lower(run.state)}`;
  if (at('run-what').textContent !== phase) at('run-what').textContent = phase;
  const now = PHASES.indexOf(run.state);
  at('phases').replaceChildren(...PHASES.map((name, index) =>
    el('li', { class: index < now ? 'past' : null, 'aria-current': index === now ? 'step' : null }, lower(name))));
  showProgress(run);
  const tables = run.moving.map((table, index) => el('div', { class: 'bar' },
    el('span', { id: `moving-${index}` }, table.table),
    table.expectedRows > 0
      ? el('progress', { max: Math.max(table.expectedRows, table.rows), value: table.rows, 'aria-labelledby': `moving-${index}` })
      : el('progress', { 'aria-labelledby': `moving-${index}` }),
    el('span', {}, `${number(table.rows)} rows, ${size(table.bytes)}`)));
  const done = run.tables.length;
  at('run-tables').replaceChildren(...tables, ...(done ? [el('p', { class: 'note' }, `${done} ${done === 1 ? 'table is' : 'tables are'} done.`)] : []));
  showSteps(run);
}

/** Over the last 10 s. */
function showProgress(run) {
  const now = Date.now();
  samples = samples.filter(sample => now - sample.at < 10000 && sample.id === run.id);
  samples.push({ at: now, id: run.id, bytes: run.bytes, rows: run.rows });
  const first = samples[0];
  const seconds = (now - first.at) / 1000;
  const moving = run.moving.reduce((sum, table) => sum + table.rows, 0);
  const expected = run.moving.reduce((sum, table) => sum + Math.max(table.expectedRows, table.rows), 0);
  let text = `${number(run.rows + moving)} rows, ${size(run.bytes)} carried`;
  const rate = seconds > 0 ? (run.bytes - first.bytes) / seconds : 0;
  if (rate > 0) {
    text += `, ${size(rate)}/s`;
    const left = moving > 0 ? run.bytes * (expected - moving) / Math.max(1, moving + run.rows) / rate : 0;
    if (left >= 1) text += `, about ${duration(left * 1000)} left of the tables under way`;
  }
  at('run-rate').textContent = `${text}. Begun ${relative(new Date(run.startedAt) - now)}.`;
}

function showSteps(run) {
  const key = run.id + run.steps.length + run.steps.at(-1)?.state;
  if (shownRun === key) return;
  shownRun = key;
  const skipped = Math.max(0, run.steps.length - LINES_OF_STEPS);
  const list = at('run-steps');
  list.start = skipped + 1;
  list.replaceChildren(...run.steps.slice(skipped).map(step =>
    el('li', { class: step.state }, `${step.name}: ${lower(step.state)}${step.state === 'STARTED' ? '' : `, ${duration(step.durationMs)}`}${step.detail ? ` – ${step.detail}` : ''}`)));
  list.scrollTop = list.scrollHeight;
}

// ---- the year

async function showYear() {
  const plan = await ask('/plan?months=12');
  const cell = 16, left = 74;
  const today = new Date().toISOString().slice(0, 10);
  const rows = plan.months.map((month, index) => {
    const name = new Date(`${month.month}-15T00:00:00Z`).toLocaleString('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });
    const days = [...month.days].map((side, day) => {
      const date = `${month.month}-${String(day + 1).padStart(2, '0')}`;
      // The slave's days are lower, so that nobody has to tell colours apart.
      const low = side === 's';
      return svg('rect', { x: left + day * cell, y: index * 22 + 4 + (low ? 7 : 0), width: cell - 2, height: low ? 9 : 16, class: side }, svg('title', {}, `${date}: ${low ? 'slave' : 'master'}`));
    });
    const marked = today.startsWith(month.month) ? [svg('rect', { class: 'today', x: left + (Number(today.slice(8)) - 1) * cell - 1, y: index * 22 + 2, width: cell, height: 20 })] : [];
    return svg('g', {}, svg('text', { x: 0, y: index * 22 + 17 }, name), ...days, ...marked);
  });
  const width = left + 31 * cell;
  const picture = svg('svg', { viewBox: `0 0 ${width} ${plan.months.length * 22 + 6}`, width, role: 'img', 'aria-label': 'Which side is active on each day; the same as a table below' }, ...rows);
  const legend = el('ul', { class: 'legend' }, legendEntry('m', 'master (tall)'), legendEntry('s', 'slave (low)'));
  const table = el('table', {}, el('caption', {}, 'Hours by month, and the boundaries'),
    el('thead', {}, el('tr', {}, ...['Month', 'Boundaries', 'Master', 'Slave'].map(head => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...plan.months.map(month => el('tr', {}, el('th', { scope: 'row' }, month.month),
      el('td', {}, month.boundaries.map(boundary => `${boundary.at.slice(8, 10)}. to the ${boundary.to}`).join(', ') || 'none'),
      el('td', {}, `${month.masterHours.toFixed(0)} h`), el('td', {}, `${month.slaveHours.toFixed(0)} h`)))));
  at('year').replaceChildren(el('div', { class: 'scroll', role: 'region', 'aria-label': 'Calendar', tabindex: 0 }, picture), legend,
    el('details', {}, el('summary', {}, 'As a table'), table));
}

function legendEntry(kind, text) {
  return el('li', {}, svg('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, svg('rect', { width: 10, height: 10, class: kind })), ` ${text}`);
}

// ---- history

async function showHistory(before = null) {
  const page = await ask(`/switchovers?limit=${PAGE}${before ? `&before=${encodeURIComponent(before)}` : ''}`);
  history = before ? [...history, ...page.switchovers] : page.switchovers;
  at('older').hidden = !page.before;
  at('older').onclick = () => showHistory(page.before);
  const head = ['Begun', 'What', 'How it ended', 'Took', 'Outage', 'Rows', 'Bytes'];
  at('history').replaceChildren(
    el('thead', {}, el('tr', {}, ...head.map((name, index) => el('th', { scope: 'col', class: index > 2 ? 'number' : null }, name)))),
    el('tbody', {}, ...history.map(historyRow)));
  const moved = history.filter(run => run.kind === 'switchover' && run.state === 'COMPLETED');
  const last = moved.find(run => run.to === status.active);
  at('since').replaceChildren(last ? moment(last.finishedAt) : 'before the first switchover');
  showOutage(moved[0]);
  showChart(moved.slice(0, PAGE).reverse());
}

function historyRow(run) {
  const took = run.finishedAt ? new Date(run.finishedAt) - new Date(run.startedAt) : null;
  return el('tr', {}, el('td', {}, moment(run.startedAt)), el('td', {}, `${run.kind}, ${run.from} to ${run.to}`),
    el('td', { class: 'long' }, lower(run.state) + (run.failure ? `: ${run.failure}` : '')),
    ...[duration(took), duration(run.outageMs), number(run.rows), size(run.bytes)].map(text => el('td', { class: 'number' }, text)));
}

const PARTS = [['stopMs', 'one', 'stop'], ['cutOverMs', 'two', 'cut-over'], ['bootMs', 'three', 'boot']];

const legendOfParts = () => el('ul', { class: 'legend' }, ...PARTS.map(([, kind, name]) => legendEntry(kind, name)));

function showOutage(run) {
  at('outage').hidden = !run;
  if (!run) return;
  const whole = PARTS.reduce((sum, [field]) => sum + (run[field] ?? 0), 0);
  let offset = 0;
  const stretches = PARTS.map(([field, kind, name]) => {
    const width = (run[field] ?? 0) * 600 / Math.max(1, whole);
    const part = svg('rect', { x: offset, y: 0, width, height: 24, class: kind }, svg('title', {}, `${name}: ${duration(run[field])}`));
    offset += width;
    return part;
  });
  const text = `${duration(run.outageMs)} without a worker: stop ${duration(run.stopMs)}, cut-over ${duration(run.cutOverMs)}, boot ${duration(run.bootMs)}`;
  at('outage-bar').replaceChildren(el('p', {}, text, ' (', moment(run.startedAt), ').'),
    svg('svg', { viewBox: '0 0 600 24', width: 600, role: 'img', 'aria-label': text }, ...stretches),
    legendOfParts());
}

function showChart(runs) {
  if (runs.length < 2) {
    at('history-chart').replaceChildren();
    return;
  }
  at('history-chart').replaceChildren(
    el('p', { class: 'note' }, 'The switchovers, the newest on the right'),
    el('div', { class: 'charts' },
      chart('Outages', runs, PARTS, duration),
      chart('All of it', runs, [[run => new Date(run.finishedAt) - new Date(run.startedAt), 'one', 'all']], duration),
      chart('Bytes', runs, [['bytes', 'one', 'bytes']], size)),
    legendOfParts());
}

/** One column for each run, of parts one upon the other; their fields are names, or worked out. */
function chart(title, runs, parts, written) {
  const height = 90, column = 22, left = 64;
  const value = (run, field) => (typeof field === 'string' ? run[field] : field(run)) ?? 0;
  const sum = run => parts.reduce((all, [field]) => all + value(run, field), 0);
  const most = Math.max(...runs.map(sum), 1);
  const columns = runs.map((run, index) => {
    let top = height + 10;
    const stack = parts.map(([field, kind, name]) => {
      const length = value(run, field) * height / most;
      top -= length;
      return svg('rect', { x: left + index * column, y: top, width: column - 6, height: length, class: kind },
        svg('title', {}, `${run.startedAt}: ${name} ${written(value(run, field))}`));
    });
    return svg('g', {}, ...stack);
  });
  const width = left + 10 + runs.length * column;
  return el('figure', {}, el('figcaption', {}, title),
    svg('svg', { viewBox: `0 0 ${width} ${height + 16}`, width, role: 'img', 'aria-label': `${title} of the switchovers; the same is in the table` },
      svg('text', { x: 0, y: 18 }, written(most)), svg('text', { x: 0, y: height + 12 }, '0'),
      svg('line', { class: 'axis', x1: left - 4, x2: width - 4, y1: height + 10, y2: height + 10 }), ...columns));
}

// ---- acting

const say = text => at('act-said').replaceChildren(...message(text));

function takenToken() {
  const token = at('act-token').value.trim();
  if (!token) {
    say('A token is needed: ./hma token --scope switchover prints one. It acts once.');
    at('act-token').focus();
  }
  return token;
}

const post = (path, body, token) => ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }, token);

at('act-form').addEventListener('submit', async event => {
  event.preventDefault();
  const target = status?.active && other(status.active);
  const token = target && takenToken();
  if (!token) return;
  if (at('act-app').value.trim() !== status.apps[target]) {
    say(`The name is not that of the ${target}'s app, ${status.apps[target]}: nothing was begun.`);
    at('act-app').focus();
    return;
  }
  await acting(async () => {
    const begun = await post('/switchovers', { to: target, from: status.active }, token);
    at('act-app').value = '';
    say(`Switchover ${begun.id} has begun.`);
  });
});

at('act-preflight').addEventListener('click', async () => {
  const token = takenToken();
  if (!token) return;
  await acting(async () => {
    say('Looking at both sides…');
    let look = await post('/preflights', {}, token);
    while (look.state === 'RUNNING') {
      await new Promise(resolve => setTimeout(resolve, 500));
      look = await ask(`/preflights/${look.id}`);
    }
    say(look.failure ?? (look.report.fit ? 'Nothing stands against a switchover.' : 'Something stands against a switchover.'));
    if (look.report) showPreflight(look.report);
  });
});

/** A token acts once, so it is taken off the page. */
async function acting(work) {
  at('act-token').value = '';
  try {
    await work();
  } catch (failure) {
    say(failure.message);
  }
}

function showPreflight(report) {
  const findings = report.findings.map(finding => el('li', { class: finding.severity }, `${lower(finding.severity)}: ${finding.what}`, finding.remedy ? ': ' : '', ...message(finding.remedy)));
  const table = el('table', {}, el('caption', {}, 'What moves, and how'),
    el('thead', {}, el('tr', {}, ...['Table', 'Method', 'Rows', 'Size', 'Takes up to'].map(name => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, ...report.tables.map(row => el('tr', {}, el('th', { scope: 'row' }, row.table),
      ...[row.method, number(row.rows), size(row.bytes), duration(row.longestMs)].map(text => el('td', {}, text))))));
  at('preflight').hidden = false;
  at('preflight').replaceChildren(el('h3', {}, `Preflight, ${report.from} to ${report.to}`),
    el('p', {}, `Expected outage ${duration(report.outageMs)}, at the longest ${duration(report.longestOutageMs)}; ${number(report.rows)} rows, ${size(report.bytes)}.`),
    ...(report.deployment ? [el('p', {}, `The master runs as ${report.deployment.runs}; ${report.deployment.fits} fits. ${report.deployment.why}`)] : []),
    el('ul', {}, ...findings), el('div', { class: 'scroll', role: 'region', 'aria-label': 'Tables', tabindex: 0 }, table));
}

follow();
