// A list of fiches by mouse and keyboard: a click chooses a row, the arrows go along them, Enter
// or a double click opens. Without it each row has its tick and its link.
//
// The tick is the choice and holds the focus, so that a screen reader says which row and whether
// it is chosen, and Space works by itself.
import { comeBack, lookedAt, moveOn } from './back.js';
import { openMenus, sheetOpen, typing, whenSwapped } from './page.js';
import { onHold, say, several } from './picked.js';

const table = () => document.querySelector('table.grid#fiches');
const rows = () => [...(table()?.querySelectorAll('tr[data-url]') ?? [])];
const tick = (row) => row.querySelector('.pick .tick');
const chosen = () => rows().filter((row) => tick(row)?.checked);
const rowOf = (element) => element?.closest?.('#fiches tr[data-url]');
let last = null; // the row of the last act
let start = null; // where a range begins
let picking = false; // a finger that stays on a row chooses several

// choose ticks one row alone, a range of them, or turns the tick of one.
function choose(row, how) {
  const all = rows();
  moveOn(row);
  if (how === 'turn') {
    tick(row).checked = !tick(row).checked;
  } else {
    const from = how === 'range' ? Math.max(all.indexOf(start), 0) : all.indexOf(row);
    const [a, b] = [from, all.indexOf(row)].sort((x, y) => x - y);
    for (const [i, r] of all.entries()) tick(r).checked = i >= a && i <= b;
  }
  if (how !== 'range') start = row;
  show();
}

function go(row, how) {
  if (!row) return;
  last = row;
  choose(row, how);
  tick(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

function open(row) {
  if (row) location.href = row.dataset.url;
}

// show brings what depends on the choice in step: the buttons, the words below, the tick on top.
function show() {
  const n = chosen().length;
  const all = document.getElementById('pick-all');
  if (all) {
    all.checked = n > 0 && n === rows().length;
    all.indeterminate = n > 0 && !all.checked;
  }
  for (const button of document.querySelectorAll('#bar [data-needs], [form=bar][data-needs]')) {
    button.setAttribute('aria-disabled', String(button.dataset.needs === 'some' ? n === 0 : n !== Number(button.dataset.needs)));
  }
  follow();
  picking = picking && n > 0;
  say(chosen(), picking);
}

// follow lets the links of the bar lead back to the list as it is found now.
function follow() {
  const list = document.querySelector('#fiches-list > input[name=list]')?.value;
  for (const link of list ? document.querySelectorAll('#bar a[href*="?list="]') : []) {
    const to = new URL(link.href);
    to.searchParams.set('list', list);
    link.href = to;
  }
}

function unpick() {
  for (const row of rows()) tick(row).checked = false;
  show();
}

function click(e) {
  if (e.target.closest('#unpick')) return unpick();
  const held = rowOf(e.target);
  if (held && picking && !e.target.closest('.tel, .pick, button, summary')) {
    e.preventDefault();
    return choose(held, 'turn');
  }
  const off = e.target.closest('[data-needs][aria-disabled=true]');
  if (off) return e.preventDefault();
  const row = rowOf(e.target);
  if (!row || e.target.closest('a, button, summary, label, input, details')) return undefined;
  if (e.shiftKey) getSelection()?.removeAllRanges();
  return go(row, e.shiftKey ? 'range' : e.ctrlKey || e.metaKey ? 'turn' : 'only');
}

function key(e) {
  if (e.defaultPrevented || sheetOpen()) return;
  if (e.key === 'Escape' && several() && !openMenus().length && !typing(e.target)) {
    e.preventDefault();
    return unpick();
  }
  if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) return leaf(e);
  const all = rows();
  if (!all.length || e.altKey || e.metaKey) return;
  const row = rowOf(e.target);
  const inside = row && e.target === tick(row);
  const free = e.target === document.body || ['main', 'pick-all'].includes(e.target.id);
  if (e.target.id === 'q' && e.key === 'ArrowDown') { e.preventDefault(); return go(all[0], 'only'); }
  if ((!inside && !free) || typing(e.target)) return;
  const i = all.indexOf(inside ? row : last);
  const page = Math.max(1, Math.floor(innerHeight / all[0].offsetHeight) - 4);
  const to = { ArrowDown: i + 1, ArrowUp: i < 0 ? 0 : i - 1, Home: 0, End: all.length - 1, PageDown: i + page, PageUp: i - page }[e.key];
  if (to !== undefined) {
    e.preventDefault();
    go(all[Math.min(Math.max(to, 0), all.length - 1)], e.shiftKey ? 'range' : 'only');
  } else if (e.key === 'Enter' && (inside || i >= 0)) {
    e.preventDefault();
    open(all[i]);
  } else if (e.key === 'a' && e.ctrlKey) {
    e.preventDefault();
    moveOn();
    for (const r of all) tick(r).checked = true;
    show();
  }
}

// leaf goes to the fiche before or after this one in the list it was opened from.
function leaf(e) {
  const link = document.querySelector(e.key === 'ArrowUp' ? 'a[rel=prev]' : 'a[rel=next]');
  if (!link || typing(e.target) && e.target.tagName !== 'INPUT') return;
  e.preventDefault();
  link.click();
}

document.addEventListener('click', click);
document.addEventListener('keydown', key);
onHold(rowOf, (row) => {
  picking = true;
  start = last = row;
  choose(row, 'turn');
});
document.addEventListener('dblclick', (e) => { if (!e.target.closest('a, button, summary, label, input, details')) open(rowOf(e.target)); });
document.addEventListener('change', (e) => {
  if (e.target.id === 'pick-all') for (const row of (moveOn(), rows())) tick(row).checked = e.target.checked;
  else if (rowOf(e.target)) moveOn(start = last = rowOf(e.target));
  else return;
  show();
});
const cameBack = () => comeBack(rows, (row) => go(row, 'only'), (row) => { start = last = row; tick(row).focus({ preventScroll: true }); });
if (table()) cameBack();
else lookedAt();
if (document.getElementById('bar')) whenSwapped(show);
addEventListener('pageshow', (e) => { if (e.persisted) { cameBack(); show(); } });
