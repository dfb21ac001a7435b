// Everything shown here is asked from the API; nothing is kept but in this page's memory.
import { clock, duration, el, lower, many, message, moment, number, refreshMoments, relative, size, written, zoneHere, dayIn } from '/parts.js';
import { charts, outage, showToday, year } from '/pictures.js';

const API = '/api/v1';
const PHASES = {
  switchover: ['PREPARING', 'COPYING', 'STOPPING', 'CUTTING_OVER', 'STARTING', 'FINISHING'],
  refresh: ['PREPARING', 'COPYING', 'FINISHING'],
  rehearsal: ['PREPARING', 'COPYING', 'FINISHING'],
};
const LINES_OF_STEPS = 200;
const OPEN_TABLES = 20;
const RECONNECT_AFTER = 2000;
const LOST_AFTER = 25000;
const ASK_EVERY = 5000;
const STREAM_AFTER = 12;
const HEALTH_EVERY = 20000;
const RATE_OVER = 10000;
const PAGE = 20;

const at = id => document.getElementById(id);
const other = side => side === 'master' ? 'slave' : 'master';
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const isMove = run => run?.kind === 'switchover';

let readToken = null;
let status = null;
let plan = null;
let forecast = null;
let connection = { live: false, why: 'it is asked', ready: true };
let unready = [];
/** Something may have passed unseen, or could not be asked for: all is asked again. */
let behind = true;
let heardAt = 0;
let samples = [];
let history = [];
let olderThan = null;
/** The run that is shown while nothing runs, and the one that somebody has opened. */
let last = null;
let opened = null;
let begunHere = null;
const reached = new Map();

// ---- asking

/** Asks with the token that was given for looking, or with one that acts; waits for a better one where that is refused. */
async function ask(path, options = {}, token = null) {
  for (;;) {
    const used = token ?? readToken;
    const headers = { Accept: 'application/json', ...options.headers };
    if (used) headers.Authorization = `Bearer ${used}`;
    const response = await fetch(API + path, { cache: 'no-store', ...options, headers });
    if (response.ok) return response.status === 204 ? null : response.json();
    const failure = await problem(response);
    if (failure.status !== 401 || token) throw failure;
    await betterToken(used, failure.message);
  }
}

async function problem(response) {
  const body = await response.json().catch(() => null);
  return Object.assign(new Error(body?.detail ?? `the answer was ${response.status}`), { status: response.status, code: body?.code });
}

/** Server-sent events by fetch, since an EventSource can't send a token; null for a comment. */
async function* events(path) {
  const used = readToken;
  const headers = { Accept: 'text/event-stream' };
  if (used) headers.Authorization = `Bearer ${used}`;
  const abort = new AbortController();
  let lastByte = Date.now();
  const watch = setInterval(() => { if (Date.now() - lastByte > LOST_AFTER) abort.abort(); }, 1000);
  try {
    const response = await fetch(API + path, { headers, cache: 'no-store', signal: abort.signal });
    if (!response.ok) throw Object.assign(await problem(response), { token: used });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      lastByte = Date.now();
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
  for (;;) {
    try {
      let told = false;
      for await (const event of events('/events')) {
        if (event.event === 'status') {
          told = true;
          live('Live');
          show(JSON.parse(event.data));
        } else if (told) {
          live('Live');
        }
      }
      lost('the master has ended the line');
    } catch (failure) {
      if (failure.status === 401) {
        await betterToken(failure.token, failure.message);
        continue;
      }
      if (failure.code === 'too-many-streams' && await asked()) continue;
      unanswered(failure);
    }
    await pause(RECONNECT_AFTER);
  }
}

/** Where no stream is to be had. Says whether the master answered to the end. */
async function asked() {
  try {
    for (let times = 0; times < STREAM_AFTER; times++) {
      show(await ask('/status'));
      live(`Live, by asking every ${ASK_EVERY / 1000} s: too many clients follow`);
      await pause(ASK_EVERY);
    }
    return true;
  } catch (failure) {
    unanswered(failure);
    return false;
  }
}

function live(how) {
  heardAt = Date.now();
  connection = { live: true, how };
  showConnection();
}

function lost(why, ready = true) {
  behind = true;
  connection = { live: false, why, ready };
  showConnection();
}

function unanswered(failure) {
  if (failure.status) lost(failure.message.replace(/: ask again$/, ''), failure.status !== 503);
  else lost('the master does not answer');
}

function showConnection() {
  const side = status?.active ?? 'unknown';
  const blocked = connection.live && unready.filter(check => check.blocks);
  at('line').classList.toggle('lost', !connection.live || blocked.length > 0);
  at('line').classList.toggle('live', connection.live && blocked.length === 0);
  let line = connection.how;
  let title = `${status?.state === 'ALARM' || unready.length ? '⚠ ' : ''}${side} is active`;
  if (!connection.live) {
    const what = connection.ready === false ? 'Not ready' : status ? 'Lost' : 'Not connected';
    line = `${what}: ${connection.why}.${status ? ` What you see is of ${clock(heardAt)}.` : ''} ${connection.waits ? 'Enter one below.' : 'Trying again.'}`;
    title = status ? `✕ ${what}; ${side} was active` : `✕ ${what}`;
  } else if (blocked.length) {
    line += `, but the master is not ready: ${blocked.map(check => check.name).join(', ')}`;
    title = `✕ Not ready; ${side} is active`;
  }
  say('line', line);
  document.title = `${title} · HMA`;
  document.body.classList.toggle('stale', !connection.live);
  showText('run-stale', !connection.live && status && [`The line is lost: this is how it was at ${clock(heardAt)}.`]);
  showAct();
}

/** A screen reader reads out what changes: only what is another text. */
function say(id, text) {
  if (at(id).textContent !== text) at(id).replaceChildren(...message(text));
}

// ---- the token for looking

let waiting = null;

/** Waits for a token that is another one than that which was refused. */
async function betterToken(refused, why) {
  if (refused !== readToken) return;
  readToken = null;
  connection = { live: false, why: refused ? 'the token is refused' : 'the master shows nothing without a token', ready: true, waits: true };
  showConnection();
  say('identify-said', refused ? `${why[0].toUpperCase()}${why.slice(1)}.` : 'This master shows nothing without a token of the scope read.');
  at('identify').hidden = false;
  if (document.activeElement === document.body) at('identify-token').focus();
  if (!waiting) {
    let given;
    waiting = Object.assign(new Promise(resolve => { given = resolve; }), { given });
  }
  await waiting;
}

at('identify-form').addEventListener('submit', event => {
  event.preventDefault();
  const token = at('identify-token').value.trim();
  if (!token) {
    at('identify-token').focus();
    return;
  }
  readToken = token;
  at('identify-token').value = '';
  at('identify').hidden = true;
  const all = waiting;
  waiting = null;
  all?.given();
});

// ---- whether the master can do its work

const CHECKS = {
  database: ['its database has not answered for a while: nothing can be begun', true],
  journal: ['it has not read its journal: which side is active is not known', true],
  lead: ['it does not lead', true],
  peers: ['Heroku does not grant it what it needs', false],
};

async function lookAtHealth() {
  if (!connection.live) return;
  try {
    const health = await (await fetch('/health/ready', { cache: 'no-store' })).json();
    unready = health.checks.filter(check => check.status === 'DOWN' && CHECKS[check.name]).map(check => ({
      name: check.name, blocks: CHECKS[check.name][1], text: `${CHECKS[check.name][0]}${reasons(check.data)}` }));
  } catch (failure) {
    unready = [];
  }
  showAlarms();
  showConnection();
}

function reasons(data) {
  const all = Object.entries(data ?? {}).map(([key, value]) => `${key} ${value}`);
  return all.length ? ` (${all.join(', ')})` : '';
}

setInterval(lookAtHealth, HEALTH_EVERY);

// ---- showing

function show(now) {
  const before = status;
  status = now;
  const side = now.active;
  at('active').replaceChildren(...(side ? [el('span', { class: `big ${side}` }, side), el('span', { class: 'app' }, now.apps[side])] : ['not known']));
  at('since').replaceChildren(now.activeSince ? moment(now.activeSince) : 'not known');
  at('state').textContent = now.switchover ? `${now.switchover.kind}: ${lower(now.switchover.state)}` : lower(now.state);
  at('epoch').textContent = `epoch ${now.epoch}`;
  showNext(now);
  at('fresh').replaceChildren(now.standby.freshAsOf ? moment(now.standby.freshAsOf) : 'not known',
    ...(now.standby.openUntil ? [el('p', { class: 'warn' }, 'Open for migrations until ', moment(now.standby.openUntil))] : []));
  showAlarms();
  showHours(now.quotas);
  showConnection();
  if (forecast && forecast.from !== side) {
    forecast = null;
    at('preflight').hidden = true;
  }
  if (now.switchover && now.switchover.id !== before?.switchover?.id && now.switchover.id !== begunHere) say('act-said', '');
  const ended = before?.switchover && before.switchover.id !== now.switchover?.id ? before.switchover.id : null;
  // As it was seen last, until its end has been asked for.
  if (ended) last = before.switchover;
  if (!opened) showRun();
  const tasks = [];
  const all = behind;
  behind = false;
  if (all) tasks.push(lookAtHealth());
  if (all || ended || before.epoch !== now.epoch) tasks.push(showHistory(), showMoves());
  if (all || before.active !== side || before.next?.at !== now.next?.at || !before.paused !== !now.paused) tasks.push(showYear());
  if (ended) tasks.push(announce(ended));
  // The stream goes on meanwhile; what is shown stays until what was asked for is there.
  Promise.all(tasks).catch(() => { behind = true; });
}

function showNext(now) {
  const parts = [];
  if (now.paused) {
    parts.push(el('p', { class: 'warn' }, 'Paused', now.paused.by ? ` by ${now.paused.by}` : '', ...(now.paused.until ? [' until ', moment(now.paused.until)] : []), ': nothing moves.'));
  }
  if (now.next) {
    parts.push(`to the ${now.next.to}, `, moment(now.next.at));
    if (now.next.to === now.active) parts.push('; it is active already, so nothing moves then');
  } else {
    parts.push('nothing: no schedule');
  }
  at('next').replaceChildren(...parts);
}

function showText(id, parts) {
  at(id).hidden = !parts;
  if (parts) at(id).replaceChildren(...parts);
}

function showAlarms() {
  if (!status) return;
  const key = JSON.stringify([status.alarms, unready]);
  if (at('alarm-list').dataset.key === key) return;
  at('alarm-list').dataset.key = key;
  const items = [...unready.map(check => el('li', {}, el('strong', {}, check.name), ' ', check.text)),
    ...status.alarms.map(alarm => el('li', {}, el('strong', {}, alarm.code), ' since ', moment(alarm.since), ': ', ...message(alarm.message)))];
  at('alarms').classList.toggle('ringing', items.length > 0);
  at('alarm-list').replaceChildren(items.length ? el('ul', {}, ...items) : el('p', { class: 'note' }, 'None.'));
}

function showHours(quotas) {
  if (quotas.length === 0) {
    at('hours').replaceChildren(el('p', { class: 'note' }, 'Not known: the accounts have no Eco hours, or Heroku does not tell.'));
    return;
  }
  at('hours').replaceChildren(...quotas.map(quota => el('div', { class: 'bar' },
    el('span', { id: `hours-${quota.side}` }, el('strong', { class: quota.side }, quota.side), ` ${status.apps[quota.side]}`),
    el('meter', { min: 0, max: quota.totalHours, low: quota.totalHours / 10, value: quota.leftHours, 'aria-labelledby': `hours-${quota.side}` }),
    el('span', { class: 'amount' }, `${quota.leftHours.toFixed(1)} of ${quota.totalHours.toFixed(0)} h left`))));
}

// ---- a run: the one under way, else the last one, or the one that was opened

const currentRun = () => opened ?? status?.switchover ?? last;

function showRun() {
  const run = currentRun();
  if (!run) return;
  const underWay = !run.finishedAt && status?.switchover?.id === run.id;
  at('run').classList.toggle('moving', underWay);
  at('run-title').textContent = underWay ? 'Under way' : last?.id === run.id ? 'Last run' : 'An earlier run';
  at('run-back').hidden = !opened;
  at('run-back').textContent = status?.switchover ? 'Back to what is under way' : 'Back to the last run';
  if (!PHASES.switchover.includes(run.state)) {
    say('run-what', `${name(run)}: ${ending(run)}`);
  } else {
    reached.set(run.id, run.state);
    say('run-what', `${name(run)}: ${lower(run.state)}${run.goingBack ? ', going back' : ''}`);
  }
  showPhases(run);
  showEnd(run, underWay);
  showAmounts(run, underWay);
  showTables(run, underWay);
  showSteps(run, underWay);
}

const name = run => `${run.kind} ${run.from} to ${run.to}`;

/** How it ended, once; a failure that says it again is not said twice. */
function ending(run, brief = false) {
  const state = lower(run.state);
  if (run.state === 'COMPLETED') return !brief && isMove(run) && run.outageMs !== null ? `completed, ${duration(run.outageMs)} without a worker` : state;
  if (!run.failure) return state;
  return run.failure.startsWith(state) ? run.failure : `${state}: ${run.failure}`;
}

function showPhases(run) {
  const all = PHASES[run.kind] ?? PHASES.switchover;
  const far = run.state === 'COMPLETED' ? all.length : all.indexOf(PHASES.switchover.includes(run.state) ? run.state : reached.get(run.id));
  const going = PHASES.switchover.includes(run.state);
  at('phases').hidden = far < 0;
  at('phases').replaceChildren(...all.map((phase, index) => el('li', {
    class: index < far ? 'past' : index === far && !going ? 'broken' : null, 'aria-current': index === far && going ? 'step' : null }, lower(phase))));
}

function showEnd(run, underWay) {
  const parts = [el('p', { class: 'note' }, `${run.id}, begun `, moment(run.startedAt),
    ...(run.finishedAt ? [`, took ${duration(new Date(run.finishedAt) - new Date(run.startedAt))}`] : []), '.')];
  if (!underWay) {
    const failed = run.steps.filter(step => step.state === 'FAILED');
    parts.push(...failed.slice(-3).map(step => el('p', { class: 'bad' }, `Failed at the step “${step.name}”${step.detail && !run.failure?.includes(step.detail) ? `: ${step.detail}` : '.'}`)));
  }
  const key = JSON.stringify([run.id, run.state, run.finishedAt, run.steps.length]);
  if (at('run-end').dataset.key === key) return;
  at('run-end').dataset.key = key;
  at('run-end').replaceChildren(...parts);
}

/** Rows and bytes so far; a rate, and what is left of known tables, only while rows are copied. */
function showAmounts(run, underWay) {
  const moving = run.moving.reduce((sum, table) => sum + table.rows, 0);
  const amounts = `${many(run.rows + moving, 'row')}, ${size(run.bytes)} carried`;
  if (!underWay || run.state !== 'COPYING') {
    samples = [];
    say('run-rate', `${amounts}.`);
    return;
  }
  const now = Date.now();
  const counted = run.moving.filter(table => table.rows > 0 && table.expectedRows > table.rows);
  samples = samples.filter(sample => now - sample.at < RATE_OVER && sample.id === run.id);
  samples.push({ at: now, id: run.id, bytes: run.bytes, rows: run.rows + moving });
  const seconds = (now - samples[0].at) / 1000;
  const bytesRate = seconds >= 1 ? (run.bytes - samples[0].bytes) / seconds : 0;
  const rowsRate = seconds >= 1 ? (run.rows + moving - samples[0].rows) / seconds : 0;
  const left = rowsRate > 0 ? counted.reduce((sum, table) => sum + table.expectedRows - table.rows, 0) / rowsRate : 0;
  say('run-rate', `${amounts}${bytesRate > 0 ? `, ${size(bytesRate)}/s` : ''}.${left >= 1 ? ` The tables under way need about ${left < 60 ? `${Math.round(left)} s` : duration(left * 1000)} more.` : ''}`);
}

function showTables(run, underWay) {
  const names = new Set([...run.tables, ...run.moving].map(table => table.table));
  const foreseen = underWay && forecast && forecast.to === run.to ? forecast.tables.filter(table => !names.has(table.table)) : [];
  const key = JSON.stringify([run.id, underWay, run.tables, run.moving, foreseen.length]);
  if (at('run-tables').dataset.key === key) return;
  at('run-tables').dataset.key = key;
  at('run-tables').hidden = names.size === 0;
  const done = run.tables.map((table, index) => bar(`done-${index}`, table.table, { max: 1, value: 1 }, moved(table)));
  const waits = foreseen.map((table, index) => bar(`waits-${index}`, table.table, { max: 1, value: 0 }, 'waits'));
  const folded = done.length > OPEN_TABLES;
  const counts = [...(folded ? [] : [`${many(done.length, 'table')} done`]),
    ...(run.moving.length ? [`${run.moving.length} ${underWay ? 'under way' : 'not finished'}`] : []), ...(foreseen.length ? [`${foreseen.length} waiting, by the preflight`] : [])];
  const wasOpen = at('run-tables').querySelector('details')?.open;
  at('run-tables').replaceChildren(...(counts.length ? [el('p', { class: 'note' }, `${counts.join(', ')}.`)] : []), ...run.moving.map(underWay ? going : unfinished), ...waits,
    ...(folded ? [el('details', { open: wasOpen }, el('summary', {}, many(done.length, 'table is done', 'tables are done')), ...done)] : done));
}

function moved(table) {
  const amount = table.method === 'same' ? 'the same' : many(table.rows, table.method === 'delta' ? 'changed row' : 'row');
  return `${amount}, ${size(table.bytes)}`;
}

/** A table whose rows are compared has none that were carried: how far that is, nobody knows. */
function going(table, index) {
  const known = table.rows > 0 && table.expectedRows > 0;
  return bar(`moving-${index}`, table.table, known ? { max: Math.max(table.expectedRows, table.rows), value: table.rows } : {},
    table.rows > 0 ? `${known ? `${number(table.rows)} of ~${number(Math.max(table.expectedRows, table.rows))} rows` : many(table.rows, 'row')}, ${size(table.bytes)}` : `being compared, ${size(table.bytes)}`);
}

function unfinished(table, index) {
  const known = table.rows > 0 && table.expectedRows > 0;
  return bar(`moving-${index}`, table.table, { max: known ? Math.max(table.expectedRows, table.rows) : 1, value: known ? table.rows : 0 },
    `not finished, ${size(table.bytes)}`);
}

function bar(id, text, values, amount) {
  return el('div', { class: 'bar' }, el('span', { id }, text), el('progress', { ...values, 'aria-labelledby': id }), el('span', { class: 'amount' }, amount));
}

function showSteps(run, underWay) {
  const list = at('run-steps');
  const key = run.id + run.steps.length + run.steps.at(-1)?.state;
  if (list.dataset.key === key) return;
  const another = list.dataset.run !== run.id;
  list.dataset.key = key;
  list.dataset.run = run.id;
  at('run-details').hidden = run.steps.length === 0;
  if (another) at('run-details').open = underWay;
  at('run-count').textContent = many(run.steps.length, 'step');
  const skipped = Math.max(0, run.steps.length - LINES_OF_STEPS);
  list.start = skipped + 1;
  list.replaceChildren(...run.steps.slice(skipped).map(step =>
    el('li', { class: step.state }, `${step.name}: ${lower(step.state)}${step.state === 'STARTED' ? '' : `, ${duration(step.durationMs)}`}${step.detail ? ` – ${step.detail}` : ''}`)));
  list.scrollTop = list.scrollHeight;
}

/** Opens one of the history. */
async function open(id) {
  try {
    opened = status?.switchover?.id === id ? null : await ask(`/switchovers/${encodeURIComponent(id)}`);
  } catch (failure) {
    say('run-what', failure.message);
    return;
  }
  showRun();
  at('run').scrollIntoView({ block: 'nearest' });
  at('run-title').focus({ preventScroll: true });
}

at('run-back').addEventListener('click', () => {
  opened = null;
  showRun();
  at('run-title').focus({ preventScroll: true });
});

/** Says how one has ended, and shows it until the next. */
async function announce(id) {
  const run = await ask(`/switchovers/${encodeURIComponent(id)}`);
  last = run;
  if (!opened) showRun();
  if (isMove(run) || begunHere === id) {
    say('act-said', `${name(run)}: ${ending(run)}.`.replace(/^./, letter => letter.toUpperCase()).replace(/\.\.$/, '.'));
    begunHere = null;
  }
}

// ---- the year

async function showYear() {
  plan = await ask('/plan?months=12');
  drawYear();
}

function drawYear() {
  at('year').dataset.day = dayIn(zoneOfPlan(), Date.now());
  at('year').replaceChildren(...year(plan, status));
  showToday(at('year'));
  say('zones', `Times are in ${zoneHere}, this browser's zone; the schedule's days are in ${plan.zone}.`);
}

const zoneOfPlan = () => plan?.zone ?? 'UTC';

setInterval(() => {
  refreshMoments();
  if (plan && at('year').dataset.day !== dayIn(zoneOfPlan(), Date.now())) drawYear();
}, 15000);

// ---- history

async function showHistory(before = null) {
  const page = await ask(`/switchovers?limit=${PAGE}${before ? `&before=${encodeURIComponent(before)}` : ''}`);
  const fresh = new Set(page.switchovers.map(run => run.id));
  const overlap = history.some(run => fresh.has(run.id));
  if (before) {
    history = [...history.filter(run => !fresh.has(run.id)), ...page.switchovers];
    olderThan = page.before;
  } else if (overlap) {
    history = [...page.switchovers, ...history.filter(run => !fresh.has(run.id))];
  } else {
    history = page.switchovers;
    olderThan = page.before;
  }
  const focused = document.activeElement === at('older');
  at('older').hidden = !olderThan;
  if (focused && !olderThan) at('history-scroll').focus();
  at('history-scroll').replaceChildren(history.length ? historyTable() : el('p', { class: 'note' }, 'Nothing yet.'));
  if (history.length === 0) say('run-what', 'Nothing has run yet.');
  const ended = history.find(run => run.finishedAt);
  if (!last && ended) {
    last = await ask(`/switchovers/${encodeURIComponent(ended.id)}`);
    if (!opened) showRun();
  }
}

at('older').addEventListener('click', () => showHistory(olderThan));

const COLUMNS = ['Begun', 'What', 'How it ended', 'Took', 'Outage', 'Rows', 'Bytes', 'More'];

/** Roles are given, since on a phone its rows are cards. */
function historyTable() {
  return el('table', { id: 'history', class: 'cards', role: 'table' },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...COLUMNS.map((text, index) => el('th', { role: 'columnheader', scope: 'col', class: index > 2 && index < 7 ? 'number' : null }, text)))),
    el('tbody', { role: 'rowgroup' }, ...history.map(historyRow)));
}

function historyRow(run) {
  const took = run.finishedAt ? new Date(run.finishedAt) - new Date(run.startedAt) : null;
  const more = el('button', { type: 'button', 'aria-label': `Open the ${name(run)} of ${written(run.startedAt)}` }, 'Open');
  more.addEventListener('click', () => open(run.id));
  const cells = [moment(run.startedAt), name(run), ending(run, true), duration(took), duration(run.outageMs), number(run.rows), size(run.bytes), more];
  return el('tr', { role: 'row', class: run.state }, ...cells.map((content, index) => el('td', {
    role: 'cell', 'data-head': COLUMNS[index], class: index === 2 ? 'long' : index > 2 && index < 7 ? `number${content === '–' ? ' none' : ''}` : null }, content)));
}

/** The switchovers and failovers alone: what the last outage was, and those before it. */
async function showMoves() {
  const page = await ask(`/switchovers?limit=${PAGE}&kind=switchover`);
  const completed = page.switchovers.filter(run => run.state === 'COMPLETED');
  const measured = page.switchovers.find(run => run.outageMs !== null);
  at('outage-bar').replaceChildren(...(measured ? outage(measured) : [el('p', { class: 'note' }, 'No switchover yet.')]));
  at('history-chart').replaceChildren(...(completed.length > 1 ? charts(completed.reverse()) : []));
}

// ---- acting

function showAct() {
  const side = status?.active;
  const target = side && other(side);
  const blocked = unready.some(check => check.blocks);
  say('act-what', target ? `Moves the worker from the ${side} (${status.apps[side]}) to the ${target}. Type the name of its app: ${status.apps[target]}` : 'It is not known which side is active.');
  let why = '';
  if (connection.live === false) why = 'Nothing can be begun while the master is lost or not ready.';
  else if (blocked) why = 'Nothing can be begun while the master is not ready.';
  else if (isMove(status?.switchover)) why = 'A switchover is under way already.';
  at('act-why').hidden = !why;
  say('act-why', why);
  at('act-now').disabled = !connection.live || blocked || !target || isMove(status.switchover);
  at('act-preflight').disabled = !connection.live || blocked || !target;
}

function takenToken() {
  const token = at('act-token').value.trim();
  if (!token) {
    say('act-said', 'A token is needed: ./hma token --scope switchover prints one. It acts once.');
    at('act-token').focus();
  }
  return token;
}

const post = (path, body, token) => ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }, token);

at('act-form').addEventListener('submit', async event => {
  event.preventDefault();
  if (at('act-now').disabled) return;
  const target = other(status.active);
  const token = takenToken();
  if (!token) return;
  if (at('act-app').value.trim() !== status.apps[target]) {
    say('act-said', `The name is not that of the ${target}'s app, ${status.apps[target]}: nothing was begun.`);
    at('act-app').focus();
    return;
  }
  await acting(async () => {
    const begun = await post('/switchovers', { to: target, from: status.active }, token);
    begunHere = begun.id;
    opened = null;
    at('act-app').value = '';
    say('act-said', `Switchover ${begun.id} has begun.`);
  });
});

at('act-preflight').addEventListener('click', async () => {
  const token = takenToken();
  if (!token) return;
  await acting(async () => {
    say('act-said', 'Looking at both sides…');
    let look = await post('/preflights', {}, token);
    while (look.state === 'RUNNING') {
      await pause(500);
      look = await ask(`/preflights/${look.id}`);
    }
    say('act-said', look.failure ?? (look.report.fit ? 'Nothing stands against a switchover: see the preflight below.' : 'Something stands against a switchover: see the preflight below.'));
    if (look.report) showPreflight(look.report);
  });
});

/** A token acts once, so it is taken off the page. */
async function acting(work) {
  at('act-token').value = '';
  try {
    await work();
  } catch (failure) {
    say('act-said', failure.status ? failure.message : 'The master does not answer: whether it was begun is not known. See what is under way once it is there again.');
  }
}

function showPreflight(report) {
  forecast = report;
  const findings = report.findings.map(finding => el('li', { class: finding.severity }, `${lower(finding.severity)}: ${finding.what}`, finding.remedy ? ': ' : '', ...message(finding.remedy)));
  const heads = ['Table', 'Method', 'Rows', 'Size', 'Takes up to'];
  const table = el('table', {}, el('caption', {}, 'What moves, and how; rows by an estimate'),
    el('thead', {}, el('tr', {}, ...heads.map((text, index) => el('th', { scope: 'col', class: index > 1 ? 'number' : null }, text)))),
    el('tbody', {}, ...report.tables.map(row => el('tr', {}, el('th', { scope: 'row' }, row.table), el('td', {}, row.method),
      ...[`~${number(row.rows)}`, size(row.bytes), duration(row.longestMs)].map(text => el('td', { class: 'number' }, text))))));
  const fits = report.deployment;
  at('preflight-title').textContent = `Preflight, ${report.from} to ${report.to}`;
  at('preflight').hidden = false;
  at('preflight-report').replaceChildren(
    el('p', {}, `Expected outage ${duration(report.outageMs)}, at the longest ${duration(report.longestOutageMs)}; about ${many(report.rows, 'row')}, ${size(report.bytes)}.`),
    ...(fits ? [el('p', {}, `The master runs as ${fits.runs}; ${fits.fits === fits.runs ? 'that' : fits.fits} fits: ${fits.why.replace(/\.$/, '')}.`)] : []),
    el('ul', {}, ...findings), el('div', { class: 'scroll', role: 'region', 'aria-label': 'Tables of the preflight', tabindex: 0 }, table));
}

follow();
