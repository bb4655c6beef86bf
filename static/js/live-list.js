// A list of fiches follows what others do. Its rows change in their places, its counts follow; what
// is new is told, and shown when one asks for it; a row that is in the list no more says so, and goes
// when it is in nobody's hand. What is under the cursor stays there, and so does what is chosen.
// Without it a list is as it was opened.
import { ask, follow, put } from './live-follow.js';

const atOnce = 60; // fiches the server is asked about at a time
const shown = 1500; // ms that a row says at least that it is gone

const list = () => document.querySelector('#fiches-list[data-self]');
const rows = () => [...(list()?.querySelectorAll('#fiches tr[data-fiche]') ?? [])];
const about = (element, word) => (word.kinds ?? []).includes(element.dataset.kind) || rows().some((row) => (word.fiches ?? []).includes(row.dataset.fiche));
let of = null; // the list that these are of:
let fresh = new Set(); // fiches that may be in it and are not on the page
const gone = new Map(); // row → since when it says so

// what collects the fiches to ask about: rows of the page that may have changed, and others.
function what(wanted) {
  const all = rows();
  const here = new Set(all.map((row) => row.dataset.fiche));
  for (const id of wanted.fiches) if (!here.has(id)) fresh.add(id);
  for (const id of fresh) if (here.has(id)) fresh.delete(id);
  const inSight = (row) => { const { top, bottom } = row.getBoundingClientRect(); return bottom > 0 && top < innerHeight; };
  const asked = wanted.all ? all : all.filter((row) => wanted.fiches.has(row.dataset.fiche) || wanted.minute && row.querySelector('.next') && inSight(row));
  return asked.map((row) => row.dataset.fiche);
}

async function look(element, wanted) {
  if (element !== of) [of, fresh] = [element, new Set()];
  if (!rows().length) return anew(element);
  const ids = what(wanted);
  for (let i = 0; i === 0 || i < ids.length; i += atOnce) {
    const url = new URL(element.dataset.self, location.href);
    url.searchParams.set('look', ids.slice(i, i + atOnce).join() || '-');
    url.searchParams.set('new', [...fresh].slice(-atOnce).join());
    if (document.getElementById('more-rows')) url.searchParams.set('upto', rows().findLast((row) => !row.matches('.is-gone'))?.dataset.fiche ?? '');
    if (wanted.all || wanted.many || fresh.size > atOnce) url.searchParams.set('total', element.dataset.total);
    const answer = await ask(url, 'div#fiches-list');
    if (!answer.ok || answer.to || list() !== element) return; // the list is another one now
    await put(answer.text, '#live', 'none');
  }
  mark();
}

// anew puts the whole list in the place of one, and answers which rows were not there.
async function anew(element) {
  const had = new Set(rows().map((row) => row.dataset.fiche));
  const chosen = new Set(rows().filter((row) => row.querySelector('.tick[name]:checked')).map((row) => row.dataset.fiche));
  const answer = await ask(new URL(element.dataset.self, location.href), 'div#fiches-list');
  if (!answer.ok || answer.to || list() !== element) return [];
  const beside = element.closest('.beside');
  await put(answer.text, beside ? '.beside' : '#fiches-list', beside ? 'innerHTML' : 'outerHTML');
  for (const row of rows()) if (chosen.has(row.dataset.fiche)) row.querySelector('.tick').checked = true;
  document.dispatchEvent(new CustomEvent('htmx:after:swap')); // what is chosen is said again
  return rows().filter((row) => !had.has(row.dataset.fiche));
}

async function showNew(e) {
  const link = e.target.closest?.('#fiches-fresh a');
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  const come = await anew(list()).catch(() => { location.href = link.href; return []; });
  for (const row of come) row.classList.add('is-fresh');
  const first = come[0] ?? rows()[0];
  first?.scrollIntoView({ block: 'nearest' });
  first?.querySelector('.name a')?.focus({ preventScroll: true });
}

function mark() {
  for (const row of gone.keys()) if (!row.isConnected || !row.matches('.is-gone')) gone.delete(row);
  for (const row of rows()) if (row.matches('.is-gone') && !gone.has(row)) gone.set(row, Date.now());
  if (gone.size) setTimeout(sweep, shown + 50);
}

// held: the row under the mouse, or that has the focus and shows it.
const held = () => rows().filter((row) => row.matches(':hover, :has(:focus-visible)')).at(-1);
const inHand = (row) => row.matches(':hover, :has(:focus-visible, details[open], .tick:checked)');

// sweep takes rows that are gone away, unless one is in hand or a row in hand would move up by it.
function sweep() {
  const below = held();
  for (const [row, since] of gone) {
    if (!row.isConnected) gone.delete(row);
    else if (Date.now() - since >= shown && !inHand(row) && !(below && row.compareDocumentPosition(below) & Node.DOCUMENT_POSITION_FOLLOWING)) drop(row);
  }
}

function drop(row) {
  const body = row.parentElement;
  gone.delete(row);
  if (row.contains(document.activeElement)) { // as it was clicked in
    const all = rows();
    const i = all.indexOf(row);
    (all[i + 1] ?? all[i - 1])?.querySelector('.tick').focus({ preventScroll: true });
  }
  row.remove();
  if (!body.querySelector('tr[data-fiche]')) body.remove(); // its heading too
  if (!rows().length && !document.getElementById('more-rows')) anew(list()).catch(() => {});
}

follow({ find: list, concerns: about, look, minutes: true });
document.addEventListener('click', showNew);
for (const type of ['pointerover', 'focusin']) document.addEventListener(type, () => { if (gone.size) sweep(); });
document.documentElement.addEventListener('pointerleave', () => { if (gone.size) sweep(); });
