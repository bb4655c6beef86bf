// A page that is looked at for a moment, as that of the shortcuts, opens as a dialog over the page
// one is on. Without it its link leads to the page.
import { markup, sheetOpen } from './page.js';

async function show(href) {
  const answer = await fetch(href, { headers: { 'HX-Request-Type': 'partial' } });
  const sheet = answer.ok && markup(await answer.text()).querySelector('dialog');
  if (!sheet) {
    location.href = href;
    return;
  }
  sheet.addEventListener('close', () => sheet.remove());
  sheet.addEventListener('click', (e) => {
    const shut = e.target.closest('[data-close]');
    if (shut) e.preventDefault();
    if (shut || e.target === sheet) sheet.close(); // beside it
  });
  document.body.append(sheet);
  sheet.showModal(); // when it is shut, the focus goes back by itself
  document.dispatchEvent(new CustomEvent('sheet', { detail: sheet }));
}

/** openSheet lays the page of an address over the one that is looked at. */
export function openSheet(href) {
  if (!sheetOpen()) show(href).catch(() => { location.href = href; });
}

document.addEventListener('click', (e) => {
  const link = e.target.closest?.('a[data-sheet]');
  if (!link || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  e.preventDefault();
  const menu = link.closest('details[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
  openSheet(link.href);
});
