// A postcode and a town complete each other while one types and when one leaves. Without it both
// are typed.
//
// <input data-suggest="/places" data-part="town">: the address is asked with q, and with what else
// the address says. It answers a list of options with data-postcode and data-town; data-exact where
// one of them is what was typed, data-language where one language is spoken. Nothing that was typed
// is ever overwritten: another field is filled only when it is empty or holds what this module put
// there.
import { markup, random } from './page.js';

const parts = ['postcode', 'town'];
const filled = new WeakMap(); // field → what we wrote in it
let box = null; // the open list: {input, list, options, at}
let asked = null; // the request under way
let timer = null;

const isOurs = (input) => input.value.trim() === '' || filled.get(input) === input.value;
const partner = (input, part) => (input.closest('[role=group], form') ?? document).querySelector(`[data-part="${part}"]`);

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

// others writes what goes with a field in the fields beside it.
function others(input, option) {
  for (const part of parts) {
    const other = partner(input, part);
    if (other && other !== input && isOurs(other)) fill(other, option.dataset[part]);
  }
  speak(input, [option]);
}

// speak chooses the language of who lives there, when it is one.
function speak(input, options) {
  const language = input.form?.elements.language;
  const spoken = new Set(options.map((option) => option.dataset.language));
  if (language && isOurs(language) && spoken.size === 1) fill(language, options[0].dataset.language);
}

// take writes an option in both fields: one chooses it, so the typed beginning makes way.
function take(option) {
  const { input } = box;
  shut();
  fill(input, option.dataset[input.dataset.part]);
  others(input, option);
}

const exact = (options) => options.filter((option) => 'exact' in option.dataset);

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

// find asks for options; null when there are none or the field has changed in the meantime.
async function find(input) {
  const q = input.value.trim();
  if (q.length < 2 || filled.get(input) === input.value) return null;
  const at = new URL(input.dataset.suggest, location.href);
  at.searchParams.set('q', q);
  const country = partner(input, 'country');
  if (country?.value) at.searchParams.set('country', country.value);
  const postcode = partner(input, 'postcode');
  if (postcode && postcode !== input && !filled.has(postcode) && postcode.value.trim()) at.searchParams.set('postcode', postcode.value.trim());
  const request = asked = new AbortController();
  try {
    const answer = await fetch(at, { signal: request.signal, headers: { 'HX-Request-Type': 'partial' } });
    if (!answer.ok || answer.status === 204) return null;
    const list = markup(await answer.text()).querySelector('[role=listbox]');
    if (request.signal.aborted || input.value.trim() !== q || !list) return null;
    return { list, options: [...list.querySelectorAll('[role=option]')] };
  } catch {
    return null; // no answer, no suggestion: the field is an ordinary one
  }
}

async function ask(input) {
  shut();
  const found = await find(input);
  if (!found?.options.length) return;
  const { list, options } = found;
  if (options.length === 1 && exact(options).length) others(input, options[0]);
  else if (document.activeElement === input) show(input, list, options);
}

// complete is for who types on without looking at the list: on leaving, the one that was meant.
async function complete(input) {
  shut();
  const options = exact((await find(input))?.options ?? []);
  if (options.length === 1) others(input, options[0]);
  else if (options.length) speak(input, options);
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
document.addEventListener('change', (e) => { if (e.target.matches?.('[data-suggest]') && document.activeElement !== e.target) complete(e.target); });
document.addEventListener('focusout', ({ target }) => { if (box?.input === target) shut(); });
document.addEventListener('keydown', key, true); // before keys.js and the form see Escape and Enter
