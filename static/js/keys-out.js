// Groups of shortcuts that the user has off: the page does not hear these keys, and the browser does
// with them what it always does. This comes before whatever else listens to keys.
import { sheetOpen, typing } from './page.js';

const inLists = ['ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', ' '];
const choosing = 'select, input:not(.tick), [role=combobox], [role=option]'; // their arrows are their own

function group(e) {
  if (e.ctrlKey && e.altKey) return ''; // AltGr
  if (e.ctrlKey) return 'control';
  if (e.altKey) return 'alt';
  return inLists.includes(e.key) && !typing(e.target) && !sheetOpen() && !e.target.matches?.(choosing) ? 'list' : '';
}

addEventListener('keydown', (e) => {
  const out = document.body.dataset.keysOut?.split(' ') ?? [];
  if (out.includes(group(e))) e.stopImmediatePropagation();
}, true);
