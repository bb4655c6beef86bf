// The history and the bin follow what others do. While a line is in hand nothing moves: that there is more
// is said, and shown when the hand is off it or when one asks. Pages further back stay as they are.
// Without it they are as they were opened.
import { ask, follow, put } from './live-follow.js';

const inHand = ':is(.is-log > li, #fiches tr[data-url]):is(:hover, :has(:focus-visible, .tick:checked))';
const find = () => document.querySelector(':is(#history, #bin-list)[data-at]');
let waits = false;

// held: something of it is in hand, or more of it was fetched than the first page.
const held = (part) => !!part.querySelector(inHand) || part.querySelectorAll('tbody:not(.more-rows)').length > 1;

function tell(more) {
  waits = more;
  document.getElementById('past-fresh').hidden = !more;
}

async function look(part) {
  if (held(part)) return tell(true);
  const answer = await ask(new URL(part.dataset.self, location.href), `div#${part.id}`);
  if (!answer.ok || answer.to || !part.isConnected) return undefined;
  if (held(part)) return tell(true);
  await (part.id === 'history' ? put(answer.text, '#live', 'none') : put(answer.text, `#${part.id}`, 'outerMorph'));
  document.dispatchEvent(new CustomEvent('htmx:after:swap')); // what is chosen is said again
  return tell(false);
}

function off() {
  const part = waits && find();
  if (part && !held(part)) {
    waits = false;
    look(part).catch(() => tell(true));
  }
}

follow({ find, concerns: () => !new URLSearchParams(location.search).has('before'), look });
for (const type of ['pointerover', 'focusin', 'change']) document.addEventListener(type, off);
document.documentElement.addEventListener('pointerleave', off);
