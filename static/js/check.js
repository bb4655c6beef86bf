// The page that says whether one is reminded in this browser: what only the browser knows of it.
// Without it the page has what the server knows. All words are in the page; this chooses.
import { send } from './live.js';
import { hear } from './notify.js';

const answer = document.getElementById('check-answer');
const asked = Date.now();
const every = 5000; // how often the stream is asked for its last sign
const apart = 60; // seconds by which clocks may differ before it is said
let stream = { state: 'opening', since: asked, last: asked };
let sentAt = 0;
const arrived = new Map(); // key of a trial → when it came

const clock = (ms) => new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }).format(ms);
const seconds = (ms, digits = 0) => (Math.max(0, ms) / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits, minimumFractionDigits: digits });

// choose shows one of the cases of a line, with its state, and fills its words.
function choose(line, name, words = {}) {
  let state = '';
  for (const one of line.querySelectorAll('[data-case]')) {
    one.hidden = one.dataset.case !== name;
    if (one.hidden) continue;
    state = one.dataset.state;
    if (one.textContent.includes('{')) one.dataset.words ??= one.textContent;
    if (one.dataset.words) one.textContent = one.dataset.words.replace(/\{(\w+)\}/g, (all, word) => words[word] ?? all);
  }
  if (!state) return;
  line.className = line.className.replace(/\bis-\w+/, 'is-' + state);
  for (const icon of line.querySelectorAll('[data-icon]')) icon.hidden = icon.dataset.icon !== state;
}

const line = (name) => document.getElementById('check-' + name);

// may is how things stand with notifications of the computer.
function may() {
  if (!isSecureContext) return 'insecure';
  return window.Notification?.permission ?? 'missing';
}

function verdict() {
  const note = may();
  if (stream.state === 'lost' || stream.state === 'ended') return stream.state;
  if (stream.state !== 'open') return 'asking';
  return { granted: 'good', default: 'ask' }[note] ?? note;
}

function show() {
  choose(line('stream'), stream.state, { since: clock(stream.since), last: seconds(Date.now() - (stream.last ?? Date.now())) });
  choose(line('own'), stream.state === 'open' ? 'live' : 'closed');
  choose(line('note'), may());
  choose(line('address'), isSecureContext ? 'secure' : 'insecure');
  choose(line('hidden'), 'good');
  document.getElementById('check-insecure').hidden = isSecureContext;
  if (Number.isFinite(stream.offset)) {
    const off = Math.round(Math.abs(stream.offset) / 1000);
    choose(line('clock'), off < apart ? 'same' : 'differs', { apart: off.toLocaleString(document.documentElement.lang) });
  }
  if (!['off', 'late'].includes(answer.dataset.now)) choose(answer, verdict());
}

// late reads the page anew when the scheduler stops or is back: what stands here of the
// server is of the moment the page was made.
function late() {
  const now = !!document.querySelector('#banner .banner');
  if (now !== (answer.dataset.now === 'late') && answer.dataset.now !== 'off') location.reload();
}

function trial() {
  for (const one of document.querySelectorAll('[data-trial]')) {
    const at = arrived.get(one.dataset.trial);
    if (at) choose(one, 'here', { took: seconds(at - sentAt, 1) });
  }
}

function take({ detail: m }) {
  if (m.status) stream = m.status;
  if (m.state) stream = { ...stream, state: m.state, since: Date.now(), last: Date.now() };
  if (Number.isFinite(m.offset)) stream.offset = m.offset;
  if (m.state || m.status) show();
  if (m.frame) late();
  for (const key of m.arrived ?? []) arrived.set(key, Date.now());
  if (m.arrived) trial();
}

if (answer) {
  show();
  document.addEventListener('live', take);
  document.addEventListener('notify', show);
  document.getElementById('trial-form')?.addEventListener('submit', () => { sentAt = Date.now(); });
  document.addEventListener('htmx:after:swap', trial);
  for (const button of document.querySelectorAll('button[data-hear]')) {
    button.hidden = false;
    button.addEventListener('click', hear);
  }
  send({ ask: true });
  setInterval(() => { if (!document.hidden) send({ ask: true }); }, every);
}
