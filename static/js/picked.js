// What a list says of the rows that are chosen, and a finger that stays on one. Without it the
// ticks show the choice, and each row is chosen by its tick.

const bar = () => document.getElementById('picked-bar');
const count = (element, n) => ((n === 1 && element.dataset.single) || element.dataset.many || '').replace('%d', n.toLocaleString(document.documentElement.lang));

/** several tells whether the bar of several chosen rows is on the page. */
export const several = () => bar()?.hidden === false;

/** say puts into words how many rows are chosen, and which one; several have a bar of their own. */
export function say(chosen, picking) {
  const n = chosen.length;
  if (bar()) {
    bar().hidden = !picking && n < 2;
    const { most, over } = bar().dataset;
    bar().classList.toggle('is-over', n > Number(most));
    bar().firstElementChild.textContent = n > Number(most) ? over.replace('%d', n).replace('%d', most) : count(bar().firstElementChild, n);
  }
  const words = document.getElementById('picked');
  if (!words) return;
  const { none, base } = words.dataset;
  words.textContent = n === 0 ? none : base ? base + ', ' : '';
  if (n === 0) return;
  const bold = document.createElement('b');
  bold.textContent = count(words, n);
  words.append(bold);
  if (n > 1) return;
  const [row] = chosen;
  const name = [row.querySelector('.no')?.textContent, row.dataset.name].filter(Boolean).join(' ');
  words.append((words.dataset.named ?? '').replace('%s', name));
}

/** onHold calls back when a finger stays half a second on what find finds; the click after it does nothing. */
export function onHold(find, held) {
  let timer = 0;
  let done = false;
  document.addEventListener('pointerdown', (e) => {
    clearTimeout(timer);
    done = false;
    const found = e.pointerType === 'touch' && !e.target.closest('.tel, button, summary') && find(e.target);
    if (found) timer = setTimeout(() => { done = true; held(found); }, 500);
  });
  const off = () => clearTimeout(timer);
  for (const type of ['pointerup', 'pointercancel']) document.addEventListener(type, off);
  document.addEventListener('scroll', off, { capture: true, passive: true });
  const stop = (e) => {
    if (!done) return;
    e.preventDefault();
    e.stopPropagation();
    if (e.type === 'click') done = false;
  };
  document.addEventListener('contextmenu', stop, true);
  document.addEventListener('click', stop, true);
}
