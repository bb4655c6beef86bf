// The overview of the CRM fiches and their board follow what others do: they are fetched again as
// they stand, and put in their place. While a row or card is in hand nothing comes or goes above it:
// what stands there is written anew where it is, and the rest follows when the hand is gone. Without
// it they are as they were opened.
import { ask, follow, put } from './live-follow.js';

const list = () => document.querySelector('#fiches-list[data-crm]');
const things = (root) => [...root.querySelectorAll('tr[data-fiche], .board-card')];
// in hand: under the mouse, with the focus that shows, ticked in a menu, or being dragged
const held = () => list() && things(list()).find((thing) => thing.matches(':hover, :has(:focus-visible), .is-held'));
let waits = false; // more has changed than could be shown under a hand

// renew has an element say what it says now; one with the focus in it stays as it is.
function renew(own, now) {
  if (!own.contains(document.activeElement) && own.innerHTML !== now.innerHTML) own.replaceChildren(...now.cloneNode(true).childNodes);
}

// write brings what one row or card says up to what it says now.
function write(own, now) {
  if (own.matches('.board-card')) return renew(own, now);
  for (const [i, cell] of [...now.children].entries()) {
    const mine = own.children[i];
    if (mine && !mine.matches('.pick')) renew(mine, cell);
  }
}

function inPlace(element, text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const now = new Map(things(page).map((thing) => [thing.id, thing]));
  for (const own of things(element)) {
    own.classList.toggle('is-gone', !now.has(own.id));
    if (now.has(own.id)) write(own, now.get(own.id));
  }
  for (const part of ['.funnel .views', 'tfoot', '.sums']) {
    const own = element.querySelector(part);
    const other = page.querySelector(part);
    if (own && other) renew(own, other);
  }
  say(page.querySelector('#fiches-list'));
}

const say = (element) => { document.getElementById('fiches-count').textContent = element.dataset.summed; };

async function whole(element, text) {
  const chosen = new Set(things(element).filter((row) => row.querySelector('.tick:checked')).map((row) => row.id));
  await put(text, '#fiches-list', 'outerMorph');
  for (const row of things(list())) if (chosen.has(row.id)) row.querySelector('.tick').checked = true;
  document.dispatchEvent(new CustomEvent('htmx:after:swap')); // what is chosen is said again
  say(list());
}

async function look(element) {
  const url = new URL(element.dataset.crm, location.href);
  if (element.querySelector('#fiches')) url.searchParams.set('shown', things(element).length);
  const answer = await ask(url, 'div#fiches-list');
  if (!answer.ok || answer.to || list() !== element) return; // the list is another one now
  waits = !!held();
  if (waits) inPlace(element, answer.text);
  else await whole(element, answer.text);
}

function release() {
  if (!waits || held()) return;
  waits = false;
  look(list()).catch(() => {}); // the next word makes up for it
}

follow({ find: list, concerns: () => true, look, minutes: true });
for (const type of ['pointerover', 'focusin', 'dragend']) document.addEventListener(type, release);
document.documentElement.addEventListener('pointerleave', release);
