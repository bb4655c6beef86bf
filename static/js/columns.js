// Columns of a list are put in order on the spot: by dragging a row, by its buttons, and by Alt with an
// arrow anywhere in it. Above them is how the list will look. Without it the buttons ask the server for
// the form in that order.

const table = () => document.querySelector('.columns-table tbody');
const rows = () => [...(table()?.rows ?? [])];

// count brings the places and the number of columns that are shown in step.
function count() {
  for (const [i, row] of rows().entries()) row.querySelector('[name^="place."]').value = i + 1;
  const words = document.getElementById('columns-count');
  const on = rows().filter((row) => row.querySelector('[name=show]').checked).length;
  if (words) words.textContent = words.dataset.of.replace('%d', on).replace('%d', rows().length);
  preview();
}

// preview puts the titles in the order, and in the widths, of the rows.
function preview() {
  const titles = document.querySelector('#columns-preview ol');
  if (!titles) return;
  const of = Object.fromEntries([...titles.children].map((title) => [title.dataset.column, title]));
  for (const row of rows()) {
    const title = of[row.dataset.column];
    title.className = 'is-' + row.querySelector('[name^="width."]:checked')?.value;
    title.hidden = !row.querySelector('[name=show]').checked;
    titles.append(title);
  }
}

// grab has a row follow the pointer by its grip, over the rows it passes; Esc lets it go where it was.
function grab(e) {
  const grip = e.button === 0 && e.target.closest?.('.columns-table .grab');
  if (!grip) return;
  e.preventDefault();
  const row = grip.closest('tr');
  const before = row.nextElementSibling;
  const over = (at) => {
    const other = rows().find((r) => { const { top, bottom } = r.getBoundingClientRect(); return r !== row && at.clientY >= top && at.clientY < bottom; });
    if (!other) return;
    if (row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) other.after(row);
    else other.before(row);
  };
  const end = () => {
    row.classList.remove('is-held');
    document.removeEventListener('pointermove', over);
    document.removeEventListener('keydown', back, true);
    for (const type of ['pointerup', 'pointercancel']) document.removeEventListener(type, end);
    count();
    if (row.nextElementSibling !== before) row.closest('form').dispatchEvent(new Event('input', { bubbles: true }));
  };
  function back(at) {
    if (at.key !== 'Escape') return;
    at.preventDefault();
    at.stopPropagation();
    row.parentElement.insertBefore(row, before);
    end();
  }
  row.classList.add('is-held');
  document.addEventListener('pointermove', over); // of the page: a grip that changes its place loses the pointer
  for (const type of ['pointerup', 'pointercancel']) document.addEventListener(type, end);
  document.addEventListener('keydown', back, true);
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

document.addEventListener('pointerdown', grab);
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
  if (e.target.closest?.('.columns-table [name^="width."]')) preview();
  const row = e.target.name === 'show' && e.target.closest('.columns-table tr');
  if (!row) return;
  row.classList.toggle('is-off', !e.target.checked);
  count();
});
