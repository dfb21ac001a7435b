// What is drawn: the year, the outage and the charts of past runs.
import { dayIn, dayName, duration, el, known, number, size, svg, written } from '/parts.js';

export function legend(...entries) {
  return el('ul', { class: 'legend' }, ...entries.map(([kind, text]) =>
    el('li', {}, el('span', { class: `key ${kind}`, 'aria-hidden': 'true' }), text)));
}

// ---- the year

const NUMBERED = [1, 5, 10, 15, 20, 25, 30];

/** Days that have passed are the schedule's, not what was; until the next boundary it stays as it is. */
export function year(plan, status) {
  const zone = plan.zone;
  const today = dayIn(zone, Date.now());
  const turn = status.next && dayIn(zone, status.next.at);
  const turns = new Map(plan.months.flatMap(month => month.boundaries).map(boundary => [dayIn(zone, boundary.at), boundary]));
  const head = el('div', { class: 'month' }, el('span', { class: 'name' }),
    ...Array.from({ length: 31 }, (none, index) => el('span', { class: 'cell number' }, NUMBERED.includes(index + 1) ? String(index + 1) : '')));
  const rows = plan.months.map(month => el('div', { class: 'month' },
    el('span', { class: 'name' }, dayName(`${month.month}-15`, { month: 'short', year: 'numeric' })),
    ...[...month.days].map((planned, index) => cell(`${month.month}-${String(index + 1).padStart(2, '0')}`, planned === 's' ? 'slave' : 'master'))));

  function cell(day, planned) {
    const boundary = turns.get(day);
    if (turns.size === 0 && day < today) return el('span', { class: 'cell' });
    const stays = day >= today && (!turn || day < turn) && status.active;
    const side = stays || planned;
    const why = stays ? 'stays active' : 'by the schedule';
    const told = boundary ? `, from ${written(boundary.at)} on` : '';
    return el('span', { class: `cell${boundary ? ' turn' : ''}${day === today ? ' today' : ''}`, title: `${dayName(day, { dateStyle: 'full' })}: ${side} ${why}${told}` },
      el('span', { class: `day ${side === 'slave' ? 's' : 'm'}${day < today ? ' past' : ''}` }));
  }

  const calendar = el('div', { class: 'calendar', role: 'img', 'aria-label': 'Which side is to be active on each day; the boundaries are in a table below' }, head, ...rows);
  const scroll = el('div', { class: 'scroll', role: 'region', 'aria-label': 'Calendar', tabindex: 0 }, calendar);
  return [scroll,
    legend(['m', 'master (tall)'], ['s', 'slave (low)'], ['today', 'today'],
      ...(turns.size ? [['turn', 'a boundary'], ['past', 'passed: as the schedule has it, not what was']] : [])),
    ...(turns.size ? [] : [el('p', { class: 'note' }, 'There is no schedule: it stays as it is until somebody asks for a switchover.')]),
    ...(status.paused ? [el('p', { class: 'warn' }, 'The schedule is paused: from the next boundary on this is what it asks for, not what will be.')] : []),
    el('details', {}, el('summary', {}, 'Boundaries and hours as a table'), el('div', { class: 'scroll', role: 'region', 'aria-label': 'Boundaries and hours', tabindex: 0 }, months(plan)))];
}

/** Brings today into view where the calendar is wider than the window. */
export function showToday(place) {
  const today = place.querySelector('.cell.today');
  const scroll = place.querySelector('.scroll');
  if (today && scroll) scroll.scrollLeft = today.offsetLeft - scroll.clientWidth / 2;
}

function months(plan) {
  const shownAs = known(plan.zone) === 'UTC' && plan.zone !== 'UTC' && plan.zone !== 'Z' ? `UTC, since this browser does not know ${plan.zone}` : plan.zone;
  return el('table', {}, el('caption', {}, `Days are of ${shownAs}; hours of UTC's months, in which Eco hours are counted`),
    el('thead', {}, el('tr', {}, ...['Month', 'Boundaries', 'Master', 'Slave'].map((head, index) => el('th', { scope: 'col', class: index > 1 ? 'number' : null }, head)))),
    el('tbody', {}, ...plan.months.map(month => el('tr', {}, el('th', { scope: 'row' }, month.month),
      el('td', {}, month.boundaries.map(boundary => `${dayName(dayIn(plan.zone, boundary.at))} to the ${boundary.to}`).join(', ') || 'none'),
      el('td', { class: 'number' }, `${number(Math.round(month.masterHours))} h`), el('td', { class: 'number' }, `${number(Math.round(month.slaveHours))} h`)))));
}

// ---- outages and past runs

const PARTS = [['stopMs', 'one', 'stop'], ['cutOverMs', 'two', 'cut-over'], ['bootMs', 'three', 'boot']];

const legendOfParts = () => legend(...PARTS.map(([, kind, name]) => [kind, name]));

export function outage(run) {
  if (run.state !== 'COMPLETED') {
    return [el('p', {}, `${duration(run.outageMs)} without a worker, until it ran again where it had: the switchover ${run.from} to ${run.to}, begun ${written(run.startedAt)}, went back.`)];
  }
  const whole = PARTS.reduce((sum, [field]) => sum + (run[field] ?? 0), 0);
  let offset = 0;
  const stretches = PARTS.map(([field, kind, name]) => {
    const width = (run[field] ?? 0) * 600 / Math.max(1, whole);
    const part = svg('rect', { x: offset, y: 0, width: Math.max(0, width - 2), height: 24, class: kind }, svg('title', {}, `${name}: ${duration(run[field])}`));
    offset += width;
    return part;
  });
  const text = `${duration(run.outageMs)} without a worker: stop ${duration(run.stopMs)}, cut-over ${duration(run.cutOverMs)}, boot ${duration(run.bootMs)}`;
  return [el('p', {}, `${text}; ${run.from} to ${run.to}, begun ${written(run.startedAt)}.`),
    svg('svg', { viewBox: '0 0 600 24', width: 600, role: 'img', 'aria-label': text }, ...stretches), legendOfParts()];
}

export function charts(runs) {
  return [el('p', { class: 'note' }, 'The switchovers, the newest on the right.'),
    el('div', { class: 'charts' },
      chart('Outage', runs, PARTS, duration, legendOfParts()),
      chart('Duration', runs, [[run => new Date(run.finishedAt) - new Date(run.startedAt), 'one', 'duration']], duration),
      chart('Bytes carried', runs, [['bytes', 'one', 'bytes']], size))];
}

/** One column for each run, of parts one upon the other; their fields are names, or worked out. */
function chart(title, runs, parts, amount, ...notes) {
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
        svg('title', {}, `${written(run.startedAt)}: ${name} ${amount(value(run, field))}`));
    });
    return svg('g', {}, ...stack);
  });
  const width = left + 10 + runs.length * column;
  return el('figure', {}, el('figcaption', {}, title),
    svg('svg', { viewBox: `0 0 ${width} ${height + 16}`, width, role: 'img', 'aria-label': `${title} of the switchovers; the same is in the table` },
      svg('text', { x: 0, y: 18 }, amount(most)), svg('text', { x: 0, y: height + 12 }, '0'),
      svg('line', { class: 'axis', x1: left - 4, x2: width - 4, y1: height + 10, y2: height + 10 }), ...columns), ...notes);
}
