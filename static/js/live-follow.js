// Parts of a page that follow what others do. The stream says that something was written, and where:
// never what stands there now. A part that may show it looks again, at once and then at ease while
// writes go on; one on a hidden page when it is looked at. Without it a page is as it was opened.
//
// A part has the attribute data-at: where the box was when the server made it. Words up to there are
// no news to it. One that missed words, because the line was lost, looks at all.
const burst = 60; // ms in which words come together
const spread = 80; // more, by chance: not all pages ask at once
const apart = 500; // between two looks of a part
const atEase = 1500; // and while writes go on and on

const parts = [];
let minute = ''; // that the time edge shows

const newWanted = () => ({ fiches: new Set(), many: false, all: false, minute: false });

/**
 * follow has a part look again. find answers its element, if the page has it; concerns tells whether a
 * word is about it; look asks the server, with what was told since the last look. A part with jobs
 * shows how far one is.
 */
export function follow({ find, concerns = () => false, look, minutes = false, jobs = false }) {
  parts.push({ find, concerns, look, minutes, jobs, heard: 0, done: -Infinity, gap: apart, wanted: null, timer: null, busy: false, behind: false });
}

/** ask fetches a part of a page as htmx would; null when there is none to be had. */
export async function ask(url, target) {
  const answer = await fetch(url, { headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Target': target }, cache: 'no-store' });
  const to = answer.headers.get('HX-Redirect');
  return { ok: answer.ok, gone: answer.status === 404, to, text: answer.status === 204 ? '' : await answer.text() };
}

/** put swaps an answer in, as the stream's regions are. */
export const put = (text, target, swap) => htmx.swap({ text, sourceElement: document.getElementById('live'), target, swap });

function hear(part, word) {
  const element = part.find();
  if (!element) return;
  const upto = Math.max(Number(element.dataset.at), part.heard);
  if (word.begins ? word.at === upto : word.at <= upto) return;
  const missed = word.begins || word.from > upto;
  part.heard = word.at;
  const concerned = (word.fiches || word.many) && part.concerns(element, word) || word.jobs && part.jobs;
  if (!missed && !word.all && !concerned) return;
  const wanted = part.wanted ??= newWanted();
  wanted.all ||= missed || !!word.all;
  wanted.many ||= !!word.many;
  for (const id of word.fiches ?? []) wanted.fiches.add(id);
  soon(part);
}

function soon(part) {
  part.behind = document.hidden;
  if (part.behind || part.timer || part.busy) return;
  const wait = Math.max(burst + Math.random() * spread, part.done + part.gap - performance.now());
  part.timer = setTimeout(run, wait, part);
}

async function run(part) {
  part.timer = null;
  const element = part.find();
  if (!element) return;
  if (document.hidden) {
    part.behind = true;
    return;
  }
  const { wanted } = part;
  part.wanted = null;
  part.gap = performance.now() - part.done < 2 * part.gap ? Math.min(part.gap * 1.5, atEase) : apart;
  part.busy = true;
  try {
    await part.look(element, wanted);
  } catch (err) {
    console.info('not looked at:', err.message); // the line is lost: the first word when it is back makes up for it
    part.heard = -1;
  }
  part.busy = false;
  part.done = performance.now();
  if (part.wanted) soon(part);
}

// The minute is over: what says "in three minutes" says so no more.
function tick(changed) {
  const now = document.querySelector('#now time')?.dateTime + document.querySelector('#now .rim-clock time')?.textContent;
  const over = minute !== '' && now !== minute;
  minute = now;
  for (const part of parts) {
    if (!(changed && part.minutes === 'edge') && !(over && part.minutes) || !part.find()) continue;
    part.wanted ??= newWanted();
    part.wanted.minute = true;
    soon(part);
  }
}

document.addEventListener('live', ({ detail: m }) => {
  if (m.written) for (const part of parts) hear(part, m.written);
  if (m.frame) tick(m.changed);
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  for (const part of parts) if (part.behind) soon(part);
});

// Vandaag shows what the time edge shows, and the latest changes: it fetches itself, see its template.
follow({
  find: () => document.getElementById('today'),
  concerns: () => true,
  look: () => document.body.dispatchEvent(new CustomEvent('moments')),
  minutes: 'edge',
});

// So does the page of an operation, and that of doubles, as long as it is under way.
follow({
  find: () => document.querySelector(':is(#operation, #doubles)[data-at]'),
  jobs: true,
  look: () => document.body.dispatchEvent(new CustomEvent('progress')),
});

// What is found over all kinds is looked for again; under the cursor it stays as it is, until that
// leaves: no hit goes from under it. The address is that of what stands there, the form's text may be further.
async function seek(found) {
  const answer = await ask(location.href, 'div#found');
  if (!answer.ok || answer.to || document.getElementById('found') !== found) return;
  const swap = () => found.isConnected && put(answer.text, '#found', 'outerMorph');
  if (found.querySelector('.hit:hover')) found.addEventListener('pointerleave', swap, { once: true });
  else await swap();
}

follow({
  find: () => document.querySelector('#found[data-at]'),
  concerns: () => new URLSearchParams(location.search).get('q'),
  look: seek,
});
