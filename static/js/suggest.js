// A postcode and a town complete each other while one types. Without it both are typed.
//
// <input data-suggest="/places" data-part="town">: the address is asked with q, and answers a list
// of options with data-postcode and data-town. Nothing that was typed is ever overwritten: the
// other field is filled only when it is empty or holds what this module put there.
import { markup, random } from './page.js';

const parts = ['postcode', 'town'];
const filled = new WeakMap(); // field → what we wrote in it
let box = null; // the open list: {input, list, options, at}
let asked = null; // the request under way
let timer = null;

const isOurs = (input) => input.value.trim() === '' || filled.get(input) === input.value;
const partner = (input, part) => (input.closest('.group, .field, fieldset, form') ?? document).querySelector(`[data-part="${part}"]`);

function fill(input, value) {
  if (!input || !value || input.value === value) return;
  input.value = value;
  filled.set(input, value);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

function shut() {
  clearTimeout(timer);
  asked?.abort();
  asked = null;
  if (!box) return;
  box.list.remove();
  box.input.setAttribute('aria-expanded', 'false');
  box.input.removeAttribute('aria-activedescendant');
  box.input.removeAttribute('aria-controls');
  box = null;
}

// take writes an option in both fields: one chooses it, so the typed beginning makes way.
function take(option) {
  const { input } = box;
  shut();
  fill(input, option.dataset[input.dataset.part]);
  for (const part of parts) {
    const other = partner(input, part);
    if (other && other !== input && isOurs(other)) fill(other, option.dataset[part]);
  }
}

// only completes the other field when there is one answer, and what was typed is that answer.
function only(input, option) {
  const own = option.dataset[input.dataset.part] ?? '';
  if (own.toLowerCase() !== input.value.trim().toLowerCase()) return false;
  for (const part of parts) {
    const other = partner(input, part);
    if (other && other !== input && isOurs(other)) fill(other, option.dataset[part]);
  }
  return true;
}

function mark(at) {
  box.at = at;
  for (const [i, option] of box.options.entries()) option.setAttribute('aria-selected', String(i === at));
  const option = box.options[at];
  if (!option) return box.input.removeAttribute('aria-activedescendant');
  box.input.setAttribute('aria-activedescendant', option.id);
  return option.scrollIntoView({ block: 'nearest' });
}

function show(input, list, options) {
  list.id ||= 'suggest-' + random();
  list.classList.add('suggest');
  for (const option of options) option.id ||= 'option-' + random();
  input.after(list);
  input.setAttribute('aria-expanded', 'true');
  input.setAttribute('aria-controls', list.id);
  box = { input, list, options, at: -1 };
  list.addEventListener('pointerdown', (e) => e.preventDefault()); // the field keeps the focus
  list.addEventListener('click', (e) => { const option = e.target.closest('[role=option]'); if (option) take(option); });
}

async function ask(input) {
  shut();
  const q = input.value.trim();
  if (q.length < 2 || filled.get(input) === input.value) return;
  const at = new URL(input.dataset.suggest, location.href);
  at.searchParams.set('q', q);
  const country = partner(input, 'country');
  if (country) at.searchParams.set('country', country.value);
  const request = asked = new AbortController();
  try {
    const answer = await fetch(at, { signal: request.signal, headers: { 'HX-Request-Type': 'partial' } });
    if (!answer.ok || answer.status === 204) return;
    const list = markup(await answer.text()).querySelector('[role=listbox]');
    if (request.signal.aborted || input.value.trim() !== q || !list) return;
    const options = [...list.querySelectorAll('[role=option]')];
    if (options.length === 1 && only(input, options[0])) return;
    if (options.length && document.activeElement === input) show(input, list, options);
  } catch {
    // no answer, no suggestion: the field is an ordinary one
  }
}

function key(e) {
  if (!box || e.target !== box.input || e.ctrlKey || e.metaKey || e.isComposing) return;
  const n = box.options.length;
  if (e.key === 'ArrowDown') mark((box.at + 1) % n);
  else if (e.key === 'ArrowUp') mark(box.at < 0 ? n - 1 : (box.at + n - 1) % n);
  else if (e.key === 'Enter' && box.at >= 0) take(box.options[box.at]);
  else if (e.key === 'Escape') shut();
  else if (e.key === 'Tab' && box.at >= 0) return take(box.options[box.at]); // and on to the next field
  else return;
  e.preventDefault();
}

document.addEventListener('focusin', ({ target }) => {
  if (!target.matches?.('[data-suggest]')) return;
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['autocomplete', 'off']]) target.setAttribute(name, value);
});
document.addEventListener('input', (e) => {
  if (!e.isTrusted || !e.target.matches('[data-suggest]')) return;
  filled.delete(e.target);
  clearTimeout(timer);
  timer = setTimeout(ask, 150, e.target);
});
document.addEventListener('focusout', ({ target }) => { if (box?.input === target) shut(); });
document.addEventListener('keydown', key, true); // before keys.js and the form see Escape and Enter
