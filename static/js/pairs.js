// The page of doubles by keys: up and down go from pair to pair; Enter, A and G do with the one
// at hand what its buttons do. Without it each pair has its own link and buttons.
import { sheetOpen, typing } from './page.js';

const pairs = () => [...document.querySelectorAll('.pairs > li')];

// hold makes a pair the one at hand: its buttons have the keys, and the look of it.
function hold(pair) {
  for (const li of pairs()) {
    const here = li === pair;
    if (here) li.setAttribute('aria-current', 'true');
    else li.removeAttribute('aria-current');
    for (const e of li.querySelectorAll('[data-key]')) {
      if (here) e.setAttribute('aria-keyshortcuts', e.dataset.key);
      else e.removeAttribute('aria-keyshortcuts');
      e.classList.toggle('is-main', here && e.matches('a'));
    }
  }
}

function move(e) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  const all = pairs();
  if (!by || e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey || !all.length || sheetOpen() || typing(e.target)) return;
  const at = all.findIndex((li) => li.hasAttribute('aria-current'));
  const next = all[at + by];
  e.preventDefault();
  if (!next) return;
  hold(next);
  next.scrollIntoView({ block: 'nearest' });
  if (document.activeElement?.closest('.pairs')) next.querySelector('[data-key]')?.focus();
}

document.addEventListener('keydown', move);
document.addEventListener('focusin', (e) => {
  const pair = e.target.closest?.('.pairs > li');
  if (pair && !pair.hasAttribute('aria-current')) hold(pair);
});
document.querySelector('.pairs > [aria-current]')?.scrollIntoView({ block: 'nearest' });
