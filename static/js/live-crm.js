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
let inHand = null; // the stage it waits for, on the board

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

const stageOf = (thing) => thing.closest('[data-stage]');

// pair brings what stands in one part up to what stands there now; nothing in it moves, but for cards
// below the hand that go.
function pair(own, other, hand) {
  const now = new Map(things(other).map((thing) => [thing.id, thing]));
  for (const thing of things(own)) {
    const gone = !now.has(thing.id);
    if (gone && stageOf(thing) && hand !== thing && hand.compareDocumentPosition(thing) & Node.DOCUMENT_POSITION_FOLLOWING) thing.remove();
    else thing.classList.toggle('is-gone', gone);
    if (!gone) write(thing, now.get(thing.id));
  }
}

// stages are brought up one by one: those beside the one in hand whole, as nothing in it moves by that.
function stages(element, page, hand) {
  const kept = stageOf(hand);
  for (const stage of element.querySelectorAll('[data-stage]')) {
    const other = page.querySelector(`[data-stage="${CSS.escape(stage.dataset.stage)}"]`);
    if (!other) continue;
    if (stage !== kept && stage.offsetTop === kept.offsetTop && !stage.contains(document.activeElement)) renew(stage, other);
    else pair(stage, other, hand);
  }
}

function inPlace(element, text, hand) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  inHand = stageOf(hand);
  if (inHand) stages(element, page, hand);
  else pair(element, page, hand);
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
  for (const thing of list().querySelectorAll('.is-gone')) thing.remove();
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
  const hand = held();
  waits = !!hand;
  if (waits) inPlace(element, answer.text, hand);
  else await whole(element, answer.text);
}

function release() {
  const hand = waits && held();
  if (!waits || (hand && stageOf(hand) === inHand)) return; // in another stage the one before is free
  waits = false;
  look(list()).catch(() => {}); // the next word makes up for it
}

follow({ find: list, concerns: () => true, look, minutes: true });
for (const type of ['pointerover', 'focusin', 'dragend']) document.addEventListener(type, release);
document.documentElement.addEventListener('pointerleave', release);
