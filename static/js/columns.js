// Columns of a list are put in order on the spot: by the buttons of a row, and by Alt with an arrow
// anywhere in it. Without it the buttons ask the server for the form in that order.

const table = () => document.querySelector('.columns-table tbody');
const rows = () => [...(table()?.rows ?? [])];

// count brings the places and the number of columns that are shown in step.
function count() {
  for (const [i, row] of rows().entries()) row.querySelector('[name^="place."]').value = i + 1;
  const words = document.getElementById('columns-count');
  const on = rows().filter((row) => row.querySelector('[name=show]').checked).length;
  if (words) words.textContent = words.dataset.of.replace('%d', on).replace('%d', rows().length);
}

function move(row, by, focused) {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(row);
  else other.after(row);
  count();
  focused.focus();
  row.scrollIntoView({ block: 'nearest' });
  row.closest('form').dispatchEvent(new Event('input', { bubbles: true })); // it holds something to save
}

document.addEventListener('click', (e) => {
  const button = e.target.closest?.('.columns-table .order button');
  if (!button) return;
  e.preventDefault();
  move(button.closest('tr'), button.name === 'up' ? -1 : 1, button);
});
document.addEventListener('keydown', (e) => {
  const row = e.target.closest?.('.columns-table tbody tr');
  const by = { ArrowUp: -1, ArrowDown: 1 }[e.key];
  if (!row || !by || !e.altKey || e.ctrlKey || e.metaKey) return;
  e.preventDefault();
  move(row, by, e.target);
});
document.addEventListener('change', (e) => {
  const row = e.target.name === 'show' && e.target.closest('.columns-table tr');
  if (!row) return;
  row.classList.toggle('is-off', !e.target.checked);
  count();
});
