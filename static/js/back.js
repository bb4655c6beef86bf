// A list that one comes back to from a fiche: its row is chosen and in sight again, also when it
// came only by scrolling. Without it the list, with its search and sort, begins at its top.
import { remember, remembered, tab } from './page.js';

const ficheAddress = /^\/(?:prospects|customers|suppliers)\/(?!new$)[^/]+/;
const addressOf = (row) => row.dataset.url.split('?')[0]; // the rest is the state of the list
let sought = null; // {at, upTo}: address of the fiche, and how many rows there were

/** comeBack looks for the fiche that was last looked at in this tab, once, and chooses its row. */
export function comeBack(rows, choose) {
  const at = remembered('fiche', tab);
  remember('fiche', null, tab);
  sought = at && !location.hash ? { at, upTo: Number(remembered('rows', tab)) } : null;
  const look = () => {
    if (!sought) return;
    const row = rows().find((r) => addressOf(r) === sought.at);
    const more = document.getElementById('more-rows');
    if (!row && more && rows().length < sought.upTo) return more.scrollIntoView();
    sought = null;
    if (!row) return;
    choose(row);
    row.scrollIntoView({ block: 'center' });
  };
  look();
  document.addEventListener('htmx:after:swap', look);
  addEventListener('pagehide', () => remember('rows', String(rows().length), tab));
}

/** lookedAt notes the fiche of this page. */
export function lookedAt() {
  const fiche = location.pathname.match(ficheAddress);
  if (fiche) remember('fiche', fiche[0], tab);
}

for (const type of ['pointerdown', 'keydown', 'wheel']) addEventListener(type, () => { sought = null; }, { passive: true });
