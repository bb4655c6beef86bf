// Reminders and the time edge as they change. Without it they are right when a page is opened.
//
// One stream serves all pages of the browser, hidden ones too; see live-hub.js. A page that
// wants to hear more listens to the event "live" of document, whose detail is the message.
import { channel } from './live-channel.js';
import { random, remember, remembered } from './page.js';

const page = random();
const rim = document.querySelector('.rim');
const offline = document.getElementById('offline');
const over = document.getElementById('signed-out');
let line = null;
let ended = false;
let order = Promise.resolve();

/** send says something to who holds the stream; send.page is this page's name there. */
export function send(m) {
  line?.({ ...m, page });
}

send.page = page;

function join() {
  let browser = remembered('browser');
  if (!browser) remember('browser', browser = random());
  send({ join: true, browser, heard: JSON.parse(remembered('heard') ?? '[]') });
}

// Messages are taken one after the other: a swap is asynchronous.
function deliver(m) {
  if (ended || (m.to && m.to !== page)) return;
  order = order.then(() => take(m)).catch((err) => console.error(err));
}

async function take(m) {
  if (m.frame) m = { ...m, changed: await swap(m.frame) };
  if (m.state) show(m.state);
  if (m.heard) remember('heard', JSON.stringify(m.heard));
  document.dispatchEvent(new CustomEvent('live', { detail: m }));
}

const shown = () => ['now', 'tray', 'banner', 'job'].map((id) => document.getElementById(id)?.innerHTML).join();

// swap puts regions of the frame in place, and tells whether they were others.
async function swap(frame) {
  const before = shown();
  await htmx.swap({ text: frame, sourceElement: document.getElementById('live'), target: '#live', swap: 'none' });
  return shown() !== before;
}

function show(state) {
  ended = state === 'ended';
  document.documentElement.dataset.live = state;
  offline.hidden = state !== 'lost';
  rim.classList.toggle('is-stale', state === 'lost' || ended);
  over.hidden = !ended;
  if (ended) over.querySelector('a').href = '/session/new?next=' + encodeURIComponent(location.pathname + location.search);
}

function wake() {
  if (!document.hidden) send({ look: true });
}

function connect() {
  try {
    const worker = new SharedWorker(new URL('live-worker.js', import.meta.url), { type: 'module', name: 'live' });
    worker.port.onmessage = ({ data }) => deliver(data);
    worker.onerror = () => { line = channel(page, deliver, join); join(); };
    line = (m) => worker.port.postMessage(m);
  } catch { // there is no SharedWorker here
    line = channel(page, deliver, join);
  }
  join();
}

// What was chosen is shut: a swap leaves open what was opened.
document.addEventListener('submit', ({ target }) => target.closest('details.later')?.removeAttribute('open'));

if (rim) {
  connect();
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', wake);
  addEventListener('pagehide', () => send({ leave: true }));
  addEventListener('pageshow', (e) => { if (e.persisted) join(); });
}
