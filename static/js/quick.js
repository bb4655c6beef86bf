// Fast logging as a dialog over the page one is on: Enter saves, Alt and a figure choose a day, and
// what was typed is still there when it was shut by mistake. Without it the same form is a page.
import { backTo } from './back.js';
import { openSheet } from './sheet.js';

const typed = new Map(); // address of the form → what was typed and not saved

// A day that is chosen stands in the field below too; one that is typed is no choice any more.
function choose(form, radio) {
  form.elements.day.type = 'date';
  form.elements.day.value = radio.value;
}

function typeDay(form) {
  const day = form.elements.day.value;
  for (const radio of form.querySelectorAll('[name=on]')) radio.checked = radio.value === day;
}

function key(e) {
  const form = e.target.closest?.('form[data-quick]') ?? document.querySelector('dialog form[data-quick]');
  if (!form || e.isComposing) return;
  if (e.key === 'Enter' && !e.shiftKey && !e.altKey && e.target.matches('textarea')) {
    e.preventDefault();
    form.requestSubmit();
  }
  const radio = e.altKey && /^[1-5]$/.test(e.key) && form.querySelectorAll('[name=on]')[e.key - 1];
  if (radio) {
    e.preventDefault();
    radio.checked = true;
    choose(form, radio);
  }
}

document.addEventListener('keydown', key);
document.addEventListener('change', ({ target }) => {
  const form = target.closest?.('form[data-quick]');
  if (form && target.name === 'on') choose(form, target);
  if (form && target.name === 'day') typeDay(form);
});
document.addEventListener('sheet', ({ detail: sheet }) => {
  const form = sheet.querySelector('form[data-quick]');
  if (!form) return;
  const { text } = form.elements;
  text.value ||= typed.get(form.action) ?? '';
  form.addEventListener('submit', () => typed.delete(form.action));
  sheet.addEventListener('close', () => typed.set(form.action, text.value));
  sheet.addEventListener('close', () => { noted = null; });
});
// The bar of a list acts on the chosen row, and the list comes back to it.
let noted = null; // the row
document.addEventListener('submit', ({ target }) => { if (noted && target.matches('form[data-quick]')) backTo(noted); }, true);
document.addEventListener('click', (e) => {
  const button = e.target.closest?.('button[name=do][value=log]:not([aria-disabled=true])');
  const row = button && document.querySelector('#fiches tr[data-url]:has(.pick :checked)');
  if (!row) return;
  const url = new URL(row.dataset.url, location.href);
  url.pathname += '/activities/new';
  e.preventDefault();
  noted = row;
  openSheet(url.href);
});
