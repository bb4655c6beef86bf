// Where the focus goes when what had it is swapped away, and that it is seen whole. Without it the
// browser drops it, and the next Tab begins at the top of the page.
let held = null; // what had the focus before a swap, in terms that outlive it

const focusable = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
const reachable = (e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0;
const within = (root) => [...root.querySelectorAll(focusable)].filter(reachable);

// The elements around it that have a name, from the innermost, and its place in each.
function hold() {
  const e = document.activeElement;
  if (!e || e === document.body) return; // lost in a swap that goes on: the answer's and the stream's may cross
  held = { id: e.id, name: e.name, around: [], at: performance.now() };
  for (let box = e.parentElement?.closest('[id]'); box; box = box.parentElement?.closest('[id]')) {
    held.around.push({ id: box.id, at: within(box).indexOf(e) });
  }
}

// find answers what stands in its place now: itself, the field of its name, or what came to its
// place in the innermost thing that is still there.
function find() {
  const same = held.id && document.getElementById(held.id) || held.name && document.getElementsByName(held.name)[0];
  if (same && reachable(same)) return same;
  for (const { id, at } of held.around) {
    const box = document.getElementById(id);
    const all = box && box.checkVisibility() ? within(box) : [];
    if (all.length) return all[Math.min(Math.max(at, 0), all.length - 1)];
    if (box?.tabIndex === -1 && box.hasAttribute('tabindex')) return box;
  }
  return document.getElementById('main');
}

function restore() {
  if (!held || performance.now() - held.at > 2000) return;
  if (document.activeElement === document.body || !document.activeElement) find()?.focus();
}

// Browsers leave what is seen in part where it is: half under a bar that stays, or past the edge
// of what scrolls sideways. After a press nothing moves: the release would meet something else.
let pressed = false;
document.addEventListener('pointerdown', () => { pressed = true; held = null; }, true);
document.addEventListener('keydown', () => { pressed = false; }, true);
document.addEventListener('focusin', ({ target }) => {
  if (!pressed && target.matches?.(focusable)) target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
});
document.addEventListener('htmx:before:swap', hold);
document.addEventListener('htmx:after:swap', restore);
