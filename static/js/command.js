// The command box: a field over the page that finds what can be done with the fiche one is on,
// places and fiches. Without it its link leads to a page with the same in it.
import { markup } from './page.js';

const wait = 120; // ms without a key before the server is asked

// chosen is the fiche one is on, or the one row that is ticked.
function chosen() {
  const ticked = document.querySelectorAll('#fiches tbody .tick:checked');
  if (ticked.length) return ticked.length === 1 ? ticked[0].value : '';
  return document.querySelector('#bar > input[name=fiche]')?.value ?? '';
}

async function ask(box, fiche, q) {
  const answer = await fetch('/commands?' + new URLSearchParams({ box, fiche, q }), { headers: { 'HX-Request-Type': 'partial' } });
  if (!answer.ok || answer.redirected) throw new Error('commands: ' + answer.status);
  return markup(await answer.text());
}

async function open(link) {
  const fiche = chosen();
  const sheet = (await ask('sheet', fiche, '')).querySelector('dialog');
  if (document.querySelector('dialog[open]')) return;
  sheet.addEventListener('close', () => sheet.remove());
  sheet.addEventListener('click', (e) => { if (e.target === sheet) sheet.close(); }); // beside it
  document.body.append(sheet);
  sheet.showModal(); // when it is shut, the focus goes back by itself
  use(sheet, fiche, link);
}

// use lets the field and the list of a box work together.
function use(sheet, fiche, link) {
  const field = sheet.querySelector('[role=combobox]');
  const options = () => [...sheet.querySelectorAll('[role=option]')];
  let asked = 0, shown = 0, timer, then; // then is what Enter waits for

  function mark(to) {
    const all = options();
    const at = all[(to + all.length) % all.length];
    for (const o of all) o.setAttribute('aria-selected', o === at);
    if (at) field.setAttribute('aria-activedescendant', at.id);
    else field.removeAttribute('aria-activedescendant');
    at?.scrollIntoView({ block: 'nearest' });
  }
  const marked = () => options().findIndex((o) => o.getAttribute('aria-selected') === 'true');

  function act(option) {
    if (!option) return;
    sheet.close();
    if (!('post' in option.dataset)) {
      location.href = option.dataset.go;
      return;
    }
    const form = document.createElement('form');
    form.method = 'post';
    form.action = option.dataset.go;
    document.body.append(form);
    form.submit();
  }

  async function look() {
    const turn = ++asked;
    const list = (await ask('list', fiche, field.value)).querySelector('#cmds');
    if (turn !== asked) return; // more has been typed
    sheet.querySelector('#cmds').replaceWith(list);
    shown = turn;
    mark(0);
    if (then) act(options()[0]);
  }

  function key(e) {
    if (e.isComposing) return;
    if (e.key === 'ArrowDown') mark(marked() + 1);
    else if (e.key === 'ArrowUp') mark(marked() - 1);
    else if (e.key === 'Enter' && (timer || shown !== asked)) then = true; // what was typed has not been looked for
    else if (e.key === 'Enter') act(options()[marked()]);
    else if (e.key === 'Tab' && !e.shiftKey && field.value.trim()) location.href = '/search?' + new URLSearchParams({ q: field.value });
    else if (e.key === 'Escape') sheet.close();
    else return;
    e.preventDefault();
  }

  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => { timer = undefined; look().catch(() => { location.href = link.href; }); }, wait);
  });
  field.addEventListener('keydown', key);
  sheet.addEventListener('click', (e) => act(e.target.closest('[role=option]')));
  mark(0);
}

document.addEventListener('click', (e) => {
  const link = e.target.closest?.('a[data-command]');
  if (!link || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  e.preventDefault();
  const menu = link.closest('details[open]');
  if (menu) menu.open = false;
  open(link).catch(() => { location.href = link.href; });
});
