// Small things that several modules need.

/** typing tells whether a key goes into what has the focus. */
export function typing(element) {
  return !!element?.closest?.('textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=reset], [type=range], [type=file])');
}

/** sheetOpen: a dialog lies over the page, which is not to be reached until it is shut. */
export const sheetOpen = () => !!document.querySelector('dialog[open]');

/** openMenus are the menus that lie open over the page, the outermost first; Escape shuts them before all else. */
export const openMenus = () => [...document.querySelectorAll('details[open]:not(.fold)')];

/** markup reads HTML that our own server made. It is the one place where text becomes elements. */
export function markup(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/** remembered reads what this browser, or with sessionStorage this tab, was asked to keep. */
export function remembered(name, where = () => localStorage) {
  try {
    return where().getItem('fichebak.' + name);
  } catch {
    return null; // storage is switched off: the page works, and forgets
  }
}

/** remember keeps a text; null drops it. */
export function remember(name, value, where = () => localStorage) {
  try {
    if (value === null) where().removeItem('fichebak.' + name);
    else where().setItem('fichebak.' + name, value);
  } catch {
    // see remembered
  }
}

/** tab is the storage of this tab alone, for remembered and remember. */
export const tab = () => sessionStorage;

/** random answers an id; crypto.randomUUID is missing on a LAN address without TLS. */
export function random() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** whenSwapped runs now, and again each time htmx has put something into the page. */
export function whenSwapped(run) {
  run();
  document.addEventListener('htmx:after:swap', run);
}
