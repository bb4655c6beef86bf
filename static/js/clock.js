// The clock of the time edge and its needle go on between two messages of the server. Without
// it they stand at the minute in which the page was made.
//
// The server's #now says which minute it is; this module only counts minutes from there, by the
// server's time where the stream has told it, since computers' clocks are often wrong.
const minute = 60000;
let offset = 0; // of the server's time to this computer's
let from = null; // the minute #now was made for, and when that was
let timer = null;

const server = () => Date.now() + offset;
const now = () => document.querySelector('#now .rim-clock time');
const read = (text) => { const [h, m] = text.split(':').map(Number); return h * 60 + m; };
const print = (at) => [Math.floor(at / 60), at % 60].map((n) => String(n).padStart(2, '0')).join(':');

// anchor takes the minute the server has just written. Its time is known here to a second or so:
// a new minute may come a moment before it has begun here, and then is the one that begins.
function anchor() {
  if (!now()) return;
  const clock = read(now().textContent);
  let at = Math.floor(server() / minute);
  if (server() % minute > minute - 3000 && from && clock === from.clock + at - from.at + 1) at += 1;
  from = { clock, at };
  wait();
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(tick, minute - (server() % minute) + 20);
}

function tick() {
  wait();
  const at = from.clock + Math.floor(server() / minute) - from.at;
  if (!now() || at <= from.clock || at >= 24 * 60) return; // another day is for the server to say
  const day = now().dateTime.slice(0, 10);
  for (const time of [now(), document.querySelector('#today li.now time')]) {
    if (!time) continue;
    time.textContent = print(at);
    time.dateTime = `${day}T${print(at)}`;
  }
  needle(at);
}

// needle moves the mark of now along the ruler, whose numbered lines tell its scale.
function needle(at) {
  const scale = document.querySelector('#now .rim-scale');
  const hours = [...(scale?.querySelectorAll('text') ?? [])].map((t) => ({ at: Number(t.textContent) * 60, x: parseFloat(t.getAttribute('x')) }));
  if (hours.length < 2) return;
  const [a, b] = [hours[0], hours.at(-1)];
  const x = Math.min(100, Math.max(0, a.x + (at - a.at) * (b.x - a.x) / (b.at - a.at))).toFixed(2) + '%';
  scale.querySelector('.gone')?.setAttribute('width', x);
  scale.querySelector('path.now-mark')?.closest('.rim-scale > svg')?.setAttribute('x', x);
  const line = scale.querySelector('line.now-mark');
  line?.setAttribute('x1', x);
  line?.setAttribute('x2', x);
}

if (now()) {
  anchor();
  document.addEventListener('live', ({ detail: m }) => {
    if (Number.isFinite(m.offset) && m.offset !== offset) {
      offset = m.offset;
      anchor();
    }
    if (m.frame?.includes('#now')) anchor();
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) tick(); });
}
