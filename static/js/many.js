// A field that takes several of its suggestions, with commas between, offers the others behind those
// typed. Without it the list helps with the first alone.
const offers = new WeakMap(); // datalist → all it had

function several(input) {
  const { list } = input;
  if (!list) return;
  if (!offers.has(list)) offers.set(list, [...list.options].map((option) => option.value));
  const before = input.value.split(',').slice(0, -1).map((name) => name.trim()).filter(Boolean);
  const taken = before.map((name) => name.toLowerCase());
  const left = offers.get(list).filter((name) => !taken.includes(name.toLowerCase()));
  list.replaceChildren(...left.map((name) => new Option('', [...before, name].join(', '))));
}

document.addEventListener('input', (e) => { if (e.target.matches('[data-many]')) several(e.target); });
