// A page that is looked at for a moment, as that of the shortcuts, opens as a dialog over the page
// one is on. Without it its link leads to the page.
import { markup } from './page.js';

async function open(link) {
  const answer = await fetch(link.href, { headers: { 'HX-Request-Type': 'partial' } });
  const sheet = answer.ok && markup(await answer.text()).querySelector('dialog');
  if (!sheet) {
    location.href = link.href;
    return;
  }
  sheet.addEventListener('close', () => sheet.remove());
  sheet.addEventListener('click', (e) => { if (e.target === sheet) sheet.close(); }); // beside it
  document.body.append(sheet);
  sheet.showModal(); // when it is shut, the focus goes back by itself
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
  open(link).catch(() => { location.href = link.href; });
});
