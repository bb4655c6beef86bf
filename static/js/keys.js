// Keys. What has aria-keyshortcuts is clicked, or given the focus, by its key; single letters and
// signs only where the user has them on and is not typing. Without it the mouse and Tab do the same.
import { unsaved } from './form.js';
import { openMenus, sheetOpen, typing } from './page.js';

const letters = () => document.body.dataset.keys === 'on';
const names = { ctrl: 'Control', '+': 'Plus' };
let afterG = 0; // until when a letter chooses a drawer

const usable = (e) => !e.disabled && e.getAttribute('aria-disabled') !== 'true';

// pressed writes a key as aria-keyshortcuts does: Control+s, n, Delete.
function pressed(e) {
  const mods = [e.ctrlKey && 'Control', e.altKey && 'Alt', e.metaKey && 'Meta'].filter(Boolean);
  return [...mods, names[e.key] ?? e.key].join('+').toLowerCase();
}

function shortcut(key) {
  const named = [...document.querySelectorAll('[aria-keyshortcuts]')].filter((e) => e.getAttribute('aria-keyshortcuts').toLowerCase().split(/\s+/).includes(key));
  return named.find((e) => usable(e) && e.checkVisibility()) ?? named.find(usable); // its place may fold away on this screen
}

function act(element) {
  const aim = element.matches('a[href^="#"]') ? document.querySelector(element.getAttribute('href')) : element;
  if (!aim) return;
  if (aim.matches('input, select, textarea')) {
    aim.focus();
    aim.select?.();
  } else {
    if (aim.matches('summary')) aim.focus(); // what opens is next by Tab
    element.click();
  }
}

// close shuts the innermost menu, and gives the focus back to what opened it.
function close(menu) {
  const held = menu.contains(document.activeElement);
  menu.open = false;
  if (held) menu.querySelector('summary')?.focus();
}

// hush hides the tooltip of what has the focus or the pointer, until either goes on.
const told = () => [...document.querySelectorAll('.tip')].some((tip) => tip.checkVisibility({ visibilityProperty: true }));
function hush(on) {
  document.documentElement.classList.toggle('is-hushed', on);
  return on;
}

function escape() {
  const open = openMenus();
  const menu = open.findLast((m) => m.contains(document.activeElement)) ?? open.at(-1);
  if (menu) close(menu);
  return !!menu || (told() && hush(true));
}

// drawer goes to the drawer of a letter, after G: the first of its name, or the one it says.
function drawer(key) {
  const link = [...document.querySelectorAll('.mast .tabs a')].find((a) => (a.dataset.letter ?? a.textContent.trim().toLowerCase()[0]) === key);
  link?.click();
  return !!link;
}

const fixed = {
  h: () => { const bell = document.querySelector('#tray-panel > summary'); bell?.click(); bell?.focus(); return !!bell; },
  '?': () => { const link = document.querySelector('a[data-sheet]'); link?.click(); return !!link; },
  g: () => { afterG = Date.now() + 1500; return true; },
};

function letter(e) {
  if (typing(e.target) || (!letters() && e.key.length === 1)) return false; // Delete and Enter have a name
  const key = e.key.toLowerCase();
  if (Date.now() < afterG) {
    afterG = 0;
    return drawer(key);
  }
  if (key === 'enter' && e.target.closest?.('a, button, summary, input, label')) return false;
  const element = shortcut(key);
  if (!element) return fixed[e.key]?.() ?? fixed[key]?.() ?? false;
  act(element);
  return true;
}

// undo is what Ctrl+Z presses: what the page says last. A job's bar stays from page to page, so it is
// not meant where something newer is said, and nothing is while a form holds what is not saved.
function undo() {
  if (unsaved()) return null;
  if (document.querySelector('#flash .flash')) return document.querySelector('#flash .flash > form button, #operation .is-undo button');
  return document.querySelector('#job [data-undo], #operation .is-undo button');
}

function chord(e) {
  const element = shortcut(pressed(e));
  if (element) {
    act(element);
    return true;
  }
  const key = pressed(e);
  const form = key === 'control+s' && document.querySelector('form.fiche-form, form[data-guard]');
  if (form) form.requestSubmit();
  const back = key === 'control+z' && !typing(e.target) && undo();
  if (back) back.click();
  return !!(form || back);
}

// again is ? once more, in the list of shortcuts: it leads to the help about the page below.
function again(e) {
  const link = e.key === '?' && letters() && !typing(e.target) && document.querySelector('dialog[open] a[data-help]');
  if (!link) return;
  e.preventDefault();
  link.click();
}

function key(e) {
  if (e.defaultPrevented || e.isComposing || e.repeat && e.key !== 'Escape') return;
  if (sheetOpen()) {
    again(e);
    return;
  }
  let done;
  if (e.key === 'Escape') done = escape() || (!(e.target.type === 'search' && e.target.value) && chord(e));
  else if (e.ctrlKey || e.altKey || e.metaKey) done = !(e.ctrlKey && e.altKey) && chord(e); // Ctrl+Alt is AltGr
  else done = letter(e);
  if (done) e.preventDefault();
}

document.addEventListener('keydown', key);
for (const type of ['focusin', 'pointerover']) document.addEventListener(type, () => hush(false));
// A press beside a menu shuts it, and so does the focus when it goes on; the tray stays until it is shut.
for (const type of ['pointerdown', 'focusin']) {
  document.addEventListener(type, (e) => {
    for (const menu of openMenus()) if (menu.id !== 'tray-panel' && !menu.contains(e.target)) menu.open = false;
  });
}
// An address that ends in the name of a field, as #q, puts the cursor there.
const aim = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (aim && aim.matches('input, select, textarea')) aim.focus();
