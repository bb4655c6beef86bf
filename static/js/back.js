// A list that one comes back to from a fiche: its row is chosen and in sight again, also when it
// came only by scrolling. Without it the list, with its search and sort, begins at its top.
import { remember, remembered, tab } from './page.js';

const ficheAddress = /^\/(?:prospects|customers|suppliers)\/(?!new$)[^/]+/;
const addressOf = (row) => row.dataset.url.split('?')[0]; // the rest is the state of the list
let returned = null; // the row that was chosen so
let sought = null; // {at, next, upTo}: address of the fiche, of the one below it when it may have moved, and how many rows there were

/**
 * comeBack looks for the fiche that was last looked at in this tab, once, and chooses its row. Of one
 * that was noted about and so has another place in the list, keep gets the row above the one that
 * stood below it: who calls down a list goes on there.
 */
export function comeBack(rows, choose, keep) {
  const at = remembered('fiche', tab);
  const next = remembered('next', tab);
  for (const name of ['fiche', 'next']) remember(name, null, tab);
  sought = at && !location.hash ? { at, next, upTo: Number(remembered('rows', tab)) } : null;
  const look = () => {
    if (!sought) return;
    const all = rows();
    const row = all.find((r) => addressOf(r) === sought.at);
    const more = document.getElementById('more-rows');
    if (!row && more && all.length < sought.upTo) return more.scrollIntoView();
    const below = all.findIndex((r) => addressOf(r) === sought.next);
    sought = null;
    const to = below < 0 || row && row === all[below - 1] ? row : all[below - 1];
    if (!to) return;
    (to === row ? choose : keep)(to);
    if (to === row) returned = row;
    to.scrollIntoView({ block: 'center' });
  };
  look();
  document.addEventListener('htmx:after:swap', look);
  addEventListener('pagehide', () => remember('rows', String(rows().length), tab));
}

/** moveOn lets go what was chosen only because one came back from it, which may be out of sight: who chooses another row means that one. */
export function moveOn(row) {
  const box = returned !== row && (returned?.isConnected ? returned : document.getElementById(returned?.id ?? ''))?.querySelector('.pick .tick');
  if (box) box.checked = false;
  returned = null;
}

/** lookedAt notes the fiche of this page. */
export function lookedAt() {
  const fiche = location.pathname.match(ficheAddress);
  if (fiche) remember('fiche', fiche[0], tab);
}

/** backTo notes the row that the list is to come back to after something was noted about it. */
export function backTo(row) {
  remember('fiche', addressOf(row), tab);
  const all = [...row.closest('table').querySelectorAll('tr[data-url]')];
  const below = all[all.indexOf(row) + 1];
  remember('next', below ? addressOf(below) : null, tab);
}

for (const type of ['pointerdown', 'keydown', 'wheel']) addEventListener(type, () => { sought = null; }, { passive: true });
