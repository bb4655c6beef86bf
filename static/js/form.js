// What forms do beyond posting: begin at their first field, warn before typed text is lost, send
// once, put the cursor where something is wrong. Without it the server shows the same problems, and sends nothing twice.
import { typing, whenSwapped } from './page.js';

const state = (form) => new URLSearchParams([...new FormData(form)].filter(([, v]) => typeof v === 'string')).toString();
const atFirst = new WeakMap(); // guarded form → what it held
const sent = new Set(); // forms under way

function guarded() {
  return [...document.querySelectorAll('form[data-guard]')];
}

// changed: a form the server gave back unsaved says so by its summary, or by data-guard="changed".
const changed = (form) => !sent.has(form) && (form.dataset.guard === 'changed' || !!form.querySelector('.summary') || atFirst.get(form) !== state(form));

/** unsaved tells whether a form of the page holds what leaving it would lose. */
export const unsaved = () => guarded().some(changed);

function submit(e) {
  const form = e.target;
  if (form.method !== 'post') return;
  if (sent.has(form)) {
    e.preventDefault();
    e.stopImmediatePropagation();
    return;
  }
  sent.add(form);
  (e.submitter ?? form.querySelector('button:not([type=button])'))?.setAttribute('aria-busy', 'true');
}

// free lets a form be sent again: its answer came. Without one, all forms of a page that came back.
function free(form) {
  for (const f of form ? [form] : sent) {
    for (const b of f.elements) b.removeAttribute('aria-busy');
    sent.delete(f);
  }
}

// capital writes the first letter large when a field is left, unless the user undid that. It comes
// before htmx asks about the field, which then answers with the capital.
const left = new Map(); // by id: the answer puts another element in the field's place
let entered = false; // the key that changed the field was Enter, which sends the form and leaves nothing
function capital(input) {
  const [first = ''] = input.value;
  const upper = first.toLocaleUpperCase(document.documentElement.lang);
  if (entered || first === upper || left.get(input.id) === input.value || input.value === input.defaultValue) return;
  left.set(input.id, input.value); // typed so once more, it stays so
  input.value = upper + input.value.slice(first.length);
}

// An answer about a field that was typed in again in the meantime comes too late: it is asked about
// anew when it is left.
const asked = new WeakMap(); // request → what the field held
const late = ({ detail: { ctx } }) => asked.has(ctx) && ctx.sourceElement.value !== asked.get(ctx);

// leave lets a remark be: its ways out go, and the cursor goes on to the next field.
function leave(button, field) {
  const fields = [...field.form.querySelectorAll('.input')].filter((e) => e.checkVisibility());
  button.closest('.choices')?.remove();
  (fields[fields.indexOf(field) + 1] ?? field).focus();
}

// act does what a button beside a remark proposes with the field above it.
function act(button) {
  const field = button.closest('.field')?.querySelector('.input, input:not([type=hidden]), select, textarea');
  if (!field) return;
  if (button.dataset.do === 'leave') return leave(button, field);
  if (button.dataset.do === 'clear') field.value = '';
  if (button.dataset.do === 'set') field.value = button.dataset.value;
  field.focus();
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}

// begin puts the cursor where a form begins, that what is typed at once goes there and is no shortcut.
// Not for a finger: it would bring up the keys over a page that nobody has seen yet. The page stays at
// its top, where the moments are; it goes to the field with the first letter.
function begin() {
  const form = document.querySelector('form[data-begin]');
  if (!form || location.hash || document.querySelector('[autofocus]') || matchMedia('(pointer: coarse)').matches) return;
  form.elements[form.dataset.begin].focus({ preventScroll: true });
}

// wrong puts the cursor in the first field with a problem, else on the summary of them.
function wrong(root) {
  const summary = root.querySelector('.summary');
  const field = root.querySelector('[aria-invalid=true]');
  if (!summary && !field) return;
  field?.closest('details:not([open])')?.setAttribute('open', '');
  if (summary && !field) summary.tabIndex = -1;
  (field ?? summary).focus();
}

// A line of a summary leads to a field that may be folded away.
function unfold(e) {
  const link = e.target.closest?.('.summary a[href^="#"]');
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  e.preventDefault();
  field.closest('details')?.setAttribute('open', '');
  (field.matches('input, select, textarea') ? field : field.querySelector('input, select, textarea') ?? field).focus();
}

function key(e) {
  if (e.key === 'Enter' && e.ctrlKey && e.target.matches?.('textarea, .compose :is(input, select)') && e.target.form) {
    e.preventDefault();
    e.target.form.requestSubmit();
  }
  const tab = e.altKey && /^[1-9]$/.test(e.key) && document.querySelector(`input[type=radio][name=address-tab][value="${e.key}"]`);
  if (tab) {
    e.preventDefault();
    tab.click();
    document.querySelector(`.is-address-${e.key} .input`)?.focus();
  }
}

whenSwapped(() => {
  for (const form of guarded()) if (!atFirst.has(form)) atFirst.set(form, state(form));
  for (const button of document.querySelectorAll('button[data-do][hidden]')) button.hidden = false;
});
begin();
wrong(document);
document.addEventListener('submit', submit, true);
document.addEventListener('click', (e) => {
  const button = e.target.closest?.('button[data-do]');
  if (button) act(button);
  unfold(e);
});
for (const type of ['change', 'focusout']) {
  document.addEventListener(type, ({ target }) => { if (target.matches?.('[data-capital]') && typing(target)) capital(target); }, true);
}
document.addEventListener('keydown', (e) => { entered = e.key === 'Enter'; }, true);
document.addEventListener('pointerdown', () => { entered = false; }, true);
document.addEventListener('keydown', key);
document.addEventListener('htmx:config:request', ({ target, detail: { ctx } }) => { if (target.matches('.field .input')) asked.set(ctx, target.value); });
document.addEventListener('htmx:before:swap', (e) => { if (late(e)) e.preventDefault(); });
// only its own answer frees a form: that about a field may come while the browser is on its way
document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => { if (sent.has(ctx.sourceElement)) free(ctx.sourceElement); });
document.addEventListener('htmx:after:swap', (e) => {
  const root = e.target instanceof Element ? e.target : document;
  if (root.closest?.('form[data-guard]') && !root.matches('.field')) wrong(root);
});
addEventListener('pageshow', () => free());
addEventListener('beforeunload', (e) => { if (unsaved()) e.preventDefault(); });
